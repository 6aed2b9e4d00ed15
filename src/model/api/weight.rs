//! Weight: about how many bytes of HTML an operation or a type becomes, so that pages can be planned before they are written.

use super::schema::{Field, Shape};
use super::{Body, NamedType, Operation, Request};

/// What an operation costs before it says anything, and what a field does.
const OPERATION: usize = 900;
const FIELD: usize = 190;

/// Weighs an operation.
pub(super) fn operation(operation: &Operation) -> usize {
    let parts = operation.parts.iter().map(|part| 120 + part.description.len() + shape(&part.shape));
    let request = match &operation.request {
        // The same call in three languages.
        Request::Http(http) => {
            let body = match &http.body {
                Body::Text(text) => text.len() * 2,
                Body::Form(fields) => fields.iter().map(|(name, value)| name.len() + value.len() + 40).sum(),
                Body::None | Body::File => 0,
            };
            3 * (180 + http.url.len() + 70 * http.headers.len() + body)
        }
        Request::Text { text, .. } => text.len() * 2,
        Request::None => 0,
    };
    let examples = operation.examples.iter().map(|example| 160 + example.text.len() * 2);
    let names = 3 * (operation.anchor.len() + operation.title.len()) + operation.address.len() + operation.name.len();
    OPERATION + names + operation.description.len() + parts.sum::<usize>() + request + examples.sum::<usize>()
}

/// Weighs a type.
pub(super) fn named(known: &NamedType) -> usize {
    let names = 4 * (known.anchor.len() + known.name.len());
    OPERATION / 2 + names + known.description.len() + shape(&known.shape) + 2 * known.example.len() + 60 * known.uses.len()
}

fn shape(shape: &Shape) -> usize {
    let words: usize = shape.words.iter().map(|piece| piece.text.len() + if piece.to.is_some() { 50 } else { 0 }).sum();
    let rules: usize = shape.rules.iter().flat_map(|rule| &rule.values).map(|value| 14 + value.len()).sum();
    let fields: usize = shape.fields.iter().map(field).sum();
    let variants: usize = shape.variants.iter().map(|variant| 60 + variant.label.len() + self::shape(&variant.shape)).sum();
    words + rules + fields + variants
}

fn field(field: &Field) -> usize {
    FIELD + 2 * field.name.len() + field.description.len() + shape(&field.shape)
}
