//! `Changes`: what one judged portal has that another has not. Pure over the two; knows no git and no words of any output.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::portal::{Judged, Portal};

/// Holds everything that differs, each list sorted.
#[derive(Debug, Default)]
pub struct Changes {
    /// Entities that are new.
    pub added: Vec<EntityRef>,
    /// Entities that are gone.
    pub removed: Vec<EntityRef>,
    /// Entities that are not in the catalog any more because their descriptors broke.
    pub broken: Vec<EntityRef>,
    /// Entities that are in both, with the fields that differ.
    pub changed: Vec<(EntityRef, Vec<Field>)>,
    /// Entities in both whose owners differ: those before, those after.
    pub owners: Vec<(EntityRef, Vec<EntityRef>, Vec<EntityRef>)>,
    /// Relations that are new, as the entity that declares them sees them.
    pub relations_added: Vec<Edge>,
    /// Relations that are gone.
    pub relations_removed: Vec<Edge>,
    /// Findings that are new.
    pub found: Vec<Finding>,
    /// Findings that are gone.
    pub solved: Vec<Finding>,
}

/// Says how one field differs; texts as they are, other values as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where: `spec.lifecycle`.
    pub path: String,
    /// What it was, if it was there.
    pub old: Option<String>,
    /// What it is, if it is there.
    pub new: Option<String>,
}

/// Holds one relation: from whom, its type, to whom.
pub type Edge = (EntityRef, String, EntityRef);

/// Compares two portals.
pub fn between(old: &Judged, new: &Judged) -> Changes {
    let (before, after) = (&old.portal, &new.portal);
    let mut changes = Changes::default();
    let is_broken = |reference: &EntityRef| after.broken.iter().any(|document| document.reference.as_ref() == Some(reference));
    for (reference, entity) in &before.entities {
        match after.entities.get(reference) {
            None if is_broken(reference) => changes.broken.push(reference.clone()),
            None => changes.removed.push(reference.clone()),
            Some(now) => {
                let fields = fields(&entity.root.to_json(), &now.root.to_json());
                if !fields.is_empty() {
                    changes.changed.push((reference.clone(), fields));
                }
                let (was, is) = (owners(entity), owners(now));
                if was != is {
                    changes.owners.push((reference.clone(), was, is));
                }
            }
        }
    }
    changes.added = after.entities.keys().filter(|reference| !before.entities.contains_key(*reference)).cloned().collect();
    let (was, is) = (edges(before), edges(after));
    changes.relations_added = is.difference(&was).cloned().collect();
    changes.relations_removed = was.difference(&is).cloned().collect();
    changes.found = without(&new.portal.findings, &old.portal.findings);
    changes.solved = without(&old.portal.findings, &new.portal.findings);
    changes
}

impl Changes {
    /// Tells whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.broken.is_empty()
            && self.changed.is_empty()
            && self.owners.is_empty()
            && self.relations_added.is_empty()
            && self.relations_removed.is_empty()
            && self.found.is_empty()
            && self.solved.is_empty()
    }
}

fn owners(entity: &Entity) -> Vec<EntityRef> {
    entity.owners().map(|owner| owner.target.clone()).collect()
}

/// Lists the relations that entities declare themselves, and not those that others declare of them.
fn edges(portal: &Portal) -> BTreeSet<Edge> {
    let own = |entity: &Entity, place: &crate::base::source::Place| {
        let span = place.span.unwrap_or_default();
        place.source == entity.source && entity.span.start <= span.start && span.end <= entity.span.end
    };
    let of = |entity: &Entity| -> Vec<Edge> {
        let relations = entity.relations.iter().filter(|relation| own(entity, &relation.declared));
        relations.map(|relation| (entity.reference.clone(), relation.kind.clone(), relation.target.clone())).collect()
    };
    portal.entities.values().flat_map(of).collect()
}

/// Lists the fields that differ between two documents, by path.
pub fn fields(old: &Value, new: &Value) -> Vec<Field> {
    let leaves = |document: &Value| {
        let mut found = BTreeMap::new();
        flatten("", document, &mut found);
        found
    };
    let (mut before, mut after) = (leaves(old), leaves(new));
    let paths: BTreeSet<String> =
        before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)).cloned().collect();
    let field = |path: String| Field { old: before.remove(&path), new: after.remove(&path), path };
    paths.into_iter().map(field).collect()
}

/// Lists the values below `value` by their paths. A list of plain values is one value, so that an item that is put first does not change all.
fn flatten(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            fields.iter().for_each(|(name, value)| flatten(&below(name), value, found));
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            items.iter().enumerate().for_each(|(index, item)| flatten(&format!("{path}[{index}]"), item, found));
        }
        Value::String(text) => drop(found.insert(path.to_owned(), text.clone())),
        other => drop(found.insert(path.to_owned(), other.to_string())),
    }
}

/// Lists the findings of `these` that `those` have not, wherever in its file each stands.
fn without(these: &[Finding], those: &[Finding]) -> Vec<Finding> {
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for finding in those {
        *known.entry(key(finding)).or_default() += 1;
    }
    let mut left = these.to_vec();
    left.retain(|finding| match known.get_mut(&key(finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    left
}

fn key(finding: &Finding) -> (&'static str, Option<String>, String, Subject, String) {
    let diagnostic = &finding.diagnostic;
    let source = diagnostic.place.as_ref().map(|place| &place.source);
    (
        diagnostic.code,
        source.and_then(|source| source.repository.as_deref().map(str::to_owned)),
        source.map(|source| source.path.to_string()).unwrap_or_default(),
        finding.subject.clone(),
        diagnostic.message.clone(),
    )
}
