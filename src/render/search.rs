//! Search: the page that answers a query once its script runs, and lists what there is without it. Holds the dialog that scripts lift out.

use std::cmp::Reverse;

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::entity::{Entity, Relation};
use crate::render::catalog::KindLink;
use crate::render::layout::{Head, Press, Section};
use crate::render::links::Chip;
use crate::render::theme::ThemeError;

#[derive(Serialize)]
struct View {
    kinds: Vec<KindLink>,
    docs: String,
    docs_count: String,
    catalog: String,
    used: Vec<Used>,
}

/// Shows an entity that many others need.
#[derive(Serialize)]
struct Used {
    chip: Chip,
    words: String,
}

/// The most entities that the page lists.
const SHOWN: usize = 10;

/// Lists the entities that most others depend on.
fn used(press: &Press<'_>, path: &SitePath) -> Vec<Used> {
    let users = |entity: &Entity| {
        let counts = |relation: &&Relation| matches!(relation.kind.as_str(), "dependencyOf" | "apiConsumedBy");
        entity.relations.iter().filter(counts).count()
    };
    let mut entities: Vec<(usize, &Entity)> =
        press.portal().entities.values().map(|entity| (users(entity), entity)).filter(|(users, _)| *users > 0).collect();
    entities.sort_by_key(|(users, entity)| (Reverse(*users), &entity.reference));
    entities
        .into_iter()
        .take(SHOWN)
        .map(|(users, entity)| Used { chip: press.chip(path, &entity.reference), words: press.strings.count("used-by", users) })
        .collect()
}

/// Renders the page.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = SitePath::page(["search"]);
    let pages: usize = press.portal().docs.values().map(|site| site.pages.len()).sum();
    let view = View {
        kinds: press.kind_links(&path, None),
        docs: press.href(&path, &SitePath::page(["docs"])),
        docs_count: press.strings.number(pages),
        catalog: press.href(&path, &SitePath::page(["catalog"])),
        used: used(press, &path),
    };
    let description = press.strings.phrase("search-describes", &[("site", &press.site.title)]);
    let head = Head { path: &path, title: press.strings.text("search"), description: &description, section: Section::None };
    press.page("search.html", &head, &view)
}
