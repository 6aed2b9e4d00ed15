//! Plan: the floor plan of the front door: a room for every domain, a line for every system, a mark for everything in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::render::layout::Press;
use crate::render::strings::Strings;

/// The most components of a system that the plan draws one by one.
const CELLS: usize = 8;
/// The most systems of a room.
const SYSTEMS: usize = 12;
/// The most rooms.
const ROOMS: usize = 12;

/// Shows a domain, or the systems that belong to none.
#[derive(Serialize)]
pub(super) struct Room {
    pub(super) title: String,
    pub(super) href: Option<String>,
    pub(super) kind: &'static str,
    pub(super) words: String,
    pub(super) width: usize,
    pub(super) last: bool,
    pub(super) systems: Vec<Suite>,
    pub(super) more: usize,
}

/// Shows a system.
#[derive(Serialize)]
pub(super) struct Suite {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) cells: Vec<Cell>,
    pub(super) more: usize,
    pub(super) words: String,
}

/// Marks one thing of a system.
#[derive(Serialize)]
pub(super) struct Cell {
    pub(super) kind: &'static str,
}

/// Draws the plan: a room for every domain, a line for every system, a mark for every component.
pub(super) fn rooms(press: &Press<'_>, path: &SitePath) -> Vec<Room> {
    let portal = press.portal();
    let mut parts: BTreeMap<&EntityRef, Vec<&Entity>> = BTreeMap::new();
    for entity in portal.entities.values() {
        for relation in entity.relations_of("partOf").filter(|relation| relation.resolved) {
            parts.entry(&relation.target).or_default().push(entity);
        }
    }
    let below = |reference: &EntityRef| parts.get(reference).map(Vec::as_slice).unwrap_or_default();
    let is = |entity: &&&Entity, kind: &str| entity.reference.kind == kind;
    let suite = |system: &Entity| {
        let marks: Vec<&Entity> = below(&system.reference)
            .iter()
            .filter(|part| matches!(part.reference.kind.as_str(), "component" | "api" | "resource"))
            .copied()
            .collect();
        suite_of(press, path, system, &marks)
    };
    let mut rooms: Vec<Room> = Vec::new();
    let mut housed: BTreeSet<&EntityRef> = BTreeSet::new();
    for domain in press.portal().of_kind("domain") {
        let mut systems: Vec<&Entity> = below(&domain.reference).iter().filter(|part| is(part, "system")).copied().collect();
        systems.sort_by_key(|system| system.title().to_lowercase());
        housed.extend(systems.iter().map(|system| &system.reference));
        let components = systems.iter().flat_map(|system| below(&system.reference)).filter(|part| is(part, "component")).count();
        rooms.push(Room {
            title: domain.title().to_owned(),
            href: Some(press.href(path, &domain.reference.site_path())),
            kind: "domain",
            words: size(press.strings, components, systems.len()),
            width: components.max(systems.len()).max(1),
            last: false,
            more: systems.len().saturating_sub(SYSTEMS),
            systems: systems.into_iter().take(SYSTEMS).map(suite).collect(),
        });
    }
    let homeless: Vec<&Entity> = press.portal().of_kind("system").filter(|system| !housed.contains(&system.reference)).collect();
    if !homeless.is_empty() {
        let components = homeless.iter().flat_map(|system| below(&system.reference)).filter(|part| is(part, "component")).count();
        rooms.push(Room {
            title: press.strings.text(if rooms.is_empty() { "systems-title" } else { "systems-elsewhere" }).to_owned(),
            href: Some(press.href(path, &SitePath::page(["catalog", "system"]))),
            kind: "system",
            words: size(press.strings, components, homeless.len()),
            width: components.max(homeless.len()).max(1),
            last: false,
            more: homeless.len().saturating_sub(SYSTEMS),
            systems: homeless.into_iter().take(SYSTEMS).map(suite).collect(),
        });
    }
    rooms.sort_by_key(|room| (room.kind != "domain", std::cmp::Reverse(room.width)));
    rooms.truncate(ROOMS);
    fit(&mut rooms);
    rooms
}

/// Says how large a room is.
fn size(strings: &Strings, components: usize, systems: usize) -> String {
    if components > 0 { strings.count("components", components) } else { strings.count("systems", systems) }
}

fn suite_of(press: &Press<'_>, path: &SitePath, system: &Entity, marks: &[&Entity]) -> Suite {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut cells: Vec<(usize, Cell)> = marks
        .iter()
        .map(|part| {
            let (rank, kind) = match part.reference.kind.as_str() {
                "component" => (0, "component"),
                "api" => (1, "api"),
                _ => (2, "resource"),
            };
            *counts.entry(rank).or_default() += 1;
            (rank, Cell { kind })
        })
        .collect();
    cells.sort_by_key(|(rank, _)| *rank);
    let more = cells.len().saturating_sub(CELLS);
    let words: Vec<String> = counts
        .into_iter()
        .map(|(rank, count)| match rank {
            0 => press.strings.count("components", count),
            1 => press.strings.count("apis-counted", count),
            _ => press.strings.count("resources", count),
        })
        .collect();
    Suite {
        title: system.title().to_owned(),
        href: press.href(path, &system.reference.site_path()),
        cells: cells.into_iter().take(CELLS).map(|(_, cell)| cell).collect(),
        more,
        words: if words.is_empty() { press.strings.text("system-empty").to_owned() } else { words.join(", ") },
    }
}

/// Spreads the rooms over rows of twelve columns, each as wide as its share of the row's components allows.
fn fit(rooms: &mut [Room]) {
    const COLUMNS: usize = 12;
    const LEAST: usize = 3;
    let per_row = match rooms.len() {
        0..=3 => rooms.len().max(1),
        4 => 2,
        _ => 3,
    };
    for row in rooms.chunks_mut(per_row) {
        let total: usize = row.iter().map(|room| room.width).sum();
        let count = row.len();
        let mut left = COLUMNS;
        for (index, room) in row.iter_mut().enumerate() {
            let after = count - index - 1;
            let share = (room.width * COLUMNS + total / 2) / total.max(1);
            room.width = if after == 0 { left } else { share.clamp(LEAST, left.saturating_sub(after * LEAST).max(LEAST)) };
            left = left.saturating_sub(room.width);
            room.last = after == 0;
        }
    }
}
