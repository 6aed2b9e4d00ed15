//! Routes: positions in ranks -> positions on the plane, edges as curves between the ranks and straight lines through them, frames around their nodes.

use super::layers::Layers;
use super::place::Places;
use super::{Area, Drawing, Graph, Point, Route, Step};

/// How much of the greatest step of its edges a gap between ranks is wide.
const SLANT: f64 = 0.3;
/// What is level to the eye.
const LEVEL: f64 = 0.75;

/// A rectangle along and across the ranks: its start along and across, its end likewise.
type Place = (f64, f64, f64, f64);

/// Gives the drawing of a part, its top left at zero.
pub(super) fn route(layers: &Layers, places: &Places, reversed: &[bool], graph: &Graph) -> Drawing {
    let cross = &places.middle;
    let reaches = reaches(layers);
    let spans = spans(layers, cross, &reaches, graph);
    let frames: Vec<Option<Place>> = reaches
        .iter()
        .zip(&places.frames)
        .map(|(reach, (first, last))| {
            let reach = reach.as_ref()?;
            Some((spans[reach.first].0 - reach.before, *first, spans[reach.last].1 + reach.behind, *last))
        })
        .collect();
    let place = |vertex: usize| {
        let (start, end) = spans[layers.rank[vertex]];
        let along = f64::midpoint(start, end) - layers.along[vertex] / 2.0;
        let across = cross[vertex] - layers.across[vertex] / 2.0;
        (along, across, along + layers.along[vertex], across + layers.across[vertex])
    };
    let nodes: Vec<Place> = (0..layers.nodes).map(place).collect();
    let boxes = || nodes.iter().chain(frames.iter().flatten());
    let vertices =
        || (0..cross.len()).filter(|vertex| *vertex >= layers.nodes || layers.reach[*vertex].0 > layers.across[*vertex] / 2.0);
    let rooms =
        || (0..cross.len()).filter(|vertex| *vertex >= layers.nodes || layers.reach[*vertex].1 > layers.across[*vertex] / 2.0);
    let least = |pick: fn(&Place) -> f64| boxes().map(pick).fold(f64::INFINITY, f64::min);
    let most = |pick: fn(&Place) -> f64| boxes().map(pick).fold(f64::NEG_INFINITY, f64::max);
    let first_along = least(|area| area.0);
    let first_across = vertices().map(|vertex| cross[vertex] - layers.reach[vertex].0).fold(least(|area| area.1), f64::min);
    let last_across = rooms().map(|vertex| cross[vertex] + layers.reach[vertex].1).fold(most(|area| area.3), f64::max);
    let (length, breadth) = (most(|area| area.2) - first_along, last_across - first_across);
    let direction = graph.direction;
    let point = |along: f64, across: f64| {
        let along = if direction.is_turned() { half(length) - half(along - first_along) } else { half(along - first_along) };
        let across = half(across - first_across);
        if direction.is_upright() { Point { x: across, y: along } } else { Point { x: along, y: across } }
    };
    let area = |of: &Place| {
        let (one, other) = (point(of.0, of.1), point(of.2, of.3));
        let (x, y) = (one.x.min(other.x), one.y.min(other.y));
        Area { x, y, width: one.x.max(other.x) - x, height: one.y.max(other.y) - y }
    };
    let (width, height) = if direction.is_upright() { (breadth, length) } else { (length, breadth) };
    let ports = ports(layers, cross, graph);
    Drawing {
        width: width.ceil(),
        height: height.ceil(),
        nodes: nodes.iter().map(area).collect(),
        frames: frames.iter().map(|frame| frame.as_ref().map(area)).collect(),
        labels: layers.labels.iter().map(|vertex| vertex.map(|vertex| area(&place(vertex)))).collect(),
        edges: layers
            .chains
            .iter()
            .zip(reversed)
            .zip(&ports)
            .map(|((chain, reversed), ports)| {
                let route = along(layers, cross, &spans, &nodes, chain, *ports, &point);
                Some(if *reversed { route.turned() } else { route })
            })
            .collect(),
    }
}

/// Rounds to half pixels, on which lines are sharp.
fn half(value: f64) -> f64 {
    (value * 2.0).round() / 2.0
}

/// Holds which ranks a frame spans, and what it keeps free before the first and behind the last, with the frames that start and end with it.
struct Reach {
    first: usize,
    last: usize,
    before: f64,
    behind: f64,
}

fn reaches(layers: &Layers) -> Vec<Option<Reach>> {
    let mut reaches: Vec<Option<Reach>> = (0..layers.frames).map(|_| None).collect();
    for (vertex, rank) in layers.rank.iter().copied().enumerate() {
        for frame in layers.around(layers.frame[vertex]) {
            let reach = reaches[frame].get_or_insert(Reach { first: rank, last: rank, before: 0.0, behind: 0.0 });
            (reach.first, reach.last) = (reach.first.min(rank), reach.last.max(rank));
        }
    }
    let mut inwards: Vec<usize> = (0..layers.frames).collect();
    inwards.sort_by_key(|frame| std::cmp::Reverse(layers.around(Some(*frame)).count()));
    for frame in inwards {
        let Some(reach) = &mut reaches[frame] else { continue };
        reach.before += layers.pad_along[frame].0;
        reach.behind += layers.pad_along[frame].1;
        let (first, last, before, behind) = (reach.first, reach.last, reach.before, reach.behind);
        if let Some(around) = layers.within[frame].and_then(|around| reaches[around].as_mut()) {
            if around.first == first {
                around.before = around.before.max(before);
            }
            if around.last == last {
                around.behind = around.behind.max(behind);
            }
        }
    }
    reaches
}

