//! Flowcharts of Mermaid: text -> a net. Follows <https://mermaid.js.org/syntax/flowchart.html>.

mod link;
pub(super) mod shapes;

use std::collections::BTreeMap;

use super::net::shape::Shape;
use super::net::{Group, Link, Net, Node, Place};
use super::paint::{self, Classes};
use super::source::Mermaid;
use super::text::{self, WIDE};
use super::{MOST_LINKS, MOST_NODES, Mistake, words};
use crate::drawing::Direction;

/// The widest line in a rhombus, which is wide itself.
const NARROW: f64 = 130.0;

/// Reads a flowchart.
pub(super) fn read(source: &Mermaid) -> Result<Net, Mistake> {
    let mut reader = Reader {
        text: &source.body,
        at: 0,
        chart: Chart::default(),
        open: Vec::new(),
        classes: Classes::default(),
        given: Vec::new(),
    };
    reader.chart.direction = direction(&source.head).unwrap_or(Direction::Down);
    reader.statements()?;
    Ok(reader.finish())
}

/// Reads the word for a direction.
pub(super) fn direction(word: &str) -> Option<Direction> {
    match word.trim() {
        "TB" | "TD" | "v" => Some(Direction::Down),
        "BT" | "^" => Some(Direction::Up),
        "LR" | ">" => Some(Direction::Right),
        "RL" | "<" => Some(Direction::Left),
        _ => None,
    }
}

/// What is read so far: names instead of numbers.
#[derive(Default)]
struct Chart {
    direction: Direction,
    nodes: Vec<Named>,
    numbers: BTreeMap<String, usize>,
    links: Vec<(usize, usize, Link)>,
    groups: Vec<(String, Group)>,
}

