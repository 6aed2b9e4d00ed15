//! Moved: a page at every address that an entity had under a former name, which leads on to where it is now.

use rayon::prelude::*;
use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::render::layout::{Head, Press, Section};
use crate::render::theme::ThemeError;

#[derive(Serialize)]
struct View {
    title: String,
    former: String,
    reference: String,
    target: String,
}

/// Renders the pages: one in the catalog, and one in the docs where the entity has docs of its own.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    press.portal().aliases.par_iter().try_for_each(|(alias, reference)| {
        let Some(entity) = press.portal().entities.get(reference) else { return Ok(()) };
        let docs = |of: &crate::model::entity_ref::EntityRef| SitePath::page(["docs", &of.namespace, &of.kind, &of.name]);
        let has_docs = press.portal().docs.contains_key(reference);
        let moves =
            [(alias.site_path(), reference.site_path())].into_iter().chain(has_docs.then(|| (docs(alias), docs(reference))));
        for (from, to) in moves {
            let view = View {
                title: entity.title().to_owned(),
                former: alias.to_string(),
                reference: reference.to_string(),
                target: press.href(&from, &to),
            };
            let title = format!("{} has moved", entity.title());
            let head = Head { path: &from, title: &title, description: "This page has moved.", section: Section::Catalog };
            press.page("moved.html", &head, &view)?;
        }
        Ok(())
    })
}
