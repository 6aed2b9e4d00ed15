//! Index: a judged portal -> search files. Pure; the format is known here and in the theme's `search-index.js`, nowhere else.

use crate::base::site_path::LinkStyle;
use crate::model::output::Sink;
use crate::model::portal::Judged;

/// Writes the search files into `sink`.
pub fn index(_judged: &Judged, _links: LinkStyle, _sink: &Sink<'_>) {}
