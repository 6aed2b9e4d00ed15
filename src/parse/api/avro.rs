//! Avro, which messages of AsyncAPI may be described in -> `Shape`s.

use super::documents::{At, code};
use super::json_schema::{MOST_DEPTH, Schemas};
use crate::model::api::schema::{Field, Piece, Rule, Shape};
use crate::parse::docs::fragment;

impl<'a> Schemas<'a> {
    /// Describes an Avro schema.
    pub(super) fn avro(&mut self, at: At<'a>, depth: usize) -> Shape {
        if depth > MOST_DEPTH {
            return Shape::words("more, too deep to show");
        }
        if !at.node.items().is_empty() {
            let kinds: Vec<String> = at.node.items().iter().map(|item| self.avro(at.with(item), depth + 1).plain()).collect();
            return Shape::words(kinds.join(" or "));
        }
        let Some(kind) = at.get("type") else { return Shape::words(code(at.node)) };
        match at.text("type").as_str() {
            "record" => {
                let fields = at
                    .items("fields")
                    .collect::<Vec<_>>()
                    .into_iter()
                    .map(|field| {
                        let shape = field.get("type").map(|kind| self.avro(kind, depth + 1)).unwrap_or_default();
                        Field { name: field.text("name"), description: fragment(&field.text("doc")), shape, ..Field::default() }
                    })
                    .collect();
                Shape { words: vec![Piece::text(format!("record {}", at.text("name")))], fields, ..Shape::default() }
            }
            "enum" => Shape {
                words: vec![Piece::text("enum")],
                rules: vec![Rule { label: "One of".to_owned(), values: at.texts("symbols") }],
                ..Shape::default()
            },
            name @ ("array" | "map") => {
                let inner = at
                    .get(if name == "array" { "items" } else { "values" })
                    .map(|inner| self.avro(inner, depth + 1))
                    .unwrap_or_default();
                Shape { words: vec![Piece::text(format!("{name} of {}", inner.plain()))], ..inner }
            }
            "" => self.avro(kind, depth + 1),
            name => Shape::words(match at.text("logicalType").as_str() {
                "" => name.to_owned(),
                logical => format!("{name}, {logical}"),
            }),
        }
    }
}
