//! State diagrams of Mermaid: text -> a net. Follows <https://mermaid.js.org/syntax/stateDiagram.html>.

use std::collections::BTreeMap;

use super::flowchart::direction;
use super::net::shape::Shape;
use super::net::{Group, Link, Net, Node, Place};
use super::paint::{self, Classes};
use super::source::{Line, Mermaid};
use super::text::{self, WIDE};
use super::{MOST_LINKS, MOST_NODES, Mistake, words};
use crate::drawing::Direction;

/// Reads a state diagram.
pub(super) fn read(source: &Mermaid) -> Result<Net, Mistake> {
    let mut reader = Reader::default();
    reader.scopes.push(Scope::default());
    reader.net.direction = Direction::Down;
    for line in source.lines() {
        reader.line(line)?;
        if reader.states.len() > MOST_NODES || reader.links.len() > MOST_LINKS {
            break;
        }
    }
    match reader.scopes.last() {
        Some(Scope { start: Some(start), .. }) if reader.states.len() <= MOST_NODES => {
            Err(words::not_closed(*start..*start + 1, "{", "}"))
        }
        _ => Ok(reader.finish()),
    }
}

/// What states stand in: nothing, a state, or a region of one.
#[derive(Default)]
struct Scope {
    /// The group around all of it.
    outer: Option<usize>,
    /// The region that is being read.
    group: Option<usize>,
    /// Where its brace stands.
    start: Option<usize>,
    /// What was named in it first.
    states: Vec<usize>,
    groups: Vec<usize>,
}

#[derive(Default)]
struct State {
    label: Vec<String>,
    shape: Shape,
    group: Option<usize>,
    class: Option<String>,
    style: Option<String>,
    notes: [Vec<String>; 2],
    /// The group that it is, if states stand in it.
    inside: Option<usize>,
}

#[derive(Default)]
struct Reader {
    net: Net,
    states: Vec<State>,
    numbers: BTreeMap<String, usize>,
    links: Vec<(usize, usize, Vec<String>)>,
    scopes: Vec<Scope>,
    classes: Classes,
    /// The note that is being read: of which state, on which side, and its lines.
    note: Option<(usize, usize, String)>,
}

