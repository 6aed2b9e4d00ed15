//! Docs: the list of all docs, and every page of every docs site in three columns. Bodies come safe from `parse`; here their links get their form.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::docs::{Chunk, DocPage, DocsSite, NavItem, Target};
use crate::model::finding::Subject;
use crate::model::output::{Body, Output};
use crate::render::diag::{Diag, Where};
use crate::render::layout::{Head, Press, Section, counted};
use crate::render::links::{Chip, Crumb, Owner};
use crate::render::theme::ThemeError;

/// The most pages of a site whose navigation every page holds whole; in larger ones, closed sections are links to their first page.
const WHOLE: usize = 150;

#[derive(Serialize)]
struct ListView {
    groups: Vec<ListGroup>,
    figures: String,
    empty: bool,
    catalog: String,
}

#[derive(Serialize)]
struct ListGroup {
    id: String,
    title: String,
    sites: Vec<ListSite>,
}

#[derive(Serialize)]
struct ListSite {
    title: String,
    href: String,
    summary: String,
    of: Chip,
    owners: Vec<Owner>,
    pages: String,
}

#[derive(Serialize)]
struct View {
    crumbs: Vec<Crumb>,
    of: Chip,
    owners: Vec<Owner>,
    site: String,
    nav: Vec<NavNode>,
    toc: Vec<TocEntry>,
    title: String,
    minutes: String,
    body: String,
    findings: Vec<Diag>,
    source: Where,
    commit: Option<String>,
    edit: Option<String>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    see_also: Vec<Chip>,
}

#[derive(Serialize)]
struct NavNode {
    title: String,
    href: Option<String>,
    current: bool,
    open: bool,
    external: bool,
    items: Vec<NavNode>,
}

#[derive(Serialize)]
struct TocEntry {
    id: String,
    text: String,
    items: Vec<TocEntry>,
}

#[derive(Serialize)]
struct Neighbour {
    title: String,
    href: String,
}

/// Renders the list and all pages, and hands on the files that pages show.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    list(press)?;
    press.portal().docs.par_iter().try_for_each(|(_, site)| {
        for (path, file) in &site.assets {
            (press.sink)(Output { path: path.clone(), body: Body::File(site.repository, file.clone()) });
        }
        let order = order(site);
        site.pages.par_iter().enumerate().try_for_each(|(number, page)| {
            press.progress.step();
            one(press, site, &order, number, page)
        })
    })
}

/// Gives the front page of a docs site.
pub(super) fn front(site: &DocsSite) -> SitePath {
    SitePath::page(["docs", &site.entity.namespace, &site.entity.kind, &site.entity.name])
}

fn list(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = SitePath::page(["docs"]);
    let mut groups: BTreeMap<(u8, String), Vec<ListSite>> = BTreeMap::new();
    for site in press.portal().docs.values() {
        let entity = press.portal().entities.get(&site.entity);
        let index = site.pages.iter().find(|page| page.path.is_empty());
        let group = domain_of(press, site).map_or_else(|| (1, "Everything else".to_owned()), |title| (0, title));
        groups.entry(group).or_default().push(ListSite {
            title: site.title.clone(),
            href: press.href(&path, &front(site)),
            summary: index
                .map(|page| page.summary.clone())
                .filter(|summary| !summary.is_empty())
                .unwrap_or_else(|| entity.and_then(|entity| entity.description()).unwrap_or_default().to_owned()),
            of: press.chip(&path, &site.entity),
            owners: entity.map(|entity| press.owners(&path, entity)).unwrap_or_default(),
            pages: counted(site.pages.len(), "page", "pages"),
        });
    }
    let single = groups.len() == 1;
    let groups: Vec<ListGroup> = groups
        .into_iter()
        .enumerate()
        .map(|(number, ((_, title), mut sites))| {
            sites.sort_by_key(|site| site.title.to_lowercase());
            ListGroup { id: format!("d{}", number + 1), title: if single { "All docs".to_owned() } else { title }, sites }
        })
        .collect();
    let count: usize = press.portal().docs.values().map(|site| site.pages.len()).sum();
    let view = ListView {
        figures: format!(
            "{} about {}.",
            counted(count, "page", "pages"),
            counted(press.portal().docs.len(), "entity", "entities")
        ),
        empty: groups.is_empty(),
        groups,
        catalog: press.href(&path, &SitePath::page(["catalog"])),
    };
    let description = format!("The docs of {}.", press.site.title);
    press.page("docs-list.html", &Head { path: &path, title: "Docs", description: &description, section: Section::Docs }, &view)
}

