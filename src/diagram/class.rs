//! Class diagrams of Mermaid: text -> a net. Follows <https://mermaid.js.org/syntax/classDiagram.html>.

use std::collections::BTreeMap;

use super::flowchart::direction;
use super::net::shape::Shape;
use super::net::{Group, Head, Line as Stroke, Link, Net, Node, Place, Tone};
use super::paint::{self, Classes};
use super::source::{Line, Mermaid};
use super::text::{self, WIDE};
use super::{Mistake, words};
use crate::drawing::Direction;
use crate::drawing::text::cut;

/// The most members of a class.
const MOST_MEMBERS: usize = 80;

/// Reads a class diagram.
pub(super) fn read(source: &Mermaid) -> Result<Net, Mistake> {
    let mut reader = Reader { net: Net { direction: Direction::Down, ..Net::default() }, ..Reader::default() };
    for line in source.lines() {
        reader.line(line)?;
        if reader.net.is_over() {
            return Ok(reader.net);
        }
    }
    match reader.open.last() {
        Some((_, at)) => Err(words::not_closed(*at..*at + 1, "{", "}")),
        None => Ok(reader.finish()),
    }
}

/// What a brace has opened.
enum Open {
    Class(usize),
    Namespace(usize),
}

#[derive(Default)]
struct Reader {
    net: Net,
    numbers: BTreeMap<String, usize>,
    open: Vec<(Open, usize)>,
    classes: Classes,
    given: Vec<(usize, String)>,
}

