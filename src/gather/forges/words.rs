//! The words of every diagnostic about listings of forges. One function a code.

use super::Failure;
use super::filter::Dropped;
use crate::base::diagnostic::Diagnostic;
use crate::config::forges::{ForgeSource, Owner};
use crate::model::sources::Flavour;

pub(super) fn not_listed(source: &ForgeSource, failure: &Failure, has_token: bool, has_last: bool) -> Diagnostic {
    if let Failure::NoToken = failure {
        return no_token(source, has_last);
    }
    let (reason, hint) = (reason(source, failure), hint(source, failure, has_token));
    let shown = source.shown();
    let diagnostic = match has_last {
        true => Diagnostic::warning(
            "forge-stale",
            format!("the repositories of `{shown}` could not be listed, the last good listing is used: {reason}"),
        ),
        false => Diagnostic::error("forge-unreachable", format!("the repositories of `{shown}` could not be listed: {reason}")),
    };
    diagnostic.place(source.place.clone()).hint(hint)
}

fn no_token(source: &ForgeSource, has_last: bool) -> Diagnostic {
    let used = if has_last { "the last good listing is used" } else { "its repositories are left out" };
    let variable = &source.token.variable;
    let message = format!("the environment variable `{variable}` holds no token for `{}`; {used}", source.url);
    Diagnostic::error("forge-token-missing", message)
        .place(source.token.place.clone().unwrap_or_else(|| source.place.clone()))
        .hint("set it where the portal is built, or remove `token_env` if everything is public")
}

pub(super) fn nothing_listed(source: &ForgeSource, dropped: &Dropped, has_token: bool) -> Diagnostic {
    let shown = source.shown();
    let left_out: Vec<String> = dropped.by.iter().map(|(filter, count)| format!("{count} by {filter}")).collect();
    let message = match dropped.listed {
        0 => format!("the forge lists no repository of `{shown}`"),
        1 => format!("the one listed repository of `{shown}` is left out: {}", left_out.join(", ")),
        listed => format!("all {listed} listed repositories of `{shown}` are left out: {}", left_out.join(", ")),
    };
    let variable = &source.token.variable;
    let hint = match (dropped.listed, has_token) {
        (0, false) => format!("without a token only public repositories are listed: set `{variable}`"),
        (0, true) => format!("let the token in `{variable}` read its repositories"),
        _ => "correct the filters; names are matched with and without their owner".to_owned(),
    };
    Diagnostic::warning("forge-empty", message).place(source.place.clone()).hint(hint)
}

fn reason(source: &ForgeSource, failure: &Failure) -> String {
    match failure {
        Failure::NoToken => "there is no token".to_owned(),
        Failure::Unauthorized => "the token is not accepted (401)".to_owned(),
        Failure::Forbidden(said) if said.is_empty() => "it is not allowed (403)".to_owned(),
        Failure::Forbidden(said) => format!("it is not allowed (403): {said}"),
        Failure::NotFound => format!("there is no {} `{}`, or it may not be seen (404)", kind(source), source.owner.name()),
        Failure::Limited => {
            format!("the forge's limit of requests is used up for longer than the {} seconds of `wait`", source.wait.as_secs())
        }
        Failure::Status(status) => format!("it answered {status}"),
        Failure::Elsewhere(host) => format!("its answer leads to another server, `{host}`, which gets no request"),
        Failure::Network(told) => told.clone(),
        Failure::TooLarge => "its answer has more bytes than are read".to_owned(),
        Failure::NotAListing => "its answer is no list of repositories".to_owned(),
        Failure::Endless => "its list has more pages than are read".to_owned(),
    }
}

fn hint(source: &ForgeSource, failure: &Failure, has_token: bool) -> String {
    let variable = &source.token.variable;
    match failure {
        Failure::Unauthorized if !has_token => format!("the forge wants a token: set `{variable}`"),
        Failure::Unauthorized => {
            format!("`{variable}` holds a token that is expired, revoked or of another forge; make a new one")
        }
        Failure::Forbidden(_) if has_token => {
            format!("let the token in `{variable}` read repositories: {}", scope(source.flavour))
        }
        Failure::Forbidden(_) => format!("set `{variable}` to a token that may read repositories: {}", scope(source.flavour)),
        Failure::NotFound => {
            let other = match &source.owner {
                Owner::User(_) if source.flavour == Flavour::GitLab => "write `group` if it is a group",
                Owner::User(_) => "write `org` if it is an organisation",
                Owner::Organisation(_) | Owner::Group(_) => "write `user` if it is a person",
            };
            let token = if has_token {
                format!("let the token in `{variable}` see it if it is private")
            } else {
                format!("set `{variable}` if it is private")
            };
            format!("correct the name; {other}; {token}")
        }
        Failure::Limited if !has_token => format!("set `{variable}`: with a token much more may be asked"),
        Failure::Limited => "build again later, or allow a longer `wait`".to_owned(),
        Failure::Elsewhere(_) => "write the forge's own address as `url`".to_owned(),
        Failure::NotAListing => "check that `url` is the address of the forge, and of that kind".to_owned(),
        Failure::TooLarge | Failure::Endless => "name the repositories one by one with `git`".to_owned(),
        Failure::NoToken | Failure::Status(_) | Failure::Network(_) => {
            "check the address and the network; the next build asks again".to_owned()
        }
    }
}

fn kind(source: &ForgeSource) -> &'static str {
    match source.owner {
        Owner::Organisation(_) => "organisation",
        Owner::Group(_) => "group",
        Owner::User(_) => "user",
    }
}

fn scope(flavour: Flavour) -> &'static str {
    match flavour {
        Flavour::GitLab => "the scopes `read_api` and `read_repository`",
        Flavour::Gitea => "the scopes `read:organization`, `read:user` and `read:repository`",
        Flavour::GitHub | Flavour::Bitbucket | Flavour::Azure => {
            "the permissions `Metadata` and `Contents` of a fine-grained token, or the scope `repo`"
        }
    }
}
