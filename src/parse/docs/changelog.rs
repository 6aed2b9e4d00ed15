//! Changelog: a `CHANGELOG.md` beside the docs -> a page of them, a heading for every version. Understands Keep a Changelog and what release tools write.

use std::sync::Arc;

use super::{html::escape, page};
use crate::base::repo_path::RepoPath;
use crate::base::source::{Source, Span};
use crate::model::docs::{Chunk, DocPage, NavItem, RawLink};
use crate::model::sources::{File, Repository};

/// Where the page stands below the docs' address.
pub(super) const ADDRESS: &str = "changelog";

const TITLE: &str = "Changelog";

/// Stands before the text while it is read: tools write versions as first headings, of which the first would become the title.
const HEAD: &str = "# Changelog\n\n";

/// Finds the changelog of a folder: in the docs, it is one of their pages already.
pub(super) fn find<'a>(repository: &'a Repository, folder: &RepoPath, docs: &RepoPath) -> Option<&'a File> {
    let is_changelog = |file: &&File| {
        let name = file.path.file_name().to_ascii_lowercase();
        file.path.parent() == *folder && matches!(name.as_str(), "changelog.md" | "changes.md" | "history.md" | "releases.md")
    };
    let file = repository.files.iter().filter(is_changelog).min_by_key(|file| file.path.as_str().to_ascii_lowercase())?;
    (docs == folder || file.path.strip_prefix(docs).is_none()).then_some(file)
}

/// Reads the page.
pub(super) fn page(source: &Arc<Source>) -> DocPage<RawLink> {
    let head = if has_title(&source.text) { "" } else { HEAD };
    let headed = Arc::new(Source {
        text: format!("{head}{}", source.text).into(),
        path: source.path.clone(),
        repository: source.repository.clone(),
        commit: source.commit.clone(),
    });
    let (page, _) = page::page(&headed, &source.path.parent(), &|_: &str| None);
    let span = |span: Span| {
        let back = |at: u32| (at as usize).saturating_sub(head.len());
        Span::new(back(span.start)..back(span.end))
    };
    let link = |link: RawLink| RawLink { span: span(link.span), ..link };
    let body = page.body.into_iter().map(|chunk| match chunk {
        Chunk::Html(html) => Chunk::Html(html),
        Chunk::Href(to) => Chunk::Href(link(to)),
        Chunk::Src(to) => Chunk::Src(link(to)),
    });
    let mut page = DocPage {
        source: Arc::clone(source),
        path: ADDRESS.to_owned(),
        title: TITLE.to_owned(),
        summary: format!("What changed from version to version{}.", newest(&page.headings).unwrap_or_default()),
        body: body.collect(),
        ..page
    };
    name_versions(&mut page);
    page
}

/// Puts the page at the end of the navigation, unless it is in it.
pub(super) fn list(pages: &[DocPage<RawLink>], nav: &mut Vec<NavItem>) {
    let Some(number) = pages.iter().position(|page| page.path == ADDRESS) else { return };
    if !super::decision_index::holds(nav, number) {
        nav.push(NavItem::Page { title: TITLE.to_owned(), page: number });
    }
}

/// Tells whether a changelog starts with a heading that is its title, and no version.
fn has_title(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    let (Some(first), second) = (lines.next(), lines.next().unwrap_or_default()) else { return false };
    let is_underlined = second.trim_end().len() > 1 && second.trim_end().bytes().all(|byte| byte == b'=');
    match first.strip_prefix("# ") {
        Some(title) => version(title).is_none(),
        None => is_underlined && version(first).is_none() || first.trim_end() == "---",
    }
}

/// Says which version is the newest.
fn newest(headings: &[crate::model::docs::Heading]) -> Option<String> {
    headings.iter().find_map(|heading| version(&heading.text)).map(|version| format!("; the newest is {version}"))
}

/// Finds the version that a heading names: `[1.2.0] - 2024-03-01`, `v1.2.0`, `1.2.0 (2024-03-01)`, `Version 2.0`.
fn version(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['[', 'v', 'V']);
    let text = text.strip_prefix("ersion ").unwrap_or(text).trim_start_matches(['[', 'v']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let version = &text[..end];
    (version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.') && version.len() <= 40).then_some(version)
}

/// Gives every version a place that does not change with its date, `#v1.2.0`, and takes the brackets off. The ids that headings have stay.
fn name_versions(page: &mut DocPage<RawLink>) {
    let mut taken: Vec<String> = page.headings.iter().map(|heading| heading.id.clone()).collect();
    for heading in &mut page.headings {
        let name = version(&heading.text).map(|version| format!("v{version}")).filter(|name| !taken.contains(name));
        let open = format!(" id=\"{}\">", escape(&heading.id));
        let place = page.body.iter_mut().find_map(|chunk| match chunk {
            Chunk::Html(html) => html.find(&open).map(|at| (html, at + open.len())),
            Chunk::Href(_) | Chunk::Src(_) => None,
        });
        let Some((html, at)) = place else { continue };
        let (words, date) = parts(&heading.text);
        if html[at..].starts_with(&escape(&heading.text)) {
            let date = date.map(|date| format!(" <time datetime=\"{date}\">{date}</time>")).unwrap_or_default();
            html.replace_range(at..at + escape(&heading.text).len(), &format!("{}{date}", escape(&words)));
        }
        if let Some(name) = name {
            html.insert_str(at, &format!("<span id=\"{name}\"></span>"));
            taken.push(name);
        }
        heading.text = date.map_or_else(|| words.clone(), |date| format!("{words}, {date}"));
    }
}

/// Takes a heading apart: its words without brackets around the first, and the date at its end.
fn parts(text: &str) -> (String, Option<&str>) {
    let is_date = |text: &str| {
        text.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
    };
    let text = text.trim();
    let bare = text.strip_suffix(')').unwrap_or(text);
    let date = bare.len().checked_sub(10).and_then(|start| bare.get(start..)).filter(|date| is_date(date));
    let rest = match date {
        Some(date) => bare[..bare.len() - date.len()].trim_end_matches([' ', '-', '–', '—', '(', ':', ',']),
        None => text,
    };
    let words = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((first, after)) => format!("{first}{after}"),
        None => rest.to_owned(),
    };
    if words.is_empty() { (text.to_owned(), None) } else { (words, date) }
}

#[cfg(test)]
mod tests {
    use super::{parts, version};

    #[test]
    fn versions_are_found() {
        for (text, found) in [
            ("[1.2.0] - 2024-03-01", Some("1.2.0")),
            ("v1.2.0", Some("1.2.0")),
            ("1.2.0-rc.1 (2024-03-01)", Some("1.2.0-rc.1")),
            ("Version 2.0", Some("2.0")),
            ("Unreleased", None),
            ("2024", None),
            ("3 things", None),
        ] {
            assert_eq!(version(text), found, "{text}");
        }
    }

    #[test]
    fn headings_are_taken_apart() {
        let is = |words: &str, date| (words.to_owned(), date);
        assert_eq!(parts("[1.2.0] - 2024-03-01"), is("1.2.0", Some("2024-03-01")));
        assert_eq!(parts("1.2.0 (2024-03-01)"), is("1.2.0", Some("2024-03-01")));
        assert_eq!(parts("[Unreleased]"), is("Unreleased", None));
        assert_eq!(parts("2024-03-01"), is("2024-03-01", None));
        assert_eq!(parts("Added (a lot)"), is("Added (a lot)", None));
    }
}
