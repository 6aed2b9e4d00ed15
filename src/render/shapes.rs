//! Shapes: what templates are given, as it is told to those who write them: names and the types of their values. Taken from the views of real pages;
//! `context.json` holds them, and a test compares.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

/// Mappings whose keys are names that a portal chooses.
const CHOSEN: [&str; 7] = ["assets", "counts", "facts", "files", "pages", "records", "tabs"];
/// How deep a shape is told; navigations have the depth of their docs.
const DEPTH: usize = 7;

static TOLD: LazyLock<Json> = LazyLock::new(|| serde_json::from_str(include_str!("context.json")).unwrap_or_default());

/// Gives what every template is given, by its name.
pub fn told() -> &'static Json {
    &TOLD
}

/// Lists the names that a template is given; nothing for one that is not known.
pub(super) fn names(template: &str) -> Option<Vec<&'static str>> {
    let names = TOLD.get(template)?.as_object()?.keys().map(String::as_str);
    Some(names.chain(["page"]).collect())
}

/// Collects the shapes of what templates are given.
#[derive(Default)]
pub(super) struct Shapes(Mutex<BTreeMap<String, Json>>);

impl Shapes {
    /// Takes a view of a template into account.
    pub(super) fn see(&self, template: &str, view: &impl Serialize) {
        let seen = shape("", &serde_json::to_value(view).unwrap_or_default(), 0);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.entry(template.to_owned()).or_insert(Json::Null);
        *known = merged(known.take(), seen);
    }

    /// Gives all that were seen, keys in their order.
    pub(super) fn all(self) -> Json {
        let all = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        json!(all.into_iter().map(|(name, shape)| (name, sorted(shape))).collect::<BTreeMap<_, _>>())
    }
}

fn shape(name: &str, value: &Json, depth: usize) -> Json {
    match value {
        Json::Null => Json::Null,
        Json::Bool(_) => json!("truth"),
        Json::Number(_) => json!("number"),
        Json::String(_) => json!("text"),
        _ if depth == DEPTH => json!("…"),
        Json::Array(items) => {
            let inner = items.iter().map(|item| shape("", item, depth + 1)).fold(Json::Null, merged);
            if inner.is_null() { json!([]) } else { json!([inner]) }
        }
        Json::Object(fields) if CHOSEN.contains(&name) => {
            let inner = fields.values().map(|value| if name == "records" { records(value) } else { shape("", value, depth + 1) });
            let inner = inner.fold(Json::Null, merged);
            if inner.is_null() { json!({}) } else { json!({ "<name>": inner }) }
        }
        Json::Object(fields) => {
            Json::Object(fields.iter().map(|(name, value)| (name.clone(), shape(name, value, depth + 1))).collect::<Map<_, _>>())
        }
    }
}

/// Tells of records what all have, whatever the plugin.
fn records(value: &Json) -> Json {
    let of = |record: &Json| {
        let own = ["at", "entities", "owners"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), shape(name, record.get(name)?, 3))));
        Json::Object(own.chain([("<field>".to_owned(), json!("what the collection says"))]).collect())
    };
    let inner = value.as_array().into_iter().flatten().map(of).fold(Json::Null, merged);
    if inner.is_null() { json!([]) } else { json!([inner]) }
}

fn merged(one: Json, other: Json) -> Json {
    match (one, other) {
        (Json::Object(mut one), Json::Object(other)) => {
            for (name, value) in other {
                let known = one.entry(name).or_insert(Json::Null);
                *known = merged(known.take(), value);
            }
            Json::Object(one)
        }
        (Json::Array(one), Json::Array(other)) => {
            let inner = one.into_iter().chain(other).fold(Json::Null, merged);
            if inner.is_null() { json!([]) } else { json!([inner]) }
        }
        (Json::Null, other) | (other, Json::Null) => other,
        (Json::String(one), Json::String(other)) if one != other => {
            let mut all: Vec<&str> = one.split(" or ").chain(other.split(" or ")).collect();
            all.sort_unstable();
            all.dedup();
            json!(all.join(" or "))
        }
        (one, _) => one,
    }
}

fn sorted(value: Json) -> Json {
    match value {
        Json::Object(fields) => {
            let fields: BTreeMap<String, Json> = fields.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            json!(fields)
        }
        Json::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}
