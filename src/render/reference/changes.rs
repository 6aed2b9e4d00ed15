//! Changes: the page that lists the releases of an API and what changed from each to the next, what breaks its users first.

use serde::Serialize;

use super::{Shelf, inner, words};
use crate::model::api::change::Change;
use crate::model::api::pages::{self, Pages, plain};
use crate::model::api::{Api, Version};
use crate::model::entity::Entity;
use crate::render::layout::{Head, Press, Section};
use crate::render::theme::ThemeError;

/// Shows one release, and what came after it.
#[derive(Serialize)]
pub(super) struct Release {
    id: String,
    title: String,
    meta: Vec<String>,
    breaking: usize,
    words: String,
    subjects: Vec<Subject>,
}

/// Gathers what happened to one operation or type.
#[derive(Serialize)]
struct Subject {
    title: String,
    href: Option<String>,
    changes: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    breaking: bool,
    html: String,
}

/// Writes the page; nothing for an API without releases.
pub(super) fn page(press: &Press<'_>, entity: &Entity, api: &Api, pages: &Pages<'_>) -> Result<(), ThemeError> {
    if api.versions.is_empty() {
        return Ok(());
    }
    let path = pages::changes(&entity.reference);
    let shelf = Shelf { api, entity, pages, press, number: usize::MAX, path: path.clone() };
    let releases = api.versions.iter().enumerate().map(|(number, version)| {
        let newer = number.checked_sub(1).and_then(|newer| api.versions.get(newer));
        release(&shelf, version, newer)
    });
    let view = super::View { releases: releases.collect(), ..shelf.frame(press.strings.text("changes")) };
    let named = [("title", entity.title())];
    let (title, description) = (press.strings.phrase("title-changes", &named), press.strings.phrase("changed-in", &named));
    press.page("api-changes.html", &Head { path: &path, title: &title, description: &description, section: Section::Apis }, &view)
}

fn release(shelf: &Shelf<'_>, version: &Version, newer: Option<&Version>) -> Release {
    let strings = shelf.press.strings;
    let breaking = version.changes.iter().filter(|change| change.is_breaking).count();
    let others = version.changes.len() - breaking;
    let words = match (breaking, others) {
        (0, 0) => strings.text("nothing-changed").to_owned(),
        (0, others) => strings.count("changes-counted", others),
        (breaking, 0) => strings.count("breaking-changes", breaking),
        (breaking, others) => {
            strings.counted("and-other-changes", others, &[("breaking", &strings.count("breaking-changes", breaking))])
        }
    };
    let mut meta = Vec::new();
    if !version.release.is_empty() && version.name.trim_start_matches('v') != version.release {
        meta.push(strings.phrase("version-of", &[("version", &version.release)]));
    }
    meta.push(strings.count("operations", version.operations));
    let mut subjects: Vec<(&str, &str, Vec<&Change>)> = Vec::new();
    for change in &version.changes {
        match subjects.iter_mut().find(|(subject, anchor, _)| (*subject, *anchor) == (&*change.subject, &*change.anchor)) {
            Some((.., changes)) => changes.push(change),
            None => subjects.push((&change.subject, &change.anchor, vec![change])),
        }
    }
    Release {
        id: plain(&version.name),
        title: match newer {
            Some(newer) => strings.phrase("from-to", &[("from", &version.name), ("to", &newer.name)]),
            None => strings.phrase("from-to-now", &[("from", &version.name)]),
        },
        meta,
        breaking,
        words,
        subjects: subjects.into_iter().map(|(title, anchor, changes)| subject(shelf, title, anchor, &changes)).collect(),
    }
}

fn subject(shelf: &Shelf<'_>, title: &str, anchor: &str, changes: &[&Change]) -> Subject {
    let line = |change: &&Change| {
        let html = marked(&words::change(shelf.press.strings, &change.what));
        Line { breaking: change.is_breaking, html }
    };
    Subject {
        title: title.to_owned(),
        href: shelf.pages.knows(anchor).then(|| shelf.href(anchor)),
        changes: changes.iter().map(line).collect(),
    }
}

/// Writes names in back-ticks as code.
fn marked(words: &str) -> String {
    let piece =
        |(number, piece): (usize, &str)| if number % 2 == 1 { format!("<code>{}</code>", inner(piece)) } else { inner(piece) };
    words.split('`').enumerate().map(piece).collect()
}
