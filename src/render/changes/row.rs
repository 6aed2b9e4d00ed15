//! Row: how a piece of news is shown: what it is about, what happened, what it was and what it is now.

use std::collections::BTreeSet;

use serde::Serialize;

use super::news::{Event, What, moves};
use crate::base::naming::{capitalised, in_words};
use crate::base::site_path::SitePath;
use crate::model::api::{Version, pages};
use crate::model::changes::Field;
use crate::model::docs::DocsSite;
use crate::model::edit::{Deed, Edit};
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::render::docs;
use crate::render::layout::Press;
use crate::render::links::{self, Chip, Kind, Owner};
use crate::render::reference;
use crate::render::strings::Strings;

/// The most fields and changes whose values are shown, and the most items of each list.
const SHOWN: usize = 3;
/// The most entities and pages of one row that are named.
const NAMED: usize = 40;
/// The longest value that is shown, in characters.
const LONGEST: usize = 48;

/// Shows a piece of news.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Row {
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) href: Option<String>,
    /// What sort of news it is, by the name of its word: `new`, `breaking`, or nothing.
    #[serde(skip)]
    pub(super) mark: &'static str,
    pub(super) badge: String,
    pub(super) tone: &'static str,
    pub(super) words: String,
    pub(super) delta: Vec<Piece>,
    /// What is meant besides, when it is about more than one thing.
    pub(super) named: Vec<Chip>,
    pub(super) unnamed: usize,
    pub(super) owner: Option<Owner>,
    pub(super) commit: String,
    pub(super) commit_href: Option<String>,
    pub(super) by: Option<String>,
    pub(super) day: String,
    pub(super) iso: String,
}

/// Shows a word of a difference.
#[derive(Debug, Serialize)]
pub(super) struct Piece {
    /// `""` for a name, `ins` for what came, `del` for what went.
    tag: &'static str,
    text: String,
}

/// What is said of an edit.
struct Told {
    mark: &'static str,
    tone: &'static str,
    words: String,
    delta: Vec<Piece>,
}

/// Shows an event as the page at `from` does.
pub(in crate::render) fn row(press: &Press<'_>, from: &SitePath, event: &Event<'_>) -> Row {
    let row = match &event.what {
        What::Edit(edit) => edited(press, from, event, edit),
        What::Many(edits) => many(press, from, event, edits),
        What::Pages(site, numbers, is_new) => written(press, from, event, site, numbers, *is_new),
        What::Release(entity, newer, older) => released(press, from, event, entity, newer, older),
    };
    let badge = if row.mark.is_empty() { "" } else { press.strings.text(row.mark) };
    Row { badge: badge.to_owned(), ..row }
}

fn edited(press: &Press<'_>, from: &SitePath, event: &Event<'_>, edit: &Edit) -> Row {
    let entity = press.portal().entities.get(&edit.entity);
    let Told { mark, tone, words, delta } = told(press.strings, entity, edit);
    let chip = press.chip(from, &edit.entity);
    let blank = blank(press, from, event, &edit.entity);
    let title = if chip.href.is_some() { chip.title } else { edit.entity.name.clone() };
    Row { title, href: chip.href, mark, tone, words, delta, by: edit.change.by.as_deref().map(str::to_owned), ..blank }
}

/// Holds what every row says.
fn blank(press: &Press<'_>, from: &SitePath, event: &Event<'_>, about: &EntityRef) -> Row {
    let entity = press.portal().entities.get(about);
    let owner = entity.and_then(|entity| entity.owners().next()).map(|relation| press.owner(from, &relation.target));
    let forge = press.portal().repositories.get(event.repository).and_then(|repository| repository.forge.as_ref());
    let commit = event.commit.as_deref().unwrap_or_default();
    Row {
        kind: links::kind(&press.portal().model, entity.map_or(about.kind.as_str(), |entity| entity.kind.as_str())),
        title: String::new(),
        href: None,
        mark: "",
        badge: String::new(),
        tone: "mute",
        words: String::new(),
        delta: Vec::new(),
        named: Vec::new(),
        unnamed: 0,
        owner,
        commit: commit.get(..7).unwrap_or(commit).to_owned(),
        commit_href: forge.filter(|_| !commit.is_empty()).map(|forge| forge.commit_url(commit)),
        by: None,
        day: press.strings.day(event.time),
        iso: event.time.rfc3339(),
    }
}

