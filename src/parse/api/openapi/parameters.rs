//! Parameters of operations: path, query, header, cookie, and the form fields of OpenAPI 2.

use super::super::documents::{At, code};
use super::super::json_schema::Schemas;
use super::super::{http, sample};
use crate::base::diagnostic::Diagnostic;
use crate::base::yaml::Node;
use crate::model::api::schema::{Field, Rule};
use crate::model::api::{Http, Part};
use crate::parse::docs::fragment;

/// The places where parameters may be, in the order in which pages list them.
const PLACES: [(&str, &str); 5] =
    [("path", "Path"), ("query", "Query"), ("querystring", "Query"), ("header", "Headers"), ("cookie", "Cookies")];

/// The most parameters of an operation.
const MOST: usize = 500;

/// Lists the parameters of a path and of an operation, whose own replace those of the path.
pub(super) fn of<'a>(path: At<'a>, operation: At<'a>, findings: &mut Vec<Diagnostic>) -> Vec<At<'a>> {
    let mut all: Vec<At<'a>> = Vec::new();
    for parameter in path.items("parameters").chain(operation.items("parameters")).take(MOST) {
        let Some(parameter) = parameter.seen(findings) else { continue };
        let key = |at: At<'_>| (at.text("name"), at.text("in"));
        match all.iter_mut().find(|known| key(**known) == key(parameter) && !parameter.text("name").is_empty()) {
            Some(known) => *known = parameter,
            None => all.push(parameter),
        }
    }
    all
}

/// Makes a section for every place.
pub(super) fn parts<'a>(schemas: &mut Schemas<'a>, all: &[At<'a>]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (place, title) in PLACES {
        let here: Vec<At<'a>> = all.iter().copied().filter(|parameter| parameter.text("in") == place).collect();
        if here.is_empty() {
            continue;
        }
        let fields: Vec<Field> = here.into_iter().map(|parameter| field(schemas, &parameter.text("name"), parameter)).collect();
        parts.push(Part {
            title: title.to_owned(),
            note: String::new(),
            description: String::new(),
            shape: crate::model::api::schema::Shape::fields(fields),
        });
    }
    parts
}

/// Describes a parameter or a header: a schema of its own, one of a media type, or, in OpenAPI 2, what stands beside its name.
pub(super) fn field<'a>(schemas: &mut Schemas<'a>, name: &str, at: At<'a>) -> Field {
    let media = at.entries("content").next();
    let schema = at.get("schema").or_else(|| media.and_then(|(_, media)| media.get("schema")));
    let is_required = at.is("required");
    let mut field = match schema {
        Some(schema) => schemas.field(name, schema, is_required, 0),
        None => schemas.field(name, at, is_required, 0),
    };
    field.required = is_required;
    field.deprecated |= at.is("deprecated");
    let own = at.text("description");
    if !own.is_empty() {
        field.description = fragment(&own);
    }
    if let Some((media, _)) = media {
        field.notes.push(format!("as {}", media.name));
    }
    let style = at.text("style");
    let is_usual = matches!(
        (at.text("in").as_str(), style.as_str()),
        (_, "") | ("query" | "cookie", "form") | ("path" | "header", "simple")
    );
    if !is_usual {
        field.notes.push(format!("style {style}"));
    }
    if at.node.get("explode").is_some_and(|node| node.value == crate::base::yaml::Value::Bool(false)) && at.text("in") == "query"
    {
        field.notes.push("joined by commas".to_owned());
    }
    let format = at.text("collectionFormat");
    if !format.is_empty() && format != "csv" {
        field.notes.push(format!("format {format}"));
    }
    if at.is("allowEmptyValue") {
        field.notes.push("may be empty".to_owned());
    }
    if schema.is_some() {
        let examples = at.entries("examples").filter_map(|(_, example)| example.resolved()?.node.get("value").map(code));
        let values: Vec<String> = at.node.get("example").map(code).into_iter().chain(examples).take(5).collect();
        if !values.is_empty() && !field.shape.rules.iter().any(|rule| rule.label == "Example") {
            field.shape.rules.push(Rule { label: "Example".to_owned(), values });
        }
    }
    field
}

/// Puts examples of parameters into a request: all of the path, those of the rest that are required.
pub(super) fn put_in(all: &[At<'_>], path: &str, request: &mut Http) {
    let mut path = path.to_owned();
    let mut query = Vec::new();
    let mut cookies = Vec::new();
    for parameter in all {
        let name = parameter.text("name");
        let place = parameter.text("in");
        if place != "path" && !parameter.is("required") {
            continue;
        }
        let value = value(*parameter, &name);
        match place.as_str() {
            "path" => path = path.replace(&format!("{{{name}}}"), &http::encoded(&value)),
            "query" => query.push(format!("{}={}", http::encoded(&name), http::encoded(&value))),
            "header" => request.headers.push((name, value)),
            "cookie" => cookies.push(format!("{name}={value}")),
            _ => {}
        }
    }
    request.url.push_str(&path);
    if !query.is_empty() {
        request.url.push(if request.url.contains('?') { '&' } else { '?' });
        request.url.push_str(&query.join("&"));
    }
    if !cookies.is_empty() {
        request.headers.push(("Cookie".to_owned(), cookies.join("; ")));
    }
}

/// Makes a value for a parameter.
fn value(at: At<'_>, name: &str) -> String {
    let given = at.node.get("example").or_else(|| {
        let (_, first) = at.entries("examples").next()?;
        first.resolved()?.node.get("value")
    });
    let value = given.map(Node::to_json).unwrap_or_else(|| {
        let schema = at.get("schema").or_else(|| at.entries("content").next()?.1.get("schema")).unwrap_or(at);
        sample::of(schema, sample::Side::Request)
    });
    match value {
        serde_json::Value::String(text) if text == "text" => name.to_owned(),
        serde_json::Value::String(text) => text,
        serde_json::Value::Array(items) => {
            items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect::<Vec<_>>().join(",")
        }
        serde_json::Value::Null => name.to_owned(),
        other => other.to_string(),
    }
}
