//! Where an entity was read from, as the annotations that Backstage adds (`AnnotateLocationEntityProcessor.ts`). Repositories on no known forge have no such addresses.

use std::collections::BTreeMap;

use crate::base::repo_path::RepoPath;
use crate::model::sources::{Forge, Repository};

/// Gives the annotations for what was read from `path` of a repository, led to by `origin` if by another file.
pub(super) fn annotations(
    repositories: &[Repository],
    (repository, path): (usize, &RepoPath),
    origin: Option<&(usize, RepoPath)>,
) -> BTreeMap<&'static str, String> {
    let mut annotations = BTreeMap::new();
    let Some((forge, reference)) = forge_of(repositories, repository) else { return annotations };
    let view = forge.view_url(path, reference, None);
    let first = match origin {
        Some((number, path)) => forge_of(repositories, *number).map(|(forge, reference)| forge.view_url(path, reference, None)),
        None => Some(view.clone()),
    };
    annotations.insert("backstage.io/managed-by-location", format!("url:{view}"));
    if let Some(first) = first {
        annotations.insert("backstage.io/managed-by-origin-location", format!("url:{first}"));
    }
    annotations.insert("backstage.io/source-location", format!("url:{}", forge.folder_url(&path.parent(), reference)));
    // A commit cannot be edited.
    if let Some(branch) = repositories[repository].revision.branch.as_deref() {
        annotations.insert("backstage.io/edit-url", forge.edit_url(path, branch));
    }
    annotations.insert("backstage.io/view-url", view);
    annotations
}

/// Gives a repository's forge with the branch that was read, or the commit where no branch is known.
fn forge_of(repositories: &[Repository], number: usize) -> Option<(&Forge, &str)> {
    let repository = repositories.get(number)?;
    let revision = &repository.revision;
    Some((repository.forge.as_ref()?, revision.branch.as_deref().or(revision.commit.as_deref())?))
}
