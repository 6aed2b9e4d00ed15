//! The ways through one docs site: the tree at the left, the order of its pages, the sections above a page, the contents of a page.

use std::collections::BTreeSet;

use serde::Serialize;

use super::encoded;
use crate::base::site_path::SitePath;
use crate::model::docs::{DocPage, DocsSite, NavItem, Target};
use crate::render::layout::Press;

/// The most pages of a site whose navigation every page holds whole; in larger ones, closed sections are links to their first page.
const WHOLE: usize = 150;

/// For how many seconds pages say in the contents when they changed, so that scripts can mark those that a reader has not seen.
const LATELY: i64 = 60 * 86_400;

#[derive(Serialize)]
pub(super) struct NavNode {
    pub(super) title: String,
    pub(super) href: Option<String>,
    pub(super) current: bool,
    pub(super) open: bool,
    pub(super) external: bool,
    /// When the page changed, if that was lately.
    pub(super) updated: Option<String>,
    pub(super) items: Vec<NavNode>,
}

#[derive(Serialize)]
pub(super) struct TocEntry {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) items: Vec<TocEntry>,
}

/// Lists the pages of a site in the order of the navigation, those outside it left out.
pub(super) fn order(site: &DocsSite) -> Vec<usize> {
    order_of(&site.nav)
}

/// Lists all pages: in the order of the navigation, then those outside it.
pub(in crate::render) fn whole_order(site: &DocsSite) -> Vec<usize> {
    let mut order = order(site);
    let listed: BTreeSet<usize> = order.iter().copied().collect();
    order.extend((0..site.pages.len()).filter(|number| !listed.contains(number)));
    order
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
pub(super) fn sections_to(items: &[NavItem], number: usize, trail: &mut Vec<String>) -> bool {
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

/// Shows the tree as the page `number` at `path` does: its own branch open.
pub(super) fn nav(press: &Press<'_>, site: &DocsSite, path: &SitePath, number: usize, items: &[NavItem]) -> Vec<NavNode> {
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
                    updated: lately(press, site, *page),
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
                        updated: None,
                        items: if is_cut { Vec::new() } else { nav(press, site, path, number, items) },
                    }
                }
                NavItem::Link { title, url } => NavNode {
                    title: title.clone(),
                    href: Some(url.clone()),
                    current: false,
                    open: false,
                    external: true,
                    updated: None,
                    items: Vec::new(),
                },
            })
        })
        .collect()
}

/// Gives when a page of the current version changed, unless that is long ago.
fn lately(press: &Press<'_>, site: &DocsSite, page: usize) -> Option<String> {
    let repository = press.portal().repositories.get(site.repository).filter(|_| site.version.is_none())?;
    let time = repository.history_of(&site.pages.get(page)?.source.path)?.updated.time;
    (press.judged.now.0.saturating_sub(time.0) < LATELY).then(|| time.rfc3339())
}

/// Makes two levels of contents out of the headings: the page's highest, and the one below.
pub(super) fn toc(page: &DocPage<Target>) -> Vec<TocEntry> {
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
