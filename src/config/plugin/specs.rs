//! `plugins` of `vestibule.yaml` -> which plugins are asked for, and which files of the portal they read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::PluginSpec;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::base::yaml::Node;
use crate::config::fields::named;
use crate::config::words;

/// Reads the list: names, paths, patterns, or one of these with the files by the names of their collections.
pub(in crate::config) fn specs(source: &Arc<Source>, node: &Node, findings: &mut Vec<Diagnostic>) -> Vec<PluginSpec> {
    let items = if node.as_str().is_some() { std::slice::from_ref(node) } else { node.items() };
    let wrong = |node: &Node| {
        let expected = "a list of names, paths or mappings as `{tech-radar: {entries: radar.yaml}}`";
        words::wrong_type(Place::at(source, node.span), "plugins", expected, named(node))
    };
    if items.is_empty() {
        findings.push(wrong(node));
    }
    let mut specs = Vec::new();
    for item in items {
        let (name, own) = match (item.as_str(), item.entries()) {
            (Some(name), _) => (Some((name, item.span)), BTreeMap::new()),
            (None, [(key, files)]) => {
                let own = files.entries().iter().filter_map(|(name, path)| {
                    Some((name.name.clone(), (path.as_str()?.to_owned(), Place::at(source, path.span))))
                });
                (Some((key.name.as_str(), key.span)).filter(|_| files.is_mapping()), own.collect())
            }
            _ => (None, BTreeMap::new()),
        };
        match name {
            Some((name, span)) => {
                specs.push(PluginSpec { pattern: name.to_owned(), place: Place::at(source, span), own });
            }
            None => findings.push(wrong(item)),
        }
    }
    specs
}
