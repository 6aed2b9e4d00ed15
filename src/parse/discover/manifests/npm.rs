//! `package.json` (<https://docs.npmjs.com/cli/configuring-npm/package-json>).

use serde_json::Value as Json;

use super::{Draft, Ecosystem, Unit, take, take_type};
use crate::model::evidence::Certainty;

/// Packages that draw pages in a browser.
const FRONTENDS: [&str; 10] =
    ["react-dom", "vue", "@angular/core", "svelte", "next", "nuxt", "astro", "gatsby", "solid-js", "@docusaurus/core"];

/// Packages that answer requests.
const SERVERS: [&str; 7] = ["express", "fastify", "koa", "@nestjs/core", "@hapi/hapi", "hono", "apollo-server"];

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let Some(source) = unit.read("package.json") else { return };
    let Ok(package) = serde_json::from_str::<Json>(source.text.trim_start_matches('\u{feff}')) else { return };
    let text = |key: &str| package.get(key).and_then(Json::as_str);
    take(draft, &source, text("description"), text("license"));
    if let Some(name) = text("name") {
        draft.provide(Ecosystem::Npm, name);
    }
    let lists = ["dependencies", "peerDependencies", "optionalDependencies"];
    for (name, _) in lists.iter().filter_map(|list| package.get(*list)?.as_object()).flatten() {
        draft.need(Ecosystem::Npm, name, &source);
    }
    let depends = |name: &&&str| package.pointer("/dependencies").and_then(|list| list.get(**name)).is_some();
    let is_private = package.get("private").and_then(Json::as_bool) == Some(true);
    if let Some(server) = SERVERS.iter().find(depends) {
        take_type(draft, &source, "service", server, Certainty::Likely);
    } else if let Some(frontend) = FRONTENDS.iter().find(depends).filter(|_| is_private || package.get("main").is_none()) {
        take_type(draft, &source, "website", frontend, Certainty::Likely);
    } else if package.get("bin").is_some() {
        take_type(draft, &source, "tool", "\"bin\"", Certainty::Certain);
    } else if ["main", "exports", "module", "types"].iter().any(|key| package.get(key).is_some()) && !is_private {
        take_type(draft, &source, "library", "\"name\"", Certainty::Likely);
    }
}
