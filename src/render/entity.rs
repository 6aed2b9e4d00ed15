//! Entity: the page of every valid entity, and of every broken one that has a name: what it is, who owns it, what it is related to, where it is declared.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::base::source::{Place, Source, Span};
use crate::base::url_policy::{self, Target};
use crate::base::yaml::{Node, Value};
use crate::model::entity::{BrokenEntity, Entity, Relation};
use crate::model::finding::{Finding, Subject};
use crate::model::kind::RELATION_TYPES;
use crate::render::catalog::{Row, noun};
use crate::render::diag::{Diag, Where};
use crate::render::diagram::{self, Diagram};
use crate::render::docs;
use crate::render::health::Stat;
use crate::render::layout::{Head, Press, Section, counted, grouped};
use crate::render::links::{self, Chip, Crumb, Kind, Life, Owner, Tag, capitalised};
use crate::render::theme::ThemeError;

/// The most bytes of a definition that the page shows.
const DEFINITION: usize = 64 * 1024;
/// The most bytes of a descriptor that the page shows.
const DESCRIPTOR: usize = 32 * 1024;

#[derive(Serialize)]
struct View {
    crumbs: Vec<Crumb>,
    kind: Kind,
    title: String,
    reference: String,
    meta: Vec<String>,
    life: Option<Life>,
    owners: Vec<Owner>,
    unowned: bool,
    health: String,
    source: Where,
    edit: Option<String>,
    repository: String,
    tabs: Vec<Tab>,
    broken: bool,
    about_aside: bool,
    description: String,
    about: Vec<About>,
    stats: Vec<Stat>,
    diagram: Option<Diagram>,
    relations: Vec<Relations>,
    tables: Vec<Parts>,
    cards: Vec<Parts>,
    members: Option<Parts>,
    definition: Option<Definition>,
    parameters: Vec<Parameter>,
    steps: Vec<Step>,
    targets: Vec<Link>,
    links: Vec<Link>,
    contacts: Vec<Link>,
    labels: Vec<Pair>,
    annotations: Vec<Pair>,
    docs: Option<DocsCard>,
    findings: Vec<Diag>,
    descriptor: Vec<String>,
    descriptor_from: usize,
    descriptor_name: String,
    descriptor_cut: bool,
}

#[derive(Serialize)]
struct Tab {
    title: &'static str,
    href: String,
    count: Option<String>,
    current: bool,
}

/// One line of the about card.
#[derive(Serialize)]
struct About {
    label: String,
    chips: Vec<Chip>,
    owners: Vec<Owner>,
    tags: Vec<Tag>,
    text: String,
    href: Option<String>,
    mono: bool,
}

#[derive(Serialize)]
struct Relations {
    title: String,
    chips: Vec<Chip>,
}

#[derive(Serialize)]
struct Parts {
    id: String,
    title: String,
    count: String,
    words: String,
    rows: Vec<Row>,
    has_owner: bool,
    has_life: bool,
    has_type: bool,
}

#[derive(Serialize)]
struct Definition {
    format: String,
    text: String,
    cut: bool,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    title: String,
    type_name: String,
    description: String,
    required: bool,
}

#[derive(Serialize)]
struct Step {
    name: String,
    action: String,
}

#[derive(Serialize)]
struct Link {
    title: String,
    href: Option<String>,
    icon: String,
    note: String,
}

#[derive(Serialize)]
struct Pair {
    key: String,
    value: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct DocsCard {
    href: String,
    words: String,
    pages: Vec<Link>,
}

/// Renders the page of every entity.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    press.portal().entities.par_iter().try_for_each(|(_, entity)| {
        press.progress.step();
        crate::render::badge::badges(press, entity);
        one(press, entity)
    })?;
    press.broken.par_iter().try_for_each(|(_, number)| match press.portal().broken.get(*number) {
        Some(broken) => broken_one(press, broken),
        None => Ok(()),
    })
}

