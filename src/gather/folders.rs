//! Expands the paths and patterns of `sources` into folders.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::{Candidate, repository, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;

/// Lists the folders that `pattern` means, seen from `root`: the one that it names, or, sorted, the repositories that it matches.
pub(super) fn expand(root: &Path, pattern: &str, place: Option<&Place>, findings: &mut Vec<Diagnostic>) -> Vec<Candidate> {
    let candidate =
        |folder: PathBuf| Candidate { folder, place: place.cloned(), remote: None, reference: None, listed: None, at: None };
    if place.is_none() && !repository::is_in_repository(root) {
        // The default means the repositories of this folder, where it is none itself.
        let inside = walk(root, &["*"], findings);
        let repositories: Vec<_> = inside.into_iter().filter(|folder| repository::is_repository(folder)).collect();
        if !repositories.is_empty() {
            return repositories.into_iter().map(candidate).collect();
        }
    }
    if !pattern.contains(['*', '?', '[', '{']) {
        let folder = root.join(pattern);
        return match fs::read_dir(&folder) {
            Ok(_) => vec![candidate(folder)],
            Err(error) => {
                findings.push(words::source_not_read(&folder, &error, place));
                Vec::new()
            }
        };
    }
    let (start, segments) = split(root, pattern);
    let folders = walk(&start, &segments, findings);
    let repositories: Vec<_> = folders.iter().filter(|folder| repository::is_in_repository(folder)).cloned().collect();
    // Folders beside repositories are passed over; where there is no repository at all, they must be what is meant.
    let found = if repositories.is_empty() { folders } else { repositories };
    if found.is_empty() {
        findings.push(words::source_empty(pattern, place));
    }
    found.into_iter().map(candidate).collect()
}

/// Lists the folders that `pattern` means, seen from `root`, sorted; none that are not there.
pub(super) fn matching(root: &Path, pattern: &str) -> Vec<PathBuf> {
    let (start, segments) = split(root, pattern);
    walk(&start, &segments, &mut Vec::new())
}

/// Splits a pattern into the folder that it starts from and the segments below.
fn split<'a>(root: &Path, pattern: &'a str) -> (PathBuf, Vec<&'a str>) {
    let start = if pattern.starts_with('/') { PathBuf::from("/") } else { root.to_owned() };
    (start, pattern.split('/').filter(|segment| !matches!(*segment, "" | ".")).collect())
}

/// Walks down one folder a segment, so that a pattern never costs more than the folders that it could match.
fn walk(start: &Path, segments: &[&str], findings: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut folders = vec![start.to_owned()];
    for (index, segment) in segments.iter().enumerate() {
        let mut next = Vec::new();
        for folder in folders {
            if *segment == "**" {
                next.extend(below(&folder, findings));
                next.push(folder);
            } else if !segment.contains(['*', '?', '[', '{']) {
                next.push(folder.join(segment));
            } else if let Ok(glob) = GlobBuilder::new(segment).build() {
                next.extend(children(&folder, &glob.compile_matcher(), findings));
            }
        }
        // `pay` and `pay.git` are the same place in the order, so that a clone changes nothing.
        next.sort_by_cached_key(|folder| folder.to_string_lossy().trim_end_matches(".git").replace('/', "\0"));
        next.dedup();
        let is_last = index + 1 == segments.len();
        next.retain(|folder| folder.is_dir() && (is_last || !repository::is_bare(folder)));
        folders = next;
    }
    folders
}

fn children(folder: &Path, glob: &GlobMatcher, findings: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    match fs::read_dir(folder) {
        Ok(entries) => entries
            .flatten()
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.') && glob.is_match(entry.file_name()))
            .map(|entry| entry.path())
            .collect(),
        Err(error) => {
            findings.push(words::source_not_read(folder, &error, None));
            Vec::new()
        }
    }
}

/// Lists the folders below, repositories as their ends.
fn below(folder: &Path, findings: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let Ok(everything) = GlobBuilder::new("*").build() else { return Vec::new() };
    let everything = everything.compile_matcher();
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for child in children(&folder, &everything, findings) {
            let is_link = fs::symlink_metadata(&child).is_ok_and(|metadata| metadata.is_symlink());
            if child.is_dir() && !is_link && depth < 16 {
                if !repository::is_repository(&child) {
                    open.push((child.clone(), depth + 1));
                }
                found.push(child);
            }
        }
    }
    found
}
