//! Health: every finding of the build, by severity and then by repository, cut into pages; and the state of the catalog in figures.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::base::diagnostic::Severity;
use crate::base::site_path::SitePath;
use crate::model::finding::Finding;
use crate::render::codes;
use crate::render::diag::{self, Diag};
use crate::render::health_groups::{self, By, ViewLink};
use crate::render::layout::{Head, Press, Section, counted, grouped};
use crate::render::theme::ThemeError;
use crate::render::unowned;

/// The most findings of a page.
const PAGE: usize = 300;
/// The most allowed findings of a page.
const ALLOWED: usize = 50;

#[derive(Serialize)]
struct View {
    stats: Vec<Stat>,
    views: Vec<ViewLink>,
    allowed: Vec<Known>,
    allowed_count: usize,
    allowed_more: String,
    data: String,
    severities: Vec<SeverityLink>,
    groups: Vec<Group>,
    repositories: Vec<Count>,
    rules: Vec<Count>,
    number: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    built: String,
    built_iso: String,
    total: String,
}

/// Shows a figure with one line of context.
#[derive(Debug, Serialize)]
pub(super) struct Stat {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) note: String,
    pub(super) href: Option<String>,
}

#[derive(Serialize)]
struct SeverityLink {
    title: &'static str,
    count: String,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Group {
    id: String,
    title: String,
    tone: &'static str,
    words: String,
    anchor: Option<&'static str>,
    findings: Vec<Diag>,
}

#[derive(Serialize)]
struct Count {
    title: String,
    errors: usize,
    warnings: usize,
    notes: usize,
    total: usize,
    worst: &'static str,
    href: Option<String>,
}

/// Shows a finding that is known, with the reason why it may stay.
#[derive(Serialize)]
struct Known {
    finding: Diag,
    reason: String,
}

/// Renders the pages of the health section.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    let mut findings: Vec<&Finding> = press.portal().findings.iter().collect();
    // Stable: within a repository the order of the portal, which is that of the places, stays.
    findings.sort_by_key(|finding| (finding.diagnostic.severity, repository_of(finding)));
    let pages = findings.len().div_ceil(PAGE).max(1);
    let path_of = |number: usize| {
        let first = SitePath::page(["health"]);
        if number == 1 { first } else { first.child("page").child(&number.to_string()) }
    };
    let repositories = counts(&findings, |finding| repository_of(finding).to_owned());
    let rules = counts(&findings, |finding| finding.diagnostic.code.to_owned());
    (1..=pages).into_par_iter().try_for_each(|number| {
        let path = path_of(number);
        let slice = findings.get((number - 1) * PAGE..(number * PAGE).min(findings.len())).unwrap_or_default();
        let title = if number == 1 { "Catalog health".to_owned() } else { format!("Catalog health, page {number}") };
        let first_of = |severity: Severity| {
            let index = findings.iter().position(|finding| finding.diagnostic.severity == severity)?;
            Some(index / PAGE + 1)
        };
        let health = &press.judged.health;
        let link = |title, severity: Severity, count, anchor: &str| {
            let page = first_of(severity)?;
            let href =
                if page == number { format!("#{anchor}") } else { format!("{}#{anchor}", press.href(&path, &path_of(page))) };
            Some(SeverityLink { title, count: grouped(count), href, current: false })
        };
        let everything =
            SeverityLink { title: "All", count: grouped(findings.len()), href: press.href(&path, &path_of(1)), current: true };
        // They stand on the last page, behind what is to be mended.
        let known = if number == pages { &press.judged.allowed } else { &[][..] };
        let known = known.get(..known.len().min(ALLOWED)).unwrap_or_default();
        let view = View {
            stats: stats(press, &path, &repositories),
            views: health_groups::links(press, &path, By::Severity),
            allowed: known
                .iter()
                .map(|known| Known { finding: press.diag(&path, &known.finding, true), reason: known.reason.clone() })
                .collect(),
            allowed_count: press.judged.allowed.len(),
            allowed_more: match press.judged.allowed.len() - known.len() {
                _ if known.is_empty() => String::new(),
                0 => String::new(),
                rest => counted(rest, "more finding", "more findings"),
            },
            data: press.href(&path, &SitePath::file(["api", "diagnostics.json"])),
            severities: [
                Some(everything),
                link("Errors", Severity::Error, health.errors, "errors"),
                link("Warnings", Severity::Warning, health.warnings, "warnings"),
                link("Notes", Severity::Info, health.notes, "notes"),
            ]
            .into_iter()
            .flatten()
            .collect(),
            groups: groups(press, &path, slice),
            repositories: repositories.iter().map(Count::copied).collect(),
            rules: rules
                .iter()
                .map(|rule| Count { href: codes::path(&rule.title).map(|page| press.href(&path, &page)), ..rule.copied() })
                .collect(),
            number,
            pages,
            previous: (number > 1).then(|| press.href(&path, &path_of(number - 1))),
            next: (number < pages).then(|| press.href(&path, &path_of(number + 1))),
            built: press.as_of(),
            built_iso: press.judged.now.rfc3339(),
            total: counted(press.portal().entities.len(), "entity", "entities"),
        };
        let description = "Everything the last build could not read, resolve or trust.";
        press.page("health.html", &Head { path: &path, title: &title, description, section: Section::Health }, &view)
    })
}

