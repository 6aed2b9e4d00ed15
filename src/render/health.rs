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
use crate::render::layout::{Head, Press, Section};
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
    title: String,
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
    let strings = press.strings;
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
        let title = strings.text("catalog-health");
        let title = match number {
            1 => title.to_owned(),
            _ => strings.phrase("page-number", &[("title", title), ("number", &strings.number(number))]),
        };
        let first_of = |severity: Severity| {
            let index = findings.iter().position(|finding| finding.diagnostic.severity == severity)?;
            Some(index / PAGE + 1)
        };
        let health = &press.judged.health;
        let link = |title: &str, severity: Severity, count, anchor: &str| {
            let page = first_of(severity)?;
            let href =
                if page == number { format!("#{anchor}") } else { format!("{}#{anchor}", press.href(&path, &path_of(page))) };
            Some(SeverityLink { title: strings.text(title).to_owned(), count: strings.number(count), href, current: false })
        };
        let everything = SeverityLink {
            title: strings.text("all").to_owned(),
            count: strings.number(findings.len()),
            href: press.href(&path, &path_of(1)),
            current: true,
        };
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
                rest => strings.count("more-findings", rest),
            },
            data: press.href(&path, &SitePath::file(["api", "diagnostics.json"])),
            severities: [
                Some(everything),
                link("errors-title", Severity::Error, health.errors, "errors"),
                link("warnings-title", Severity::Warning, health.warnings, "warnings"),
                link("notes-title", Severity::Info, health.notes, "notes"),
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
            total: strings.count("entities", press.portal().entities.len()),
        };
        let description = strings.text("health-describes");
        press.page("health.html", &Head { path: &path, title: &title, description, section: Section::Health }, &view)
    })
}

fn repository_of(finding: &Finding) -> &str {
    finding.diagnostic.place.as_ref().map_or("", |place| place.source.repository.as_deref().unwrap_or_default())
}

fn stats(press: &Press<'_>, path: &SitePath, repositories: &[Count]) -> Vec<Stat> {
    let (health, portal, strings) = (&press.judged.health, press.portal(), press.strings);
    let stat = |label: &str, value: usize, note: String| Stat {
        label: strings.text(label).to_owned(),
        value: strings.number(value),
        note,
        href: None,
    };
    let with = |pick: fn(&Count) -> usize| repositories.iter().filter(|count| pick(count) > 0 && !count.title.is_empty()).count();
    let broken = portal.broken.len();
    let left_out =
        if broken == 0 { strings.text("none-left-out").to_owned() } else { strings.count("entities-left-out", broken) };
    let of = |name: &str, all: usize| strings.phrase(name, &[("all", &strings.number(all))]);
    vec![
        stat("errors-title", health.errors, left_out),
        stat("warnings-title", health.warnings, strings.count("in-repositories", with(|count| count.warnings))),
        stat("notes-title", health.notes, strings.count("in-repositories", with(|count| count.notes))),
        Stat {
            href: Some(press.href(path, &unowned::path())),
            ..stat("owned", health.owned, of("of-need-owner", health.ownable))
        },
        stat("documented", health.documented, of("of-need-docs", health.documentable)),
        stat("clean", health.clean, strings.count("of-entities", portal.entities.len())),
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
                title: if repository.is_empty() { press.strings.text("this-portal") } else { repository }.to_owned(),
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
            let name = match severity {
                Severity::Error => "errors",
                Severity::Warning => "warnings",
                Severity::Info => "notes",
            };
            group.words = press.strings.count(name, group.findings.len());
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
