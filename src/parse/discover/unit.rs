//! What a repository is cut into: one unit for its root, and one for every package that stands in a folder of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::sources::{File, Repository};

/// Folders whose packages are somebody else's, or there to be looked at.
const ASIDE: [&str; 20] = [
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
    "docs",
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

/// The largest file that is read to find something out, in bytes.
const READABLE: u64 = 2 * 1024 * 1024;

/// Stands for one folder with what is in it, other units left out.
pub(super) struct Unit<'a> {
    pub(super) repository: &'a Repository,
    /// Where it starts; the root for the repository itself.
    pub(super) folder: RepoPath,
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
        !file.path.parent().is_root() && (MANIFESTS.contains(&name) || name == "Dockerfile" || name.ends_with(".csproj"))
    };
    let candidates: BTreeSet<RepoPath> = own.iter().filter(is_part).map(|file| file.path.parent()).collect();
    let inner = |folder: &RepoPath| folder.ancestors().skip(1).any(|above| !above.is_root() && candidates.contains(&above));
    let mut folders: Vec<RepoPath> = candidates.iter().filter(|folder| !inner(folder)).cloned().collect();
    if folders.len() < 2 {
        folders.clear();
    }
    let holder = |file: &File| file.path.ancestors().skip(1).find(|folder| folders.binary_search(folder).is_ok());
    let mut units = vec![Unit { repository, folder: RepoPath::root(), has_parts: !folders.is_empty(), files: Vec::new() }];
    units.extend(folders.iter().map(|folder| Unit { repository, folder: folder.clone(), has_parts: false, files: Vec::new() }));
    for file in own {
        let number = holder(file).and_then(|folder| folders.binary_search(&folder).ok()).map_or(0, |number| number + 1);
        units[number].files.push(file);
    }
    units
}

fn is_aside(path: &RepoPath) -> bool {
    let parent = path.parent();
    let aside = parent.parts().any(|part| ASIDE.contains(&part) || part.contains("{{"));
    // What documents the repository is looked for in `docs/` by the docs' own reader; specifications and owners may stand there all the same.
    aside && !(parent.parts().next() == Some("docs") && parent.parts().skip(1).all(|part| !ASIDE.contains(&part)))
}

impl<'a> Unit<'a> {
    /// Gives the name that its folder, or its repository, has.
    pub(super) fn name(&self) -> &str {
        match self.folder.file_name() {
            "" => self.repository.name.rsplit('/').next().unwrap_or_default(),
            name => name,
        }
    }

    /// Reads a file of the unit's own folder.
    pub(super) fn read(&self, name: &str) -> Option<Arc<Source>> {
        let path = self.folder.join(name)?;
        self.open(self.repository.file(&path)?)
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

    /// Lists the files that stand right in its folder.
    pub(super) fn top(&self) -> impl Iterator<Item = &'a File> {
        self.files.iter().copied().filter(|file| file.path.parent() == self.folder)
    }

    /// Finds a file in its folder whose name, in lower case, fits.
    pub(super) fn find(&self, fits: impl Fn(&str) -> bool) -> Option<&'a File> {
        self.top().find(|file| fits(&file.path.file_name().to_ascii_lowercase()))
    }
}
