//! `ForgeUrl`: a URL of a file or folder on a forge, taken apart into repository, branch and path. Shapes after Backstage's `packages/integration/src/*`; fetches nothing.

use percent_encoding::percent_decode_str;

use crate::base::repo_path::RepoPath;
use crate::model::sources::Repository;

/// Names something in a repository by the address that a browser shows it at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgeUrl {
    /// The repository's page, without a trailing slash: `https://github.com/northwind/pay`.
    pub repository: String,
    /// The branch, tag or commit, where it stands apart from the path.
    reference: Option<String>,
    /// The path; behind the branch, tag or commit unless `reference` has that.
    rest: String,
}

/// What stands between a repository's page and a reference, the longest first where one begins with another.
const MARKERS: [&str; 15] = [
    "/-/blob/",
    "/-/tree/",
    "/-/raw/",
    "/-/edit/",
    "/src/branch/",
    "/src/commit/",
    "/src/tag/",
    "/raw/branch/",
    "/raw/commit/",
    "/_edit/",
    "/blob/",
    "/tree/",
    "/raw/",
    "/edit/",
    "/src/",
];

impl ForgeUrl {
    /// Reads an http or https URL of GitHub, GitLab, Bitbucket Cloud, Gitea or Azure DevOps, a pattern in its path kept as it is.
    pub fn parse(url: &str) -> Option<Self> {
        let url = url.trim();
        let url = url.split_once('#').map_or(url, |(url, _)| url);
        let (scheme, after) = url.split_once("://")?;
        if !matches!(scheme, "http" | "https") {
            return None;
        }
        // A question mark may belong to a pattern; a query has values.
        let (whole, query) = match url.split_once('?') {
            Some((whole, query)) if query.is_empty() || query.contains('=') => (whole, query),
            _ => (url, ""),
        };
        // Credentials are no part of what an address names.
        let (host, path) = after.split(['?', '#']).next()?.split_once('/')?;
        let host = host.rsplit('@').next()?.to_ascii_lowercase();
        if let Some((project, name)) = path.split_once("/_git/") {
            return Self::of_azure(&format!("https://{host}/{project}/_git"), name.trim_end_matches('/'), query);
        }
        if host == "raw.githubusercontent.com" {
            let mut parts = path.splitn(3, '/');
            let (owner, name, rest) = (parts.next()?, parts.next()?, parts.next()?);
            let rest = rest.strip_prefix("refs/heads/").unwrap_or(rest);
            return Some(Self {
                repository: format!("https://github.com/{owner}/{name}"),
                reference: None,
                rest: rest.to_owned(),
            });
        }
        let path = whole.split_once("://")?.1.split_once('/')?.1;
        let path = format!("/{path}");
        let (at, marker) = MARKERS.iter().filter_map(|marker| Some((path.find(marker)?, marker))).min_by_key(|(at, _)| *at)?;
        let (name, rest) = (&path[..at], &path[at + marker.len()..]);
        // `/owner/name` is the least that a repository has.
        (name.matches('/').count() >= 2).then(|| Self {
            repository: format!("https://{host}{name}"),
            reference: None,
            rest: rest.strip_prefix("refs/heads/").unwrap_or(rest).to_owned(),
        })
    }

    /// Reads `https://dev.azure.com/org/project/_git/name?path=/file&version=GBmain`.
    fn of_azure(project: &str, name: &str, query: &str) -> Option<Self> {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let version = value("version").and_then(|version| version.strip_prefix("GB").or_else(|| version.strip_prefix("GC")));
        (!name.is_empty() && !name.contains('/')).then(|| Self {
            repository: format!("{project}/{name}"),
            reference: Some(version.unwrap_or_default().to_owned()),
            rest: value("path").unwrap_or_default().trim_start_matches('/').to_owned(),
        })
    }

