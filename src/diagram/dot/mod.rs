//! Graphs in Graphviz's language: text -> a net. Follows <https://graphviz.org/doc/info/lang.html>; of the attributes those that say what is meant, not how it looks.

mod lex;

use std::collections::BTreeMap;

use super::net::shape::Shape;
use super::net::{Group, Head, Line, Link, Net, Node, Place};
use super::paint;
use super::text::{self, WIDE};
use super::{MOST_LINKS, MOST_NODES, Mistake, words};
use crate::drawing::Direction;
use lex::{Token, Tokens};

/// The deepest graph in graphs.
const DEEPEST: usize = 20;

/// Attributes by name.
type Attributes = BTreeMap<String, String>;

/// Reads a graph, and its title.
pub(super) fn read(text: &str) -> Result<(Option<String>, Net), Mistake> {
    let mut reader = Reader {
        tokens: lex::tokens(text)?,
        net: Net::default(),
        numbers: BTreeMap::new(),
        attributes: Vec::new(),
        is_directed: false,
    };
    reader.net.direction = Direction::Down;
    reader.tokens.take_word("strict");
    reader.is_directed = reader.tokens.take_word("digraph");
    if !reader.is_directed && !reader.tokens.take_word("graph") {
        return Err(words::no_statement(reader.tokens.here(), reader.tokens.text_here()));
    }
    if let Some(Token::Name(_)) = reader.tokens.peek() {
        reader.tokens.next();
    }
    let mut scope = Scope::default();
    reader.body(&mut scope, 0)?;
    let title = scope.graph.get("label").map(|label| words_of(label, "").join(" "));
    Ok((title, reader.finish()))
}

/// What a graph says of all that stands in it.
#[derive(Clone, Default)]
struct Scope {
    graph: Attributes,
    nodes: Attributes,
    edges: Attributes,
    group: Option<usize>,
}

struct Reader {
    tokens: Tokens,
    net: Net,
    numbers: BTreeMap<String, usize>,
    attributes: Vec<(String, Attributes)>,
    is_directed: bool,
}

impl Reader {
    /// Reads `{ … }`, and gives the nodes that are named in it.
    fn body(&mut self, scope: &mut Scope, depth: usize) -> Result<Vec<usize>, Mistake> {
        let start = self.tokens.here();
        if !self.tokens.take('{') || depth > DEEPEST {
            return Err(words::no_statement(start, self.tokens.text_here()));
        }
        let mut members = Vec::new();
        loop {
            match self.tokens.peek() {
                None => return Err(words::not_closed(start, "{", "}")),
                Some(Token::Sign('}')) => {
                    self.tokens.next();
                    members.sort_unstable();
                    members.dedup();
                    return Ok(members);
                }
                Some(Token::Sign(';' | ',')) => self.tokens.next(),
                _ => members.extend(self.statement(scope, depth)?),
            }
            if self.numbers.len() > MOST_NODES || self.net.links.len() > MOST_LINKS {
                self.tokens.end();
                return Ok(members);
            }
        }
    }

    fn statement(&mut self, scope: &mut Scope, depth: usize) -> Result<Vec<usize>, Mistake> {
        for word in ["graph", "node", "edge"] {
            if self.tokens.is_word(word) && matches!(self.tokens.peek_second(), Some(Token::Sign('['))) {
                self.tokens.next();
                let given = self.list()?;
                let into = match word {
                    "graph" => &mut scope.graph,
                    "node" => &mut scope.nodes,
                    _ => &mut scope.edges,
                };
                into.extend(given);
                self.directed(scope);
                return Ok(Vec::new());
            }
        }
        if let (Some(Token::Name(name)), Some(Token::Sign('='))) = (self.tokens.peek().cloned(), self.tokens.peek_second()) {
            self.tokens.next();
            self.tokens.next();
            if let Some(Token::Name(value)) = self.tokens.peek().cloned() {
                self.tokens.next();
                scope.graph.insert(name, value);
                self.directed(scope);
            }
            return Ok(Vec::new());
        }
        let mut ends = vec![self.end(scope, depth)?];
        while matches!(self.tokens.peek(), Some(Token::Edge)) {
            let arrow = self.tokens.here();
            self.tokens.next();
            if self.tokens.peek().is_none() {
                return Err(words::no_target(arrow));
            }
            ends.push(self.end(scope, depth)?);
        }
        let given = self.list()?;
        if let ([only], true) = (ends.as_slice(), !given.is_empty())
            && let [node] = only.as_slice()
        {
            self.attributes[*node].1.extend(given.clone());
        }
        let mut attributes = scope.edges.clone();
        attributes.extend(given);
        for pair in ends.windows(2) {
            for from in &pair[0] {
                for to in pair[1].iter().take(MOST_LINKS) {
                    if self.net.links.len() <= MOST_LINKS {
                        self.net.links.push(link(*from, *to, &attributes, self.is_directed));
                    }
                }
            }
        }
        Ok(ends.concat())
    }

