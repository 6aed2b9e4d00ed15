//! The folders of plugins: those that `plugins` of vestibule.yaml names, with the files of the portal that they read. Bytes as they are; `config` reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::folders;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::config::Config;
use crate::config::plugin::{Folder, MANIFEST, PluginSpec, shipped};

/// The most bytes that the files of a plugin may have together.
const MOST_BYTES: u64 = 8 << 20;

/// Reads the folders of every plugin that is asked for, those of a pattern sorted by path; none where there is no such folder, or it cannot be read.
pub fn plugin_folders(config: &Config) -> Vec<Vec<Folder>> {
    config.plugin_specs.iter().map(|spec| folders_of(config, spec)).collect()
}

fn folders_of(config: &Config, spec: &PluginSpec) -> Vec<Folder> {
    let own: BTreeMap<String, Option<Arc<Source>>> =
        spec.own.iter().map(|(name, (path, _))| (name.clone(), own(&config.root, path))).collect();
    if spec.is_name() {
        return shipped(&spec.pattern).map(|folder| Folder { own, ..folder }).into_iter().collect();
    }
    let is_pattern = spec.pattern.contains(['*', '?', '[', '{']);
    let found = folders::matching(&config.root, &spec.pattern);
    let found = found.into_iter().filter(|folder| !is_pattern || folder.join(MANIFEST).is_file());
    found.filter_map(|folder| read(&config.root, &folder)).map(|folder| Folder { own: own.clone(), ..folder }).collect()
}

/// Reads a file of the portal.
fn own(root: &Path, path: &str) -> Option<Arc<Source>> {
    let text = String::from_utf8(fs::read(root.join(path)).ok()?).ok()?;
    let name = path.rsplit('/').next().unwrap_or_default();
    let path = RepoPath::new(path).or_else(|| RepoPath::new(name)).unwrap_or_default();
    Some(Arc::new(Source { repository: None, commit: None, path, text: text.into() }))
}

fn read(root: &Path, folder: &Path) -> Option<Folder> {
    let mut files = BTreeMap::new();
    let mut left = MOST_BYTES;
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).hidden(true).build() {
        let entry = entry.ok()?;
        let (Ok(below), true) = (entry.path().strip_prefix(folder), entry.file_type().is_some_and(|kind| kind.is_file())) else {
            continue;
        };
        left = left.checked_sub(entry.metadata().map_or(0, |metadata| metadata.len()))?;
        let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        files.insert(name.join("/"), fs::read(entry.path()).ok()?);
    }
    let path = folder.strip_prefix(root).unwrap_or(folder);
    let path: Vec<_> = path.iter().map(|part| part.to_string_lossy()).filter(|part| part != "." && part != "/").collect();
    Some(Folder { path: path.join("/"), files, ..Folder::default() })
}
