//! Which files of a repository are catalog files: `catalog.files` over a listing.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::base::repo_path::RepoPath;
use crate::config::CatalogFiles;
use crate::model::sources::{File, Repository};

/// Folders that hold other people's files.
const VENDORED: [&str; 4] = ["node_modules", "bower_components", "vendor", "third_party"];

/// Holds the compiled patterns.
pub(in crate::parse) struct Pattern {
    globs: GlobSet,
    is_default: bool,
}

impl Pattern {
    /// Tells whether a file of this path is one to look at.
    pub(in crate::parse) fn is_match(&self, path: &RepoPath) -> bool {
        self.globs.is_match(path.as_str())
    }

    /// Compiles the patterns. `config` has checked them, so that none is lost here.
    pub(in crate::parse) fn new(files: &CatalogFiles) -> Self {
        let mut builder = GlobSetBuilder::new();
        for pattern in &files.patterns {
            // A pattern may be written from the root, as in a gitignore.
            let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
            if let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).empty_alternates(true).build() {
                builder.add(glob);
            }
        }
        Self { globs: builder.build().unwrap_or_default(), is_default: files.is_default }
    }

    /// Picks the catalog files out of a listing, by their number in it.
    pub(in crate::parse) fn select(&self, repository: &Repository) -> Vec<usize> {
        let files = repository.files.iter().enumerate();
        let matching: Vec<usize> =
            files.filter(|(_, file)| self.globs.is_match(file.path.as_str())).map(|(number, _)| number).collect();
        if !self.is_default || matching.is_empty() {
            return matching;
        }
        let templates = template_folders(repository);
        matching.into_iter().filter(|file| !is_foreign(&repository.files[*file].path, &templates)).collect()
    }
}

/// Lists the folders that hold a software template.
fn template_folders(repository: &Repository) -> BTreeSet<RepoPath> {
    let is_template = |file: &&File| matches!(file.path.file_name(), "template.yaml" | "template.yml");
    repository.files.iter().filter(is_template).map(|file| file.path.parent()).collect()
}

/// Tells whether a file is in a folder that holds other people's files.
pub(in crate::parse) fn is_vendored(path: &RepoPath) -> bool {
    path.parent().parts().any(|name| VENDORED.contains(&name))
}

/// Tells whether a file describes something else than this repository: the skeleton of a template, a vendored package, a workflow.
fn is_foreign(path: &RepoPath, templates: &BTreeSet<RepoPath>) -> bool {
    let mut folder = path.parent();
    while !folder.is_root() {
        let (name, parent) = (folder.file_name(), folder.parent());
        let in_template = matches!(name, "content" | "template") && templates.contains(&parent);
        if in_template
            || name == "skeleton"
            || name.contains("{{")
            || VENDORED.contains(&name)
            || (name == ".github" && parent.is_root())
        {
            return true;
        }
        folder = parent;
    }
    false
}
