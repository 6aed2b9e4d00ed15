//! `Memo`: pages that were parsed already. A page is the same wherever the same bytes stand at the same path of the same docs, whichever version they belong to.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::docs::{DocPage, RawLink};
use crate::model::sources::{File, Repository};

/// What a page depends on: the bytes of its file, where that stands, and the folder that addresses start from.
type Key = (Arc<str>, RepoPath, RepoPath);
type Parsed = (Option<DocPage<RawLink>>, Vec<Diagnostic>);

/// Remembers the pages of one repository, if it has versions.
#[derive(Default)]
pub(in crate::parse) struct Memo {
    is_on: bool,
    parsed: Mutex<HashMap<Key, Arc<DocPage<RawLink>>>>,
    shared: AtomicUsize,
}

impl Memo {
    /// Prepares for the versions of a repository; without any, nothing is remembered.
    pub(in crate::parse) fn of(repository: &Repository) -> Self {
        Self { is_on: !repository.versions.is_empty(), ..Self::default() }
    }

    /// Counts the pages that were not parsed again since this was asked last.
    pub(in crate::parse) fn take_shared(&self) -> usize {
        self.shared.swap(0, Ordering::Relaxed)
    }

    /// Gives the page of a file, which `parse` makes of it the first time.
    pub(super) fn page(&self, repository: &Repository, file: &File, root: &RepoPath, parse: impl FnOnce() -> Parsed) -> Parsed {
        if !self.is_on {
            return parse();
        }
        let key = (Arc::clone(&file.id), file.path.clone(), root.clone());
        let known = self.parsed.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            self.shared.fetch_add(1, Ordering::Relaxed);
            let mut page = DocPage::clone(&known);
            page.source = Arc::new(Source {
                repository: Some(Arc::clone(&repository.name)),
                commit: repository.short_commit(),
                path: page.source.path.clone(),
                text: Arc::clone(&page.source.text),
            });
            // What is wrong with the page was told of the version that it was parsed for.
            return (Some(page), Vec::new());
        }
        let (page, findings) = parse();
        // What a page includes of other files may be different at another version.
        let is_whole = |page: &&DocPage<RawLink>| !["--8<--", "{include}"].iter().any(|mark| page.source.text.contains(mark));
        if let Some(page) = page.as_ref().filter(is_whole) {
            self.parsed.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::new(page.clone()));
        }
        (page, findings)
    }
}
