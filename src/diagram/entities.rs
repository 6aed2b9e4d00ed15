//! Entity diagrams of Mermaid: text -> a net. Follows <https://mermaid.js.org/syntax/entityRelationshipDiagram.html>.

use std::collections::BTreeMap;

use super::flowchart::direction;
use super::net::shape::Shape;
use super::net::{Head, Line as Stroke, Link, Net, Node, Place};
use super::paint::{self, Classes};
use super::source::{Line, Mermaid};
use super::text::{self, WIDE};
use super::{Mistake, words};
use crate::drawing::Direction;

/// The most attributes of an entity.
const MOST_ATTRIBUTES: usize = 80;

/// Reads an entity diagram.
pub(super) fn read(source: &Mermaid) -> Result<Net, Mistake> {
    let mut reader = Reader { net: Net { direction: Direction::Down, ..Net::default() }, ..Reader::default() };
    for line in source.lines() {
        reader.line(line)?;
        if reader.net.is_over() {
            return Ok(reader.net);
        }
    }
    match reader.open {
        Some((_, at)) => Err(words::not_closed(at..at + 1, "{", "}")),
        None => Ok(reader.net),
    }
}

#[derive(Default)]
struct Reader {
    net: Net,
    numbers: BTreeMap<String, usize>,
    open: Option<(usize, usize)>,
    classes: Classes,
}

impl Reader {
    fn line(&mut self, line: Line<'_>) -> Result<(), Mistake> {
        let text = line.text;
        if let Some((entity, _)) = self.open {
            let (row, closes) = text.strip_suffix('}').map_or((text, false), |row| (row.trim(), true));
            self.attribute(entity, row);
            if closes {
                self.open = None;
            }
            return Ok(());
        }
        let (word, rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim()));
        match word {
            "direction" if direction(rest).is_some() => {
                self.net.direction = direction(rest).unwrap_or_default();
                return Ok(());
            }
            "title" => return Ok(()),
            "classDef" => {
                self.classes.define(rest);
                return Ok(());
            }
            "class" | "style" => {
                if let Some((ids, what)) = rest.split_once(char::is_whitespace) {
                    let tone = if word == "class" { self.classes.tone(what.trim()) } else { paint::tone(what) };
                    for id in ids.split(',') {
                        let number = self.number(id.trim());
                        self.net.nodes[number].tone = tone;
                    }
                }
                return Ok(());
            }
            _ => {}
        }
        if let Some(relation) = relation(text) {
            let (from, to, label) = (relation.0.trim(), relation.1.trim(), relation.2);
            if from.is_empty() || to.is_empty() {
                return Err(words::no_target(line.range()));
            }
            let (from, to) = (self.number(from), self.number(to));
            let label = text::lines(label.trim().trim_matches('"'), WIDE);
            let link = Link::arrow(Place::Node(from), Place::Node(to));
            self.net.links.push(Link { label, heads: relation.3, line: relation.4, ..link });
            return Ok(());
        }
        let (name, body) = text.split_once('{').map_or((text, None), |(name, body)| (name.trim(), Some(body.trim())));
        if name.is_empty() || !name.starts_with('"') && !name.contains('[') && name.contains(char::is_whitespace) {
            return Err(words::no_statement(line.range(), text));
        }
        let number = self.number(name);
        match body.map(|body| body.strip_suffix('}').ok_or(body)) {
            Some(Ok(row)) => self.attribute(number, row),
            Some(Err(row)) => {
                self.open = Some((number, line.at + text.find('{').unwrap_or(0)));
                self.attribute(number, row);
            }
            None => {}
        }
        Ok(())
    }

    /// Reads `type name PK, FK "comment"`.
    fn attribute(&mut self, entity: usize, row: &str) {
        let row = row.trim();
        let (row, comment) = row.split_once('"').map_or((row, ""), |(row, comment)| (row, comment.trim_end_matches('"')));
        let mut parts = row.split_whitespace();
        let (Some(kind), Some(name)) = (parts.next(), parts.next()) else { return };
        let keys = parts.collect::<Vec<_>>().join(" ");
        let more = [keys, text::words(comment)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
        let node = &mut self.net.nodes[entity];
        let cut = |text: &str| crate::drawing::text::cut(&text::words(text), text::SMALL, 2.0 * WIDE);
        let mut cells = vec![cut(kind), cut(name)];
        if !more.is_empty() {
            cells.push(cut(&more));
        }
        if node.blocks.is_empty() {
            node.blocks.push(Vec::new());
        }
        if node.blocks[0].len() < MOST_ATTRIBUTES {
            node.blocks[0].push(cells);
        }
    }

    /// Gives the number of `NAME`, `"A name"` or `n[Name]`.
    fn number(&mut self, name: &str) -> usize {
        let (name, class) = name.split_once(":::").map_or((name, None), |(name, class)| (name.trim(), Some(class.trim())));
        let (id, label) = match name.split_once('[') {
            Some((id, label)) if !name.starts_with('"') => (id.trim(), Some(label.trim_end_matches(']').trim_matches('"'))),
            _ => (name.trim_matches('"'), None),
        };
        let nodes = &mut self.net.nodes;
        let number = *self.numbers.entry(id.to_owned()).or_insert_with(|| {
            nodes.push(Node { shape: Shape::Table, label: text::lines(id, WIDE), ..Node::default() });
            nodes.len() - 1
        });
        if let Some(label) = label {
            nodes[number].label = text::lines(label, WIDE);
        }
        if let Some(class) = class {
            nodes[number].tone = self.classes.tone(class);
        }
        number
    }
}

