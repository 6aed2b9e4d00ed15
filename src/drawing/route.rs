//! Routes: positions in ranks -> positions on the plane, edges as curves between the ranks and straight lines through them, frames around their nodes.

use super::layers::Layers;
use super::{Area, BETWEEN, Direction, Drawing, Point, Route, Step};

/// How much of the greatest step of its edges a gap between ranks is wide.
const SLANT: f64 = 0.3;

/// Gives the drawing of a part, its top left at zero.
pub(super) fn route(layers: &Layers, cross: &[f64], reversed: &[bool], direction: Direction) -> Drawing {
    let spans = spans(layers, cross);
    let mut frames: Vec<Option<(f64, f64, f64, f64)>> = vec![None; layers.frames];
    for (vertex, frame) in layers.frame.iter().enumerate() {
        let Some(frame) = frame else { continue };
        let (start, end) = spans[layers.rank[vertex]];
        let half = layers.across[vertex] / 2.0;
        let own = (
            start - layers.pad_along.0,
            cross[vertex] - half - layers.pad_across.0,
            end + layers.pad_along.1,
            cross[vertex] + half + layers.pad_across.1,
        );
        let all = frames[*frame].get_or_insert(own);
        *all = (all.0.min(own.0), all.1.min(own.1), all.2.max(own.2), all.3.max(own.3));
    }
    let nodes: Vec<(f64, f64, f64, f64)> = (0..layers.nodes)
        .map(|node| {
            let (start, end) = spans[layers.rank[node]];
            let along = f64::midpoint(start, end) - layers.along[node] / 2.0;
            let across = cross[node] - layers.across[node] / 2.0;
            (along, across, along + layers.along[node], across + layers.across[node])
        })
        .collect();
    let boxes = || nodes.iter().chain(frames.iter().flatten());
    let stands = layers.chains.iter().flatten().filter(|vertex| **vertex >= layers.nodes).map(|vertex| cross[*vertex]);
    let least = |pick: fn(&(f64, f64, f64, f64)) -> f64| boxes().map(pick).fold(f64::INFINITY, f64::min);
    let most = |pick: fn(&(f64, f64, f64, f64)) -> f64| boxes().map(pick).fold(f64::NEG_INFINITY, f64::max);
    let first_along = least(|area| area.0);
    let first_across = stands.clone().fold(least(|area| area.1), f64::min);
    let (length, breadth) = (most(|area| area.2) - first_along, stands.fold(most(|area| area.3), f64::max) - first_across);
    let point = |along: f64, across: f64| {
        let (along, across) = (half(along - first_along), half(across - first_across));
        match direction {
            Direction::Right => Point { x: along, y: across },
            Direction::Down => Point { x: across, y: along },
        }
    };
    let area = |of: &(f64, f64, f64, f64)| {
        let (start, end) = (point(of.0, of.1), point(of.2, of.3));
        Area { x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y }
    };
    let (width, height) = if direction == Direction::Right { (length, breadth) } else { (breadth, length) };
    Drawing {
        width: width.ceil(),
        height: height.ceil(),
        nodes: nodes.iter().map(area).collect(),
        frames: frames.iter().map(|frame| frame.as_ref().map(area)).collect(),
        edges: layers
            .chains
            .iter()
            .zip(reversed)
            .map(|(chain, reversed)| {
                let route = along(layers, cross, &spans, &nodes, chain, &point);
                Some(if *reversed { turned(route) } else { route })
            })
            .collect(),
    }
}

/// Rounds to half pixels, on which lines are sharp.
fn half(value: f64) -> f64 {
    (value * 2.0).round() / 2.0
}

/// Gives where each rank starts and ends.
fn spans(layers: &Layers, cross: &[f64]) -> Vec<(f64, f64)> {
    let mut spans = Vec::with_capacity(layers.ranks.len());
    let mut next = 0.0;
    for rank in &layers.ranks {
        let size = rank.iter().map(|vertex| layers.along[*vertex]).fold(0.0, f64::max);
        spans.push((next, next + size));
        let step = rank
            .iter()
            .flat_map(|vertex| layers.behind[*vertex].iter().map(|other| (cross[*vertex] - cross[*other]).abs()))
            .fold(0.0, f64::max);
        next += size + (step * SLANT).clamp(BETWEEN.0, BETWEEN.1).round();
    }
    spans
}

/// Leads an edge from rank to rank: level through a rank, in a curve between two.
fn along(
    layers: &Layers,
    cross: &[f64],
    spans: &[(f64, f64)],
    nodes: &[(f64, f64, f64, f64)],
    chain: &[usize],
    point: &impl Fn(f64, f64) -> Point,
) -> Route {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
        return Route { start: point(0.0, 0.0), steps: Vec::new() };
    };
    let start = point(nodes[*first].2, cross[*first]);
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
        let (here, there) = (cross[ends[0]], cross[ends[1]]);
        line(&mut steps, &mut at, point(from, here));
        if point(from, here) == point(from, there) {
            line(&mut steps, &mut at, point(to, there));
        } else {
            let middle = f64::midpoint(from, to);
            at = point(to, there);
            steps.push(Step::Curve(point(middle, here), point(middle, there), at));
        }
    }
    line(&mut steps, &mut at, point(nodes[*last].0, cross[*last]));
    Route { start, steps }
}

/// Lets a route run the other way.
fn turned(route: Route) -> Route {
    let mut points = vec![route.start];
    points.extend(route.steps.iter().map(|step| match step {
        Step::Line(to) | Step::Curve(_, _, to) => *to,
    }));
    let steps = route.steps.iter().zip(&points).rev().map(|(step, from)| match step {
        Step::Line(_) => Step::Line(*from),
        Step::Curve(one, two, _) => Step::Curve(*two, *one, *from),
    });
    Route { start: points.last().copied().unwrap_or(route.start), steps: steps.collect() }
}
