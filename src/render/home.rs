//! Home: the front door: search, figures, the floor plan of domains, teams, kinds, docs to start with.

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::render::catalog::KindLink;
use crate::render::changes::{self, Row};
use crate::render::layout::{Head, Press, Section, counted, grouped};
use crate::render::links::Chip;
use crate::render::plan::{self, Room};
use crate::render::theme::ThemeError;
use crate::render::unowned;

/// The most docs, teams and systems that the front door names.
const SHOWN: usize = 6;
#[derive(Serialize)]
struct View {
    search: String,
    figures: String,
    empty: bool,
    rooms: Vec<Room>,
    domains: Option<String>,
    kinds: Vec<KindLink>,
    teams: Vec<Team>,
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
    unowned_href: String,
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
        domains: press.portal().of_kind("domain").next().map(|_| press.href(&path, &SitePath::page(["catalog", "domain"]))),
        rooms: plan::rooms(press, &path),
        kinds: press.kind_links(&path, None),
        teams: teams.into_iter().take(SHOWN).collect(),
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
    let description = format!("Services, APIs, docs and teams of {} in one place.", press.site.title);
    let head = Head { path: &path, title: "", description: &description, section: Section::None };
    press.page("home.html", &head, &view)
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

fn teams(press: &Press<'_>, path: &SitePath) -> Vec<Team> {
    let mut teams: Vec<Team> = press
        .portal()
        .of_kind("group")
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
        unowned_href: press.href(&SitePath::home(), &unowned::path()),
        undocumented: grouped(health.documentable.saturating_sub(health.documented)),
    }
}
