//! `Picture`: what stands around something -> nodes with their words, lines between them, frames around what belongs together, and where all that is.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Serialize;

use super::near::{self, Near};
use super::net::{Line, Net};
use crate::base::naming::capitalised;
use crate::base::site_path::SitePath;
use crate::drawing::{self, Direction, Drawing, Graph, Node, draw, text};
use crate::render::layout::Press;
use crate::render::links::{self, Kind};
use crate::render::strings::Strings;

/// The height of a node.
const HEIGHT: f64 = 44.0;
/// What a node holds beside its words: the icon and its gaps.
const BESIDE_WORDS: f64 = 56.0;
/// The least and the greatest width of a node.
const WIDTH: (f64, f64) = (132.0, 214.0);

/// Holds a picture, drawn.
pub(in crate::render) struct Picture<'a> {
    pub(super) nodes: Vec<Shown<'a>>,
    pub(super) lines: Vec<Drawn>,
    pub(super) frames: Vec<Frame>,
    pub(super) drawing: Drawing,
}

/// Shows a node.
pub(super) struct Shown<'a> {
    /// What tells it apart in files: the reference.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) note: String,
    /// Nothing for what stands for several.
    pub(super) kind: Option<&'a Kind>,
    pub(super) href: Option<String>,
    pub(super) is_middle: bool,
    pub(super) look: Look,
    /// Says the look in words; empty for a plain one.
    state: &'a str,
    pub(super) frame: Option<usize>,
}

/// Says in what state a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Deprecated,
    /// It is named, but not in the catalog.
    Missing,
    /// It stands for those that are left out.
    More,
}

/// Shows an edge.
pub(super) struct Drawn {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) words: String,
    pub(super) line: Line,
}

/// Shows a frame.
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) href: Option<String>,
}

/// Names what a picture leads to.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(in crate::render) struct Named {
    pub(super) title: String,
    pub(super) href: String,
}

/// Says what the lines of a picture mean.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Legend<'a> {
    dash: &'static str,
    words: &'a str,
}

/// Lists what every line means, for a page whose picture changes.
pub(super) fn whole_legend(strings: &Strings) -> Vec<Legend<'_>> {
    LINES.into_iter().map(|(line, name)| Legend { dash: dash(line), words: strings.text(name) }).collect()
}

/// What the lines mean, by the names of the strings that say it.
const LINES: [(Line, &str); 3] = [(Line::Solid, "depends-on"), (Line::Dashed, "over-api"), (Line::Dotted, "belongs-to")];

/// Gives the pattern in which a line is drawn.
pub(super) fn dash(line: Line) -> &'static str {
    match line {
        Line::Solid => "",
        Line::Dashed => "5 3",
        Line::Dotted => "1.5 3.5",
    }
}

