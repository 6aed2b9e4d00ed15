//! Tabs: the pages of one entity, which each of them leads to; the one place that says which there are.

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::render::layout::{Press, grouped};
use crate::render::{docs, graph};

/// Leads to a page of an entity.
#[derive(Serialize)]
pub(in crate::render) struct Tab {
    title: &'static str,
    href: String,
    count: Option<String>,
    current: bool,
}

/// Lists the tabs of an entity as the page at `here` shows them; none where there is but one page.
pub(in crate::render) fn tabs(press: &Press<'_>, here: &SitePath, entity: &Entity) -> Vec<Tab> {
    let mut tabs = Vec::new();
    let mut add = |title, to: &SitePath, count| {
        tabs.push(Tab { title, href: press.href(here, to), count, current: to == here });
    };
    add("Overview", &entity.reference.site_path(), None);
    if let Some(site) = entity.docs.as_ref().and_then(|docs| press.portal().docs.get(docs)) {
        add("Docs", &docs::front(site), Some(grouped(site.pages.len())));
        if let Some(page) = site.pages.iter().find(|page| page.path == "changelog") {
            add("Changelog", &site.site_path(page), None);
        }
    }
    if graph::has_page(press, &entity.reference) {
        add("Graph", &graph::path_of(&entity.reference), None);
    }
    if tabs.len() < 2 {
        tabs.clear();
    }
    tabs
}