impl Reader {
    fn line(&mut self, line: Line<'_>) -> Result<(), Mistake> {
        let text = line.text;
        if text == "}" {
            return self.open.pop().map(drop).ok_or_else(|| words::no_statement(line.range(), text));
        }
        if let Some((Open::Class(class), _)) = self.open.last() {
            let class = *class;
            let (member, closes) = text.strip_suffix('}').map_or((text, false), |member| (member, true));
            self.member(class, member);
            if closes {
                self.open.pop();
            }
            return Ok(());
        }
        let (word, rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim()));
        match word {
            "class" => self.class(line, rest),
            "namespace" => {
                let name = rest.trim_end_matches('{').trim();
                let within = self.namespace();
                self.net.groups.push(Group {
                    label: text::lines(name.trim_matches(['"', '`']), WIDE),
                    within,
                    ..Group::default()
                });
                self.open.push((Open::Namespace(self.net.groups.len() - 1), line.at + text.len() - 1));
            }
            "direction" => self.net.direction = direction(rest).unwrap_or(self.net.direction),
            "note" => self.note(rest),
            "classDef" => self.classes.define(rest),
            "cssClass" => {
                if let Some((ids, class)) = rest.rsplit_once(char::is_whitespace) {
                    for id in ids.trim_matches('"').split(',') {
                        let number = self.number(id.trim());
                        self.given.push((number, class.to_owned()));
                    }
                }
            }
            "style" => {
                if let Some((id, style)) = rest.split_once(char::is_whitespace) {
                    let number = self.number(id);
                    self.net.nodes[number].tone = paint::tone(style);
                }
            }
            "click" | "link" => {
                let (id, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                let rest = rest.trim_start();
                let rest = rest.strip_prefix("href").map_or(rest, str::trim_start);
                if let Some(url) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                    let number = self.number(id);
                    self.net.nodes[number].href = Some(url.to_owned());
                }
            }
            "callback" => {}
            _ => return self.statement(line),
        }
        Ok(())
    }

    /// Reads a relation, a member, or an annotation.
    fn statement(&mut self, line: Line<'_>) -> Result<(), Mistake> {
        let text = line.text;
        if let Some((annotation, id)) = text.strip_prefix("<<").and_then(|rest| rest.split_once(">>")) {
            let number = self.number(id.trim());
            self.net.nodes[number].above = vec![format!("«{}»", text::words(annotation))];
            return Ok(());
        }
        if let Some(relation) = relation(text) {
            if relation.from.is_empty() || relation.to.is_empty() {
                return Err(words::no_target(line.range()));
            }
            let (from, to) = (self.number(relation.from), self.number(relation.to));
            self.net.links.push(Link {
                label: text::lines(relation.label, WIDE),
                heads: relation.heads,
                line: relation.line,
                near: relation.near.map(text::words),
                ..Link::arrow(Place::Node(from), Place::Node(to))
            });
            return Ok(());
        }
        match text.split_once(':') {
            Some((id, member)) if !id.trim().contains(' ') && !id.trim().is_empty() => {
                let number = self.number(id.trim());
                self.member(number, member);
                Ok(())
            }
            None if !text.contains(' ') => {
                self.number(text);
                Ok(())
            }
            _ => Err(words::no_statement(line.range(), text)),
        }
    }

    /// Reads what stands behind `class`.
    fn class(&mut self, line: Line<'_>, rest: &str) {
        let (name, body) = rest.split_once('{').map_or((rest, None), |(name, body)| (name.trim(), Some(body.trim())));
        let (name, label, class) = match name.split_once('[').and_then(|(name, rest)| Some((name, rest.rsplit_once(']')?))) {
            Some((name, (label, class))) => (name.trim(), Some(label.trim_matches('"')), class),
            None => (name, None, ""),
        };
        let number = self.number(&format!("{name}{class}"));
        if let Some(label) = label {
            self.net.nodes[number].label = text::lines(label, WIDE);
        }
        self.net.nodes[number].group = self.net.nodes[number].group.or(self.namespace());
        if let Some(body) = body {
            if let Some(inside) = body.strip_suffix('}') {
                inside.split(';').for_each(|member| self.member(number, member));
            } else {
                self.open.push((Open::Class(number), line.at + line.text.find('{').unwrap_or(0)));
                self.member(number, body);
            }
        }
    }

    fn namespace(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|(open, _)| if let Open::Namespace(group) = open { Some(*group) } else { None })
    }

    fn member(&mut self, class: usize, member: &str) {
        let member = member.trim();
        let node = &mut self.net.nodes[class];
        if let Some(annotation) = member.strip_prefix("<<").and_then(|rest| rest.strip_suffix(">>")) {
            node.above = vec![format!("«{}»", text::words(annotation))];
            return;
        }
        let member = text::words(&escaped(&generic(member.trim_end_matches(['$', '*']))));
        let block = usize::from(member.contains('('));
        if !member.is_empty() && node.blocks[block].len() < MOST_MEMBERS {
            node.blocks[block].push(vec![cut(&member, text::SMALL, 2.0 * WIDE)]);
        }
    }

    fn note(&mut self, rest: &str) {
        let words = |text: &str| text::lines(text.trim().trim_matches('"'), WIDE);
        match rest.strip_prefix("for ").and_then(|rest| rest.trim().split_once(char::is_whitespace)) {
            Some((id, note)) => {
                let number = self.number(id);
                self.net.nodes[number].notes[1] = words(note);
            }
            None => {
                let node = Node { shape: Shape::Note, label: words(rest), tone: Some(Tone::Warn), ..Node::default() };
                self.net.nodes.push(node);
            }
        }
    }

    fn number(&mut self, name: &str) -> usize {
        let (name, class) = name.split_once(":::").map_or((name, None), |(name, class)| (name, Some(class)));
        let name = name.trim().trim_matches('`');
        // `Square~Shape~` is `Square`, too.
        let (id, _) = name.split_once('~').unwrap_or((name, ""));
        let number = *self.numbers.entry(id.to_owned()).or_insert_with(|| {
            let label = text::lines(&escaped(&generic(name)), WIDE);
            let blocks = vec![Vec::new(), Vec::new()];
            self.net.nodes.push(Node { shape: Shape::Table, label, blocks, ..Node::default() });
            self.net.nodes.len() - 1
        });
        if name.len() > id.len() {
            self.net.nodes[number].label = text::lines(&escaped(&generic(name)), WIDE);
        }
        if let Some(class) = class {
            self.given.push((number, class.trim().to_owned()));
        }
        number
    }

    fn finish(mut self) -> Net {
        for node in &mut self.net.nodes {
            node.blocks.retain(|block| !block.is_empty());
        }
        for (number, class) in &self.given {
            self.net.nodes[*number].tone = self.classes.tone(class).or(self.net.nodes[*number].tone);
        }
        self.net
    }
}

/// Keeps signs that labels would take for tags.
fn escaped(text: &str) -> String {
    text.replace('<', "&lt;")
}

