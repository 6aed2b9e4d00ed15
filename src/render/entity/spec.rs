//! What an entity says in its own fields: definition, parameters, steps, targets, links, labels. Only URLs that the policy lets through become links.

use serde::Serialize;

use crate::base::url_policy::{self, Target};
use crate::base::yaml::{Node, Value};
use crate::model::entity::Entity;
use crate::render::layout::Press;
use crate::render::links;
use crate::render::strings::Strings;

/// The most bytes of a definition that the page shows.
const DEFINITION: usize = 64 * 1024;
#[derive(Serialize)]
pub(super) struct Definition {
    pub(super) format: String,
    pub(super) text: String,
    pub(super) cut: bool,
}

#[derive(Serialize)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) type_name: String,
    pub(super) description: String,
    pub(super) required: bool,
}

#[derive(Serialize)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) action: String,
}

#[derive(Serialize)]
pub(super) struct Link {
    pub(super) title: String,
    pub(super) href: Option<String>,
    pub(super) icon: String,
    pub(super) note: String,
}

#[derive(Serialize)]
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) href: Option<String>,
}

pub(super) fn definition(strings: &Strings, entity: &Entity) -> Option<Definition> {
    if entity.reference.kind != "api" {
        return None;
    }
    let text = definition_text(entity)?;
    let (text, cut) = cut(text.trim_end(), DEFINITION);
    let format = entity.type_name().map_or_else(|| strings.text("definition").to_owned(), links::type_words);
    Some(Definition { format, text, cut })
}

/// Gives `spec.definition` as it was written, or as JSON where it is no text.
pub(in crate::render) fn definition_text(entity: &Entity) -> Option<String> {
    let node = entity.root.at(&["spec", "definition"])?;
    Some(match node.as_str() {
        Some(text) => text.to_owned(),
        None => serde_json::to_string_pretty(&node.to_json()).unwrap_or_default(),
    })
}

pub(in crate::render) fn cut(text: &str, limit: usize) -> (String, bool) {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (text.get(..end).unwrap_or_default().to_owned(), end < text.len())
}

pub(super) fn parameters(entity: &Entity) -> Vec<Parameter> {
    if entity.reference.kind != "template" {
        return Vec::new();
    }
    let Some(node) = entity.root.at(&["spec", "parameters"]) else { return Vec::new() };
    let pages: Vec<&Node> = if node.is_mapping() { vec![node] } else { node.items().iter().collect() };
    pages
        .into_iter()
        .flat_map(|page| {
            let required: Vec<&str> = page.get("required").into_iter().flat_map(Node::items).filter_map(Node::as_str).collect();
            let text = |node: &Node, key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default().to_owned();
            page.get("properties")
                .map(Node::entries)
                .unwrap_or_default()
                .iter()
                .map(|(key, node)| Parameter {
                    name: key.name.clone(),
                    title: text(node, "title"),
                    type_name: text(node, "type"),
                    description: text(node, "description"),
                    required: required.contains(&key.name.as_str()),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

pub(super) fn steps(entity: &Entity) -> Vec<Step> {
    if entity.reference.kind != "template" {
        return Vec::new();
    }
    let steps = entity.root.at(&["spec", "steps"]).map(Node::items).unwrap_or_default();
    steps
        .iter()
        .map(|step| {
            let text = |key: &str| step.get(key).and_then(Node::as_str).map(str::to_owned);
            let action = text("action").unwrap_or_default();
            Step { name: text("name").or_else(|| text("id")).unwrap_or_else(|| action.clone()), action }
        })
        .collect()
}

pub(super) fn targets(entity: &Entity) -> Vec<Link> {
    if entity.reference.kind != "location" {
        return Vec::new();
    }
    let one = entity.text(&["spec", "target"]);
    let many = entity.root.at(&["spec", "targets"]).into_iter().flat_map(Node::items).filter_map(Node::as_str);
    one.into_iter()
        .chain(many)
        .map(|target| Link { title: target.to_owned(), href: external(target), icon: "link".to_owned(), note: String::new() })
        .collect()
}

pub(super) fn own_links(press: &Press<'_>, entity: &Entity) -> Vec<Link> {
    let nodes = entity.root.at(&["metadata", "links"]).map(Node::items).unwrap_or_default();
    nodes
        .iter()
        .filter_map(|node| {
            let url = node.get("url").and_then(Node::as_str)?;
            let href = external(url);
            let title = node.get("title").and_then(Node::as_str).filter(|title| !title.is_empty());
            let icon = node.get("icon").and_then(Node::as_str).unwrap_or_default();
            let icon = icon_of(icon);
            Some(Link {
                note: title.and(href.as_ref()).map(|href| host(href)).unwrap_or_default(),
                title: title.unwrap_or(url).to_owned(),
                icon: if press.theme.icons.has(icon) { icon } else { "link" }.to_owned(),
                href,
            })
        })
        .collect()
}

/// Gives the sprite's icon for the names that Backstage's descriptors use.
fn icon_of(name: &str) -> &str {
    match name.to_ascii_lowercase().as_str() {
        "dashboard" | "chart" | "analytics" | "monitoring" => "chart",
        "docs" | "doc" | "book" | "techdocs" => "doc",
        "chat" | "message" | "slack" => "chat",
        "alert" | "pager" | "oncall" => "pager",
        "code" | "github" | "gitlab" | "scaffolder" => "code",
        "terminal" | "logs" => "terminal",
        "group" | "user" => "group",
        "catalog" => "component",
        "web" | "externallink" => "ext",
        _ => "link",
    }
}

/// Ways to reach a group or a user.
pub(super) fn contacts(entity: &Entity) -> Vec<Link> {
    let email = entity.text(&["spec", "profile", "email"]).filter(|email| !email.contains(['?', '&', ' ']));
    email
        .map(|email| Link {
            title: email.to_owned(),
            href: external(&format!("mailto:{email}")),
            icon: "chat".to_owned(),
            note: String::new(),
        })
        .into_iter()
        .collect()
}

pub(super) fn pairs(node: Option<&Node>) -> Vec<Pair> {
    node.map(Node::entries)
        .unwrap_or_default()
        .iter()
        .map(|(key, node)| {
            let value = match &node.value {
                Value::String(text) => text.clone(),
                _ => node.to_json().to_string(),
            };
            Pair { key: key.name.clone(), href: external(&value), value }
        })
        .collect()
}

/// Lets through the URLs that may stand on a page.
pub(super) fn external(text: &str) -> Option<String> {
    match url_policy::sort(text) {
        Target::External(url) => Some(url.to_owned()),
        Target::Relative(_) | Target::Forbidden(_) => None,
    }
}

pub(super) fn host(url: &str) -> String {
    url::Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned()))
        .unwrap_or_default()
}
