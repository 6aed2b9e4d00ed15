//! Entity: the page of every valid entity, and of every broken one that has a name: what it is, who owns it, what it is related to, where it is declared.

mod about;
mod outlinks;
mod parts;
mod spec;
pub(super) mod tabs;

use rayon::prelude::*;
use serde::Serialize;

pub(super) use self::about::crumbs;
use self::about::{About, Relations};
use self::parts::Parts;
use self::spec::{Definition, Link, Pair, Parameter, Step};
pub(super) use self::spec::{cut, definition_text};
use self::tabs::Tab;
use crate::base::site_path::SitePath;
use crate::base::source::{Place, Source, Span};
use crate::model::api::Api;
use crate::model::api::pages::{self, Pages};
use crate::model::entity::{BrokenEntity, Entity};
use crate::model::evidence::{Certainty, Evidence};
use crate::model::finding::{Finding, Subject};
use crate::render::api;
use crate::render::badge;
use crate::render::changes::{self, Past};
use crate::render::diag::{Diag, Where};
use crate::render::docs;
use crate::render::graph::{self, Nearest, Small};
use crate::render::health::Stat;
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{self, Crumb, Kind, Life, Owner};
use crate::render::plugins::Added;
use crate::render::reference::types;
use crate::render::strings::Strings;
use crate::render::theme::ThemeError;
use crate::render::unowned;

/// The most bytes of a descriptor that the page shows.
const DESCRIPTOR: usize = 32 * 1024;
/// The most groups of operations that the page of an API names.
const GROUPS: usize = 40;

#[derive(Serialize)]
struct View<'a> {
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
    diagram: Option<Small<'a>>,
    relations: Vec<Relations>,
    breaks: Option<Nearest<'a>>,
    tables: Vec<Parts>,
    cards: Vec<Parts>,
    members: Option<Parts>,
    definition: Option<Definition>,
    api: Option<Reference>,
    parameters: Vec<Parameter>,
    steps: Vec<Step>,
    targets: Vec<Link>,
    links: Vec<Link>,
    contacts: Vec<Link>,
    labels: Vec<Pair>,
    annotations: Vec<Pair>,
    docs: Option<DocsCard>,
    readme: Option<docs::Readme>,
    findings: Vec<Diag>,
    descriptor: Vec<String>,
    descriptor_from: usize,
    descriptor_name: String,
    descriptor_cut: bool,
    /// The same as data.
    data: Option<String>,
    /// The feed of what a team owns.
    feed: Option<String>,
    evidence: Vec<EvidenceRow>,
    added: Added,
    past: Option<Past>,
}

/// Shows what one field of a discovered entity rests on.
#[derive(Serialize)]
struct EvidenceRow {
    field: &'static str,
    value: String,
    certainty: String,
    place: Where,
}

/// Says what there is in the reference of an API.
#[derive(Serialize)]
struct Reference {
    href: String,
    words: String,
    groups: Vec<Link>,
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
        badge::badges(press, entity);
        one(press, entity)
    })?;
    press.broken.par_iter().try_for_each(|(_, number)| match press.portal().broken.get(*number) {
        Some(broken) => broken_one(press, broken),
        None => Ok(()),
    })
}

