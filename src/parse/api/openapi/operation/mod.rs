//! Operations of paths, webhooks and callbacks: what goes in, what comes out, who may ask, and what a call looks like.

mod answer;
mod body;

use std::collections::HashMap;

use super::super::documents::At;
use super::super::http;
use super::super::json_schema::Schemas;
use super::super::naming::spoken;
use super::super::words;
use super::{METHODS, parameters, servers};
use crate::base::source::Place;
use crate::model::api::schema::{Field, Link, Piece, Shape};
use crate::model::api::{Body, Carrier, Http, Need, Operation, Part, Request, Scheme, Server};
use crate::parse::docs::fragment;

/// The most callbacks inside each other.
const MOST_DEPTH: usize = 3;

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