    /// Reads a node or a subgraph.
    fn end(&mut self, scope: &Scope, depth: usize) -> Result<Vec<usize>, Mistake> {
        let is_named = self.tokens.take_word("subgraph");
        if is_named || matches!(self.tokens.peek(), Some(Token::Sign('{'))) {
            let mut name = String::new();
            if let Some(Token::Name(word)) = self.tokens.peek().filter(|_| is_named) {
                name.clone_from(word);
                self.tokens.next();
            }
            let mut inner = Scope { graph: Attributes::new(), ..scope.clone() };
            if name.starts_with("cluster") {
                self.net.groups.push(Group { within: scope.group, ..Group::default() });
                inner.group = Some(self.net.groups.len() - 1);
            }
            let members = self.body(&mut inner, depth + 1)?;
            if let Some(group) = inner.group.filter(|group| Some(*group) != scope.group) {
                let style =
                    format!("fill:{}", inner.graph.get("fillcolor").or(inner.graph.get("bgcolor")).map_or("", String::as_str));
                let label = inner.graph.get("label").map_or(Vec::new(), |label| words_of(label, ""));
                self.net.groups[group] =
                    Group { label, tone: paint::tone(&style), ..std::mem::take(&mut self.net.groups[group]) };
            }
            return Ok(members);
        }
        let here = self.tokens.here();
        let Some(Token::Name(name)) = self.tokens.peek().cloned() else {
            return Err(words::no_statement(here, self.tokens.text_here()));
        };
        self.tokens.next();
        // A port, and a point of the compass.
        for _ in 0..2 {
            if self.tokens.take(':') {
                self.tokens.next();
            }
        }
        let number = *self.numbers.entry(name.clone()).or_insert_with(|| {
            self.attributes.push((name, scope.nodes.clone()));
            self.net.nodes.push(Node { group: scope.group, ..Node::default() });
            self.net.nodes.len() - 1
        });
        if self.net.nodes[number].group.is_none() {
            self.net.nodes[number].group = scope.group;
        }
        Ok(vec![number])
    }

    /// Reads `[a=b, c="d"] [e=f]`.
    fn list(&mut self) -> Result<Attributes, Mistake> {
        let mut attributes = Attributes::new();
        loop {
            let start = self.tokens.here();
            if !self.tokens.take('[') {
                return Ok(attributes);
            }
            loop {
                let Some(token) = self.tokens.peek().cloned() else { return Err(words::not_closed(start, "[", "]")) };
                let here = self.tokens.here();
                match token {
                    Token::Sign(']') => {
                        self.tokens.next();
                        break;
                    }
                    Token::Sign(',' | ';') => self.tokens.next(),
                    Token::Name(name) => {
                        self.tokens.next();
                        let mut value = "true".to_owned();
                        if self.tokens.take('=')
                            && let Some(Token::Name(given)) = self.tokens.peek().cloned()
                        {
                            value = given;
                            self.tokens.next();
                        }
                        attributes.insert(name, value);
                    }
                    _ => return Err(words::no_statement(here, self.tokens.text_here())),
                }
            }
        }
    }

    fn directed(&mut self, scope: &Scope) {
        self.net.direction = match scope.graph.get("rankdir").map(String::as_str) {
            Some("LR") => Direction::Right,
            Some("RL") => Direction::Left,
            Some("BT") => Direction::Up,
            Some("TB") => Direction::Down,
            _ => self.net.direction,
        };
    }