fn many(press: &Press<'_>, from: &SitePath, event: &Event<'_>, edits: &[&Edit]) -> Row {
    let strings = press.strings;
    let is_new = edits.iter().any(|edit| edit.deed == Deed::Added);
    let repository = press.portal().repositories.get(event.repository).map(|repository| &*repository.name).unwrap_or_default();
    let names: Vec<Chip> = edits.iter().take(NAMED).map(|edit| press.chip(from, &edit.entity)).collect();
    let Some(first) = edits.first() else { return blank(press, from, event, &EntityRef::new("location", "default", repository)) };
    let base = blank(press, from, event, &first.entity);
    let is_same = edits.iter().all(|edit| edit.entity.kind == first.entity.kind);
    Row {
        title: if is_same {
            strings.of_kind(edits.len(), &base.kind.name, &base.kind.plural)
        } else {
            strings.count("entities", edits.len())
        },
        mark: if is_new { "new" } else { "removed" },
        tone: if is_new { "info" } else { "mute" },
        words: strings.phrase(if is_new { "came-with-commit" } else { "left-with-commit" }, &[("repository", repository)]),
        unnamed: edits.len() - names.len(),
        named: names,
        owner: None,
        ..base
    }
}

fn written(press: &Press<'_>, from: &SitePath, event: &Event<'_>, site: &DocsSite, numbers: &[usize], is_new: bool) -> Row {
    let blank = blank(press, from, event, &site.entity);
    let mut pages = numbers.iter().filter_map(|number| site.pages.get(*number));
    let of = press.chip(from, &site.entity).title;
    let doc = Kind { icon: "doc".to_owned(), look: "doc".to_owned(), known: true, ..blank.kind.clone() };
    let history = pages.clone().next().and_then(|page| {
        press.portal().repositories.get(site.repository)?.history_of(&page.source.path)?.updated.by.as_deref().map(str::to_owned)
    });
    let mark = if is_new { "new" } else { "" };
    let base = Row { kind: doc.clone(), mark, tone: "info", by: history, ..blank };
    if let [_] = numbers {
        let Some(page) = pages.next() else { return base };
        let words = press.strings.phrase(if is_new { "new-page-of" } else { "changed-page-of" }, &[("title", &of)]);
        return Row { title: page.title.clone(), href: Some(press.href(from, &site.site_path(page))), words, ..base };
    }
    let named = pages.take(NAMED).map(|page| Chip {
        href: Some(press.href(from, &site.site_path(page))),
        title: page.title.clone(),
        reference: page.title.clone(),
        kind: doc.clone(),
        note: None,
    });
    let named: Vec<Chip> = named.collect();
    Row {
        title: site.title.clone(),
        href: Some(press.href(from, &docs::front(site))),
        words: press.strings.count(if is_new { "pages-came" } else { "pages-changed" }, numbers.len()),
        unnamed: numbers.len() - named.len(),
        named,
        ..base
    }
}

fn released(press: &Press<'_>, from: &SitePath, event: &Event<'_>, entity: &Entity, newer: &Version, older: &Version) -> Row {
    let strings = press.strings;
    let breaking = older.changes.iter().filter(|change| change.is_breaking).count();
    let words = match (older.changes.len(), breaking) {
        (0, _) => strings.text("released-unchanged").to_owned(),
        (count, 0) => strings.count("released-compatible", count),
        (count, breaking) if count == breaking => strings.count("released-breaking", count),
        (count, breaking) => strings.counted("released-breaking-some", count, &[("breaking", &strings.number(breaking))]),
    };
    let changes = older.changes.iter().take(SHOWN);
    let changes = changes.map(|change| Piece {
        tag: "",
        text: format!("{} {}", change.subject, reference::change(press.strings, &change.what).replace('`', "")),
    });
    Row {
        title: format!("{} {}", entity.title(), newer.name),
        href: Some(press.href(from, &pages::changes(&entity.reference))),
        mark: if breaking > 0 { "breaking" } else { "release" },
        tone: if breaking > 0 { "bad" } else { "ok" },
        words,
        delta: changes.collect(),
        ..blank(press, from, event, &entity.reference)
    }
}

