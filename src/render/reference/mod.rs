//! Reference: the pages of every API: all that its definition says, a page for each group where there is much of it; the text as it was written; the file.

mod auth;
mod changes;
mod code;
mod notation;
mod operations;
mod tree;
mod words;

use std::collections::HashSet;

use rayon::prelude::*;
use serde::Serialize;

use self::operations::{short, tone};
use self::tree::Tree;
pub(super) use self::words::{change, types};
use crate::base::site_path::SitePath;
use crate::model::api::pages::{self, Page, Pages, plain};
use crate::model::api::{Api, Fact, Operation};
use crate::model::entity::Entity;
use crate::model::output::Output;
use crate::render::diag::Diag;
use crate::render::docs::escaped;
use crate::render::entity;
use crate::render::entity::tabs::{self, Tab};
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{self, Crumb, Kind, Life, Owner};
use crate::render::theme::ThemeError;

/// The most bytes of a definition that the page of its text shows.
const MOST_TEXT: usize = 128 << 10;
/// The most operations and types of a page that opens named types where they are mentioned.
const MOST_OPEN: usize = 40;
/// The most deprecated operations that the front page names.
const MOST_DEPRECATED: usize = 12;

/// Holds an API and where its parts are, as one page sees them.
struct Shelf<'a> {
    api: &'a Api,
    entity: &'a Entity,
    pages: &'a Pages<'a>,
    press: &'a Press<'a>,
    /// The page that is written.
    number: usize,
    path: SitePath,
}

#[derive(Serialize)]
struct View {
    crumbs: Vec<Crumb>,
    kind: Kind,
    title: String,
    meta: Vec<String>,
    life: Option<Life>,
    owners: Vec<Owner>,
    tabs: Vec<Tab>,
    file: String,
    file_name: String,
    page_title: String,
    description: String,
    facts: Vec<Row>,
    deprecated_words: String,
    deprecated: Vec<RailItem>,
    filter_words: String,
    rail: Vec<RailGroup>,
    parts: Vec<RailGroup>,
    auth: String,
    body: String,
    findings: Vec<Diag>,
    text: String,
    cut: bool,
    releases: Vec<changes::Release>,
    style: String,
    script: String,
}

/// Says one thing of the API; `html` is safe.
#[derive(Serialize)]
struct Row {
    label: String,
    html: String,
}

#[derive(Serialize)]
struct RailGroup {
    title: String,
    href: String,
    count: String,
    description: String,
    items: Vec<RailItem>,
}

#[derive(Serialize)]
struct RailItem {
    href: String,
    text: String,
    verb: String,
    tone: &'static str,
    deprecated: bool,
}

/// Renders the reference of every API.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    let all: Vec<&Entity> = press.portal().entities.values().filter(|entity| entity.api.is_some()).collect();
    all.into_par_iter().try_for_each(|entity| {
        let Some(api) = &entity.api else { return Ok(()) };
        let pages = Pages::new(api);
        pages.all.par_iter().enumerate().try_for_each(|(number, page)| one(press, entity, api, &pages, number, page))?;
        raw(press, entity, api, &pages)?;
        changes::page(press, entity, api, &pages)
    })
}

