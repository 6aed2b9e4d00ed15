//! Query: what the filter bar of the lists asks, as one file that is loaded on first use: the names, and of every entity what they may ask for.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::base::site_path::SitePath;
use crate::base::yaml::{Node, Value as Yaml};
use crate::model::entity::Entity;
use crate::model::output::Output;
use crate::model::query::{Asked, Meaning, OWNED_THROUGH, UPDATED};
use crate::render::catalog;
use crate::render::layout::Press;
use crate::render::links::Owner;

/// The most characters of a text that is worth carrying; nobody asks for a whole API definition.
const TEXT: usize = 300;

/// Gives where the file stands.
pub(super) fn path() -> SitePath {
    SitePath::file(["api", "query.json"])
}

/// Writes the file.
pub(super) fn file(press: &Press<'_>) {
    let asked = Asked::new(press.portal());
    let entities: Vec<Value> = press.portal().entities.par_iter().map(|(_, entity)| facts(press, &asked, entity)).collect();
    let value = json!({ "now": press.judged.now.rfc3339(), "names": asked.vocabulary(), "entities": entities });
    (press.sink)(Output::text(path(), format!("{value}\n")));
}

fn facts(press: &Press<'_>, asked: &Asked<'_>, entity: &Entity) -> Value {
    let part = |name: &str| entity.root.get(name).and_then(short).unwrap_or_else(|| json!({}));
    let mut relations = Map::new();
    for relation in &entity.relations {
        let targets = relations.entry(relation.kind.clone()).or_insert_with(|| json!([]));
        if let Value::Array(targets) = targets {
            targets.push(json!(relation.target));
        }
    }
    relations.insert(OWNED_THROUGH.to_owned(), press.portal().teams_of(entity).into_iter().map(|team| json!(team)).collect());
    let mut facts = json!({
        UPDATED: asked.updated(entity),
        "ref": entity.reference,
        "kind": entity.kind,
        "namespace": entity.namespace,
        "name": entity.name,
        "title": entity.title(),
        "repo": press.portal().repositories.get(entity.repository).map(|repository| &*repository.name),
        "metadata": part("metadata"),
        "spec": part("spec"),
        "relations": relations,
        "properties": entity.properties,
    });
    if let (Some(api), Some(facts)) = (&entity.api, facts.as_object_mut()) {
        facts.insert("note".to_owned(), json!(catalog::note(press.strings, api)));
    }
    if let ("group" | "user", Some(facts)) = (entity.reference.kind.as_str(), facts.as_object_mut()) {
        let Owner { abbr, hue, .. } = press.owner(&SitePath::home(), &entity.reference);
        facts.insert("look".to_owned(), json!({ "abbr": abbr, "hue": hue }));
    }
    if let (false, Some(facts)) = (entity.facts.is_empty(), facts.as_object_mut()) {
        facts.insert("facts".to_owned(), json!(entity.facts));
    }
    for (name, meaning) in &asked.vocabulary().names {
        if let (Meaning::Flags(words), Some(facts)) = (meaning, facts.as_object_mut()) {
            let holding: Vec<&String> = words.iter().filter(|word| asked.holds(entity, word)).collect();
            facts.insert(name.clone(), json!(holding));
        }
    }
    facts
}

/// Gives a value as JSON without its long texts.
fn short(node: &Node) -> Option<Value> {
    match &node.value {
        Yaml::Null => None,
        Yaml::String(text) if text.chars().nth(TEXT).is_some() => None,
        Yaml::Sequence(items) => Some(Value::Array(items.iter().filter_map(short).collect())),
        Yaml::Mapping(entries) => {
            Some(Value::Object(entries.iter().filter_map(|(key, value)| Some((key.name.clone(), short(value)?))).collect()))
        }
        _ => Some(node.to_json()),
    }
}
