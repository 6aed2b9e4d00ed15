//! `History`: what commits say of the files of a repository. Made by `gather`, shown on pages, asked by queries.

use std::sync::Arc;

use crate::base::instant::Instant;

/// Holds the history of a repository's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// One for every file of `Repository::files`, in their order; nothing where no commit is known to have changed it.
    pub files: Vec<Option<FileHistory>>,
    /// How the files that were asked for were rewritten, the newest first; of one commit one after the other. Empty once it was read.
    pub rewrites: Vec<Rewrite>,
}

/// Holds two versions of a file that followed each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The commit that did it.
    pub change: Change,
    /// The file's text before it, unless the file was added.
    pub before: Option<String>,
    /// Its text after it, unless the file was removed.
    pub after: Option<String>,
}

/// Holds the history of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHistory {
    /// The last change.
    pub updated: Change,
    /// When it was first added, if its history is known from there on.
    pub created: Option<Instant>,
    /// How many people changed it, programs left out, if all of its history is known.
    pub contributors: Option<usize>,
    /// Their names, those who changed it most often first; empty unless the configuration wants them named.
    pub names: Vec<Arc<str>>,
}

/// Holds one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The full id of the commit.
    pub commit: Arc<str>,
    /// When it was committed.
    pub time: Instant,
    /// Who wrote it, if the configuration wants people named.
    pub by: Option<Arc<str>>,
}
