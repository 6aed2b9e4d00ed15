//! What a place in an API description holds, by the keys that lead to it: OpenAPI 2 and 3, AsyncAPI 2 and 3.

use std::collections::BTreeSet;

use crate::base::yaml::Node;

/// Says where a description keeps what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// OpenAPI 3 and AsyncAPI: below `components`.
    Components,
    /// Swagger 2: at the root.
    Root,
    /// Some other document: nowhere.
    None,
}

const SECTIONS: [&str; 9] = [
    "components/schemas",
    "components/parameters",
    "components/responses",
    "components/requestBodies",
    "components/headers",
    "components/examples",
    "components/links",
    "components/callbacks",
    "components/messages",
];

const ROOT_SECTIONS: [&str; 3] = ["definitions", "parameters", "responses"];

/// The keys below which every key is a name and every value a schema.
const SCHEMA_MAPS: [&str; 6] = ["properties", "patternProperties", "dependentSchemas", "definitions", "$defs", "schemas"];

/// More keys below which every key is a name.
const NAME_MAPS: [&str; 10] = [
    "responses",
    "parameters",
    "headers",
    "examples",
    "links",
    "callbacks",
    "messages",
    "requestBodies",
    "securitySchemes",
    "channels",
];

/// The keys that hold one schema.
const SCHEMA_KEYS: [&str; 11] = [
    "schema",
    "items",
    "not",
    "if",
    "then",
    "else",
    "additionalProperties",
    "contains",
    "propertyNames",
    "unevaluatedProperties",
    "payload",
];

impl Dialect {
    pub(super) fn of(root: &Node) -> Self {
        let has = |key: &str| root.get(key).is_some();
        if has("openapi") || has("asyncapi") {
            Self::Components
        } else if has("swagger") {
            Self::Root
        } else {
            Self::None
        }
    }

    /// Lists the sections, each by the path of its keys.
    pub(super) fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Components => &SECTIONS,
            Self::Root => &ROOT_SECTIONS,
            Self::None => &[],
        }
    }

    /// Gives the section for what stands below the keys of `trail`, where `[]` is an item of a list; nothing for what no section keeps.
    pub(super) fn section(self, trail: &[String]) -> Option<&'static str> {
        let mut keys = trail.iter().rev().map(String::as_str);
        let (key, above) = (keys.next().unwrap_or_default(), keys.next().unwrap_or_default());
        let in_list = key == "[]";
        let name = match (above, key) {
            (above, _) if SCHEMA_MAPS.contains(&above) => "schemas",
            ("allOf" | "anyOf" | "oneOf" | "prefixItems" | "items", "[]") => "schemas",
            ("parameters", _) => "parameters",
            ("messages", _) => "messages",
            ("responses", _) if !in_list => "responses",
            ("headers", _) if !in_list => "headers",
            ("examples", _) if !in_list => "examples",
            ("links", _) if !in_list => "links",
            ("callbacks", _) if !in_list => "callbacks",
            (_, "requestBody") => "requestBodies",
            (_, "message") => "messages",
            (_, key) if SCHEMA_KEYS.contains(&key) => "schemas",
            _ => return None,
        };
        match (self, name) {
            (Self::Root, "schemas") => Some("definitions"),
            (Self::Root, _) => ROOT_SECTIONS.into_iter().find(|section| *section == name),
            (Self::Components, _) => SECTIONS.into_iter().find(|section| section.rsplit('/').next() == Some(name)),
            (Self::None, _) => None,
        }
    }
}

/// Lists the names that the root's sections use.
pub(super) fn names(root: &Node) -> BTreeSet<(&'static str, String)> {
    let sections = SECTIONS.into_iter().chain(ROOT_SECTIONS);
    let entries = sections.flat_map(|section| {
        let path: Vec<&str> = section.split('/').collect();
        let entries = root.at(&path).map(Node::entries).unwrap_or_default();
        entries.iter().map(move |(key, _)| (section, key.name.clone()))
    });
    entries.collect()
}

/// Tells whether the keys lead into an example or another value that only looks like a reference.
pub(super) fn is_data(trail: &[String]) -> bool {
    let is_map = |key: &String| SCHEMA_MAPS.contains(&key.as_str()) || NAME_MAPS.contains(&key.as_str());
    let named = |at: usize| at.checked_sub(1).and_then(|above| trail.get(above)).is_some_and(is_map);
    trail.iter().enumerate().any(|(at, key)| match key.as_str() {
        "example" | "default" | "const" | "enum" => !named(at),
        "examples" => !named(at) && trail.get(at + 1).is_some_and(|below| below == "[]"),
        "value" => at.checked_sub(2).and_then(|above| trail.get(above)).is_some_and(|above| above == "examples"),
        _ => false,
    })
}

/// Tells whether the keys lead to a value of a discriminator's `mapping`.
pub(super) fn is_mapping_of_schemas(trail: &[String]) -> bool {
    matches!(trail, [.., discriminator, mapping, _] if discriminator == "discriminator" && mapping == "mapping")
}
