//! Portal: what queries ask, answered out of a portal without a copy of it.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::vocabulary::{OWNED_THROUGH, UPDATED};
use super::{Catalog, Own, Related, Value, Vocabulary};
use crate::base::diagnostic::Severity;
use crate::base::instant::Instant;
use crate::base::yaml::{Node, Value as Yaml};
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::Subject;
use crate::model::plugin::fact_names;
use crate::model::portal::Portal;

/// Holds a portal with what must be looked up once before many questions.
#[derive(Debug)]
pub struct Asked<'a> {
    portal: &'a Portal,
    vocabulary: Vocabulary,
    broken: BTreeSet<&'a EntityRef>,
}

impl<'a> Asked<'a> {
    /// Prepares `portal`.
    pub fn new(portal: &'a Portal) -> Self {
        let broken = portal.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error);
        let broken = broken.filter_map(|finding| match &finding.subject {
            Subject::Entity(about) => Some(about),
            Subject::Docs(..) | Subject::Portal => None,
        });
        let vocabulary = Vocabulary::of(&portal.model).with_facts(fact_names(&*portal.plugins));
        Self { portal, vocabulary, broken: broken.collect() }
    }

    /// Gives when an entity last changed, or else its repository, as RFC 3339 writes it.
    pub fn updated(&self, entity: &Entity) -> Option<String> {
        let repository = self.portal.repositories.get(entity.repository)?;
        let time = self.portal.changed(entity).unwrap_or(repository.revision.time);
        (time > Instant::default()).then(|| time.rfc3339())
    }

    /// Gives the names that may be asked for.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Tells whether a word of `is:` or `has:` holds of an entity.
    pub fn holds(&self, entity: &Entity, flag: &str) -> bool {
        match flag {
            "broken" => self.broken.contains(&entity.reference),
            "discovered" => entity.is_discovered(),
            "orphan" => !entity.relations.iter().any(|relation| relation.resolved),
            "unowned" => self.portal.is_unowned(entity),
            "description" => entity.description().is_some(),
            "docs" => entity.docs.is_some(),
            "owner" => entity.owners().next().is_some(),
            "system" => entity.relations_of("partOf").any(|relation| relation.target.kind == "system"),
            "tags" => entity.tags().next().is_some(),
            _ => false,
        }
    }
}

impl<'a> Catalog for Asked<'a> {
    type Entity = &'a EntityRef;

    fn own(&self, entity: &'a EntityRef, own: Own, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let Some(entity) = self.portal.entities.get(entity) else { return false };
        match own {
            Own::Kind => visit(Value::Text(&entity.kind)),
            Own::Name => visit(Value::Text(&entity.name)),
            Own::Namespace => visit(Value::Text(&entity.namespace)),
            Own::Title => visit(Value::Text(entity.title())),
            Own::Ref => visit(Value::Reference(&entity.reference)),
            Own::Repo => {
                self.portal.repositories.get(entity.repository).is_some_and(|repository| visit(Value::Text(&repository.name)))
            }
        }
    }

    fn document(&self, entity: &'a EntityRef, path: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let Some(entity) = self.portal.entities.get(entity) else { return false };
        if let Some(name) = path.strip_prefix("facts.") {
            return entity.facts.iter().any(|(plugin, facts)| {
                name.strip_prefix(plugin.as_str())
                    .and_then(|rest| rest.strip_prefix('.'))
                    .is_some_and(|rest| below(facts, rest, visit))
            });
        }
        match path.strip_prefix("properties.") {
            Some(name) => entity.properties.get(name).is_some_and(|value| json_values(value, visit)),
            None if path == UPDATED => self.updated(entity).is_some_and(|time| visit(Value::Text(&time))),
            None => walk(&entity.root, path, visit),
        }
    }

    fn flags(&self, entity: &'a EntityRef, name: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let Some(entity) = self.portal.entities.get(entity) else { return false };
        let Some(super::Meaning::Flags(words)) = self.vocabulary.names.get(name) else { return false };
        words.iter().any(|word| self.holds(entity, word) && visit(Value::Text(word)))
    }

    fn related(&self, entity: &'a EntityRef, relation: &str, visit: &mut dyn FnMut(Related<'_, &'a EntityRef>) -> bool) -> bool {
        let Some(entity) = self.portal.entities.get(entity) else { return false };
        if relation == OWNED_THROUGH {
            let mut teams = self.portal.teams_of(entity).into_iter();
            return teams.any(|reference| {
                visit(Related { reference, entity: self.portal.entities.contains_key(reference).then_some(reference) })
            });
        }
        entity.relations.iter().filter(|known| known.kind == relation).any(|known| {
            let entity = known.resolved.then_some(&known.target).filter(|target| self.portal.entities.contains_key(*target));
            visit(Related { reference: &known.target, entity })
        })
    }
}

/// Visits the values at `path`: any key that the path starts with leads on, whether it has dots or not.
fn walk(node: &Node, path: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    match &node.value {
        Yaml::Sequence(items) => items.iter().any(|item| walk(item, path, visit)),
        Yaml::Mapping(entries) => entries.iter().any(|(key, value)| match path.strip_prefix(key.name.as_str()) {
            Some("") => values(value, visit),
            Some(rest) => rest.strip_prefix('.').is_some_and(|rest| walk(value, rest, visit)),
            None => false,
        }),
        _ => false,
    }
}

fn values(node: &Node, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    match &node.value {
        Yaml::Null => false,
        Yaml::Bool(truth) => visit(Value::Bool(*truth)),
        Yaml::Number(number) => visit(Value::Number(number)),
        Yaml::String(text) => visit(Value::Text(text)),
        Yaml::Sequence(items) => items.iter().any(|item| values(item, visit)),
        Yaml::Mapping(entries) => !entries.is_empty() && visit(Value::Mapping),
    }
}

/// Visits the values at `path` below a mapping.
fn below<'a>(
    entries: impl IntoIterator<Item = (&'a String, &'a Json)>,
    path: &str,
    visit: &mut dyn FnMut(Value<'_>) -> bool,
) -> bool {
    entries.into_iter().any(|(key, value)| match path.strip_prefix(key.as_str()) {
        Some("") => json_values(value, visit),
        Some(rest) => rest.strip_prefix('.').is_some_and(|rest| match value {
            Json::Object(inner) => below(inner, rest, visit),
            Json::Array(items) => items.iter().filter_map(Json::as_object).any(|inner| below(inner, rest, visit)),
            _ => false,
        }),
        None => false,
    })
}

fn json_values(value: &Json, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(truth) => visit(Value::Bool(*truth)),
        Json::Number(number) => visit(Value::Number(number)),
        Json::String(text) => visit(Value::Text(text)),
        Json::Array(items) => items.iter().any(|item| json_values(item, visit)),
        Json::Object(entries) => !entries.is_empty() && visit(Value::Mapping),
    }
}