fn one(
    press: &Press<'_>,
    entity: &Entity,
    api: &Api,
    pages: &Pages<'_>,
    number: usize,
    page: &Page<'_>,
) -> Result<(), ThemeError> {
    let (strings, path) = (press.strings, page.path(&entity.reference));
    let shelf = Shelf { api, entity, pages, press, number, path: path.clone() };
    let count = page.groups.iter().map(|share| share.operations.len()).sum::<usize>() + page.types.len();
    // What has an id of its own keeps it; a field that would come to the same goes without.
    let own = page.groups.iter().flat_map(|share| share.operations().iter().map(|operation| &operation.anchor));
    let ids: HashSet<String> = own.chain(page.types.iter().map(|known| &known.anchor)).cloned().collect();
    let mut tree = Tree { shelf: &shelf, ids, opened: HashSet::new(), opens: count <= MOST_OPEN };
    let mut body = String::new();
    for share in &page.groups {
        tree.group(&mut body, share.group);
        for operation in share.operations() {
            tree.operation(&mut body, operation);
        }
    }
    if !page.types.is_empty() {
        body.push_str(&format!(
            "<header class=\"stack-s below\" id=\"types\"><h2>{}</h2></header>\n",
            strings.text(types(api.language).0)
        ));
        for known in page.types {
            tree.named(&mut body, known);
        }
    }
    let is_front = number == 0;
    let servers = api.servers.iter().map(|server| {
        let label = if server.name.is_empty() { strings.text("server") } else { &server.name };
        let protocol = if server.protocol.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"ty\">{}</span>", inner(&server.protocol))
        };
        let mut html = format!("<span class=\"mono wrap\">{}</span>{protocol}", inner(&server.url));
        if !server.fields.is_empty() {
            tree.shape(
                &mut html,
                &crate::model::api::schema::Shape::fields(server.fields.clone()),
                &format!("server-{}", plain(&server.url)),
            );
        }
        Row { label: label.to_owned(), html }
    });
    let mut facts: Vec<Row> = servers.collect();
    facts.extend(api.facts.iter().map(|said| Row { label: words::words(strings, &said.label), html: fact(said) }));
    let auth: String = api.schemes.iter().map(|scheme| auth::scheme(strings, scheme)).collect();
    let page_title = words::title(strings, api.language, page);
    let view = View {
        page_title: page_title.clone(),
        description: if is_front { api.description.clone() } else { String::new() },
        facts: if is_front { facts } else { Vec::new() },
        auth: if is_front { auth } else { String::new() },
        deprecated_words: strings
            .count("operations-deprecated", api.operations().filter(|operation| operation.deprecated).count()),
        deprecated: if is_front { shelf.deprecated() } else { Vec::new() },
        filter_words: strings.count("operations", page.groups.iter().map(|share| share.operations.len()).sum()),
        rail: shelf.rail(page),
        parts: if is_front && !pages.is_one() { shelf.parts() } else { Vec::new() },
        body,
        findings: if is_front { entity::findings(press, &path, entity) } else { Vec::new() },
        ..shelf.frame(if is_front { "" } else { &page_title })
    };
    let values = [("part", page_title.as_str()), ("title", entity.title())];
    let title = strings.phrase(if page_title.is_empty() { "title-reference" } else { "part-title-reference" }, &values);
    let description = strings.phrase("format-of", &[("format", &api.format()), ("title", entity.title())]);
    press.page("api.html", &Head { path: &path, title: &title, description: &description, section: Section::Apis }, &view)
}

/// Writes the page of the text, and the file.
fn raw(press: &Press<'_>, entity: &Entity, api: &Api, pages: &Pages<'_>) -> Result<(), ThemeError> {
    let path = pages::raw(&entity.reference);
    let Some(text) = entity::definition_text(entity) else { return Ok(()) };
    let shelf = Shelf { api, entity, pages, press, number: usize::MAX, path: path.clone() };
    let (shown, cut) = entity::cut(text.trim_end(), MOST_TEXT);
    let view = View { text: shown, cut, page_title: api.file.clone(), ..shelf.frame(&api.file) };
    let title = press.strings.phrase("title-definition", &[("title", entity.title())]);
    press.page(
        "api-raw.html",
        &Head { path: &path, title: &title, description: &api.format(), section: Section::Apis },
        &view,
    )?;
    (press.sink)(Output::text(pages::file(&entity.reference, &api.file), text));
    Ok(())
}

