//! Operations of paths, webhooks and callbacks: what goes in, what comes out, who may ask, and what a call looks like.

use std::collections::HashMap;

use super::super::documents::At;
use super::super::http;
use super::super::json_schema::Schemas;
use super::super::naming::spoken;
use super::super::{sample, words};
use super::{METHODS, parameters, servers};
use crate::base::source::Place;
use crate::model::api::schema::{Field, Link, Piece, Rule, Shape, Variant};
use crate::model::api::{Body, Carrier, Example, Http, Need, Operation, Part, Request, Scheme, Server};
use crate::parse::docs::fragment;

/// The most callbacks inside each other.
const MOST_DEPTH: usize = 3;
/// The most named examples of a body that are shown.
const MOST_EXAMPLES: usize = 4;

/// Reads operations one after the other.
pub(super) struct Operations<'a, 's> {
    schemas: &'s mut Schemas<'a>,
    root: At<'a>,
    servers: &'s [Server],
    schemes: &'s [Scheme],
    is_old: bool,
    ids: HashMap<String, Place>,
    /// The anchors of operations by their own id, for links.
    made: Vec<(String, Operation)>,
    depth: usize,
}

impl<'a, 's> Operations<'a, 's> {
    pub(super) fn new(
        schemas: &'s mut Schemas<'a>,
        root: At<'a>,
        servers: &'s [Server],
        schemes: &'s [Scheme],
        is_old: bool,
    ) -> Self {
        Self { schemas, root, servers, schemes, is_old, ids: HashMap::new(), made: Vec::new(), depth: 0 }
    }

    /// Reads the operations of a path; `group` is theirs if they have no tags.
    pub(super) fn path(&mut self, path: &str, item: At<'a>, group: Option<&str>) -> Vec<(String, String)> {
        let mut made = Vec::new();
        let Some(item) = item.seen(&mut self.schemas.findings) else { return made };
        for method in METHODS {
            if let Some(operation) = item.get(method).filter(|operation| operation.node.is_mapping()) {
                made.push(self.operation(path, item, method, operation, group));
            }
        }
        for (method, operation) in item.entries("additionalOperations").collect::<Vec<_>>() {
            made.push(self.operation(path, item, &method.name, operation, group));
        }
        made
    }

    /// Gives the operations with the names of their groups. Links between them lead where they should.
    pub(super) fn finish(self) -> Vec<(String, Operation)> {
        self.made
    }

