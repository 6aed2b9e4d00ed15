//! Near: an entity -> what stands around it, few enough to read. Upwards only what needs it, downwards only what it needs, so that nobody's other customers get
//! into the picture.

use std::collections::BTreeSet;

use super::net::{Edge, Net};

/// Holds what a picture shows.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// The vertices, the middle first and the others by their distance from it.
    pub(super) vertices: Vec<usize>,
    /// How many that stand beside the middle are left out: those that need it, and those that it needs.
    pub(super) left_out: (usize, usize),
    /// How many stand further away.
    pub(super) beyond: usize,
    /// Whether systems stand for their parts.
    pub(super) lifted: bool,
}

/// Says how much a picture may show.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) depth: usize,
    pub(super) most: usize,
}

impl Near {
    /// Tells whether something is left out.
    pub(super) fn is_cut(&self) -> bool {
        self.left_out != (0, 0) || self.beyond > 0
    }

    /// Holds the parts of a whole and as many of those outside as there is room for.
    fn with(mut self, parts: Vec<usize>, outside: Vec<usize>, bounds: Bounds) -> Self {
        let room = bounds.most.saturating_sub(parts.len());
        self.beyond = outside.len().saturating_sub(room);
        self.vertices = parts;
        self.vertices.extend(outside.into_iter().take(room));
        self
    }
}

/// Tells whether there is anything to draw around a vertex.
pub(super) fn is_tied(net: &Net<'_>, vertex: usize) -> bool {
    let kind = net.kind(vertex);
    let is_whole = matches!(kind, "system" | "domain") && net.parts(vertex).len() > 1;
    is_whole || net.into(vertex).chain(net.out(vertex)).any(|edge| shows(net, edge, kind))
}

/// Tells whether an edge is worth a line in a picture whose middle is of a kind: who owns what is one only of owners.
pub(super) fn shows(net: &Net<'_>, edge: &Edge<'_>, middle: &str) -> bool {
    edge.from != edge.to && (!net.ties[edge.tie].is_owner() || matches!(middle, "group" | "user"))
}

/// Picks what stands around `middle`.
pub(super) fn near(net: &Net<'_>, middle: usize, bounds: Bounds) -> Near {
    match net.kind(middle) {
        "system" => of_system(net, middle, bounds),
        "domain" => of_domain(net, middle, bounds),
        _ => around(net, middle, bounds),
    }
}

fn around(net: &Net<'_>, middle: usize, bounds: Bounds) -> Near {
    let kind = net.kind(middle);
    let mut near = Near { vertices: vec![middle], ..Near::default() };
    let mut known = BTreeSet::from([middle]);
    // Each side has its half; what one does not need, the other may take.
    let mut sides = [vec![middle], vec![middle]];
    let neighbours = |vertex: usize, side: usize| -> Vec<usize> {
        let mut list: Vec<(usize, usize)> = match side {
            0 => net.into(vertex).filter(|edge| shows(net, edge, kind)).map(|edge| (edge.tie, edge.from)).collect(),
            _ => net.out(vertex).filter(|edge| shows(net, edge, kind)).map(|edge| (edge.tie, edge.to)).collect(),
        };
        list.sort_by_key(|(tie, vertex)| (net.ties[*tie].is_owner(), *tie, *vertex));
        list.into_iter().map(|(_, vertex)| vertex).collect()
    };
    for distance in 1..=bounds.depth {
        let found: Vec<Vec<usize>> = (0..2)
            .map(|side| {
                let mut found: Vec<usize> = Vec::new();
                let mut seen = BTreeSet::new();
                for vertex in &sides[side] {
                    found
                        .extend(neighbours(*vertex, side).into_iter().filter(|next| !known.contains(next) && seen.insert(*next)));
                }
                found
            })
            .collect();
        let room = bounds.most.saturating_sub(near.vertices.len());
        let (left, right) = (found[0].len(), found[1].len());
        let half = room / 2;
        let left_room = if right < half { room - right } else { half.max(room.saturating_sub(right)) };
        let takes = [left.min(left_room), right.min(room.saturating_sub(left.min(left_room)))];
        for side in 0..2 {
            sides[side] = found[side].iter().copied().take(takes[side]).collect();
            near.vertices.extend(sides[side].iter().copied().filter(|vertex| known.insert(*vertex)));
            let cut = found[side].len() - takes[side];
            match (distance, side) {
                (1, 0) => near.left_out.0 = cut,
                (1, _) => near.left_out.1 = cut,
                _ => near.beyond += cut,
            }
        }
    }
    near
}

/// Picks the parts of a system and what they need elsewhere, or who needs them.
fn of_system(net: &Net<'_>, system: usize, bounds: Bounds) -> Near {
    let mut near = Near::default();
    let mut parts: Vec<usize> = net.parts(system).to_vec();
    // The parts that most edges lead to or from say most about the system.
    parts.sort_by_cached_key(|part| (std::cmp::Reverse(net.into(*part).count() + net.out(*part).count()), *part));
    let most = bounds.most * 2 / 3;
    near.left_out.1 = parts.len().saturating_sub(most);
    parts.truncate(most);
    let all: BTreeSet<usize> = net.parts(system).iter().copied().collect();
    let mut outside: Vec<usize> = Vec::new();
    for part in &parts {
        let edges = net.into(*part).filter(|edge| shows(net, edge, "system")).map(|edge| edge.from);
        let both = edges.chain(net.out(*part).filter(|edge| shows(net, edge, "system")).map(|edge| edge.to));
        outside.extend(both.filter(|other| !all.contains(other)));
    }
    outside.sort_unstable();
    outside.dedup();
    near.with(parts, outside, bounds)
}

/// Picks the systems of a domain and those that they need or that need them.
fn of_domain(net: &Net<'_>, domain: usize, bounds: Bounds) -> Near {
    let mut near = Near { lifted: true, ..Near::default() };
    let parts = net.parts(domain);
    near.left_out.1 = parts.len().saturating_sub(bounds.most);
    let own: BTreeSet<usize> = parts.iter().copied().collect();
    let mut outside: Vec<usize> = parts
        .iter()
        .flat_map(|part| {
            let (needed, needing) = net.systems_around(*part);
            needed.iter().chain(needing).copied()
        })
        .filter(|other| !own.contains(other))
        .collect();
    outside.sort_unstable();
    outside.dedup();
    near.with(parts.iter().copied().take(bounds.most).collect(), outside, bounds)
}
