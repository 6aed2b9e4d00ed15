//! The words of every diagnostic about how docs are arranged. One function a code, or one a case of it.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};

pub(super) fn unreadable(source: &Arc<Source>, reason: &str) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("the file could not be read: {reason}"))
        .place(Place::of(source))
        .hint("check that the repository is complete: `git fsck` tells")
}

pub(super) fn docs_dir_outside(source: &Arc<Source>, span: Span, folder: &str) -> Diagnostic {
    Diagnostic::warning("docs-outside", format!("the docs folder `{folder}` is outside this repository"))
        .at(source, span)
        .hint("name a folder of this repository, relative to this file")
}

pub(super) fn wrong_form(source: &Arc<Source>, span: Span, key: &str, wanted: &str) -> Diagnostic {
    Diagnostic::warning("docs-setting", format!("`{key}` is not {wanted}; it is left out"))
        .at(source, span)
        .hint("correct it, or remove the key")
}

pub(super) fn bad_pattern(source: &Arc<Source>, span: Span, line: &str) -> Diagnostic {
    Diagnostic::warning("docs-setting", format!("`{line}` is no pattern; it is left out"))
        .at(source, span)
        .hint("write it as in a `.gitignore` file")
}

pub(super) fn not_honoured(
    source: &Arc<Source>,
    span: Span,
    keys: &[String],
    plugins: &[String],
    extensions: &[String],
    near: Option<&str>,
) -> Diagnostic {
    let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let group = |one: &str, many: &str, names: &[String]| match names {
        [] => None,
        [name] => Some(format!("{one} `{name}`")),
        names => Some(format!("{many} {}", list(names))),
    };
    let groups = [
        group("the key", "the keys", keys),
        group("the plugin", "the plugins", plugins),
        group("the extension", "the extensions", extensions),
    ];
    let told: Vec<String> = groups.into_iter().flatten().collect();
    let verb = if keys.len() + plugins.len() + extensions.len() == 1 { "does" } else { "do" };
    Diagnostic::info("docs-not-honoured", format!("{} {verb} nothing here", told.join(", "))).at(source, span).hint(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "look at the pages: what it would add is missing; `diagnostics.allow` silences this".to_owned(),
    })
}

pub(super) fn inherit_missing(source: &Arc<Source>, span: Span, path: &str, is_outside: bool) -> Diagnostic {
    let why = if is_outside { "is outside this repository" } else { "does not exist" };
    Diagnostic::warning("docs-include", format!("`{path}`, which this file inherits from, {why}"))
        .at(source, span)
        .hint("name a file of this repository, relative to this one")
}

pub(super) fn inherit_circle(source: &Arc<Source>, span: Span, path: &str) -> Diagnostic {
    Diagnostic::warning("docs-include", format!("`{path}` is inherited from already, or after too many others"))
        .at(source, span)
        .hint("remove one `INHERIT` of the circle")
}

pub(super) fn include_missing(source: &Arc<Source>, span: Span, path: &str, is_outside: bool, near: Option<&str>) -> Diagnostic {
    let why = if is_outside { "is outside this repository" } else { "does not exist" };
    let hint = match near {
        Some(near) => format!("did you mean `{near}`, from the repository's root?"),
        None => "name the `mkdocs.yml` of other docs of this repository, relative to this file".to_owned(),
    };
    Diagnostic::warning("docs-include", format!("`{path}`, which the navigation includes, {why}")).at(source, span).hint(hint)
}

pub(super) fn include_circle(source: &Arc<Source>, span: Span, path: &RepoPath) -> Diagnostic {
    Diagnostic::warning("docs-include", format!("`{path}` includes what includes it; it is left out here"))
        .at(source, span)
        .hint("remove one inclusion of the circle")
}

pub(super) fn include_too_many(source: &Arc<Source>, span: Span, most: usize) -> Diagnostic {
    Diagnostic::warning("docs-include", format!("these docs are made of more than {most} others; the rest is left out"))
        .at(source, span)
        .hint("include fewer, or give each docs of its own")
}

pub(super) fn include_nameless(source: &Arc<Source>, span: Span, path: &RepoPath) -> Diagnostic {
    Diagnostic::warning("docs-include", format!("`{path}` has no `site_name`; its folder's name stands in for it"))
        .at(source, span)
        .hint("give it a `site_name`: the addresses of its pages are made of it")
}

pub(super) fn include_empty(source: &Arc<Source>, span: Span, path: &RepoPath, root: &RepoPath) -> Diagnostic {
    Diagnostic::warning("docs-include", format!("`{path}` brings no pages: `{root}` holds none"))
        .at(source, span)
        .hint("name the folder that holds them in its `docs_dir`")
}

pub(super) fn nav_form(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::warning("nav-form", "this entry of the navigation cannot be read; it is left out")
        .at(source, span)
        .hint("write `- page.md`, `- Title: page.md`, or `- Title:` with a list below it")
}

pub(super) fn nav_missing_page(source: &Arc<Source>, span: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the page, or remove the entry".to_owned(),
    };
    Diagnostic::warning("nav-missing-page", format!("the navigation names `{path}`, which does not exist"))
        .at(source, span)
        .hint(hint)
}

pub(super) fn nav_left_out(source: &Arc<Source>, span: Span, path: &RepoPath) -> Diagnostic {
    Diagnostic::warning("nav-missing-page", format!("the navigation names `{path}`, which is left out of the docs"))
        .at(source, span)
        .hint("remove the entry, or the pattern of `exclude_docs` or `draft_docs` that means it")
}

pub(super) fn nav_no_page(source: &Arc<Source>, span: Span, path: &RepoPath) -> Diagnostic {
    Diagnostic::warning(
        "nav-missing-page",
        format!("the navigation names `{path}`, which is no page, and no forge is known that shows it"),
    )
    .at(source, span)
    .hint("link to it from a page, or give the repository an `origin` remote")
}

pub(super) fn nav_matches_nothing(source: &Arc<Source>, span: Span, pattern: &str) -> Diagnostic {
    Diagnostic::warning("nav-missing-page", format!("the navigation asks for `{pattern}`, which matches no page"))
        .at(source, span)
        .hint("correct the pattern: it starts from the folder of this navigation, and `*` stays inside a folder")
}

pub(super) fn nav_forbidden(source: &Arc<Source>, span: Span, url: &str) -> Diagnostic {
    Diagnostic::warning("forbidden-link", format!("`{url}` is of a kind that pages may not link to; the entry is left out"))
        .at(source, span)
        .hint("link to an `https`, `http` or `mailto` address")
}

pub(super) fn redirect_missing(source: &Arc<Source>, span: Span, to: &str, near: Option<&str>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a page of these docs, or an `https` address".to_owned(),
    };
    Diagnostic::warning("redirect-target", format!("the redirect leads to `{to}`, which does not exist"))
        .at(source, span)
        .hint(hint)
}

pub(super) fn redirect_taken(source: &Arc<Source>, span: Span, from: &str) -> Diagnostic {
    Diagnostic::warning("redirect-target", format!("`{from}` is a page, so that no redirect can stand at its address"))
        .at(source, span)
        .hint("remove the page, or the redirect")
}