    fn operation(&mut self, path: &str, item: At<'a>, method: &str, at: At<'a>, group: Option<&str>) -> (String, String) {
        let verb = method.to_uppercase();
        let id = at.text("operationId");
        let place = at.child_place("operationId");
        if !id.is_empty() {
            match self.ids.get(&id) {
                Some(first) => self.schemas.findings.push(words::duplicate_operation(place, &id, first.clone())),
                None => {
                    self.ids.insert(id.clone(), place);
                }
            }
        }
        let named = if id.is_empty() { format!("{verb} {path}") } else { id.clone() };
        let anchor = self.schemas.anchors.take("op", &named);
        let summary = [at.text("summary"), item.text("summary")].into_iter().find(|text| !text.trim().is_empty());
        let title = match summary {
            Some(summary) => summary.trim().trim_end_matches('.').to_owned(),
            None if !id.is_empty() => spoken(&id),
            None => format!("{verb} {path}"),
        };
        // The place in the list is taken before callbacks are read, which come behind.
        let slot = self.made.len();
        self.made.push((String::new(), blank(anchor.clone(), title.clone(), verb.clone(), path)));
        let all = parameters::of(item, at, &mut self.schemas.findings);
        let mut parts = parameters::parts(self.schemas, &all);
        let own = if at.node.get("servers").is_some() { servers(at) } else { servers(item) };
        let base = http::base(if own.is_empty() { self.servers } else { &own });
        let mut request = Http {
            method: verb.clone(),
            url: if path.starts_with('/') { base } else { String::new() },
            headers: Vec::new(),
            body: Body::None,
        };
        parameters::put_in(&all, path, &mut request);
        if self.is_old {
            self.old_body(at, &all, &mut parts, &mut request)
        } else {
            self.body(at, &mut parts, &mut request)
        }
        let security = security(at);
        let asked = security.clone().or_else(|| self::security(self.root));
        self.sign(asked.as_deref(), &mut request);
        let mut examples = Vec::new();
        let answers: Vec<Field> = at
            .entries("responses")
            .filter(|(status, _)| !status.name.starts_with("x-"))
            .map(|(status, answer)| (status.name.clone(), answer))
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|(status, answer)| self.answer(&status, answer, at, &mut examples))
            .collect();
        if !answers.is_empty() {
            parts.push(part("Answers", String::new(), Shape::fields(answers)));
        }
        if !own.is_empty() {
            let fields = own.iter().map(|server| Field {
                name: server.url.clone(),
                description: fragment(&server.name),
                ..Field::default()
            });
            parts.push(part("Servers", String::new(), Shape::fields(fields.collect())));
        }
        self.callbacks(at, &title, &mut parts);
        let is_call = path.starts_with('/');
        let made = Operation {
            name: id,
            description: fragment(
                &[at.text("description"), item.text("description")].into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
            ),
            deprecated: at.is("deprecated"),
            security,
            parts,
            facts: http::external_docs(at).into_iter().collect(),
            request: match request.body {
                Body::Text(text) if !is_call => Request::Text { language: "Body".to_owned(), text },
                _ if !is_call => Request::None,
                _ => Request::Http(request),
            },
            examples,
            ..blank(anchor.clone(), title.clone(), verb, path)
        };
        let tag = at.texts("tags").into_iter().next();
        let group = match (group, tag) {
            (Some("Callbacks"), _) => "Callbacks".to_owned(),
            (_, Some(tag)) => tag,
            (group, None) => group.unwrap_or_default().to_owned(),
        };
        self.made[slot] = (group, made);
        (anchor, title)
    }

    /// Reads `requestBody`.
    fn body(&mut self, at: At<'a>, parts: &mut Vec<Part>, request: &mut Http) {
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
    fn old_body(&mut self, at: At<'a>, all: &[At<'a>], parts: &mut Vec<Part>, request: &mut Http) {
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

    /// Puts what proves who asks into a request.
    fn sign(&self, security: Option<&[Vec<Need>]>, request: &mut Http) {
        let Some(needs) = security.and_then(|any| any.iter().find(|all| !all.is_empty())) else { return };
        for need in needs {
            match self.schemes.iter().find(|scheme| scheme.name == need.scheme).map(|scheme| &scheme.carrier) {
                Some(Carrier::Header(name, value)) => request.headers.insert(0, (name.clone(), value.clone())),
                Some(Carrier::Query(name)) => {
                    request.url.push(if request.url.contains('?') { '&' } else { '?' });
                    request.url += &format!("{name}=$API_KEY");
                }
                Some(Carrier::Cookie(name)) => request.headers.push(("Cookie".to_owned(), format!("{name}=$API_KEY"))),
                Some(Carrier::None) | None => {}
            }
        }
    }

    /// Describes an answer: its body as its own shape if there is one media type, headers and links behind it.
    fn answer(&mut self, status: &str, at: At<'a>, operation: At<'a>, examples: &mut Vec<Example>) -> Option<Field> {
        let at = at.seen(&mut self.schemas.findings)?;
        let mut bodies: Vec<(String, Shape)> = Vec::new();
        let mut sample = None;
        for (key, media) in at.entries("content").collect::<Vec<_>>() {
            let media = media.resolved().unwrap_or(media);
            let schema = media.get("schema").or_else(|| media.get("itemSchema"));
            bodies.push((key.name.clone(), schema.map(|schema| self.schemas.shape(schema, 0)).unwrap_or_default()));
            if sample.is_none() {
                sample = answer_samples(&key.name, media, schema);
            }
        }
        if let Some(schema) = at.get("schema") {
            let produces = [operation.texts("produces"), self.root.texts("produces")].into_iter().find(|list| !list.is_empty());
            let media = produces.map_or_else(|| "application/json".to_owned(), |list| list.join(", "));
            bodies.push((media, self.schemas.shape(schema, 0)));
            let given = at.entries("examples").next().map(|(_, given)| vec![(String::new(), sample::given(given.node))]);
            sample = given.or_else(|| {
                let text = sample::pretty(&sample::of(schema, sample::Side::Answer));
                (!text.is_empty()).then(|| vec![(String::new(), text)])
            });
        }
        // One answer that is made up helps; one for every error is noise.
        let is_given =
            at.entries("content").any(|(_, media)| ["example", "examples"].iter().any(|key| media.node.get(key).is_some()))
                || at.node.get("examples").is_some();
        if !is_given && !examples.is_empty() {
            sample = None;
        }
        let reason = http::reason(status);
        for (name, text) in sample.into_iter().flatten() {
            let caption =
                [status, reason, name.as_str()].iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
            let label = if name.is_empty() { status.to_owned() } else { format!("{status} {name}") };
            examples.push(Example { label, caption, text });
        }
        let mut shape = match bodies.len() {
            0 => Shape::words(reason.to_lowercase()),
            1 => {
                let (media, mut shape) = bodies.remove(0);
                if media != "application/json" {
                    shape.words.push(Piece::text(format!(" as {media}")));
                }
                shape
            }
            _ => Shape {
                variants: bodies
                    .into_iter()
                    .map(|(media, shape)| Variant { label: format!("{media}: {}", shape.plain()), shape })
                    .collect(),
                ..Shape::words(format!("one of {} forms", at.entries("content").count()))
            },
        };
        let headers: Vec<Field> = at
            .entries("headers")
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|(key, header)| {
                let header = header.seen(&mut self.schemas.findings)?;
                Some(parameters::field(self.schemas, &key.name, header))
            })
            .collect();
        if !headers.is_empty() {
            shape.variants.push(Variant { label: "Headers".to_owned(), shape: Shape::fields(headers) });
        }
        let links: Vec<Field> =
            at.entries("links").collect::<Vec<_>>().into_iter().filter_map(|(key, link)| self.link(&key.name, link)).collect();
        if !links.is_empty() {
            shape.variants.push(Variant { label: "Links".to_owned(), shape: Shape::fields(links) });
        }
        let prose = [at.text("description"), at.text("summary")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        Some(Field { name: status.to_owned(), description: fragment(&prose), shape, ..Field::default() })
    }

    /// Describes where an answer may lead.
    fn link(&mut self, name: &str, at: At<'a>) -> Option<Field> {
        let at = at.seen(&mut self.schemas.findings)?;
        let id = at.text("operationId");
        let words = if id.is_empty() {
            Piece::text(At::name_in(&at.text("operationRef")))
        } else {
            Piece { to: Some(Link::Operation(format!("op-{}", crate::model::api::pages::plain(&id)))), text: id }
        };
        let rules = at
            .entries("parameters")
            .map(|(key, value)| Rule { label: key.name.clone(), values: vec![super::super::documents::code(value.node)] });
        Some(Field {
            name: name.to_owned(),
            description: fragment(&at.text("description")),
            shape: Shape { rules: rules.collect(), words: vec![words], ..Shape::default() },
            ..Field::default()
        })
    }

    /// Reads callbacks as operations of their own, and names them here.
    fn callbacks(&mut self, at: At<'a>, title: &str, parts: &mut Vec<Part>) {
        if self.depth >= MOST_DEPTH {
            return;
        }
        self.depth += 1;
        let mut fields = Vec::new();
        for (key, callback) in at.entries("callbacks").collect::<Vec<_>>() {
            let Some(callback) = callback.seen(&mut self.schemas.findings) else { continue };
            for (expression, item) in callback.node.entries() {
                if expression.name.starts_with("x-") {
                    continue;
                }
                for (anchor, made) in self.path(&expression.name, callback.with(item), Some("Callbacks")) {
                    let words = vec![Piece { text: made, to: Some(Link::Operation(anchor)) }];
                    fields.push(Field { name: key.name.clone(), shape: Shape { words, ..Shape::default() }, ..Field::default() });
                }
            }
        }
        self.depth -= 1;
        if !fields.is_empty() {
            parts.push(Part {
                description: fragment(&format!("What is called back after: {title}.")),
                ..part("Callbacks", String::new(), Shape::fields(fields))
            });
        }
    }
}

