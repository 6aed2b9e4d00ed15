//! Tabs: the pages of one entity, which each of them leads to; the one place that says which there are.

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::api::pages;
use crate::model::entity::Entity;
use crate::render::layout::Press;
use crate::render::{docs, graph};

/// Leads to a page of an entity.
#[derive(Serialize)]
pub(in crate::render) struct Tab {
    title: String,
    href: String,
    count: Option<String>,
    current: bool,
}

/// Lists the tabs of an entity as the page at `here` shows them, which is one of them or below one; none where there is but one page.
pub(in crate::render) fn tabs(press: &Press<'_>, here: &SitePath, entity: &Entity) -> Vec<Tab> {
    let strings = press.strings;
    let mut found = vec![(strings.text("overview"), entity.reference.site_path(), None)];
    if let Some(api) = &entity.api {
        let operations = api.operations().count();
        found.push((strings.text("reference"), pages::home(&entity.reference), (operations > 0).then_some(operations)));
        found.push((strings.text("raw"), pages::raw(&entity.reference), None));
        if !api.versions.is_empty() {
            found.push((strings.text("changes"), pages::changes(&entity.reference), Some(api.versions.len())));
        }
    }
    if let Some(site) = entity.docs.as_ref().and_then(|docs| press.portal().docs.get(docs)) {
        found.push((strings.text("docs"), docs::front(site), Some(site.pages.len())));
        if let Some(page) = site.pages.iter().find(|page| page.path == "changelog") {
            found.push((strings.text("changelog"), site.site_path(page), None));
        }
    }
    if graph::has_page(press, &entity.reference) {
        found.push((strings.text("graph"), graph::path_of(&entity.reference), None));
    }
    found.extend(press.plugin_tabs(entity));
    if found.len() < 2 {
        return Vec::new();
    }
    let is_around = |path: &SitePath| here.as_str().starts_with(path.as_str());
    let current = found.iter().enumerate().filter(|(_, tab)| is_around(&tab.1)).max_by_key(|(_, tab)| tab.1.as_str().len());
    let current = current.map(|(at, _)| at);
    let shown = |(at, (title, path, count)): (usize, (&str, SitePath, Option<usize>))| Tab {
        title: title.to_owned(),
        href: press.href(here, &path),
        count: count.map(|count| strings.number(count)),
        current: Some(at) == current,
    };
    found.into_iter().enumerate().map(shown).collect()
}
