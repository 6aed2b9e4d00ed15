//! AsyncAPI 2 and 3 -> `Api`: operations of channels, the messages that they carry, servers and bindings.

mod message;
mod server;

use super::documents::{At, Documents, code};
use super::http;
use super::json_schema::Schemas;
use super::naming::spoken;
use crate::base::diagnostic::Diagnostic;
use crate::model::api::schema::{Field, Link, Piece, Rule, Shape};
use crate::model::api::{Api, Group, Language, Need, Operation, Part, Request, Scheme};
use crate::parse::docs::fragment;

/// Reads a definition.
pub(super) fn read(documents: &Documents, findings: &mut Vec<Diagnostic>) -> Api {
    let root = documents.root();
    let edition = root.text("asyncapi");
    let mut schemas = Schemas::new();
    let components =
        |section: &str| root.get("components").map(|all| all.entries(section).collect::<Vec<_>>()).unwrap_or_default();
    for (key, at) in components("messages") {
        if let Some(at) = at.resolved() {
            message::declare(&mut schemas, &key.name, at);
        }
    }
    for (key, at) in components("schemas") {
        schemas.declare(&key.name, at);
    }
    let schemes: Vec<Scheme> = components("securitySchemes")
        .into_iter()
        .filter_map(|(key, at)| Some(http::scheme(&key.name, at.seen(findings)?)))
        .collect();
    let mut reading = Reading { schemas, root, made: Vec::new() };
    if edition.starts_with('2') || edition.starts_with('1') {
        reading.second()
    } else {
        reading.third()
    }
    let Reading { mut schemas, made, .. } = reading;
    let servers = server::servers(&mut schemas, root);
    let groups = groups(root, &mut schemas, made);
    let (types, found) = schemas.finish();
    findings.extend(found);
    let info = root.get("info").unwrap_or(root);
    let mut facts = http::facts(root);
    facts.extend(http::fact("Content type", &root.text("defaultContentType"), ""));
    facts.extend(http::fact("Id", &root.text("id"), ""));
    Api {
        language: Language::AsyncApi,
        edition,
        title: info.text("title"),
        release: info.text("version"),
        description: fragment(&info.text("description")),
        facts,
        servers,
        schemes,
        groups,
        types,
        file: String::new(),
        versions: Vec::new(),
    }
}

struct Reading<'a> {
    schemas: Schemas<'a>,
    root: At<'a>,
    made: Vec<(String, Operation)>,
}

