//! Which docs an entity asks for: its TechDocs annotations, else whatever stands next to its descriptor.

use super::{Reading, words};
use crate::base::repo_path::RepoPath;
use crate::base::yaml::Node;
use crate::model::docs::DocsKey;
use crate::model::forge_url::ForgeUrl;
use crate::model::kind::KindModel;
use crate::model::location_ref::LocationRef;
use crate::model::records::DocsClaim;
use crate::model::sources::Repository;

/// The kinds whose folder's docs are theirs without being asked for.
const NEARBY: [&str; 5] = ["Component", "System", "Domain", "API", "Resource"];

/// Reads `backstage.io/techdocs-entity` and `backstage.io/techdocs-ref`.
pub(super) fn claim(reading: &mut Reading<'_>, model: &KindModel, root: &Node) -> Option<DocsClaim> {
    let annotation = |key: &str| {
        let node = root.at(&["metadata", "annotations", key])?;
        node.as_str().map(|text| (text.trim().to_owned(), node.span))
    };
    if let Some((entity, span)) = annotation("backstage.io/techdocs-entity") {
        return Some(DocsClaim::Entity(entity, span));
    }
    let Some((text, span)) = annotation("backstage.io/techdocs-ref") else {
        let folder = reading.source.path.parent();
        return NEARBY
            .contains(&model.name.as_str())
            .then_some(DocsClaim::Nearby(DocsKey { repository: reading.repository, folder }));
    };
    let Ok(LocationRef { scheme, target }) = LocationRef::parse(&text) else {
        reading.findings.push(words::docs_ref_form(reading.source, span, &text));
        return None;
    };
    let is_url = target.starts_with("http://") || target.starts_with("https://");
    if is_url {
        return Some(match elsewhere(reading.repositories, target) {
            Some(key) => DocsClaim::Named(key, span),
            None => DocsClaim::Elsewhere(target.to_owned(), span),
        });
    }
    match (scheme, reading.source.path.parent().join(target)) {
        ("dir" | "url", Some(folder)) => Some(DocsClaim::Named(DocsKey { repository: reading.repository, folder }, span)),
        ("dir" | "url", None) => {
            reading.findings.push(words::docs_outside(reading.source, span, target));
            None
        }
        _ => {
            reading.findings.push(words::docs_ref_form(reading.source, span, &text));
            None
        }
    }
}

/// Finds the gathered repository whose page, or a folder of which, a forge URL names.
fn elsewhere(repositories: &[Repository], url: &str) -> Option<DocsKey> {
    let url = url.trim_end_matches('/');
    let (page, place) = (url.trim_end_matches(".git"), ForgeUrl::parse(url));
    repositories.iter().enumerate().find_map(|(number, repository)| {
        let folder = if repository.forge.as_ref()?.url.eq_ignore_ascii_case(page) {
            RepoPath::root()
        } else {
            place.as_ref().filter(|place| place.is_in(repository))?.path_in(repository)?.0
        };
        Some(DocsKey { repository: number, folder })
    })
}