    /// Tells whether `repository` is the one that is named. Forges tell no case apart.
    pub fn is_in(&self, repository: &Repository) -> bool {
        repository.forge.as_ref().is_some_and(|forge| forge.url.eq_ignore_ascii_case(&self.repository))
    }

    /// Tells the reference from the path: a known `branch` may hold slashes, any other ends at the first. The reference is empty where none is named.
    pub fn split(&self, branch: Option<&str>) -> (String, String) {
        if let Some(reference) = &self.reference {
            return (reference.clone(), self.rest.clone());
        }
        let of_branch = branch.and_then(|branch| Some((branch, self.rest.strip_prefix(branch)?.strip_prefix('/')?)));
        let (reference, path) = of_branch.or_else(|| self.rest.split_once('/')).unwrap_or((&self.rest, ""));
        (decoded(reference), decoded(path))
    }

    /// Gives the path inside what was read of `repository`, and the reference if it is another one than was read.
    pub fn path_in(&self, repository: &Repository) -> Option<(RepoPath, Option<String>)> {
        let revision = &repository.revision;
        let (reference, path) = self.split(revision.branch.as_deref());
        let folder = &repository.forge.as_ref()?.folder;
        let path = RepoPath::new(&path)?.strip_prefix(folder)?;
        let is_read = reference.is_empty()
            || reference == "HEAD"
            || revision.branch.as_deref().is_none_or(|branch| branch == reference)
            || revision.commit.as_deref().is_some_and(|commit| reference.len() >= 7 && commit.starts_with(&reference));
        Some((path, (!is_read).then_some(reference)))
    }

    /// Gives the address that git clones the repository from.
    pub fn clone_url(&self) -> String {
        if self.repository.contains("/_git/") { self.repository.clone() } else { format!("{}.git", self.repository) }
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::ForgeUrl;

    fn read(url: &str, branch: Option<&str>) -> Option<(String, String, String)> {
        let url = ForgeUrl::parse(url)?;
        let (reference, path) = url.split(branch);
        Some((url.repository, reference, path))
    }

    #[test]
    fn every_forge_has_its_shape() {
        let parts = |repository: &str, reference: &str, path: &str| Some((repository.into(), reference.into(), path.into()));
        for (url, expected) in [
            ("https://github.com/o/r/blob/main/a/b.yaml", parts("https://github.com/o/r", "main", "a/b.yaml")),
            ("https://GitHub.com/o/r/tree/main/a%20b/?.yaml", parts("https://github.com/o/r", "main", "a b/?.yaml")),
            ("https://raw.githubusercontent.com/o/r/main/b.yaml", parts("https://github.com/o/r", "main", "b.yaml")),
            (
                "https://gitlab.example/a/b/c/-/blob/main/x.yaml?ref_type=heads",
                parts("https://gitlab.example/a/b/c", "main", "x.yaml"),
            ),
            ("https://codeberg.org/o/r/src/branch/main/x.yaml", parts("https://codeberg.org/o/r", "main", "x.yaml")),
            ("https://bitbucket.org/o/r/src/main/x.yaml?at=main", parts("https://bitbucket.org/o/r", "main", "x.yaml")),
            (
                "https://dev.azure.com/o/p/_git/r?path=/a/x.yaml&version=GBdev/next",
                parts("https://dev.azure.com/o/p/_git/r", "dev/next", "a/x.yaml"),
            ),
            ("https://user:secret@github.com/o/r/blob/main/x.yaml", parts("https://github.com/o/r", "main", "x.yaml")),
            ("https://github.com/o/r", None),
            ("https://github.com/blob/main/x.yaml", None),
            ("ftp://github.com/o/r/blob/main/x.yaml", None),
        ] {
            assert_eq!(read(url, None), expected, "{url}");
        }
        let slashed = read("https://github.com/o/r/blob/feature/x/a.yaml", Some("feature/x")).unwrap();
        assert_eq!((slashed.1.as_str(), slashed.2.as_str()), ("feature/x", "a.yaml"));
    }
}
