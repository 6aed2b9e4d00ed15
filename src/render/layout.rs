//! Layout: what all pages share. A page's view and its path -> one `Output`, with header, footer and icons around it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::json;
use tera::Context;

use crate::base::instant::Instant;
use crate::base::site_path::{LinkStyle, SitePath};
use crate::config::Site;
use crate::model::docs;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::kind::Model;
use crate::model::output::{Output, Sink};
use crate::model::portal::{Judged, Portal};
use crate::model::progress::{Progress, Silent};
use crate::model::sources::Repository;
use crate::render::card::Cards;
use crate::render::changes::{self, Event};
use crate::render::graph::Net;
use crate::render::links::{self, Kind};
use crate::render::plugins::Shelf;
use crate::render::shapes::Shapes;
use crate::render::strings::Strings;
use crate::render::theme::{Theme, ThemeError};

/// Holds what is computed once and read by every page.
pub(super) struct Press<'a> {
    pub(super) judged: &'a Judged,
    pub(super) site: &'a Site,
    pub(super) theme: &'a Theme,
    /// What the interface says.
    pub(super) strings: &'a Strings,
    pub(super) progress: &'a dyn Progress,
    pub(super) sink: &'a Sink<'a>,
    /// The numbers of the findings about each entity.
    pub(super) findings: BTreeMap<&'a EntityRef, Vec<usize>>,
    /// The numbers of the broken entities that have a page.
    pub(super) broken: BTreeMap<&'a EntityRef, usize>,
    /// The other entities that show the docs of an entity.
    pub(super) docs_of: BTreeMap<&'a EntityRef, Vec<&'a EntityRef>>,
    /// The kinds in the catalog with their number of entities, in the order in which pages list them.
    pub(super) kinds: Vec<(Kind, usize)>,
    /// The catalog as a graph.
    pub(super) net: Net<'a>,
    /// What became different, the newest first.
    pub(super) news: Vec<Event<'a>>,
    /// What each owner owns, themselves or through the groups below.
    pub(super) owned: BTreeMap<&'a EntityRef, Vec<&'a Entity>>,
    /// The numbers of the news about what each owner owns.
    pub(super) news_of: BTreeMap<&'a EntityRef, Vec<usize>>,
    /// The numbers of the edits of each entity, the newest first.
    pub(super) edits: BTreeMap<&'a EntityRef, Vec<usize>>,
    /// The repositories by name.
    pub(super) repositories: BTreeMap<&'a str, &'a Repository>,
    /// What plugins add.
    pub(super) shelf: Shelf<'a>,
    /// What templates are given, where somebody wants to know.
    pub(super) shapes: Option<Shapes>,
    /// The pictures that others show of links to pages.
    cards: Cards,
    /// What links of the not-found page start with.
    absolute: Option<String>,
    /// The pages that were made and that others may list.
    listed: Mutex<BTreeSet<SitePath>>,
}

/// Says what the head, the header and the footer need to know of a page.
pub(super) struct Head<'a> {
    pub(super) path: &'a SitePath,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    pub(super) section: Section,
}

/// Names the section of the site that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    None,
    Catalog,
    Docs,
    Apis,
    Graph,
    Health,
    Changes,
}

#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    description: &'a str,
    site: &'a str,
    language: &'a str,
    direction: &'a str,
    root: String,
    home: String,
    style: String,
    script: String,
    favicon: String,
    list_script: String,
    assets: BTreeMap<&'a str, String>,
    search_script: String,
    search_manifest: String,
    search_scope: &'a str,
    search_page: String,
    links: &'static str,
    nav: Vec<NavLink>,
    menu: Vec<NavLink>,
    /// Whether the menu leads to pages that the bar has no room for.
    more: bool,
    built: String,
    built_iso: String,
    repositories: String,
    health: String,
    /// The whole address of the page, where the site knows its own.
    address: String,
    /// The whole address of the page's card.
    card: String,
    card_words: String,
    article: bool,
    linked_data: String,
    health_words: String,
    version: &'static str,
}

