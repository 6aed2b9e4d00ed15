//! Ties relations both ways: what one entity declares, the other end shows too.

use std::collections::{BTreeMap, BTreeSet};

use super::entities::Named;
use super::words;
use crate::base::source::Place;
use crate::base::suggest;
use crate::model::entity::{BrokenEntity, Relation};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};

/// Fills the relations of every entity, sorted and without duplicates, and reports targets that do not exist.
pub(super) fn tie(entities: &mut BTreeMap<EntityRef, Named>, broken: &[BrokenEntity], findings: &mut Vec<Finding>) {
    let known: BTreeSet<EntityRef> = entities.keys().cloned().collect();
    let broken: BTreeSet<&EntityRef> = broken.iter().filter_map(|document| document.reference.as_ref()).collect();
    let mut edges: BTreeMap<EntityRef, Vec<Relation>> = BTreeMap::new();
    for (reference, named) in entities.iter() {
        for declared in &named.references {
            let place = Place::at(&named.entity.source, declared.span);
            let resolved = known.contains(&declared.target);
            let forward = Relation {
                kind: declared.forward.to_string(),
                target: declared.target.clone(),
                resolved,
                declared: place.clone(),
            };
            edges.entry(reference.clone()).or_default().push(forward);
            if resolved {
                let reverse =
                    Relation { kind: declared.reverse.to_string(), target: reference.clone(), resolved: true, declared: place };
                edges.entry(declared.target.clone()).or_default().push(reverse);
            } else {
                let diagnostic = if broken.contains(&declared.target) {
                    words::broken_target(declared, place)
                } else {
                    words::dangling_reference(declared, nearest(&declared.target, &known), place)
                };
                findings.push(Finding { diagnostic, subject: Subject::Entity(reference.clone()) });
            }
        }
    }
    for (reference, mut relations) in edges {
        relations.sort();
        relations.dedup_by(|second, first| (&second.kind, &second.target) == (&first.kind, &first.target));
        if let Some(named) = entities.get_mut(&reference) {
            named.entity.relations = relations;
        }
    }
}

/// Finds what was probably meant: the same name under another kind or namespace, else the nearest name of the same kind.
fn nearest(target: &EntityRef, known: &BTreeSet<EntityRef>) -> Option<EntityRef> {
    if let Some(same) = known.iter().find(|candidate| candidate.name == target.name) {
        return Some(same.clone());
    }
    let of_kind: Vec<&EntityRef> = known.iter().filter(|candidate| candidate.kind == target.kind).collect();
    let name = suggest::nearest(&target.name, of_kind.iter().map(|candidate| candidate.name.as_str()))?;
    of_kind.into_iter().find(|candidate| candidate.name == name).cloned()
}