/// Gives where each rank starts and ends.
fn spans(layers: &Layers, cross: &[f64], reaches: &[Option<Reach>], graph: &Graph) -> Vec<(f64, f64)> {
    let gaps = graph.gaps;
    let mut pads = vec![(0.0_f64, 0.0_f64); layers.ranks.len()];
    for reach in reaches.iter().flatten() {
        pads[reach.first].0 = pads[reach.first].0.max(reach.before);
        pads[reach.last].1 = pads[reach.last].1.max(reach.behind);
    }
    let is_thin = |rank: usize| gaps.halved && layers.ranks[rank].iter().all(|vertex| *vertex >= layers.nodes);
    let mut spans: Vec<(f64, f64)> = Vec::with_capacity(layers.ranks.len());
    let mut next = 0.0;
    for (number, rank) in layers.ranks.iter().enumerate() {
        let mut size = rank.iter().map(|vertex| layers.along[*vertex]).fold(0.0, f64::max);
        for (frame, reach) in reaches.iter().enumerate() {
            // What is too short for its title grows at its end.
            if let Some(reach) = reach.as_ref().filter(|reach| reach.last == number) {
                let start = if reach.first == number { next } else { spans[reach.first].0 };
                size = size.max(layers.least[frame].1 - reach.before - reach.behind - (next - start));
            }
        }
        spans.push((next, next + size));
        let step = rank
            .iter()
            .flat_map(|vertex| layers.behind[*vertex].iter().map(|other| (cross[*vertex] - cross[*other]).abs()))
            .fold(0.0, f64::max);
        let mut gap = (step * SLANT).clamp(gaps.between.0, gaps.between.1).round();
        if number + 1 < layers.ranks.len() {
            if is_thin(number) || is_thin(number + 1) {
                gap = ((step * SLANT).clamp(gaps.between.0 / 2.0, gaps.between.1 / 2.0)).round();
            }
            gap = gap.max(pads[number].1 + gaps.clear.min(pads[number].1 + pads[number + 1].0) + pads[number + 1].0);
        }
        next += size + gap;
    }
    spans
}

/// Says how far from the middle of its nodes each edge starts and ends, so that those of one side stand apart; what is level stays level.
fn ports(layers: &Layers, cross: &[f64], graph: &Graph) -> Vec<(f64, f64)> {
    let mut ports = vec![(0.0, 0.0); layers.chains.len()];
    if graph.nodes.iter().all(|node| node.ports == 0.0) {
        return ports;
    }
    // By node and side: how far aside the edge goes, its number.
    let mut sides: Vec<[Vec<(f64, usize)>; 2]> = vec![Default::default(); layers.nodes];
    for (number, chain) in layers.chains.iter().enumerate() {
        if let [from, next, ..] = chain[..] {
            sides[from][0].push((cross[next] - cross[from], number));
        }
        if let [.., next, to] = chain[..] {
            sides[to][1].push((cross[next] - cross[to], number));
        }
    }
    for (node, sides) in sides.into_iter().enumerate() {
        for (side, mut edges) in sides.into_iter().enumerate() {
            edges.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            let level = edges.iter().position(|(aside, _)| aside.abs() < LEVEL);
            let middle = level.map_or((edges.len() as f64 - 1.0) / 2.0, |level| level as f64);
            let furthest = middle.max(edges.len() as f64 - 1.0 - middle);
            let gap = if furthest > 0.0 { graph.gaps.port.min(layers.ports[node] / 2.0 / furthest) } else { 0.0 };
            let even: Vec<f64> = (0..edges.len()).map(|place| (place as f64 - middle) * gap).collect();
            let mut last = f64::NEG_INFINITY;
            for (place, (aside, number)) in edges.into_iter().enumerate() {
                // An edge that is almost level starts where it is.
                let next = even.get(place + 1).copied().unwrap_or(f64::INFINITY);
                let is_level = aside.abs() < even[place].abs()
                    && aside * even[place] > 0.0
                    && aside - last > gap / 2.0
                    && next - aside > gap / 2.0;
                let port = half(if is_level { aside } else { even[place] });
                last = port;
                if side == 0 { ports[number].0 = port } else { ports[number].1 = port }
            }
        }
    }
    ports
}

/// Leads an edge from rank to rank: level through a rank, in a curve between two.
fn along(
    layers: &Layers,
    cross: &[f64],
    spans: &[(f64, f64)],
    nodes: &[Place],
    chain: &[usize],
    ports: (f64, f64),
    point: &impl Fn(f64, f64) -> Point,
) -> Route {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
        return Route { start: point(0.0, 0.0), steps: Vec::new() };
    };
    let cross = |vertex: usize| match vertex {
        vertex if vertex == *first => cross[vertex] + ports.0,
        vertex if vertex == *last => cross[vertex] + ports.1,
        vertex => cross[vertex],
    };
    let start = point(nodes[*first].2, cross(*first));
    let mut steps = Vec::new();
    let mut at = start;
    let line = |steps: &mut Vec<Step>, at: &mut Point, to: Point| {
        if to != *at {
            steps.push(Step::Line(to));
            *at = to;
        }
    };
    for ends in chain.windows(2) {
        let (from, to) = (spans[layers.rank[ends[0]]].1, spans[layers.rank[ends[1]]].0);
        let (here, there) = (cross(ends[0]), cross(ends[1]));
        line(&mut steps, &mut at, point(from, here));
        if point(from, here) == point(from, there) {
            line(&mut steps, &mut at, point(to, there));
        } else {
            let middle = f64::midpoint(from, to);
            at = point(to, there);
            steps.push(Step::Curve(point(middle, here), point(middle, there), at));
        }
    }
    line(&mut steps, &mut at, point(nodes[*last].0, cross(*last)));
    Route { start, steps }
}
