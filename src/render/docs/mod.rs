//! Docs: the list of all docs, and every page of every docs site in three columns. Bodies come safe from `parse`; here their links get their form.

mod body;
mod dates;
mod decisions;
mod labels;
mod list;
pub(super) mod nav;
mod print;
mod readme;
pub(super) mod stale;
mod tags;
pub(super) mod twin;
mod versions;

use rayon::prelude::*;
use serde::Serialize;

use self::dates::Dates;
use self::decisions::Record;
use self::nav::{NavNode, TocEntry};
pub(super) use self::readme::{Readme, readme};
use self::tags::Tag;
use self::versions::Switch;
use crate::base::site_path::SitePath;
use crate::model::docs::{DocPage, DocsSite, Target};
use crate::model::edit_link::EditLink;
use crate::model::finding::Subject;
use crate::model::output::{Body, Output};
use crate::render::diag::{Diag, Where};
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{Chip, Crumb, Owner};
use crate::render::theme::ThemeError;

#[derive(Serialize)]
struct View<'a> {
    crumbs: Vec<Crumb>,
    of: Chip,
    owners: Vec<Owner>,
    site: String,
    /// What browsers remember these docs by.
    key: String,
    nav: Vec<NavNode>,
    toc: Vec<TocEntry>,
    title: String,
    title_id: Option<String>,
    minutes: String,
    /// The language of the text, where it is not the page's.
    lang: &'a str,
    body: String,
    findings: Vec<Diag>,
    source: Option<Where>,
    commit: Option<String>,
    edit: Option<String>,
    report: Option<String>,
    linked_from: Vec<Backlink>,
    links: usize,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    see_also: Vec<Chip>,
    tags: Vec<Tag>,
    record: Option<Record>,
    markdown: Option<String>,
    print: Option<String>,
    style: String,
    script: String,
    dates: Option<Dates>,
    versions: Option<Switch>,
}

/// Shows a page that links to this one; `site` is told when its docs are others.
#[derive(Serialize)]
struct Backlink {
    title: String,
    href: String,
    site: Option<String>,
}

/// The most backlinks that a page shows.
const BACKLINKS: usize = 30;

#[derive(Serialize)]
struct Neighbour {
    title: String,
    href: String,
}

/// Renders the list and all pages, and hands on the files that pages show.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    list::list(press)?;
    decisions::page(press)?;
    tags::page(press)?;
    press.portal().docs.par_iter().try_for_each(|(_, site)| {
        versions::latest(press, site)?;
        print::page(press, site)?;
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
        twin::file(press, site, page);
        one(press, current, site, &order, number, page)
    })
}

/// Gives the language of docs, where it is not the portal's.
fn lang<'s>(press: &Press<'_>, site: &'s DocsSite) -> &'s str {
    site.language.as_deref().filter(|language| *language != press.site.language).unwrap_or_default()
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
        Crumb::to(press.strings.text("docs"), press.href(&path, &SitePath::page(["docs"]))),
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
    let mut linked_from = backlinks(press, site, &path, number);
    let links = linked_from.len();
    linked_from.truncate(BACKLINKS);
    let view = View {
        crumbs,
        of: press.chip(&path, &site.entity),
        owners: entity.map(|entity| press.owners(&path, entity)).unwrap_or_default(),
        site: site.title.clone(),
        key: site.entity.to_string(),
        nav: nav::nav(press, site, &path, number, &site.nav),
        toc: nav::toc(page),
        title: page.heading.as_ref().map_or_else(|| page.title.clone(), |heading| heading.text.clone()),
        title_id: page.heading.as_ref().map(|heading| heading.id.clone()),
        minutes: press.strings.count("minutes", words.div_ceil(220).max(1)),
        lang: lang(press, site),
        body: body::body(press, site, &path, page, None),
        findings,
        source: (!page.source.text.is_empty())
            .then(|| Where { text: page.source.path.to_string(), href: press.view_url(&page.source, None) }),
        commit: repository.and_then(|repository| repository.short_commit()).map(|commit| commit.to_string()),
        edit: edit(press, site, page).filter(|_| site.version.is_none()),
        report: report(press, site, page).filter(|_| site.version.is_none()),
        linked_from,
        links,
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
        tags: tags::of(press, &path, page),
        record: page.decision.as_ref().map(|decision| decisions::record(press, &path, site, decision)),
        markdown: twin::path(site, page).map(|twin| press.href(&path, &twin)),
        print: print::path(site).map(|print| press.href(&path, &print)),
        style: press.href(&path, &press.theme.docs_style.path),
        script: press.href(&path, &press.theme.docs_script.path),
        dates: repository
            .and_then(|repository| repository.history_of(&page.source.path))
            .map(|history| dates::dates(press.strings, history)),
        versions: versions::switch(press, current, site, &page.path, &path),
    };
    let mut head_title = if page.path.is_empty() { site.title.clone() } else { format!("{} · {}", page.title, site.title) };
    if let Some(version) = &site.version {
        head_title += &format!(" {}", version.name);
    }
    let of_site = site.description.as_ref().filter(|_| page.path.is_empty() && page.summary.is_empty());
    let description = of_site.unwrap_or(if page.summary.is_empty() { &page.title } else { &page.summary });
    press.page("docs.html", &Head { path: &path, title: &head_title, description, section: Section::Docs }, &view)
}

/// Lists the pages that link to page `number`, those of the same docs first.
fn backlinks(press: &Press<'_>, site: &DocsSite, path: &SitePath, number: usize) -> Vec<Backlink> {
    let from = site.backlinks.get(&number).into_iter().flatten();
    let mut found: Vec<(bool, Backlink)> = from
        .filter_map(|(entity, number)| {
            let other = press.portal().docs.get(entity)?;
            let page = other.pages.get(*number)?;
            let is_other = other.entity != site.entity;
            let title = if page.path.is_empty() { other.title.clone() } else { page.title.clone() };
            let of = (is_other && !page.path.is_empty()).then(|| other.title.clone());
            Some((is_other, Backlink { title, href: press.href(path, &other.site_path(page)), site: of }))
        })
        .collect();
    found.sort_by_key(|(is_other, _)| *is_other);
    found.into_iter().map(|(_, backlink)| backlink).collect()
}

/// Gives where a page is edited: as its `mkdocs.yml` says, else on its forge.
fn edit(press: &Press<'_>, site: &DocsSite, page: &DocPage<Target>) -> Option<String> {
    let mount = site.mount_of(&page.source.path);
    match mount.map(|mount| (&mount.edit, page.source.path.strip_prefix(&mount.root))) {
        None | Some((EditLink::Forge, _)) => press.edit_url(&page.source),
        Some((link, below)) => link.url(&below?),
    }
}

/// Gives where a problem with a page is reported.
fn report(press: &Press<'_>, site: &DocsSite, page: &DocPage<Target>) -> Option<String> {
    let forge = press.portal().repositories.get(site.repository)?.forge.as_ref()?;
    let place = press.view_url(&page.source, None).unwrap_or_else(|| page.source.path.to_string());
    let title = press.strings.phrase("feedback-title", &[("title", &page.title)]);
    Some(forge.report_url(&title, &format!("{}\n\n", press.strings.phrase("feedback-page", &[("place", &place)]))))
}

/// Writes a fragment as URLs do.
pub(super) fn encoded(fragment: &str) -> String {
    percent_encoding::utf8_percent_encode(fragment, FRAGMENT).to_string()
}

/// The WHATWG fragment percent-encode set.
const FRAGMENT: &percent_encoding::AsciiSet =
    &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%');

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;").replace('<', "&lt;").replace('>', "&gt;")
}
