//! `History`: what commits say of the files of a repository. Made by `gather`, shown on pages, asked by queries.

use std::sync::Arc;

use crate::base::instant::Instant;

/// Holds the history of a repository's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// One for every file of `Repository::files`, in their order; nothing where no commit is known to have changed it.
    pub files: Vec<Option<FileHistory>>,
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