#[derive(Serialize)]
struct NavLink {
    title: String,
    href: String,
    icon: String,
    current: bool,
}

impl<'a> Press<'a> {
    pub(super) fn new(
        judged: &'a Judged,
        site: &'a Site,
        theme: &'a Theme,
        progress: &'a dyn Progress,
        sink: &'a Sink<'a>,
    ) -> Self {
        let portal = &judged.portal;
        let news = changes::news(portal);
        Self {
            net: Net::new(portal, &theme.strings),
            owned: portal.owned(),
            news_of: changes::by_team(portal, &news),
            news,
            progress,
            sink,
            ..Self::without_pages(judged, site, theme)
        }
    }

    /// Prepares what parts of pages need, and nothing that whole pages do; makes nothing.
    pub(super) fn without_pages(judged: &'a Judged, site: &'a Site, theme: &'a Theme) -> Self {
        let portal = &judged.portal;
        let mut findings: BTreeMap<&EntityRef, Vec<usize>> = BTreeMap::new();
        for (number, finding) in portal.findings.iter().enumerate() {
            if let Subject::Entity(about) | Subject::Docs(about, _) = &finding.subject {
                findings.entry(about).or_default().push(number);
            }
        }
        let mut edits: BTreeMap<&EntityRef, Vec<usize>> = BTreeMap::new();
        for (number, edit) in portal.edits.iter().enumerate() {
            edits.entry(&edit.entity).or_default().push(number);
        }
        let broken = portal.broken.iter().enumerate().filter_map(|(number, broken)| Some((broken.reference.as_ref()?, number)));
        let mut docs_of: BTreeMap<&EntityRef, Vec<&EntityRef>> = BTreeMap::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entity in portal.entities.values() {
            if let Some(docs) = entity.docs.as_ref().filter(|docs| **docs != entity.reference) {
                docs_of.entry(docs).or_default().push(&entity.reference);
            }
            *counts.entry(entity.reference.kind.as_str()).or_default() += 1;
        }
        let mut kinds: Vec<(Kind, usize)> = counts
            .into_iter()
            .map(|(slug, count)| {
                let written = portal.entities.values().find(|entity| entity.reference.kind == slug);
                (links::kind(&portal.model, &theme.strings, written.map_or(slug, |entity| &entity.kind)), count)
            })
            .collect();
        kinds.sort_by_key(|(kind, _)| (order_of(&portal.model, &kind.slug), kind.slug.clone()));
        let absolute = site
            .url
            .as_deref()
            .and_then(|url| url::Url::parse(url).ok())
            .map(|url| format!("{}/", url.path().trim_end_matches('/')));
        Self {
            judged,
            site,
            theme,
            strings: &theme.strings,
            progress: &Silent,
            sink: &|_| {},
            findings,
            broken: broken.collect(),
            docs_of,
            kinds,
            net: Net::default(),
            news: Vec::new(),
            owned: BTreeMap::new(),
            news_of: BTreeMap::new(),
            edits,
            repositories: portal.repositories.iter().map(|repository| (&*repository.name, repository)).collect(),
            shelf: Shelf::new(portal),
            shapes: None,
            cards: Cards::default(),
            absolute,
            listed: Mutex::default(),
        }
    }