/// Finds the domain that an entity's docs belong to, over its system if need be.
fn domain_of(press: &Press<'_>, site: &DocsSite) -> Option<String> {
    let mut reference = &site.entity;
    // Three steps reach from a subcomponent over its component and system; a cycle ends here too.
    for _ in 0..4 {
        let entity = press.portal().entities.get(reference)?;
        if entity.reference.kind == "domain" {
            return Some(entity.title().to_owned());
        }
        reference = &entity.relations_of("partOf").find(|relation| relation.resolved)?.target;
    }
    None
}

fn one(press: &Press<'_>, site: &DocsSite, order: &[usize], number: usize, page: &DocPage<Target>) -> Result<(), ThemeError> {
    let path = site.site_path(page);
    let mut crumbs = vec![
        Crumb::to("Docs", press.href(&path, &SitePath::page(["docs"]))),
        Crumb::to(site.title.clone(), press.href(&path, &front(site))),
    ];
    let mut trail = Vec::new();
    if !page.path.is_empty() && sections_to(&site.nav, number, &mut trail) {
        crumbs.extend(trail.into_iter().map(|title| Crumb { title, href: None }));
    }
    if page.path.is_empty() {
        crumbs.pop();
        crumbs.push(Crumb::here(site.title.clone()));
    } else {
        crumbs.push(Crumb::here(page.title.clone()));
    }
    let at = order.iter().position(|other| *other == number);
    let neighbour = |index: Option<usize>| {
        let page = site.pages.get(*order.get(index?)?)?;
        Some(Neighbour { title: page.title.clone(), href: press.href(&path, &site.site_path(page)) })
    };
    let words: usize = page.sections.iter().map(|section| section.text.split_whitespace().count()).sum();
    let repository = press.portal().repositories.get(site.repository);
    let findings = press
        .findings_about(&site.entity)
        .filter(|finding| matches!(&finding.subject, Subject::Docs(_, about) if *about == page.path))
        .map(|finding| press.diag(&path, finding, false))
        .collect();
    let entity = press.portal().entities.get(&site.entity);
    let view = View {
        crumbs,
        of: press.chip(&path, &site.entity),
        owners: entity.map(|entity| press.owners(&path, entity)).unwrap_or_default(),
        site: site.title.clone(),
        nav: nav(press, site, &path, number, &site.nav),
        toc: toc(page),
        title: page.title.clone(),
        minutes: counted(words.div_ceil(220).max(1), "minute", "minutes"),
        body: body(press, &path, page),
        findings,
        source: Where { text: page.source.path.to_string(), href: press.view_url(&page.source, None) },
        commit: repository.and_then(|repository| repository.short_commit()).map(|commit| commit.to_string()),
        edit: press.edit_url(&page.source),
        previous: neighbour(at.and_then(|at| at.checked_sub(1))),
        next: neighbour(at.map(|at| at + 1)),
        see_also: press
            .docs_of
            .get(&site.entity)
            .into_iter()
            .flatten()
            .take(8)
            .map(|reference| press.chip(&path, reference))
            .collect(),
    };
    let head_title = if page.path.is_empty() { site.title.clone() } else { format!("{} · {}", page.title, site.title) };
    let description = if page.summary.is_empty() { &page.title } else { &page.summary };
    press.page("docs.html", &Head { path: &path, title: &head_title, description, section: Section::Docs }, &view)
}

