//! OpenAPI 2.0, 3.0, 3.1 and 3.2 -> `Api`. What is missing or wrong is left out; the rest stays.

mod operation;
mod parameters;

use std::collections::BTreeMap;

use self::operation::Operations;
use super::documents::{At, Documents};
use super::http;
use super::json_schema::Schemas;
use super::naming::spoken;
use crate::base::diagnostic::Diagnostic;
use crate::model::api::schema::{Field, Rule, Shape};
use crate::model::api::{Api, Group, Language, Operation, Scheme, Server};
use crate::parse::docs::fragment;

/// The methods that a path may have.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Reads a definition.
pub(super) fn read(documents: &Documents, findings: &mut Vec<Diagnostic>) -> Api {
    let root = documents.root();
    let is_old = root.node.get("swagger").is_some();
    let mut schemas = Schemas::new();
    let named: Vec<_> = if is_old { root.entries("definitions").collect() } else { components(root, "schemas") };
    for (key, at) in named {
        schemas.declare(&key.name, at);
    }
    let servers = if is_old { old_servers(root) } else { servers(root) };
    let schemes: Vec<Scheme> =
        if is_old { root.entries("securityDefinitions").collect() } else { components(root, "securitySchemes") }
            .into_iter()
            .filter_map(|(key, at)| Some(http::scheme(&key.name, at.seen(findings)?)))
            .collect();
    let mut operations = Operations::new(&mut schemas, root, &servers, &schemes, is_old);
    for (path, item) in root.entries("paths").filter(|(path, _)| path.name.starts_with('/')) {
        operations.path(&path.name, item, None);
    }
    for key in ["webhooks", "x-webhooks"] {
        for (name, item) in root.entries(key) {
            operations.path(&name.name, item, Some("Webhooks"));
        }
    }
    let tagged = operations.finish();
    let groups = groups(root, &mut schemas, tagged);
    let (types, found) = schemas.finish();
    findings.extend(found);
    let info = root.get("info").unwrap_or(root);
    let edition = if is_old { root.text("swagger") } else { root.text("openapi") };
    let summary = info.text("summary");
    let description = format!("{}{}", fragment(&summary), fragment(&info.text("description")));
    Api {
        language: Language::OpenApi,
        edition,
        title: info.text("title"),
        release: info.text("version"),
        description,
        facts: http::facts(root),
        servers,
        schemes,
        groups,
        types,
        file: String::new(),
        versions: Vec::new(),
    }
}

/// Lists a section of `components`.
fn components<'a>(root: At<'a>, section: &str) -> Vec<(&'a crate::base::yaml::Key, At<'a>)> {
    root.get("components").map(|components| components.entries(section).collect()).unwrap_or_default()
}

/// Sorts operations by tag: the tags that are described in their order, then the others in theirs.
fn groups(root: At<'_>, schemas: &mut Schemas<'_>, tagged: Vec<(String, Operation)>) -> Vec<Group> {
    let mut described: Vec<(String, String, String)> = Vec::new();
    for tag in root.items("tags").filter_map(At::resolved) {
        let summary = [tag.text("x-displayName"), tag.text("summary")].into_iter().find(|text| !text.is_empty());
        let more = http::external_docs(tag).and_then(|fact| Some(format!("[{}]({})", fact.text, fact.url?)));
        let prose = [tag.text("description"), more.unwrap_or_default()].join("\n\n");
        described.push((tag.text("name"), summary.unwrap_or_else(|| tag.text("name")), fragment(&prose)));
    }
    let mut order: BTreeMap<String, usize> = BTreeMap::new();
    for (number, (name, ..)) in described.iter().enumerate() {
        order.entry(name.clone()).or_insert(number);
    }
    // What comes from nowhere comes last.
    let mut late = Vec::new();
    for (name, _) in &tagged {
        if matches!(name.as_str(), "Callbacks" | "Webhooks" | "") && !order.contains_key(name) {
            late.push(name.clone());
        } else if !order.contains_key(name) {
            order.insert(name.clone(), order.len());
        }
    }
    for name in late {
        let next = order.len();
        order.entry(name).or_insert(next);
    }
    let mut groups: Vec<(String, Vec<Operation>)> = vec![(String::new(), Vec::new()); order.len()];
    for (name, operation) in tagged {
        if let Some(group) = order.get(&name).and_then(|number| groups.get_mut(*number)) {
            group.0 = name;
            group.1.push(operation);
        }
    }
    groups
        .into_iter()
        .filter(|(_, operations)| !operations.is_empty())
        .map(|(name, operations)| {
            let known = described.iter().find(|(known, ..)| *known == name);
            let title = known.map_or_else(
                || if name.is_empty() { "Operations".to_owned() } else { name.clone() },
                |(_, title, _)| title.clone(),
            );
            let title = if title == title.to_lowercase() { spoken(&title) } else { title };
            Group {
                anchor: schemas.anchors.take("group", &title),
                title,
                description: known.map(|(_, _, description)| description.clone()).unwrap_or_default(),
                operations,
            }
        })
        .collect()
}

/// Reads `servers`.
fn servers(at: At<'_>) -> Vec<Server> {
    at.items("servers")
        .filter_map(At::resolved)
        .map(|server| {
            let url = server.text("url");
            let variables = server.entries("variables").map(|(key, variable)| {
                let mut rules = Vec::new();
                for (label, values) in [("One of", variable.texts("enum")), ("Default", vec![variable.text("default")])] {
                    if values.iter().any(|value| !value.is_empty()) {
                        rules.push(Rule { label: label.to_owned(), values });
                    }
                }
                let shape = Shape { rules, ..Shape::words("string") };
                Field { name: key.name.clone(), description: fragment(&variable.text("description")), shape, ..Field::default() }
            });
            let name = [server.text("name"), server.text("description")].into_iter().find(|text| !text.is_empty());
            Server {
                example: http::with_defaults(&url, server),
                fields: variables.collect(),
                name: name.unwrap_or_default(),
                protocol: String::new(),
                url,
            }
        })
        .collect()
}

/// Reads `host`, `basePath` and `schemes`.
fn old_servers(root: At<'_>) -> Vec<Server> {
    let (host, base) = (root.text("host"), root.text("basePath"));
    if host.is_empty() && base.is_empty() {
        return Vec::new();
    }
    let mut schemes = root.texts("schemes");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    schemes.sort_by_key(|scheme| scheme != "https");
    schemes
        .iter()
        .map(|scheme| {
            let url = if host.is_empty() { base.clone() } else { format!("{scheme}://{host}{base}") };
            Server { example: url.clone(), url, name: String::new(), protocol: String::new(), fields: Vec::new() }
        })
        .collect()
}
