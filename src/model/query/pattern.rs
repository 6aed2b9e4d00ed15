//! Pattern: a value as a query writes it, compared without case: whole, or with `*` for any run of characters.

use crate::model::entity_ref::EntityRef;

/// Holds a value to compare with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    /// Lower case.
    text: String,
    /// What stands between the stars, if there are any.
    pieces: Option<Vec<String>>,
    number: Option<f64>,
}

impl Pattern {
    /// Makes the pattern of a text; stars in quotes are stars.
    pub(super) fn new(text: &str, is_quoted: bool) -> Self {
        let text = text.to_lowercase();
        let pieces = (!is_quoted && text.contains('*')).then(|| text.split('*').map(str::to_owned).collect());
        Self { number: super::date::number(&text), text, pieces }
    }

    pub(super) fn matches(&self, value: &str) -> bool {
        match &self.pieces {
            Some(pieces) => glob(pieces, &value.to_lowercase()),
            None if value.is_ascii() && self.text.is_ascii() => self.text.eq_ignore_ascii_case(value),
            None => self.text == value.to_lowercase(),
        }
    }

    pub(super) fn matches_number(&self, value: &serde_json::Number) -> bool {
        self.number.is_some_and(|number| value.as_f64() == Some(number)) || self.matches(&value.to_string())
    }

    /// Compares with the short name, `ns/name`, `kind:ns/name` and, in the default namespace, `kind:name`.
    pub(super) fn matches_reference(&self, reference: &EntityRef) -> bool {
        if self.matches(&reference.name) {
            return true;
        }
        // Only these have separators; most patterns are names.
        if self.pieces.is_none() && !self.text.contains(['/', ':']) {
            return false;
        }
        let EntityRef { namespace, name, .. } = reference;
        self.matches(&format!("{namespace}/{name}")) || self.matches(&reference.to_string()) || self.matches(&reference.short())
    }

    /// Tells whether the text stands anywhere in the value; with stars, whether the value is such.
    pub(super) fn is_in(&self, value: &str) -> bool {
        match &self.pieces {
            Some(_) => self.matches(value),
            None => value.to_lowercase().contains(&self.text),
        }
    }
}

fn glob(pieces: &[String], value: &str) -> bool {
    let [first, middle @ .., last] = pieces else { return false };
    let Some(mut rest) = value.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str())) else {
        return false;
    };
    for piece in middle {
        let Some((_, after)) = rest.split_once(piece.as_str()) else { return false };
        rest = after;
    }
    true
}
