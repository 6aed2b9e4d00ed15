//! The list of all docs: a row for every docs site, by the domain that it belongs to, with facets; and the ways to what else lists docs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dates::{Moment, moment};
use super::{decisions, front, stale, tags};
use crate::base::site_path::SitePath;
use crate::model::docs::DocsSite;
use crate::model::entity::Entity;
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{self, Chip, Kind, Owner};
use crate::render::strings::Strings;
use crate::render::theme::ThemeError;

/// The most values of a facet.
const VALUES: usize = 30;
/// The most stale pages that are listed.
const MOST_STALE: usize = 500;

#[derive(Serialize)]
struct View {
    figures: String,
    count_words: String,
    views: Views,
    rows: Vec<Row>,
    facets: Vec<Facet>,
    has_parent: bool,
    has_dates: bool,
    catalog: String,
    stale: Vec<Stale>,
    stale_count: String,
    stale_before: Option<Moment>,
}

/// A page that did not change for long.
#[derive(Serialize)]
struct Stale {
    title: String,
    href: String,
    site: String,
    owners: Vec<Owner>,
    updated: Moment,
}

/// Links between the lists of docs.
#[derive(Serialize)]
pub(super) struct Views {
    links: Vec<ViewLink>,
}

#[derive(Serialize)]
struct ViewLink {
    title: String,
    icon: &'static str,
    href: String,
    count: String,
    current: bool,
}

#[derive(Serialize)]
struct Facet {
    name: &'static str,
    title: String,
    values: Vec<(String, usize)>,
}

#[derive(Serialize)]
struct Row {
    title: String,
    href: String,
    summary: String,
    kind: Kind,
    kind_name: String,
    type_name: String,
    owners: Vec<Owner>,
    owner_text: String,
    domain: String,
    parent: Option<Chip>,
    pages: String,
    page_count: usize,
    updated: Option<Moment>,
}

impl Views {
    /// Lists the views that there are, that of `current` marked.
    pub(super) fn new(press: &Press<'_>, current: &SitePath) -> Self {
        let views = [
            ("all-docs", "doc", SitePath::page(["docs"]), press.portal().docs.len()),
            ("decisions", "branch", decisions::path(), decisions::count(press)),
            ("tags", "flag", tags::path(), tags::count(press)),
        ];
        let link = |(title, icon, path, count): (_, _, SitePath, usize)| ViewLink {
            title: press.strings.text(title).to_owned(),
            icon,
            href: press.href(current, &path),
            count: press.strings.number(count),
            current: path == *current,
        };
        Self { links: views.into_iter().filter(|(.., count)| *count > 0).map(link).collect() }
    }
}

/// Renders the list.
pub(super) fn list(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = SitePath::page(["docs"]);
    let strings = press.strings;
    let nowhere = strings.text("no-domain");
    let mut rows: Vec<Row> = press.portal().docs.values().map(|site| row(press, &path, site)).collect();
    rows.sort_by_cached_key(|row| (row.domain == nowhere, row.domain.to_lowercase(), row.title.to_lowercase(), row.href.clone()));
    let count: usize = press.portal().docs.values().map(|site| site.pages.len()).sum();
    let facets = [
        facet(strings, "domain", rows.iter().map(|row| vec![row.domain.as_str()])),
        facet(strings, "kind", rows.iter().map(|row| vec![row.kind_name.as_str()])),
        facet(strings, "owner", rows.iter().map(|row| row.owner_text.lines().collect())),
        facet(strings, "type", rows.iter().map(|row| vec![row.type_name.as_str()])),
    ];
    let (stale, stale_count, stale_before) = list_stale(press, &path);
    let view = View {
        stale,
        stale_count,
        stale_before,
        figures: strings.counted("docs-about", rows.len(), &[("pages", &strings.count("pages", count))]),
        count_words: strings.count("documents", rows.len()),
        views: Views::new(press, &path),
        facets: facets.into_iter().filter(|facet| facet.values.len() > 1).collect(),
        has_dates: rows.iter().any(|row| row.updated.is_some()),
        has_parent: rows.iter().any(|row| row.parent.is_some()),
        rows,
        catalog: press.href(&path, &SitePath::page(["catalog"])),
    };
    let description = strings.phrase("docs-of-site", &[("site", &press.site.title)]);
    press.page(
        "docs-list.html",
        &Head { path: &path, title: strings.text("docs"), description: &description, section: Section::Docs },
        &view,
    )
}