fn one(press: &Press<'_>, entity: &Entity) -> Result<(), ThemeError> {
    let path = entity.reference.site_path();
    let kind = links::kind(&entity.kind);
    let owners = press.owners(&path, entity);
    let docs_site = entity.docs.as_ref().and_then(|docs| press.portal().docs.get(docs));
    let ownable = crate::model::kind::find(&entity.kind).is_some_and(crate::model::kind::KindModel::is_ownable);
    let mut meta = Vec::new();
    let by_type = matches!(entity.reference.kind.as_str(), "component" | "api" | "resource" | "group");
    match entity.type_name() {
        Some(type_name) if by_type => meta.push(links::type_words(type_name)),
        Some(type_name) => meta.push(format!("{}, {type_name}", kind.name)),
        None => meta.push(kind.name.clone()),
    }
    let parts = parts(press, &path, entity);
    if matches!(entity.reference.kind.as_str(), "system" | "domain" | "group") && !parts.is_empty() {
        let words: Vec<&str> = parts.iter().take(3).map(|part| part.words.as_str()).collect();
        meta.push(words.join(", "));
    }
    let stats = stats(press, entity, &parts);
    let (members, parts): (Vec<Parts>, Vec<Parts>) = parts.into_iter().partition(|part| part.title == "Members");
    let members = members.into_iter().next();
    let (tables, cards): (Vec<Parts>, Vec<Parts>) = parts.into_iter().partition(|part| part.has_life || part.rows.len() > 8);
    let place = Place::at(&entity.source, entity.span);
    let (descriptor, descriptor_cut) = slice(&entity.source, entity.span, DESCRIPTOR);
    let metadata = |key| entity.root.at(&["metadata", key]);
    let aside_is_empty = docs_site.is_none()
        && members.is_none()
        && ["links", "labels", "annotations"].into_iter().all(|key| metadata(key).is_none());
    let is_whole = matches!(entity.reference.kind.as_str(), "system" | "domain" | "group");
    let tabs = match docs_site {
        Some(site) => vec![
            Tab { title: "Overview", href: press.href(&path, &path), count: None, current: true },
            Tab {
                title: "Docs",
                href: press.href(&path, &docs::front(site)),
                count: Some(grouped(site.pages.len())),
                current: false,
            },
        ],
        None => Vec::new(),
    };
    let view = View {
        crumbs: crumbs(press, &path, entity),
        title: entity.title().to_owned(),
        reference: entity.reference.to_string(),
        meta,
        life: entity.lifecycle().map(links::life),
        unowned: ownable && owners.is_empty(),
        health: press.href(&path, &SitePath::page(["health"])),
        source: press.place(&place),
        edit: press.edit_url(&entity.source),
        repository: press
            .portal()
            .repositories
            .get(entity.repository)
            .map(|repository| repository.name.to_string())
            .unwrap_or_default(),
        tabs,
        broken: false,
        about_aside: aside_is_empty || is_whole && !(tables.is_empty() && cards.is_empty()),
        description: entity.description().unwrap_or_default().to_owned(),
        about: about(press, &path, entity, &owners),
        owners,
        stats,
        diagram: diagram::of(press, &path, entity),
        relations: relations(press, &path, entity),
        tables,
        cards,
        members,
        definition: definition(entity),
        parameters: parameters(entity),
        steps: steps(entity),
        targets: targets(entity),
        links: own_links(press, entity),
        contacts: contacts(entity),
        labels: pairs(entity.root.at(&["metadata", "labels"])),
        annotations: pairs(entity.root.at(&["metadata", "annotations"])),
        docs: docs_site.map(|site| DocsCard {
            href: press.href(&path, &docs::front(site)),
            words: counted(site.pages.len(), "page", "pages"),
            pages: docs::first_pages(site)
                .take(5)
                .map(|page| Link {
                    title: page.title.clone(),
                    href: Some(press.href(&path, &site.site_path(page))),
                    icon: "doc".to_owned(),
                    note: String::new(),
                })
                .collect(),
        }),
        findings: findings(press, &path, entity),
        descriptor: descriptor.lines().map(str::to_owned).collect(),
        descriptor_cut,
        descriptor_from: place.start().map_or(0, |start| start.line.saturating_sub(1)),
        descriptor_name: entity.source.path.to_string(),
        kind,
    };
    let description = entity.description().unwrap_or(&view.reference).to_owned();
    let title = view.title.clone();
    let head = Head { path: &path, title: &title, description: &description, section: Section::Catalog };
    press.page("entity.html", &head, &view)
}

