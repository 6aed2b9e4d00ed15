//! What a repository is cut into: one unit for its root, and one for every package that stands in a folder of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::sources::{File, Repository};

/// Folders whose packages are somebody else's, or there to be looked at.
const ASIDE: [&str; 19] = [
    "node_modules",
    "bower_components",
    "vendor",
    "third_party",
    "dist",
    "build",
    "target",
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "test",
    "tests",
    "testdata",
    "fixtures",
    "__fixtures__",
    "e2e",
    "templates",
];

/// Files that make their folder a package.
const MANIFESTS: [&str; 9] = [
    "package.json",
    "Cargo.toml",
    "go.mod",
    "pyproject.toml",
    "setup.py",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "composer.json",
];

/// The most packages of one repository that are told one by one; what has more is generated, or a registry.
const MOST: usize = 300;

/// The largest file that is read to find something out, in bytes.
const READABLE: u64 = 2 * 1024 * 1024;

/// Stands for one folder with what is in it, other units left out.
pub(super) struct Unit<'a> {
    pub(super) repository: &'a Repository,
    /// Where it starts; the root for the repository itself.
    pub(super) folder: RepoPath,
    /// Where its manifest stands: its own folder, or that of the only package below.
    package: RepoPath,
    /// Whether other units stand below it.
    pub(super) has_parts: bool,
    /// Its files, by path.
    pub(super) files: Vec<&'a File>,
}

/// Cuts a repository into its units, the root first. A single package below the root is no unit of its own.
pub(super) fn split(repository: &Repository) -> Vec<Unit<'_>> {
    let own: Vec<&File> = repository.files.iter().filter(|file| !is_aside(&file.path)).collect();
    let is_part = |file: &&&File| {
        let name = file.path.file_name();
        // A site that shows the docs is no package of the repository's.
        let is_docs = file.path.parent().parts().any(|part| part == "docs");
        !file.path.parent().is_root()
            && !is_docs
            && (MANIFESTS.contains(&name) || name == "Dockerfile" || name.ends_with(".csproj"))
    };
    let candidates: BTreeSet<RepoPath> = own.iter().filter(is_part).map(|file| file.path.parent()).collect();
    let inner = |folder: &RepoPath| folder.ancestors().skip(1).any(|above| !above.is_root() && candidates.contains(&above));
    let mut folders: Vec<RepoPath> = candidates.iter().filter(|folder| !inner(folder)).cloned().collect();
    let has_manifest = own.iter().any(|file| file.path.parent().is_root() && MANIFESTS.contains(&file.path.file_name()));
    let only = folders.first().filter(|_| folders.len() == 1 && !has_manifest).cloned();
    if folders.len() < 2 || folders.len() > MOST {
        folders.clear();
    }
    let holder = |file: &File| file.path.ancestors().skip(1).find(|folder| folders.binary_search(folder).is_ok());
    let unit = |folder: &RepoPath, has_parts| Unit {
        repository,
        folder: folder.clone(),
        package: folder.clone(),
        has_parts,
        files: Vec::new(),
    };
    let root = unit(&RepoPath::root(), !folders.is_empty());
    let mut units = vec![Unit { package: only.unwrap_or_default(), ..root }];
    units.extend(folders.iter().map(|folder| unit(folder, false)));
    for file in own {
        let number = holder(file).and_then(|folder| folders.binary_search(&folder).ok()).map_or(0, |number| number + 1);
        units[number].files.push(file);
    }
    units
}

fn is_aside(path: &RepoPath) -> bool {
    path.parent().parts().any(|part| ASIDE.contains(&part) || part.contains("{{"))
}

impl<'a> Unit<'a> {
    /// Reads a file of the unit's own folder, or of its package's.
    pub(super) fn read(&self, name: &str) -> Option<Arc<Source>> {
        let file = |folder: &RepoPath| self.repository.file(&folder.join(name)?);
        self.open(file(&self.folder).or_else(|| file(&self.package))?)
    }

    /// Reads one of its files, unless it is too large or no text.
    pub(super) fn open(&self, file: &File) -> Option<Arc<Source>> {
        (file.size <= READABLE).then(|| crate::parse::read_source(self.repository, file).ok()).flatten()
    }

    /// Names one of its files without reading it.
    pub(super) fn source_of(&self, file: &File) -> Arc<Source> {
        let repository = Some(Arc::clone(&self.repository.name));
        Arc::new(Source { repository, commit: self.repository.short_commit(), path: file.path.clone(), text: "".into() })
    }

    /// Finds a file right in its folder, or in its package's, whose name, in lower case, fits.
    pub(super) fn find(&self, fits: impl Fn(&str) -> bool) -> Option<&'a File> {
        let within = |folder: &RepoPath| {
            let fits = |file: &&File| file.path.parent() == *folder && fits(&file.path.file_name().to_ascii_lowercase());
            self.files.iter().copied().find(fits)
        };
        within(&self.folder).or_else(|| within(&self.package))
    }
}
