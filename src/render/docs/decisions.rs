//! Decisions: the decision records of all docs in one list.

use serde::Serialize;

use super::list::Views;
use crate::base::site_path::SitePath;
use crate::model::decision::Decision;
use crate::model::docs::{DocPage, DocsSite, Target};
use crate::render::layout::{Head, Press, Section};
use crate::render::links::Owner;
use crate::render::theme::ThemeError;

/// Shows what a record says of itself.
#[derive(Serialize)]
pub(super) struct Record {
    number: String,
    status: String,
    tone: &'static str,
    date: String,
    deciders: String,
    supersedes: Vec<Other>,
    superseded_by: Vec<Other>,
}

/// Leads to another record.
#[derive(Serialize)]
struct Other {
    words: String,
    href: String,
}

#[derive(Serialize)]
struct View {
    figures: String,
    views: Views,
    statuses: Vec<Status>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Status {
    name: String,
    count: usize,
}

#[derive(Serialize)]
struct Row {
    title: String,
    href: String,
    record: Record,
    of: String,
    of_href: String,
    owners: Vec<Owner>,
}

/// Gives where the list stands.
pub(super) fn path() -> SitePath {
    SitePath::page(["docs", "decisions"])
}

/// Shows the head of a record on the page at `from`.
pub(super) fn record(press: &Press<'_>, from: &SitePath, site: &DocsSite, decision: &Decision) -> Record {
    let others = |numbers: &[usize]| {
        numbers
            .iter()
            .filter_map(|number| site.pages.get(*number))
            .filter_map(|page| {
                let other = page.decision.as_ref()?;
                Some(Other { words: format!("{} {}", other.number, other.title), href: press.href(from, &site.site_path(page)) })
            })
            .collect()
    };
    Record {
        number: decision.number.clone(),
        status: decision.status.clone(),
        tone: decision.tone(),
        date: decision.date.clone(),
        deciders: decision.deciders.clone(),
        supersedes: others(&decision.supersedes),
        superseded_by: others(&decision.superseded_by),
    }
}

fn all<'a>(press: &Press<'a>) -> impl Iterator<Item = (&'a DocsSite, &'a DocPage<Target>, &'a Decision)> {
    press
        .portal()
        .docs
        .values()
        .flat_map(|site| site.pages.iter().filter_map(move |page| Some((site, page, page.decision.as_ref()?))))
}

/// Counts the records.
pub(super) fn count(press: &Press<'_>) -> usize {
    all(press).count()
}

/// Renders the list, if there are records.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = path();
    let rows: Vec<Row> = all(press)
        .map(|(site, page, decision)| {
            let entity = press.portal().entities.get(&site.entity);
            Row {
                title: decision.title.clone(),
                href: press.href(&path, &site.site_path(page)),
                record: record(press, &path, site, decision),
                of: site.title.clone(),
                of_href: press.href(&path, &super::front(site)),
                owners: entity.map(|entity| press.owners(&path, entity)).unwrap_or_default(),
            }
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut statuses: Vec<Status> = Vec::new();
    for row in rows.iter().filter(|row| !row.record.status.is_empty()) {
        match statuses.iter_mut().find(|status| status.name == row.record.status) {
            Some(status) => status.count += 1,
            None => statuses.push(Status { name: row.record.status.clone(), count: 1 }),
        }
    }
    statuses.sort_by(|one, other| (other.count, &one.name).cmp(&(one.count, &other.name)));
    let view =
        View { figures: press.strings.count("decisions-counted", rows.len()), views: Views::new(press, &path), statuses, rows };
    let description = press.strings.phrase("decisions-of-site", &[("site", &press.site.title)]);
    let head = Head { path: &path, title: press.strings.text("decisions"), description: &description, section: Section::Docs };
    press.page("docs-decisions.html", &head, &view)
}
