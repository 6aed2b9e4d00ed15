//! Moved: a page at every address that an entity or its docs had under a former name, and at those that docs redirect, which leads on to where it is now.

use rayon::prelude::*;
use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::docs::Onward;
use crate::model::entity_ref::EntityRef;
use crate::render::docs::encoded;
use crate::render::layout::{Head, Press, Section};
use crate::render::theme::ThemeError;

#[derive(Serialize)]
struct View {
    title: String,
    former: Option<String>,
    reference: Option<String>,
    target: String,
}

/// Renders the pages: one in the catalog and one for every page of the docs of an entity that has another name now, and those that docs say lead on.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    press.portal().aliases.par_iter().try_for_each(|(alias, reference)| {
        let Some(entity) = press.portal().entities.get(reference) else { return Ok(()) };
        let docs = |of: &EntityRef, page: &str| SitePath::page(["docs", &of.namespace, &of.kind, &of.name, page]);
        let mut moves = vec![(alias.site_path(), reference.site_path(), Section::Catalog)];
        for page in press.portal().docs.get(reference).into_iter().flat_map(|site| &site.pages) {
            moves.push((docs(alias, &page.path), docs(reference, &page.path), Section::Docs));
        }
        moves.into_iter().try_for_each(|(from, to, section)| {
            let target = press.href(&from, &to);
            let names = Some((alias.to_string(), reference.to_string()));
            page(press, &from, section, entity.title(), names, target)
        })
    })?;
    press.portal().docs.par_iter().try_for_each(|(reference, site)| {
        site.redirects.iter().try_for_each(|(former, onward)| {
            let from = SitePath::page(["docs", &reference.namespace, &reference.kind, &reference.name, former]);
            let (title, target) = match onward {
                Onward::Url(url) => (site.title.as_str(), url.clone()),
                Onward::Page(number, fragment) => {
                    let Some(to) = site.pages.get(*number) else { return Ok(()) };
                    let href = press.href(&from, &site.site_path(to));
                    let target =
                        fragment.as_ref().map_or_else(|| href.clone(), |fragment| format!("{href}#{}", encoded(fragment)));
                    (to.title.as_str(), target)
                }
            };
            page(press, &from, Section::Docs, title, None, target)
        })
    })
}

/// Renders one page. `names` are the former name and the one that holds now, where a name has changed.
fn page(
    press: &Press<'_>,
    from: &SitePath,
    section: Section,
    title: &str,
    names: Option<(String, String)>,
    target: String,
) -> Result<(), ThemeError> {
    let (former, reference) = names.unzip();
    let head_title = press.strings.phrase("has-moved", &[("title", title)]);
    let head = Head { path: from, title: &head_title, description: press.strings.text("page-has-moved"), section };
    press.page("moved.html", &head, &View { title: title.to_owned(), former, reference, target })
}
