//! `Sources`: what `gather` found. Repositories with their listings; contents are read on demand through `Content`, so that nothing is held twice.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::base::diagnostic::Diagnostic;
use crate::base::instant::Instant;
use crate::base::repo_path::RepoPath;
use crate::model::history::{FileHistory, History};

/// Holds every repository of a build, in the order of the configuration (patterns sorted by path).
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// What could be read.
    pub repositories: Vec<Repository>,
    /// What could not.
    pub findings: Vec<Diagnostic>,
}

/// Stands for one repository at one revision.
#[derive(Clone, Debug)]
pub struct Repository {
    /// What people call it: `owner/name` on its forge, else its folder's name. Unique in a build.
    pub name: Arc<str>,
    /// Where its files can be looked at, when a remote says so.
    pub forge: Option<Forge>,
    /// The folder on this machine that its paths start from, where a working tree was read.
    pub folder: Option<PathBuf>,
    /// What was read.
    pub revision: Revision,
    /// Every regular file, sorted by path. Links that stay inside the repository appear under their own path.
    pub files: Vec<File>,
    /// The names of those who wrote its newest commits, those who wrote most first; empty unless the configuration wants them named.
    pub contributors: Vec<Arc<str>>,
    /// What commits say of the files; empty until somebody asks for it.
    pub history: History,
    /// The repository as it is at other branches and tags, where the configuration asks for them, the newest first.
    pub versions: Vec<Version>,
    /// Reads the files.
    pub content: Arc<dyn Content>,
}

/// Holds a repository as it is at a branch or tag.
#[derive(Clone, Debug)]
pub struct Version {
    /// What the branch or tag is called.
    pub name: Arc<str>,
    /// The name as a part of a URL, unique among those of the repository.
    pub slug: Arc<str>,
    /// Whether it is the version of a release, and no branch or candidate.
    pub is_release: bool,
    /// What it holds; has no versions itself.
    pub repository: Repository,
}

/// Says which state of a repository was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// The full commit id, when there is a commit.
    pub commit: Option<Arc<str>>,
    /// The branch or tag, when one is known.
    pub branch: Option<Arc<str>>,
    /// The commit's time.
    pub time: Instant,
    /// Whether uncommitted work was read with it.
    pub dirty: bool,
}

/// Lists one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it stands.
    pub path: RepoPath,
    /// How many bytes it has.
    pub size: u64,
    /// What names its content: equal ids mean equal bytes. Opaque outside `gather`.
    pub id: Arc<str>,
}

/// Reads file contents. Implemented by `gather` alone.
pub trait Content: Send + Sync {
    /// Gives the bytes of `file`, which comes from the same repository's listing.
    fn read(&self, file: &File) -> Result<Vec<u8>, ReadError>;

    /// Says what commits tell of `files`, the repository's listing or a part of it, and of what else is asked; nothing where no history can be read.
    fn history(&self, _files: &[File], _question: &Question<'_>) -> Option<History> {
        None
    }

    /// Lists the names of those who wrote the newest commits, those who wrote most first.
    fn authors(&self) -> Vec<Arc<str>> {
        Vec::new()
    }
}

/// Says what is asked of a repository's commits.
pub struct Question<'a> {
    /// Whether those who wrote commits are named.
    pub named: bool,
    /// How many commits of the branch are looked through for rewrites.
    pub most: usize,
    /// Which files' rewrites are wanted.
    pub is_wanted: &'a (dyn Fn(&RepoPath) -> bool + Sync),
}

impl fmt::Debug for dyn Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Content")
    }
}

/// Says why a listed file could not be read.
#[derive(Clone, Debug, Error)]
#[error("{0}")]
pub struct ReadError(pub String);

/// Knows the forge that hosts a repository, and how its URLs are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forge {
    /// Which URL rules hold.
    pub flavour: Flavour,
    /// The repository's page, without a trailing slash: `https://github.com/northwind/pay`.
    pub url: String,
    /// The folder of the repository that was read as its root; empty for the whole.
    pub folder: RepoPath,
}

/// The longest text that is put into a URL, in encoded characters.
const LONGEST_VALUE: usize = 4_000;

/// Names the kinds of forge whose URLs are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// github.com and GitHub Enterprise.
    GitHub,
    /// gitlab.com and self-managed GitLab.
    GitLab,
    /// Gitea and Forgejo.
    Gitea,
    /// bitbucket.org.
    Bitbucket,
    /// Azure DevOps.
    Azure,
}