/// Writes generics as languages do: `List~Map~K, V~~` is `List<Map<K, V>>`.
fn generic(text: &str) -> String {
    let Some((first, rest)) = text.split_once('~') else { return text.to_owned() };
    // A tilde before a letter opens, any other closes.
    let mut written = format!("{first}<");
    let mut depth = 1;
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '~' if depth > 0 && !letters.peek().is_some_and(|next| next.is_alphanumeric()) => {
                depth -= 1;
                written.push('>');
            }
            '~' => {
                depth += 1;
                written.push('<');
            }
            letter => written.push(letter),
        }
    }
    written
}

struct Relation<'a> {
    from: &'a str,
    to: &'a str,
    label: &'a str,
    heads: [Head; 2],
    line: Stroke,
    near: [&'a str; 2],
}

/// Reads `A "1" *-- "many" B : words`.
fn relation(text: &str) -> Option<Relation<'_>> {
    let mut is_quoted = false;
    let at = text.char_indices().find_map(|(at, letter)| {
        is_quoted ^= matches!(letter, '"' | '`');
        (!is_quoted && (text[at..].starts_with("--") || text[at..].starts_with(".."))).then_some(at)
    })?;
    let line = if text[at..].starts_with("--") { Stroke::Solid } else { Stroke::Dashed };
    let (left, right) = (&text[..at], &text[at + 2..]);
    if left.contains(':') && !left.contains("::") {
        return None;
    }
    let starts = [("<|", Head::Triangle), ("()", Head::Ball), ("<", Head::Arrow), ("*", Head::FullDiamond), ("o", Head::Diamond)];
    // An `o` at the end of a name is part of it.
    let start = starts.into_iter().find(|(sign, _)| {
        left.strip_suffix(sign).is_some_and(|rest| *sign != "o" || rest.is_empty() || rest.ends_with([' ', '"']))
    });
    let ends = [("|>", Head::Triangle), ("()", Head::Ball), (">", Head::Arrow), ("*", Head::FullDiamond), ("o", Head::Diamond)];
    let end = ends.into_iter().find(|(sign, _)| {
        right.strip_prefix(sign).is_some_and(|rest| *sign != "o" || rest.is_empty() || rest.starts_with([' ', '"']))
    });
    let (left, first) = start.map_or((left, Head::None), |(sign, head)| (&left[..left.len() - sign.len()], head));
    let (right, second) = end.map_or((right, Head::None), |(sign, head)| (&right[sign.len()..], head));
    let (left, right) = (left.trim(), right.trim());
    let (from, near_from) = match left.strip_suffix('"').and_then(|rest| rest.rsplit_once('"')) {
        Some((from, near)) => (from.trim(), near),
        None => (left, ""),
    };
    let (near_to, right) = match right.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((near, rest)) => (near, rest.trim()),
        None => ("", right),
    };
    let label_at =
        right.match_indices(':').map(|(at, _)| at).find(|at| !right[at + 1..].starts_with(':') && !right[..*at].ends_with(':'));
    let (to, label) = label_at.map_or((right, ""), |at| (right[..at].trim(), &right[at + 1..]));
    Some(Relation { from, to, label, heads: [first, second], line, near: [near_from, near_to] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generics_are_written_with_brackets() {
        assert_eq!(generic("List~int~ x"), "List<int> x");
        assert_eq!(generic("Map~K, List~V~~"), "Map<K, List<V>>");
        assert_eq!(generic("plain"), "plain");
    }

    #[test]
    fn relations_have_ends_and_numbers() {
        let of = |text| {
            relation(text).map(|relation| (relation.from, relation.to, relation.label.trim(), relation.heads, relation.near))
        };
        assert_eq!(of("A <|-- B"), Some(("A", "B", "", [Head::Triangle, Head::None], ["", ""])));
        assert_eq!(
            of("Foo \"1\" o.. \"0..*\" Bar : has"),
            Some(("Foo", "Bar", "has", [Head::Diamond, Head::None], ["1", "0..*"]))
        );
        assert_eq!(of("A --> B : x"), Some(("A", "B", "x", [Head::None, Head::Arrow], ["", ""])));
        assert!(of("A : +foo() -- x").is_none());
    }
}
