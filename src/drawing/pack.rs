//! Packs parts: what nothing ties together is drawn apart, and laid in rows like books on shelves.

use super::{APART, AROUND, Area, Drawing, Edge, Graph, Point, Step};

/// How much wider than high the whole should become.
const SHAPE: f64 = 1.7;

/// Names what is drawn together: nodes that hang together by edges or frames.
pub(super) struct Part {
    /// The numbers of its nodes.
    pub(super) nodes: Vec<usize>,
    /// The numbers of its edges.
    pub(super) edges: Vec<usize>,
    /// The numbers of its frames.
    pub(super) frames: Vec<usize>,
    /// The place in `frames` of the frame that each of them stands in.
    pub(super) within: Vec<Option<usize>>,
    /// The place of the frame of each of its nodes in `frames`.
    pub(super) frame_of: Vec<Option<usize>>,
    /// The place in `nodes` of every node of the graph that it holds, from the first on.
    places: std::collections::BTreeMap<usize, usize>,
}

impl Part {
    /// Names the ends of an edge by their places in the part.
    pub(super) fn local(&self, edge: Edge) -> (usize, usize) {
        (self.places[&edge.from], self.places[&edge.to])
    }

    /// Gives the place of a frame, which is taken in with those around it.
    fn frame(&mut self, graph: &Graph, frame: usize) -> usize {
        if let Some(place) = self.frames.iter().position(|known| *known == frame) {
            return place;
        }
        self.frames.push(frame);
        self.within.push(None);
        let place = self.frames.len() - 1;
        self.within[place] = around(graph, frame).map(|around| self.frame(graph, around));
        place
    }
}

/// Gives the frame that a frame stands in.
fn around(graph: &Graph, frame: usize) -> Option<usize> {
    graph.frames[frame].within.filter(|around| *around < frame)
}

/// Cuts a graph into its parts, the largest first.
pub(super) fn parts(graph: &Graph) -> Vec<Part> {
    let nodes = graph.nodes.len();
    let frame_of = |node: usize| graph.nodes[node].frame.filter(|frame| *frame < graph.frames.len());
    // Sets of nodes and, behind them, of frames; each leads on towards the number that stands for its set.
    let mut set: Vec<usize> = (0..nodes + graph.frames.len()).collect();
    let mut unite = |one: usize, other: usize| {
        let (one, other) = (find(&mut set, one), find(&mut set, other));
        set[one.max(other)] = one.min(other);
    };
    let is_drawn = |edge: &Edge| edge.from != edge.to && edge.from < nodes && edge.to < nodes;
    graph.edges.iter().filter(|edge| is_drawn(edge)).for_each(|edge| unite(edge.from, edge.to));
    (0..graph.frames.len())
        .filter_map(|frame| Some((frame, around(graph, frame)?)))
        .for_each(|(frame, around)| unite(nodes + frame, nodes + around));
    (0..nodes).filter_map(|node| Some((node, frame_of(node)?))).for_each(|(node, frame)| unite(node, nodes + frame));
    let mut parts: Vec<Part> = Vec::new();
    let mut number_of = vec![usize::MAX; set.len()];
    for node in 0..nodes {
        let root = find(&mut set, node);
        if number_of[root] == usize::MAX {
            number_of[root] = parts.len();
            parts.push(Part {
                nodes: Vec::new(),
                edges: Vec::new(),
                frames: Vec::new(),
                within: Vec::new(),
                frame_of: Vec::new(),
                places: Default::default(),
            });
        }
        let part = &mut parts[number_of[root]];
        part.places.insert(node, part.nodes.len());
        part.nodes.push(node);
        let place = frame_of(node).map(|frame| part.frame(graph, frame));
        part.frame_of.push(place);
    }
    for (number, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| is_drawn(edge)) {
        let root = find(&mut set, edge.from);
        parts[number_of[root]].edges.push(number);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.nodes.len()));
    parts
}

fn find(set: &mut [usize], mut item: usize) -> usize {
    while set[item] != item {
        set[item] = set[set[item]];
        item = set[item];
    }
    item
}

/// Puts the parts' drawings beside and below each other.
pub(super) fn together(graph: &Graph, parts: &[Part], drawn: Vec<Drawing>) -> Drawing {
    let area: f64 = drawn.iter().map(|part| (part.width + APART) * (part.height + APART)).sum();
    let widest = drawn.iter().map(|part| part.width).fold(0.0, f64::max);
    let limit = widest.max((area * SHAPE).sqrt());
    let mut whole = Drawing {
        nodes: vec![Area::default(); graph.nodes.len()],
        edges: vec![None; graph.edges.len()],
        labels: vec![None; graph.edges.len()],
        frames: vec![None; graph.frames.len()],
        ..Drawing::default()
    };
    let (mut x, mut y, mut row) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (part, drawing) in parts.iter().zip(drawn) {
        if x > 0.0 && x + drawing.width > limit {
            (x, y, row) = (0.0, y + row + APART, 0.0);
        }
        let by = Point { x: x + AROUND, y: y + AROUND };
        for (number, area) in part.nodes.iter().zip(drawing.nodes) {
            whole.nodes[*number] = moved(area, by);
        }
        for (number, area) in part.frames.iter().zip(drawing.frames) {
            whole.frames[*number] = area.map(|area| moved(area, by));
        }
        for (number, area) in part.edges.iter().zip(drawing.labels) {
            whole.labels[*number] = area.map(|area| moved(area, by));
        }
        for (number, route) in part.edges.iter().zip(drawing.edges) {
            whole.edges[*number] = route.map(|mut route| {
                route.start = shifted(route.start, by);
                route.steps.iter_mut().for_each(|step| {
                    *step = match *step {
                        Step::Line(to) => Step::Line(shifted(to, by)),
                        Step::Curve(one, two, to) => Step::Curve(shifted(one, by), shifted(two, by), shifted(to, by)),
                    };
                });
                route
            });
        }
        whole.width = whole.width.max(x + drawing.width);
        whole.height = whole.height.max(y + drawing.height);
        x += drawing.width + APART;
        row = row.max(drawing.height);
    }
    whole.width += 2.0 * AROUND;
    whole.height += 2.0 * AROUND;
    whole
}

fn shifted(point: Point, by: Point) -> Point {
    Point { x: point.x + by.x, y: point.y + by.y }
}

fn moved(area: Area, by: Point) -> Area {
    Area { x: area.x + by.x, y: area.y + by.y, ..area }
}
