//! Decides whose docs a folder is. An entity that asks for it by annotation comes before one that merely stands next to it.

use std::collections::BTreeMap;

use super::entities::Named;
use super::words;
use crate::base::source::Place;
use crate::model::docs::{DocsFolder, DocsKey, DocsSite};
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::records::DocsClaim;
use crate::model::sources::Repository;

/// The kinds in the order in which they get the docs beside them.
const PRECEDENCE: [&str; 5] = ["component", "system", "domain", "api", "resource"];

/// Assigns every folder that someone claims to one entity, and reports annotations that lead to no docs.
pub(super) fn assign(
    entities: &BTreeMap<EntityRef, Named>,
    folders: &[DocsFolder],
    repositories: &[Repository],
    findings: &mut Vec<Finding>,
) -> BTreeMap<DocsKey, EntityRef> {
    let mut claims: BTreeMap<&DocsKey, Vec<(Rank, &EntityRef)>> =
        folders.iter().map(|folder| (&folder.key, Vec::new())).collect();
    for (reference, named) in entities {
        match &named.docs {
            Some(DocsClaim::Named(key, span)) => match claims.get_mut(key) {
                Some(claims) => claims.push((rank(named, key, repositories, true), reference)),
                None => {
                    let diagnostic = words::docs_missing(key, Place::at(&named.entity.source, *span));
                    findings.push(Finding { diagnostic, subject: Subject::Entity(reference.clone()) });
                }
            },
            Some(DocsClaim::Nearby(key)) => {
                if let Some(claims) = claims.get_mut(key) {
                    claims.push((rank(named, key, repositories, false), reference));
                }
            }
            Some(DocsClaim::Elsewhere(url, span)) => {
                let diagnostic = words::docs_elsewhere(url, Place::at(&named.entity.source, *span));
                findings.push(Finding { diagnostic, subject: Subject::Entity(reference.clone()) });
            }
            Some(DocsClaim::Entity(..)) | None => {}
        }
    }
    claims
        .into_iter()
        .filter_map(|(key, claims)| claims.into_iter().min().map(|(_, owner)| (key.clone(), owner.clone())))
        .collect()
}

/// How good a claim is; the least is the best.
type Rank = (bool, bool, usize, u32);

fn rank(named: &Named, key: &DocsKey, repositories: &[Repository], is_named: bool) -> Rank {
    let reference = &named.entity.reference;
    let folder = if key.folder.is_root() {
        repositories
            .get(key.repository)
            .and_then(|repository| repository.name.rsplit('/').next())
            .unwrap_or_default()
            .to_lowercase()
    } else {
        key.folder.file_name().to_lowercase()
    };
    let precedence = PRECEDENCE.iter().position(|kind| *kind == reference.kind).unwrap_or(PRECEDENCE.len());
    (!is_named, reference.name != folder, precedence, named.entity.span.start)
}

/// Gives every entity the docs that it shows: its own, those of the same folder if it asked for them by name, or another entity's.
pub(super) fn show(
    entities: BTreeMap<EntityRef, Named>,
    sites: &BTreeMap<EntityRef, DocsSite>,
    owners: &BTreeMap<DocsKey, EntityRef>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<EntityRef, Entity> {
    let mut related = BTreeMap::new();
    for (reference, Named { mut entity, docs, .. }) in entities {
        entity.docs = match &docs {
            Some(DocsClaim::Named(key, _)) => owners.get(key).cloned(),
            Some(DocsClaim::Nearby(key)) => owners.get(key).filter(|owner| **owner == reference).cloned(),
            Some(DocsClaim::Entity(text, span)) => {
                let target =
                    EntityRef::parse(text, Some("component"), &entity.namespace).ok().filter(|target| sites.contains_key(target));
                if target.is_none() {
                    let diagnostic = words::docs_entity(text, Place::at(&entity.source, *span));
                    findings.push(Finding { diagnostic, subject: Subject::Entity(reference.clone()) });
                }
                target
            }
            Some(DocsClaim::Elsewhere(..)) | None => None,
        };
        related.insert(reference, entity);
    }
    related
}