/// Tells whether a reference is a whole commit id, and neither a branch nor a tag.
fn is_commit(reference: &str) -> bool {
    reference.len() == 40 && reference.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl Forge {
    /// Gives the URL that shows `path` at `reference` (commit, branch or tag), at `line` if given.
    pub fn view_url(&self, path: &RepoPath, reference: &str, line: Option<usize>) -> String {
        if self.flavour == Flavour::Azure {
            return self.azure_url(path, reference, line);
        }
        let middle = match self.flavour {
            Flavour::GitHub => "blob/",
            Flavour::GitLab => "-/blob/",
            Flavour::Gitea if is_commit(reference) => "src/commit/",
            Flavour::Gitea => "src/branch/",
            Flavour::Bitbucket => "src/",
            Flavour::Azure => return self.azure_url(path, reference, line),
        };
        let anchor = line.map_or_else(String::new, |line| match self.flavour {
            Flavour::Bitbucket => format!("#lines-{line}"),
            _ => format!("#L{line}"),
        });
        format!("{}/{middle}{reference}/{}{anchor}", self.url, self.encoded(path))
    }

    /// Gives the URL that lists the folder `path` at `reference`, ending in a slash, so that relative addresses start in it.
    pub fn folder_url(&self, path: &RepoPath, reference: &str) -> String {
        let middle = match self.flavour {
            Flavour::GitHub => "tree/",
            Flavour::GitLab => "-/tree/",
            Flavour::Gitea if is_commit(reference) => "src/commit/",
            Flavour::Gitea => "src/branch/",
            Flavour::Bitbucket => "src/",
            Flavour::Azure => return self.azure_url(path, reference, None),
        };
        let path = self.encoded(path);
        let slash = if path.is_empty() { "" } else { "/" };
        format!("{}/{middle}{reference}/{path}{slash}", self.url)
    }

    /// Gives the URL that edits `path` on `branch`, or that shows it where the forge has no such page.
    pub fn edit_url(&self, path: &RepoPath, branch: &str) -> String {
        let path = self.encoded(path);
        match self.flavour {
            Flavour::GitHub => format!("{}/edit/{branch}/{path}", self.url),
            Flavour::GitLab => format!("{}/-/edit/{branch}/{path}", self.url),
            Flavour::Gitea => format!("{}/_edit/{branch}/{path}", self.url),
            Flavour::Bitbucket => format!("{}/src/{branch}/{path}?mode=edit&at={branch}", self.url),
            // It edits on the page that shows the file.
            Flavour::Azure => format!("{}?path=/{path}&version=GB{branch}&_a=contents", self.url),
        }
    }

    /// Shows `path` as Azure DevOps does: a commit is its full id there, and lines are a range.
    fn azure_url(&self, path: &RepoPath, reference: &str, line: Option<usize>) -> String {
        let version = if is_commit(reference) { "GC" } else { "GB" };
        let line = line.map_or_else(String::new, |line| {
            format!("&line={line}&lineEnd={}&lineStartColumn=1&lineEndColumn=1", line.saturating_add(1))
        });
        format!("{}?path=/{}&version={version}{reference}{line}", self.url, self.encoded(path))
    }

    /// Gives the URL that shows a commit.
    pub fn commit_url(&self, commit: &str) -> String {
        let middle = match self.flavour {
            Flavour::GitHub | Flavour::Gitea | Flavour::Azure => "commit",
            Flavour::GitLab => "-/commit",
            Flavour::Bitbucket => "commits",
        };
        format!("{}/{middle}/{commit}", self.url)
    }

    /// Gives the URL of the form that reports a problem, with its title and its text filled in.
    pub fn report_url(&self, title: &str, text: &str) -> String {
        let encoded = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let (title, text) = (encoded(title), encoded(text));
        match self.flavour {
            Flavour::GitHub | Flavour::Gitea => format!("{}/issues/new?title={title}&body={text}", self.url),
            Flavour::GitLab => format!("{}/-/issues/new?issue[title]={title}&issue[description]={text}", self.url),
            Flavour::Bitbucket => format!("{}/issues/new?title={title}&content={text}", self.url),
            Flavour::Azure => {
                let project = self.url.split("/_git/").next().unwrap_or(&self.url);
                format!("{project}/_workitems/create/Issue?[System.Title]={title}&[System.Description]={text}")
            }
        }
    }

    /// Gives the URL that adds `path` to `branch` with `text` in it, where the forge has such a page. A long text is left for the reader to paste.
    pub fn new_url(&self, path: &RepoPath, branch: &str, text: &str) -> Option<String> {
        let (folder, name) = (self.encoded(&path.parent()), path.file_name());
        let folder = if folder.is_empty() { folder } else { format!("/{folder}") };
        let value = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let value = if value.len() <= LONGEST_VALUE { format!("&value={value}") } else { String::new() };
        match self.flavour {
            Flavour::GitHub => Some(format!("{}/new/{branch}{folder}?filename={name}{value}", self.url)),
            Flavour::GitLab => Some(format!("{}/-/new/{branch}{folder}?file_name={name}", self.url)),
            Flavour::Gitea => Some(format!("{}/_new/{branch}{folder}", self.url)),
            Flavour::Bitbucket | Flavour::Azure => None,
        }
    }

    fn encoded(&self, path: &RepoPath) -> String {
        let parts: Vec<String> = self
            .folder
            .parts()
            .chain(path.parts())
            .map(|part| {
                percent_encoding::utf8_percent_encode(part, percent_encoding::NON_ALPHANUMERIC)
                    .to_string()
                    .replace("%2D", "-")
                    .replace("%2E", ".")
                    .replace("%5F", "_")
            })
            .collect();
        parts.join("/")
    }
}

impl Repository {
    /// Finds a listed file.
    pub fn file(&self, path: &RepoPath) -> Option<&File> {
        self.files.binary_search_by(|file| file.path.cmp(path)).ok().map(|index| &self.files[index])
    }

    /// Finds what commits say of a listed file.
    pub fn history_of(&self, path: &RepoPath) -> Option<&FileHistory> {
        let index = self.files.binary_search_by(|file| file.path.cmp(path)).ok()?;
        self.history.files.get(index)?.as_ref()
    }

    /// Abbreviates the commit as diagnostics show it; nothing when uncommitted work was read.
    pub fn short_commit(&self) -> Option<Arc<str>> {
        let commit = self.revision.commit.as_ref().filter(|_| !self.revision.dirty)?;
        Some(commit.get(..7).unwrap_or(commit).into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Flavour, Forge};
    use crate::base::repo_path::RepoPath;

    #[test]
    fn every_forge_shows_edits_and_hears_of_problems_in_its_own_way() {
        let path = RepoPath::new("docs/a b.md").unwrap();
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let of = |flavour, url: &str| {
            let forge = Forge { flavour, url: url.to_owned(), folder: RepoPath::root() };
            [forge.view_url(&path, commit, Some(7)), forge.edit_url(&path, "main"), forge.report_url("A b", "c")]
        };
        let short = |urls: [String; 3]| urls.map(|url| url.replace(commit, "COMMIT"));
        assert_eq!(
            short(of(Flavour::GitHub, "https://g/o/r")),
            [
                "https://g/o/r/blob/COMMIT/docs/a%20b.md#L7",
                "https://g/o/r/edit/main/docs/a%20b.md",
                "https://g/o/r/issues/new?title=A%20b&body=c"
            ]
        );
        assert_eq!(
            short(of(Flavour::GitLab, "https://g/o/r")),
            [
                "https://g/o/r/-/blob/COMMIT/docs/a%20b.md#L7",
                "https://g/o/r/-/edit/main/docs/a%20b.md",
                "https://g/o/r/-/issues/new?issue[title]=A%20b&issue[description]=c"
            ]
        );
        assert_eq!(
            short(of(Flavour::Gitea, "https://g/o/r")),
            [
                "https://g/o/r/src/commit/COMMIT/docs/a%20b.md#L7",
                "https://g/o/r/_edit/main/docs/a%20b.md",
                "https://g/o/r/issues/new?title=A%20b&body=c"
            ]
        );
        assert_eq!(
            short(of(Flavour::Bitbucket, "https://g/o/r")),
            [
                "https://g/o/r/src/COMMIT/docs/a%20b.md#lines-7",
                "https://g/o/r/src/main/docs/a%20b.md?mode=edit&at=main",
                "https://g/o/r/issues/new?title=A%20b&content=c"
            ]
        );
        assert_eq!(
            short(of(Flavour::Azure, "https://dev.azure.com/o/p/_git/r")),
            [
                "https://dev.azure.com/o/p/_git/r?path=/docs/a%20b.md&version=GCCOMMIT&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1",
                "https://dev.azure.com/o/p/_git/r?path=/docs/a%20b.md&version=GBmain&_a=contents",
                "https://dev.azure.com/o/p/_workitems/create/Issue?[System.Title]=A%20b&[System.Description]=c"
            ]
        );
    }
}
