//! Home: the front door: search, figures, the floor plan of domains, teams, kinds, docs to start with.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::render::catalog::KindLink;
use crate::render::layout::{Head, Press, Section, counted, grouped};
use crate::render::links::Chip;
use crate::render::theme::ThemeError;

/// The most docs, teams and systems that the front door names.
const SHOWN: usize = 6;
/// The most components of a system that the plan draws one by one.
const CELLS: usize = 12;

#[derive(Serialize)]
struct View {
    search: String,
    figures: String,
    empty: bool,
    rooms: Vec<Room>,
    kinds: Vec<KindLink>,
    teams: Vec<Team>,
    teams_more: Option<String>,
    docs: Vec<DocsEntry>,
    docs_page: String,
    health_page: String,
    health: HealthCard,
    templates: Vec<TemplateCard>,
    templates_page: String,
    catalog: String,
    built: String,
    built_iso: String,
}

#[derive(Serialize)]
struct Room {
    title: String,
    href: Option<String>,
    kind: &'static str,
    words: String,
    width: usize,
    last: bool,
    systems: Vec<Suite>,
}

#[derive(Serialize)]
struct Suite {
    title: String,
    href: String,
    cells: Vec<Cell>,
    more: usize,
    words: String,
}

#[derive(Serialize)]
struct Cell {
    kind: &'static str,
}

#[derive(Serialize)]
struct Team {
    title: String,
    href: String,
    words: String,
    owns: usize,
}

#[derive(Serialize)]
struct DocsEntry {
    title: String,
    href: String,
    of: String,
    words: String,
}

#[derive(Serialize)]
struct TemplateCard {
    title: String,
    href: String,
    description: String,
}

#[derive(Serialize)]
struct HealthCard {
    percent: usize,
    total: String,
    words: String,
    clean: usize,
    warned: usize,
    failed: usize,
    errors: String,
    warnings: String,
    unowned: String,
    undocumented: String,
}

/// Renders the front door.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = SitePath::home();
    let portal = press.portal();
    let teams = teams(press, &path);
    let more_teams = teams.len() > SHOWN;
    let view = View {
        search: press.href(&path, &SitePath::page(["search"])),
        figures: figures(press),
        empty: portal.entities.is_empty(),
        rooms: rooms(press, &path),
        kinds: press.kind_links(&path, None),
        teams: teams.into_iter().take(SHOWN).collect(),
        teams_more: more_teams.then(|| press.href(&path, &SitePath::page(["catalog", "group"]))),
        docs: docs(press, &path),
        docs_page: press.href(&path, &SitePath::page(["docs"])),
        health_page: press.href(&path, &SitePath::page(["health"])),
        health: health(press),
        templates: of_kind(press, "template")
            .take(3)
            .map(|entity| TemplateCard {
                title: entity.title().to_owned(),
                href: press.href(&path, &entity.reference.site_path()),
                description: entity.description().unwrap_or_default().to_owned(),
            })
            .collect(),
        templates_page: press.href(&path, &SitePath::page(["catalog", "template"])),
        catalog: press.href(&path, &SitePath::page(["catalog"])),
        built: press.judged.now.day_and_time(),
        built_iso: press.judged.now.rfc3339(),
    };
    let description = format!("Services, APIs, docs and teams of {} in one place.", press.site.title);
    let head = Head { path: &path, title: "", description: &description, section: Section::None };
    press.page("home.html", &head, &view)
}

fn of_kind<'p>(press: &Press<'p>, kind: &'static str) -> impl Iterator<Item = &'p Entity> {
    press.portal().entities.values().filter(move |entity| entity.reference.kind == kind)
}

fn figures(press: &Press<'_>) -> String {
    let mut parts: Vec<String> = press
        .kinds
        .iter()
        .filter(|(kind, _)| matches!(kind.slug.as_str(), "component" | "api" | "system" | "group"))
        .map(|(kind, count)| match kind.slug.as_str() {
            "component" => counted(*count, "component", "components"),
            "api" => counted(*count, "API", "APIs"),
            "system" => counted(*count, "system", "systems"),
            _ => counted(*count, "team", "teams"),
        })
        .collect();
    let pages: usize = press.portal().docs.values().map(|site| site.pages.len()).sum();
    if pages > 0 {
        parts.push(counted(pages, "page", "pages"));
    }
    let repositories = counted(press.portal().repositories.len(), "repository", "repositories");
    match parts.split_last() {
        None => format!("Nothing yet from {repositories}"),
        Some((last, [])) => format!("{last} from {repositories}"),
        Some((last, rest)) => format!("{} and {last} from {repositories}", rest.join(", ")),
    }
}

