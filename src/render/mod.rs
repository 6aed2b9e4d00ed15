//! Render: a judged portal -> pages, data files and badges. Pure: the same portal and theme give the same bytes. Knows nothing of disks and clocks.

pub mod api;
pub mod badge;
mod card;
mod catalog;
mod changes;
mod codes;
pub mod csv;
mod diag;
mod docs;
mod entity;
mod graph;
mod health;
mod health_groups;
mod home;
mod icons;
mod layout;
mod links;
mod llms;
mod missing;
mod moved;
mod overrides;
mod plan;
mod plugins;
mod query;
mod reference;
mod script;
mod search;
pub mod shapes;
mod sitemap;
mod strings;
mod teams;
mod template_errors;
mod theme;
mod unowned;
mod values;

pub use theme::{Theme, ThemeError};

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::base::diagnostic::Diagnostic;
use crate::config::{Site, ThemeFolder};
use crate::model::output::{Body, Output, Sink};
use crate::model::portal::Judged;
use crate::model::progress::{Progress, Silent};
use crate::render::layout::Press;
use crate::render::shapes::Shapes;

/// Renders every page, asset and data file into `sink`, in parallel. What fails of plugins is left out and told.
pub fn render(
    judged: &Judged,
    site: &Site,
    theme: &Theme,
    progress: &dyn Progress,
    sink: &Sink<'_>,
) -> Result<Vec<Diagnostic>, ThemeError> {
    let press = Press::new(judged, site, theme, progress, sink);
    everything(&press)?;
    Ok(press.told())
}

/// Gives what the kinds, relations and fields of Backstage are called in `language`, by what they are called in English.
pub fn titles(language: &str, folder: &ThemeFolder) -> HashMap<String, String> {
    theme::strings(language, folder).0.titles
}

/// Gives the file of what the interface says in English, which every other language translates.
pub fn english() -> String {
    theme::embedded("strings/en.yaml").unwrap_or_default()
}

/// Gives the shapes of what the templates of every page of a portal are given.
pub fn shapes(judged: &Judged, site: &Site, theme: &Theme) -> Result<Json, ThemeError> {
    let mut press = Press::new(judged, site, theme, &Silent, &|_| {});
    press.shapes = Some(Shapes::default());
    everything(&press)?;
    Ok(press.shapes.take().unwrap_or_default().all())
}

fn everything(press: &Press<'_>) -> Result<(), ThemeError> {
    let portal = press.portal();
    let total = portal.entities.len()
        + portal.docs.values().flat_map(|site| site.versions.iter().chain([site])).map(|site| site.pages.len()).sum::<usize>();
    press.progress.stage("rendering", total);
    for asset in press.theme.assets(portal.entities.values().any(|entity| entity.api.is_some())).into_values() {
        (press.sink)(Output { path: asset.path.clone(), body: Body::Bytes(asset.bytes.clone()) });
    }
    card::icon_files(press);
    home::page(press)?;
    missing::page(press)?;
    moved::pages(press)?;
    search::page(press)?;
    catalog::lists(press)?;
    entity::pages(press)?;
    reference::pages(press)?;
    graph::pages(press)?;
    docs::pages(press)?;
    health::pages(press)?;
    health_groups::pages(press)?;
    unowned::page(press)?;
    codes::pages(press)?;
    changes::pages(press)?;
    api::files(press);
    query::file(press);
    teams::files(press);
    llms::file(press);
    plugins::pages(press)?;
    sitemap::files(press);
    Ok(())
}

/// Renders the templates of plugins for some of what they are for, and tells which fail. Makes nothing.
pub fn rehearse(judged: &Judged, site: &Site, theme: &Theme) -> Vec<Diagnostic> {
    if judged.portal.plugins.is_empty() {
        return Vec::new();
    }
    plugins::rehearse(&Press::without_pages(judged, site, theme))
}
