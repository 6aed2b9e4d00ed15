//! Docs: the list of all docs, and every page of every docs site in three columns. Bodies come safe from `parse`; here their links get their form.

mod dates;
mod list;
mod nav;
mod versions;

use rayon::prelude::*;
use serde::Serialize;

use self::dates::Dates;
use self::nav::{NavNode, TocEntry};
use self::versions::Switch;
use crate::base::site_path::SitePath;
use crate::model::docs::{Chunk, DocPage, DocsSite, Target};
use crate::model::finding::Subject;
use crate::model::output::{Body, Output};
use crate::render::diag::{Diag, Where};
use crate::render::layout::{Head, Press, Section, counted};
use crate::render::links::{Chip, Crumb, Owner};
use crate::render::theme::ThemeError;

#[derive(Serialize)]
struct View {
    crumbs: Vec<Crumb>,
    of: Chip,
    owners: Vec<Owner>,
    site: String,
    /// What browsers remember these docs by.
    key: String,
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
    dates: Option<Dates>,
    versions: Option<Switch>,
}

#[derive(Serialize)]
struct Neighbour {
    title: String,
    href: String,
}

/// Renders the list and all pages, and hands on the files that pages show.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    list::list(press)?;
    press.portal().docs.par_iter().try_for_each(|(_, site)| {
        versions::latest(press, site)?;
        version(press, site, site)?;
        site.versions.par_iter().try_for_each(|older| version(press, site, older))
    })
}

/// Renders one version of the docs `current`, which may be themselves.
fn version(press: &Press<'_>, current: &DocsSite, site: &DocsSite) -> Result<(), ThemeError> {
    for (path, file) in &site.assets {
        let body = match &site.version {
            Some(version) => Body::VersionFile(site.repository, version.number, file.clone()),
            None => Body::File(site.repository, file.clone()),
        };
        (press.sink)(Output { path: path.clone(), body });
    }
    let order = nav::order(site);
    site.pages.par_iter().enumerate().try_for_each(|(number, page)| {
        press.progress.step();
        one(press, current, site, &order, number, page)
    })
}

/// Gives the front page of a docs site.
pub(super) fn front(site: &DocsSite) -> SitePath {
    site.address("")
}

/// Lists the pages in the order of the navigation.
pub(super) fn first_pages(site: &DocsSite) -> impl Iterator<Item = &DocPage<Target>> {
    nav::order(site).into_iter().filter_map(|number| site.pages.get(number))
}

fn one(
    press: &Press<'_>,
    current: &DocsSite,
    site: &DocsSite,
    order: &[usize],
    number: usize,
    page: &DocPage<Target>,
) -> Result<(), ThemeError> {
    let path = site.site_path(page);
    let mut crumbs = vec![
        Crumb::to("Docs", press.href(&path, &SitePath::page(["docs"]))),
        Crumb::to(site.title.clone(), press.href(&path, &front(site))),
    ];
    let mut trail = Vec::new();
    if !page.path.is_empty() && nav::sections_to(&site.nav, number, &mut trail) {
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
    let repository = match &site.version {
        Some(version) => repository.and_then(|repository| Some(&repository.versions.get(version.number)?.repository)),
        None => repository,
    };
    let findings = press
        .findings_about(&site.entity)
        .filter(|finding| site.version.is_none() && matches!(&finding.subject, Subject::Docs(_, about) if *about == page.path))
        .map(|finding| press.diag(&path, finding, false))
        .collect();
    let entity = press.portal().entities.get(&site.entity);
    let view = View {
        crumbs,
        of: press.chip(&path, &site.entity),
        owners: entity.map(|entity| press.owners(&path, entity)).unwrap_or_default(),
        site: site.title.clone(),
        key: site.entity.to_string(),
        nav: nav::nav(press, site, &path, number, &site.nav),
        toc: nav::toc(page),
        title: page.title.clone(),
        minutes: counted(words.div_ceil(220).max(1), "minute", "minutes"),
        body: body(press, &path, page),
        findings,
        source: Where { text: page.source.path.to_string(), href: press.view_url(&page.source, None) },
        commit: repository.and_then(|repository| repository.short_commit()).map(|commit| commit.to_string()),
        edit: press.edit_url(&page.source).filter(|_| site.version.is_none()),
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
        dates: repository.and_then(|repository| repository.history_of(&page.source.path)).map(dates::dates),
        versions: versions::switch(press, current, site, &page.path, &path),
    };
    let mut head_title = if page.path.is_empty() { site.title.clone() } else { format!("{} · {}", page.title, site.title) };
    if let Some(version) = &site.version {
        head_title += &format!(" {}", version.name);
    }
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