impl Shelf<'_> {
    /// Links to an operation or a type.
    fn href(&self, anchor: &str) -> String {
        let page = self.pages.page_of(anchor);
        if page == self.number {
            return format!("#{anchor}");
        }
        format!("{}#{anchor}", self.press.href(&self.path, &self.pages.path_of(&self.entity.reference, anchor)))
    }

    /// Links to a place on the front page.
    fn front(&self, anchor: &str) -> String {
        if self.number == 0 {
            format!("#{anchor}")
        } else {
            format!("{}#{anchor}", self.press.href(&self.path, &pages::home(&self.entity.reference)))
        }
    }

    /// Gives what all pages of the API show; a page below the first has a name, `here`.
    fn frame(&self, here: &str) -> View {
        let (press, entity, path) = (self.press, self.entity, &self.path);
        let strings = press.strings;
        let mut crumbs = entity::crumbs(press, path, entity);
        if let Some(last) = crumbs.last_mut() {
            last.href = Some(press.href(path, &entity.reference.site_path()));
        }
        if here.is_empty() {
            crumbs.push(Crumb::here(strings.text("reference")));
        } else {
            crumbs.push(Crumb::to(strings.text("reference"), press.href(path, &pages::home(&entity.reference))));
            crumbs.push(Crumb::here(here));
        }
        let mut meta = vec![self.api.format()];
        if !self.api.release.is_empty() {
            meta.push(strings.phrase("version-of", &[("version", &self.api.release)]));
        }
        let operations = self.api.operations().count();
        if operations > 0 {
            meta.push(strings.count("operations", operations));
        }
        View {
            crumbs,
            kind: press.kind(&entity.kind),
            title: entity.title().to_owned(),
            meta,
            life: entity.lifecycle().map(links::life),
            owners: press.owners(path, entity),
            tabs: tabs::tabs(press, path, entity),
            file: press.href(path, &pages::file(&entity.reference, &self.api.file)),
            file_name: self.api.file.clone(),
            page_title: String::new(),
            description: String::new(),
            facts: Vec::new(),
            deprecated_words: String::new(),
            deprecated: Vec::new(),
            filter_words: String::new(),
            rail: Vec::new(),
            parts: Vec::new(),
            auth: String::new(),
            body: String::new(),
            findings: Vec::new(),
            text: String::new(),
            cut: false,
            releases: Vec::new(),
            style: press.href(path, &press.theme.api_style.path),
            script: press.href(path, &press.theme.api_script.path),
        }
    }

    /// Lists what should not be called any more, as far as a few lines reach.
    fn deprecated(&self) -> Vec<RailItem> {
        let all = self.api.operations().filter(|operation| operation.deprecated);
        all.take(MOST_DEPRECATED).map(|operation| self.item(operation)).collect()
    }

    fn item(&self, operation: &Operation) -> RailItem {
        RailItem {
            href: self.href(&operation.anchor),
            text: operation.title.clone(),
            verb: short(&operation.verb).to_owned(),
            tone: tone(&operation.verb),
            deprecated: operation.deprecated,
        }
    }

    /// Lists what is on a page; on those of a large API, the other pages too.
    fn rail(&self, page: &Page<'_>) -> Vec<RailGroup> {
        let strings = self.press.strings;
        let mut rail = Vec::new();
        for share in &page.groups {
            let items = share.operations().iter().map(|operation| self.item(operation));
            rail.push(RailGroup {
                title: words::word(strings, &share.group.title).to_owned(),
                href: String::new(),
                count: String::new(),
                description: String::new(),
                items: items.collect(),
            });
        }
        if !page.types.is_empty() {
            let items = page.types.iter().map(|known| RailItem {
                href: format!("#{}", known.anchor),
                text: known.name.clone(),
                verb: String::new(),
                tone: "",
                deprecated: known.deprecated,
            });
            rail.push(RailGroup {
                title: strings.text(types(self.api.language).0).to_owned(),
                href: String::new(),
                count: String::new(),
                description: String::new(),
                items: items.collect(),
            });
        }
        if !self.pages.is_one() {
            let items = self.pages.all.iter().map(|other| RailItem {
                href: self.press.href(&self.path, &other.path(&self.entity.reference)),
                text: match words::title(strings, self.api.language, other) {
                    title if title.is_empty() => strings.text("introduction").to_owned(),
                    title => title,
                },
                verb: String::new(),
                tone: "",
                deprecated: false,
            });
            rail.push(RailGroup {
                title: strings.text("pages-title").to_owned(),
                href: String::new(),
                count: String::new(),
                description: String::new(),
                items: items.collect(),
            });
        }
        rail
    }

    /// Lists the pages of a large API with what is on them.
    fn parts(&self) -> Vec<RailGroup> {
        let strings = self.press.strings;
        let group = |page: &Page<'_>| {
            let operations = page
                .groups
                .iter()
                .flat_map(|share| share.operations().iter().map(|operation| (operation, share.group)))
                .collect::<Vec<_>>();
            RailGroup {
                title: words::title(strings, self.api.language, page),
                href: self.press.href(&self.path, &page.path(&self.entity.reference)),
                count: if operations.is_empty() {
                    strings.count("types-counted", page.types.len())
                } else {
                    strings.count("operations", operations.len())
                },
                description: operations.first().map(|(_, group)| group.description.clone()).unwrap_or_default(),
                items: operations.into_iter().map(|(operation, _)| self.item(operation)).collect(),
            }
        };
        self.pages.all.iter().skip(1).map(group).collect()
    }
}

/// Writes a value that may lead somewhere.
fn fact(fact: &Fact) -> String {
    let text = inner(&fact.text);
    match &fact.url {
        Some(url) => format!("<a class=\"link\" href=\"{}\" rel=\"noopener noreferrer\">{text}</a>", escaped(url)),
        None => text,
    }
}

/// Escapes text for the inside of an element, where quotes mean nothing; a reference is full of them.
fn inner(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
