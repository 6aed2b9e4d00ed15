//! Forges: the entries of `sources` that stand for all repositories of an organisation, a user or a group. Asks no forge; `gather` does.

use std::sync::Arc;
use std::time::Duration;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use url::Url;

use super::fields::Fields;
use super::{secrets, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::base::url_policy;
use crate::base::yaml::{Node, Value};
use crate::model::sources::Flavour;

/// The keys of `sources` that name a forge.
pub(super) const KEYS: [&str; 3] = ["github", "gitlab", "gitea"];

/// How long a listing waits in all, unless the configuration says otherwise.
const WAIT: u64 = 60;
/// The longest wait that may be asked for.
const LONGEST_WAIT: u64 = 3600;

/// Describes repositories that a forge is to list.
#[derive(Clone, Debug)]
pub struct ForgeSource {
    /// Which API answers.
    pub flavour: Flavour,
    /// The address of the forge that people see, without a trailing slash: `https://github.com`.
    pub url: String,
    /// Whose repositories they are.
    pub owner: Owner,
    /// Which of them are wanted.
    pub filter: Filter,
    /// The branch, tag or commit to read; each repository's default branch otherwise.
    pub reference: Option<String>,
    /// The environment variable that holds the token.
    pub token: TokenName,
    /// How the repositories are fetched.
    pub transport: Transport,
    /// How long the forge may make the listing wait, in all.
    pub wait: Duration,
    /// Where the entry is written.
    pub place: Place,
}

/// Says whose repositories are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An organisation of GitHub or Gitea.
    Organisation(String),
    /// A group of GitLab, as a path; its subgroups count.
    Group(String),
    /// A person's account.
    User(String),
}

/// Names the environment variable of a token.
#[derive(Clone, Debug)]
pub struct TokenName {
    /// The variable.
    pub variable: String,
    /// Where it is written; nothing when it is the default, which need not be set.
    pub place: Option<Place>,
}

/// Names the ways to fetch what a forge lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    /// With the token, if there is one.
    #[default]
    Https,
    /// With the keys of the user who builds.
    Ssh,
}

/// Says which of the listed repositories are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Patterns over names, one of which must match.
    pub include: Option<Names>,
    /// Patterns over names, none of which may match.
    pub exclude: Option<Names>,
    /// Topics, one of which must be there; none asks for nothing.
    pub topics: Vec<String>,
    /// Visibilities, one of which must hold; none asks for nothing.
    pub visibility: Vec<Visibility>,
    /// Whether archived repositories are wanted.
    pub archived: bool,
    /// Whether forks are wanted.
    pub forks: bool,
}

/// Says who may see a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Everybody who has an account.
    Internal,
    /// Those who were let in.
    Private,
}

/// Matches repositories by name, whatever the case.
#[derive(Clone, Debug)]
pub struct Names(GlobSet);

impl Names {
    /// Tells whether `owner/name`, or its last part alone, is meant.
    pub fn matches(&self, full_name: &str) -> bool {
        let short = full_name.rsplit('/').next().unwrap_or(full_name);
        self.0.is_match(full_name) || self.0.is_match(short)
    }
}

impl Owner {
    /// Gives the name on the forge.
    pub fn name(&self) -> &str {
        match self {
            Self::Organisation(name) | Self::Group(name) | Self::User(name) => name,
        }
    }
}

impl ForgeSource {
    /// Names what is listed, as people look it up: `https://github.com/northwind`.
    pub fn shown(&self) -> String {
        format!("{}/{}", self.url, self.owner.name())
    }
}

