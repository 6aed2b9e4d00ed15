//! `RepoPath`: a file or folder inside a repository, from its root. Comes from listings and from links; never touches the disk.

use std::fmt;

use serde::{Serialize, Serializer};

/// Says where a file or folder stands inside a repository: `/`-separated, relative, without `.`, `..` or empty parts. The root is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(String);

impl RepoPath {
    /// Gives the root folder.
    pub fn root() -> Self {
        Self::default()
    }

    /// Normalises `text`, reading `.` and `..`; `None` when it would leave the repository.
    pub fn new(text: &str) -> Option<Self> {
        Self::root().join(text)
    }

    /// Resolves `relative` from this folder as a URL path would be resolved: a leading `/` starts from the root, `..` goes up. `None` when it would leave the repository.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = if relative.starts_with('/') { Vec::new() } else { self.parts().collect() };
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(Self(parts.join("/")))
    }

    /// Gives the path as written, without a leading or a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Lists the components.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }

    /// Gives the folder that holds this path; the root is its own.
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned()))
    }

    /// Lists this path and every folder above it, the root last.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), |path| (!path.is_root()).then(|| path.parent()))
    }

    /// Gives the last component, or nothing at the root.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// Gives the text after the last dot of the file name, lower-cased, or nothing.
    pub fn extension(&self) -> String {
        self.file_name().rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
    }

    /// Tells whether this is the root folder.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives the path as seen from `folder`, or `None` when it lies elsewhere.
    pub fn strip_prefix(&self, folder: &RepoPath) -> Option<RepoPath> {
        if folder.is_root() {
            return Some(self.clone());
        }
        let rest = self.0.strip_prefix(&folder.0)?;
        if rest.is_empty() { Some(Self::root()) } else { rest.strip_prefix('/').map(|rest| Self(rest.to_owned())) }
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for RepoPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::RepoPath;

    #[test]
    fn joins_like_a_url_and_never_leaves_the_repository() {
        let folder = RepoPath::new("docs/guide").unwrap();
        assert_eq!(folder.join("../img/a.png").unwrap().as_str(), "docs/img/a.png");
        assert_eq!(folder.join("/README.md").unwrap().as_str(), "README.md");
        assert_eq!(folder.join("./").unwrap(), folder);
        assert_eq!(folder.join("../../../etc/passwd"), None);
    }
}
