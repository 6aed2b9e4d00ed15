//! Bodies of requests: their media types, and what they look like.

use super::{Operations, parameters, part};
use crate::model::api::schema::{Field, Shape};
use crate::model::api::{Body, Http, Part};
use crate::parse::api::documents::At;
use crate::parse::api::sample;
use crate::parse::docs::fragment;

impl<'a> Operations<'a, '_> {
    /// Reads `requestBody`.
    pub(super) fn body(&mut self, at: At<'a>, parts: &mut Vec<Part>, request: &mut Http) {
        let Some(body) = at.get("requestBody").and_then(|body| body.seen(&mut self.schemas.findings)) else { return };
        let note = if body.is("required") { ", required" } else { "" };
        let mut description = fragment(&body.text("description"));
        let media: Vec<(String, At<'a>)> = body.entries("content").map(|(key, media)| (key.name.clone(), media)).collect();
        for (number, (name, media)) in media.iter().enumerate() {
            let media = media.resolved().unwrap_or(*media);
            let schema = media.get("schema").or_else(|| media.get("itemSchema"));
            let mut shape = schema.map(|schema| self.schemas.shape(schema, 0)).unwrap_or_default();
            encoding(media, &mut shape);
            parts.push(Part {
                title: "Body".to_owned(),
                note: format!("{name}{note}"),
                description: std::mem::take(&mut description),
                shape,
            });
            if number == 0 {
                request.headers.push(("Content-Type".to_owned(), name.clone()));
                request.body = body_of(name, media, schema);
            }
        }
        if media.is_empty() {
            parts.push(Part { description, ..part("Body", note.trim_start_matches(", ").to_owned(), Shape::default()) });
        }
    }

    /// Reads the body and the form of OpenAPI 2.
    pub(super) fn old_body(&mut self, at: At<'a>, all: &[At<'a>], parts: &mut Vec<Part>, request: &mut Http) {
        let consumes =
            [at.texts("consumes"), self.root.texts("consumes")].into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        let fields: Vec<Field> = all
            .iter()
            .filter(|parameter| parameter.text("in") == "formData")
            .map(|parameter| parameters::field(self.schemas, &parameter.text("name"), *parameter))
            .collect();
        if !fields.is_empty() {
            let has_file = fields.iter().any(|field| field.shape.plain() == "file");
            let usual = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
            let form = fields.iter().filter(|field| field.required).map(|field| {
                (field.name.clone(), if field.shape.plain() == "file" { "@file".to_owned() } else { field.name.clone() })
            });
            request.body = Body::Form(form.collect());
            request.headers.push(("Content-Type".to_owned(), usual.to_owned()));
            parts.push(part("Body", consumes.first().cloned().unwrap_or_else(|| usual.to_owned()), Shape::fields(fields)));
        }
        for body in all.iter().filter(|parameter| parameter.text("in") == "body") {
            let media = consumes.first().cloned().unwrap_or_else(|| "application/json".to_owned());
            let shape = body.get("schema").map(|schema| self.schemas.shape(schema, 0)).unwrap_or_default();
            let mut note = consumes.join(", ");
            if note.is_empty() {
                note.clone_from(&media);
            }
            if body.is("required") {
                note += ", required";
            }
            parts.push(Part { description: fragment(&body.text("description")), ..part("Body", note, shape) });
            request.headers.push(("Content-Type".to_owned(), media.clone()));
            request.body = body_of(&media, *body, body.get("schema"));
        }
    }
}

/// Notes how the fields of a form are sent.
fn encoding(media: At<'_>, shape: &mut Shape) {
    for (key, encoding) in media.entries("encoding") {
        let kind = encoding.text("contentType");
        if let Some(field) = shape.fields.iter_mut().find(|field| field.name == key.name)
            && !kind.is_empty()
        {
            field.notes.push(format!("as {kind}"));
        }
    }
}

/// Makes the body of a request.
fn body_of(media: &str, at: At<'_>, schema: Option<At<'_>>) -> Body {
    let given = at
        .entries("examples")
        .find_map(|(_, example)| example.resolved()?.node.get("value"))
        .or_else(|| at.node.get("example"))
        .map(sample::given);
    let made = || schema.map(|schema| sample::of(schema, sample::Side::Request));
    if media.contains("form") {
        let Some(serde_json::Value::Object(fields)) = made() else { return Body::None };
        let text = |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        return Body::Form(fields.into_iter().map(|(name, value)| (name, text(value))).collect());
    }
    match given {
        Some(text) => Body::Text(text),
        None if is_json(media) => {
            let text = made().map(|value| sample::pretty(&value)).unwrap_or_default();
            if text.is_empty() { Body::None } else { Body::Text(text) }
        }
        None if media.starts_with("text/") => Body::Text("text".to_owned()),
        None => Body::File,
    }
}

pub(super) fn is_json(media: &str) -> bool {
    media.contains("json") || media == "*/*"
}
