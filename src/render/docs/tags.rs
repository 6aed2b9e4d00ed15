//! Tags: the pages of all docs by the tags that they carry.

use std::collections::BTreeMap;

use serde::Serialize;

use super::list::Views;
use crate::base::site_path::SitePath;
use crate::model::docs::{DocPage, DocsSite, Target};
use crate::render::layout::{Head, Press, Section};
use crate::render::theme::ThemeError;

/// Shows a tag; `href` leads to its place in the list.
#[derive(Serialize)]
pub(super) struct Tag {
    pub(super) text: String,
    pub(super) href: String,
}

#[derive(Serialize)]
struct View {
    figures: String,
    views: Views,
    tags: Vec<Group>,
    style: String,
}

#[derive(Serialize)]
struct Group {
    id: String,
    text: String,
    count: usize,
    pages: Vec<Tagged>,
}

#[derive(Serialize)]
struct Tagged {
    title: String,
    href: String,
    of: String,
}

/// The pages that carry a tag.
type Carriers<'a> = Vec<(&'a DocsSite, &'a DocPage<Target>)>;

/// Gives where the list stands.
pub(super) fn path() -> SitePath {
    SitePath::page(["docs", "tags"])
}

/// Gives the id of a tag in the list: letters and digits, each other character as its number, so that no two tags share one.
fn id(tag: &str) -> String {
    let mut id = "tag-".to_owned();
    for c in tag.to_lowercase().chars() {
        match c {
            c if c.is_alphanumeric() => id.push(c),
            ' ' => id.push('-'),
            c => id.push_str(&format!("_{:x}_", c as u32)),
        }
    }
    id
}

/// Shows the tags of a page.
pub(super) fn of(press: &Press<'_>, from: &SitePath, page: &DocPage<Target>) -> Vec<Tag> {
    let list = press.href(from, &path());
    page.tags.iter().map(|tag| Tag { text: tag.clone(), href: format!("{list}#{}", super::encoded(&id(tag))) }).collect()
}

/// Lists the tags of all docs with the pages that carry them, those that differ in case alone as one.
fn tags<'a>(press: &Press<'a>) -> BTreeMap<String, (&'a str, Carriers<'a>)> {
    let mut tags: BTreeMap<String, (&str, Carriers<'_>)> = BTreeMap::new();
    for site in press.portal().docs.values() {
        for page in &site.pages {
            for tag in &page.tags {
                tags.entry(tag.to_lowercase()).or_insert_with(|| (tag, Vec::new())).1.push((site, page));
            }
        }
    }
    tags
}

/// Counts the tags.
pub(super) fn count(press: &Press<'_>) -> usize {
    tags(press).len()
}

/// Renders the list, if there are tags.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = path();
    let tags = tags(press);
    if tags.is_empty() {
        return Ok(());
    }
    let groups: Vec<Group> = tags
        .into_values()
        .map(|(text, pages)| Group {
            id: id(text),
            text: text.to_owned(),
            count: pages.len(),
            pages: pages
                .into_iter()
                .map(|(site, page)| Tagged {
                    title: page.title.clone(),
                    href: press.href(&path, &site.site_path(page)),
                    of: site.title.clone(),
                })
                .collect(),
        })
        .collect();
    let view = View {
        figures: press.strings.count("tags-counted", groups.len()),
        views: Views::new(press, &path),
        tags: groups,
        style: press.href(&path, &press.theme.docs_style.path),
    };
    let description = press.strings.phrase("docs-by-tag", &[("site", &press.site.title)]);
    press.page(
        "docs-tags.html",
        &Head { path: &path, title: press.strings.text("tags"), description: &description, section: Section::Docs },
        &view,
    )
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn different_tags_have_different_ids() {
        assert_eq!([id("C++"), id("C"), id("On call"), id("Zürich")], ["tag-c_2b__2b_", "tag-c", "tag-on-call", "tag-zürich"]);
    }
}
