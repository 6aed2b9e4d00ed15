//! Messages: payload, headers, correlation id, bindings and examples, as named types where they have a name.

use super::super::documents::{At, code};
use super::super::json_schema::Schemas;
use super::super::{http, sample};
use super::{bindings, named};
use crate::model::api::schema::{Field, Rule, Shape, Variant};
use crate::model::api::{Example, NamedType, Part};
use crate::parse::docs::fragment;

/// Names a message of the components.
pub(super) fn declare<'a>(schemas: &mut Schemas<'a>, name: &str, at: At<'a>) -> usize {
    if let Some(number) = schemas.number_of(at) {
        return number;
    }
    let anchor = schemas.anchors.take("message", name);
    let number = schemas.add(
        NamedType {
            name: name.to_owned(),
            anchor,
            sort: "message".to_owned(),
            description: String::new(),
            deprecated: at.is("deprecated"),
            shape: Shape::default(),
            uses: Vec::new(),
            example: String::new(),
        },
        at,
    );
    let (description, shape, example) = (prose(at), shape(schemas, at), example(at));
    if let Some(known) = schemas.known(number) {
        known.description = description;
        known.shape = shape;
        known.example = example;
    }
    number
}

/// Makes a section for the messages of an operation.
pub(super) fn parts<'a>(schemas: &mut Schemas<'a>, title: &str, messages: &[At<'a>], examples: &mut Vec<Example>) -> Vec<Part> {
    let mut parts = Vec::new();
    for message in messages {
        let Some(at) = message.seen(&mut schemas.findings) else { continue };
        // A channel's message may stand for one of the components; others are named by their place in the channel.
        let number = match (schemas.number_of(at), message.reference()) {
            (Some(number), _) => Some(number),
            (None, Some(reference)) => Some(declare(schemas, &At::name_in(reference), at)),
            (None, None) => None,
        };
        let note = at.text("contentType");
        let (shape, description) = match number {
            Some(number) => (named(schemas, number), String::new()),
            None => (shape(schemas, at), prose(at)),
        };
        let label = [at.text("name"), at.text("title")].into_iter().find(|text| !text.is_empty());
        let label = label.unwrap_or_else(|| if shape.target.is_some() { shape.plain() } else { title.to_owned() });
        let text = example(at);
        if !text.is_empty() {
            examples.push(Example { caption: label.clone(), label, text });
        }
        let title =
            if messages.len() > 1 && parts.is_empty() { format!("{title}, one of {}", messages.len()) } else { title.to_owned() };
        parts.push(Part { title, note, description, shape });
    }
    parts
}

fn prose(at: At<'_>) -> String {
    let (title, summary, description) = (at.text("title"), at.text("summary"), at.text("description"));
    let lead = if summary.is_empty() { title } else { summary };
    fragment(&if lead == description { lead } else { format!("{lead}\n\n{description}") })
}

fn shape<'a>(schemas: &mut Schemas<'a>, at: At<'a>) -> Shape {
    let payload = at.get("payload");
    let format = at.text("schemaFormat");
    let mut shape = match payload {
        Some(payload) if format.contains("protobuf") => Shape {
            rules: vec![Rule { label: "protobuf".to_owned(), values: vec![code(payload.node)] }],
            ..Shape::words("protobuf")
        },
        Some(payload) => schemas.shape(payload, 0),
        None => Shape::words("no payload"),
    };
    let traits: Vec<At<'a>> = at.items("traits").filter_map(|part| part.seen(&mut schemas.findings)).collect();
    let all = || std::iter::once(at).chain(traits.iter().copied());
    for headers in all().filter_map(|part| part.get("headers")).collect::<Vec<_>>() {
        let headers = schemas.shape(headers, 0);
        shape.variants.push(Variant { label: "Headers".to_owned(), shape: headers });
    }
    let mut said = |label: &str, value: String| {
        if !value.is_empty() {
            shape.rules.push(Rule { label: label.to_owned(), values: vec![value] });
        }
    };
    said("Content type", at.text("contentType"));
    if let Some(id) = all().find_map(|part| part.get("correlationId")?.resolved()) {
        said("Correlation id", id.text("location"));
    }
    said("Name", at.text("name"));
    let tags: Vec<String> = at.items("tags").filter_map(At::resolved).map(|tag| tag.text("name")).collect();
    said("Tags", tags.join(", "));
    said("See", http::external_docs(at).and_then(|docs| docs.url).unwrap_or_default());
    let mut fields: Vec<Field> = Vec::new();
    for part in all().collect::<Vec<_>>() {
        fields.extend(bindings(schemas, part));
    }
    if !fields.is_empty() {
        shape.variants.push(Variant { label: "Bindings".to_owned(), shape: Shape::fields(fields) });
    }
    shape
}

fn example(at: At<'_>) -> String {
    let given = at.items("examples").find_map(|example| {
        let example = example.resolved()?;
        // Old versions wrap examples in lists, or give the payload alone.
        Some(sample::given(example.node.get("payload").unwrap_or(example.node)))
    });
    given.unwrap_or_else(|| {
        at.get("payload").map(|payload| sample::pretty(&sample::of(payload, sample::Side::Any))).unwrap_or_default()
    })
}
