//! The last good listing of each source, as a small file below the cache, so that a forge that is away empties no portal. It holds no secret.

use std::fs;
use std::path::PathBuf;

use super::{Cache, Entry, is_name};
use crate::config::forges::ForgeSource;

/// The most bytes of such a file.
const MOST_BYTES: u64 = 64 << 20;

/// Names the file of a source: what was asked for, whatever is wanted of it.
fn file(cache: &Cache, source: &ForgeSource) -> PathBuf {
    let key = format!("1\n{:?}\n{}\n{:?}", source.flavour, source.url, source.owner);
    cache.folder().join("listings").join(format!("{}.json", &blake3::hash(key.as_bytes()).to_hex()[..16]))
}

/// Keeps a listing. It is written under another name and renamed, so that a killed build leaves nothing half; a cache that cannot be written keeps nothing.
pub(super) fn write(cache: &Cache, source: &ForgeSource, entries: &[Entry]) {
    let path = file(cache, source);
    let staging = path.with_extension(format!("{}.new", std::process::id()));
    let Ok(text) = serde_json::to_vec(entries) else { return };
    let Some(folder) = path.parent() else { return };
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&staging, text)).and_then(|()| fs::rename(&staging, &path));
    match written {
        Ok(()) => cache.refreshed(path.display().to_string()),
        Err(_) => drop(fs::remove_file(&staging)),
    }
}

/// Reads the listing if it was written through this very cache.
pub(super) fn fresh(cache: &Cache, source: &ForgeSource) -> Option<Vec<Entry>> {
    if cache.is_fresh(&file(cache, source).display().to_string()) { read(cache, source) } else { None }
}

/// Reads the listing that was kept, if it is whole.
pub(super) fn read(cache: &Cache, source: &ForgeSource) -> Option<Vec<Entry>> {
    let path = file(cache, source);
    fs::metadata(&path).ok().filter(|metadata| metadata.is_file() && metadata.len() <= MOST_BYTES)?;
    let entries: Vec<Entry> = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
    entries.iter().all(|entry| is_name(&entry.name)).then_some(entries)
}