type Relation<'a> = (&'a str, &'a str, &'a str, [Head; 2], Stroke);

/// Reads `A ||--o{ B : words` and `A one or more to zero or one B : words`.
fn relation(text: &str) -> Option<Relation<'_>> {
    let lefts = [("||", Head::One), ("|o", Head::ZeroOrOne), ("}o", Head::ZeroOrMore), ("}|", Head::OneOrMore)];
    let rights = [("||", Head::One), ("o|", Head::ZeroOrOne), ("o{", Head::ZeroOrMore), ("|{", Head::OneOrMore)];
    for (sign, line) in [("--", Stroke::Solid), ("..", Stroke::Dashed), ("-.", Stroke::Dashed), (".-", Stroke::Dashed)] {
        for (at, _) in text.match_indices(sign) {
            let (left, right) = (&text[..at], &text[at + 2..]);
            let first = lefts.iter().find_map(|(sign, head)| Some((left.strip_suffix(sign)?, *head)));
            let second = rights.iter().find_map(|(sign, head)| Some((right.strip_prefix(sign)?, *head)));
            if let (Some((from, first)), Some((right, second))) = (first, second) {
                let (to, label) = right.split_once(':').unwrap_or((right, ""));
                return Some((from, to, label, [first, second], line));
            }
        }
    }
    let (left, right, line) = match text.split_once(" optionally to ") {
        Some((left, right)) => (left, right, Stroke::Dashed),
        None => text.split_once(" to ").map(|(left, right)| (left, right, Stroke::Solid))?,
    };
    let (from, first) = WORDS.iter().find_map(|(words, head)| Some((left.trim_end().strip_suffix(words)?, *head)))?;
    let (right, second) = WORDS.iter().find_map(|(words, head)| Some((right.trim_start().strip_prefix(words)?, *head)))?;
    let (to, label) = right.split_once(':').unwrap_or((right, ""));
    Some((from, to, label, [first, second], line))
}

/// How many there are, in words.
const WORDS: [(&str, Head); 12] = [
    ("one or zero", Head::ZeroOrOne),
    ("zero or one", Head::ZeroOrOne),
    ("one or more", Head::OneOrMore),
    ("one or many", Head::OneOrMore),
    ("many(1)", Head::OneOrMore),
    ("1+", Head::OneOrMore),
    ("zero or more", Head::ZeroOrMore),
    ("zero or many", Head::ZeroOrMore),
    ("many(0)", Head::ZeroOrMore),
    ("0+", Head::ZeroOrMore),
    ("only one", Head::One),
    ("1", Head::One),
];
