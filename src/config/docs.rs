//! Reads `docs` of `vestibule.yaml`: history, age and versions of docs, and how deep sources are fetched for them.

use std::sync::Arc;

use globset::Glob;

use super::fields::Fields;
use super::{Config, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::base::yaml::{Node, Value};

/// Reads the mapping.
pub(super) fn read(source: &Arc<Source>, node: &Node, config: &mut Config, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(source, "docs", node, findings) else { return };
    fields.only(&["history", "stale_after", "versions"]);
    if let Some(node) = fields.node("history") {
        match node.value {
            Value::Bool(is_on) => config.docs.history = is_on,
            _ => {
                let place = Place::at(source, node.span);
                fields.findings.push(words::wrong_type(place, "docs.history", "`true` or `false`", node.type_name()));
            }
        }
    }
    if let Some((text, place)) = fields.text("stale_after") {
        match days(text) {
            Some(days) => config.site.stale_after = days,
            None => fields.findings.push(words::wrong_value(
                place,
                "docs.stale_after",
                text,
                "a time",
                "write days, weeks, months or years, as in `365d` or `18mo`",
            )),
        }
    }
    if let Some(patterns) = fields.texts("versions") {
        for pattern in &patterns {
            if let Err(error) = Glob::new(pattern) {
                let place = Place::at(source, node.get("versions").map_or(node.span, |versions| versions.span));
                let hint = format!("{}; it stands for names of branches and tags, as in `v*`", error.kind());
                fields.findings.push(words::wrong_value(place, "docs.versions", pattern, "a pattern", &hint));
            }
        }
        config.docs.versions = patterns;
    }
}

/// Reads how many commits of a source are fetched.
pub(super) fn depth(fields: &mut Fields<'_, '_>) -> Option<u32> {
    let node = fields.node("depth")?;
    let depth = match &node.value {
        Value::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|depth| *depth > 0),
        _ => None,
    };
    if depth.is_none() {
        let place = Place::at(fields.source, node.span);
        fields.findings.push(words::wrong_type(place, "sources.depth", "a number of commits", node.type_name()));
    }
    depth
}

/// Reads `365d`, `52w`, `12mo` or `1y`.
fn days(text: &str) -> Option<u32> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u32 = text[..digits].parse().ok()?;
    let unit = match &text[digits..] {
        "d" => 1,
        "w" => 7,
        "mo" => 30,
        "y" => 365,
        _ => return None,
    };
    number.checked_mul(unit).filter(|days| *days > 0)
}
