//! Writes a value as YAML that a person would have written: blocks, two spaces, quotes only where they are needed.

use serde_json::Value as Json;

use super::scalar;

/// Writes `value` as a document's text, ending with a line break.
pub fn write(value: &Json) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

fn block(value: &Json, depth: usize, text: &mut String) {
    let indent = |text: &mut String| text.extend(std::iter::repeat_n("  ", depth));
    match value {
        Json::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                indent(text);
                text.push_str(&quoted(name));
                text.push(':');
                below(value, depth, text);
            }
        }
        Json::Array(items) if !items.is_empty() => {
            for item in items {
                indent(text);
                text.push('-');
                below(item, depth, text);
            }
        }
        scalar => {
            indent(text);
            text.push_str(&flow(scalar));
            text.push('\n');
        }
    }
}

/// Writes what stands after `name:` or `-`: on the same line if it is a scalar or empty.
fn below(value: &Json, depth: usize, text: &mut String) {
    let is_block =
        matches!(value, Json::Object(fields) if !fields.is_empty()) || matches!(value, Json::Array(items) if !items.is_empty());
    if is_block {
        text.push('\n');
        block(value, depth + 1, text);
    } else {
        text.push(' ');
        text.push_str(&flow(value));
        text.push('\n');
    }
}

fn flow(value: &Json) -> String {
    match value {
        Json::String(value) => quoted(value),
        other => other.to_string(),
    }
}

/// Quotes a text unless it reads as itself without quotes. A JSON string is a YAML string.
fn quoted(value: &str) -> String {
    let is_plain = value.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '$'))
        && !value.ends_with([' ', ':'])
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.contains(char::is_control)
        && matches!(scalar::resolve(value), super::Value::String(_));
    if is_plain { value.to_owned() } else { Json::from(value).to_string() }
}
