//! Computed properties: what kinds say about their entities beside what descriptors say -> values, one property after the other in the model's order. Each
//! sees those before it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Number, Value as Json, json};

use super::words;
use crate::base::instant::Instant;
use crate::base::source::Place;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::kind::{Aggregation, Computation, Model, Property, Walk};
use crate::model::portal::Portal;
use crate::model::query::Asked;

/// Computes every property of every entity; what a program cannot compute is reported and has no value.
pub(super) fn compute(portal: &mut Portal, now: Instant) {
    let model = Arc::clone(&portal.model);
    let mut findings = Vec::new();
    for (slug, number) in &model.order {
        let Some(property) = model.kinds.get(slug).and_then(|kind| kind.properties.get(*number)) else { continue };
        let values: Vec<(EntityRef, Result<Option<Json>, String>)> = {
            let asked = Asked::new(portal);
            let computing = Computing { portal, asked: &asked, now };
            let of_kind: Vec<&Entity> = portal.of_kind(slug).collect();
            of_kind.into_par_iter().map(|entity| (entity.reference.clone(), computing.value(entity, property))).collect()
        };
        for (reference, value) in values {
            let Some(entity) = portal.entities.get_mut(&reference) else { continue };
            match value {
                Ok(Some(value)) if !value.is_null() => {
                    entity.properties.insert(property.name.clone(), value);
                }
                Ok(_) => {}
                Err(reason) => {
                    let name = entity.root.at(&["metadata", "name"]).map_or(entity.span, |name| name.span);
                    let diagnostic = words::property_failed(Place::at(&entity.source, name), &property.name, &reason);
                    findings.push(Finding { diagnostic, subject: Subject::Entity(reference) });
                }
            }
        }
    }
    if !findings.is_empty() {
        portal.findings.extend(findings);
        portal.findings.sort_by(Finding::order);
    }
}

/// What a computation looks at.
struct Computing<'a> {
    portal: &'a Portal,
    asked: &'a Asked<'a>,
    now: Instant,
}

impl<'a> Computing<'a> {
    fn value(&self, entity: &'a Entity, property: &Property) -> Result<Option<Json>, String> {
        match &property.source {
            Computation::Mirror(walk) => Ok(mirrored(&self.ends(entity, walk), walk)),
            Computation::Jq(program) => program.run(&entity.to_json()),
            Computation::Aggregate { function, over, filter } => {
                let mut ends = self.ends(entity, over);
                if let Some(filter) = filter {
                    ends.retain(|end| filter.matches(self.asked, &end.reference, self.now));
                }
                Ok(aggregate(*function, &ends, over))
            }
        }
    }

    /// Lists the entities at the end of a walk, each once, in the order of their names.
    fn ends(&self, from: &'a Entity, walk: &Walk) -> Vec<&'a Entity> {
        let mut at = vec![from];
        for step in &walk.relations {
            let mut next: BTreeMap<&EntityRef, &Entity> = BTreeMap::new();
            for entity in at {
                next.extend(
                    targets(&self.portal.model, entity, step).filter_map(|target| self.portal.entities.get_key_value(target)),
                );
            }
            at = next.into_values().collect();
        }
        at
    }
}

/// Lists the targets of one step: a relation field of the entity's kind, else a relation type.
fn targets<'a>(model: &Model, entity: &'a Entity, step: &str) -> impl Iterator<Item = &'a EntityRef> {
    let field = model
        .find(&entity.kind)
        .and_then(|kind| kind.relations.iter().find(|relation| relation.field.strip_prefix("spec.") == Some(step)));
    let wanted = field.map_or_else(|| step.to_owned(), |field| field.forward.to_string());
    let kinds: Vec<String> = field.map_or_else(Vec::new, |field| match &field.default_kind {
        Some(kind) if field.kinds.is_empty() => vec![kind.to_lowercase()],
        _ => field.kinds.clone(),
    });
    entity
        .relations
        .iter()
        .filter(move |relation| relation.kind == wanted && (kinds.is_empty() || kinds.contains(&relation.target.kind)))
        .map(|relation| &relation.target)
}

/// Gives the value at the end of a walk: the entity's name where the walk names none.
fn at_end(entity: &Entity, path: &[String]) -> Option<Json> {
    match path {
        [] => Some(json!(entity.reference)),
        [name] if name == "title" => Some(json!(entity.title())),
        [name] if name == "name" => Some(json!(entity.name)),
        [name, rest @ ..] => match entity.properties.get(name) {
            Some(value) => rest.iter().try_fold(value, |value, part| value.get(part)).cloned(),
            None => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                entity.root.at(&path).map(crate::base::yaml::Node::to_json)
            }
        },
    }
}

/// Gives one value as it is, several as a list without repetitions.
fn mirrored(ends: &[&Entity], walk: &Walk) -> Option<Json> {
    let mut values: Vec<Json> = Vec::new();
    for value in ends.iter().filter_map(|end| at_end(end, &walk.value)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    match values.len() {
        0 | 1 => values.pop(),
        _ => Some(Json::Array(values)),
    }
}

fn aggregate(function: Aggregation, ends: &[&Entity], walk: &Walk) -> Option<Json> {
    if function == Aggregation::Count {
        let counts = |end: &&&Entity| walk.value.is_empty() || at_end(end, &walk.value).is_some_and(|value| !value.is_null());
        return Some(json!(ends.iter().filter(counts).count()));
    }
    let mut numbers: Vec<f64> = ends.iter().filter_map(|end| at_end(end, &walk.value)?.as_f64()).collect();
    numbers.sort_by(|one, other| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    let sum: f64 = numbers.iter().sum();
    let middle = numbers.len() / 2;
    let result = match function {
        Aggregation::Sum | Aggregation::Count => sum,
        Aggregation::Average => sum / if numbers.is_empty() { return None } else { numbers.len() as f64 },
        Aggregation::Min => *numbers.first()?,
        Aggregation::Max => *numbers.last()?,
        Aggregation::Median if numbers.len().is_multiple_of(2) => {
            f64::midpoint(*numbers.get(middle.checked_sub(1)?)?, *numbers.get(middle)?)
        }
        Aggregation::Median => *numbers.get(middle)?,
    };
    number(result)
}

/// Writes whole numbers without a fraction, as people would.
fn number(value: f64) -> Option<Json> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[allow(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
        return Some(json!(value as i64));
    }
    Number::from_f64(value).map(Json::Number)
}
