//! `Cache`: the folder that keeps mirrors, listings and histories, and what of it was brought up to date while the program runs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Keeps what is slow to get again; the folder may be deleted at any time. Clones share what is fresh: who builds twice with one of them asks the network
/// once, and sees the same remotes both times.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: Arc<Path>,
    fresh: Arc<Mutex<BTreeSet<String>>>,
}

impl Cache {
    /// Takes a folder in which nothing is known to be fresh.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into().into(), fresh: Arc::default() }
    }

    /// Gives the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tells whether what `key` names was brought up to date through this cache.
    pub(super) fn is_fresh(&self, key: &str) -> bool {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).contains(key)
    }

    /// Remembers that it was.
    pub(super) fn refreshed(&self, key: String) {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
    }
}
