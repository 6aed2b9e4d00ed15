//! Graph: what is related to what, as pictures: around an entity, on a page of its own below it, and of the whole catalog. Every picture is followed by its list.

mod data;
mod export;
mod impact;
mod near;
mod net;
mod overview;
mod page;
mod picture;
mod svg;

pub(super) use self::impact::Nearest;
pub(super) use self::net::Net;
pub(super) use self::page::{Small, breaks, has_page, path_of, small};

use crate::render::layout::Press;
use crate::render::theme::ThemeError;

/// Renders the page of every entity that has something around it, the page of the whole catalog, and the graph as data.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    data::file(press);
    overview::page(press)?;
    page::pages(press)
}
