//! `pyproject.toml` (<https://packaging.python.org/en/latest/specifications/pyproject-toml/>), Poetry's tables in it, and `requirements.txt`.

use toml::{Table, Value};

use super::{Draft, Unit, take, take_type};
use crate::model::evidence::Certainty;

/// Packages that answer requests.
const SERVERS: [&str; 8] = ["fastapi", "flask", "django", "starlette", "aiohttp", "sanic", "tornado", "grpcio"];

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    if let Some(source) = unit.read("pyproject.toml")
        && let Ok(manifest) = source.text.parse::<Table>()
    {
        let table = |path: &[&str]| path.iter().try_fold(&manifest, |table, key| table.get(*key)?.as_table());
        let Some(project) = table(&["project"]).or_else(|| table(&["tool", "poetry"])) else { return };
        let licence = project.get("license").and_then(|licence| licence.as_str().or_else(|| licence.get("text")?.as_str()));
        take(draft, &source, project.get("description").and_then(Value::as_str), licence);
        if let Some(server) = server(&source.text) {
            take_type(draft, &source, "service", server, Certainty::Likely);
        } else if project.contains_key("scripts") {
            take_type(draft, &source, "tool", "scripts", Certainty::Likely);
        } else {
            take_type(draft, &source, "library", "name", Certainty::Likely);
        }
    }
    if let Some(source) = unit.read("requirements.txt")
        && let Some(server) = server(&source.text)
    {
        take_type(draft, &source, "service", server, Certainty::Likely);
    }
}

/// Finds a server among requirements, as a whole word at the beginning of one.
fn server(text: &str) -> Option<&'static str> {
    let starts = |line: &str, name: &str| {
        let line = line.trim_start_matches(['"', '\'', ' ', '\t']);
        let head = line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        head && !line[name.len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    SERVERS.into_iter().find(|name| text.lines().any(|line| starts(line, name)))
}
