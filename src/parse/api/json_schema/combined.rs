//! Schemas made of others, by `allOf`, `oneOf` and the like -> one shape.

use std::collections::HashSet;

use super::{MOST_DEPTH, MOST_FIELDS, Schemas};
use crate::model::api::schema::{Field, Piece, Rule, Shape, Variant};
use crate::parse::api::documents::{At, code};

impl<'a> Schemas<'a> {
    /// Adds what `allOf`, `oneOf` and the like say.
    pub(super) fn combined(&mut self, at: At<'a>, depth: usize, shape: &mut Shape) {
        let all: Vec<At<'a>> = at.items("allOf").collect();
        if !all.is_empty() {
            self.all_of(at, &all, depth, shape);
        }
        for (key, label) in [("oneOf", "One of"), ("anyOf", "Any of")] {
            let parts: Vec<At<'a>> = at.items(key).collect();
            let is_null = |part: &At<'a>| part.text("type") == "null" && part.node.entries().len() == 1;
            let (nulls, parts): (Vec<At<'a>>, Vec<At<'a>>) = parts.into_iter().partition(is_null);
            if parts.is_empty() {
                continue;
            }
            let shapes: Vec<Shape> = parts.iter().map(|part| self.shape(*part, depth + 1)).collect();
            let had_words = !shape.words.is_empty();
            if had_words {
                shape.words.push(Piece::text(if shapes.len() == 1 { ", " } else { ", one of " }));
            }
            if let [only] = shapes.as_slice() {
                let only = only.clone();
                shape.words.extend(only.words);
                shape.target = shape.target.or(only.target);
                shape.rules.extend(only.rules);
                shape.fields.extend(only.fields);
                shape.variants.extend(only.variants);
            } else {
                for (number, inner) in shapes.iter().enumerate() {
                    if number > 0 {
                        shape.words.push(Piece::text(" or "));
                    }
                    shape.words.extend(inner.words.iter().cloned());
                }
                for (part, inner) in parts.iter().zip(shapes) {
                    let title = part.text("title");
                    let name = if inner.target.is_some() || title.is_empty() { inner.plain() } else { title };
                    if inner.fields.is_empty() && inner.variants.is_empty() && inner.rules.is_empty() && inner.target.is_none() {
                        continue;
                    }
                    shape.variants.push(Variant { label: format!("{label}: {name}"), shape: inner });
                }
            }
            if !nulls.is_empty() {
                shape.words.push(Piece::text(" or null"));
            }
        }
        if let Some(not) = at.get("not") {
            let inner = self.shape(not, depth + 1);
            shape.variants.push(Variant { label: format!("Not: {}", inner.plain()), shape: inner });
        }
        for (key, label) in [("if", "If"), ("then", "Then"), ("else", "Else")] {
            if let Some(part) = at.get(key) {
                let inner = self.shape(part, depth + 1);
                shape.variants.push(Variant { label: format!("{label}: {}", inner.plain()), shape: inner });
            }
        }
        for (key, part) in at.entries("dependentSchemas").collect::<Vec<_>>() {
            let inner = self.shape(part, depth + 1);
            shape.variants.push(Variant { label: format!("With {}", key.name), shape: inner });
        }
        if let Some(chosen) = at.get("discriminator") {
            let name = if chosen.node.is_mapping() { chosen.text("propertyName") } else { at.text("discriminator") };
            let mapping =
                chosen.entries("mapping").map(|(value, target)| format!("{} is {}", value.name, At::name_in(&code(target.node))));
            let values = std::iter::once(name).chain(mapping).collect();
            shape.rules.push(Rule { label: "Chosen by".to_owned(), values });
        }
    }

    /// Puts the parts of an `allOf` into one. Fields of named parts are listed too, without what is inside them: their types show that.
    fn all_of(&mut self, at: At<'a>, parts: &[At<'a>], depth: usize, shape: &mut Shape) {
        let mut words: Vec<Piece> = Vec::new();
        let mut required = at.texts("required");
        required.extend(parts.iter().flat_map(|part| part.texts("required")));
        let mut fields = Vec::new();
        for part in parts {
            let inner = self.shape(*part, depth + 1);
            if inner.target.is_some() {
                if !words.is_empty() {
                    words.push(Piece::text(" and "));
                }
                words.extend(inner.words);
                if parts.len() > 1 || !shape.fields.is_empty() {
                    let mut seen = HashSet::new();
                    self.inherit(*part, &mut seen, &mut fields);
                }
            } else {
                if inner.fields.is_empty() && words.is_empty() && inner.plain() != "anything" {
                    words.extend(inner.words);
                }
                fields.extend(inner.fields);
            }
            shape.target = shape.target.or(inner.target);
            shape.variants.extend(inner.variants);
            shape.rules.extend(inner.rules);
        }
        let own = std::mem::take(&mut shape.fields);
        for mut field in fields.into_iter().chain(own) {
            field.required |= required.contains(&field.name);
            match shape.fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) => *known = field,
                None => shape.fields.push(field),
            }
        }
        if !shape.fields.is_empty() {
            // The fields are whole; nothing of the named part is left to look up.
            shape.target = None;
            if words.is_empty() {
                words.push(Piece::text("object"));
            } else if words.iter().any(|piece| piece.to.is_some()) {
                words.insert(0, Piece::text("object with all of "));
            }
        }
        if !words.is_empty() {
            shape.words = words;
        }
    }

    /// Lists the fields of a named part and of the parts of that.
    fn inherit(&mut self, part: At<'a>, seen: &mut HashSet<usize>, fields: &mut Vec<Field>) {
        let Some(part) = part.resolved().filter(|part| self.fields < MOST_FIELDS && seen.insert(part.id()) && seen.len() < 64)
        else {
            return;
        };
        for inner in part.items("allOf").collect::<Vec<_>>() {
            self.inherit(inner, seen, fields);
        }
        let required = part.texts("required");
        for (key, property) in part.entries("properties").collect::<Vec<_>>() {
            let mut field = self.field(&key.name, property, required.contains(&key.name), MOST_DEPTH - 1);
            field.shape.fields.clear();
            field.shape.variants.clear();
            self.fields += 1;
            fields.push(field);
        }
    }
}
