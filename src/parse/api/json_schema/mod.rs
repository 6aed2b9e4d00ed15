//! JSON Schema, in the dialects of OpenAPI 2.0 to 3.2 and AsyncAPI -> `Shape`s and named types. What refers to a type names it, so that circles end by themselves.

mod combined;
mod rules;

use std::collections::HashMap;

use self::rules::rules;
use super::bounds::{bounds, scalar_words};
use super::documents::{At, code};
use super::naming::Anchors;
use super::sample;
use crate::base::diagnostic::Diagnostic;
use crate::base::yaml::{Node, Value};
use crate::model::api::NamedType;
use crate::model::api::schema::{Field, Link, Piece, Rule, Shape};
use crate::parse::docs::fragment;

/// The most schemas without a name that may stand inside each other.
pub(super) const MOST_DEPTH: usize = 20;
/// The most fields of a definition.
const MOST_FIELDS: usize = 400_000;

/// Makes shapes, and learns the named types on the way.
pub(super) struct Schemas<'a> {
    types: Vec<NamedType>,
    origins: Vec<At<'a>>,
    numbers: HashMap<usize, usize>,
    /// How often each name was given.
    names: HashMap<String, usize>,
    fields: usize,
    pub(super) anchors: Anchors,
    pub(super) findings: Vec<Diagnostic>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new() -> Self {
        Self {
            types: Vec::new(),
            origins: Vec::new(),
            numbers: HashMap::new(),
            names: HashMap::new(),
            fields: 0,
            anchors: Anchors::default(),
            findings: Vec::new(),
        }
    }

    /// Names a schema; it is read by [`Schemas::finish`].
    pub(super) fn declare(&mut self, name: &str, at: At<'a>) -> usize {
        let count = self.names.entry(name.to_owned()).or_insert(0);
        *count += 1;
        let unique = if *count == 1 { name.to_owned() } else { format!("{name} {count}") };
        let anchor = self.anchors.take("schema", &unique);
        self.add(
            NamedType {
                anchor,
                name: unique,
                sort: String::new(),
                description: String::new(),
                deprecated: false,
                shape: Shape::default(),
                uses: Vec::new(),
                example: String::new(),
            },
            at,
        )
    }

    /// Adds a type that is no schema, such as a message, read already.
    pub(super) fn add(&mut self, known: NamedType, at: At<'a>) -> usize {
        let number = self.types.len();
        self.types.push(known);
        self.origins.push(at);
        self.numbers.insert(at.id(), number);
        number
    }

    /// Gives the type with this number.
    pub(super) fn known(&mut self, number: usize) -> Option<&mut NamedType> {
        self.types.get_mut(number)
    }

    /// Finds the named type that stands at `at`.
    pub(super) fn number_of(&self, at: At<'_>) -> Option<usize> {
        self.numbers.get(&at.id()).copied()
    }

    /// Names a type in words that link.
    pub(super) fn link(&self, number: usize) -> Piece {
        Piece { text: self.types.get(number).map_or_else(String::new, |known| known.name.clone()), to: Some(Link::Type(number)) }
    }

    /// Reads the named types, those that are met on the way too.
    pub(super) fn finish(mut self) -> (Vec<NamedType>, Vec<Diagnostic>) {
        let mut number = 0;
        while let Some(at) = self.origins.get(number).copied() {
            if self.types[number].sort.is_empty() {
                let shape = self.shape(at, 0);
                let description = prose(at);
                let example = sample::pretty(&sample::of(at, sample::Side::Any));
                let known = &mut self.types[number];
                known.sort = sort(at.node, &shape);
                known.description = description;
                known.deprecated = at.is("deprecated");
                known.example = if shape.fields.is_empty() && shape.variants.is_empty() { String::new() } else { example };
                known.shape = shape;
            }
            number += 1;
        }
        (self.types, self.findings)
    }

    /// Describes a field that holds a schema.
    pub(super) fn field(&mut self, name: &str, at: At<'a>, required: bool, depth: usize) -> Field {
        let shape = self.shape(at, depth);
        let mut notes = Vec::new();
        for (key, note) in [("readOnly", "read only"), ("writeOnly", "write only")] {
            if at.is(key) {
                notes.push(note.to_owned());
            }
        }
        Field { name: name.to_owned(), required, deprecated: at.is("deprecated"), notes, description: prose(at), shape }
    }

    /// Describes a schema.
    pub(super) fn shape(&mut self, at: At<'a>, depth: usize) -> Shape {
        if let Value::Bool(anything) = at.node.value {
            return Shape::words(if anything { "anything" } else { "nothing" });
        }
        if let Some(reference) = at.reference() {
            return self.referred(at, reference);
        }
        if depth > MOST_DEPTH || self.fields > MOST_FIELDS {
            return Shape::words("more, too deep to show");
        }
        // AsyncAPI lets other schema languages in.
        if let (Some(format), Some(inner)) = (at.node.get("schemaFormat").and_then(Node::as_str), at.get("schema")) {
            if format.contains("avro") {
                return self.avro(inner, depth);
            }
            return self.shape(inner, depth);
        }
        let mut shape = self.typed(at, depth);
        self.combined(at, depth, &mut shape);
        if at.is("nullable") || at.is("x-nullable") {
            shape.words.push(Piece::text(" or null"));
        }
        rules(at, &mut shape);
        if shape.words.is_empty() {
            let value = at.node.get("enum").and_then(|list| list.items().first()).or_else(|| at.node.get("const"));
            shape.words.push(Piece::text(value.map_or("anything", Node::type_name)));
        }
        shape
    }

    fn referred(&mut self, at: At<'a>, reference: &str) -> Shape {
        let Some(first) = at.follow(reference) else {
            at.seen(&mut self.findings);
            return Shape::words(format!("{} (unresolved)", At::name_in(reference)));
        };
        let number = match self.number_of(first) {
            Some(number) => number,
            None => {
                // A schema that only refers on is the other one.
                if first.reference().is_some() {
                    let Some(last) = first.seen(&mut self.findings) else {
                        return Shape::words(format!("{} (unresolved)", At::name_in(reference)));
                    };
                    match self.number_of(last) {
                        Some(number) => number,
                        None => self.declare(&At::name_in(reference), last),
                    }
                } else {
                    self.declare(&At::name_in(reference), first)
                }
            }
        };
        let mut shape = Shape { words: vec![self.link(number)], target: Some(number), ..Shape::default() };
        if at.is("nullable") {
            shape.words.push(Piece::text(" or null"));
        }
        // Since 3.1 a reference may have neighbours.
        rules(at, &mut shape);
        shape
    }

    /// Describes what `type` and its kin say.
    fn typed(&mut self, at: At<'a>, depth: usize) -> Shape {
        let mut types = match at.node.get("type") {
            Some(node) if node.as_str().is_some() => vec![at.text("type")],
            Some(_) => at.texts("type"),
            None => Vec::new(),
        };
        let is_null = types.len() > 1 && types.iter().any(|name| name == "null");
        types.retain(|name| !is_null || name != "null");
        let has = |key: &str| at.node.get(key).is_some();
        if types.is_empty() {
            if has("properties") || has("additionalProperties") || has("patternProperties") {
                types.push("object".to_owned());
            } else if has("items") || has("prefixItems") {
                types.push("array".to_owned());
            }
        }
        let mut shape = Shape::default();
        for (number, name) in types.iter().enumerate() {
            if number > 0 {
                shape.words.push(Piece::text(" or "));
            }
            match name.as_str() {
                "array" => self.array(at, depth, &mut shape),
                "object" => self.object(at, depth, &mut shape),
                name => shape.words.push(Piece::text(scalar_words(at, name))),
            }
        }
        if is_null {
            shape.words.push(Piece::text(" or null"));
        }
        shape
    }

    fn array(&mut self, at: At<'a>, depth: usize, shape: &mut Shape) {
        shape.words.push(Piece::text("array"));
        if let Some(count) = bounds(at, "minItems", "maxItems", "item", "items") {
            shape.words.push(Piece::text(format!(" ({count})")));
        }
        if at.is("uniqueItems") {
            shape.words.push(Piece::text(" without duplicates"));
        }
        let old_tuple = at.node.get("items").is_some_and(|items| matches!(items.value, Value::Sequence(_)));
        let tuple = if old_tuple { "items" } else { "prefixItems" };
        for (number, item) in at.items(tuple).enumerate() {
            let field = self.field(&format!("[{number}]"), item, false, depth + 1);
            self.push(shape, field);
        }
        if let Some(items) = at.get("items").filter(|_| !old_tuple) {
            if matches!(items.node.value, Value::Bool(_)) {
                return;
            }
            let inner = self.shape(items, depth + 1);
            let is_or = inner.words.iter().any(|piece| piece.text.contains(" or "));
            shape.words.push(Piece::text(if is_or { " of (" } else { " of " }));
            shape.words.extend(inner.words);
            if is_or {
                shape.words.push(Piece::text(")"));
            }
            shape.target = inner.target;
            shape.fields.extend(inner.fields);
            shape.variants.extend(inner.variants);
            shape.rules.extend(inner.rules);
        }
        if let Some(contains) = at.get("contains") {
            let field = self.field("[some]", contains, false, depth + 1);
            self.push(shape, field);
        }
    }

    fn object(&mut self, at: At<'a>, depth: usize, shape: &mut Shape) {
        let required = at.texts("required");
        let own: Vec<Field> = at
            .entries("properties")
            .map(|(key, property)| (key.name.clone(), property))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(name, property)| {
                let is_required = required.contains(&name);
                self.field(&name, property, is_required, depth + 1)
            })
            .collect();
        let has_own = !own.is_empty();
        for field in own {
            self.push(shape, field);
        }
        for (key, property) in at.entries("patternProperties").collect::<Vec<_>>() {
            let field = self.field(&format!("[{}]", key.name), property, false, depth + 1);
            self.push(shape, field);
        }
        let rest = ["additionalProperties", "unevaluatedProperties"].iter().find_map(|key| at.get(key));
        match rest {
            Some(rest) if rest.node.is_mapping() && !rest.node.entries().is_empty() => {
                let inner = self.shape(rest, depth + 1);
                if has_own {
                    shape.words.push(Piece::text("object"));
                    let field = Field { name: "[key]".to_owned(), description: prose(rest), shape: inner, ..Field::default() };
                    self.push(shape, field);
                } else {
                    shape.words.push(Piece::text("map of "));
                    shape.words.extend(inner.words);
                    shape.target = inner.target;
                    shape.rules.extend(inner.rules);
                    shape.variants.extend(inner.variants);
                    if !inner.fields.is_empty() {
                        let field = Field {
                            name: "[key]".to_owned(),
                            shape: Shape { words: vec![Piece::text("object")], fields: inner.fields, ..Shape::default() },
                            ..Field::default()
                        };
                        self.push(shape, field);
                    }
                }
            }
            Some(rest) if rest.node.value == Value::Bool(false) => {
                shape.words.push(Piece::text(if has_own { "object, nothing else" } else { "empty object" }));
            }
            Some(_) if !has_own => shape.words.push(Piece::text("map of anything")),
            _ => shape.words.push(Piece::text("object")),
        }
        if let Some(count) = bounds(at, "minProperties", "maxProperties", "entry", "entries") {
            shape.words.push(Piece::text(format!(", {count}")));
        }
        for (name, wanted) in at.entries("dependentRequired") {
            let wanted: Vec<String> = wanted.node.items().iter().map(code).collect();
            shape.rules.push(Rule { label: format!("With {}, required", name.name), values: wanted });
        }
    }

    fn push(&mut self, shape: &mut Shape, field: Field) {
        self.fields += 1;
        shape.fields.push(field);
    }
}

/// Renders what a schema says of itself, its title before it where that tells more.
fn prose(at: At<'_>) -> String {
    fragment(&at.text("description"))
}

/// Says what sort of type a schema is.
fn sort(node: &Node, shape: &Shape) -> String {
    let has = |key: &str| node.get(key).is_some();
    let plain = if has("enum") {
        "enum"
    } else if has("oneOf") || has("anyOf") {
        "one of several"
    } else if !shape.fields.is_empty() {
        "object"
    } else {
        return node.get("type").and_then(Node::as_str).unwrap_or("schema").to_owned();
    };
    plain.to_owned()
}