fn broken_one(press: &Press<'_>, broken: &BrokenEntity) -> Result<(), ThemeError> {
    let Some(reference) = &broken.reference else { return Ok(()) };
    let path = reference.site_path();
    let kind = links::kind(broken.kind.as_deref().unwrap_or(&reference.kind));
    let place = Place::at(&broken.source, broken.span);
    let (descriptor, descriptor_cut) = slice(&broken.source, broken.span, DESCRIPTOR);
    let view = View {
        crumbs: vec![Crumb::to("Catalog", press.href(&path, &SitePath::page(["catalog"]))), Crumb::here(broken.title.clone())],
        title: broken.title.clone(),
        reference: reference.to_string(),
        meta: vec![kind.name.clone()],
        life: None,
        owners: Vec::new(),
        unowned: false,
        health: press.href(&path, &SitePath::page(["health"])),
        source: press.place(&place),
        edit: press.edit_url(&broken.source),
        repository: press
            .portal()
            .repositories
            .get(broken.repository)
            .map(|repository| repository.name.to_string())
            .unwrap_or_default(),
        tabs: Vec::new(),
        broken: true,
        about_aside: false,
        description: String::new(),
        about: Vec::new(),
        stats: Vec::new(),
        diagram: None,
        relations: Vec::new(),
        tables: Vec::new(),
        cards: Vec::new(),
        members: None,
        definition: None,
        parameters: Vec::new(),
        steps: Vec::new(),
        targets: Vec::new(),
        links: Vec::new(),
        contacts: Vec::new(),
        labels: Vec::new(),
        annotations: Vec::new(),
        docs: None,
        findings: press.findings_about(reference).map(|finding| press.diag(&path, finding, false)).collect(),
        descriptor: descriptor.lines().map(str::to_owned).collect(),
        descriptor_cut,
        descriptor_from: place.start().map_or(0, |start| start.line.saturating_sub(1)),
        descriptor_name: broken.source.path.to_string(),
        kind,
    };
    let title = format!("{} (broken)", broken.title);
    let head = Head { path: &path, title: &title, description: "This entity cannot be read.", section: Section::Catalog };
    press.page("entity.html", &head, &view)
}

/// Shows what is wrong with the descriptor, the worst first; what is wrong in the docs stands on their pages.
fn findings(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Diag> {
    let mut findings: Vec<&Finding> =
        press.findings_about(&entity.reference).filter(|finding| matches!(finding.subject, Subject::Entity(_))).collect();
    findings.sort_by_key(|finding| finding.diagnostic.severity);
    findings.into_iter().map(|finding| press.diag(path, finding, false)).collect()
}

/// Cuts a document out of its file, at most `limit` bytes of it.
fn slice(source: &Source, span: Span, limit: usize) -> (String, bool) {
    let text = source.text.get(span.start as usize..(span.end as usize).min(source.text.len())).unwrap_or(&source.text);
    cut(text.trim_end(), limit)
}

fn cut(text: &str, limit: usize) -> (String, bool) {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (text.get(..end).unwrap_or_default().to_owned(), end < text.len())
}

fn crumbs(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Crumb> {
    let kind = links::kind(&entity.kind);
    let mut crumbs = vec![Crumb::here(entity.title())];
    let up = |entity: &Entity| -> Option<&Entity> {
        let relation =
            ["partOf", "childOf"].iter().find_map(|kind| entity.relations_of(kind).find(|relation| relation.resolved))?;
        press.portal().entities.get(&relation.target)
    };
    let mut at = up(entity);
    // Parts of parts may form a circle; three steps are what a reader wants to see.
    for _ in 0..3 {
        let Some(parent) = at else { break };
        crumbs.push(Crumb::to(parent.title(), press.href(path, &parent.reference.site_path())));
        at = up(parent);
    }
    if crumbs.len() == 1 {
        crumbs.push(Crumb::to(kind.plural, press.href(path, &SitePath::page(["catalog", &kind.slug]))));
    }
    crumbs.push(Crumb::to("Catalog", press.href(path, &SitePath::page(["catalog"]))));
    crumbs.reverse();
    crumbs
}

fn about(press: &Press<'_>, path: &SitePath, entity: &Entity, owners: &[Owner]) -> Vec<About> {
    let blank = |label: &str| About {
        label: label.to_owned(),
        chips: Vec::new(),
        owners: Vec::new(),
        tags: Vec::new(),
        text: String::new(),
        href: None,
        mono: false,
    };
    let mut lines = Vec::new();
    if !owners.is_empty() {
        lines.push(About { owners: owners.to_vec(), ..blank(if owners.len() == 1 { "Owner" } else { "Owners" }) });
    }
    let mut chips = |label: &str, wanted: &str, kinds: &[&str]| {
        let chips =
            press.chips(path, entity.relations_of(wanted).filter(|relation| kinds.contains(&relation.target.kind.as_str())));
        if !chips.is_empty() {
            lines.push(About { chips, ..blank(label) });
        }
    };
    chips("System", "partOf", &["system"]);
    chips("Domain", "partOf", &["domain"]);
    chips("Part of", "partOf", &["component", "api", "resource"]);
    chips("Parent", "childOf", &["group"]);
    chips("Groups", "memberOf", &["group"]);
    let system_domain: Vec<Chip> = entity
        .relations_of("partOf")
        .filter(|relation| relation.target.kind == "system")
        .filter_map(|relation| press.portal().entities.get(&relation.target))
        .flat_map(|system| system.relations_of("partOf").filter(|relation| relation.target.kind == "domain"))
        .map(|relation| press.chip(path, &relation.target))
        .collect();
    if !system_domain.is_empty() && !lines.iter().any(|line| line.label == "Domain") {
        lines.push(About { chips: system_domain, ..blank("Domain") });
    }
    let mut text = |label: &str, value: Option<&str>, mono: bool| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            lines.push(About { text: value.to_owned(), mono, ..blank(label) });
        }
    };
    if entity.namespace != "default" {
        text("Namespace", Some(&entity.namespace), true);
    }
    if entity.title() != entity.name {
        text("Name", Some(&entity.name), true);
    }
    if let Some(repository) = press.portal().repositories.get(entity.repository) {
        lines.push(About {
            text: repository.name.to_string(),
            href: repository.forge.as_ref().map(|forge| forge.url.clone()).and_then(|url| external(&url)),
            mono: true,
            ..blank("Repository")
        });
    }
    let tags: Vec<Tag> = entity
        .tags()
        .map(|tag| Tag { text: tag.to_owned(), href: press.filtered(path, &entity.reference.kind, "tags", tag) })
        .collect();
    if !tags.is_empty() {
        lines.push(About { tags, ..blank("Tags") });
    }
    lines
}