impl Reader {
    fn line(&mut self, line: Line<'_>) -> Result<(), Mistake> {
        let text = line.text;
        if let Some((state, side, mut note)) = self.note.take() {
            if text == "end note" {
                self.states[state].notes[side] = text::lines(&note, WIDE);
            } else {
                note = if note.is_empty() { text.to_owned() } else { format!("{note}\n{text}") };
                self.note = Some((state, side, note));
            }
            return Ok(());
        }
        let (word, rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim()));
        match word {
            "state" if !rest.starts_with([':', '-']) => return self.state(line, rest),
            "}" => {
                if self.scopes.len() == 1 {
                    return Err(words::no_statement(line.range(), text));
                }
                self.scopes.pop();
                return Ok(());
            }
            "--" => {
                self.region();
                return Ok(());
            }
            "direction" if direction(rest).is_some() => {
                let direction = direction(rest);
                match self.scopes.last().and_then(|scope| scope.group) {
                    Some(group) => self.net.groups[group].direction = direction,
                    None => self.net.direction = direction.unwrap_or_default(),
                }
                return Ok(());
            }
            "note" => return self.note(line, rest),
            "classDef" => {
                self.classes.define(rest);
                return Ok(());
            }
            "class" => {
                if let Some((ids, class)) = rest.rsplit_once(char::is_whitespace) {
                    for id in ids.split(',') {
                        let state = self.number(id.trim());
                        self.states[state].class = Some(class.to_owned());
                    }
                }
                return Ok(());
            }
            "style" => {
                if let Some((ids, style)) = rest.split_once(char::is_whitespace) {
                    for id in ids.split(',') {
                        let state = self.number(id.trim());
                        self.states[state].style = Some(style.to_owned());
                    }
                }
                return Ok(());
            }
            "hide" | "scale" | "click" => return Ok(()),
            _ => {}
        }
        if let Some((from, rest)) = text.split_once("-->") {
            let (to, label) = described(rest);
            if from.trim().is_empty() || to.trim().is_empty() {
                return Err(words::no_target(line.range()));
            }
            let (from, to) = (self.end(from, true), self.end(to, false));
            self.links.push((from, to, text::lines(label, WIDE)));
            return Ok(());
        }
        let (id, words_of) = described(text);
        if id.trim().is_empty() || id.trim().contains(char::is_whitespace) {
            return Err(words::no_statement(line.range(), text));
        }
        let state = self.end(id, true);
        let more = text::lines(words_of, WIDE);
        if !more.is_empty() {
            let label = &mut self.states[state].label;
            if label.len() == 1 && label[0] == id.trim() {
                label.clear();
            }
            label.extend(more);
        }
        Ok(())
    }

    /// Reads what stands behind `state`.
    fn state(&mut self, line: Line<'_>, rest: &str) -> Result<(), Mistake> {
        let (rest, opens) = rest.strip_suffix('{').map_or((rest, false), |rest| (rest.trim_end(), true));
        let (name, kind) = rest.split_once("<<").or_else(|| rest.split_once("[[")).unwrap_or((rest, ""));
        let quoted = name.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        let (id, label) = match quoted {
            Some((label, rest)) => (rest.trim().strip_prefix("as ").unwrap_or(label), Some(label)),
            None => name.split_once(" as ").map_or((name, None), |(label, id)| (id, Some(label))),
        };
        if id.trim().is_empty() {
            return Err(words::no_statement(line.range(), line.text));
        }
        let state = self.end(id, true);
        if let Some(label) = label {
            self.states[state].label = text::lines(label, WIDE);
        }
        self.states[state].shape = match kind.trim_end_matches(['>', ']']).trim() {
            "fork" | "join" => Shape::Bar,
            "choice" => Shape::Rhombus,
            _ => self.states[state].shape,
        };
        if opens {
            let group = match self.states[state].inside {
                Some(group) => group,
                None => {
                    let within = self.states[state].group;
                    let group = self.group(Group { within, is_solid: true, ..Group::default() });
                    self.states[state].inside = Some(group);
                    group
                }
            };
            let start = line.at + line.text.len() - 1;
            self.scopes.push(Scope { outer: Some(group), group: Some(group), start: Some(start), ..Scope::default() });
        }
        Ok(())
    }

    fn group(&mut self, group: Group) -> usize {
        self.net.groups.push(group);
        let number = self.net.groups.len() - 1;
        if let Some(scope) = self.scopes.last_mut() {
            scope.groups.push(number);
        }
        number
    }

    /// Starts the next region of what is open; what was read before is the first.
    fn region(&mut self) {
        let Some(scope) = self.scopes.last() else { return };
        let (outer, is_first) = (scope.outer, scope.group == scope.outer);
        if is_first {
            let direction = outer.and_then(|outer| self.net.groups[outer].direction);
            let (states, groups) =
                self.scopes.last().map_or((Vec::new(), Vec::new()), |scope| (scope.states.clone(), scope.groups.clone()));
            let region = self.group(Group { within: outer, direction, ..Group::default() });
            states.into_iter().for_each(|state| self.states[state].group = Some(region));
            groups.into_iter().for_each(|group| self.net.groups[group].within = Some(region));
        }
        let next = self.group(Group { within: outer, ..Group::default() });
        if let Some(scope) = self.scopes.last_mut() {
            scope.group = Some(next);
        }
    }

    /// Reads `note right of A : words`, or the first line of a longer one.
    fn note(&mut self, line: Line<'_>, rest: &str) -> Result<(), Mistake> {
        let (place, words_of) = rest.split_once(':').map_or((rest, None), |(place, words)| (place, Some(words)));
        let side = [("left of ", 0), ("right of ", 1)].into_iter().find(|(start, _)| place.starts_with(start));
        let Some((start, side)) = side else { return Err(words::no_statement(line.range(), line.text)) };
        let state = self.number(place[start.len()..].trim());
        match words_of {
            Some(words) => self.states[state].notes[side] = text::lines(words, WIDE),
            None => self.note = Some((state, side, String::new())),
        }
        Ok(())
    }

    /// Gives the state at the start or the end of a transition: `[*]` is a place of its own in every scope.
    fn end(&mut self, id: &str, is_start: bool) -> usize {
        let (id, class) = id.trim().split_once(":::").map_or((id.trim(), None), |(id, class)| (id.trim(), Some(class.trim())));
        let state = if id == "[*]" {
            let scope = self.scopes.last().and_then(|scope| scope.group);
            let name = format!("[*] {is_start} {scope:?}");
            let is_new = !self.numbers.contains_key(&name);
            let state = self.number(&name);
            if is_new {
                self.states[state].label.clear();
                self.states[state].shape = if is_start { Shape::Start } else { Shape::End };
            }
            state
        } else {
            self.number(id)
        };
        if let Some(class) = class {
            self.states[state].class = Some(class.to_owned());
        }
        state
    }

    fn number(&mut self, id: &str) -> usize {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let scope = self.scopes.last_mut();
        let group = scope.as_ref().and_then(|scope| scope.group);
        let number = self.states.len();
        if let Some(scope) = scope {
            scope.states.push(number);
        }
        self.states.push(State { label: text::lines(id, WIDE), shape: Shape::Round, group, ..State::default() });
        self.numbers.insert(id.to_owned(), number);
        number
    }

    fn finish(self) -> Net {
        let Self { mut net, states, links, classes, .. } = self;
        let mut places = Vec::with_capacity(states.len());
        for state in states {
            let tone = state.style.as_deref().and_then(paint::tone).or_else(|| classes.tone(state.class.as_deref()?));
            if let Some(group) = state.inside {
                places.push(Place::Group(group));
                net.groups[group].label = state.label;
                net.groups[group].tone = tone;
                continue;
            }
            places.push(Place::Node(net.nodes.len()));
            let has_words = !matches!(state.shape, Shape::Bar | Shape::Rhombus);
            net.nodes.push(Node {
                shape: state.shape,
                label: if has_words { state.label } else { Vec::new() },
                group: state.group,
                notes: state.notes,
                tone,
                ..Node::default()
            });
        }
        let arrow = |(from, to, label): (usize, usize, Vec<String>)| Link { label, ..Link::arrow(places[from], places[to]) };
        net.links = links.into_iter().map(arrow).collect();
        net.sort_groups();
        net
    }
}

/// Cuts `A : words`; `:::` belongs to the name.
fn described(text: &str) -> (&str, &str) {
    let at = text
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| !text[*at..].starts_with(":::") && !text[..*at].ends_with(':') && !text[at + 1..].starts_with("::"));
    at.map_or((text, ""), |at| (&text[..at], &text[at + 1..]))
}
