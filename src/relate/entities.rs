//! Gives every descriptor its name: the first of a name wins, the others are told. Broken ones keep their name if no valid entity has it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::{located, words};
use crate::base::source::Place;
use crate::model::entity::{BrokenEntity, Entity};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::records::{Content, Declared, Descriptor, DocsClaim, Reference};
use crate::model::sources::Repository;

/// Holds an entity whose relations and docs are still claims.
pub(super) struct Named {
    pub(super) entity: Entity,
    pub(super) references: Vec<Reference>,
    pub(super) docs: Option<DocsClaim>,
}

/// Sorts descriptors, which come in the order of their repositories and paths, into entities and broken ones.
pub(super) fn name(
    descriptors: Vec<Descriptor>,
    repositories: &[Repository],
    findings: &mut Vec<Finding>,
) -> (BTreeMap<EntityRef, Named>, Vec<BrokenEntity>) {
    let mut entities: BTreeMap<EntityRef, Named> = BTreeMap::new();
    let mut broken = Vec::new();
    // What was declared comes first, so that what was discovered never takes its name.
    let (declared, discovered): (Vec<_>, Vec<_>) = descriptors.into_iter().partition(|descriptor| descriptor.evidence.is_empty());
    for descriptor in declared.into_iter().chain(discovered) {
        let Descriptor { repository, source, span, content, findings: found, evidence, origin, .. } = descriptor;
        match content {
            Content::Valid(declared) => {
                let Declared { kind, namespace, name, root, references, docs, api, .. } = declared;
                let reference = EntityRef::new(&kind, &namespace, &name);
                let subject = Subject::Entity(reference.clone());
                findings.extend(found.into_iter().map(|diagnostic| Finding { diagnostic, subject: subject.clone() }));
                // What nobody wrote stands nowhere.
                let located = match evidence.is_empty() {
                    true => located::annotations(repositories, (repository, &source.path), origin.as_ref()),
                    false => BTreeMap::new(),
                };
                let entity = Entity {
                    reference: reference.clone(),
                    kind,
                    namespace,
                    name,
                    root,
                    source,
                    span,
                    repository,
                    relations: Vec::new(),
                    properties: BTreeMap::new(),
                    facts: BTreeMap::new(),
                    evidence,
                    located,
                    api,
                    docs: None,
                };
                match entities.entry(reference) {
                    Entry::Vacant(place) => {
                        place.insert(Named { entity, references, docs });
                    }
                    Entry::Occupied(_) if entity.is_discovered() => {}
                    Entry::Occupied(first) => {
                        let diagnostic =
                            words::duplicate_entity(&entity.reference, name_place(&entity), name_place(&first.get().entity));
                        findings.push(Finding { diagnostic, subject });
                    }
                }
            }
            Content::Broken(claimed) => {
                let reference = match (&claimed.kind, &claimed.name) {
                    (Some(kind), Some(name)) if is_nameable(kind) && is_nameable(name) => {
                        let namespace =
                            claimed.namespace.as_deref().filter(|namespace| is_nameable(namespace)).unwrap_or("default");
                        Some(EntityRef::new(kind, namespace, name))
                    }
                    _ => None,
                };
                let title = claimed.name.filter(|name| !name.is_empty()).unwrap_or_else(|| source.path.to_string());
                let subject = reference.clone().map_or(Subject::Portal, Subject::Entity);
                findings.extend(found.into_iter().map(|diagnostic| Finding { diagnostic, subject: subject.clone() }));
                broken.push(BrokenEntity { reference, title, kind: claimed.kind, source, span, repository });
            }
        }
    }
    let mut taken = BTreeSet::new();
    for document in &mut broken {
        document.reference =
            document.reference.take().filter(|reference| !entities.contains_key(reference) && taken.insert(reference.clone()));
    }
    (entities, broken)
}

/// Gives the place of an entity's name.
pub(super) fn name_place(entity: &Entity) -> Place {
    let span = entity.root.at(&["metadata", "name"]).map_or(entity.span, |name| name.span);
    Place::at(&entity.source, span)
}

/// Tells whether a part of a broken entity's name can stand in a URL as it is.
fn is_nameable(part: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    part.len() <= 63 && part.chars().all(plain) && part.starts_with(|c: char| c.is_ascii_alphanumeric())
}
