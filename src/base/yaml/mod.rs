//! YAML with the place of every key and value: text -> `Document`s of `Node`s and the diagnostics found on the way. Knows no schema.
//!
//! The dialect is the one that Backstage's catalog reads (YAML 1.2 core schema, `yaml` 2 for JavaScript): `yes`, dates and `1_000` are
//! strings, `<<` is an ordinary key, duplicate keys are errors, an unknown tag is a warning. Scanning is `saphyr-parser`'s; composing
//! is done here, because only here are keys, aliases and limits known together with their places.

mod load;
mod scalar;
mod words;
mod write;

pub use load::{LIMITS, Limits, documents};
pub use write::write;

use super::diagnostic::Diagnostic;
use super::source::Span;

/// Holds one document of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The document's number in its file, from zero; empty documents count.
    pub index: usize,
    /// The document's text, from its marker on.
    pub span: Span,
    /// The content; `None` when there is none (empty, only comments, `null`) or when it could not be read, which `findings` then tells.
    pub root: Option<Node>,
    /// What is wrong with it as YAML.
    pub findings: Vec<Diagnostic>,
}

/// Holds a value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value's own text.
    pub span: Span,
    /// What it says.
    pub value: Value,
}

/// Says what was written, after the core schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer or a float.
    Number(serde_json::Number),
    /// Anything else that is a scalar.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order in which it was written.
    Mapping(Vec<(Key, Node)>),
}

/// Holds a mapping's key and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key's own text.
    pub span: Span,
    /// The key; numbers, booleans and nothing are written out, as JSON would.
    pub name: String,
}

impl Node {
    /// Gives the value under `name`, if this is a mapping that has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entries().iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
    }

    /// Gives the key and the value under `name`, if this is a mapping that has it.
    pub fn entry(&self, name: &str) -> Option<&(Key, Node)> {
        self.entries().iter().find(|(key, _)| key.name == name)
    }

    /// Walks down mappings by `path`.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.get(name))
    }

    /// Lists the entries of a mapping; nothing for other values.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// Lists the items of a sequence; nothing for other values.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// Gives the text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Tells whether this is a mapping.
    pub fn is_mapping(&self) -> bool {
        matches!(self.value, Value::Mapping(_))
    }

    /// Names the type as JSON Schema does: `null`, `boolean`, `number`, `string`, `array`, `object`.
    pub fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Sequence(_) => "array",
            Value::Mapping(_) => "object",
        }
    }

    /// Gives the same value as JSON, keys in their order.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(truth) => Json::Bool(*truth),
            Value::Number(number) => Json::Number(number.clone()),
            Value::String(text) => Json::String(text.clone()),
            Value::Sequence(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Mapping(entries) => {
                Json::Object(entries.iter().map(|(key, value)| (key.name.clone(), value.to_json())).collect())
            }
        }
    }
}
