//! Sites among the inputs: a portal that is built into its own repository must not read what it wrote.

use std::path::Path;

use super::content;
use crate::base::repo_path::RepoPath;
use crate::model::output::{BESIDE, MARKER};

/// Knows which paths of a folder were made by builds.
pub(super) struct Outputs {
    /// The sites' folders, each ending in `/`.
    sites: Vec<String>,
}

impl Outputs {
    /// Looks for sites among `paths`, which start from `root`.
    pub(super) fn among<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) -> Self {
        let site = |path: &str| {
            let folder = path.strip_suffix(MARKER).filter(|folder| folder.ends_with('/'))?;
            let marker = content::read_disk(root, &RepoPath::new(path)?).ok()?;
            let is_ours = marker.windows(11).any(|window| window == b"\"generator\"")
                && marker.windows(9).any(|window| window == b"vestibule");
            is_ours.then(|| folder.to_owned())
        };
        Self { sites: paths.filter_map(site).collect() }
    }

    /// Tells whether a build made `path`.
    pub(super) fn contain(&self, path: &str) -> bool {
        let is_beside = |part: &str| part.starts_with('.') && part.contains(BESIDE);
        path.split('/').any(is_beside) || self.sites.iter().any(|site| path.starts_with(site.as_str()))
    }
}
