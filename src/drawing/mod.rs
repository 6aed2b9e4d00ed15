//! Drawing: nodes with sizes, edges and frames -> where each stands and how the edges run. A layered drawing after Sugiyama, Tagawa and Toda (1981): break
//! cycles, rank, order, place, route. Pure and deterministic; knows nothing of portals, entities or SVG.

mod acyclic;
mod layers;
mod order;
mod pack;
mod place;
mod rank;
mod route;
pub mod text;

use layers::Layers;

/// The gap between nodes that stand beside each other in a rank.
const BESIDE: f64 = 18.0;
/// The gap between a node and an edge that passes it, and between two such edges.
const PASSING: f64 = 12.0;
/// The gap around a frame.
const AROUND: f64 = 20.0;
/// What a frame keeps free around its nodes; its title stands in the room at its top.
const PAD: f64 = 14.0;
/// The room for a frame's title.
pub const TITLE: f64 = 32.0;
/// The gap between parts that nothing ties together.
const APART: f64 = 32.0;

/// Says where edges lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    #[default]
    Right,
    /// From top to bottom.
    Down,
    /// From right to left.
    Left,
    /// From bottom to top.
    Up,
}

impl Direction {
    /// Tells whether ranks are rows.
    pub fn is_upright(self) -> bool {
        matches!(self, Self::Down | Self::Up)
    }

    fn is_turned(self) -> bool {
        matches!(self, Self::Left | Self::Up)
    }
}

/// Describes a node to draw.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
    /// The number of the frame that it stands in.
    pub frame: Option<usize>,
    /// What stays free beside it, before and behind it in its rank.
    pub room: (f64, f64),
    /// How wide the ends of edges may spread on each of its sides; with none, all end in the middle.
    pub ports: f64,
}

/// Describes an edge to draw. One that leads from a node to itself, or to a node that does not exist, is not drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Edge {
    /// The number of the node that it leaves.
    pub from: usize,
    /// The number of the node that it leads to.
    pub to: usize,
    /// The width and the height of the words on it.
    pub label: Option<(f64, f64)>,
    /// How many ranks more than needed it passes.
    pub longer: usize,
}

impl From<(usize, usize)> for Edge {
    fn from((from, to): (usize, usize)) -> Self {
        Self { from, to, ..Self::default() }
    }
}

/// Describes a frame to draw.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The number of the frame that it stands in, which comes before it.
    pub within: Option<usize>,
    /// The room at its top, where its title stands.
    pub top: f64,
    /// Its least width.
    pub width: f64,
}

impl Default for Frame {
    fn default() -> Self {
        Self { within: None, top: TITLE, width: 0.0 }
    }
}

/// Says how far apart ranks stand.
#[derive(Clone, Copy, Debug)]
pub struct Gaps {
    /// The least and the greatest gap between ranks.
    pub between: (f64, f64),
    /// What stays free between what frames keep free.
    pub clear: f64,
    /// Whether edges have a rank between their ends, for labels and so that no two run alike.
    pub halved: bool,
    /// The gap between edges that start or end on the same side of a node.
    pub port: f64,
}

impl Default for Gaps {
    fn default() -> Self {
        Self { between: (64.0, 150.0), clear: 0.0, halved: false, port: 16.0 }
    }
}

/// Describes what to draw.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The nodes; edges and frames name them by number.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// The frames.
    pub frames: Vec<Frame>,
    /// Where edges lead.
    pub direction: Direction,
    /// How far apart ranks stand.
    pub gaps: Gaps,
}

/// Names a point of the drawing, in pixels from its top left.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// Holds a rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Its left border.
    pub x: f64,
    /// Its top border.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// Leads an edge one step on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Straight to a point.
    Line(Point),
    /// In a cubic curve: two control points, then its end.
    Curve(Point, Point, Point),
}

/// Holds how an edge runs, from the border of its first node to that of its second.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Where it starts.
    pub start: Point,
    /// How it goes on.
    pub steps: Vec<Step>,
}

impl Route {
    /// Lets it run the other way.
    #[must_use]
    pub fn turned(self) -> Self {
        let mut points = vec![self.start];
        points.extend(self.steps.iter().map(|step| match step {
            Step::Line(to) | Step::Curve(_, _, to) => *to,
        }));
        let steps = self.steps.iter().zip(&points).rev().map(|(step, from)| match step {
            Step::Line(_) => Step::Line(*from),
            Step::Curve(one, two, _) => Step::Curve(*two, *one, *from),
        });
        Self { start: points.last().copied().unwrap_or(self.start), steps: steps.collect() }
    }
}

/// Holds where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The width of the whole.
    pub width: f64,
    /// The height of the whole.
    pub height: f64,
    /// The nodes, in the order in which they were given.
    pub nodes: Vec<Area>,
    /// The edges, in the order in which they were given; nothing for one that is not drawn.
    pub edges: Vec<Option<Route>>,
    /// Where the labels of the edges stand.
    pub labels: Vec<Option<Area>>,
    /// The frames; nothing for one without nodes.
    pub frames: Vec<Option<Area>>,
}

/// Draws a graph.
pub fn draw(graph: &Graph) -> Drawing {
    draw_within(graph, usize::MAX).unwrap_or_default()
}

/// Draws a graph unless its edges pass more than `most` ranks all together.
pub fn draw_within(graph: &Graph, most: usize) -> Option<Drawing> {
    let parts = pack::parts(graph);
    let drawn = parts.iter().map(|part| one(graph, part, most)).collect::<Option<_>>()?;
    Some(pack::together(graph, &parts, drawn))
}

/// Draws one part: nodes that hang together by edges or frames.
fn one(graph: &Graph, part: &pack::Part, most: usize) -> Option<Drawing> {
    let mut edges: Vec<(usize, usize)> = part.edges.iter().map(|number| part.local(graph.edges[*number])).collect();
    let reversed = acyclic::break_cycles(part.nodes.len(), &mut edges);
    let step = if graph.gaps.halved { 2 } else { 1 };
    let lengths: Vec<usize> = part.edges.iter().map(|number| (graph.edges[*number].longer + 1) * step).collect();
    let ranks = rank::ranks(&part.frame_of, &edges, &lengths, step);
    if edges.iter().map(|(from, to)| ranks[*to] - ranks[*from]).sum::<usize>() > most {
        return None;
    }
    let mut layers = Layers::new(graph, part, &edges, &ranks);
    order::order(&mut layers);
    let places = place::place(&layers);
    Some(route::route(&layers, &places, &reversed, graph))
}
