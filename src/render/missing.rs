//! Missing: the page for addresses that do not exist. Its links hold under every address, because hosts show it there.

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::render::catalog::KindLink;
use crate::render::layout::{Head, NOT_FOUND, Press, Section};
use crate::render::theme::ThemeError;

#[derive(Serialize)]
struct View {
    kinds: Vec<KindLink>,
    search: String,
    home: String,
    catalog: String,
}

/// Renders the page.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let path = SitePath::file([NOT_FOUND]);
    let view = View {
        kinds: press.kind_links(&path, None),
        search: press.href(&path, &SitePath::page(["search"])),
        home: press.href(&path, &SitePath::home()),
        catalog: press.href(&path, &SitePath::page(["catalog"])),
    };
    let head = Head {
        path: &path,
        title: press.strings.text("not-found"),
        description: press.strings.text("not-found-describes"),
        section: Section::None,
    };
    press.page("404.html", &head, &view)
}
