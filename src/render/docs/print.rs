//! Print: all pages of one docs site on a single page, in the order of the navigation, for paper and for reading in one go.

use std::collections::BTreeMap;

use serde::Serialize;

use super::body::{Part, body};
use super::{front, lang, nav};
use crate::base::site_path::SitePath;
use crate::model::docs::DocsSite;
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{Chip, Crumb};
use crate::render::theme::ThemeError;

/// The most pages, and the most bytes of HTML, that are put on one page.
const MOST_PAGES: usize = 400;
const MOST_BYTES: usize = 6 << 20;

#[derive(Serialize)]
struct View<'a> {
    crumbs: Vec<Crumb>,
    of: Chip,
    title: String,
    figures: String,
    commit: Option<String>,
    docs: String,
    /// The language of the parts, where it is not the page's.
    lang: &'a str,
    parts: Vec<PartView>,
    too_large: bool,
    style: String,
    script: String,
}

#[derive(Serialize)]
struct PartView {
    id: String,
    title: String,
    body: String,
}

/// Gives where the page stands; nothing for docs of one page, for other versions, and where a page of the docs has the address.
pub(super) fn path(site: &DocsSite) -> Option<SitePath> {
    let is_taken = site.pages.iter().any(|page| page.path == "print");
    (site.pages.len() > 1 && !is_taken && site.version.is_none()).then(|| front(site).child("print"))
}

/// Renders the page.
pub(super) fn page(press: &Press<'_>, site: &DocsSite) -> Result<(), ThemeError> {
    let Some(path) = path(site) else { return Ok(()) };
    let order = nav::whole_order(site);
    let ids: BTreeMap<SitePath, String> = order
        .iter()
        .enumerate()
        .map(|(place, number)| (site.site_path(&site.pages[*number]), format!("p{}", place + 1)))
        .collect();
    let part_of = |page: &SitePath| ids.get(page).cloned();
    let mut parts = Vec::new();
    let mut bytes = 0;
    let mut too_large = order.len() > MOST_PAGES;
    for (place, number) in order.iter().enumerate() {
        if too_large {
            parts.clear();
            break;
        }
        let page = &site.pages[*number];
        let part = Part { prefix: format!("p{}", place + 1), title: &page.title, is_below: true, part_of: &part_of };
        let html = body(press, site, &path, page, Some(&part));
        bytes += html.len();
        too_large = bytes > MOST_BYTES;
        parts.push(PartView { id: part.prefix, title: page.title.clone(), body: html });
    }
    let repository = press.portal().repositories.get(site.repository);
    let strings = press.strings;
    let view = View {
        crumbs: vec![
            Crumb::to(strings.text("docs"), press.href(&path, &SitePath::page(["docs"]))),
            Crumb::to(site.title.clone(), press.href(&path, &front(site))),
            Crumb::here(strings.text("all-on-one-page")),
        ],
        of: press.chip(&path, &site.entity),
        title: site.title.clone(),
        figures: strings.count("pages", site.pages.len()),
        commit: repository.and_then(|repository| repository.short_commit()).map(|commit| commit.to_string()),
        docs: press.href(&path, &front(site)),
        lang: lang(press, site),
        parts,
        too_large,
        style: press.href(&path, &press.theme.docs_style.path),
        script: press.href(&path, &press.theme.docs_script.path),
    };
    let title = strings.phrase("title-on-one-page", &[("title", &site.title)]);
    let description = strings.phrase("docs-on-one-page", &[("title", &site.title)]);
    press.page("docs-print.html", &Head { path: &path, title: &title, description: &description, section: Section::Docs }, &view)
}
