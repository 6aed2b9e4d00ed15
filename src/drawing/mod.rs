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
/// The least and the greatest gap between ranks.
const BETWEEN: (f64, f64) = (64.0, 150.0);
/// What a frame keeps free around its nodes; its title stands in the room at its top.
const PAD: f64 = 14.0;
/// The room for a frame's title.
const TITLE: f64 = 32.0;
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
}

/// Describes a node to draw.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
    /// The number of the frame that it stands in.
    pub frame: Option<usize>,
}

/// Describes what to draw.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The nodes; edges and frames name them by number.
    pub nodes: Vec<Node>,
    /// The edges, as numbers of their ends. One that leads from a node to itself, or to a node that does not exist, is not drawn.
    pub edges: Vec<(usize, usize)>,
    /// How many frames there are.
    pub frames: usize,
    /// Where edges lead.
    pub direction: Direction,
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
    /// The frames; nothing for one without nodes.
    pub frames: Vec<Option<Area>>,
}

/// Draws a graph.
pub fn draw(graph: &Graph) -> Drawing {
    let parts = pack::parts(graph);
    let drawn = parts.iter().map(|part| one(graph, part)).collect();
    pack::together(graph, &parts, drawn)
}

/// Draws one part: nodes that hang together by edges or frames.
fn one(graph: &Graph, part: &pack::Part) -> Drawing {
    let mut edges: Vec<(usize, usize)> = part.edges.iter().map(|number| part.local(graph.edges[*number])).collect();
    let reversed = acyclic::break_cycles(part.nodes.len(), &mut edges);
    let ranks = rank::ranks(&part.frame_of, &edges);
    let mut layers = Layers::new(graph, part, &edges, &ranks);
    order::order(&mut layers);
    let cross = place::place(&layers);
    route::route(&layers, &cross, &reversed, graph.direction)
}
