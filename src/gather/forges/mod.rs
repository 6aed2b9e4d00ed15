//! Forges: a `ForgeSource` -> the repositories to mirror, as GitHub, GitLab, Gitea and Forgejo list them. The one room that speaks HTTP; fetches no repository.

mod client;
mod filter;
mod gitea;
mod github;
mod gitlab;
mod kept;
mod limits;
mod link;
mod token;
mod words;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use url::Url;

use self::client::{Answer, Client};
pub(super) use self::token::Token;
use super::Cache;
use super::mirror::{Listed, Remote};
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::config::forges::{ForgeSource, Transport, Visibility};
use crate::config::{Config, SourceSpec};
use crate::model::progress::Progress;
use crate::model::sources::{Flavour, Forge};

/// The most pages of one listing.
const MOST_PAGES: usize = 1_000;

/// What became of one entry of `sources`.
#[derive(Default)]
pub(super) struct Listing {
    /// The repositories, sorted by name.
    pub(super) repositories: Vec<Remote>,
    /// What was found on the way.
    pub(super) findings: Vec<Diagnostic>,
}

/// What a forge says of one repository; what is kept of it, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    name: String,
    branch: Option<String>,
    ssh: Option<String>,
    visibility: Visibility,
    topics: Vec<String>,
    is_archived: bool,
    is_fork: bool,
    content: Contents,
}

/// Says whether a repository has any commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Contents {
    Some,
    /// The forge has counted nothing yet, which it also says of what is new.
    Unknown,
    None,
}

/// Why a forge gave no listing.
#[derive(Clone, Debug)]
enum Failure {
    /// The variable that the configuration names holds no token.
    NoToken,
    /// The token is not accepted (401).
    Unauthorized,
    /// It is not allowed (403), with the forge's own words.
    Forbidden(String),
    /// There is no such owner, or it may not be seen (404).
    NotFound,
    /// Too much was asked, and the forge wants a longer wait than the configuration allows.
    Limited,
    /// Any other answer.
    Status(u16),
    /// An answer leads to another server.
    Elsewhere(String),
    /// No answer came.
    Network(String),
    /// The answer has too many bytes.
    TooLarge,
    /// The answer is no list of repositories.
    NotAListing,
    /// The list has no end.
    Endless,
}

/// What one forge's API is like.
trait Api: Sync {
    /// Gives the address of the first page.
    fn first(&self, source: &ForgeSource) -> String;
    /// Gives the headers that go with every request.
    fn headers(&self, token: Option<&str>) -> Vec<(&'static str, String)>;
    /// Reads a page.
    fn entries(&self, body: &[u8]) -> Result<Vec<Entry>, serde_json::Error>;
    /// Gives the page behind `answer`, which is that of `asked`; `count` entries are known by now.
    fn next(&self, asked: &Url, answer: &Answer, count: usize) -> Option<Url>;
    /// Names the user with whom a token is given to git.
    fn git_user(&self) -> &'static str;
}

fn api(flavour: Flavour) -> &'static dyn Api {
    match flavour {
        Flavour::GitLab => &gitlab::GitLab,
        Flavour::Gitea => &gitea::Gitea,
        Flavour::GitHub | Flavour::Bitbucket | Flavour::Azure => &github::GitHub,
    }
}

