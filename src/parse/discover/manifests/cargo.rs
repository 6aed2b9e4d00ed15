//! `Cargo.toml` (<https://doc.rust-lang.org/cargo/reference/manifest.html>).

use toml::{Table, Value};

use super::{Draft, Ecosystem, Unit, take, take_type};
use crate::model::evidence::Certainty;

/// Crates that answer requests.
const SERVERS: [&str; 8] = ["axum", "actix-web", "rocket", "warp", "tonic", "poem", "salvo", "tide"];

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let Some(source) = unit.read("Cargo.toml") else { return };
    let Ok(manifest) = source.text.parse::<Table>() else { return };
    let Some(package) = manifest.get("package").and_then(Value::as_table) else { return };
    let text = |key: &str| package.get(key).and_then(Value::as_str);
    take(draft, &source, text("description"), text("license"));
    if let Some(name) = text("name") {
        draft.provide(Ecosystem::Cargo, name);
    }
    for (name, needed) in
        ["dependencies", "build-dependencies"].iter().filter_map(|list| manifest.get(*list)?.as_table()).flatten()
    {
        draft.need(Ecosystem::Cargo, needed.get("package").and_then(Value::as_str).unwrap_or(name), &source);
    }
    let depends = |name: &&&str| manifest.get("dependencies").and_then(|list| list.get(**name)).is_some();
    let has = |path: &str| unit.folder.join(path).is_some_and(|path| unit.repository.file(&path).is_some());
    if has("src/main.rs") || manifest.contains_key("bin") {
        match SERVERS.iter().find(depends) {
            Some(server) => take_type(draft, &source, "service", server, Certainty::Likely),
            None => take_type(draft, &source, "tool", "[package]", Certainty::Guessed),
        }
    } else if has("src/lib.rs") || manifest.contains_key("lib") {
        take_type(draft, &source, "library", "[package]", Certainty::Certain);
    }
}