    pub(super) fn portal(&self) -> &'a Portal {
        &self.judged.portal
    }

    /// Lists the findings about an entity and its docs.
    pub(super) fn findings_about(&self, reference: &EntityRef) -> impl Iterator<Item = &'a Finding> {
        let portal = self.portal();
        self.findings.get(reference).into_iter().flatten().filter_map(|number| portal.findings.get(*number))
    }

    /// Says of when the portal speaks; nothing when no commit was read.
    pub(super) fn as_of(&self) -> String {
        if self.judged.now == Instant::default() { String::new() } else { self.strings.day_and_time(self.judged.now) }
    }

    /// Writes the link from one page to another.
    pub(super) fn href(&self, from: &SitePath, to: &SitePath) -> String {
        match self.absolute.as_deref().filter(|_| from.as_str() == NOT_FOUND) {
            None => to.href_from(from, self.site.links),
            // A host shows this page under every address that it does not know; only where the site stands is known to hold.
            Some(base) if self.site.links == LinkStyle::Explicit => SitePath::file([to.output_file().as_str()]).under(base),
            Some(base) => to.under(base),
        }
    }

    /// Renders `template` with `view` and hands the page to the sink.
    pub(super) fn page(&self, template: &str, head: &Head<'_>, view: &impl Serialize) -> Result<(), ThemeError> {
        if let Some(shapes) = &self.shapes {
            shapes.see(template, view);
            shapes.see("page", &self.frame(template, head));
        }
        let rendered = Context::from_serialize(view).and_then(|mut context| {
            context.insert("page", &self.frame(template, head));
            self.theme.tera.render(template, &context)
        });
        if self.address(template, head.path).is_some() {
            self.listed.lock().unwrap_or_else(PoisonError::into_inner).insert(head.path.clone());
        }
        let html = rendered.map_err(|error| ThemeError(Box::new(self.theme.told(&error, template))))?;
        (self.sink)(Output::text(head.path.clone(), self.theme.icons.inline(&html)));
        Ok(())
    }

    /// Lists the pages that were made and that search engines may list, by path.
    pub(super) fn pages(&self) -> Vec<SitePath> {
        self.listed.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Writes the whole address of a page below that of the site.
    pub(super) fn whole(&self, base: &str, path: &SitePath) -> String {
        match self.site.links {
            LinkStyle::Explicit => SitePath::file([path.output_file().as_str()]).under(base),
            LinkStyle::Pretty => path.under(base),
        }
    }

    /// Gives the whole address of a page, where the site knows its own; none of a page that only leads on, or that another is the newest of.
    fn address(&self, template: &str, path: &SitePath) -> Option<String> {
        let leads_on = matches!(template, "moved.html" | "docs-latest.html" | NOT_FOUND);
        let base = self.site.url.as_deref().filter(|_| !leads_on && docs::search_folder_of(path).is_none())?;
        Some(self.whole(base, path))
    }

    /// Says what a page is, for machines that read it: JSON-LD after schema.org.
    fn linked_data(&self, head: &Head<'_>, address: &str) -> String {
        let base = self.site.url.as_deref().unwrap_or_default();
        let site = json!({ "@type": "WebSite", "name": self.site.title, "url": base });
        let data = if *head.path == SitePath::home() {
            let search = format!("{}?q={{q}}", self.whole(base, &SitePath::page(["search"])));
            let action = json!({ "@type": "SearchAction", "target": search, "query-input": "required name=q" });
            json!({ "@context": "https://schema.org", "@type": "WebSite", "name": self.site.title, "url": base, "potentialAction": action })
        } else if is_article(head.path) {
            json!({
                "@context": "https://schema.org",
                "@type": "TechArticle",
                "headline": head.title,
                "description": head.description,
                "url": address,
                "isPartOf": site,
            })
        } else {
            return String::new();
        };
        // It stands in a script element, which this could end.
        data.to_string().replace('<', "\\u003c")
    }

    fn frame<'h>(&'h self, template: &str, head: &Head<'h>) -> Frame<'h> {
        let from = head.path;
        let strings = self.strings;
        let link = |title: &str, icon: &str, path: SitePath, section: Option<Section>| NavLink {
            title: strings.text(title).to_owned(),
            icon: icon.to_owned(),
            href: self.href(from, &path),
            current: section == Some(head.section),
        };
        let nav = || {
            let mut nav = vec![link("catalog", "component", SitePath::page(["catalog"]), Some(Section::Catalog))];
            nav.push(link("docs", "doc", SitePath::page(["docs"]), Some(Section::Docs)));
            if self.kinds.iter().any(|(kind, _)| kind.slug == "api") {
                nav.push(link("apis", "api", SitePath::page(["api-docs"]), Some(Section::Apis)));
            }
            nav.push(link("graph", "graph", SitePath::page(["catalog-graph"]), Some(Section::Graph)));
            if !self.news.is_empty() {
                nav.push(link("changes", "list", changes::path(), Some(Section::Changes)));
            }
            nav.push(link("health", "pulse", SitePath::page(["health"]), Some(Section::Health)));
            nav
        };
        let (mut nav, mut menu) = (nav(), nav());
        if self.kinds.iter().any(|(kind, _)| kind.slug == "group") {
            menu.push(link("teams", "group", SitePath::page(["catalog", "group"]), None));
        }
        for (title, icon, path, is_main) in self.plugin_pages() {
            let link = || NavLink { title: title.to_owned(), current: path == *from, ..link("", icon, path.clone(), None) };
            nav.extend(is_main.then(&link));
            menu.push(link());
        }
        let health = &self.judged.health;
        let version = docs::search_folder_of(from);
        let address = self.address(template, from);
        let card = address.as_ref().map(|_| self.cards.of(self, template, head)).unwrap_or_default();
        let manifest = SitePath::file(version.as_deref().unwrap_or("search").split('/').chain(["manifest.json"]));
        Frame {
            title: head.title,
            description: head.description,
            site: &self.site.title,
            language: &strings.language,
            direction: &strings.direction,
            root: match self.absolute.as_ref().filter(|_| from.as_str() == NOT_FOUND) {
                Some(base) => base.clone(),
                None => SitePath::home().href_from(from, LinkStyle::Pretty),
            },
            home: self.href(from, &SitePath::home()),
            style: self.href(from, &self.theme.style.path),
            script: self.href(from, &self.theme.script.path),
            favicon: self.href(from, &self.theme.favicon.path),
            list_script: self.href(from, &self.theme.list_script.path),
            assets: self.theme.own.iter().map(|(name, asset)| (name.as_str(), self.href(from, &asset.path))).collect(),
            search_script: self.href(from, &self.theme.search.path),
            search_manifest: self.href(from, &manifest),
            search_scope: if version.is_some() { strings.text("search-this-version") } else { "" },
            search_page: self.href(from, &SitePath::page(["search"])),
            links: if self.site.links == LinkStyle::Explicit { "explicit" } else { "pretty" },
            more: menu.len() > nav.len() && !self.portal().plugins.is_empty(),
            nav,
            menu,
            built: self.as_of(),
            built_iso: self.judged.now.rfc3339(),
            repositories: strings.count("repositories", self.portal().repositories.len()),
            health: self.href(from, &SitePath::page(["health"])),
            card: card.address,
            card_words: card.words,
            article: is_article(from),
            linked_data: address.as_deref().map(|address| self.linked_data(head, address)).unwrap_or_default(),
            address: address.unwrap_or_default(),
            health_words: match (health.errors, health.warnings) {
                (0, 0) => strings.text("nothing-to-fix").to_owned(),
                (errors, 0) => strings.count("errors", errors),
                (0, warnings) => strings.count("warnings", warnings),
                (errors, warnings) => strings.errors_and_warnings(errors, warnings),
            },
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Tells whether a page is one of docs.
fn is_article(path: &SitePath) -> bool {
    path.as_str().split('/').filter(|part| !part.is_empty()).count() > 3 && path.as_str().starts_with("docs/")
}

/// The page that hosts show for addresses that do not exist.
pub(super) const NOT_FOUND: &str = "404.html";

/// Writes a number with its noun: `1 page`, `2 pages`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// Writes a number with its thousands apart: `12,345`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Ranks a kind as lists show it: what is built first, then who and what surrounds it.
fn order_of(model: &Model, slug: &str) -> usize {
    const ORDER: [&str; 9] = ["component", "api", "resource", "system", "domain", "group", "user", "template", "location"];
    ORDER
        .iter()
        .position(|known| *known == slug)
        .or_else(|| Some(ORDER.len() + model.kinds.get_index_of(slug)?))
        .unwrap_or(usize::MAX)
}
