//! Unowned: what should have an owner and has none, by repository: those who can write there can say whose it is.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::render::catalog::Row;
use crate::render::health_groups::{self, By, ViewLink};
use crate::render::layout::{Head, Press, Section};
use crate::render::theme::ThemeError;

/// The most entities that the page names.
const MOST: usize = 1_000;

#[derive(Serialize)]
struct View {
    views: Vec<ViewLink>,
    unowned: usize,
    ownable: usize,
    groups: Vec<Group>,
    more: String,
    health: String,
    built: String,
    built_iso: String,
}

#[derive(Serialize)]
struct Group {
    id: String,
    title: String,
    count: String,
    rows: Vec<Row>,
}

/// Gives where the page stands.
pub(super) fn path() -> SitePath {
    SitePath::page(["health", "unowned"])
}

/// Renders the page.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let (portal, path) = (press.portal(), path());
    let mut by_repository: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    for entity in portal.entities.values().filter(|entity| portal.is_unowned(entity)) {
        by_repository.entry(&portal.repository_of(entity).name).or_default().push(entity);
    }
    let total: usize = by_repository.values().map(Vec::len).sum();
    let mut room = MOST;
    let mut groups = Vec::new();
    for (title, entities) in by_repository {
        let shown = entities.len().min(room);
        room -= shown;
        if shown > 0 {
            groups.push(Group {
                id: format!("g{}", groups.len() + 1),
                title: title.to_owned(),
                count: press.strings.number(entities.len()),
                rows: entities.iter().take(shown).map(|entity| press.row(&path, entity)).collect(),
            });
        }
    }
    let view = View {
        views: health_groups::links(press, &path, By::Nobody),
        unowned: total,
        ownable: press.judged.health.ownable,
        groups,
        more: if total > MOST { press.strings.count("more-entities", total - MOST) } else { String::new() },
        health: press.href(&path, &path),
        built: press.as_of(),
        built_iso: press.judged.now.rfc3339(),
    };
    let (title, description) = (press.strings.text("without-owner"), press.strings.text("unowned-describes"));
    press.page("unowned.html", &Head { path: &path, title, description, section: Section::Health }, &view)
}