/// Reads the entry whose key is `key`.
pub(super) fn read(source: &Arc<Source>, key: &str, entry: &Node, findings: &mut Vec<Diagnostic>) -> Option<ForgeSource> {
    let node = entry.get(key)?;
    let place = entry.entry(key).map_or_else(|| Place::at(source, node.span), |(key, _)| Place::at(source, key.span));
    let (flavour, owners, host, variable): (_, &[&'static str], _, _) = match key {
        "github" => (Flavour::GitHub, &["org", "user"], Some("https://github.com"), "GITHUB_TOKEN"),
        "gitlab" => (Flavour::GitLab, &["group", "user"], Some("https://gitlab.com"), "GITLAB_TOKEN"),
        _ => (Flavour::Gitea, &["org", "user"], None, "GITEA_TOKEN"),
    };
    let before = findings.len();
    let within = format!("sources.{key}");
    let mut fields = Fields::of(source, &within, node, findings)?;
    let mut known = owners.to_vec();
    known.extend(["url", "include", "exclude", "topics", "archived", "forks", "visibility", "ref", "token_env", "clone", "wait"]);
    fields.only(&known);
    let owner = owner(&mut fields, owners, &place);
    let url = match fields.text("url") {
        Some((text, place)) => address(&mut fields, text, place),
        None if fields.node("url").is_some() => None,
        None => host.map(str::to_owned).or_else(|| {
            fields.findings.push(words::missing_key(place.clone(), &within, "url"));
            None
        }),
    };
    let filter = Filter {
        include: names(&mut fields, "include"),
        exclude: names(&mut fields, "exclude"),
        topics: fields.texts("topics").unwrap_or_default(),
        visibility: visibility(&mut fields),
        archived: switch(&mut fields, "archived"),
        forks: switch(&mut fields, "forks"),
    };
    let reference = fields.text("ref").map(|(reference, _)| reference.to_owned());
    let token = token(&mut fields, variable);
    let transport = transport(&mut fields);
    let wait = wait(&mut fields);
    let source = ForgeSource { flavour, url: url?, owner: owner?, filter, reference, token: token?, transport, wait, place };
    (findings.len() == before).then_some(source)
}

/// Reads the one key that says whose repositories are meant.
fn owner(fields: &mut Fields<'_, '_>, keys: &[&str], place: &Place) -> Option<Owner> {
    let given: Vec<&str> = keys.iter().copied().filter(|key| fields.node(key).is_some()).collect();
    let [key] = given[..] else {
        let finding = match given.get(1).and_then(|key| fields.node.entry(key)) {
            Some((key, _)) => words::one_owner(Place::at(fields.source, key.span), fields.within, keys),
            None => words::missing_key(place.clone(), fields.within, keys.first().unwrap_or(&"org")),
        };
        fields.findings.push(finding);
        return None;
    };
    let (text, place) = fields.text(key)?;
    let name = text.trim_matches('/');
    let is_part = |part: &str| {
        !matches!(part, "" | "." | "..") && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    if !name.split('/').all(is_part) || (key != "group" && name.contains('/')) {
        let hint = match key {
            "group" => "write its path alone, as in `northwind/platform`",
            _ => "write its name alone, as in `northwind`; an address belongs under `url`",
        };
        fields.findings.push(words::wrong_value(
            place,
            &fields.path(key),
            &secrets::without_secrets(text),
            "a name on the forge",
            hint,
        ));
        return None;
    }
    let name = name.to_owned();
    Some(match key {
        "org" => Owner::Organisation(name),
        "group" => Owner::Group(name),
        _ => Owner::User(name),
    })
}

/// Takes an address of a forge: https, or http on this machine; without credentials, and with nothing behind the path.
fn address(fields: &mut Fields<'_, '_>, text: &str, place: Place) -> Option<String> {
    let url = Url::parse(text).ok().filter(|url| {
        url_policy::is_private_channel(url)
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    });
    match url {
        Some(url) => Some(url.as_str().trim_end_matches('/').to_owned()),
        None => {
            let hint =
                "write it as in `https://git.example.com`; a token belongs into the environment, under the name in `token_env`";
            let shown = secrets::without_secrets(text);
            fields.findings.push(words::wrong_value(place, &fields.path("url"), &shown, "the https address of a forge", hint));
            None
        }
    }
}

fn names(fields: &mut Fields<'_, '_>, key: &str) -> Option<Names> {
    let patterns = fields.texts(key)?;
    let place = Place::at(fields.source, fields.node.get(key).map_or(fields.node.span, |node| node.span));
    let mut builder = GlobSetBuilder::new();
    for pattern in &patterns {
        match GlobBuilder::new(pattern).case_insensitive(true).build() {
            Ok(glob) => {
                builder.add(glob);
            }
            Err(error) => {
                let hint = format!("{}; it stands for names of repositories, as in `svc-*`", error.kind());
                fields.findings.push(words::wrong_value(place.clone(), &fields.path(key), pattern, "a pattern", &hint));
            }
        }
    }
    builder.build().ok().map(Names)
}

fn visibility(fields: &mut Fields<'_, '_>) -> Vec<Visibility> {
    let texts = fields.texts("visibility").unwrap_or_default();
    let place = Place::at(fields.source, fields.node.get("visibility").map_or(fields.node.span, |node| node.span));
    let mut found = Vec::new();
    for text in texts {
        match text.as_str() {
            "public" => found.push(Visibility::Public),
            "internal" => found.push(Visibility::Internal),
            "private" => found.push(Visibility::Private),
            other => {
                let (key, hint) = (fields.path("visibility"), "leave it out to list all that the token may see");
                fields.findings.push(words::wrong_value(place.clone(), &key, other, "`public`, `internal` or `private`", hint));
            }
        }
    }
    found
}

fn switch(fields: &mut Fields<'_, '_>, key: &str) -> bool {
    let Some(node) = fields.node(key) else { return false };
    if let Value::Bool(is_on) = node.value {
        return is_on;
    }
    let place = Place::at(fields.source, node.span);
    fields.findings.push(words::wrong_type(place, &fields.path(key), "`true` or `false`", node.type_name()));
    false
}

fn token(fields: &mut Fields<'_, '_>, default: &str) -> Option<TokenName> {
    let Some((text, place)) = fields.text("token_env") else {
        return Some(TokenName { variable: default.to_owned(), place: None });
    };
    let is_name = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !text.starts_with(|c: char| c.is_ascii_digit());
    if text.is_empty() || !is_name || secrets::is_token(text) {
        let hint = "write a name, as in `GITHUB_TOKEN`, and put the token into the variable of that name; a token in a file is for everybody who reads it";
        let (key, expected) = (fields.path("token_env"), "the name of an environment variable");
        fields.findings.push(words::wrong_value(place, &key, &secrets::without_secrets(text), expected, hint));
        return None;
    }
    Some(TokenName { variable: text.to_owned(), place: Some(place) })
}

fn transport(fields: &mut Fields<'_, '_>) -> Transport {
    match fields.text("clone") {
        None | Some(("https", _)) => Transport::Https,
        Some(("ssh", _)) => Transport::Ssh,
        Some((other, place)) => {
            let (key, hint) = (fields.path("clone"), "`ssh` uses the keys of the user who builds, `https` the token");
            fields.findings.push(words::wrong_value(place, &key, other, "`https` or `ssh`", hint));
            Transport::Https
        }
    }
}

fn wait(fields: &mut Fields<'_, '_>) -> Duration {
    let Some(node) = fields.node("wait") else { return Duration::from_secs(WAIT) };
    let seconds = match &node.value {
        Value::Number(number) => number.as_u64().filter(|seconds| *seconds <= LONGEST_WAIT),
        _ => None,
    };
    if seconds.is_none() {
        let place = Place::at(fields.source, node.span);
        let (key, expected) = (fields.path("wait"), "a number of seconds, 3600 at most");
        let finding = match &node.value {
            Value::Number(number) => words::wrong_value(place, &key, &number.to_string(), expected, "without it, 60 are waited"),
            _ => words::wrong_type(place, &key, expected, node.type_name()),
        };
        fields.findings.push(finding);
    }
    Duration::from_secs(seconds.unwrap_or(WAIT))
}
