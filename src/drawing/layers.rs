//! `Layers`: the nodes by rank, with a stand-in in every rank that an edge passes, so that every edge joins neighbouring ranks.

use super::pack::Part;
use super::{Direction, Graph};

/// Holds a part of a graph in ranks. Vertices are the part's nodes first, then the stand-ins.
pub(super) struct Layers {
    /// How many vertices are nodes.
    pub(super) nodes: usize,
    /// The frame of each vertex.
    pub(super) frame: Vec<Option<usize>>,
    /// How many frames the part has.
    pub(super) frames: usize,
    /// The frame that each frame stands in.
    pub(super) within: Vec<Option<usize>>,
    /// The rank of each vertex.
    pub(super) rank: Vec<usize>,
    /// Its size along the ranks' order.
    pub(super) along: Vec<f64>,
    /// Its size across.
    pub(super) across: Vec<f64>,
    /// What it takes before and behind its middle, across.
    pub(super) reach: Vec<(f64, f64)>,
    /// The vertices of the rank before that it is joined to.
    pub(super) before: Vec<Vec<usize>>,
    /// Those of the rank behind.
    pub(super) behind: Vec<Vec<usize>>,
    /// Whether a vertex only keeps a frame together: no edge leads to it.
    pub(super) loose: Vec<bool>,
    /// The vertices of each rank, in order.
    pub(super) ranks: Vec<Vec<usize>>,
    /// The vertices of each edge.
    pub(super) chains: Vec<Vec<usize>>,
    /// How wide the ends of edges may spread on each side of the nodes.
    pub(super) ports: Vec<f64>,
    /// The stand-in of each edge that holds its label.
    pub(super) labels: Vec<Option<usize>>,
    /// What each frame keeps free across the ranks before and behind its nodes, and along them likewise.
    pub(super) pad_across: Vec<(f64, f64)>,
    pub(super) pad_along: Vec<(f64, f64)>,
    /// The least size of each frame across and along the ranks.
    pub(super) least: Vec<(f64, f64)>,
}

impl Layers {
    /// Puts nodes and stand-ins into ranks.
    pub(super) fn new(graph: &Graph, part: &Part, edges: &[(usize, usize)], ranks: &[usize]) -> Self {
        let down = graph.direction.is_upright();
        let turned = |(width, height): (f64, f64)| if down { (height, width) } else { (width, height) };
        let size = |node: &usize| (graph.nodes[*node].width, graph.nodes[*node].height);
        let (along, across): (Vec<f64>, Vec<f64>) = part.nodes.iter().map(size).map(turned).unzip();
        let room = part.nodes.iter().map(|node| graph.nodes[*node].room);
        let reach = across.iter().zip(room).map(|(across, room)| (across / 2.0 + room.0, across / 2.0 + room.1)).collect();
        let framed = |frame: &usize| graph.frames[*frame];
        // The title stands at the top, which is the end of what is drawn upwards.
        let titled = |frame: &usize| match graph.direction {
            Direction::Up => (super::PAD, framed(frame).top),
            _ => (framed(frame).top, super::PAD),
        };
        let plain = |_: &usize| (super::PAD, super::PAD);
        let titled: Vec<(f64, f64)> = part.frames.iter().map(titled).collect();
        let plain: Vec<(f64, f64)> = part.frames.iter().map(plain).collect();
        let (pad_across, pad_along) = if down { (plain, titled) } else { (titled, plain) };
        let mut layers = Self {
            nodes: part.nodes.len(),
            frame: part.frame_of.clone(),
            frames: part.frames.len(),
            within: part.within.clone(),
            rank: ranks.to_vec(),
            along,
            across,
            reach,
            before: vec![Vec::new(); part.nodes.len()],
            behind: vec![Vec::new(); part.nodes.len()],
            loose: vec![false; part.nodes.len()],
            ranks: Vec::new(),
            chains: Vec::with_capacity(edges.len()),
            ports: part.nodes.iter().map(|node| graph.nodes[*node].ports).collect(),
            labels: Vec::with_capacity(edges.len()),
            pad_across,
            pad_along,
            least: part
                .frames
                .iter()
                .map(|frame| if down { (framed(frame).width, 0.0) } else { (0.0, framed(frame).width) })
                .collect(),
        };
        for ((from, to), number) in edges.iter().zip(&part.edges) {
            let frame = layers.shared(layers.frame[*from], layers.frame[*to]);
            let mut chain = vec![*from];
            for rank in ranks[*from] + 1..ranks[*to] {
                chain.push(layers.stand_in(rank, frame));
            }
            // The label stands in the middle, which is a rank without nodes where those between are left free.
            let middle = chain.get(chain.len().div_ceil(2)).copied().filter(|vertex| *vertex >= layers.nodes);
            let label = middle.zip(graph.edges[*number].label);
            if let Some((vertex, size)) = label {
                let (along, across) = turned(size);
                (layers.along[vertex], layers.across[vertex]) = (along, across);
                layers.reach[vertex] = (across / 2.0, across / 2.0);
            }
            layers.labels.push(label.map(|(vertex, _)| vertex));
            chain.push(*to);
            for ends in chain.windows(2) {
                layers.join(ends[0], ends[1]);
            }
            layers.chains.push(chain);
        }
        layers.fill_frames();
        let last = layers.rank.iter().copied().max().map_or(0, |last| last + 1);
        layers.ranks = vec![Vec::new(); last];
        for vertex in layers.walk() {
            layers.ranks[layers.rank[vertex]].push(vertex);
        }
        layers
    }