/// Draws the plan: a room for every domain, a line for every system, a mark for every component.
fn rooms(press: &Press<'_>, path: &SitePath) -> Vec<Room> {
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
    for domain in of_kind(press, "domain") {
        let mut systems: Vec<&Entity> = below(&domain.reference).iter().filter(|part| is(part, "system")).copied().collect();
        systems.sort_by_key(|system| system.title().to_lowercase());
        housed.extend(systems.iter().map(|system| &system.reference));
        let components = systems.iter().flat_map(|system| below(&system.reference)).filter(|part| is(part, "component")).count();
        rooms.push(Room {
            title: domain.title().to_owned(),
            href: Some(press.href(path, &domain.reference.site_path())),
            kind: "domain",
            words: size(components, systems.len()),
            width: components.max(systems.len()).max(1),
            last: false,
            systems: systems.into_iter().map(suite).collect(),
        });
    }
    let homeless: Vec<&Entity> = of_kind(press, "system").filter(|system| !housed.contains(&system.reference)).collect();
    if !homeless.is_empty() {
        let components = homeless.iter().flat_map(|system| below(&system.reference)).filter(|part| is(part, "component")).count();
        rooms.push(Room {
            title: if rooms.is_empty() { "Systems" } else { "Elsewhere" }.to_owned(),
            href: rooms.is_empty().then(|| press.href(path, &SitePath::page(["catalog", "system"]))),
            kind: "system",
            words: size(components, homeless.len()),
            width: components.max(homeless.len()).max(1),
            last: false,
            systems: homeless.into_iter().map(suite).collect(),
        });
    }
    fit(&mut rooms);
    rooms
}

fn size(components: usize, systems: usize) -> String {
    if components > 0 { counted(components, "component", "components") } else { counted(systems, "system", "systems") }
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
            0 => counted(count, "component", "components"),
            1 => counted(count, "API", "APIs"),
            _ => counted(count, "resource", "resources"),
        })
        .collect();
    Suite {
        title: system.title().to_owned(),
        href: press.href(path, &system.reference.site_path()),
        cells: cells.into_iter().take(CELLS).map(|(_, cell)| cell).collect(),
        more,
        words: if words.is_empty() { "empty".to_owned() } else { words.join(", ") },
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

fn teams(press: &Press<'_>, path: &SitePath) -> Vec<Team> {
    let mut teams: Vec<Team> = of_kind(press, "group")
        .map(|group| {
            let owns = group.relations_of("ownerOf").count();
            let members = group.relations_of("hasMember").count();
            let mut words = Vec::new();
            if members > 0 {
                words.push(counted(members, "member", "members"));
            }
            words.push(match owns {
                0 => "owns nothing".to_owned(),
                owns => format!("owns {}", counted(owns, "entity", "entities")),
            });
            Team {
                title: group.title().to_owned(),
                href: press.href(path, &group.reference.site_path()),
                words: words.join(", "),
                owns,
            }
        })
        .collect();
    teams.sort_by(|one, other| other.owns.cmp(&one.owns).then_with(|| one.title.cmp(&other.title)));
    teams
}

fn docs(press: &Press<'_>, path: &SitePath) -> Vec<DocsEntry> {
    let mut sites: Vec<_> = press.portal().docs.values().collect();
    sites.sort_by_key(|site| (std::cmp::Reverse(site.pages.len()), &site.entity));
    sites
        .into_iter()
        .take(SHOWN)
        .map(|site| {
            let Chip { title: of, .. } = press.chip(path, &site.entity);
            DocsEntry {
                title: site.title.clone(),
                href: press.href(path, &SitePath::page(["docs", &site.entity.namespace, &site.entity.kind, &site.entity.name])),
                of,
                words: counted(site.pages.len(), "page", "pages"),
            }
        })
        .collect()
}

fn health(press: &Press<'_>) -> HealthCard {
    let (health, portal) = (&press.judged.health, press.portal());
    let total = portal.entities.len() + portal.broken.len();
    let failed = portal.broken.len();
    let warned = portal.entities.len().saturating_sub(health.clean);
    HealthCard {
        percent: (portal.entities.len() * 100).checked_div(total).unwrap_or(100),
        total: counted(total, "entity is", "entities are"),
        words: format!("{} clean, {warned} with findings, {failed} left out", health.clean),
        clean: health.clean,
        warned,
        failed,
        errors: grouped(health.errors),
        warnings: grouped(health.warnings),
        unowned: grouped(health.ownable.saturating_sub(health.owned)),
        undocumented: grouped(health.documentable.saturating_sub(health.documented)),
    }
}
