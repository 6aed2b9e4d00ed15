//! Search: the page that answers a query once its script runs, and lists what there is without it. Holds the dialog that scripts lift out.

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::render::catalog::KindLink;
use crate::render::layout::{Head, Press, Section, grouped};
use crate::render::theme::ThemeError;

#[derive(Serialize)]
struct View {
    kinds: Vec<KindLink>,
    docs: String,
    docs_count: String,
    catalog: String,
}

/// Renders the page.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = SitePath::page(["search"]);
    let pages: usize = press.portal().docs.values().map(|site| site.pages.len()).sum();
    let view = View {
        kinds: press.kind_links(&path, None),
        docs: press.href(&path, &SitePath::page(["docs"])),
        docs_count: grouped(pages),
        catalog: press.href(&path, &SitePath::page(["catalog"])),
    };
    let description = format!("Search the catalog and the docs of {}.", press.site.title);
    let head = Head { path: &path, title: "Search", description: &description, section: Section::None };
    press.page("search.html", &head, &view)
}
