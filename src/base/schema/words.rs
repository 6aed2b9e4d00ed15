//! The words of every diagnostic about values that break a schema. One function a code.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};
use crate::base::suggest;
use crate::base::yaml::{Key, Node, Value};

/// A key that must be there is not; `near` is what was probably meant by it.
pub fn missing_field(source: &Arc<Source>, within: &Node, path: &str, near: Option<&str>) -> Diagnostic {
    let name = path.rsplit('.').next().unwrap_or(path);
    let hint = match near {
        Some(near) => format!("did you mean `{name}` by `{near}`?"),
        None => format!("add `{name}: …`"),
    };
    Diagnostic::error("missing-field", format!("`{path}` is missing")).at(source, first_line(source, within.span)).hint(hint)
}

/// A value is of another type than it must be.
pub fn wrong_type(source: &Arc<Source>, key: Span, value: &Node, path: &str, expected: &str) -> Diagnostic {
    let span = if value.span.start == value.span.end { key } else { first_line(source, value.span) };
    let hint = match (&value.value, expected) {
        (Value::Number(_) | Value::Bool(_), expected) if expected.starts_with("a text") => "put it in quotes".to_owned(),
        (Value::String(text), "a list of texts") => format!("write it as a list: `- {}`", cut(text)),
        (Value::Null, _) => "give it a value, or remove the key".to_owned(),
        _ => format!("write {expected}"),
    };
    Diagnostic::error("wrong-type", format!("`{path}` must be {expected}, but it is {}", shown(value)))
        .at(source, span)
        .hint(hint)
}

/// A value is none of those that are allowed.
pub(super) fn not_an_option(source: &Arc<Source>, key: Span, value: &Node, path: &str, options: &Json) -> Diagnostic {
    let options: Vec<String> = options
        .as_array()
        .into_iter()
        .flatten()
        .map(|option| option.as_str().map_or_else(|| option.to_string(), str::to_owned))
        .collect();
    let near = value.as_str().and_then(|text| suggest::nearest(text, options.iter().map(String::as_str)));
    let all = match options.as_slice() {
        [] => "nothing".to_owned(),
        [one] => format!("`{one}`"),
        [first, second] => format!("`{first}` or `{second}`"),
        several => format!("one of `{}`", several.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("`, `")),
    };
    let span = if value.span.start == value.span.end { key } else { first_line(source, value.span) };
    Diagnostic::error("wrong-value", format!("`{path}` must be {all}, but it is {}", shown(value)))
        .at(source, span)
        .hint(near.map_or_else(|| format!("write {all}"), |near| format!("did you mean `{near}`?")))
}

/// A value is of the right type, but breaks a rule.
pub(super) fn wrong_value(source: &Arc<Source>, key: Span, value: &Node, path: &str, rule: &str) -> Diagnostic {
    let span = if value.span.start == value.span.end { key } else { first_line(source, value.span) };
    Diagnostic::error("wrong-value", format!("`{path}` {rule}"))
        .at(source, span)
        .hint("the kind's rules stand in the files that `model` names in vestibule.yaml")
}

/// A key that nobody knows, where no others are allowed.
pub(super) fn unknown_field(source: &Arc<Source>, key: &Key, path: &str, known: &[&str]) -> Diagnostic {
    let hint = match suggest::nearest(&key.name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are `{}`", known.join("`, `")),
    };
    Diagnostic::error("unknown-field", format!("`{path}` has no key `{}`", cut(&key.name))).at(source, key.span).hint(hint)
}

/// Says what a value is, short enough for a sentence.
pub fn shown(value: &Node) -> String {
    match &value.value {
        Value::Null => "empty".to_owned(),
        Value::Bool(truth) => format!("the truth value `{truth}`"),
        Value::Number(number) => format!("the number `{number}`"),
        Value::String(text) if text.is_empty() => "an empty text".to_owned(),
        Value::String(text) => format!("the text `{}`", cut(text)),
        Value::Sequence(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a mapping".to_owned(),
    }
}

/// Shortens a text to what a sentence can hold.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Points at the first line of what spans several.
pub fn first_line(source: &Source, span: Span) -> Span {
    let text = source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let end = text.find('\n').unwrap_or(text.len());
    Span::new(span.start as usize..span.start as usize + text[..end].trim_end().len())
}
