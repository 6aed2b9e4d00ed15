//! Computed properties: their declarations -> how to compute them, and the order in which that can be done.

use std::collections::BTreeMap;

use super::file::KindFile;
use super::{Declared, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::jq::Program;
use crate::base::naming::{capitalised, in_words};
use crate::model::kind::{Aggregation, Computation, Model, Property, Walk};
use crate::model::query::{Vocabulary, parse};

/// Reads the properties of one kind.
pub(super) fn properties(declared: &Declared, kind: &str, file: &KindFile, findings: &mut Vec<Diagnostic>) -> Vec<Property> {
    let mut properties = Vec::new();
    for (name, property) in &file.properties {
        let place = |key: &str| declared.place(&["kinds", kind, "properties", name, key]);
        let walk = |path: &str| Walk { relations: Vec::new(), value: path.split('.').map(str::to_owned).collect() };
        let source = match (&property.mirror, &property.jq, &property.aggregate) {
            (Some(path), None, None) => Computation::Mirror(walk(path)),
            (None, Some(text), None) => match Program::new(text) {
                Ok(program) => Computation::Jq(program),
                Err(reason) => {
                    findings.push(words::wrong_program(place("jq"), &reason));
                    continue;
                }
            },
            (None, None, Some(aggregate)) => {
                let function = match aggregate.function.as_str() {
                    "sum" => Aggregation::Sum,
                    "average" => Aggregation::Average,
                    "min" => Aggregation::Min,
                    "max" => Aggregation::Max,
                    "median" => Aggregation::Median,
                    _ => Aggregation::Count,
                };
                Computation::Aggregate { function, over: walk(&aggregate.over), filter: None }
            }
            _ => {
                findings.push(words::property_source(place(""), name));
                continue;
            }
        };
        if file.spec.get("properties").and_then(|fields| fields.get(name)).is_some() {
            findings.push(words::property_is_field(place(""), name));
        }
        let title = property.title.clone().unwrap_or_else(|| capitalised(&in_words(name)));
        properties.push(Property { name: name.clone(), title, source });
    }
    properties
}

/// Reads the filters of aggregates, which may name what any kind declares.
pub(super) fn filters(declared: &Declared, model: &mut Model, findings: &mut Vec<Diagnostic>) {
    let vocabulary = Vocabulary::of(model);
    for kind in model.kinds.values_mut() {
        let Some(file) = declared.merged.kinds.get(&kind.name) else { continue };
        for property in &mut kind.properties {
            let Computation::Aggregate { filter, .. } = &mut property.source else { continue };
            let text = file.properties.get(&property.name).and_then(|file| file.aggregate.as_ref()?.filter.as_ref());
            match text.map(|text| parse(text, &vocabulary)) {
                Some(Ok(query)) => *filter = Some(query),
                Some(Err(mistakes)) => {
                    let place = declared.place(&["kinds", &kind.name, "properties", &property.name, "aggregate", "where"]);
                    findings.extend(mistakes.iter().map(|mistake| words::wrong_filter(place.clone(), mistake)));
                }
                None => {}
            }
        }
    }
}

/// Cuts every walk into relations and value, and sorts the properties so that each comes after those that it needs. Circles are reported and left out.
pub(super) fn order(declared: &Declared, model: &mut Model, findings: &mut Vec<Diagnostic>) -> Vec<(String, usize)> {
    let fields: Vec<String> = model
        .kinds
        .values()
        .flat_map(|kind| kind.relations.iter().map(|relation| relation.field.trim_start_matches("spec.").to_owned()))
        .chain(model.relation_types.iter().map(|known| known.name.to_string()))
        .collect();
    let mut needs: BTreeMap<(String, usize), Vec<(String, usize)>> = BTreeMap::new();
    let mut by_name: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (slug, kind) in &model.kinds {
        for (number, property) in kind.properties.iter().enumerate() {
            by_name.entry(property.name.clone()).or_default().push((slug.clone(), number));
        }
    }
    for (slug, kind) in &mut model.kinds {
        for number in 0..kind.properties.len() {
            let own: Vec<(String, usize)> =
                kind.properties.iter().enumerate().map(|(number, _)| (slug.clone(), number)).collect();
            let names: Vec<String> = kind.properties.iter().map(|property| property.name.clone()).collect();
            let Some(property) = kind.properties.get_mut(number) else { continue };
            let key = match &mut property.source {
                Computation::Jq(program) => {
                    let needed = names.iter().zip(own).filter(|(name, _)| program.text().contains(&format!("properties.{name}")));
                    needs.insert((slug.clone(), number), needed.map(|(_, property)| property).collect());
                    continue;
                }
                Computation::Mirror(walk) => ("mirror", walk),
                Computation::Aggregate { over, .. } => ("aggregate", over),
            };
            let (key, walk) = key;
            let cut = walk.value.iter().position(|part| !fields.contains(part)).unwrap_or(walk.value.len());
            let value = walk.value.split_off(cut);
            walk.relations = std::mem::replace(&mut walk.value, value);
            if walk.relations.is_empty() {
                let path = ["kinds", kind.name.as_str(), "properties", property.name.as_str(), key];
                findings.push(words::walk_starts_nowhere(
                    declared.place(&path),
                    walk.value.first().map_or("", String::as_str),
                    &fields,
                ));
            }
            let needed = match walk.value.as_slice() {
                [name] => by_name.get(name).cloned().unwrap_or_default(),
                _ => Vec::new(),
            };
            needs.insert((slug.clone(), number), needed);
        }
    }
    let mut sorted: Vec<(String, usize)> = Vec::new();
    while let Some(next) =
        needs.iter().find(|(_, needed)| needed.iter().all(|need| sorted.contains(need))).map(|(key, _)| key.clone())
    {
        needs.remove(&next);
        sorted.push(next);
    }
    for (slug, number) in needs.keys() {
        let Some(kind) = model.kinds.get(slug) else { continue };
        let Some(property) = kind.properties.get(*number) else { continue };
        let place = declared.place(&["kinds", &kind.name, "properties", &property.name, ""]);
        findings.push(words::property_circle(place, &property.name));
    }
    sorted
}
