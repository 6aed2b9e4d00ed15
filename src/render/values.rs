//! Values: what a kind's model asks lists and pages to show -> chips and text.

use serde::Serialize;
use serde_json::Value as Json;

use crate::base::site_path::SitePath;
use crate::base::url_policy;
use crate::base::yaml::Node;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::kind::{Shown, ShownValue};
use crate::render::layout::Press;
use crate::render::links::Chip;

/// Names that the lists use for themselves.
const TAKEN: [&str; 8] = ["name", "owner", "system", "lifecycle", "type", "tags", "q", "sort"];

/// Shows one value: other entities, or text that may be a link.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Value {
    pub(super) chips: Vec<Chip>,
    pub(super) text: String,
    pub(super) href: Option<String>,
    /// The badge that the text is, by the theme's name for its tone.
    pub(super) tone: Option<&'static str>,
    /// As filters compare it: one value a line.
    pub(super) lines: String,
}

impl Press<'_> {
    /// Gives what to show of `entity`.
    pub(super) fn value(&self, from: &SitePath, entity: &Entity, shown: &Shown) -> Value {
        match &shown.value {
            ShownValue::Relation(kind, kinds) => {
                let wanted =
                    entity.relations_of(kind).filter(|relation| kinds.is_empty() || kinds.contains(&relation.target.kind));
                let chips = self.chips(from, wanted);
                let lines = chips.iter().map(|chip| chip.title.as_str()).collect::<Vec<_>>().join("\n");
                Value { chips, lines, ..Value::default() }
            }
            ShownValue::Field(path) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                let value = entity.root.at(&path).map(Node::to_json);
                let value = value.map_or_else(Value::default, |value| self.json(from, &value));
                Value { tone: shown.colors.get(&value.text).map(|color| tone(color)), ..value }
            }
            ShownValue::Fact(plugin, name) => {
                let value = entity.facts.get(plugin).and_then(|facts| facts.get(name));
                value.map_or_else(Value::default, |value| self.json(from, value))
            }
            ShownValue::Property(name) => entity.properties.get(name).map_or_else(Value::default, |value| self.json(from, value)),
        }
    }

    /// Shows a value that is JSON.
    pub(super) fn json(&self, from: &SitePath, value: &Json) -> Value {
        let items = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        let chips: Vec<Chip> = items.iter().filter_map(|item| self.known(from, item)).collect();
        let lines = items.iter().map(plain).collect::<Vec<_>>().join("\n");
        if chips.len() == items.len() && !chips.is_empty() {
            return Value { lines, chips, ..Value::default() };
        }
        let text = items.iter().map(|item| self.said(item)).collect::<Vec<_>>().join(", ");
        let href = value.as_str().filter(|text| matches!(url_policy::sort(text), url_policy::Target::External(_)));
        Value { text, href: href.map(str::to_owned), lines, ..Value::default() }
    }

    fn said(&self, value: &Json) -> String {
        match value {
            Json::Bool(truth) => self.strings.text(if *truth { "yes" } else { "no" }).to_owned(),
            other => plain(other),
        }
    }

    /// Shows a text that names an entity of the catalog in full.
    fn known(&self, from: &SitePath, value: &Json) -> Option<Chip> {
        let text = value.as_str().filter(|text| text.contains(':') && text.contains('/'))?;
        let reference: EntityRef = text.parse().ok()?;
        self.portal().entities.contains_key(&reference).then(|| self.chip(from, &reference))
    }
}

/// Gives the name under which scripts and addresses know a column.
pub(super) fn key(shown: &Shown) -> String {
    let name = match &shown.value {
        ShownValue::Field(path) => path.last().map_or("", String::as_str),
        ShownValue::Relation(kind, _) => kind,
        ShownValue::Property(name) => name,
        ShownValue::Fact(plugin, name) => &format!("{plugin}{name}"),
    };
    let key: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    if TAKEN.contains(&key.as_str()) || key.is_empty() { format!("own{key}") } else { key }
}

/// Gives the tone that comes nearest to a colour.
fn tone(color: &str) -> &'static str {
    match color {
        "red" | "pink" => "bad",
        "orange" | "yellow" => "warn",
        "green" | "turquoise" => "ok",
        "blue" => "info",
        "gray" => "mute",
        _ => "note",
    }
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.replace('\n', " "),
        Json::Null => String::new(),
        Json::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    }
}
