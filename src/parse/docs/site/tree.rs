//! `Tree`: where the pages of one part stand, folder by folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::repo_path::RepoPath;

/// Holds the folders that have pages in or below them.
#[derive(Default)]
pub(super) struct Tree(BTreeMap<RepoPath, Shelf>);

/// Holds what stands in one folder.
#[derive(Default)]
pub(super) struct Shelf {
    /// The pages by file name, with their numbers.
    pub(super) pages: BTreeMap<String, usize>,
    /// The folders by name.
    pub(super) folders: BTreeSet<String>,
}

impl Tree {
    /// Puts the file of page `number` where it stands; `root` is the topmost folder.
    pub(super) fn add(&mut self, root: &RepoPath, file: &RepoPath, number: usize) {
        let folder = file.parent();
        self.0.entry(folder.clone()).or_default().pages.insert(file.file_name().to_owned(), number);
        let mut folder = folder;
        while folder != *root && !folder.is_root() {
            let above = folder.parent();
            if !self.0.entry(above.clone()).or_default().folders.insert(folder.file_name().to_owned()) {
                return;
            }
            folder = above;
        }
    }

    /// Gives what stands in a folder; `None` when it has no pages in or below it.
    pub(super) fn shelf(&self, folder: &RepoPath) -> Option<&Shelf> {
        self.0.get(folder)
    }

    /// Lists every page below a folder with its path from there, folder by folder, the index of each first.
    pub(super) fn below(&self, folder: &RepoPath) -> Vec<(RepoPath, usize)> {
        let inside = self.0.range(folder.clone()..).filter_map(|(path, shelf)| Some((path.strip_prefix(folder)?, shelf)));
        let mut all: Vec<(RepoPath, usize)> = inside
            .flat_map(|(path, shelf)| shelf.pages.iter().filter_map(move |(name, number)| Some((path.join(name)?, *number))))
            .collect();
        all.sort_by_cached_key(|(path, _)| (path.parent(), !is_index(path.file_name()), path.file_name().to_owned()));
        all
    }

    /// Lists every folder below a folder with its path from there.
    pub(super) fn folders_below(&self, folder: &RepoPath) -> Vec<RepoPath> {
        let inside = self.0.keys().filter_map(|path| path.strip_prefix(folder));
        inside.filter(|path| !path.is_root()).collect()
    }
}

/// Tells whether a file name is that of a folder's own page.
pub(super) fn is_index(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme")
}
