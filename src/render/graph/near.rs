//! Near: an entity -> what stands around it, few enough to read. Upwards only what needs it, downwards only what it needs, so that nobody's other customers get
//! into the picture.

use std::collections::BTreeMap;

use super::net::{Edge, Net};

/// Holds what a picture shows.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// The vertices with their distance from the middle, the middle first.
    pub(super) vertices: Vec<(usize, usize)>,
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
    fn add(&mut self, known: &mut BTreeMap<usize, usize>, vertex: usize, distance: usize) -> bool {
        if known.contains_key(&vertex) {
            return false;
        }
        known.insert(vertex, distance);
        self.vertices.push((vertex, distance));
        true
    }
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
    let mut near = Near::default();
    let mut known = BTreeMap::new();
    near.add(&mut known, middle, 0);
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
                let mut seen = std::collections::BTreeSet::new();
                for vertex in &sides[side] {
                    found.extend(
                        neighbours(*vertex, side).into_iter().filter(|next| !known.contains_key(next) && seen.insert(*next)),
                    );
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
            for vertex in &sides[side] {
                near.add(&mut known, *vertex, distance);
            }
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
    let mut known = BTreeMap::new();
    let mut parts: Vec<usize> = net.parts(system).to_vec();
    // The parts that most edges lead to or from say most about the system.
    parts.sort_by_key(|part| (std::cmp::Reverse(net.into(*part).count() + net.out(*part).count()), *part));
    let most = bounds.most * 2 / 3;
    near.left_out.1 = parts.len().saturating_sub(most);
    parts.truncate(most);
    for part in &parts {
        near.add(&mut known, *part, 1);
    }
    let mut outside: Vec<usize> = Vec::new();
    for part in &parts {
        let edges = net.into(*part).filter(|edge| shows(net, edge, "system")).map(|edge| edge.from);
        let all = edges.chain(net.out(*part).filter(|edge| shows(net, edge, "system")).map(|edge| edge.to));
        outside.extend(all.filter(|other| !net.parts(system).contains(other)));
    }
    outside.sort_unstable();
    outside.dedup();
    let room = bounds.most.saturating_sub(near.vertices.len());
    near.beyond = outside.len().saturating_sub(room);
    for other in outside.into_iter().take(room) {
        near.add(&mut known, other, 2);
    }
    near
}

/// Picks the systems of a domain and those that they need or that need them.
fn of_domain(net: &Net<'_>, domain: usize, bounds: Bounds) -> Near {
    let mut near = Near { lifted: true, ..Near::default() };
    let mut known = BTreeMap::new();
    let parts = net.parts(domain);
    near.left_out.1 = parts.len().saturating_sub(bounds.most);
    for part in parts.iter().take(bounds.most) {
        near.add(&mut known, *part, 1);
    }
    let mut outside: Vec<usize> = parts
        .iter()
        .flat_map(|part| {
            let (needed, needing) = net.systems_around(*part);
            needed.iter().chain(needing).copied()
        })
        .filter(|other| !parts.contains(other))
        .collect();
    outside.sort_unstable();
    outside.dedup();
    let room = bounds.most.saturating_sub(near.vertices.len());
    near.beyond = outside.len().saturating_sub(room);
    for other in outside.into_iter().take(room) {
        near.add(&mut known, other, 2);
    }
    near
}
