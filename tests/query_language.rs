//! The filter language passes `tests/query/cases.json`, as the browser's does: an expression -> the references that it means, or its mistakes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use vestibule::base::instant::Instant;
use vestibule::model::entity_ref::EntityRef;
use vestibule::model::query::{Catalog, Own, Related, Value, Vocabulary, parse};

/// The moment that the cases speak of: 2026-05-14T09:40:00Z.
const NOW: Instant = Instant(1_778_751_600);

/// Holds entities as `api/query.json` does.
struct Entities(BTreeMap<EntityRef, (Json, Vec<(String, EntityRef)>)>);

impl Entities {
    fn read(entities: &Json) -> Self {
        let reference = |text: &Json| text.as_str().unwrap().parse::<EntityRef>().unwrap();
        let one = |entity: &Json| {
            let relations = entity["relations"].as_object().unwrap().iter();
            let relations = relations.flat_map(|(kind, targets)| {
                targets.as_array().unwrap().iter().map(|target| (kind.clone(), reference(target))).collect::<Vec<_>>()
            });
            (reference(&entity["ref"]), (entity.clone(), relations.collect()))
        };
        Self(entities.as_array().unwrap().iter().map(one).collect())
    }
}

fn values(json: &Json, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    match json {
        Json::Null => false,
        Json::Bool(truth) => visit(Value::Bool(*truth)),
        Json::Number(number) => visit(Value::Number(number)),
        Json::String(text) => visit(Value::Text(text)),
        Json::Array(items) => items.iter().any(|item| values(item, visit)),
        Json::Object(entries) => !entries.is_empty() && visit(Value::Mapping),
    }
}

fn walk(json: &Json, path: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    match json {
        Json::Array(items) => items.iter().any(|item| walk(item, path, visit)),
        Json::Object(entries) => entries.iter().any(|(key, value)| match path.strip_prefix(key.as_str()) {
            Some("") => values(value, visit),
            Some(rest) => rest.strip_prefix('.').is_some_and(|rest| walk(value, rest, visit)),
            None => false,
        }),
        _ => false,
    }
}

impl<'a> Catalog for &'a Entities {
    type Entity = &'a EntityRef;

    fn own(&self, entity: &'a EntityRef, own: Own, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let json = &self.0[entity].0;
        match own {
            Own::Ref => visit(Value::Reference(entity)),
            _ => values(&json[serde_json::to_value(own).unwrap().as_str().unwrap()], visit),
        }
    }

    fn document(&self, entity: &'a EntityRef, path: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        walk(&self.0[entity].0, path, visit)
    }

    fn flags(&self, entity: &'a EntityRef, name: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        values(&self.0[entity].0[name], visit)
    }

    fn related(&self, entity: &'a EntityRef, relation: &str, visit: &mut dyn FnMut(Related<'_, &'a EntityRef>) -> bool) -> bool {
        let entities: &'a Entities = self;
        let relations = entities.0[entity].1.iter().filter(|(kind, _)| kind == relation);
        let mut ends = relations.map(|(_, reference)| Related {
            reference,
            entity: entities.0.get_key_value(reference).map(|(reference, _)| reference),
        });
        ends.any(visit)
    }
}

/// Answers one expression as the cases write it.
fn answer(text: &str, vocabulary: &Vocabulary, entities: &Entities) -> Json {
    match parse(text, vocabulary) {
        Ok(query) => {
            let found = entities.0.keys().filter(|entity| query.matches(&entities, entity, NOW));
            json!({ "query": text, "refs": found.map(ToString::to_string).collect::<Vec<_>>() })
        }
        Err(mistakes) => {
            let mistakes = mistakes.iter().map(|mistake| {
                json!({ "column": mistake.column, "end": mistake.end, "message": mistake.message, "hint": mistake.hint })
            });
            json!({ "query": text, "mistakes": mistakes.collect::<Vec<_>>() })
        }
    }
}

#[test]
fn every_case_holds() {
    let path = "tests/query/cases.json";
    let mut file: Json = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let vocabulary: Vocabulary = serde_json::from_value(file["names"].clone()).unwrap();
    let entities = Entities::read(&file["entities"]);
    let expected = file["cases"].as_array().unwrap().clone();
    let actual: Vec<Json> = expected.iter().map(|case| answer(case["query"].as_str().unwrap(), &vocabulary, &entities)).collect();
    if std::env::var_os("UPDATE_CASES").is_some() {
        file["cases"] = Json::Array(actual);
        fs::write(path, lines(&file)).unwrap();
        return;
    }
    let wrong: Vec<String> = expected
        .iter()
        .zip(&actual)
        .filter(|(expected, actual)| expected != actual)
        .map(|(expected, actual)| format!("expected {expected}\n     got {actual}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(actual.len() >= 120);
}

/// Writes the file with a line for every name, entity and case.
fn lines(file: &Json) -> String {
    let list = |items: Vec<String>| items.join(",\n    ");
    let of = |key: &str| list(file[key].as_array().unwrap().iter().map(Json::to_string).collect());
    let names = file["names"].as_object().unwrap().iter().map(|(name, meaning)| format!("{}: {meaning}", json!(name)));
    format!(
        "{{\n  \"now\": {},\n  \"names\": {{\n    {}\n  }},\n  \"entities\": [\n    {}\n  ],\n  \"cases\": [\n    {}\n  ]\n}}\n",
        file["now"],
        list(names.collect()),
        of("entities"),
        of("cases")
    )
}

/// Pieces of expressions, so that random texts get somewhere.
const PIECES: &[&str] = &[
    "kind",
    ":",
    "*",
    ",",
    "(",
    ")",
    "-",
    "not ",
    " or ",
    " and ",
    "\"",
    "\\",
    ">",
    ">=",
    "<",
    "=",
    ".",
    " ",
    "owner",
    "dependsOn.",
    "label.",
    "is:",
    "orphan",
    "-90d",
    "2026-01-01",
    "1e3",
    "ü",
    "🙂",
    "T10:00",
    "pay",
    "spec.",
    "\u{85}",
    "\0",
];

proptest! {
    #[test]
    fn no_text_stops_the_parser(pieces in prop::collection::vec(prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ], 0..80)) {
        let text = pieces.concat();
        match parse(&text, &Vocabulary::of(&vestibule::config::model::preset())) {
            Ok(query) => {
                let entities = Entities::read(&json!([{ "ref": "component:default/pay", "name": "pay", "relations": {} }]));
                for entity in entities.0.keys() {
                    query.matches(&&entities, entity, NOW);
                }
            }
            Err(mistakes) => {
                prop_assert!(!mistakes.is_empty());
                for mistake in mistakes {
                    prop_assert!(1 <= mistake.column && mistake.column < mistake.end);
                    prop_assert!(mistake.end <= text.chars().count() + 2);
                    prop_assert!(!mistake.message.is_empty() && !mistake.hint.is_empty());
                }
            }
        }
    }
}