    /// Tells how hard the edge between two vertices should pull: the longer it is, the straighter.
    pub(super) fn pull(&self, one: usize, other: usize) -> f64 {
        match (one < self.nodes, other < self.nodes) {
            (true, true) => 1.0,
            (false, false) => 8.0,
            _ => 2.0,
        }
    }

    /// Lists a frame and those around it, from the inside out.
    pub(super) fn around(&self, frame: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(frame, |frame| self.within[*frame])
    }

    /// Gives the innermost frame around both.
    pub(super) fn shared(&self, one: Option<usize>, other: Option<usize>) -> Option<usize> {
        self.around(one).find(|frame| self.around(other).any(|around| around == *frame))
    }

    /// Gives the frame around `frame`, or itself, that stands right in `within`.
    pub(super) fn below(&self, frame: Option<usize>, within: Option<usize>) -> Option<usize> {
        self.around(frame).take_while(|frame| Some(*frame) != within).last()
    }

    fn stand_in(&mut self, rank: usize, frame: Option<usize>) -> usize {
        self.frame.push(frame);
        self.rank.push(rank);
        self.along.push(0.0);
        self.across.push(0.0);
        self.reach.push((0.0, 0.0));
        self.before.push(Vec::new());
        self.behind.push(Vec::new());
        self.loose.push(false);
        self.rank.len() - 1
    }

    fn join(&mut self, from: usize, to: usize) {
        self.behind[from].push(to);
        self.before[to].push(from);
    }

    /// Stands something into every rank that a frame spans without a vertex in it, so that nothing else stands there.
    fn fill_frames(&mut self) {
        let mut members_of: Vec<Vec<usize>> = vec![Vec::new(); self.frames];
        for node in 0..self.nodes {
            self.loose[node] = self.before[node].is_empty() && self.behind[node].is_empty();
        }
        for (vertex, frame) in self.frame.iter().enumerate() {
            self.around(*frame).for_each(|frame| members_of[frame].push(vertex));
        }
        // Inner frames first: what fills them fills those around them.
        let mut inwards: Vec<usize> = (0..self.frames).collect();
        inwards.sort_by_key(|frame| std::cmp::Reverse(self.around(Some(*frame)).count()));
        for frame in inwards {
            let mut members = std::mem::take(&mut members_of[frame]);
            members.sort_by_key(|vertex| (self.rank[*vertex], *vertex));
            for pair in members.windows(2) {
                let mut last = pair[0];
                for rank in self.rank[pair[0]] + 1..self.rank[pair[1]] {
                    let filler = self.stand_in(rank, Some(frame));
                    let outside: Vec<usize> = self.around(self.within[frame]).collect();
                    outside.into_iter().for_each(|frame| members_of[frame].push(filler));
                    self.loose[filler] = true;
                    self.join(last, filler);
                    last = filler;
                }
                if last != pair[0] {
                    self.join(last, pair[1]);
                }
            }
        }
    }

    /// Lists the vertices as a walk along the edges meets them, which is a fair order to begin with.
    fn walk(&self) -> Vec<usize> {
        let mut seen = vec![false; self.rank.len()];
        let mut order = Vec::with_capacity(seen.len());
        let mut starts: Vec<usize> = (0..seen.len()).collect();
        starts.sort_by_key(|vertex| (self.rank[*vertex], *vertex));
        for start in starts {
            if std::mem::replace(&mut seen[start], true) {
                continue;
            }
            let mut queue = std::collections::VecDeque::from([start]);
            while let Some(vertex) = queue.pop_front() {
                order.push(vertex);
                for next in self.behind[vertex].iter().chain(&self.before[vertex]) {
                    if !std::mem::replace(&mut seen[*next], true) {
                        queue.push_back(*next);
                    }
                }
            }
        }
        order
    }
}
