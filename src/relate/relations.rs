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
pub(super) fn tie(
    entities: &mut BTreeMap<EntityRef, Named>,
    broken: &[BrokenEntity],
    aliases: &BTreeMap<EntityRef, EntityRef>,
    findings: &mut Vec<Finding>,
) {
    let known: BTreeSet<EntityRef> = entities.keys().cloned().collect();
    let mut suggestions = Suggestions::new(&known);
    let broken: BTreeSet<&EntityRef> = broken.iter().filter_map(|document| document.reference.as_ref()).collect();
    let mut edges: BTreeMap<EntityRef, Vec<Relation>> = BTreeMap::new();
    for (reference, named) in entities.iter() {
        for declared in &named.references {
            let place = Place::at(&named.entity.source, declared.span);
            let target = aliases.get(&declared.target).unwrap_or(&declared.target);
            let resolved = known.contains(target);
            let forward =
                Relation { kind: declared.forward.to_string(), target: target.clone(), resolved, declared: place.clone() };
            edges.entry(reference.clone()).or_default().push(forward);
            if resolved {
                let reverse =
                    Relation { kind: declared.reverse.to_string(), target: reference.clone(), resolved: true, declared: place };
                edges.entry(target.clone()).or_default().push(reverse);
            } else if !named.entity.is_discovered() {
                let diagnostic = if broken.contains(&declared.target) {
                    words::broken_target(declared, place)
                } else {
                    words::dangling_reference(declared, suggestions.nearest(&declared.target), place)
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

/// The most targets that are compared with every name: a catalog that dangles more than this needs no hints, but an owner for each thing.
const COMPARED: usize = 2_000;

/// Finds what was probably meant by names that do not exist. Each name is looked up once.
struct Suggestions<'a> {
    by_name: BTreeMap<&'a str, &'a EntityRef>,
    by_kind: BTreeMap<&'a str, Vec<&'a EntityRef>>,
    told: BTreeMap<EntityRef, Option<EntityRef>>,
}

impl<'a> Suggestions<'a> {
    fn new(known: &'a BTreeSet<EntityRef>) -> Self {
        let mut by_name = BTreeMap::new();
        let mut by_kind: BTreeMap<&str, Vec<&EntityRef>> = BTreeMap::new();
        for reference in known {
            by_name.entry(reference.name.as_str()).or_insert(reference);
            by_kind.entry(reference.kind.as_str()).or_default().push(reference);
        }
        Self { by_name, by_kind, told: BTreeMap::new() }
    }

    /// Gives the same name under another kind or namespace, else the nearest name of the same kind.
    fn nearest(&mut self, target: &EntityRef) -> Option<EntityRef> {
        if let Some(same) = self.by_name.get(target.name.as_str()) {
            return Some((*same).clone());
        }
        if let Some(told) = self.told.get(target) {
            return told.clone();
        }
        if self.told.len() >= COMPARED {
            return None;
        }
        let of_kind = self.by_kind.get(target.kind.as_str()).map_or(&[][..], Vec::as_slice);
        let name = suggest::nearest(&target.name, of_kind.iter().map(|candidate| candidate.name.as_str()));
        let found = name.and_then(|name| of_kind.iter().find(|candidate| candidate.name == name)).map(|found| (*found).clone());
        self.told.insert(target.clone(), found.clone());
        found
    }
}
