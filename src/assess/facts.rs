//! Facts: what plugins compute of entities that have records -> values. A program that fails is reported, and the entity goes without the value.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::words;
use crate::base::source::Place;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::plugin::{Plugin, Record};
use crate::model::portal::Portal;

/// The most records of one collection that a program sees of an entity.
const MOST: usize = 5_000;

/// A value, or why there is none.
type Computed = Result<Option<Json>, String>;

/// The records of an entity, by collection.
type Held<'a> = Vec<Vec<&'a Record>>;

/// Computes the facts of every plugin.
pub(super) fn compute(portal: &mut Portal) {
    let plugins = Arc::clone(&portal.plugins);
    let mut findings = Vec::new();
    for (number, plugin) in plugins.iter().enumerate().filter(|(_, plugin)| !plugin.facts.is_empty()) {
        let mut held: BTreeMap<&EntityRef, Held<'_>> = BTreeMap::new();
        for (collection, collected) in portal.collected[number].iter().enumerate() {
            for record in &collected.records {
                for entity in &record.entities {
                    let records = held.entry(entity).or_insert_with(|| vec![Vec::new(); plugin.collections.len()]);
                    records[collection].push(record);
                }
            }
        }
        let computed: Vec<(EntityRef, Vec<Computed>)> = held
            .into_par_iter()
            .map(|(reference, held)| {
                let input = input(portal, plugin, reference, &held);
                (reference.clone(), plugin.facts.iter().map(|fact| fact.program.run(&input)).collect())
            })
            .collect();
        for (reference, values) in computed {
            let Some(entity) = portal.entities.get_mut(&reference) else { continue };
            for (fact, value) in plugin.facts.iter().zip(values) {
                match value {
                    Ok(Some(value)) if !value.is_null() => {
                        entity.facts.entry(plugin.name.clone()).or_default().insert(fact.name.clone(), value);
                    }
                    Ok(_) => {}
                    Err(reason) => {
                        let place = Place::of(&plugin.manifest);
                        let diagnostic = words::fact_failed(place, &fact.name, &reference.to_string(), &reason);
                        findings.push(Finding { diagnostic, subject: Subject::Portal });
                    }
                }
            }
        }
    }
    if !findings.is_empty() {
        portal.findings.extend(findings);
        portal.findings.sort_by(Finding::order);
    }
}

/// Gives what the programs of a plugin see of an entity.
fn input(portal: &Portal, plugin: &Plugin, reference: &EntityRef, held: &Held<'_>) -> Json {
    let value = |record: &&Record| {
        let mut value = (*record.value).clone();
        if let (Some(fields), Some(at)) = (value.as_object_mut(), &record.at) {
            let repository = portal.repositories.get(at.repository).map(|repository| &*repository.name);
            fields.insert("at".to_owned(), json!({ "repository": repository, "path": at.path, "line": at.line }));
        }
        value
    };
    let records: Map<String, Json> = plugin
        .collections
        .iter()
        .zip(held)
        .map(|(collection, records)| (collection.name.clone(), records.iter().take(MOST).map(value).collect()))
        .collect();
    json!({ "entity": portal.entities.get(reference).map(|entity| entity.to_json()), "records": records })
}
