//! Protobuf -> `Api`: services with their calls, messages, enums. Its own reader, because a page should show what can be read of a broken file, and comments are half of it.

mod declared;
mod file;
mod lex;

use std::collections::HashMap;
use std::sync::Arc;

use self::declared::{Call, Entry, File, Message, Named};
use super::naming::{Anchors, spoken};
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::model::api::schema::{Field, Link, Piece, Rule, Shape};
use crate::model::api::{Api, Example, Fact, Group, Language, NamedType, Operation, Part, Request};
use crate::parse::docs::fragment;

/// The types of the language itself.
const SCALARS: [&str; 15] = [
    "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64",
    "bool", "string", "bytes",
];

/// The most messages inside each other in an example.
const MOST_DEPTH: usize = 4;

/// Reads a definition.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Api {
    let file = file::read(&source.text);
    for (span, problem) in &file.problems {
        findings.push(words::syntax(Place::at(source, *span), "protobuf", problem));
    }
    let mut reading = Reading { source, file: &file, numbers: HashMap::new(), findings: Vec::new() };
    let names = file.messages.iter().map(|message| &message.name).chain(file.enums.iter().map(|known| &known.name));
    for (number, name) in names.enumerate() {
        reading.numbers.entry(name.clone()).or_insert(number);
    }
    let mut anchors = Anchors::default();
    let mut types: Vec<NamedType> = Vec::new();
    for message in &file.messages {
        let shape = reading.message(message);
        let example = pretty(&reading.example(message, 0));
        types.push(NamedType {
            name: message.name.clone(),
            anchor: anchors.take("schema", &message.name),
            sort: "message".to_owned(),
            description: fragment(&message.comment),
            deprecated: is_deprecated(&message.options),
            shape,
            uses: Vec::new(),
            example,
        });
    }
    for known in &file.enums {
        let values = known.values.iter().map(|value| Field {
            name: value.name.clone(),
            deprecated: is_deprecated(&value.options),
            description: fragment(&value.comment),
            shape: Shape { rules: options(&value.options), ..Shape::words(format!("= {}", value.number)) },
            ..Field::default()
        });
        let mut rules = reserved(&known.reserved);
        rules.extend(options(&known.options));
        types.push(NamedType {
            name: known.name.clone(),
            anchor: anchors.take("schema", &known.name),
            sort: "enum".to_owned(),
            description: fragment(&known.comment),
            deprecated: is_deprecated(&known.options),
            shape: Shape { rules, fields: values.collect(), ..Shape::default() },
            uses: Vec::new(),
            example: String::new(),
        });
    }
    let groups = file
        .services
        .iter()
        .map(|service| {
            let full = if file.package.is_empty() { service.name.clone() } else { format!("{}.{}", file.package, service.name) };
            Group {
                title: service.name.clone(),
                anchor: anchors.take("group", &service.name),
                description: fragment(&service.comment),
                operations: service.calls.iter().map(|call| reading.call(call, &service.name, &full, &mut anchors)).collect(),
            }
        })
        .collect();
    findings.append(&mut reading.findings);
    let mut facts = Vec::new();
    let mut fact = |label: &str, text: String| {
        if !text.is_empty() {
            facts.push(Fact { label: label.to_owned(), text, url: None });
        }
    };
    fact("Package", file.package.clone());
    fact("Imports", file.imports.join(", "));
    for (name, value) in &file.options {
        fact(name, value.clone());
    }
    let is_licence = file.comment.to_lowercase().contains("licen") || file.comment.to_lowercase().contains("copyright");
    Api {
        language: Language::Protobuf,
        edition: match file.syntax.as_str() {
            "proto3" => "3".to_owned(),
            "proto2" | "" => "2".to_owned(),
            other => other.to_owned(),
        },
        title: String::new(),
        release: String::new(),
        description: if is_licence { String::new() } else { fragment(&file.comment) },
        facts,
        servers: Vec::new(),
        schemes: Vec::new(),
        groups,
        types,
        file: String::new(),
        versions: Vec::new(),
    }
}