fn repository_of(finding: &Finding) -> &str {
    finding.diagnostic.place.as_ref().map_or("", |place| place.source.repository.as_deref().unwrap_or_default())
}

fn stats(press: &Press<'_>, path: &SitePath, repositories: &[Count]) -> Vec<Stat> {
    let (health, portal) = (&press.judged.health, press.portal());
    let stat =
        |label: &str, value: usize, note: String| Stat { label: label.to_owned(), value: grouped(value), note, href: None };
    let with = |pick: fn(&Count) -> usize| repositories.iter().filter(|count| pick(count) > 0 && !count.title.is_empty()).count();
    let broken = portal.broken.len();
    let left_out =
        if broken == 0 { "no entity left out".to_owned() } else { format!("{} left out", counted(broken, "entity", "entities")) };
    let entities = portal.entities.len();
    vec![
        stat("Errors", health.errors, left_out),
        stat("Warnings", health.warnings, format!("in {}", counted(with(|count| count.warnings), "repository", "repositories"))),
        stat("Notes", health.notes, format!("in {}", counted(with(|count| count.notes), "repository", "repositories"))),
        Stat {
            href: Some(press.href(path, &unowned::path())),
            ..stat("Owned", health.owned, format!("of {} that need an owner", grouped(health.ownable)))
        },
        stat("Documented", health.documented, format!("of {} that need docs", grouped(health.documentable))),
        stat("Clean", health.clean, format!("of {}", counted(entities, "entity", "entities"))),
    ]
}

fn groups(press: &Press<'_>, path: &SitePath, findings: &[&Finding]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for finding in findings {
        let severity = finding.diagnostic.severity;
        let repository = repository_of(finding);
        if last != Some((severity, repository)) {
            let first = groups.iter().all(|group| group.tone != diag::severity(severity).1);
            groups.push(Group {
                id: format!("g{}", groups.len() + 1),
                title: if repository.is_empty() { "This portal".to_owned() } else { repository.to_owned() },
                tone: diag::severity(severity).1,
                words: String::new(),
                anchor: first.then_some(match severity {
                    Severity::Error => "errors",
                    Severity::Warning => "warnings",
                    Severity::Info => "notes",
                }),
                findings: Vec::new(),
            });
            last = Some((severity, repository));
        }
        if let Some(group) = groups.last_mut() {
            group.findings.push(press.diag(path, finding, true));
            let (one, many) = match severity {
                Severity::Error => ("error", "errors"),
                Severity::Warning => ("warning", "warnings"),
                Severity::Info => ("note", "notes"),
            };
            group.words = counted(group.findings.len(), one, many);
        }
    }
    groups
}

fn counts(findings: &[&Finding], key: impl Fn(&Finding) -> String) -> Vec<Count> {
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for finding in findings {
        let slot = match finding.diagnostic.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        if let Some(count) = counts.entry(key(finding)).or_default().get_mut(slot) {
            *count += 1;
        }
    }
    let mut counts: Vec<Count> = counts
        .into_iter()
        .map(|(title, [errors, warnings, notes])| Count {
            title,
            errors,
            warnings,
            notes,
            total: errors + warnings + notes,
            worst: if errors > 0 {
                "bad"
            } else if warnings > 0 {
                "warn"
            } else {
                "info"
            },
            href: None,
        })
        .collect();
    counts.sort_by(|one, other| {
        (other.errors, other.warnings, other.notes)
            .cmp(&(one.errors, one.warnings, one.notes))
            .then_with(|| one.title.cmp(&other.title))
    });
    counts
}

impl Count {
    fn copied(&self) -> Self {
        Self { title: self.title.clone(), href: self.href.clone(), ..*self }
    }
}
