//! The versions of docs: the way from a page to the same page of another version, and the pages at the address of the latest one, which lead on.

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::docs::DocsSite;
use crate::render::layout::{Head, Press, Section};
use crate::render::theme::ThemeError;

/// The address that always means the latest release.
const LATEST: &str = "@latest";

/// Lists the versions, as one page does.
#[derive(Serialize)]
pub(super) struct Switch {
    /// The version that the page belongs to.
    here: String,
    items: Vec<Item>,
    /// Whether the page is of another version than the current one.
    is_other: bool,
    /// The same page of the current version, if there is one.
    same: Option<String>,
    /// The front page of the current version.
    front: String,
}

#[derive(Serialize)]
struct Item {
    title: String,
    href: String,
    current: bool,
    note: String,
}

#[derive(Serialize)]
struct View {
    title: String,
    target: String,
}

/// Shows the versions on the page at `address` of `site`, one of those of `current`; nothing where there is one alone.
pub(super) fn switch(press: &Press<'_>, current: &DocsSite, site: &DocsSite, address: &str, path: &SitePath) -> Option<Switch> {
    if current.versions.is_empty() {
        return None;
    }
    let strings = press.strings;
    let has_page = |other: &DocsSite| other.pages.iter().any(|page| page.path == address);
    let href = |other: &DocsSite| press.href(path, &other.address(if has_page(other) { address } else { "" }));
    let name = |other: &DocsSite| match &other.version {
        Some(version) => version.name.to_string(),
        None => {
            let branch =
                press.portal().repositories.get(other.repository).and_then(|repository| repository.revision.branch.as_deref());
            branch.unwrap_or(strings.text("version-current")).to_owned()
        }
    };
    let item = |other: &DocsSite| Item {
        title: name(other),
        href: href(other),
        current: other.version == site.version,
        note: match (&other.version, has_page(other)) {
            (None, true) => strings.text("version-current"),
            (None, false) => strings.text("version-current-without"),
            (Some(_), true) => "",
            (Some(_), false) => strings.text("version-without"),
        }
        .to_owned(),
    };
    Some(Switch {
        here: name(site),
        items: std::iter::once(current).chain(&current.versions).map(item).collect(),
        is_other: site.version.is_some(),
        same: has_page(current).then(|| press.href(path, &current.address(address))),
        front: press.href(path, &current.address("")),
    })
}

/// Renders a page at the address of the latest release for each of its pages; without a release, the current version is the latest.
pub(super) fn latest(press: &Press<'_>, current: &DocsSite) -> Result<(), ThemeError> {
    let is_taken = current.pages.iter().any(|page| page.path.split('/').next() == Some(LATEST))
        || current.versions.iter().any(|site| site.version.as_ref().is_some_and(|version| version.part() == LATEST));
    if current.versions.is_empty() || is_taken {
        return Ok(());
    }
    let is_release = |site: &&DocsSite| site.version.as_ref().is_some_and(|version| version.is_release);
    let target = current.versions.iter().find(is_release).unwrap_or(current);
    target.pages.iter().try_for_each(|page| {
        let path = SitePath::page([current.address("").as_str(), LATEST, &page.path]);
        let view = View { title: page.title.clone(), target: press.href(&path, &target.site_path(page)) };
        let head =
            Head { path: &path, title: &page.title, description: press.strings.text("leads-to-latest"), section: Section::Docs };
        press.page("docs-latest.html", &head, &view)
    })
}
