//! Samples: a schema -> a value that it allows, from its examples where it has some, else made up. Small, and the same every time.

use serde_json::{Map, Value as Json, json};

use super::documents::{At, scalar};
use crate::base::yaml::{Node, Value};

/// The most schemas inside each other, and the most values.
const MOST_DEPTH: usize = 6;
const MOST_VALUES: usize = 120;
/// The most fields of an object that are shown.
const MOST_FIELDS: usize = 40;
/// The longest sample, in bytes.
const LONGEST: usize = 6_000;

/// Says who sends the value: what is read only is in no request, what is write only in no answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Answer,
    Any,
}

struct Maker {
    side: Side,
    values: usize,
    open: Vec<usize>,
}

/// Makes a value.
pub(super) fn of(at: At<'_>, side: Side) -> Json {
    Maker { side, values: 0, open: Vec::new() }.value("", at, 0).unwrap_or(Json::Null)
}

/// Writes a value as people read it; nothing for one that is too long to help.
pub(super) fn pretty(value: &Json) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    if text.len() > LONGEST || value.is_null() { String::new() } else { text }
}

/// Writes what an example of the definition says: JSON for values, text as it is.
pub(super) fn given(node: &Node) -> String {
    let text = match &node.value {
        Value::String(text) => text.clone(),
        _ => serde_json::to_string_pretty(&node.to_json()).unwrap_or_default(),
    };
    let end = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= 2 * LONGEST).last().unwrap_or(0);
    if end < text.len() { format!("{}\n…", &text[..end]) } else { text }
}

impl Maker {
    fn value(&mut self, name: &str, at: At<'_>, depth: usize) -> Option<Json> {
        let at = at.resolved()?;
        if depth > MOST_DEPTH || self.values > MOST_VALUES || self.open.contains(&at.id()) {
            return None;
        }
        self.values += 1;
        self.open.push(at.id());
        let value = self.made(name, at, depth);
        self.open.pop();
        value
    }

    fn made(&mut self, name: &str, at: At<'_>, depth: usize) -> Option<Json> {
        let first = |key: &str| at.node.get(key).and_then(|node| node.items().first());
        let own = at.node.get("example").or_else(|| first("examples")).or_else(|| at.node.get("default"));
        if let Some(own) = own.or_else(|| at.node.get("const")).or_else(|| first("enum"))
            && own.value != Value::Null
        {
            return Some(own.to_json());
        }
        if let (true, Some(inner)) = (at.node.get("schemaFormat").is_some(), at.get("schema")) {
            return self.value(name, inner, depth + 1);
        }
        let mut object = Map::new();
        let mut is_object = false;
        for part in at.items("allOf") {
            match self.value(name, part, depth) {
                Some(Json::Object(fields)) => {
                    is_object = true;
                    object.extend(fields);
                }
                Some(other) if !is_object && at.node.get("properties").is_none() => return Some(other),
                _ => {}
            }
        }
        let is_null = |part: &At<'_>| part.text("type") == "null";
        let choice = at.items("oneOf").chain(at.items("anyOf")).find(|part| !is_null(part));
        if let Some(choice) = choice {
            match self.value(name, choice, depth) {
                Some(Json::Object(fields)) => {
                    is_object = true;
                    object.extend(fields);
                }
                Some(other) if !is_object => return Some(other),
                _ => {}
            }
        }
        let kind = match at.node.get("type") {
            Some(node) if !node.items().is_empty() => {
                node.items().iter().map(scalar).find(|name| name != "null").unwrap_or_default()
            }
            _ => at.text("type"),
        };
        let has = |key: &str| at.node.get(key).is_some();
        match kind.as_str() {
            "object" => {}
            "" if is_object || has("properties") || has("additionalProperties") => {}
            "" if has("items") => return Some(self.array(name, at, depth)),
            "" => return None,
            "array" => return Some(self.array(name, at, depth)),
            "integer" => return Some(number(at, true)),
            "number" => return Some(number(at, false)),
            "boolean" => return Some(json!(true)),
            "null" => return Some(Json::Null),
            "file" => return Some(json!("@file")),
            _ => return Some(json!(text(name, at))),
        }
        for (key, property) in at.entries("properties").take(MOST_FIELDS) {
            let meant = property.resolved().unwrap_or(property);
            let is = |flag: &str| property.is(flag) || meant.is(flag);
            let is_hidden = (self.side == Side::Request && is("readOnly")) || (self.side == Side::Answer && is("writeOnly"));
            if is_hidden || is("deprecated") {
                continue;
            }
            if let Some(value) = self.value(&key.name, property, depth + 1) {
                object.insert(key.name.clone(), value);
            }
        }
        if object.is_empty()
            && let Some(rest) = at.get("additionalProperties").filter(|rest| rest.node.is_mapping())
            && let Some(value) = self.value(name, rest, depth + 1)
        {
            object.insert("key".to_owned(), value);
        }
        Some(Json::Object(object))
    }

    fn array(&mut self, name: &str, at: At<'_>, depth: usize) -> Json {
        let tuple: Vec<Json> = at.items("prefixItems").filter_map(|item| self.value(name, item, depth + 1)).collect();
        if !tuple.is_empty() {
            return Json::Array(tuple);
        }
        let items = at.get("items");
        items.and_then(|items| self.value(name, items, depth + 1)).into_iter().collect()
    }
}

fn number(at: At<'_>, is_whole: bool) -> Json {
    let least =
        at.node.get("minimum").or_else(|| at.node.get("exclusiveMinimum").filter(|node| matches!(node.value, Value::Number(_))));
    match least.map(Node::to_json) {
        Some(least) => least,
        None if is_whole => json!(1),
        None => json!(1.5),
    }
}

fn text(name: &str, at: At<'_>) -> String {
    let text = match at.text("format").as_str() {
        "date-time" => "2026-05-14T09:40:00Z",
        "date" => "2026-05-14",
        "time" => "09:40:00Z",
        "duration" => "PT15M",
        "uuid" => "7f3c1a52-9d0e-4b8a-8c61-2f5e9a1d4b70",
        "email" | "idn-email" => "name@example.com",
        "uri" | "url" | "iri" => "https://example.com/",
        "uri-reference" => "/example",
        "hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" => "ZXhhbXBsZQ==",
        "binary" => "@file",
        "password" => "********",
        _ => match name {
            "" => "text",
            name => return name.to_lowercase().replace(['_', ' '], "-"),
        },
    };
    text.to_owned()
}
