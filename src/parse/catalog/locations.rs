//! What Locations name: `spec.target` and `spec.targets` -> more catalog files, of the same repository or of another one that was gathered.

use globset::GlobBuilder;

use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
use crate::base::url_policy::{self, Target};
use crate::base::yaml::Node;
use crate::model::records::{Content, Descriptor};
use crate::model::sources::Repository;
use std::sync::Arc;

/// Lists the files that the Locations among `descriptors` name, as numbers of a repository and of a file in it, and tells which name nothing.
pub(in crate::parse) fn targets(repositories: &[Repository], descriptors: &mut [Descriptor]) -> Vec<(usize, usize)> {
    let mut files = Vec::new();
    for descriptor in descriptors {
        let Content::Valid(declared) = &descriptor.content else { continue };
        if declared.kind != "Location" {
            continue;
        }
        let spec = |key: &str| declared.root.at(&["spec", key]);
        let is_optional = spec("presence").and_then(Node::as_str) == Some("optional");
        for target in spec("target").into_iter().chain(spec("targets").into_iter().flat_map(Node::items)) {
            let Some(text) = target.as_str() else { continue };
            match resolve(repositories, descriptor.repository, &descriptor.source, text) {
                Ok(found) => files.extend(found),
                Err(NotFound::Nothing) if is_optional => {}
                Err(reason) => descriptor.findings.push(reason.told(Place::at(&descriptor.source, target.span), text)),
            }
        }
    }
    files
}

/// Says why a target leads to no file.
enum NotFound {
    Nothing,
    Elsewhere,
}

impl NotFound {
    fn told(&self, place: Place, text: &str) -> Diagnostic {
        match self {
            Self::Nothing => words::location_empty(place, text),
            Self::Elsewhere => words::location_elsewhere(place, text),
        }
    }
}

fn resolve(
    repositories: &[Repository],
    number: usize,
    source: &Arc<Source>,
    text: &str,
) -> Result<Vec<(usize, usize)>, NotFound> {
    let (number, path) = match url_policy::sort(text) {
        Target::External(url) => in_repository(repositories, url).ok_or(NotFound::Elsewhere)?,
        Target::Relative(path) => (number, source.path.parent().join(path).ok_or(NotFound::Nothing)?),
        Target::Forbidden(_) => return Err(NotFound::Elsewhere),
    };
    let repository = repositories.get(number).ok_or(NotFound::Nothing)?;
    let glob = GlobBuilder::new(path.as_str()).literal_separator(true).build().map_err(|_| NotFound::Nothing)?.compile_matcher();
    let is_target = |file: &RepoPath| *file == path || glob.is_match(file.as_str());
    let found: Vec<_> =
        repository.files.iter().enumerate().filter(|(_, file)| is_target(&file.path)).map(|(file, _)| (number, file)).collect();
    if found.is_empty() { Err(NotFound::Nothing) } else { Ok(found) }
}

/// Finds the gathered repository, and the path in it, that a forge URL (`https://forge/owner/name/blob/branch/path`) means.
fn in_repository(repositories: &[Repository], url: &str) -> Option<(usize, RepoPath)> {
    repositories.iter().enumerate().find_map(|(number, repository)| {
        let rest = url.strip_prefix(repository.forge.as_ref()?.url.as_str())?.strip_prefix('/')?;
        let rest = rest.strip_prefix("-/").unwrap_or(rest);
        let after = ["blob/", "tree/", "raw/", "src/branch/", "src/"].iter().find_map(|kind| rest.strip_prefix(kind))?;
        let of_branch = repository.revision.branch.as_deref().and_then(|branch| after.strip_prefix(branch)?.strip_prefix('/'));
        let path = of_branch.or_else(|| after.split_once('/').map(|(_, path)| path))?;
        Some((number, RepoPath::new(path)?))
    })
}
