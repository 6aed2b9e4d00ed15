//! Feed: the newest changes as Atom (RFC 4287). Links are whole where the site knows its address, and relative to the feed elsewhere.

use std::fmt::Write as _;

use super::row::row;
use crate::base::site_path::SitePath;
use crate::base::xml::escaped;
use crate::model::output::Output;
use crate::render::layout::Press;

/// The most entries.
const MOST: usize = 100;

/// Gives where the feed stands.
pub(super) fn path() -> SitePath {
    SitePath::file(["feeds", "changes.xml"])
}

/// Writes the feed.
pub(super) fn file(press: &Press<'_>) {
    let here = path();
    let link = |href: &str| match (press.site.url.as_deref(), href.split("../").last()) {
        (Some(base), Some(below)) if href.starts_with("../") => format!("{base}{below}"),
        _ => href.to_owned(),
    };
    let name = press.site.url.clone().unwrap_or_else(|| {
        let site = blake3::hash(press.site.title.as_bytes()).to_hex();
        format!("urn:vestibule:{}:", &site[..12])
    });
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n<updated>{}</updated>\n<author><name>{}</name></author>\n",
        escaped(&press.strings.phrase("changes-of-site", &[("site", &press.site.title)])),
        escaped(&format!("{name}feeds/changes.xml")),
        escaped(&link(&press.href(&here, &super::path()))),
        press.judged.now.rfc3339(),
        escaped(&press.site.title),
    );
    if let Some(base) = &press.site.url {
        let _ = writeln!(xml, "<link rel=\"self\" href=\"{}feeds/changes.xml\"/>", escaped(base));
    }
    for event in press.news.iter().take(MOST) {
        let shown = row(press, &here, event);
        let about = event.entities().first().map(ToString::to_string).unwrap_or_default();
        let tag = format!("{about} {} {}", event.commit.as_deref().unwrap_or_default(), shown.title);
        let id = &blake3::hash(tag.as_bytes()).to_hex()[..24];
        let badge =
            if shown.badge.is_empty() { String::new() } else { format!(" ({})", escaped(&press.strings.noun(&shown.badge))) };
        let href = shown.href.as_deref().map(&link).unwrap_or_else(|| link(&press.href(&here, &super::path())));
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
    (press.sink)(Output::text(here, xml));
}
