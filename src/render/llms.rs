//! `llms.txt`: the portal in one short Markdown file, for tools that read text: what there is and where its Markdown stands. The form is llmstxt.org's.

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::output::Output;
use crate::render::docs;
use crate::render::layout::{Press, counted};

/// The most bytes of the file, and the most of one line's words.
const MOST_BYTES: usize = 200_000;
const MOST_WORDS: usize = 160;

/// Writes the file.
pub(super) fn file(press: &Press<'_>) {
    let portal = press.portal();
    let pages: usize = portal.docs.values().map(|site| site.pages.len()).sum();
    let mut text = format!(
        "# {}\n\n> The developer portal of {}: {}, {} of docs.\n\nEvery page of docs stands beside its HTML as Markdown. Everything in the catalog is data at {}.\n",
        line(&press.site.title),
        line(&press.site.title),
        counted(portal.entities.len(), "entity", "entities"),
        counted(pages, "page", "pages"),
        url(press, &SitePath::file(["api", "entities.json"])),
    );
    let mut left_out = 0;
    let mut add = |text: &mut String, entry: String| {
        if text.len() + entry.len() > MOST_BYTES { left_out += 1 } else { text.push_str(&entry) }
    };
    for site in portal.docs.values() {
        add(&mut text, format!("\n## Docs: {}\n\n", line(&site.title)));
        for page in docs::nav::whole_order(site).into_iter().filter_map(|number| site.pages.get(number)) {
            let path = docs::twin::path(site, page).unwrap_or_else(|| site.site_path(page));
            add(&mut text, entry(&page.title, &url(press, &path), &page.summary));
        }
    }
    for (kind, _) in &press.kinds {
        add(&mut text, format!("\n## {}\n\n", line(&kind.plural)));
        for entity in portal.of_kind(&kind.slug) {
            let words = Entity::description(entity).unwrap_or_default();
            add(&mut text, entry(entity.title(), &url(press, &entity.reference.site_path()), words));
        }
    }
    if left_out > 0 {
        text.push_str(&format!("\nThis is not all: {} more.\n", counted(left_out, "entry", "entries")));
    }
    (press.sink)(Output::text(SitePath::file(["llms.txt"]), text));
}

fn entry(title: &str, url: &str, words: &str) -> String {
    let words = line(words);
    let words = match words.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    };
    let colon = if words.is_empty() { "" } else { ": " };
    format!("- [{}]({url}){colon}{words}\n", line(title).replace(['[', ']'], ""))
}

/// Puts a text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names a page as tools elsewhere need it: with the host, where it is known.
fn url(press: &Press<'_>, path: &SitePath) -> String {
    let url = match &press.site.url {
        Some(base) => path.under(base),
        None => press.href(&SitePath::home(), path),
    };
    url.replace('(', "%28").replace(')', "%29")
}