fn told(strings: &Strings, entity: Option<&Entity>, edit: &Edit) -> Told {
    match &edit.deed {
        Deed::Added => {
            let words = entity.and_then(Entity::description).unwrap_or(strings.text("came")).to_owned();
            Told { mark: "new", tone: "info", words, delta: Vec::new() }
        }
        Deed::Removed => Told { mark: "removed", tone: "mute", words: strings.text("left").to_owned(), delta: Vec::new() },
        Deed::Changed { from, fields } => {
            let life = fields.iter().find(|field| field.path == "spec.lifecycle");
            let (mark, tone) = match life.map(|field| field.new.as_deref()) {
                Some(Some("deprecated" | "retired")) => ("deprecated", "warn"),
                Some(_) => ("lifecycle", "info"),
                None if moves(edit) => ("ownership", "mute"),
                None if from.is_some() => ("renamed", "mute"),
                None => ("", "mute"),
            };
            let mut delta = Vec::new();
            if let Some(from) = from {
                delta.push(Piece { tag: "del", text: from.name.clone() });
                delta.push(Piece { tag: "ins", text: edit.entity.name.clone() });
            }
            let fields: Vec<&Field> = fields.iter().filter(|field| from.is_none() || field.path != "metadata.name").collect();
            delta.extend(fields.iter().filter_map(|field| difference(field)).take(SHOWN).flatten());
            Told { mark, tone, words: summary(strings, &fields), delta }
        }
    }
}

/// Says which fields changed: `Owner, lifecycle and 2 more changed.`
fn summary(strings: &Strings, fields: &[&Field]) -> String {
    let mut names: Vec<String> = Vec::new();
    for field in fields {
        let name = in_words(&label(&field.path));
        let name = strings.titles.get(&capitalised(&name)).map_or(name, |title| strings.noun(title));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let rest = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    if rest > 0 {
        names.push(strings.count("more", rest));
    }
    let text = match names.split_last() {
        None => return strings.text("called-otherwise").to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => strings.phrase("list-and", &[("list", &before.join(", ")), ("last", last)]),
    };
    strings.phrase("fields-changed", &[("fields", &capitalised(&text))])
}

/// Gives what a field is called: what stands above it is left out.
fn label(path: &str) -> String {
    let name =
        ["metadata.annotations.", "metadata.labels.", "metadata.", "spec."].iter().find_map(|above| path.strip_prefix(above));
    let name = name.unwrap_or(path);
    name.split('[').next().unwrap_or(name).to_owned()
}

/// Shows what a field was and what it is now; nothing where that is long.
fn difference(field: &Field) -> Option<Vec<Piece>> {
    let name = Piece { tag: "", text: label(&field.path) };
    let items = |text: Option<&str>| {
        let Some(text) = text else { return Some(Vec::new()) };
        serde_json::from_str::<Vec<serde_json::Value>>(text).ok().map(|items| items.iter().map(plain).collect::<Vec<_>>())
    };
    let piece = |tag, text: String| Piece { tag, text };
    let is_list = [&field.old, &field.new].into_iter().flatten().any(|text| text.starts_with('['));
    if let (true, Some(was), Some(is)) = (is_list, items(field.old.as_deref()), items(field.new.as_deref())) {
        let (before, after): (BTreeSet<&String>, BTreeSet<&String>) = (was.iter().collect(), is.iter().collect());
        let is_short = |item: &&&String| item.chars().count() <= LONGEST;
        let went = before.difference(&after).filter(is_short).take(SHOWN).map(|item| piece("del", (*item).clone()));
        let came = after.difference(&before).filter(is_short).take(SHOWN).map(|item| piece("ins", (*item).clone()));
        return Some(std::iter::once(name).chain(went).chain(came).collect());
    }
    let is_short = |text: &&String| text.chars().count() <= LONGEST && !text.contains('\n');
    let shown = |value: &Option<String>| value.as_ref().map_or(Some(None), |text| Some(text).filter(is_short).cloned().map(Some));
    let (old, new) = (shown(&field.old)?, shown(&field.new)?);
    let old = old.map(|text| piece("del", text));
    Some(std::iter::once(name).chain(old).chain(new.map(|text| piece("ins", text))).collect())
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