impl<'a> Picture<'a> {
    /// Lists what the picture leads to, its frames included, for those who cannot see it.
    pub(super) fn named(&self) -> Vec<Named> {
        let nodes = self.nodes.iter().filter(|node| !node.is_middle).map(|node| (&node.title, &node.href));
        let frames = self.frames.iter().map(|frame| (&frame.title, &frame.href));
        let named = nodes.chain(frames).filter_map(|(title, href)| Some(Named { title: title.clone(), href: href.clone()? }));
        named.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Draws what stands around `middle`; what is left out leads to `list`.
    pub(super) fn new(press: &'a Press<'_>, path: &SitePath, middle: usize, near: &Near, list: &str) -> Self {
        let (net, strings) = (&press.net, press.strings);
        let kind = net.kind(middle);
        let mut rough = Rough::default();
        for vertex in &near.vertices {
            rough.node(press, path, *vertex, *vertex == middle);
        }
        let place: BTreeMap<usize, usize> = near.vertices.iter().enumerate().map(|(place, vertex)| (*vertex, place)).collect();
        if near.lifted {
            rough.wholes(strings, &place, net.between.iter().map(|((from, to), count)| (*from, *to, *count)));
        } else {
            rough.relations(strings, net, &place, kind);
        }
        rough.homes(press, path, near.vertices.iter().copied(), Some(middle));
        let is_whole = matches!(kind, "system" | "domain");
        for (count, to_middle) in [(near.left_out.0, true), (near.left_out.1, false)] {
            if count > 0 {
                let number = rough.nodes.len();
                rough.nodes.push(Shown::more(strings, count, list));
                if is_whole {
                    rough.nodes[number].frame = rough.nodes.first().and_then(|first| first.frame);
                } else {
                    let (from, to) = if to_middle { (number, 0) } else { (0, number) };
                    rough.lines.push(Drawn { from, to, words: strings.count("more-relations", count), line: Line::Dotted });
                }
            }
        }
        rough.draw(Direction::Right)
    }

    /// Draws what stands for a catalog, with what that needs of each other; nodes lead to the pages of their own graphs.
    pub(super) fn overview(press: &'a Press<'_>, path: &SitePath, vertices: &[usize], lines: &[(usize, usize, usize)]) -> Self {
        let mut rough = Rough::default();
        for (place, vertex) in vertices.iter().enumerate() {
            rough.node(press, path, *vertex, false);
            if press.net.has_page(*vertex) {
                rough.nodes[place].href = Some(press.href(path, &super::path_of(press.net.vertices[*vertex].reference)));
            }
        }
        let place: BTreeMap<usize, usize> = vertices.iter().enumerate().map(|(place, vertex)| (*vertex, place)).collect();
        rough.wholes(press.strings, &place, lines.iter().copied());
        rough.homes(press, path, vertices.iter().copied(), None);
        rough.draw(Direction::Right)
    }

    /// Lists what its lines mean.
    pub(in crate::render) fn legend<'s>(&self, strings: &'s Strings) -> Vec<Legend<'s>> {
        LINES
            .into_iter()
            .filter(|(line, _)| {
                self.lines.iter().any(|drawn| drawn.line == *line && self.nodes[drawn.from.max(drawn.to)].look != Look::More)
            })
            .map(|(line, name)| Legend { dash: dash(line), words: strings.text(name) })
            .collect()
    }

    /// Tells in words how large it is.
    pub(in crate::render) fn words(&self, strings: &Strings) -> String {
        let nodes = self.nodes.iter().filter(|node| node.look != Look::More).count();
        let (nodes, lines) = (strings.count("nodes", nodes), strings.count("lines", self.lines.len()));
        strings.phrase("nodes-and-lines", &[("nodes", &nodes), ("lines", &lines)])
    }

    /// Tells whether somebody in it is deprecated or missing, so that the legend must say how they look.
    pub(in crate::render) fn has_dashed(&self) -> bool {
        self.nodes.iter().any(|node| matches!(node.look, Look::Deprecated | Look::Missing))
    }
}

impl Shown<'_> {
    fn more(strings: &Strings, count: usize, list: &str) -> Self {
        Self {
            name: format!("more-{count}"),
            title: strings.count("more-nodes", count),
            note: strings.text("in-the-list").to_owned(),
            kind: None,
            href: Some(list.to_owned()),
            is_middle: false,
            look: Look::More,
            state: "",
            frame: None,
        }
    }

    /// Gives the name of its icon.
    pub(super) fn icon(&self) -> &str {
        self.kind.map_or("list", |kind| &kind.icon)
    }

    /// Gives the name under which the theme colours it; empty for none.
    pub(super) fn tint(&self) -> &str {
        self.kind.filter(|kind| kind.known).map_or("", |kind| &kind.look)
    }

    /// Says in full what it is; cut labels do not.
    pub(super) fn whole(&self) -> String {
        let Some(kind) = self.kind else { return format!("{} {}", self.title, self.note) };
        let parts = [&self.title, &kind.name, self.state];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Holds a picture before it is drawn.
#[derive(Default)]
struct Rough<'a> {
    nodes: Vec<Shown<'a>>,
    lines: Vec<Drawn>,
    frames: Vec<Frame>,
}

impl<'a> Rough<'a> {
    fn node(&mut self, press: &'a Press<'_>, path: &SitePath, vertex: usize, is_middle: bool) {
        let (of, strings) = (&press.net.vertices[vertex], press.strings);
        let kind = &press.net.kinds[of.kind];
        let life = of.entity.and_then(|entity| entity.lifecycle());
        let is_known = of.entity.is_some() || press.broken.contains_key(of.reference);
        let look = match (of.entity, life) {
            (None, _) => Look::Missing,
            (_, Some(life)) if matches!(life.to_ascii_lowercase().as_str(), "deprecated" | "retired") => Look::Deprecated,
            _ => Look::Plain,
        };
        let state = match look {
            Look::Missing => strings.text("not-in-the-catalog"),
            Look::Deprecated => strings.text("deprecated-word"),
            Look::Plain | Look::More => "",
        };
        let owner = || press.net.owners(vertex).next().map(|owner| press.net.title(owner).to_owned());
        let type_name = || of.entity.and_then(|entity| entity.type_name()).map(links::type_words);
        let parts = press.net.parts(vertex).len();
        let note = match (look, of.reference.kind.as_str()) {
            (Look::Missing, _) => Some(state.to_owned()),
            (Look::Deprecated, _) => life.map(capitalised),
            (_, "system" | "domain") => Some(strings.count("parts", parts)),
            (_, "api" | "resource" | "group") => type_name(),
            _ => life.filter(|life| !life.eq_ignore_ascii_case("production")).map(capitalised).or_else(owner),
        };
        self.nodes.push(Shown {
            name: of.reference.to_string(),
            title: of.entity.map_or(&*of.reference.name, |entity| entity.title()).to_owned(),
            note: note.or_else(type_name).unwrap_or_else(|| kind.name.clone()),
            kind: Some(kind),
            href: is_known.then(|| press.href(path, &of.reference.site_path())),
            is_middle,
            look,
            state,
            frame: None,
        });
    }