fn row(press: &Press<'_>, path: &SitePath, site: &DocsSite) -> Row {
    let entity = press.portal().entities.get(&site.entity);
    let index = site.pages.iter().find(|page| page.path.is_empty());
    let owners = entity.map(|entity| press.owners(path, entity)).unwrap_or_default();
    let kind = press.kind(entity.map_or(site.entity.kind.as_str(), |entity| entity.kind.as_str()));
    let parent = entity.and_then(|entity| entity.relations_of("partOf").find(|relation| relation.resolved));
    Row {
        title: site.title.clone(),
        href: press.href(path, &front(site)),
        summary: index
            .map(|page| page.summary.clone())
            .filter(|summary| !summary.is_empty())
            .unwrap_or_else(|| entity.and_then(Entity::description).unwrap_or_default().to_owned()),
        kind_name: kind.name.clone(),
        kind,
        type_name: entity.and_then(Entity::type_name).map(links::type_words).unwrap_or_default(),
        owner_text: owners.iter().map(|owner| owner.title.as_str()).collect::<Vec<_>>().join("\n"),
        owners,
        domain: domain_of(press, site).unwrap_or_else(|| press.strings.text("no-domain").to_owned()),
        parent: parent.map(|relation| press.chip(path, &relation.target)),
        pages: press.strings.number(site.pages.len()),
        page_count: site.pages.len(),
        updated: stale::changes(press, site).map(|(_, time)| time).max().map(|time| moment(press.strings, time)),
    }
}

/// Counts the values of a facet, whose title has its name; docs of no domain come last.
fn facet<'a>(strings: &Strings, name: &'static str, rows: impl Iterator<Item = Vec<&'a str>>) -> Facet {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in rows.flatten().filter(|value| !value.is_empty()) {
        *counts.entry(value).or_default() += 1;
    }
    let mut values: Vec<(String, usize)> = counts.into_iter().map(|(value, count)| (value.to_owned(), count)).collect();
    let nowhere = strings.text("no-domain");
    values.sort_by(|one, other| (one.0 == nowhere, other.1).cmp(&(other.0 == nowhere, one.1)).then_with(|| one.0.cmp(&other.0)));
    values.truncate(VALUES);
    Facet { name, title: strings.text(name).to_owned(), values }
}

/// Lists the pages that did not change for long, the oldest first, with how many there are and since when they did not.
fn list_stale(press: &Press<'_>, path: &SitePath) -> (Vec<Stale>, String, Option<Moment>) {
    let sites = press.portal().docs.values();
    let mut pages: Vec<_> =
        sites.flat_map(|site| stale::stale(press, site).map(move |(page, time)| (time, site, page))).collect();
    pages.sort_by_key(|(time, site, page)| (*time, &site.entity, &page.path));
    let count = press.strings.count("pages", pages.len());
    let shown = pages.into_iter().take(MOST_STALE).map(|(time, site, page)| Stale {
        title: page.title.clone(),
        href: press.href(path, &site.site_path(page)),
        site: site.title.clone(),
        owners: press.portal().entities.get(&site.entity).map(|entity| press.owners(path, entity)).unwrap_or_default(),
        updated: moment(press.strings, time),
    });
    let shown: Vec<Stale> = shown.collect();
    let before = (!shown.is_empty()).then(|| moment(press.strings, stale::before(press)));
    (shown, count, before)
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