fn one(press: &Press<'_>, entity: &Entity) -> Result<(), ThemeError> {
    let strings = press.strings;
    let path = entity.reference.site_path();
    let kind = press.kind(&entity.kind);
    let owners = press.owners(&path, entity);
    let docs_site = entity.docs.as_ref().and_then(|docs| press.portal().docs.get(docs));
    let ownable = press.portal().model.is_ownable(&entity.kind);
    let mut meta = Vec::new();
    let by_type = matches!(entity.reference.kind.as_str(), "component" | "api" | "resource" | "group");
    match entity.type_name() {
        Some(type_name) if by_type => meta.push(links::type_words(type_name)),
        Some(type_name) => meta.push(format!("{}, {type_name}", kind.name)),
        None => meta.push(kind.name.clone()),
    }
    let parts = parts::parts(press, &path, entity);
    if matches!(entity.reference.kind.as_str(), "system" | "domain" | "group") && !parts.is_empty() {
        let words: Vec<&str> = parts.iter().take(3).map(|part| part.words.as_str()).collect();
        meta.push(words.join(", "));
    }
    let stats = parts::stats(press, entity, &parts);
    let (members, parts): (Vec<Parts>, Vec<Parts>) = parts.into_iter().partition(|part| part.title == strings.text("members"));
    let members = members.into_iter().next();
    let (tables, cards): (Vec<Parts>, Vec<Parts>) = parts.into_iter().partition(|part| part.has_life || part.rows.len() > 8);
    let place = Place::at(&entity.source, entity.span);
    let (descriptor, descriptor_cut) = slice(&entity.source, entity.span, DESCRIPTOR);
    let metadata = |key| entity.root.at(&["metadata", key]);
    let aside_is_empty = docs_site.is_none()
        && members.is_none()
        && ["links", "labels", "annotations"].into_iter().all(|key| metadata(key).is_none());
    let is_whole = matches!(entity.reference.kind.as_str(), "system" | "domain" | "group");
    let (diagram, relations, definition) =
        (graph::small(press, &path, entity), about::relations(press, &path, entity), spec::definition(strings, entity));
    let (parameters, steps) = (spec::parameters(entity), spec::steps(entity));
    let main_is_empty = diagram.is_none()
        && relations.is_empty()
        && definition.is_none()
        && parameters.is_empty()
        && steps.is_empty()
        && tables.is_empty()
        && cards.is_empty();
    let tabs = tabs::tabs(press, &path, entity);
    let reference = entity.api.as_ref().map(|api| reference(press, &path, entity, api));
    let view = View {
        crumbs: crumbs(press, &path, entity),
        title: entity.title().to_owned(),
        reference: entity.reference.to_string(),
        meta,
        life: entity.lifecycle().map(links::life),
        unowned: ownable && owners.is_empty(),
        health: press.href(&path, &unowned::path()),
        source: if entity.is_discovered() { unwritten(press, entity) } else { seen(press, entity, &place) },
        edit: if entity.is_discovered() { press.new_url(&entity.source) } else { edited(press, entity) },
        repository: press
            .portal()
            .repositories
            .get(entity.repository)
            .map(|repository| repository.name.to_string())
            .unwrap_or_default(),
        tabs,
        broken: false,
        about_aside: if is_whole { !(tables.is_empty() && cards.is_empty()) } else { aside_is_empty && !main_is_empty },
        description: entity.description().unwrap_or_default().to_owned(),
        about: about::about(press, &path, entity, &owners),
        owners,
        stats,
        diagram,
        relations,
        breaks: graph::breaks(press, &path, entity),
        tables,
        cards,
        members,
        definition: if reference.is_some() { None } else { definition },
        api: reference,
        parameters,
        steps,
        targets: spec::targets(entity),
        links: links_of(press, entity),
        contacts: spec::contacts(entity),
        labels: spec::pairs(entity.root.at(&["metadata", "labels"])),
        annotations: spec::pairs(entity.root.at(&["metadata", "annotations"])),
        docs: docs_site.map(|site| DocsCard {
            href: press.href(&path, &docs::front(site)),
            words: strings.count("pages", site.pages.len()),
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
        readme: docs_site.and_then(|site| docs::readme(press, &path, entity, site)),
        findings: findings(press, &path, entity),
        descriptor: descriptor.lines().map(str::to_owned).collect(),
        descriptor_cut,
        descriptor_from: place.start().map_or(0, |start| start.line.saturating_sub(1)),
        descriptor_name: entity.source.path.to_string(),
        data: Some(press.href(&path, &api::path_of(&entity.reference))),
        feed: changes::feed_of(press, &entity.reference).map(|feed| press.href(&path, &feed)),
        evidence: entity.evidence.iter().map(|evidence| evidence_row(press, evidence)).collect(),
        added: press.added(&path, entity),
        past: changes::past(press, &path, entity),
        kind,
    };
    let description = entity.description().unwrap_or(&view.reference).to_owned();
    let title = view.title.clone();
    let head = Head { path: &path, title: &title, description: &description, section: Section::Catalog };
    press.page("entity.html", &head, &view)
}

/// Leads to the descriptor: to where `backstage.io/view-url` says, else to the line on its forge.
fn seen(press: &Press<'_>, entity: &Entity, place: &Place) -> Where {
    let found = press.place(place);
    match entity.annotation("backstage.io/view-url").and_then(spec::external) {
        Some(href) => Where { href: Some(href), ..found },
        None => found,
    }
}

/// Leads to where the descriptor can be edited: to where `backstage.io/edit-url` says, else to its forge.
fn edited(press: &Press<'_>, entity: &Entity) -> Option<String> {
    let own = entity.annotation("backstage.io/edit-url").and_then(spec::external);
    own.or_else(|| press.edit_url(&entity.source))
}

/// Lists the links that the descriptor names, then those that its annotations give.
fn links_of(press: &Press<'_>, entity: &Entity) -> Vec<Link> {
    let forge = press.portal().repositories.get(entity.repository).and_then(|repository| repository.forge.as_ref());
    let mut links = spec::own_links(press, entity);
    links.extend(outlinks::outlinks(press.strings, entity, forge));
    links
}

/// Says what there is in the reference: the format, how much, and the groups.
fn reference(press: &Press<'_>, path: &SitePath, entity: &Entity, api: &Api) -> Reference {
    let plan = Pages::new(api);
    let strings = press.strings;
    let mut words = vec![api.format()];
    let operations = api.operations().count();
    if operations > 0 {
        words.push(strings.count("operations", operations));
    }
    if !api.types.is_empty() {
        words.push(strings.count(types(api.language).1, api.types.len()));
    }
    let groups = api.groups.iter().take(GROUPS).map(|group| Link {
        title: group.title.clone(),
        href: Some(format!("{}#{}", press.href(path, &plan.path_of(&entity.reference, &group.anchor)), group.anchor)),
        icon: "list".to_owned(),
        note: strings.count("operations", group.operations.len()),
    });
    Reference { href: press.href(path, &pages::home(&entity.reference)), words: words.join(", "), groups: groups.collect() }
}

/// Names the file that somebody could commit, and leads to the repository that lacks it.
fn unwritten(press: &Press<'_>, entity: &Entity) -> Where {
    let forge = press.portal().repositories.get(entity.repository).and_then(|repository| repository.forge.as_ref());
    Where { text: entity.source.path.to_string(), href: forge.map(|forge| forge.url.clone()) }
}

/// Names a place in the repository that the page is about.
fn nearby(strings: &Strings, place: &Place) -> String {
    let path = &place.source.path;
    match place.start() {
        Some(start) => format!("{path}:{}", start.line),
        None if path.is_root() => strings.text("name-of-repository").to_owned(),
        None => path.to_string(),
    }
}

fn evidence_row(press: &Press<'_>, evidence: &Evidence) -> EvidenceRow {
    let certainty = press.strings.text(match evidence.certainty {
        Certainty::Guessed => "guessed",
        Certainty::Likely => "likely",
        Certainty::Certain => "certain",
    });
    EvidenceRow {
        field: evidence.field.rsplit('.').next().unwrap_or(evidence.field),
        value: evidence.value.clone(),
        certainty: certainty.to_owned(),
        place: Where { text: nearby(press.strings, &evidence.place), ..press.place(&evidence.place) },
    }
}

fn broken_one(press: &Press<'_>, broken: &BrokenEntity) -> Result<(), ThemeError> {
    let Some(reference) = &broken.reference else { return Ok(()) };
    let path = reference.site_path();
    let kind = press.kind(broken.kind.as_deref().unwrap_or(&reference.kind));
    let place = Place::at(&broken.source, broken.span);
    let (descriptor, descriptor_cut) = slice(&broken.source, broken.span, DESCRIPTOR);
    let view = View {
        crumbs: vec![
            Crumb::to(press.strings.text("catalog"), press.href(&path, &SitePath::page(["catalog"]))),
            Crumb::here(broken.title.clone()),
        ],
        title: broken.title.clone(),
        reference: reference.to_string(),
        meta: vec![kind.name.clone()],
        life: None,
        owners: Vec::new(),
        unowned: false,
        health: press.href(&path, &unowned::path()),
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
        breaks: None,
        tables: Vec::new(),
        cards: Vec::new(),
        members: None,
        definition: None,
        api: None,
        parameters: Vec::new(),
        steps: Vec::new(),
        targets: Vec::new(),
        links: Vec::new(),
        contacts: Vec::new(),
        labels: Vec::new(),
        annotations: Vec::new(),
        docs: None,
        readme: None,
        findings: press.findings_about(reference).map(|finding| press.diag(&path, finding, false)).collect(),
        descriptor: descriptor.lines().map(str::to_owned).collect(),
        descriptor_cut,
        descriptor_from: place.start().map_or(0, |start| start.line.saturating_sub(1)),
        descriptor_name: broken.source.path.to_string(),
        data: None,
        feed: None,
        evidence: Vec::new(),
        added: Added::default(),
        past: None,
        kind,
    };
    let title = press.strings.phrase("broken-title", &[("title", &broken.title)]);
    let description = press.strings.text("cannot-be-read");
    let head = Head { path: &path, title: &title, description, section: Section::Catalog };
    press.page("entity.html", &head, &view)
}

/// Shows what is wrong with the descriptor, the worst first; what is wrong in the docs stands on their pages.
pub(super) fn findings(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Diag> {
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