struct Reading<'a> {
    source: &'a Arc<Source>,
    file: &'a File,
    /// Messages and enums by name, in the order of the types.
    numbers: HashMap<String, usize>,
    findings: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// Finds a type from inside `scope`, from the innermost scope out, as the language does.
    fn find(&self, name: &str, scope: &str) -> Option<usize> {
        let bare = name.trim_start_matches('.');
        let mut around = if name.starts_with('.') { "" } else { scope };
        loop {
            let tried = if around.is_empty() { bare.to_owned() } else { format!("{around}.{bare}") };
            if let Some(number) = self.numbers.get(&tried) {
                return Some(*number);
            }
            if around.is_empty() {
                break;
            }
            around = around.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
        let own = bare.strip_prefix(&self.file.package).and_then(|rest| rest.strip_prefix('.'));
        own.filter(|_| !self.file.package.is_empty()).and_then(|own| self.numbers.get(own).copied())
    }

    fn named(&mut self, kind: &Named, scope: &str) -> Shape {
        if SCALARS.contains(&kind.name.as_str()) {
            return Shape::words(&*kind.name);
        }
        if let Some(number) = self.find(&kind.name, scope) {
            let words = vec![Piece { text: kind.name.trim_start_matches('.').to_owned(), to: Some(Link::Type(number)) }];
            return Shape { words, target: Some(number), ..Shape::default() };
        }
        // What is imported is in another file.
        if self.file.imports.is_empty() && !kind.name.contains('.') {
            let near = crate::base::suggest::nearest(&kind.name, self.numbers.keys().map(String::as_str));
            let hint = near.map(|near| format!("did you mean `{near}`?"));
            self.findings.push(words::unknown_type(Place::at(self.source, kind.span), &kind.name).maybe_hint(hint));
        }
        Shape::words(&*kind.name)
    }

    fn message(&mut self, message: &Message) -> Shape {
        let fields = message.fields.iter().map(|entry| self.field(entry, &message.name)).collect();
        let mut rules = reserved(&message.reserved);
        rules.extend(options(&message.options));
        Shape { fields, rules, ..Shape::default() }
    }

    fn field(&mut self, entry: &Entry, scope: &str) -> Field {
        let mut shape = self.named(&entry.kind, scope);
        if !entry.key.is_empty() {
            shape.words.insert(0, Piece::text(format!("map of {} to ", entry.key)));
        } else if entry.label == "repeated" {
            shape.words.insert(0, Piece::text("repeated "));
        }
        shape.words.push(Piece::text(format!(" = {}", entry.number)));
        shape.rules = options(&entry.options);
        let mut notes = Vec::new();
        if entry.label == "optional" {
            notes.push("optional".to_owned());
        }
        if !entry.oneof.is_empty() {
            notes.push(format!("one of {}", entry.oneof));
        }
        Field {
            name: entry.name.clone(),
            required: entry.label == "required",
            deprecated: is_deprecated(&entry.options),
            notes,
            description: fragment(&entry.comment),
            shape,
        }
    }

    fn call(&mut self, call: &Call, service: &str, full: &str, anchors: &mut Anchors) -> Operation {
        let mut examples = Vec::new();
        let mut texts = Vec::new();
        let mut parts = Vec::new();
        for (title, kind, streams) in [("Request", &call.request, call.streams.0), ("Answer", &call.answer, call.streams.1)] {
            let shape = self.named(kind, "");
            let text =
                shape.target.and_then(|number| self.file.messages.get(number)).map(|message| pretty(&self.example(message, 0)));
            texts.push(text.clone().unwrap_or_default());
            if let Some(text) = text.filter(|text| title == "Answer" && !text.is_empty()) {
                examples.push(Example { label: "Answer".to_owned(), caption: kind.name.clone(), text });
            }
            let note = if streams { "stream" } else { "" };
            parts.push(Part { title: title.to_owned(), note: note.to_owned(), description: String::new(), shape });
        }
        let rules = options(&call.options);
        if !rules.is_empty() {
            parts.push(Part {
                title: "Options".to_owned(),
                note: String::new(),
                description: String::new(),
                shape: Shape { rules, ..Shape::default() },
            });
        }
        let body = texts.first().filter(|text| !text.is_empty()).map_or("{}", String::as_str);
        Operation {
            anchor: anchors.take("op", &format!("{service}.{}", call.name)),
            title: spoken(&call.name),
            verb: if call.streams == (false, false) { "RPC" } else { "STREAM" }.to_owned(),
            address: format!("/{full}/{}", call.name),
            name: format!("{full}/{}", call.name),
            description: fragment(&call.comment),
            deprecated: is_deprecated(&call.options),
            security: None,
            parts,
            facts: Vec::new(),
            request: Request::Text {
                language: "grpcurl".to_owned(),
                text: format!("grpcurl -d '{}' \\\n  api.example.com:443 {full}/{}", body.replace('\'', "'\\''"), call.name),
            },
            examples,
        }
    }

    /// Makes a message as JSON, after protobuf's mapping.
    fn example(&self, message: &Message, depth: usize) -> serde_json::Value {
        use serde_json::{Value as Json, json};
        let mut object = serde_json::Map::new();
        let mut chosen: Vec<&str> = Vec::new();
        for entry in message.fields.iter().take(40) {
            if is_deprecated(&entry.options) || (!entry.oneof.is_empty() && chosen.contains(&entry.oneof.as_str())) {
                continue;
            }
            let value = match entry.kind.name.as_str() {
                "string" => json!(entry.name.replace('_', "-")),
                "bool" => json!(true),
                "bytes" => json!("ZXhhbXBsZQ=="),
                "double" | "float" => json!(1.5),
                "int64" | "uint64" | "sint64" | "fixed64" | "sfixed64" => json!("1"),
                name if SCALARS.contains(&name) => json!(1),
                name if name.ends_with("google.protobuf.Timestamp") => json!("2026-05-14T09:40:00Z"),
                name if name.ends_with("google.protobuf.Duration") => json!("1.5s"),
                name => match self.find(name, &message.name) {
                    Some(number) => match (
                        self.file.messages.get(number),
                        number.checked_sub(self.file.messages.len()).and_then(|number| self.file.enums.get(number)),
                    ) {
                        (Some(inner), _) if depth < MOST_DEPTH && inner.name != message.name => self.example(inner, depth + 1),
                        (_, Some(known)) => {
                            known.values.get(1).or(known.values.first()).map_or(Json::Null, |value| json!(value.name))
                        }
                        _ => continue,
                    },
                    None => continue,
                },
            };
            chosen.push(&entry.oneof);
            let value = if !entry.key.is_empty() {
                json!({ "key": value })
            } else if entry.label == "repeated" {
                json!([value])
            } else {
                value
            };
            object.insert(camel(&entry.name), value);
        }
        Json::Object(object)
    }
}

fn pretty(value: &serde_json::Value) -> String {
    super::sample::pretty(value)
}

/// Turns a field's name into that of JSON.
fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut is_next_large = false;
    for c in name.chars() {
        match c {
            '_' => is_next_large = true,
            c if is_next_large => {
                out.extend(c.to_uppercase());
                is_next_large = false;
            }
            c => out.push(c),
        }
    }
    out
}

fn is_deprecated(options: &[(String, String)]) -> bool {
    options.iter().any(|(name, value)| name == "deprecated" && value == "true")
}

fn options(options: &[(String, String)]) -> Vec<Rule> {
    let told = options.iter().filter(|(name, _)| name != "deprecated");
    told.map(|(name, value)| Rule { label: name.clone(), values: vec![value.clone()] }).collect()
}

fn reserved(words: &[String]) -> Vec<Rule> {
    if words.is_empty() { Vec::new() } else { vec![Rule { label: "Reserved".to_owned(), values: words.to_vec() }] }
}
