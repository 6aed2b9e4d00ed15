//! Subject: a page -> what its card shows. Pages of one entity share a card, so do those that are only another form of others.

use super::stamp::Copy;
use crate::base::site_path::SitePath;
use crate::model::entity_ref::EntityRef;
use crate::render::layout::{Head, Press, Section};

/// Says what a card shows besides the name of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) copy: Copy,
    /// The name under which the theme colours it.
    pub(super) look: String,
    /// The icon's name.
    pub(super) icon: String,
}

/// Gives the subject of a page; nothing for one that shows the site's card.
pub(super) fn of(press: &Press<'_>, template: &str, head: &Head<'_>) -> Option<Subject> {
    if matches!(template, "docs-print.html" | "api-raw.html" | "health-code.html") || *head.path == SitePath::home() {
        return None;
    }
    let (portal, words) = (press.portal(), |name| press.strings.text(name));
    let parts: Vec<&str> = head.path.as_str().trim_end_matches('/').split('/').collect();
    let subject = |above: &str, title: &str, description: &str, look: &str, icon: &str| {
        let copy = Copy {
            site: press.site.title.clone(),
            above: above.to_owned(),
            title: title.to_owned(),
            description: description.to_owned(),
        };
        Some(Subject { copy, look: look.to_owned(), icon: icon.to_owned() })
    };
    match parts[..] {
        ["catalog", namespace, kind, name, ..] => {
            let entity = portal.entities.get(&EntityRef::new(kind, namespace, name));
            let shown = press.kind(entity.map_or(kind, |entity| &entity.kind));
            let (title, description) = match entity {
                Some(entity) => (entity.title(), entity.description().unwrap_or_default()),
                None => (head.title, head.description),
            };
            subject(&shown.name, title, description, &shown.look, &shown.icon)
        }
        ["docs", namespace, kind, name, ..] => {
            let below = parts[4..].join("/");
            let site = portal.docs.get(&EntityRef::new(kind, namespace, name));
            let title = site.map_or("", |site| &site.title);
            let page = site.filter(|_| !below.is_empty()).and_then(|site| {
                let number = site.pages.binary_search_by(|page| page.path.to_lowercase().as_str().cmp(&below)).ok()?;
                site.pages.get(number)
            });
            match page {
                Some(page) => subject(&format!("{} · {title}", words("docs")), &page.title, &page.summary, "doc", "doc"),
                None if below.is_empty() && !title.is_empty() => subject(words("docs"), title, head.description, "doc", "doc"),
                None => subject(words("docs"), head.title, head.description, "doc", "doc"),
            }
        }
        ["catalog", kind] => {
            let shown = press.kind(kind);
            subject(words("catalog"), head.title, head.description, &shown.look, &shown.icon)
        }
        _ => {
            let of_plugin = press.plugin_pages().into_iter().find(|(_, _, path, _)| path == head.path);
            let (section, look, icon) = match head.section {
                Section::Catalog => (words("catalog"), "component", "component"),
                Section::Docs => (words("docs"), "doc", "doc"),
                Section::Apis => (words("apis"), "api", "api"),
                Section::Graph => (words("graph"), "", "graph"),
                Section::Health => (words("health"), "", "pulse"),
                Section::Changes => (words("changes"), "", "list"),
                Section::None => ("", "", of_plugin.map_or("search", |(_, icon, _, _)| icon)),
            };
            subject(if section == head.title { "" } else { section }, head.title, head.description, look, icon)
        }
    }
}