    fn finish(mut self) -> Net {
        for (node, (name, attributes)) in self.net.nodes.iter_mut().zip(&self.attributes) {
            let get = |key: &str| attributes.get(key).map_or("", String::as_str);
            let style = get("style");
            let label = attributes.get("label").map_or("\\N", String::as_str);
            let is_record = get("shape").eq_ignore_ascii_case("record") || get("shape").eq_ignore_ascii_case("Mrecord");
            node.shape = shape(get("shape"), style, get("peripheries"));
            let has_words = !matches!(node.shape, Shape::Start | Shape::End);
            node.label = match (has_words, is_record) {
                (false, _) => Vec::new(),
                (true, true) => words_of(&record(label), name),
                (true, false) => words_of(label, name),
            };
            node.href = attributes.get("URL").or(attributes.get("href")).cloned();
            let colour = if style.contains("filled") && !get("fillcolor").is_empty() { get("fillcolor") } else { get("color") };
            node.tone = paint::tone(&format!("fill:{colour}"));
        }
        self.net
    }
}

fn link(from: usize, to: usize, attributes: &Attributes, is_directed: bool) -> Link {
    let get = |key: &str| attributes.get(key).map_or("", String::as_str);
    let head = |name: &str| match name {
        "none" => Head::None,
        "dot" | "odot" => Head::Circle,
        "diamond" => Head::FullDiamond,
        "odiamond" => Head::Diamond,
        "empty" | "onormal" => Head::Triangle,
        "crow" => Head::OneOrMore,
        "tee" => Head::One,
        _ => Head::Arrow,
    };
    let direction = if get("dir").is_empty() { if is_directed { "forward" } else { "none" } } else { get("dir") };
    let start = if matches!(direction, "back" | "both") { head(get("arrowtail")) } else { Head::None };
    let end = if matches!(direction, "forward" | "both") { head(get("arrowhead")) } else { Head::None };
    let style = get("style");
    let line = if style.contains("invis") {
        Line::Hidden
    } else if style.contains("dashed") || style.contains("dotted") {
        Line::Dashed
    } else if style.contains("bold") {
        Line::Thick
    } else {
        Line::Solid
    };
    let label = attributes.get("label").or(attributes.get("xlabel")).map_or(Vec::new(), |label| words_of(label, ""));
    let near = ["taillabel", "headlabel"].map(|key| words_of(get(key), "").join(" "));
    let longer = get("minlen").parse::<usize>().map_or(0, |length| length.saturating_sub(1));
    Link { label, heads: [start, end], line, longer, near, ..Link::arrow(Place::Node(from), Place::Node(to)) }
}

fn shape(name: &str, style: &str, peripheries: &str) -> Shape {
    match name {
        "" | "ellipse" | "oval" | "egg" if peripheries == "2" => Shape::DoubleCircle,
        "" | "ellipse" | "oval" | "egg" => Shape::Stadium,
        "circle" => Shape::Circle,
        "doublecircle" => Shape::DoubleCircle,
        "point" => Shape::Start,
        "diamond" | "Mdiamond" => Shape::Rhombus,
        "hexagon" | "octagon" | "septagon" | "doubleoctagon" => Shape::Hexagon,
        "cylinder" => Shape::Cylinder,
        "parallelogram" => Shape::LeanRight,
        "trapezium" | "house" => Shape::Trapezoid,
        "invtrapezium" | "invhouse" => Shape::Inverted,
        "note" | "folder" | "tab" => Shape::Document,
        "component" | "box3d" => Shape::Subroutine,
        "plaintext" | "plain" | "none" | "underline" => Shape::Plain,
        "Mrecord" => Shape::Round,
        _ if style.contains("rounded") => Shape::Round,
        _ => Shape::Rect,
    }
}

/// Gives the words of a label; `\N` is the name of its node.
fn words_of(label: &str, name: &str) -> Vec<String> {
    let label = label.replace("\\N", name).replace("\\l", "\n").replace("\\r", "\n").replace("\\n", "\n");
    let label = label.replace("</tr>", "<br>").replace("</TR>", "<br>").replace("</td>", " ").replace("</TD>", " ");
    text::lines(&label.replace("\\\"", "\"").replace("\\\\", "\\"), WIDE)
}

/// Gives the fields of a record as lines: `{<port> a | b}`.
fn record(label: &str) -> String {
    let mut written = String::new();
    let mut is_port = false;
    for letter in label.chars() {
        match letter {
            '<' => is_port = true,
            '>' => is_port = false,
            '{' | '}' => {}
            '|' => written.push('\n'),
            letter if !is_port => written.push(letter),
            _ => {}
        }
    }
    written
}