fn blank(anchor: String, title: String, verb: String, path: &str) -> Operation {
    Operation {
        anchor,
        title,
        verb,
        address: path.to_owned(),
        name: String::new(),
        description: String::new(),
        deprecated: false,
        security: None,
        parts: Vec::new(),
        facts: Vec::new(),
        request: Request::None,
        examples: Vec::new(),
    }
}

fn part(title: &str, note: String, shape: Shape) -> Part {
    Part { title: title.to_owned(), note, description: String::new(), shape }
}

/// Reads `security`.
fn security(at: At<'_>) -> Option<Vec<Vec<Need>>> {
    at.node.get("security")?;
    let needs = |any: At<'_>| {
        let all = any.node.entries().iter();
        all.map(|(key, scopes)| Need {
            scheme: key.name.clone(),
            scopes: scopes.items().iter().map(super::super::documents::scalar).collect(),
        })
        .collect()
    };
    Some(at.items("security").map(needs).collect())
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

/// Lists the examples of a media type; the first is made up where none is given.
fn answer_samples(media: &str, at: At<'_>, schema: Option<At<'_>>) -> Option<Vec<(String, String)>> {
    let named: Vec<(String, String)> = at
        .entries("examples")
        .filter_map(|(key, example)| {
            let example = example.resolved()?;
            let value = example
                .node
                .get("value")
                .or_else(|| example.node.get("dataValue"))
                .or_else(|| example.node.get("serializedValue"))?;
            Some((key.name.clone(), sample::given(value)))
        })
        .take(MOST_EXAMPLES)
        .collect();
    match (named.len(), at.node.get("example")) {
        (0, Some(given)) => return Some(vec![(String::new(), sample::given(given))]),
        (0, None) => {}
        (1, _) => return named.into_iter().next().map(|(_, text)| vec![(String::new(), text)]),
        _ => return Some(named),
    }
    if !is_json(media) {
        return None;
    }
    let text = sample::pretty(&sample::of(schema?, sample::Side::Answer));
    (!text.is_empty()).then(|| vec![(String::new(), text)])
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

fn is_json(media: &str) -> bool {
    media.contains("json") || media == "*/*"
}
