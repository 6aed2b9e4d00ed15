//! Reads typed fields out of YAML mappings and remembers which were asked for, so that the others can be reported. Knows no key itself.

use std::sync::Arc;

use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::base::yaml::{Node, Value};

/// Reads one mapping; what is wrong with it collects in `findings`.
pub(super) struct Fields<'a, 'f> {
    pub(super) source: &'a Arc<Source>,
    pub(super) within: &'a str,
    pub(super) node: &'a Node,
    pub(super) findings: &'f mut Vec<Diagnostic>,
}

impl<'a, 'f> Fields<'a, 'f> {
    /// Takes `node` as the mapping called `within`; `None`, with a finding, when it is something else.
    pub(super) fn of(
        source: &'a Arc<Source>,
        within: &'a str,
        node: &'a Node,
        findings: &'f mut Vec<Diagnostic>,
    ) -> Option<Self> {
        if !node.is_mapping() {
            let name = if within.is_empty() { "vestibule.yaml" } else { within };
            findings.push(words::wrong_type(Place::at(source, node.span), name, "a mapping", named(node)));
            return None;
        }
        Some(Self { source, within, node, findings })
    }

    /// Reports every key that is not in `known`.
    pub(super) fn only(&mut self, known: &[&str]) {
        for (key, _) in self.node.entries().iter().filter(|(key, _)| !known.contains(&key.name.as_str())) {
            self.findings.push(words::unknown_key(Place::at(self.source, key.span), self.within, &key.name, known));
        }
    }

    /// Gives the value under `key`; a key without a value counts as absent.
    pub(super) fn node(&self, key: &str) -> Option<&'a Node> {
        self.node.get(key).filter(|node| node.value != Value::Null)
    }

    /// Gives the text under `key`.
    pub(super) fn text(&mut self, key: &str) -> Option<(&'a str, Place)> {
        let node = self.node(key)?;
        let place = Place::at(self.source, node.span);
        if let Some(text) = node.as_str() {
            return Some((text, place));
        }
        self.findings.push(words::wrong_type(place, &self.path(key), "a text", named(node)));
        None
    }

    /// Gives the texts under `key`: a list, or a single text.
    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let node = self.node(key)?;
        let items = if node.as_str().is_some() { std::slice::from_ref(node) } else { node.items() };
        if items.is_empty() || items.iter().any(|item| item.as_str().is_none()) {
            self.findings.push(words::wrong_type(
                Place::at(self.source, node.span),
                &self.path(key),
                "a list of texts",
                named(node),
            ));
            return None;
        }
        Some(items.iter().filter_map(Node::as_str).map(str::to_owned).collect())
    }

    /// Names `key` from the file's root.
    pub(super) fn path(&self, key: &str) -> String {
        if self.within.is_empty() { key.to_owned() } else { format!("{}.{key}", self.within) }
    }
}

/// Says what a value is, in the words of people.
pub(super) fn named(node: &Node) -> &'static str {
    match node.value {
        Value::Null => "empty",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
    }
}
