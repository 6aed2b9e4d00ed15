//! Changes: what became different, read from git: the feed of the whole portal by topic and day, what happened to one entity, and the same as Atom and JSON.

mod feed;
mod news;
mod row;

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

pub(super) use self::feed::path_of as feed_of;
pub(super) use self::news::{Event, by_team, news};
use self::news::{Topic, What};
pub(super) use self::row::Row;
use self::row::row;
use crate::base::naming::capitalised;
use crate::base::site_path::SitePath;
use crate::model::edit::{Deed, Edit};
use crate::model::entity::Entity;
use crate::model::output::Output;
use crate::render::layout::{Head, Press, Section};
use crate::render::theme::ThemeError;

/// The most rows of a page.
const PAGE: usize = 60;
/// The most pages of a topic.
const PAGES: usize = 10;
/// The most edits that the page of an entity shows.
const PAST: usize = 40;
/// How many of them it shows at once.
const LATEST: usize = 5;

#[derive(Serialize)]
struct View {
    topics: Vec<TopicLink>,
    days: Vec<Day>,
    feed: String,
    data: String,
    shown: String,
    newer: Option<String>,
    older: Option<String>,
    catalog: String,
}

#[derive(Serialize)]
struct TopicLink {
    title: String,
    href: String,
    count: String,
    current: bool,
}

#[derive(Serialize)]
struct Day {
    weekday: String,
    day: String,
    iso: String,
    rows: Vec<Row>,
}

/// Shows what happened to one entity.
#[derive(Serialize)]
pub(super) struct Past {
    latest: Vec<Row>,
    earlier: Vec<Row>,
    count: String,
    more: usize,
}

/// Gives where the newest changes of a topic stand.
fn path_of(topic: Topic, number: usize) -> SitePath {
    let number = (number > 1).then(|| number.to_string());
    SitePath::page(["changes", topic.slug()].into_iter().filter(|part| !part.is_empty()).chain(number.as_deref()))
}

/// Gives where the changes of all topics stand.
pub(super) fn path() -> SitePath {
    path_of(Topic::All, 1)
}

/// Shows the newest pieces of news, at most one about each entity.
pub(super) fn latest(press: &Press<'_>, from: &SitePath, most: usize) -> Vec<Row> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for event in &press.news {
        if rows.len() == most {
            break;
        }
        if seen.insert(event.entities().into_iter().next()) {
            // Which ones stands in the feed.
            rows.push(Row { named: Vec::new(), unnamed: 0, ..row(press, from, event) });
        }
    }
    rows
}

/// Shows what commits did to an entity; nothing where none is known.
pub(super) fn past(press: &Press<'_>, from: &SitePath, entity: &Entity) -> Option<Past> {
    let numbers = press.edits.get(&entity.reference)?;
    let edits = numbers.iter().filter_map(|number| press.portal().edits.get(*number));
    let shown = |edit: &Edit| {
        let (time, commit) = (edit.change.time, Some(edit.change.commit.clone()));
        let row = row(press, from, &Event { time, commit, repository: edit.repository, what: What::Edit(edit) });
        // The page says already what it is.
        if edit.deed == Deed::Added { Row { words: press.strings.text("came").to_owned(), ..row } } else { row }
    };
    let mut latest: Vec<Row> = edits.take(PAST).map(shown).collect();
    let earlier = latest.split_off(latest.len().min(LATEST));
    Some(Past { latest, earlier, count: press.strings.number(numbers.len()), more: numbers.len().saturating_sub(PAST) })
}

/// Renders the feed: a list of pages for every topic, the same as Atom and as data.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    let counts = Topic::ALL.map(|topic| press.news.iter().filter(|event| event.is_about(topic)).count());
    for topic in Topic::ALL {
        let events: Vec<&Event<'_>> = press.news.iter().filter(|event| event.is_about(topic)).take(PAGE * PAGES).collect();
        if events.is_empty() && topic != Topic::All {
            continue;
        }
        let pages = events.len().div_ceil(PAGE).max(1);
        for number in 1..=pages {
            let first = (number - 1) * PAGE;
            page(press, topic, &counts, &events[first..events.len().min(first + PAGE)], (number, pages))?;
        }
    }
    feed::files(press);
    let text = format!("{}\n", Value::Array(press.news.iter().map(|event| data(press, event)).collect()));
    (press.sink)(Output::text(SitePath::file(["api", "changes.json"]), text));
    Ok(())
}

fn page(
    press: &Press<'_>,
    topic: Topic,
    counts: &[usize; 6],
    events: &[&Event<'_>],
    at: (usize, usize),
) -> Result<(), ThemeError> {
    let (number, pages) = at;
    let (strings, before) = (press.strings, (number - 1) * PAGE);
    let path = path_of(topic, number);
    let link = |(of, count): (Topic, &usize)| TopicLink {
        title: strings.text(of.title()).to_owned(),
        href: press.href(&path, &path_of(of, 1)),
        count: strings.number(*count),
        current: of == topic,
    };
    let days = events.chunk_by(|one, other| one.time.date() == other.time.date()).map(|same| Day {
        weekday: strings.weekday(same[0].time).to_owned(),
        day: strings.day(same[0].time),
        iso: same[0].time.rfc3339()[..10].to_owned(),
        rows: same.iter().map(|event| row(press, &path, event)).collect(),
    });
    let of = counts[Topic::ALL.iter().position(|known| *known == topic).unwrap_or_default()];
    let view = View {
        topics: Topic::ALL.into_iter().zip(counts).filter(|(_, count)| **count > 0).map(link).collect(),
        days: days.collect(),
        feed: press.href(&path, &feed::path()),
        data: press.href(&path, &SitePath::file(["api", "changes.json"])),
        shown: strings.counted(
            "range-of-changes",
            of,
            &[("first", &(before + 1).to_string()), ("last", &(before + events.len()).to_string())],
        ),
        newer: (number > 1).then(|| press.href(&path, &path_of(topic, number - 1))),
        older: (number < pages).then(|| press.href(&path, &path_of(topic, number + 1))),
        catalog: press.href(&path, &SitePath::page(["catalog"])),
    };
    let title = match topic {
        Topic::All => strings.text("changes").to_owned(),
        _ => strings.phrase("changes-about", &[("topic", strings.text(topic.title()))]),
    };
    let description = strings.text("changes-describes");
    press.page("changes.html", &Head { path: &path, title: &title, description, section: Section::Changes }, &view)
}

/// Gives a piece of news as data.
fn data(press: &Press<'_>, event: &Event<'_>) -> Value {
    let shown = row(press, &SitePath::home(), event);
    json!({
        "time": event.time,
        "title": shown.title,
        "kind": capitalised(shown.mark),
        "words": shown.words,
        "entities": event.entities(),
        "href": shown.href,
        "repository": press.portal().repositories.get(event.repository).map(|repository| &*repository.name),
        "commit": event.commit.as_deref(),
    })
}
