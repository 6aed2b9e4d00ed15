//! The words of what is wrong with a theme's pictures.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};

pub(super) fn not_drawn(source: &Arc<Source>, name: &str, why: &str) -> Diagnostic {
    Diagnostic::warning("theme-picture", format!("`{name}` of the theme cannot be drawn: {why}"))
        .place(Place::of(source))
        .hint("the default one is used; it must be SVG, with shapes in the place of text")
}

pub(super) fn not_a_font(source: &Arc<Source>, name: &str) -> Diagnostic {
    Diagnostic::warning("theme-picture", format!("`{name}` of the theme is no font that can be read"))
        .place(Place::of(source))
        .hint("the default one is used; it must be TrueType or OpenType, with Latin letters")
}
