//! Health by owner and by repository: counts first, the findings below, few enough that the page stays readable.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::diagnostic::Severity;
use crate::base::site_path::SitePath;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::Finding;
use crate::render::diag::Diag;
use crate::render::layout::{Head, Press, Section};
use crate::render::links::Owner;
use crate::render::theme::ThemeError;
use crate::render::unowned;

/// The most findings of a group.
const MOST: usize = 20;
/// The most findings of a page; groups after that show their counts alone.
const PAGE: usize = 300;

/// Names the ways to look at what is to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Severity,
    Owner,
    Repository,
    Nobody,
}

/// Links to one of the ways.
#[derive(Serialize)]
pub(super) struct ViewLink {
    title: String,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct View {
    title: String,
    views: Vec<ViewLink>,
    groups: Vec<Group>,
    data: String,
    built: String,
    built_iso: String,
}

#[derive(Serialize)]
struct Group {
    id: String,
    title: String,
    owner: Option<Owner>,
    errors: usize,
    warnings: usize,
    notes: usize,
    summary: String,
    findings: Vec<Diag>,
    more: String,
}

/// Lists the ways, seen from one of them.
pub(super) fn links(press: &Press<'_>, from: &SitePath, current: By) -> Vec<ViewLink> {
    let link = |title: &str, by: By, path: &SitePath| ViewLink {
        title: press.strings.text(title).to_owned(),
        href: press.href(from, path),
        current: by == current,
    };
    vec![
        link("by-severity", By::Severity, &SitePath::page(["health"])),
        link("by-owner", By::Owner, &SitePath::page(["health", "owners"])),
        link("by-repository", By::Repository, &SitePath::page(["health", "repositories"])),
        link("without-owner", By::Nobody, &unowned::path()),
    ]
}

/// Renders both pages.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    let portal = press.portal();
    let mut by_owner: BTreeMap<Option<&EntityRef>, Vec<&Finding>> = BTreeMap::new();
    let mut by_repository: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &portal.findings {
        by_owner.entry(portal.owner_of(finding)).or_default().push(finding);
        let source = finding.diagnostic.place.as_ref().map(|place| &place.source);
        by_repository
            .entry(source.and_then(|source| source.repository.as_deref()).unwrap_or_default())
            .or_default()
            .push(finding);
    }
    let path = SitePath::page(["health", "owners"]);
    let named = |owner: Option<&EntityRef>| match owner {
        Some(owner) => (owner.to_string(), Some(press.owner(&path, owner))),
        None => (press.strings.text("nobody-in-catalog").to_owned(), None),
    };
    let groups = by_owner.into_iter().map(|(owner, findings)| (named(owner), findings)).collect();
    page(press, &path, "health-by-owner", By::Owner, groups)?;
    let path = SitePath::page(["health", "repositories"]);
    let named = |name: &str| (if name.is_empty() { press.strings.text("this-portal") } else { name }.to_owned(), None);
    let groups = by_repository.into_iter().map(|(name, findings)| (named(name), findings)).collect();
    page(press, &path, "health-by-repository", By::Repository, groups)
}

type Named<'a> = ((String, Option<Owner>), Vec<&'a Finding>);

fn page(press: &Press<'_>, path: &SitePath, title: &str, by: By, groups: Vec<Named<'_>>) -> Result<(), ThemeError> {
    let strings = press.strings;
    let count =
        |findings: &[&Finding], severity| findings.iter().filter(|finding| finding.diagnostic.severity == severity).count();
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|(named, findings)| {
            let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| count(&findings, severity));
            (counts, named, findings)
        })
        .collect();
    // Stable: groups that are equally bad stay in the order of their names.
    groups.sort_by_key(|(counts, ..)| std::cmp::Reverse(*counts));
    let mut room = PAGE;
    let groups = groups.into_iter().enumerate().map(|(index, ([errors, warnings, notes], (title, owner), mut findings))| {
        findings.sort_by_key(|finding| finding.diagnostic.severity);
        let shown = findings.len().min(MOST).min(room);
        room -= shown;
        let rest = findings.len() - shown;
        Group {
            id: format!("g{}", index + 1),
            title,
            owner,
            errors,
            warnings,
            notes,
            summary: strings.count(if rest == 0 { "findings" } else { "first-findings" }, shown),
            findings: findings.iter().take(shown).map(|finding| press.diag(path, finding, true)).collect(),
            more: if rest == 0 { String::new() } else { strings.count("more-findings", rest) },
        }
    });
    let title = strings.text(title);
    let view = View {
        title: title.to_owned(),
        views: links(press, path, by),
        groups: groups.collect(),
        data: press.href(path, &SitePath::file(["api", "diagnostics.json"])),
        built: press.as_of(),
        built_iso: press.judged.now.rfc3339(),
    };
    let description = strings.text("who-mends-what");
    press.page("health-groups.html", &Head { path, title, description, section: Section::Health }, &view)
}