    /// Draws a line for each pair of vertices that relations tie.
    fn relations(&mut self, strings: &Strings, net: &Net<'_>, place: &BTreeMap<usize, usize>, middle: &str) {
        let mut lines: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (vertex, from) in place {
            for edge in net.out(*vertex).filter(|edge| near::shows(net, edge, middle)) {
                if let Some(to) = place.get(&edge.to) {
                    let ties = lines.entry((*from, *to)).or_default();
                    if !ties.contains(&edge.tie) {
                        ties.push(edge.tie);
                    }
                }
            }
        }
        for ((from, to), ties) in lines {
            let words: Vec<String> = ties
                .iter()
                .map(|tie| {
                    let tie = &net.ties[*tie];
                    let (one, other) = if tie.turned { (to, from) } else { (from, to) };
                    let (from, to) = (&*self.nodes[one].title, &*self.nodes[other].title);
                    strings.phrase("relation-says", &[("from", from), ("relation", &tie.title), ("to", to)])
                })
                .collect();
            let line = ties.iter().map(|tie| net.ties[*tie].line).min_by_key(|line| dash(*line).len()).unwrap_or(Line::Solid);
            self.lines.push(Drawn { from, to, words: words.join("; "), line });
        }
    }

    /// Draws a line for each pair of wholes whose parts need each other so many times.
    fn wholes(&mut self, strings: &Strings, place: &BTreeMap<usize, usize>, lines: impl Iterator<Item = (usize, usize, usize)>) {
        for (one, other, count) in lines {
            if let (Some(from), Some(to)) = (place.get(&one), place.get(&other)) {
                let (from_title, to_title) = (&self.nodes[*from].title, &self.nodes[*to].title);
                let relations = strings.count("relations-counted", count);
                let words = strings.phrase("needs-by", &[("from", from_title), ("to", to_title), ("relations", &relations)]);
                self.lines.push(Drawn { from: *from, to: *to, words, line: Line::Solid });
            }
        }
    }

    /// Frames what has the same home.
    fn homes(&mut self, press: &Press<'_>, path: &SitePath, vertices: impl Iterator<Item = usize>, middle: Option<usize>) {
        let mut homes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, vertex) in vertices.enumerate() {
            if let Some(home) = press.net.vertices[vertex].home {
                homes.entry(home).or_default().push(place);
            }
        }
        for (home, members) in homes {
            let is_middle = Some(home) == middle;
            if members.len() < 2 && !is_middle {
                continue;
            }
            let chip = press.chip(path, press.net.vertices[home].reference);
            members.iter().for_each(|member| self.nodes[*member].frame = Some(self.frames.len()));
            self.frames.push(Frame { title: chip.title, href: chip.href.filter(|_| !is_middle) });
        }
    }

    fn draw(self, direction: Direction) -> Picture<'a> {
        let wanted = |node: &Shown| text::width(&node.title, 13.0).max(text::width(&node.note, 11.0)) + BESIDE_WORDS;
        let width = self.nodes.iter().map(wanted).fold(WIDTH.0, f64::max).min(WIDTH.1).ceil();
        let graph = Graph {
            nodes: self.nodes.iter().map(|node| Node { width, height: HEIGHT, frame: node.frame, ..Node::default() }).collect(),
            edges: self.lines.iter().map(|line| (line.from, line.to).into()).collect(),
            frames: vec![drawing::Frame::default(); self.frames.len()],
            direction,
            ..Graph::default()
        };
        Picture { drawing: draw(&graph), nodes: self.nodes, lines: self.lines, frames: self.frames }
    }
}
