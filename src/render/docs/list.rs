//! The list of all docs, by the domain that they belong to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dates::{Moment, moment};
use super::front;
use crate::base::instant::Instant;
use crate::base::site_path::SitePath;
use crate::model::docs::{DocPage, DocsSite, Target};
use crate::render::layout::{Head, Press, Section, counted};
use crate::render::links::{Chip, Owner};
use crate::render::theme::ThemeError;

/// The most stale pages that are listed.
const MOST_STALE: usize = 500;

#[derive(Serialize)]
struct ListView {
    groups: Vec<ListGroup>,
    figures: String,
    empty: bool,
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
    updated: Option<Moment>,
}

/// Renders the list.
pub(super) fn list(press: &Press<'_>) -> Result<(), ThemeError> {
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
            updated: changes(press, site).map(|(_, time)| time).max().map(moment),
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
    let (stale, stale_count, stale_before) = stale(press, &path);
    let view = ListView {
        stale,
        stale_count,
        stale_before,
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

/// Lists when the pages of a site were last changed, those left out of which that is not known.
fn changes<'a>(press: &'a Press<'_>, site: &'a DocsSite) -> impl Iterator<Item = (&'a DocPage<Target>, Instant)> {
    let repository = press.portal().repositories.get(site.repository);
    site.pages.iter().filter_map(move |page| Some((page, repository?.history_of(&page.source.path)?.updated.time)))
}

/// Lists the pages that did not change for long, the oldest first, with how many there are and since when they did not.
fn stale(press: &Press<'_>, path: &SitePath) -> (Vec<Stale>, String, Option<Moment>) {
    let before = Instant(press.judged.now.0.saturating_sub(i64::from(press.site.stale_after) * 86_400));
    let pages = press.portal().docs.values().flat_map(|site| changes(press, site).map(move |(page, time)| (time, site, page)));
    let mut pages: Vec<_> = pages.filter(|(time, ..)| *time < before).collect();
    pages.sort_by_key(|(time, site, page)| (*time, &site.entity, &page.path));
    let count = counted(pages.len(), "page", "pages");
    let shown = pages.into_iter().take(MOST_STALE).map(|(time, site, page)| Stale {
        title: page.title.clone(),
        href: press.href(path, &site.site_path(page)),
        site: site.title.clone(),
        owners: press.portal().entities.get(&site.entity).map(|entity| press.owners(path, entity)).unwrap_or_default(),
        updated: moment(time),
    });
    let shown: Vec<Stale> = shown.collect();
    let before = (!shown.is_empty()).then(|| moment(before));
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
