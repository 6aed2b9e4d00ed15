//! What repositories are called: `owner/name` on their forge, else their folder's name; unique in a build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::model::sources::Repository;

/// Names a repository after its folder.
pub(super) fn of_folder(folder: &Path) -> String {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let full = full.canonicalize().unwrap_or(full);
    last_parts(&full, 1)
}

/// Joins the last `count` components of a path, `.git` left out at the end.
fn last_parts(path: &Path, count: usize) -> String {
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let name = parts[parts.len().saturating_sub(count)..].join("/");
    let name = name.strip_suffix(".git").filter(|name| !name.is_empty()).unwrap_or(&name);
    if name.is_empty() { "repository".to_owned() } else { name.to_owned() }
}

/// Gives those that share a name more of their folders' paths, until no two are called the same.
pub(super) fn make_unique(repositories: Vec<(PathBuf, Repository)>) -> Vec<Repository> {
    let paths: Vec<PathBuf> =
        repositories.iter().map(|(folder, _)| folder.canonicalize().unwrap_or_else(|_| folder.clone())).collect();
    let mut repositories: Vec<Repository> = repositories.into_iter().map(|(_, repository)| repository).collect();
    for count in 2..64 {
        let mut uses: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, repository) in repositories.iter().enumerate() {
            uses.entry(repository.name.to_lowercase()).or_default().push(index);
        }
        let shared: Vec<usize> = uses.into_values().filter(|indices| indices.len() > 1).flatten().collect();
        if shared.is_empty() {
            break;
        }
        for index in shared {
            repositories[index].name = last_parts(&paths[index], count).into();
        }
    }
    // `pay` and `pay.git` in one folder differ in nothing that is shown.
    let mut used = BTreeSet::new();
    for repository in &mut repositories {
        let name = repository.name.to_string();
        let mut number = 1;
        while !used.insert(repository.name.to_lowercase()) {
            number += 1;
            repository.name = format!("{name}-{number}").into();
        }
    }
    repositories
}
