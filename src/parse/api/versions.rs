//! Versions: the definition's file at the releases of its repository -> what changed from each to the next. Old versions are let go of as soon as they are compared.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use super::{Definition, read};
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
use crate::base::yaml::{Node, Value};
use crate::model::api::diff::changes;
use crate::model::api::{Api, Version};
use crate::model::sources::Repository;

/// The most releases that are compared.
const MOST: usize = 24;

/// Compares `api`, whose definition is the file at `path`, with what it was at the releases of `repository`; `source` reads a file of one of these.
pub(in crate::parse) fn versions(
    api: &Api,
    type_name: &str,
    path: &RepoPath,
    repository: &Repository,
    source: &(dyn Fn(&Repository, &RepoPath) -> Option<Arc<Source>> + Sync),
) -> Vec<Version> {
    let mut versions = Vec::new();
    // The next newer release, and the files that it was read from.
    let mut newer: Option<(&Repository, Api, BTreeSet<RepoPath>)> = None;
    for version in
        repository.versions.iter().filter(|version| version.is_release && version.repository.file(path).is_some()).take(MOST)
    {
        let mut named = |then: &Api, changes| {
            versions.push(Version {
                name: Arc::clone(&version.name),
                format: then.format(),
                release: then.release.clone(),
                operations: then.operations().count(),
                changes,
            });
        };
        if let Some((other, then, files)) = &newer
            && files.iter().all(|file| id(other, file) == id(&version.repository, file))
        {
            named(then, Vec::new());
            continue;
        }
        let Some((then, files)) = at(type_name, path, &version.repository, source) else { continue };
        named(&then, changes(&then, newer.as_ref().map_or(api, |(_, next, _)| next)));
        newer = Some((&version.repository, then, files));
    }
    versions
}

fn id<'a>(repository: &'a Repository, path: &RepoPath) -> Option<&'a str> {
    repository.file(path).map(|file| &*file.id)
}

/// Reads the definition as it was, and says which files were read or missed.
fn at(
    type_name: &str,
    path: &RepoPath,
    repository: &Repository,
    source: &(dyn Fn(&Repository, &RepoPath) -> Option<Arc<Source>> + Sync),
) -> Option<(Api, BTreeSet<RepoPath>)> {
    let file = source(repository, path)?;
    let files = Mutex::new(BTreeSet::from([path.clone()]));
    let reader = |path: &RepoPath| {
        if let Ok(mut files) = files.lock() {
            files.insert(path.clone());
        }
        source(repository, path)
    };
    let node = Node { span: crate::base::source::Span::default(), value: Value::String(file.text.to_string()) };
    let field = Place::of(&file);
    let (api, _) = read(&Definition { type_name, node: &node, file: Some(&file), field, reader: &reader });
    Some((api?, files.into_inner().unwrap_or_default()))
}
