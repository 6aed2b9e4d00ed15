//! `pyproject.toml` (<https://packaging.python.org/en/latest/specifications/pyproject-toml/>), Poetry's tables in it, and `requirements.txt`.

use std::sync::Arc;

use toml::{Table, Value};

use super::{Draft, Ecosystem, Unit, take, take_type};
use crate::base::source::Source;
use crate::model::evidence::Certainty;

/// Packages that answer requests.
const SERVERS: [&str; 8] = ["fastapi", "flask", "django", "starlette", "aiohttp", "sanic", "tornado", "grpcio"];

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    if let Some(source) = unit.read("pyproject.toml")
        && let Ok(manifest) = source.text.parse::<Table>()
    {
        let table = |path: &[&str]| path.iter().try_fold(&manifest, |table, key| table.get(*key)?.as_table());
        let Some(project) = table(&["project"]).or_else(|| table(&["tool", "poetry"])) else { return };
        let text = |key: &str| project.get(key).and_then(Value::as_str);
        let licence = project.get("license").and_then(|licence| licence.as_str().or_else(|| licence.get("text")?.as_str()));
        take(draft, &source, text("description"), licence);
        if let Some(name) = text("name") {
            draft.provide(Ecosystem::Pypi, name);
        }
        let needs: Vec<&str> = match project.get("dependencies") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).filter_map(named).collect(),
            Some(Value::Table(list)) => list.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        if !need(draft, &needs, &source) {
            let is_tool = project.contains_key("scripts");
            let (name, word) = if is_tool { ("tool", "scripts") } else { ("library", "name") };
            take_type(draft, &source, name, word, Certainty::Likely);
        }
    }
    if let Some(source) = unit.read("requirements.txt") {
        let needs: Vec<&str> = source.text.lines().filter_map(named).collect();
        need(draft, &needs, &source);
    }
}

/// Takes the packages that are needed, and tells whether one of them makes the unit a service.
fn need(draft: &mut Draft, needs: &[&str], source: &Arc<Source>) -> bool {
    needs.iter().filter(|name| **name != "python").for_each(|name| draft.need(Ecosystem::Pypi, name, source));
    let server = needs.iter().find(|name| SERVERS.contains(&name.to_ascii_lowercase().as_str()));
    server.into_iter().for_each(|name| take_type(draft, source, "service", name, Certainty::Likely));
    server.is_some()
}

/// Gives the name at the beginning of a requirement (<https://packaging.python.org/en/latest/specifications/dependency-specifiers/>).
fn named(requirement: &str) -> Option<&str> {
    let requirement = requirement.trim();
    let end =
        requirement.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.')).unwrap_or(requirement.len());
    Some(&requirement[..end]).filter(|name| name.starts_with(|c: char| c.is_ascii_alphanumeric()))
}
