//! GraphQL's schema language -> `Api`: queries, mutations and subscriptions as operations, everything else as types. Extensions are put to what they extend.

mod collect;
mod sample;

use std::collections::HashMap;
use std::sync::Arc;

use apollo_parser::cst::{self, CstNode};

use self::collect::{Made, collect};
use super::naming::{Anchors, spoken};
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source, Span};
use crate::model::api::schema::{Field, Link, Piece, Rule, Shape};
use crate::model::api::{Api, Group, Language, NamedType, Operation, Part, Request};
use crate::parse::docs::fragment;

/// The most selections and lists inside each other, and the most words of a schema.
const MOST_DEPTH: usize = 200;
const MOST_TOKENS: usize = 2_000_000;

/// The types of the language itself, and those that federation adds without a definition.
const SCALARS: [&str; 13] = [
    "Int",
    "Float",
    "String",
    "Boolean",
    "ID",
    "_Any",
    "_FieldSet",
    "FieldSet",
    "_Entity",
    "_Service",
    "link__Import",
    "link__Purpose",
    "federation__FieldSet",
];

/// Reads a definition.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Api {
    let text = source.text.trim_start_matches('\u{feff}');
    let tree = apollo_parser::Parser::new(text).recursion_limit(MOST_DEPTH).token_limit(MOST_TOKENS).parse();
    let shift = source.text.len() - text.len();
    for error in tree.errors().take(20) {
        let span = Span::new(error.index() + shift..error.index() + shift + error.data().len().max(1));
        findings.push(words::syntax(Place::at(source, span), "GraphQL", error.message()));
    }
    let (schema, made) = collect(&tree.document());
    let mut anchors = Anchors::default();
    let root_of = |kind: &str, usual: &str| -> Option<String> {
        schema
            .roots
            .iter()
            .find(|(known, _)| known == kind)
            .map(|(_, name)| name.clone())
            .or_else(|| schema.roots.is_empty().then(|| usual.to_owned()))
    };
    let roots = [
        (root_of("query", "Query"), "QUERY", "Queries"),
        (root_of("mutation", "Mutation"), "MUTATE", "Mutations"),
        (root_of("subscription", "Subscription"), "WATCH", "Subscriptions"),
    ];
    let is_root = |name: &str| roots.iter().any(|(root, ..)| root.as_deref() == Some(name));
    let (own, types): (Vec<Made>, Vec<Made>) = made.into_iter().partition(|made| made.sort != "directive" && is_root(&made.name));
    let numbers: HashMap<String, usize> = types.iter().enumerate().map(|(number, made)| (made.key(), number)).collect();
    let mut reading = Reading { source, shift, numbers, types: &types, findings: Vec::new() };
    let mut groups = Vec::new();
    for (root, verb, title) in &roots {
        let Some(made) = own.iter().find(|made| Some(&made.name) == root.as_ref()) else { continue };
        groups.push(Group {
            title: (*title).to_owned(),
            anchor: anchors.take("group", title),
            description: fragment(&made.description),
            operations: made.fields.iter().map(|field| reading.operation(field, verb, &mut anchors)).collect(),
        });
    }
    groups.retain(|group| !group.operations.is_empty());
    let types = types.iter().map(|made| reading.named(made, &mut anchors)).collect();
    findings.extend(reading.findings);
    Api {
        language: Language::GraphQl,
        edition: String::new(),
        title: String::new(),
        release: String::new(),
        description: fragment(&schema.description),
        facts: Vec::new(),
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
    shift: usize,
    numbers: HashMap<String, usize>,
    types: &'a [Made],
    findings: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn operation(&mut self, field: &cst::FieldDefinition, verb: &str, anchors: &mut Anchors) -> Operation {
        let name = collect::name(field.name());
        let mut parts = Vec::new();
        let arguments = self.arguments(field.arguments_definition());
        let mut address = name.clone();
        if let Some(arguments) = field.arguments_definition() {
            let list: Vec<String> = arguments
                .input_value_definitions()
                .map(|value| {
                    format!(
                        "{}: {}",
                        collect::name(value.name()),
                        value.ty().map(|ty| collect::type_text(&ty)).unwrap_or_default()
                    )
                })
                .collect();
            address += &format!("({})", list.join(", "));
        }
        if !arguments.is_empty() {
            parts.push(part("Arguments", Shape::fields(arguments)));
        }
        let mut answer = field.ty().map(|ty| self.type_of(&ty)).unwrap_or_default();
        answer.rules = directives(field.directives());
        parts.push(part("Answer", answer));
        let deprecated = collect::deprecated(field.directives());
        Operation {
            anchor: anchors.take("op", &format!("{}.{name}", verb.to_lowercase())),
            title: spoken(&name),
            verb: verb.to_owned(),
            address,
            name: name.clone(),
            description: fragment(&with_reason(&collect::description(field.description()), deprecated.as_deref())),
            deprecated: deprecated.is_some(),
            security: None,
            parts,
            facts: Vec::new(),
            request: Request::Text {
                language: "graphql".to_owned(),
                text: sample::query(verb, field, self.types, &self.numbers),
            },
            examples: Vec::new(),
        }
    }

    fn named(&mut self, made: &Made, anchors: &mut Anchors) -> NamedType {
        let mut shape = Shape::default();
        for field in &made.fields {
            let mut inner = field.ty().map(|ty| self.type_of(&ty)).unwrap_or_default();
            inner.fields = self.arguments(field.arguments_definition());
            inner.rules = directives(field.directives());
            let deprecated = collect::deprecated(field.directives());
            shape.fields.push(Field {
                name: collect::name(field.name()),
                deprecated: deprecated.is_some(),
                description: fragment(&with_reason(&collect::description(field.description()), deprecated.as_deref())),
                shape: inner,
                ..Field::default()
            });
        }
        for value in &made.inputs {
            let field = self.input(value);
            shape.fields.push(field);
        }
        for value in &made.values {
            let deprecated = collect::deprecated(value.directives());
            shape.fields.push(Field {
                name: value.enum_value().map(|value| value.syntax().text().to_string().trim().to_owned()).unwrap_or_default(),
                deprecated: deprecated.is_some(),
                description: fragment(&with_reason(&collect::description(value.description()), deprecated.as_deref())),
                shape: Shape { rules: directives(value.directives()), ..Shape::default() },
                ..Field::default()
            });
        }
        for (label, list) in [("implements ", &made.interfaces), ("", &made.members)] {
            for (number, member) in list.iter().enumerate() {
                shape.words.push(Piece::text(if number == 0 {
                    label
                } else if label.is_empty() {
                    " or "
                } else {
                    " and "
                }));
                let piece = self.link(member);
                shape.words.push(piece);
            }
        }
        shape.words.retain(|piece| !piece.text.is_empty());
        if !made.locations.is_empty() {
            shape.rules.push(Rule { label: "On".to_owned(), values: made.locations.clone() });
        }
        shape.rules.extend(made.directives.iter().flat_map(|list| directives(Some(list.clone()))));
        let name = if made.sort == "directive" { format!("@{}", made.name) } else { made.name.clone() };
        let anchor =
            if made.sort == "directive" { anchors.take("directive", &made.name) } else { anchors.take("schema", &made.name) };
        NamedType {
            name,
            anchor,
            sort: made.sort.to_owned(),
            description: fragment(&made.description),
            deprecated: false,
            shape,
            uses: Vec::new(),
            example: String::new(),
        }
    }

    fn arguments(&mut self, arguments: Option<cst::ArgumentsDefinition>) -> Vec<Field> {
        arguments
            .map(|list| list.input_value_definitions().collect::<Vec<_>>())
            .unwrap_or_default()
            .iter()
            .map(|value| self.input(value))
            .collect()
    }

    fn input(&mut self, value: &cst::InputValueDefinition) -> Field {
        let mut shape = value.ty().map(|ty| self.type_of(&ty)).unwrap_or_default();
        if let Some(default) = value.default_value().and_then(|default| default.value()) {
            shape
                .rules
                .push(Rule { label: "Default".to_owned(), values: vec![default.syntax().text().to_string().trim().to_owned()] });
        }
        shape.rules.extend(directives(value.directives()));
        let deprecated = collect::deprecated(value.directives());
        let is_required = matches!(value.ty(), Some(cst::Type::NonNullType(_))) && value.default_value().is_none();
        Field {
            name: collect::name(value.name()),
            required: is_required,
            deprecated: deprecated.is_some(),
            description: fragment(&with_reason(&collect::description(value.description()), deprecated.as_deref())),
            shape,
            ..Field::default()
        }
    }

    /// Writes a type with its brackets and marks around the name that links.
    fn type_of(&mut self, ty: &cst::Type) -> Shape {
        let text = collect::type_text(ty);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let start = text.find(is_name).unwrap_or(0);
        let end = text[start..].find(|c| !is_name(c)).map_or(text.len(), |end| start + end);
        let name = text[start..end].to_owned();
        let piece = self.link(&name);
        let target = match piece.to {
            Some(Link::Type(number)) => Some(number),
            _ => None,
        };
        if target.is_none() && !SCALARS.contains(&name.as_str()) && !name.is_empty() {
            let range = ty.syntax().text_range();
            let at = usize::from(range.start()) + self.shift + start;
            let near = crate::base::suggest::nearest(&name, self.numbers.keys().map(String::as_str))
                .map(|near| format!("did you mean `{near}`?"));
            let place = Place::at(self.source, Span::new(at..at + name.len()));
            if self.findings.len() < 200 {
                self.findings.push(words::unknown_type(place, &name).maybe_hint(near));
            }
        }
        let mut words = vec![Piece::text(&text[..start]), piece, Piece::text(&text[end..])];
        words.retain(|piece| !piece.text.is_empty());
        Shape { words, target, ..Shape::default() }
    }

    fn link(&self, name: &str) -> Piece {
        Piece { text: name.to_owned(), to: self.numbers.get(name).map(|number| Link::Type(*number)) }
    }
}

fn part(title: &str, shape: Shape) -> Part {
    Part { title: title.to_owned(), note: String::new(), description: String::new(), shape }
}

/// Adds why something should not be used any more.
fn with_reason(description: &str, reason: Option<&str>) -> String {
    match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{description}\n\nDeprecated: {reason}"),
        None => description.to_owned(),
    }
}

/// Lists the directives that are no deprecation.
fn directives(list: Option<cst::Directives>) -> Vec<Rule> {
    let written = list.map(|list| list.directives().collect::<Vec<_>>()).unwrap_or_default();
    let values: Vec<String> = written
        .iter()
        .filter(|directive| collect::name(directive.name()) != "deprecated")
        .map(|directive| directive.syntax().text().to_string().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    if values.is_empty() { Vec::new() } else { vec![Rule { label: "Marked".to_owned(), values }] }
}
