//! Uncommitted work: what a working tree holds besides its commit, laid over the commit's listing.

use std::fs;
use std::path::Path;

use git2::{Repository, Status, StatusOptions};

use super::content::{self, DISK, MOST_BYTES};
use super::listing::{Entry, Listing, Stored};
use super::outputs::Outputs;
use super::paths;
use crate::base::repo_path::RepoPath;

/// Lays the working tree's changes over `listing` and tells whether there were any below `within`. Ignored files and submodules do not count.
pub(super) fn overlay(repository: &Repository, within: &RepoPath, listing: &mut Listing) -> Result<bool, git2::Error> {
    let Some(root) = repository.workdir().map(Path::to_owned) else { return Ok(false) };
    let mut options = StatusOptions::new();
    options
        .include_untracked(true)
        .recurse_untracked_dirs(true)
        .exclude_submodules(true)
        .include_unreadable(true)
        .no_refresh(true);
    let statuses = repository.statuses(Some(&mut options))?;
    let untracked = statuses.iter().filter(|status| status.status().is_wt_new());
    let untracked: Vec<String> =
        untracked.filter_map(|status| std::str::from_utf8(status.path_bytes()).ok().map(str::to_owned)).collect();
    let outputs = Outputs::among(&root, untracked.iter().map(String::as_str));
    let mut is_dirty = false;
    for status in statuses.iter() {
        let flags = status.status();
        if flags == Status::CURRENT || flags.is_ignored() {
            continue;
        }
        let Ok(path) = std::str::from_utf8(status.path_bytes()) else { continue };
        // What ends in a slash is a repository inside this one, which is not a part of it.
        if path.ends_with('/') || (flags.is_wt_new() && outputs.contain(path)) {
            continue;
        }
        is_dirty |= RepoPath::new(path).is_some_and(|path| path.strip_prefix(within).is_some());
        take(&root, path, listing);
    }
    Ok(is_dirty)
}

/// Puts the file on disk in the place of what the commit has.
pub(super) fn take(root: &Path, path: &str, listing: &mut Listing) {
    listing.files.remove(path);
    listing.links.remove(path);
    let Some(file) = RepoPath::new(path) else { return };
    if let Some(problem) = file.parts().find_map(paths::problem) {
        listing.unsafe_paths.push((path.escape_debug().to_string(), problem));
        return;
    }
    let full = root.join(path);
    // Behind a folder that has become a link stands nothing of this working tree.
    let is_behind_link = full
        .ancestors()
        .skip(1)
        .take(file.parts().count().saturating_sub(1))
        .any(|folder| fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_symlink()));
    if is_behind_link {
        return;
    }
    match fs::symlink_metadata(&full) {
        Ok(metadata) if metadata.is_symlink() => {
            if let Some(target) = fs::read_link(&full).ok().and_then(|target| target.to_str().map(str::to_owned)) {
                listing.links.insert(path.to_owned(), target);
            }
        }
        Ok(metadata) if metadata.len() > MOST_BYTES && metadata.is_file() => {
            let stored = Stored::Disk(format!("{DISK}{}", metadata.len()), file);
            listing.files.insert(path.to_owned(), Entry { size: metadata.len(), stored });
        }
        Ok(metadata) if metadata.is_file() => match content::read_disk(root, &file) {
            Ok(bytes) => {
                let stored = Stored::Disk(content::disk_id(&bytes), file);
                listing.files.insert(path.to_owned(), Entry { size: bytes.len() as u64, stored });
            }
            Err(_) => listing.damaged.push(path.to_owned()),
        },
        _ => {}
    }
}
