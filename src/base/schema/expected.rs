//! What a schema asks for, in the words of people: `{type: string, minLength: 1}` -> "a text that is not empty".

use serde_json::Value as Json;

/// Says what a value that fails `schema` should have been.
pub(super) fn in_words(schema: &Json) -> String {
    let types: Vec<&str> = match schema.get("type") {
        Some(Json::String(name)) => vec![name],
        Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    };
    match types.as_slice() {
        [] => "a value of another type".to_owned(),
        ["string", "boolean"] | ["boolean", "string"] => "a text, `true` or `false`".to_owned(),
        ["string", "array"] | ["array", "string"] => "a text, or a list of texts".to_owned(),
        ["object", "array"] | ["array", "object"] => "a mapping, or a list of mappings".to_owned(),
        several => several.iter().map(|name| one(name, schema)).collect::<Vec<_>>().join(" or "),
    }
}

fn one(name: &str, schema: &Json) -> String {
    let has_some = |keyword: &str| schema.get(keyword).and_then(Json::as_u64).is_some_and(|fewest| fewest > 0);
    match name {
        "string" if has_some("minLength") => "a text that is not empty".to_owned(),
        "string" => "a text".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => "a whole number".to_owned(),
        "number" => "a number".to_owned(),
        "object" => "a mapping".to_owned(),
        "null" => "nothing".to_owned(),
        "array" => {
            let items = schema.get("items").and_then(|items| items.get("type")).and_then(Json::as_str);
            let (one, several) = match items {
                Some("string") => (" of at least one text", " of texts"),
                Some("object") => (" of at least one mapping", " of mappings"),
                Some("number" | "integer") => (" of at least one number", " of numbers"),
                _ => (" of at least one item", ""),
            };
            format!("a list{}", if has_some("minItems") { one } else { several })
        }
        other => other.to_owned(),
    }
}

/// Says what a JSON Schema `format` asks for.
pub(super) fn format_in_words(format: &str) -> String {
    let what = match format {
        "date-time" => "a date and time, such as `2026-05-14T09:40:00Z`",
        "date" => "a date, such as `2026-05-14`",
        "time" => "a time, such as `09:40:00Z`",
        "duration" => "an ISO 8601 duration, such as `P1DT2H`",
        "email" | "idn-email" => "an e-mail address",
        "uri" | "iri" => "an absolute URL, such as `https://example.com/page`",
        "uuid" => "a UUID",
        other => return format!("must have the format `{other}`"),
    };
    format!("must be {what}")
}