fn relations(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Relations> {
    let mut groups: BTreeMap<(usize, &str), Vec<Chip>> = BTreeMap::new();
    // What a whole holds is listed part by part, and what it belongs to stands in the card above.
    let listed = |relation: &Relation| relation.resolved && parts_of(entity).contains(&relation.kind.as_str());
    for relation in entity.relations.iter().filter(|relation| !listed(relation) && !is_told(relation)) {
        let rank = RELATION_TYPES.iter().position(|known| known.name == relation.kind).unwrap_or(RELATION_TYPES.len());
        groups.entry((rank, &relation.kind)).or_default().push(press.chip(path, &relation.target));
    }
    groups
        .into_iter()
        .map(|((_, kind), chips)| {
            let title = RELATION_TYPES.iter().find(|known| known.name == kind).map_or(kind, |known| known.title);
            Relations { title: capitalised(title), chips }
        })
        .collect()
}

/// Tells whether the about card shows a relation.
fn is_told(relation: &Relation) -> bool {
    match relation.kind.as_str() {
        "ownedBy" => true,
        "partOf" => matches!(relation.target.kind.as_str(), "system" | "domain" | "component" | "api" | "resource"),
        "childOf" | "memberOf" => relation.target.kind == "group",
        _ => false,
    }
}

/// Names the relations to what an entity is the whole of.
fn parts_of(entity: &Entity) -> &'static [&'static str] {
    match entity.reference.kind.as_str() {
        "system" | "domain" | "component" => &["hasPart"],
        "group" => &["hasMember", "ownerOf"],
        "user" => &["ownerOf"],
        _ => &[],
    }
}

