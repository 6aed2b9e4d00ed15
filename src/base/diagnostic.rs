//! `Diagnostic`: what is wrong, where, and the way out, as data. Made by every stage; words are set by the stage's own `words` module, looks by `cli` and `render`.

use std::cmp::Ordering;

use super::source::{Place, Source, Span};
use std::sync::Arc;

/// Says how much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is missing from the portal or wrong in it; `check` exits with 1.
    Error,
    /// Something is probably not as meant.
    Warning,
    /// Something is worth knowing.
    Info,
}

impl Severity {
    /// Gives the word that outputs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Adds a second place to a diagnostic, with what it has to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// Why that place matters: lower case, no full stop.
    pub message: String,
}

/// Tells one thing that is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable, kebab-case; what people search for and switch off by.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names in back-ticks.
    pub message: String,
    /// Where, if it has one place.
    pub place: Option<Place>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// What to do, whenever we know.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Makes an error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// Makes a warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message.into())
    }

    /// Makes a note.
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message.into())
    }

    fn new(code: &'static str, severity: Severity, message: String) -> Self {
        Self { code, severity, message, place: None, labels: Vec::new(), hint: None }
    }

    /// Points it at `span` of `source`.
    pub fn at(self, source: &Arc<Source>, span: Span) -> Self {
        self.place(Place::at(source, span))
    }

    /// Points it at `place`.
    pub fn place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what to do about it, where that is known.
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// Adds a second place.
    pub fn label(mut self, place: Place, message: impl Into<String>) -> Self {
        self.labels.push(Label { place, message: message.into() });
        self
    }

    /// Orders by place, then by severity, code and message, so that equal inputs list equally.
    pub fn order(&self, other: &Self) -> Ordering {
        let file = |diagnostic: &Self| {
            diagnostic.place.as_ref().map(|place| (place.source.repository.clone(), place.source.path.clone(), place.span))
        };
        file(self)
            .cmp(&file(other))
            .then_with(|| (self.severity, self.code, &self.message).cmp(&(other.severity, other.code, &other.message)))
    }
}