impl<'a> Reading<'a> {
    /// Reads the channels of version 2, which hold their operations: what the application publishes, others receive.
    fn second(&mut self) {
        for (name, channel) in self.root.entries("channels").collect::<Vec<_>>() {
            let Some(channel) = channel.seen(&mut self.schemas.findings) else { continue };
            let mut has_any = false;
            for (action, verb) in [("publish", "PUB"), ("subscribe", "SUB")] {
                let Some(operation) = channel.get(action) else { continue };
                has_any = true;
                let messages: Vec<At<'a>> = match operation.get("message") {
                    Some(message) if message.node.get("oneOf").is_some() => message.items("oneOf").collect(),
                    Some(message) => vec![message],
                    None => Vec::new(),
                };
                let id = operation.text("operationId");
                let named = if id.is_empty() { format!("{action} {}", name.name) } else { id.clone() };
                self.operation(&named, &id, verb, &name.name, operation, Some(channel), messages, None);
            }
            if !has_any {
                self.operation(
                    &format!("channel {}", name.name),
                    "",
                    "CHAN",
                    &name.name,
                    channel,
                    Some(channel),
                    Vec::new(),
                    None,
                );
            }
        }
    }

    /// Reads the operations of version 3, and the channels that none uses.
    fn third(&mut self) {
        let mut used = Vec::new();
        for (name, operation) in self.root.entries("operations").collect::<Vec<_>>() {
            let Some(operation) = operation.seen(&mut self.schemas.findings) else { continue };
            let channel = operation.get("channel").and_then(|channel| channel.seen(&mut self.schemas.findings));
            used.extend(channel.map(At::id));
            let address = channel.map(|channel| address(channel)).unwrap_or_default();
            let mut messages: Vec<At<'a>> = operation.items("messages").collect();
            if messages.is_empty() {
                messages =
                    channel.map(|channel| channel.entries("messages").map(|(_, message)| message).collect()).unwrap_or_default();
            }
            let verb = operation.text("action").to_uppercase();
            self.operation(&name.name, &name.name, &verb, &address, operation, channel, messages, operation.get("reply"));
        }
        for (name, channel) in self.root.entries("channels").collect::<Vec<_>>() {
            let Some(channel) = channel.seen(&mut self.schemas.findings) else { continue };
            if !used.contains(&channel.id()) {
                let messages = channel.entries("messages").map(|(_, message)| message).collect();
                self.operation(
                    &format!("channel {}", name.name),
                    "",
                    "CHAN",
                    &address(channel),
                    channel,
                    Some(channel),
                    messages,
                    None,
                );
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the two versions keep these in different places")]
    fn operation(
        &mut self,
        named: &str,
        id: &str,
        verb: &str,
        address: &str,
        at: At<'a>,
        channel: Option<At<'a>>,
        messages: Vec<At<'a>>,
        reply: Option<At<'a>>,
    ) {
        let title = [at.text("title"), at.text("summary")].into_iter().find(|text| !text.trim().is_empty());
        let title = title.unwrap_or_else(|| if id.is_empty() { address.to_owned() } else { spoken(id) });
        let mut parts = Vec::new();
        let traits: Vec<At<'a>> = at.items("traits").filter_map(|part| part.seen(&mut self.schemas.findings)).collect();
        if let Some(channel) = channel {
            let about = channel.text("description");
            let differs = !std::ptr::eq(channel.node, at.node) && !about.is_empty();
            let parameters: Vec<Field> = channel
                .entries("parameters")
                .collect::<Vec<_>>()
                .into_iter()
                .filter_map(|(key, parameter)| {
                    let parameter = parameter.seen(&mut self.schemas.findings)?;
                    let mut field = match parameter.get("schema") {
                        Some(schema) => self.schemas.field(&key.name, schema, true, 0),
                        None => self.schemas.field(&key.name, parameter, true, 0),
                    };
                    if field.shape.plain() == "anything" {
                        field.shape.words = vec![Piece::text("string")];
                    }
                    let own = parameter.text("description");
                    if !own.is_empty() {
                        field.description = fragment(&own);
                    }
                    if !parameter.text("location").is_empty() {
                        field.shape.rules.push(Rule { label: "Found in".to_owned(), values: vec![parameter.text("location")] });
                    }
                    Some(field)
                })
                .collect();
            if differs || !parameters.is_empty() {
                parts.push(Part {
                    title: "Channel".to_owned(),
                    note: String::new(),
                    description: if differs { fragment(&about) } else { String::new() },
                    shape: Shape::fields(parameters),
                });
            }
        }
        let mut examples = Vec::new();
        parts.extend(message::parts(&mut self.schemas, "Message", &messages, &mut examples));
        if let Some(reply) = reply.and_then(|reply| reply.seen(&mut self.schemas.findings)) {
            let channel = reply.get("channel").and_then(|channel| channel.seen(&mut self.schemas.findings));
            let mut messages: Vec<At<'a>> = reply.items("messages").collect();
            if messages.is_empty() {
                messages =
                    channel.map(|channel| channel.entries("messages").map(|(_, message)| message).collect()).unwrap_or_default();
            }
            let address = channel
                .map(self::address)
                .or_else(|| Some(reply.get("address")?.resolved()?.text("location")))
                .unwrap_or_default();
            if messages.is_empty() {
                parts.push(Part {
                    title: "Reply".to_owned(),
                    note: address,
                    description: String::new(),
                    shape: Shape::default(),
                });
            } else {
                let mut replies = message::parts(&mut self.schemas, "Reply", &messages, &mut examples);
                if let Some(first) = replies.first_mut().filter(|_| !address.is_empty()) {
                    first.description = format!("{}{}", fragment(&format!("On `{address}`.")), first.description);
                }
                parts.extend(replies);
            }
        }
        let mut bindings = bindings(&mut self.schemas, at);
        for part in &traits {
            bindings.extend(self::bindings(&mut self.schemas, *part));
        }
        if let Some(channel) = channel.filter(|channel| !std::ptr::eq(channel.node, at.node)) {
            bindings.extend(self::bindings(&mut self.schemas, channel));
        }
        if !bindings.is_empty() {
            parts.push(Part {
                title: "Bindings".to_owned(),
                note: String::new(),
                description: String::new(),
                shape: Shape::fields(bindings),
            });
        }
        let servers: Vec<String> = channel
            .map(|channel| {
                channel.items("servers").map(|server| server.reference().map_or_else(|| code(server.node), At::name_in)).collect()
            })
            .unwrap_or_default();
        let said = |key: &str| {
            [at].into_iter()
                .chain(traits.iter().copied())
                .map(|part| part.text(key))
                .find(|text| !text.is_empty())
                .unwrap_or_default()
        };
        let (summary, description) = (said("summary"), said("description"));
        let prose = if summary == title { description } else { format!("{summary}\n\n{description}") };
        let security = at.node.get("security").map(|_| at.items("security").map(|any| needs(any)).collect());
        let mut facts: Vec<_> = http::external_docs(at).into_iter().collect();
        facts.extend(http::fact("Servers", &servers.join(", "), ""));
        let tag = at.items("tags").filter_map(At::resolved).map(|tag| tag.text("name")).next().unwrap_or_default();
        self.made.push((
            tag,
            Operation {
                anchor: self.schemas.anchors.take("op", named),
                title,
                verb: verb.to_owned(),
                address: address.to_owned(),
                name: id.to_owned(),
                description: fragment(&prose),
                deprecated: at.is("deprecated"),
                security,
                parts,
                facts,
                request: Request::None,
                examples,
            },
        ));
    }
}

fn address(channel: At<'_>) -> String {
    let address = channel.text("address");
    if address.is_empty() { "decided at run time".to_owned() } else { address }
}

/// Reads one alternative of `security`: a mapping of names in version 2, a scheme or a reference in version 3.
fn needs(any: At<'_>) -> Vec<Need> {
    if let Some(reference) = any.reference() {
        return vec![Need { scheme: At::name_in(reference), scopes: Vec::new() }];
    }
    if any.node.get("type").is_some() {
        return vec![Need { scheme: http::scheme("", any).words, scopes: any.texts("scopes") }];
    }
    let all = any.node.entries().iter();
    all.map(|(key, scopes)| Need {
        scheme: key.name.clone(),
        scopes: scopes.items().iter().map(super::documents::scalar).collect(),
    })
    .collect()
}

/// Lists bindings, a field for every protocol.
fn bindings<'a>(schemas: &mut Schemas<'a>, at: At<'a>) -> Vec<Field> {
    let Some(bindings) = at.get("bindings").and_then(At::resolved) else { return Vec::new() };
    bindings
        .node
        .entries()
        .iter()
        .filter(|(key, _)| !key.name.starts_with("x-") && key.name != "$ref")
        .map(|(key, binding)| {
            let binding = bindings.with(binding).resolved().unwrap_or(bindings.with(binding));
            let fields = binding.node.entries().iter().map(|(key, value)| {
                let at = binding.with(value);
                // Some protocols describe values by schemas.
                if at.node.get("type").is_some() {
                    return schemas.field(&key.name, at, false, 0);
                }
                let value = at.resolved().map_or(value, |at| at.node);
                let rules = vec![Rule { label: String::new(), values: vec![code(value)] }];
                Field { name: key.name.clone(), shape: Shape { rules, ..Shape::default() }, ..Field::default() }
            });
            Field {
                name: key.name.clone(),
                shape: Shape { fields: fields.collect(), ..Shape::words("binding") },
                ..Field::default()
            }
        })
        .collect()
}

/// Groups operations by tag, else by what is done.
fn groups(root: At<'_>, schemas: &mut Schemas<'_>, made: Vec<(String, Operation)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (tag, operation) in made {
        let title = match (tag.as_str(), operation.verb.as_str()) {
            ("", "SEND") => "Sends".to_owned(),
            ("", "RECEIVE") => "Receives".to_owned(),
            ("", "PUB") => "Publish".to_owned(),
            ("", "SUB") => "Subscribe".to_owned(),
            ("", _) => "Channels".to_owned(),
            (tag, _) => spoken(tag),
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.operations.push(operation),
            None => {
                let described = root
                    .items("tags")
                    .chain(root.get("info").into_iter().flat_map(|info| info.items("tags")))
                    .filter_map(At::resolved);
                let description = described
                    .filter(|known| known.text("name") == tag && !tag.is_empty())
                    .map(|known| fragment(&known.text("description")))
                    .next();
                groups.push(Group {
                    anchor: schemas.anchors.take("group", &title),
                    title,
                    description: description.unwrap_or_default(),
                    operations: vec![operation],
                });
            }
        }
    }
    groups
}

/// Names a type in words that link.
fn named(schemas: &Schemas<'_>, number: usize) -> Shape {
    Shape {
        words: vec![Piece { to: Some(Link::Type(number)), ..schemas.link(number) }],
        target: Some(number),
        ..Shape::default()
    }
}