/// Writes the body, its links as this page must write them.
fn body(press: &Press<'_>, path: &SitePath, page: &DocPage<Target>) -> String {
    let mut html = String::new();
    for chunk in &page.body {
        match chunk {
            Chunk::Html(text) => html.push_str(text),
            Chunk::Href(target) => html.push_str(&escaped(&match target {
                Target::Page { path: to, fragment } => {
                    let href = press.href(path, to);
                    fragment.as_ref().map_or_else(|| href.clone(), |fragment| format!("{href}#{}", encoded(fragment)))
                }
                Target::Fragment(fragment) => format!("#{}", encoded(fragment)),
                Target::External(url) => url.clone(),
                // An empty link would load the page anew; this leads to the list of what is wrong with it.
                Target::Broken => "#page-findings".to_owned(),
            })),
            Chunk::Src(target) => match target {
                Target::Page { path: to, .. } => html.push_str(&escaped(&press.href(path, to))),
                Target::External(url) => html.push_str(&escaped(url)),
                // A one-pixel image asks no server and leaves the words of `alt` in place.
                Target::Fragment(_) | Target::Broken => html.push_str("data:,"),
            },
        }
    }
    html
}

fn encoded(fragment: &str) -> String {
    percent_encoding::utf8_percent_encode(fragment, FRAGMENT).to_string()
}

/// The WHATWG fragment percent-encode set.
const FRAGMENT: &percent_encoding::AsciiSet =
    &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%');

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Lists the pages in the order of the navigation.
pub(super) fn first_pages(site: &DocsSite) -> impl Iterator<Item = &DocPage<Target>> {
    order(site).into_iter().filter_map(|number| site.pages.get(number))
}

/// Lists the pages of a site in the order of the navigation, those outside it left out.
fn order(site: &DocsSite) -> Vec<usize> {
    order_of(&site.nav)
}

fn order_of(items: &[NavItem]) -> Vec<usize> {
    fn walk(items: &[NavItem], seen: &mut BTreeSet<usize>, order: &mut Vec<usize>) {
        for item in items {
            match item {
                NavItem::Page { page, .. } if seen.insert(*page) => order.push(*page),
                NavItem::Section { items, .. } => walk(items, seen, order),
                NavItem::Page { .. } | NavItem::Link { .. } => {}
            }
        }
    }
    let mut order = Vec::new();
    walk(items, &mut BTreeSet::new(), &mut order);
    order
}

/// Finds the sections that lead to a page.
fn sections_to(items: &[NavItem], number: usize, trail: &mut Vec<String>) -> bool {
    items.iter().any(|item| match item {
        NavItem::Page { page, .. } => *page == number,
        NavItem::Link { .. } => false,
        NavItem::Section { title, items } => {
            trail.push(title.clone());
            let found = sections_to(items, number, trail);
            if !found {
                trail.pop();
            }
            found
        }
    })
}

fn nav(press: &Press<'_>, site: &DocsSite, path: &SitePath, number: usize, items: &[NavItem]) -> Vec<NavNode> {
    items
        .iter()
        .filter_map(|item| {
            Some(match item {
                NavItem::Page { title, page } => NavNode {
                    title: title.clone(),
                    href: Some(press.href(path, &site.site_path(site.pages.get(*page)?))),
                    current: *page == number,
                    open: *page == number,
                    external: false,
                    items: Vec::new(),
                },
                NavItem::Section { title, items } => {
                    let open = sections_to(items, number, &mut Vec::new());
                    let first = order_of(items).first().and_then(|first| site.pages.get(*first));
                    let is_cut = !open && site.pages.len() > WHOLE;
                    NavNode {
                        title: title.clone(),
                        href: first.filter(|_| is_cut).map(|first| press.href(path, &site.site_path(first))),
                        current: false,
                        open,
                        external: false,
                        items: if is_cut { Vec::new() } else { nav(press, site, path, number, items) },
                    }
                }
                NavItem::Link { title, url } => NavNode {
                    title: title.clone(),
                    href: Some(url.clone()),
                    current: false,
                    open: false,
                    external: true,
                    items: Vec::new(),
                },
            })
        })
        .collect()
}

/// Makes two levels of contents out of the headings: the page's highest, and the one below.
fn toc(page: &DocPage<Target>) -> Vec<TocEntry> {
    let top = page.headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in page.headings.iter().filter(|heading| heading.level <= top + 1) {
        let entry = TocEntry { id: encoded(&heading.id), text: heading.text.clone(), items: Vec::new() };
        match entries.last_mut() {
            Some(last) if heading.level > top => last.items.push(entry),
            _ => entries.push(entry),
        }
    }
    entries
}