/// Asks every forge of the configuration at once, and gives their listings in its order.
pub(super) fn list_all(config: &Config, cache: &Cache, progress: &dyn Progress) -> Vec<Listing> {
    let sources: Vec<&ForgeSource> = config
        .sources
        .iter()
        .filter_map(|spec| match spec {
            SourceSpec::Forge(source) => Some(&**source),
            SourceSpec::Path { .. } | SourceSpec::Git { .. } => None,
        })
        .collect();
    if sources.is_empty() {
        return Vec::new();
    }
    progress.stage("listing repositories", sources.len());
    // Asking waits for the network, so that it has threads of its own.
    std::thread::scope(|scope| {
        let asked: Vec<_> = sources
            .iter()
            .map(|source| {
                scope.spawn(move || {
                    let listing = list(source, cache);
                    progress.step();
                    listing
                })
            })
            .collect();
        asked.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

fn list(source: &ForgeSource, cache: &Cache) -> Listing {
    let mut listing = Listing::default();
    let token = Token::read(source, api(source.flavour).git_user());
    let asked = match kept::fresh(cache, source) {
        Some(entries) => Ok(entries),
        None => token.clone().and_then(|token| ask(source, token.as_ref())),
    };
    let token = token.ok().flatten().map(Arc::new);
    let entries = match asked {
        Ok(entries) => {
            kept::write(cache, source, &entries);
            entries
        }
        Err(failure) => {
            let kept = kept::read(cache, source);
            listing.findings.push(words::not_listed(source, &failure, token.is_some(), kept.is_some()));
            let Some(entries) = kept else { return listing };
            entries
        }
    };
    let (wanted, dropped) = filter::apply(&source.filter, entries);
    if wanted.is_empty() {
        listing.findings.push(words::nothing_listed(source, &dropped, token.is_some()));
    }
    listing.repositories = wanted.into_iter().map(|entry| remote(source, entry, token.as_ref())).collect();
    listing
}

/// Reads all pages. A repository that changes its place while pages are read may come twice, so that names count once.
fn ask(source: &ForgeSource, token: Option<&Token>) -> Result<Vec<Entry>, Failure> {
    let api = api(source.flavour);
    let first = Url::parse(&api.first(source)).map_err(|error| Failure::Network(error.to_string()))?;
    let mut client = Client::new(&first, api.headers(token.map(Token::secret)), source.wait, token);
    let mut entries: Vec<Entry> = Vec::new();
    let mut count = 0;
    let mut page = Some(first);
    for _ in 0..MOST_PAGES {
        let Some(url) = page else {
            entries.sort_by_cached_key(|entry| (entry.name.to_lowercase(), entry.name.clone()));
            entries.dedup_by(|one, other| one.name.eq_ignore_ascii_case(&other.name));
            return Ok(entries);
        };
        let answer = client.get(&url)?;
        let found = api.entries(&answer.body).map_err(|_| Failure::NotAListing)?;
        count += found.len();
        page = if found.is_empty() { None } else { api.next(&url, &answer, count) };
        let is_fit = |entry: &Entry| is_name(&entry.name) && token.is_none_or(|token| !says(entry, token));
        entries.extend(found.into_iter().filter(is_fit));
    }
    Err(Failure::Endless)
}

/// Tells whether a forge says in a listing what it was told in confidence; the listing is kept and shown.
fn says(entry: &Entry, token: &Token) -> bool {
    let texts = [Some(&entry.name), entry.branch.as_ref(), entry.ssh.as_ref()];
    texts.into_iter().flatten().chain(&entry.topics).any(|text| token.is_in(text))
}

/// Says how a repository is fetched and looked at. Addresses are made of the configured one, never taken from an answer, so that a token goes nowhere else;
/// the answer's own is used for ssh alone, which needs no token.
fn remote(source: &ForgeSource, entry: Entry, token: Option<&Arc<Token>>) -> Remote {
    let page = format!("{}/{}", source.url, entry.name);
    let host = Url::parse(&source.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let (url, token) = match source.transport {
        Transport::Https => (format!("{page}.git"), token.cloned()),
        Transport::Ssh => (entry.ssh.unwrap_or_else(|| format!("git@{host}:{}.git", entry.name)), None),
    };
    let listed = Listed {
        forge: Forge { flavour: source.flavour, url: page, folder: RepoPath::root() },
        name: entry.name,
        branch: entry.branch,
        token,
        may_be_empty: entry.content == Contents::Unknown,
    };
    Remote { url, reference: source.reference.clone(), depth: None, place: source.place.clone(), listed: Some(listed) }
}

/// Tells whether a name can be put into an address and shown: parts of letters, digits and `-_.`, at least two.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.starts_with('-')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    name.contains('/') && name.len() <= 512 && name.split('/').all(is_part)
}
