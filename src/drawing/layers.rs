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
    /// The rank of each vertex.
    pub(super) rank: Vec<usize>,
    /// Its size along the ranks' order.
    pub(super) along: Vec<f64>,
    /// Its size across.
    pub(super) across: Vec<f64>,
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
    /// What a frame keeps free across the ranks before and behind its nodes, and along them likewise.
    pub(super) pad_across: (f64, f64),
    pub(super) pad_along: (f64, f64),
}

impl Layers {
    /// Puts nodes and stand-ins into ranks.
    pub(super) fn new(graph: &Graph, part: &Part, edges: &[(usize, usize)], ranks: &[usize]) -> Self {
        let down = graph.direction == Direction::Down;
        let size = |node: &usize| (graph.nodes[*node].width, graph.nodes[*node].height);
        let (along, across) =
            part.nodes.iter().map(size).map(|(width, height)| if down { (height, width) } else { (width, height) }).unzip();
        let titled = (super::TITLE, super::PAD);
        let plain = (super::PAD, super::PAD);
        let mut layers = Self {
            nodes: part.nodes.len(),
            frame: part.frame_of.clone(),
            frames: part.frames.len(),
            rank: ranks.to_vec(),
            along,
            across,
            before: vec![Vec::new(); part.nodes.len()],
            behind: vec![Vec::new(); part.nodes.len()],
            loose: vec![false; part.nodes.len()],
            ranks: Vec::new(),
            chains: Vec::with_capacity(edges.len()),
            pad_across: if down { plain } else { titled },
            pad_along: if down { titled } else { plain },
        };
        for (from, to) in edges {
            let frame = layers.frame[*from].filter(|frame| layers.frame[*to] == Some(*frame));
            let mut chain = vec![*from];
            for rank in ranks[*from] + 1..ranks[*to] {
                chain.push(layers.stand_in(rank, frame));
            }
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

    fn stand_in(&mut self, rank: usize, frame: Option<usize>) -> usize {
        self.frame.push(frame);
        self.rank.push(rank);
        self.along.push(0.0);
        self.across.push(0.0);
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
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.frames];
        for node in 0..self.nodes {
            self.loose[node] = self.before[node].is_empty() && self.behind[node].is_empty();
        }
        for (vertex, frame) in self.frame.iter().enumerate() {
            if let Some(frame) = frame {
                members[*frame].push(vertex);
            }
        }
        for (frame, mut members) in members.into_iter().enumerate() {
            members.sort_by_key(|vertex| (self.rank[*vertex], *vertex));
            for pair in members.windows(2) {
                let mut last = pair[0];
                for rank in self.rank[pair[0]] + 1..self.rank[pair[1]] {
                    let filler = self.stand_in(rank, Some(frame));
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
