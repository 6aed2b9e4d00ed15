//! `Problem`: a diagnostic as the overlay in the page shows it.

use serde::Serialize;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;

/// Holds a diagnostic, ready to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Problem {
    severity: &'static str,
    code: &'static str,
    message: String,
    place: Option<String>,
    /// The line that it is about, and where in it: the first column and how many, from one.
    excerpt: Option<(String, usize, usize)>,
    hint: Option<String>,
}

impl Problem {
    /// Makes a problem of a diagnostic.
    pub(super) fn new(diagnostic: &Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            place: diagnostic.place.as_ref().map(Place::to_string),
            excerpt: diagnostic.place.as_ref().and_then(excerpt),
            hint: diagnostic.hint.clone(),
        }
    }

    /// Gives what stays the same when lines move: two problems of one key are one mistake.
    pub(super) fn key(diagnostic: &Diagnostic) -> (&'static str, String, String) {
        let file = diagnostic.place.as_ref().map_or_else(String::new, |place| Place::of(&place.source).to_string());
        (diagnostic.code, file, diagnostic.message.clone())
    }
}

fn excerpt(place: &Place) -> Option<(String, usize, usize)> {
    let (start, end) = (place.start()?, place.end()?);
    let line = place.source.line(start.line);
    let last = if end.line == start.line { end.column } else { line.chars().count() + 1 };
    (!line.is_empty()).then(|| (line.to_owned(), start.column, last.saturating_sub(start.column).max(1)))
}
