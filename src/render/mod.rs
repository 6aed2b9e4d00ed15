//! Render: a judged portal -> pages. Pure: the same portal and theme give the same bytes.

pub mod api;
pub mod badge;
mod theme;

pub use theme::{Theme, ThemeError};

use crate::config::Site;
use crate::model::output::Sink;
use crate::model::portal::Judged;
use crate::model::progress::Progress;

/// Renders every page, asset and data file into `sink`, in parallel.
pub fn render(
    _judged: &Judged,
    _site: &Site,
    _theme: &Theme,
    _progress: &dyn Progress,
    _sink: &Sink<'_>,
) -> Result<(), ThemeError> {
    Ok(())
}
