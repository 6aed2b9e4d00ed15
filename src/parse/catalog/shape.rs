//! Whether values are of the types that a kind's fields ask for: the JSON Schemas of Backstage's kinds, told with every mistake and its place.

use super::{Reading, words};
use crate::base::yaml::{Node, Value};
use crate::model::kind::{Field, KindModel, Shape, Variant};

/// Checks everything below `spec`.
pub(super) fn check_spec(reading: &mut Reading<'_>, model: &KindModel, root: &Node) {
    let Some((key, spec)) = root.entry("spec") else {
        reading.findings.push(words::missing_spec(reading.source, root, model));
        return;
    };
    if !spec.is_mapping() {
        reading.findings.push(words::wrong_type(reading.source, key.span, spec, "spec", "a mapping"));
        return;
    }
    let type_name = spec.get("type").and_then(Node::as_str);
    let applies = |variant: &&Variant| {
        Some(variant.type_name) == type_name && variant.instead_of.is_none_or(|field| spec.get(field).is_none())
    };
    let variant = model.variants.iter().find(applies);
    let is_dropped = |field: &Field| variant.is_some_and(|variant| variant.instead_of == Some(field.name));
    let own = model.spec.iter().filter(|field| !is_dropped(field));
    let fields: Vec<Field> = own.chain(variant.iter().flat_map(|variant| variant.spec)).copied().collect();
    check_fields(reading, spec, &fields, "spec");
}

/// Checks the fields of one mapping, called `path` in messages.
pub(super) fn check_fields(reading: &mut Reading<'_>, mapping: &Node, fields: &[Field], path: &str) {
    if !mapping.is_mapping() {
        reading.findings.push(words::wrong_type(reading.source, mapping.span, mapping, path, "a mapping"));
        return;
    }
    for field in fields {
        let path = format!("{path}.{}", field.name);
        match mapping.entry(field.name) {
            Some((_, value)) if has_shape(reading, value, field.shape, &path) => {}
            Some((key, value)) => {
                reading.findings.push(words::wrong_type(reading.source, key.span, value, &path, expected(field.shape)))
            }
            None if field.required => {
                let near = mapping
                    .entries()
                    .iter()
                    .map(|(key, _)| key.name.as_str())
                    .filter(|name| fields.iter().all(|field| field.name != *name));
                let near = crate::base::suggest::nearest(field.name, near).map(str::to_owned);
                reading.findings.push(words::missing_field_near(reading.source, mapping, &path, near.as_deref()));
            }
            None => {}
        }
    }
}

/// Tells whether `value` is right at its own level; what is wrong inside it is reported at its own place.
fn has_shape(reading: &mut Reading<'_>, value: &Node, shape: Shape, path: &str) -> bool {
    if super::placeholders::is_pending(value) {
        return true;
    }
    match shape {
        Shape::Text => value.as_str().is_some_and(|text| !text.is_empty()),
        Shape::AnyText => value.as_str().is_some(),
        Shape::Bool => matches!(value.value, Value::Bool(_)),
        Shape::TextOrBool => matches!(value.value, Value::Bool(_) | Value::String(_)),
        Shape::OneOf(known) => value.as_str().is_some_and(|text| known.contains(&text)),
        Shape::Any => true,
        Shape::List => matches!(value.value, Value::Sequence(_)),
        Shape::Texts | Shape::SomeTexts => {
            let Value::Sequence(items) = &value.value else { return false };
            for (index, item) in items.iter().enumerate().filter(|(_, item)| item.as_str().is_none_or(str::is_empty)) {
                reading.findings.push(words::wrong_type(
                    reading.source,
                    item.span,
                    item,
                    &format!("{path}[{index}]"),
                    expected(Shape::Text),
                ));
            }
            matches!(shape, Shape::Texts) || !items.is_empty()
        }
        Shape::Mapping(fields) => {
            if value.is_mapping() {
                check_fields(reading, value, fields, path);
            }
            value.is_mapping()
        }
        Shape::Mappings(fields, fewest) => {
            let Value::Sequence(items) = &value.value else { return false };
            for (index, item) in items.iter().enumerate() {
                check_fields(reading, item, fields, &format!("{path}[{index}]"));
            }
            items.len() >= fewest
        }
        Shape::MappingOrMappings => {
            for (index, item) in value.items().iter().enumerate().filter(|(_, item)| !item.is_mapping()) {
                reading.findings.push(words::wrong_type(
                    reading.source,
                    item.span,
                    item,
                    &format!("{path}[{index}]"),
                    "a mapping",
                ));
            }
            matches!(value.value, Value::Mapping(_) | Value::Sequence(_))
        }
    }
}

fn expected(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a text that is not empty",
        Shape::AnyText => "a text",
        Shape::Bool => "`true` or `false`",
        Shape::Texts => "a list of texts",
        Shape::SomeTexts => "a list of at least one text",
        Shape::Mapping(_) => "a mapping",
        Shape::Mappings(..) => "a list of mappings",
        Shape::OneOf(&["required", "optional"]) => "`required` or `optional`",
        Shape::OneOf(_) => "one of the values that are allowed here",
        Shape::MappingOrMappings => "a mapping, or a list of mappings",
        Shape::TextOrBool => "a text, `true` or `false`",
        Shape::List => "a list",
        Shape::Any => "a value",
    }
}
