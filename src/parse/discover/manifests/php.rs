//! `composer.json` (<https://getcomposer.org/doc/04-schema.md>).

use serde_json::Value as Json;

use super::{Draft, Ecosystem, Unit, take, take_type};
use crate::model::evidence::Certainty;

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let Some(source) = unit.read("composer.json") else { return };
    let Ok(package) = serde_json::from_str::<Json>(&source.text) else { return };
    let text = |key: &str| package.get(key).and_then(Json::as_str);
    take(draft, &source, text("description"), text("license"));
    if let Some(name) = text("name") {
        draft.provide(Ecosystem::Composer, name);
    }
    for (name, _) in package.get("require").and_then(Json::as_object).into_iter().flatten().filter(|(name, _)| name.contains('/'))
    {
        draft.need(Ecosystem::Composer, name, &source);
    }
    let servers = ["laravel/framework", "symfony/framework-bundle", "slim/slim"];
    let depends = |name: &&&str| package.get("require").and_then(|list| list.get(**name)).is_some();
    match (servers.iter().find(depends), text("type")) {
        (Some(server), _) => take_type(draft, &source, "service", server, Certainty::Likely),
        (None, Some("library") | None) => take_type(draft, &source, "library", "\"name\"", Certainty::Guessed),
        _ => {}
    }
}