struct Named {
    id: String,
    label: Option<String>,
    shape: Option<Shape>,
    class: Option<String>,
    style: Option<String>,
    href: Option<String>,
    group: Option<usize>,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    chart: Chart,
    /// The open subgraphs: number, where each starts, and the nodes that it names.
    open: Vec<(usize, usize, Vec<usize>)>,
    classes: Classes,
    /// What `class` and `style` say: ids, class or style.
    given: Vec<(Vec<String>, Result<String, String>)>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r']).len();
    }

    fn line(&mut self) -> &'a str {
        let end = self.rest().find(['\n', ';']).unwrap_or(self.rest().len());
        let line = &self.rest()[..end];
        self.at += end;
        line.trim()
    }

    /// Reads to the end of the line, quotes with semicolons and line breaks in them included.
    fn quoted_line(&mut self) -> &'a str {
        let mut is_quoted = false;
        let end = self.rest().find(|c: char| {
            is_quoted ^= c == '"';
            c == '\n' || c == ';' && !is_quoted
        });
        let end = end.unwrap_or(self.rest().len());
        let line = &self.rest()[..end];
        self.at += end;
        line.trim()
    }

    fn word(&mut self, word: &str) -> bool {
        let is_there = self
            .rest()
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r', ';', '"', '[']));
        if is_there {
            self.at += word.len();
            self.blanks();
        }
        is_there
    }

    fn statements(&mut self) -> Result<(), Mistake> {
        loop {
            self.at += self.rest().len() - self.rest().trim_start_matches(|c: char| c.is_whitespace() || c == ';').len();
            if self.rest().is_empty() || self.chart.nodes.len() > MOST_NODES || self.chart.links.len() > MOST_LINKS {
                break;
            }
            let start = self.at;
            if self.word("subgraph") {
                self.subgraph(start)?;
            } else if self.word("end") {
                let Some((number, _, members)) = self.open.pop() else { return Err(words::end_of_nothing(start..start + 3)) };
                for member in members {
                    self.chart.nodes[member].group.get_or_insert(number);
                }
            } else if self.word("direction") {
                let word = self.line();
                let direction = direction(word).ok_or_else(|| words::no_statement(start..self.at, &self.text[start..self.at]))?;
                match self.open.last() {
                    Some((number, ..)) => self.chart.groups[*number].1.direction = Some(direction),
                    None => self.chart.direction = direction,
                }
            } else if self.word("classDef") {
                let line = self.line();
                self.classes.define(line);
            } else if self.word("class") {
                if let Some((ids, class)) = self.line().split_once(char::is_whitespace) {
                    self.given.push((ids.split(',').map(|id| id.trim().to_owned()).collect(), Ok(class.trim().to_owned())));
                }
            } else if self.word("style") {
                if let Some((ids, style)) = self.line().split_once(char::is_whitespace) {
                    self.given.push((ids.split(',').map(|id| id.trim().to_owned()).collect(), Err(style.to_owned())));
                }
            } else if self.word("linkStyle") {
                self.line();
            } else if self.word("click") {
                let line = self.quoted_line();
                self.click(line);
            } else {
                self.chain(start)?;
            }
        }
        match self.open.last() {
            Some((_, start, _)) if self.rest().is_empty() => Err(words::no_end(*start..*start + "subgraph".len(), "subgraph")),
            _ => Ok(()),
        }
    }

    /// Reads what stands behind `subgraph`: an id, a title, or both.
    fn subgraph(&mut self, start: usize) -> Result<(), Mistake> {
        let line = self.quoted_line();
        let (id, title) = match line.find('[') {
            Some(at) if line.ends_with(']') && !line.starts_with('"') => (line[..at].trim(), &line[at + 1..line.len() - 1]),
            _ => (line, line),
        };
        let unquoted = |text: &str| text.trim().trim_matches('"').to_owned();
        let within = self.open.last().map(|(number, ..)| *number);
        let label = text::lines(&unquoted(title), WIDE * 1.5);
        if self.chart.groups.len() >= MOST_NODES {
            return Err(words::no_statement(start..self.at, &self.text[start..self.at]));
        }
        self.open.push((self.chart.groups.len(), start, Vec::new()));
        self.chart.groups.push((unquoted(id), Group { label, within, ..Group::default() }));
        Ok(())
    }

    /// Reads `click id "url"` and `click id href "url"`; what calls scripts is nothing here.
    fn click(&mut self, line: &str) {
        let Some((id, rest)) = line.split_once(char::is_whitespace) else { return };
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("href").map_or(rest, str::trim_start);
        let Some(url) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else { return };
        let number = self.node(id);
        self.chart.nodes[number].href = Some(url.trim().to_owned());
    }

    fn node(&mut self, id: &str) -> usize {
        let chart = &mut self.chart;
        *chart.numbers.entry(id.to_owned()).or_insert_with(|| {
            let id = id.to_owned();
            chart.nodes.push(Named { id, label: None, shape: None, class: None, style: None, href: None, group: None });
            chart.nodes.len() - 1
        })
    }

    /// Reads `A & B --> C --> D`.
    fn chain(&mut self, start: usize) -> Result<(), Mistake> {
        let mut before = self.several(start)?;
        loop {
            self.blanks();
            let at = self.at;
            let Some(found) = link::read(self.rest()) else { break };
            let (length, link) =
                found.map_err(|mistake| Mistake { at: at + mistake.at.start..at + mistake.at.end, ..mistake })?;
            self.at += length;
            self.at += self.rest().len() - self.rest().trim_start().len();
            if self.rest().is_empty() {
                return Err(words::no_target(at..at + length));
            }
            let after = self.several(self.at)?;
            for from in &before {
                for to in &after {
                    if self.chart.links.len() <= MOST_LINKS {
                        self.chart.links.push((*from, *to, link.clone()));
                    }
                }
            }
            before = after;
        }
        self.blanks();
        if !self.rest().is_empty() && !self.rest().starts_with(['\n', ';']) {
            let from = self.at;
            let line = self.line();
            return Err(words::no_statement(from..self.at, line));
        }
        Ok(())
    }

    fn several(&mut self, start: usize) -> Result<Vec<usize>, Mistake> {
        let mut found = vec![self.vertex(start)?];
        loop {
            self.blanks();
            let Some(rest) = self.rest().strip_prefix('&') else { return Ok(found) };
            self.at = self.text.len() - rest.trim_start().len();
            found.push(self.vertex(self.at)?);
        }
    }

    /// Reads a node: `A`, `A[label]`, `A@{ shape: diamond }`, `A:::class`.
    fn vertex(&mut self, start: usize) -> Result<usize, Mistake> {
        let length = shapes::id(self.rest());
        if length == 0 {
            self.at = start;
            let line = self.line();
            return Err(words::no_statement(start..start + line.len().max(1).min(self.text.len() - start), line));
        }
        let id = &self.rest()[..length];
        self.at += length;
        let number = self.node(id);
        if let Some((_, _, members)) = self.open.last_mut() {
            members.push(number);
        }
        let (at, rest) = (self.at, self.rest());
        if let Some(found) = shapes::bracketed(rest) {
            let (length, shape, label) =
                found.map_err(|mistake| Mistake { at: at + mistake.at.start..at + mistake.at.end, ..mistake })?;
            self.at += length;
            let node = &mut self.chart.nodes[number];
            (node.shape, node.label) = (Some(shape), Some(label));
        } else if rest.starts_with("@{") {
            let found = shapes::described(rest);
            let (length, shape, label) =
                found.map_err(|mistake| Mistake { at: at + mistake.at.start..at + mistake.at.end, ..mistake })?;
            self.at += length;
            let node = &mut self.chart.nodes[number];
            node.shape = shape.or(node.shape);
            node.label = label.or(node.label.take());
        }
        if let Some(rest) = self.rest().strip_prefix(":::") {
            let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
            // An arrow right behind the name is none of it.
            let length = rest[..length].find("--").unwrap_or(length);
            self.chart.nodes[number].class = Some(rest[..length].to_owned());
            self.at += 3 + length;
        }
        Ok(number)
    }

    fn finish(mut self) -> Net {
        let mut chart = std::mem::take(&mut self.chart);
        let mut group_tones = BTreeMap::new();
        for (ids, what) in &self.given {
            for id in ids {
                let tone = match what {
                    Ok(class) => self.classes.tone(class),
                    Err(style) => paint::tone(style),
                };
                if chart.groups.iter().any(|(name, _)| name == id) {
                    group_tones.insert(id.clone(), tone);
                } else if let Some(number) = chart.numbers.get(id) {
                    match what {
                        Ok(class) => chart.nodes[*number].class = Some(class.clone()),
                        Err(style) => chart.nodes[*number].style = Some(style.clone()),
                    }
                }
            }
        }
        // A name that a subgraph has, too, is the subgraph.
        let by_name: BTreeMap<&str, usize> =
            chart.groups.iter().enumerate().rev().map(|(number, (id, _))| (id.as_str(), number)).collect();
        let mut places = Vec::with_capacity(chart.nodes.len());
        let mut nodes = Vec::new();
        for node in &chart.nodes {
            match by_name.get(node.id.as_str()) {
                Some(group) => places.push(Place::Group(*group)),
                None => {
                    places.push(Place::Node(nodes.len()));
                    nodes.push(self.finished(node));
                }
            }
        }
        let links =
            chart.links.iter().map(|(from, to, link)| Link { from: places[*from], to: places[*to], ..link.clone() }).collect();
        let groups: Vec<Group> = chart
            .groups
            .iter()
            .map(|(id, group)| Group { tone: group_tones.get(id).copied().flatten(), ..group.clone() })
            .collect();
        Net { direction: chart.direction, nodes, links, groups }
    }

    fn finished(&self, node: &Named) -> Node {
        let shape = node.shape.unwrap_or_default();
        let room = if shape == Shape::Rhombus { NARROW } else { WIDE };
        let label = node.label.as_deref().unwrap_or(&node.id);
        let has_words = !matches!(shape, Shape::Start | Shape::End | Shape::Bar);
        let by_class = node.class.as_deref().map_or_else(|| self.classes.tone("default"), |class| self.classes.tone(class));
        Node {
            shape,
            label: if has_words { text::lines(label, room) } else { Vec::new() },
            group: node.group,
            href: node.href.clone(),
            tone: node.style.as_deref().and_then(paint::tone).or(by_class),
            ..Node::default()
        }
    }
}
