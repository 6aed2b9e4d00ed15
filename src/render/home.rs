//! Home: the front door: search, figures, the floor plan of domains, teams, kinds, docs to start with.

use std::cmp::Reverse;

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::render::catalog::KindLink;
use crate::render::changes::{self, Row};
use crate::render::docs;
use crate::render::layout::{Head, Press, Section};
use crate::render::plan::{self, Room};
use crate::render::teams::{self, Team};
use crate::render::theme::ThemeError;
use crate::render::unowned;

/// The most docs, teams and systems that the front door names.
const SHOWN: usize = 6;
/// The most teams that one can choose from.
const CHOICES: usize = 300;
/// From how many pages a page must be linked to be called popular.
const LINKED: usize = 2;

#[derive(Serialize)]
struct View {
    search: String,
    figures: String,
    empty: bool,
    rooms: Vec<Room>,
    domains: Option<String>,
    kinds: Vec<KindLink>,
    teams: Vec<Team>,
    choices: Vec<Choice>,
    script: String,
    teams_more: Option<String>,
    docs: Vec<DocsEntry>,
    docs_page: String,
    health_page: String,
    health: HealthCard,
    templates: Vec<TemplateCard>,
    templates_page: String,
    news: Vec<Row>,
    changes: String,
    catalog: String,
    built: String,
    built_iso: String,
}

/// Names a team that a reader may call the own one.
#[derive(Serialize)]
struct Choice {
    title: String,
    file: String,
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
    unowned_href: String,
    undocumented: String,
}

/// Renders the front door.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = SitePath::home();
    let portal = press.portal();
    let teams = teams::teams(press, &path);
    let more_teams = teams.len() > SHOWN;
    let mut choices: Vec<Choice> =
        teams.iter().take(CHOICES).map(|team| Choice { title: team.title.clone(), file: team.file.clone() }).collect();
    choices.sort_by_cached_key(|choice| choice.title.to_lowercase());
    let view = View {
        search: press.href(&path, &SitePath::page(["search"])),
        figures: figures(press),
        empty: portal.entities.is_empty(),
        domains: press.portal().of_kind("domain").next().map(|_| press.href(&path, &SitePath::page(["catalog", "domain"]))),
        rooms: plan::rooms(press, &path),
        kinds: press.kind_links(&path, None),
        teams: teams.into_iter().take(SHOWN).collect(),
        choices,
        script: press.href(&path, &press.theme.home_script.path),
        teams_more: more_teams.then(|| press.href(&path, &SitePath::page(["catalog", "group"]))),
        docs: docs(press, &path),
        docs_page: press.href(&path, &SitePath::page(["docs"])),
        health_page: press.href(&path, &SitePath::page(["health"])),
        health: health(press),
        templates: press
            .portal()
            .of_kind("template")
            .take(3)
            .map(|entity| TemplateCard {
                title: entity.title().to_owned(),
                href: press.href(&path, &entity.reference.site_path()),
                description: entity.description().unwrap_or_default().to_owned(),
            })
            .collect(),
        templates_page: press.href(&path, &SitePath::page(["catalog", "template"])),
        news: changes::latest(press, &path, SHOWN),
        changes: press.href(&path, &changes::path()),
        catalog: press.href(&path, &SitePath::page(["catalog"])),
        built: press.as_of(),
        built_iso: press.judged.now.rfc3339(),
    };
    let description = press.strings.phrase("portal-description", &[("site", &press.site.title)]);
    let head = Head { path: &path, title: "", description: &description, section: Section::None };
    press.page("home.html", &head, &view)
}

fn figures(press: &Press<'_>) -> String {
    let strings = press.strings;
    let mut parts: Vec<String> = press
        .kinds
        .iter()
        .filter(|(kind, _)| matches!(kind.slug.as_str(), "component" | "api" | "system" | "group"))
        .map(|(kind, count)| match kind.slug.as_str() {
            "component" => strings.count("components", *count),
            "api" => strings.count("apis-counted", *count),
            "system" => strings.count("systems", *count),
            _ => strings.count("teams-counted", *count),
        })
        .collect();
    let pages: usize = press.portal().docs.values().map(|site| site.pages.len()).sum();
    if pages > 0 {
        parts.push(strings.count("pages", pages));
    }
    let repositories = strings.count("repositories", press.portal().repositories.len());
    let figures = match parts.split_last() {
        None => return strings.phrase("nothing-from", &[("repositories", &repositories)]),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => strings.phrase("list-and", &[("list", &rest.join(", ")), ("last", last)]),
    };
    strings.phrase("figures-from", &[("figures", &figures), ("repositories", &repositories)])
}

/// Lists the pages that other pages link to most, then, where there are few such pages, the docs with the most pages.
fn docs(press: &Press<'_>, path: &SitePath) -> Vec<DocsEntry> {
    let mut sites: Vec<_> = press.portal().docs.values().collect();
    let linked = sites.iter().flat_map(|site| site.backlinks.iter().map(move |(number, from)| (from.len(), *site, *number)));
    let mut linked: Vec<_> = linked.filter(|(count, ..)| *count >= LINKED).collect();
    linked.sort_by_key(|(count, site, number)| (Reverse(*count), &site.entity, *number));
    let pages = linked.into_iter().filter_map(|(count, site, number)| {
        let page = site.pages.get(number)?;
        Some(DocsEntry {
            title: page.title.clone(),
            href: press.href(path, &site.site_path(page)),
            of: press.chip(path, &site.entity).title,
            words: press.strings.count("linked-from", count),
        })
    });
    let mut entries: Vec<DocsEntry> = pages.take(SHOWN).collect();
    sites.sort_by_key(|site| (Reverse(site.pages.len()), &site.entity));
    for site in sites {
        let href = press.href(path, &docs::front(site));
        if entries.len() == SHOWN {
            break;
        }
        if entries.iter().all(|entry| entry.href != href) {
            let of = press.chip(path, &site.entity).title;
            entries.push(DocsEntry {
                title: site.title.clone(),
                href,
                of,
                words: press.strings.count("pages", site.pages.len()),
            });
        }
    }
    entries
}

fn health(press: &Press<'_>) -> HealthCard {
    let (health, portal) = (&press.judged.health, press.portal());
    let total = portal.entities.len() + portal.broken.len();
    let failed = portal.broken.len();
    let strings = press.strings;
    let warned = portal.entities.len().saturating_sub(health.clean);
    HealthCard {
        percent: (portal.entities.len() * 100).checked_div(total).unwrap_or(100),
        total: strings.count("entities-are", total),
        words: strings.phrase(
            "clean-findings-left-out",
            &[("clean", &health.clean.to_string()), ("warned", &warned.to_string()), ("failed", &failed.to_string())],
        ),
        clean: health.clean,
        warned,
        failed,
        errors: strings.number(health.errors),
        warnings: strings.number(health.warnings),
        unowned: strings.number(health.ownable.saturating_sub(health.owned)),
        unowned_href: press.href(&SitePath::home(), &unowned::path()),
        undocumented: strings.number(health.documentable.saturating_sub(health.documented)),
    }
}
