//! Feed: the newest changes as Atom (RFC 4287), of everything and of what each team owns. Links are whole where the site knows its address, and relative to the feed elsewhere.

use std::fmt::Write as _;

use rayon::prelude::*;

use super::news::Event;
use super::row::row;
use crate::base::site_path::SitePath;
use crate::base::xml::escaped;
use crate::model::entity_ref::EntityRef;
use crate::model::output::Output;
use crate::render::layout::Press;

/// The most entries.
const MOST: usize = 100;

/// Says what a feed is about.
struct Feed<'a> {
    path: SitePath,
    title: String,
    /// The page that tells the same.
    page: SitePath,
    entries: Vec<Entry<'a>>,
}

/// Holds a piece of news, or the part of it that the feed is about, with the name that it has in every feed.
struct Entry<'a> {
    name: String,
    event: Event<'a>,
}

/// Gives where the feed of everything stands.
pub(super) fn path() -> SitePath {
    SitePath::file(["feeds", "changes.xml"])
}

/// Gives where the feed of a team stands; nothing for one that owns nothing, and for what is no team.
pub(in crate::render) fn path_of(press: &Press<'_>, team: &EntityRef) -> Option<SitePath> {
    let file = format!("{}.xml", team.name);
    let owns = team.kind == "group" && press.owned.contains_key(team);
    owns.then(|| SitePath::file(["feeds", "teams", &team.namespace, &file]))
}

/// Writes the feeds.
pub(super) fn files(press: &Press<'_>) {
    file(
        press,
        &Feed {
            path: path(),
            title: press.strings.phrase("changes-of-site", &[("site", &press.site.title)]),
            page: super::path(),
            entries: press.news.iter().take(MOST).map(|event| Entry { name: event.name(), event: event.clone() }).collect(),
        },
    );
    press.owned.par_iter().for_each(|(team, own)| {
        let (Some(path), Some(group)) = (path_of(press, team), press.portal().entities.get(team)) else { return };
        let own = own.iter().map(|entity| &entity.reference).collect();
        let title = press.strings.phrase("changes-of-team", &[("site", &press.site.title), ("team", group.title())]);
        let events = press.news_of.get(team).into_iter().flatten().take(MOST).filter_map(|number| press.news.get(*number));
        let entries = events.map(|event| Entry { name: event.name(), event: event.among(&own) }).collect();
        file(press, &Feed { path, title, page: team.site_path(), entries });
    });
}

fn file(press: &Press<'_>, feed: &Feed<'_>) {
    let here = &feed.path;
    let link = |href: &str| match (press.site.url.as_deref(), href.split("../").last()) {
        (Some(base), Some(below)) if href.starts_with("../") => format!("{base}{below}"),
        _ => href.to_owned(),
    };
    let name = press.site.url.clone().unwrap_or_else(|| {
        let site = blake3::hash(press.site.title.as_bytes()).to_hex();
        format!("urn:vestibule:{}:", &site[..12])
    });
    let page = link(&press.href(here, &feed.page));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n<updated>{}</updated>\n<author><name>{}</name></author>\n",
        escaped(&feed.title),
        escaped(&here.under(&name)),
        escaped(&page),
        feed.entries.first().map_or(press.judged.now, |entry| entry.event.time).rfc3339(),
        escaped(&press.site.title),
    );
    if let Some(base) = &press.site.url {
        let _ = writeln!(xml, "<link rel=\"self\" href=\"{}\"/>", escaped(&here.under(base)));
    }
    for Entry { name: own_name, event } in &feed.entries {
        let shown = row(press, here, event);
        let id = &blake3::hash(own_name.as_bytes()).to_hex()[..24];
        let badge =
            if shown.badge.is_empty() { String::new() } else { format!(" ({})", escaped(&press.strings.noun(&shown.badge))) };
        let href = shown.href.as_deref().map_or_else(|| page.clone(), &link);
        let _ = writeln!(
            xml,
            "<entry>\n<title>{}{badge}</title>\n<id>{}changes/{id}</id>\n<link href=\"{}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>",
            escaped(&shown.title),
            escaped(&name),
            escaped(&href),
            shown.iso,
            escaped(&shown.words),
        );
    }
    xml.push_str("</feed>\n");
    (press.sink)(Output::text(here.clone(), xml));
}
