//! Schema trees: shapes -> nested lists. What is named is linked and opened one level at most, so that no page grows without bound and circles end.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::notation::notation;
use super::words::{word, words};
use super::{Shelf, inner};
use crate::model::api::pages::plain;
use crate::model::api::schema::{Field, Link, Piece, Rule, Shape};
use crate::render::strings::Strings;

/// The most lists inside each other.
const MOST_DEPTH: usize = 12;

/// Writes trees of one page; ids are given once each.
pub(super) struct Tree<'a> {
    pub(super) shelf: &'a Shelf<'a>,
    pub(super) ids: HashSet<String>,
    /// The types that were opened in this operation; once is enough.
    pub(super) opened: HashSet<String>,
    /// Whether named types are opened where they are mentioned.
    pub(super) opens: bool,
}

impl Tree<'_> {
    /// Writes what a section holds: fields in a list, variants behind it.
    pub(super) fn shape(&mut self, out: &mut String, shape: &Shape, id: &str) {
        let strings = self.shelf.press.strings;
        let has_fields = !shape.fields.is_empty();
        let is_told = has_fields && shape.words.iter().all(|piece| piece.to.is_none() && piece.text == "object");
        if !is_told && !shape.words.is_empty() {
            let _ = write!(out, "<p class=\"ty\">{}</p>", self.words(&shape.words));
        }
        let mut body = String::new();
        if has_fields {
            self.list(&mut body, &shape.fields, Some(id), 0);
        } else if let Some(known) = shape.target.and_then(|number| self.shelf.api.types.get(number)) {
            if known.shape.fields.is_empty() && known.shape.variants.is_empty() {
                body.push_str(&rules(strings, &known.shape.rules));
            } else if self.opens && self.opened.insert(known.anchor.clone()) {
                self.list(&mut body, &known.shape.fields, None, MOST_DEPTH);
                self.variants(&mut body, &known.shape, None, MOST_DEPTH);
            }
        }
        let rules = rules(strings, &shape.rules);
        let mut variants = String::new();
        self.variants(&mut variants, shape, Some(id), 0);
        if !(body.is_empty() && rules.is_empty() && variants.is_empty()) {
            let _ = write!(out, "<div class=\"schema\">{rules}{}</div>", body + &variants);
        }
    }

    fn list(&mut self, out: &mut String, fields: &[Field], id: Option<&str>, depth: usize) {
        if fields.is_empty() {
            return;
        }
        out.push_str("<ul>\n");
        for field in fields {
            self.field(out, field, id, depth);
        }
        out.push_str("</ul>");
    }

    fn field(&mut self, out: &mut String, field: &Field, id: Option<&str>, depth: usize) {
        let strings = self.shelf.press.strings;
        let own = id.map(|id| format!("{id}.{}", plain(&field.name))).filter(|own| self.ids.insert(own.clone()));
        let name = inner(&field.name);
        let name = if field.deprecated { format!("<s>{name}</s>") } else { name };
        match &own {
            // A link on every parameter would be hundreds of stops for the keyboard; the script offers one where it is clicked.
            Some(own) if depth == 0 && own.starts_with("schema-") => {
                let _ = write!(out, "<li id=\"{own}\"><div class=\"prop\"><b><a href=\"#{own}\">{name}</a></b>");
            }
            Some(own) => {
                let _ = write!(out, "<li id=\"{own}\"><div class=\"prop\"><b>{name}</b>");
            }
            None => {
                let _ = write!(out, "<li><div class=\"prop\"><b>{name}</b>");
            }
        }
        if !field.shape.words.is_empty() {
            let _ = write!(out, "<span class=\"ty\">{}</span>", self.words(&field.shape.words));
        }
        for note in &field.notes {
            let _ = write!(out, "<span class=\"ty\">{}</span>", inner(&notation(strings, word(strings, note))));
        }
        if field.required {
            let _ = write!(out, "<span class=\"req\">{}</span>", inner(strings.text("required")));
        }
        if field.deprecated {
            let _ = write!(out, "<span class=\"dep\">{}</span>", inner(strings.text("deprecated-word")));
        }
        out.push_str("</div>");
        out.push_str(&field.description);
        out.push_str(&rules(strings, &field.shape.rules));
        let known = field.shape.target.and_then(|number| self.shelf.api.types.get(number));
        if !field.shape.fields.is_empty() && depth < MOST_DEPTH {
            let mut below = String::new();
            self.list(&mut below, &field.shape.fields, own.as_deref(), depth + 1);
            let _ = write!(
                out,
                "<details{}><summary>{}</summary>{below}</details>",
                if depth == 0 { " open" } else { "" },
                strings.count("fields", field.shape.fields.len())
            );
        } else if let Some(known) = known.filter(|_| field.shape.fields.is_empty()) {
            if known.shape.fields.is_empty() && known.shape.variants.is_empty() {
                out.push_str(&rules(strings, &known.shape.rules));
            } else if self.opens && depth == 0 && !known.shape.fields.is_empty() && self.opened.insert(known.anchor.clone()) {
                let mut below = String::new();
                self.list(&mut below, &known.shape.fields, None, MOST_DEPTH);
                let _ = write!(out, "<details><summary>{}</summary>{below}</details>", inner(&known.name));
            }
        }
        self.variants(out, &field.shape, own.as_deref(), depth + 1);
        out.push_str("</li>\n");
    }

    fn variants(&mut self, out: &mut String, shape: &Shape, id: Option<&str>, depth: usize) {
        if depth > MOST_DEPTH {
            return;
        }
        let strings = self.shelf.press.strings;
        for variant in &shape.variants {
            let own = id.map(|id| format!("{id}.{}", plain(&variant.label)));
            let mut below = rules(strings, &variant.shape.rules);
            self.list(&mut below, &variant.shape.fields, own.as_deref(), depth + 1);
            self.variants(&mut below, &variant.shape, own.as_deref(), depth + 1);
            if below.is_empty() {
                // A named type; its own section shows it.
                match variant.shape.target {
                    Some(_) => {
                        let _ = write!(out, "<p class=\"ty\">{}</p>", self.words(&variant.shape.words));
                    }
                    None => {
                        let _ = write!(out, "<p>{}</p>", inner(&words(strings, &variant.label)));
                    }
                }
                continue;
            }
            let _ = write!(out, "<details><summary>{}</summary>{below}</details>", inner(&words(strings, &variant.label)));
        }
    }

    /// Writes a type whose names link.
    pub(super) fn words(&self, words: &[Piece]) -> String {
        let piece = |piece: &Piece| {
            if piece.to.is_none() {
                return inner(&notation(self.shelf.press.strings, &piece.text));
            }
            let text = inner(&piece.text);
            match &piece.to {
                Some(Link::Type(number)) => match self.shelf.api.types.get(*number) {
                    Some(known) => format!("<a href=\"{}\">{text}</a>", self.shelf.href(&known.anchor)),
                    None => text,
                },
                Some(Link::Operation(anchor)) if self.shelf.pages.knows(anchor) => {
                    format!("<a href=\"{}\">{text}</a>", self.shelf.href(anchor))
                }
                _ => text,
            }
        };
        words.iter().map(piece).collect()
    }
}

/// Writes rules as a sentence.
fn rules(strings: &Strings, rules: &[Rule]) -> String {
    if rules.is_empty() {
        return String::new();
    }
    let mut out = String::from("<p>");
    for (number, rule) in rules.iter().enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        out.push_str(&inner(&words(strings, &rule.label)));
        for value in &rule.values {
            let _ = write!(out, " <code>{}</code>", inner(if value.is_empty() { "\"\"" } else { value }));
        }
    }
    out.push_str("</p>");
    out
}