/// Lists what is in a system, domain or group, by kind.
fn parts(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Parts> {
    let mut parts: Vec<Parts> = Vec::new();
    for relation in parts_of(entity) {
        let mut by_kind: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
        for target in entity.relations_of(relation).filter_map(|relation| press.portal().entities.get(&relation.target)) {
            by_kind.entry(&target.reference.kind).or_default().push(target);
        }
        for (kind, _) in &press.kinds {
            let Some(mut entities) = by_kind.remove(kind.slug.as_str()) else { continue };
            entities.sort_by_cached_key(|entity| entity.title().to_lowercase());
            let rows: Vec<Row> = entities.iter().map(|entity| press.row(path, entity)).collect();
            parts.push(Parts {
                id: format!("p{}", parts.len() + 1),
                title: if *relation == "hasMember" { "Members".to_owned() } else { kind.plural.clone() },
                words: match *relation {
                    "hasMember" => counted(rows.len(), "member", "members"),
                    _ => counted(rows.len(), &noun(&kind.name), &noun(&kind.plural)),
                },
                count: grouped(rows.len()),
                has_owner: entity.reference.kind != "group" && rows.iter().any(|row| !row.owners.is_empty()),
                has_life: rows.iter().any(|row| row.life.is_some()),
                has_type: rows.iter().any(|row| !row.type_name.is_empty()),
                rows,
            });
        }
    }
    parts
}

fn stats(press: &Press<'_>, entity: &Entity, parts: &[Parts]) -> Vec<Stat> {
    if !matches!(entity.reference.kind.as_str(), "system" | "domain" | "group") || parts.is_empty() {
        return Vec::new();
    }
    let mut stats: Vec<Stat> = parts
        .iter()
        .take(4)
        .map(|part| {
            let mut states: BTreeMap<&str, usize> = BTreeMap::new();
            for row in &part.rows {
                let state = if part.has_life { &row.life_text } else { &row.type_name };
                *states.entry(state.as_str()).or_default() += 1;
            }
            states.remove("");
            let mut states: Vec<(&str, usize)> = states.into_iter().collect();
            states.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
            let words: Vec<String> = match part.has_life {
                true => states.iter().take(2).map(|(state, count)| format!("{count} {state}")).collect(),
                false => states.iter().take(3).map(|(state, _)| (*state).to_owned()).collect(),
            };
            Stat {
                label: part.title.clone(),
                value: part.count.clone(),
                note: if words.is_empty() { "in this catalog".to_owned() } else { words.join(", ") },
                href: Some(format!("#{}", part.id)),
            }
        })
        .collect();
    let findings = entity
        .relations
        .iter()
        .filter(|relation| matches!(relation.kind.as_str(), "hasPart" | "ownerOf"))
        .map(|relation| &relation.target)
        .chain([&entity.reference])
        .flat_map(|reference| press.findings_about(reference));
    let (mut errors, mut warnings) = (0, 0);
    for finding in findings {
        match finding.diagnostic.severity {
            crate::base::diagnostic::Severity::Error => errors += 1,
            crate::base::diagnostic::Severity::Warning => warnings += 1,
            crate::base::diagnostic::Severity::Info => {}
        }
    }
    stats.push(Stat {
        label: "To fix".to_owned(),
        value: grouped(errors + warnings),
        note: if errors + warnings == 0 {
            "no errors, no warnings".to_owned()
        } else {
            format!("{}, {}", counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"))
        },
        href: None,
    });
    stats
}

fn definition(entity: &Entity) -> Option<Definition> {
    if entity.reference.kind != "api" {
        return None;
    }
    let node = entity.root.at(&["spec", "definition"])?;
    let text = match node.as_str() {
        Some(text) => text.to_owned(),
        None => serde_json::to_string_pretty(&node.to_json()).unwrap_or_default(),
    };
    let (text, cut) = cut(text.trim_end(), DEFINITION);
    Some(Definition { format: entity.type_name().map_or_else(|| "Definition".to_owned(), links::type_words), text, cut })
}

fn parameters(entity: &Entity) -> Vec<Parameter> {
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

fn steps(entity: &Entity) -> Vec<Step> {
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

fn targets(entity: &Entity) -> Vec<Link> {
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

fn own_links(press: &Press<'_>, entity: &Entity) -> Vec<Link> {
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
fn contacts(entity: &Entity) -> Vec<Link> {
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

fn pairs(node: Option<&Node>) -> Vec<Pair> {
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
fn external(text: &str) -> Option<String> {
    match url_policy::sort(text) {
        Target::External(url) => Some(url.to_owned()),
        Target::Relative(_) | Target::Forbidden(_) => None,
    }
}

fn host(url: &str) -> String {
    url::Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned()))
        .unwrap_or_default()
}
