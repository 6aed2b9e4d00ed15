//! `Output`: one file on its way to the site, and the sink that takes it. `render` and `index` make them, `write` takes them.

use crate::base::repo_path::RepoPath;
use crate::base::site_path::SitePath;

/// The file by which a folder is known as a site that was made here.
pub const MARKER: &str = "api/site.json";

/// What the names of files and folders hold that a build makes beside its site.
pub const BESIDE: &str = ".vestibule-";

/// Holds one file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it goes.
    pub path: SitePath,
    /// What it holds.
    pub body: Body,
}

/// Says what a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file of a repository, copied as it is: the repository's number in `Portal::repositories` and the path in it.
    File(usize, RepoPath),
    /// The same of another version: the repository's number, that of the version in it, and the path.
    VersionFile(usize, usize, RepoPath),
}

/// Takes files as they are made, from any thread, in any order.
pub type Sink<'a> = dyn Fn(Output) + Sync + 'a;

impl Output {
    /// Makes a text file.
    pub fn text(path: SitePath, text: String) -> Self {
        Self { path, body: Body::Bytes(text.into_bytes()) }
    }
}
