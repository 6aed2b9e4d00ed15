//! `Listing`: the files and links of one commit's tree, read from objects, before links are resolved.

use std::collections::BTreeMap;

use git2::{ObjectType, Odb, Oid, Repository, Tree};

use super::paths;
use crate::base::repo_path::RepoPath;

/// The most entries of trees that are looked at in one repository, folders included: a few small trees that hold each other would be endless.
const MOST_ENTRIES: usize = 1_000_000;
/// The most folders that may stand inside each other.
const MOST_DEPTH: usize = 96;
/// The most bytes that a link's target may have.
const MOST_LINK_BYTES: usize = 4096;

/// Says where a file's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// In this object.
    Object(Oid),
    /// On disk, with what names its content and where it stands from the root of the working tree.
    Disk(String, RepoPath),
}

/// Holds a file before it gets its place in `Repository::files`.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) size: u64,
    pub(super) stored: Stored,
}

/// Holds everything under its path.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: BTreeMap<String, Entry>,
    /// Links, with their targets as written.
    pub(super) links: BTreeMap<String, String>,
    /// Paths that were left out, with the reason.
    pub(super) unsafe_paths: Vec<(String, &'static str)>,
    /// Objects that are missing or damaged, by path.
    pub(super) damaged: Vec<String>,
    /// Whether there were too many files.
    pub(super) is_cut: bool,
    /// How many entries were looked at.
    seen: usize,
}

impl Listing {
    /// Lists `tree` and everything below it.
    pub(super) fn of_tree(repository: &Repository, tree: &Tree<'_>) -> Result<Self, git2::Error> {
        let mut listing = Self::default();
        listing.walk(repository, &repository.odb()?, tree, "", 0);
        Ok(listing)
    }

    fn walk(&mut self, repository: &Repository, odb: &Odb<'_>, tree: &Tree<'_>, prefix: &str, depth: usize) {
        for entry in tree {
            self.seen += 1;
            if self.seen > MOST_ENTRIES {
                self.is_cut = true;
                return;
            }
            let shown = format!("{prefix}{}", String::from_utf8_lossy(entry.name_bytes()).escape_debug());
            let Ok(name) = std::str::from_utf8(entry.name_bytes()) else {
                self.unsafe_paths.push((shown, "it is not UTF-8"));
                continue;
            };
            if let Some(problem) = paths::problem(name) {
                self.unsafe_paths.push((shown, problem));
                continue;
            }
            let path = format!("{prefix}{name}");
            match entry.filemode() & 0o170_000 {
                0o040_000 if depth >= MOST_DEPTH => self.unsafe_paths.push((shown, "it is nested too deep")),
                0o040_000 => match repository.find_tree(entry.id()) {
                    Ok(below) => self.walk(repository, odb, &below, &format!("{path}/"), depth + 1),
                    Err(_) => self.damaged.push(path),
                },
                0o120_000 => match link_target(repository, odb, entry.id()) {
                    Some(target) => drop(self.links.insert(path, target)),
                    None => self.damaged.push(path),
                },
                0o100_000 => match odb.read_header(entry.id()) {
                    Ok((size, ObjectType::Blob)) => {
                        drop(self.files.insert(path, Entry { size: size as u64, stored: Stored::Object(entry.id()) }))
                    }
                    _ => self.damaged.push(path),
                },
                // A submodule: its content belongs to another repository.
                _ => {}
            }
        }
    }
}

fn link_target(repository: &Repository, odb: &Odb<'_>, id: Oid) -> Option<String> {
    let (size, _) = odb.read_header(id).ok()?;
    if size > MOST_LINK_BYTES {
        return None;
    }
    String::from_utf8(repository.find_blob(id).ok()?.content().to_owned()).ok()
}
