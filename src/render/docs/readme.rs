//! Readme: the beginning of a README on the page of the entity whose only docs it is.

use serde::Serialize;

use super::body::{Part, beginning, body};
use super::front;
use crate::base::site_path::SitePath;
use crate::model::docs::DocsSite;
use crate::model::entity::Entity;
use crate::render::layout::Press;

/// How many characters of text are shown before the next whole block ends.
const LEAST: usize = 900;

/// Shows the beginning of a README.
#[derive(Serialize)]
pub(in crate::render) struct Readme {
    name: String,
    body: String,
    /// Leads to the whole, if there is more.
    more: Option<String>,
    style: String,
}

/// Gives the README that an entity has instead of docs, as its page at `from` shows it.
pub(in crate::render) fn readme(press: &Press<'_>, from: &SitePath, entity: &Entity, site: &DocsSite) -> Option<Readme> {
    let page = site.pages.iter().find(|page| page.path.is_empty())?;
    let name = page.source.path.file_name();
    let is_alone = site.pages.iter().all(|page| matches!(page.path.as_str(), "" | "changelog"));
    if site.entity != entity.reference
        || !is_alone
        || !name.to_ascii_lowercase().starts_with("readme.")
        || page.source.text.is_empty()
    {
        return None;
    }
    let part = Part { prefix: "readme".to_owned(), title: name, is_below: true, part_of: &|_| None };
    let html = body(press, site, from, page, Some(&part));
    let (shown, is_cut) = beginning(&html, LEAST);
    // What stands below the cut is one click away; links to it lead there.
    let whole = press.href(from, &front(site));
    let shown = shown.replace(" href=\"#readme-", &format!(" href=\"{whole}#"));
    (!shown.trim().is_empty()).then(|| Readme {
        name: name.to_owned(),
        body: shown,
        more: is_cut.then_some(whole),
        style: press.href(from, &press.theme.docs_style.path),
    })
}
