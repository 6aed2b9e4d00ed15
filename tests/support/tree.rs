//! Folders as values: what is in them, to compare as a whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Reads every file below `folder`, by its path from there.
pub fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                files.insert(entry.strip_prefix(folder).unwrap().to_string_lossy().into_owned(), fs::read(&entry).unwrap());
            }
        }
    }
    files
}
