//! Render: a judged portal -> pages, data files and badges. Pure: the same portal and theme give the same bytes. Knows nothing of disks and clocks.

pub mod api;
pub mod badge;
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
mod plan;
mod query;
mod reference;
mod script;
mod search;
mod teams;
mod theme;
mod unowned;
mod values;

pub use theme::{Theme, ThemeError};

use crate::config::Site;
use crate::model::output::{Body, Output, Sink};
use crate::model::portal::Judged;
use crate::model::progress::Progress;
use crate::render::layout::Press;

/// Renders every page, asset and data file into `sink`, in parallel.
pub fn render(judged: &Judged, site: &Site, theme: &Theme, progress: &dyn Progress, sink: &Sink<'_>) -> Result<(), ThemeError> {
    let portal = &judged.portal;
    let total = portal.entities.len()
        + portal.docs.values().flat_map(|site| site.versions.iter().chain([site])).map(|site| site.pages.len()).sum::<usize>();
    progress.stage("rendering", total);
    let press = Press::new(judged, site, theme, progress, sink);
    let docs = [&theme.docs_style, &theme.docs_script];
    let apis =
        [&theme.api_style, &theme.api_script].into_iter().filter(|_| portal.entities.values().any(|entity| entity.api.is_some()));
    for asset in [&theme.style, &theme.script, &theme.search, &theme.query, &theme.graph, &theme.home_script, &theme.favicon]
        .into_iter()
        .chain(docs)
        .chain(apis)
    {
        sink(Output { path: asset.path.clone(), body: Body::Bytes(asset.bytes.clone()) });
    }
    home::page(&press)?;
    missing::page(&press)?;
    moved::pages(&press)?;
    search::page(&press)?;
    catalog::lists(&press)?;
    entity::pages(&press)?;
    reference::pages(&press)?;
    graph::pages(&press)?;
    docs::pages(&press)?;
    health::pages(&press)?;
    health_groups::pages(&press)?;
    unowned::page(&press)?;
    codes::pages(&press)?;
    changes::pages(&press)?;
    api::files(&press);
    query::file(&press);
    teams::files(&press);
    llms::file(&press);
    Ok(())
}
