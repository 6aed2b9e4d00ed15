//! Places the vertices across their ranks: each wants to stand level with those that it is joined to; order, gaps and frames say how near they come. Sweep after
//! sweep every rank takes the nearest positions that its order allows (pool adjacent violators), and the frames push apart what is in their way.

use super::layers::Layers;
use super::{AROUND, BESIDE, PASSING};

/// How many sweeps there are.
const SWEEPS: usize = 12;
/// Edges that are less than this out of level are made straight where there is room.
const LEVEL: f64 = 14.0;

/// Holds where everything stands across the ranks.
pub(super) struct Places {
    /// The middle of every vertex.
    pub(super) middle: Vec<f64>,
    /// Where every frame starts and ends.
    pub(super) frames: Vec<(f64, f64)>,
}

/// Gives where everything stands across the ranks.
pub(super) fn place(layers: &Layers) -> Places {
    let limits = Limits::new(layers);
    let mut at = vec![0.0; limits.count];
    for rank in &layers.ranks {
        let mut next = 0.0;
        for (place, vertex) in rank.iter().enumerate() {
            next += if place == 0 { 0.0 } else { gap(layers, rank[place - 1], *vertex) };
            at[*vertex] = next;
        }
        // Ranks start centred on each other.
        rank.iter().for_each(|vertex| at[*vertex] -= next / 2.0);
    }
    limits.keep(layers, &mut at);
    for round in 0..SWEEPS {
        let last = layers.ranks.len();
        let order: Vec<usize> = if round % 2 == 0 { (0..last).collect() } else { (0..last).rev().collect() };
        let homes = homes(layers, &at);
        for rank in order {
            level(layers, rank, round, &homes, &mut at);
        }
        limits.keep(layers, &mut at);
    }
    limits.straighten(layers, &mut at);
    let frames = frames(layers, &at);
    at.truncate(layers.rank.len());
    Places { middle: at, frames }
}

/// Gives the borders of frames: close around what is in them, save where they would be too narrow; there they stand where the limits have put them.
fn frames(layers: &Layers, at: &[f64]) -> Vec<(f64, f64)> {
    let vertices = layers.rank.len();
    let mut frames = vec![(f64::INFINITY, f64::NEG_INFINITY); layers.frames];
    for (vertex, middle) in at.iter().copied().enumerate().take(vertices) {
        if let Some(frame) = layers.frame[vertex] {
            let (pad, reach) = (layers.pad_across[frame], layers.reach[vertex]);
            let (start, end): &mut (f64, f64) = &mut frames[frame];
            (*start, *end) = (start.min(middle - reach.0 - pad.0), end.max(middle + reach.1 + pad.1));
        }
    }
    let mut inwards: Vec<usize> = (0..layers.frames).collect();
    inwards.sort_by_key(|frame| std::cmp::Reverse(layers.around(Some(*frame)).count()));
    for frame in inwards {
        if frames[frame].1 - frames[frame].0 < layers.least[frame].0 {
            frames[frame] = (frames[frame].0.min(at[vertices + 2 * frame]), frames[frame].1.max(at[vertices + 2 * frame + 1]));
        }
        if let Some(around) = layers.within[frame] {
            let (pad, own) = (layers.pad_across[around], frames[frame]);
            frames[around] = (frames[around].0.min(own.0 - pad.0), frames[around].1.max(own.1 + pad.1));
        }
    }
    frames
}

/// Gives where the tied nodes of each frame stand on the average; nothing for frames without any.
fn homes(layers: &Layers, at: &[f64]) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); layers.frames];
    for node in (0..layers.nodes).filter(|node| !layers.loose[*node]) {
        if let Some(frame) = layers.frame[node] {
            let sum: &mut (f64, f64) = &mut sums[frame];
            *sum = (sum.0 + at[node], sum.1 + 1.0);
        }
    }
    sums.into_iter().map(|(sum, count)| (count > 0.0).then(|| sum / count)).collect()
}

/// Gives the least distance between the middles of two neighbours of a rank.
fn gap(layers: &Layers, one: usize, other: usize) -> f64 {
    let halves = layers.reach[one].1 + layers.reach[other].0;
    let (first, second) = (layers.frame[one], layers.frame[other]);
    if first != second {
        let shared = layers.shared(first, second);
        let after: f64 =
            layers.around(first).take_while(|frame| Some(*frame) != shared).map(|frame| layers.pad_across[frame].1).sum();
        let before: f64 =
            layers.around(second).take_while(|frame| Some(*frame) != shared).map(|frame| layers.pad_across[frame].0).sum();
        return halves + after + AROUND + before;
    }
    halves + if one < layers.nodes && other < layers.nodes { BESIDE } else { PASSING }
}

/// Moves one rank to where its vertices are level with their neighbours.
fn level(layers: &Layers, rank: usize, round: usize, homes: &[Option<f64>], at: &mut [f64]) {
    // Early sweeps look one way, so that positions travel fast; late ones both ways, so that all settle.
    let both = round >= SWEEPS / 2;
    let members = &layers.ranks[rank];
    // Blocks of vertices that touch: weight, weighted sum of wishes less offsets, how many, length up to its last vertex.
    let mut blocks: Vec<(f64, f64, usize, f64)> = Vec::with_capacity(members.len());
    for (place, vertex) in members.iter().enumerate() {
        let mut joined: Vec<usize> = Vec::new();
        if both || round.is_multiple_of(2) || layers.behind[*vertex].is_empty() {
            joined.extend(&layers.before[*vertex]);
        }
        if both || !round.is_multiple_of(2) || layers.before[*vertex].is_empty() {
            joined.extend(&layers.behind[*vertex]);
        }
        let (mut weight, mut sum) = (0.0, 0.0);
        for other in joined.into_iter().filter(|other| !layers.loose[*vertex] && !layers.loose[*other]) {
            let pull = layers.pull(*vertex, other);
            weight += pull;
            sum += pull * at[other];
        }
        let gap = if place == 0 { 0.0 } else { gap(layers, members[place - 1], *vertex) };
        if weight == 0.0 {
            // What no edge leads to stands where the others of its frame do.
            let home = layers.frame[*vertex].and_then(|frame| homes[frame]);
            (weight, sum) = (0.01, 0.01 * home.unwrap_or(at[*vertex]));
        }
        let mut block = (weight, sum, 1, 0.0);
        // The distance from the last vertex of the block before to the first of this one.
        let mut distance = gap;
        while let Some(before) = blocks.last().copied() {
            if before.1 / before.0 + before.3 + distance <= block.1 / block.0 {
                break;
            }
            blocks.pop();
            let offset = before.3 + distance;
            block = (before.0 + block.0, before.1 + block.1 - block.0 * offset, before.2 + block.2, offset + block.3);
            let first = place + 1 - block.2;
            distance = if first == 0 { 0.0 } else { self::gap(layers, members[first - 1], members[first]) };
        }
        blocks.push(block);
    }
    let mut place = 0;
    for (weight, sum, count, _) in blocks {
        let mut position = sum / weight;
        for index in 0..count {
            if index > 0 {
                position += gap(layers, members[place - 1], members[place]);
            }
            at[members[place]] = position;
            place += 1;
        }
    }
}

/// Holds what must stand how far behind what: vertices, and behind them the two borders of every frame.
struct Limits {
    count: usize,
    /// In an order in which what is pushed comes after what pushes it.
    pairs: Vec<(usize, usize, f64)>,
}

impl Limits {
    fn new(layers: &Layers) -> Self {
        let vertices = layers.rank.len();
        let (top, bottom) = (|frame: usize| vertices + 2 * frame, |frame: usize| vertices + 2 * frame + 1);
        let count = vertices + 2 * layers.frames;
        let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
        for rank in &layers.ranks {
            let mut before: Option<usize> = None;
            for vertex in rank.iter().copied().map(Some).chain([None]) {
                let (left, frame) =
                    (before.and_then(|before| layers.frame[before]), vertex.and_then(|vertex| layers.frame[vertex]));
                if let (Some(before), Some(vertex), true) = (before, vertex, left == frame) {
                    pairs.push((before, vertex, gap(layers, before, vertex)));
                } else {
                    let shared = layers.shared(left, frame);
                    let mut border = before.map(|before| (before, layers.reach[before].1));
                    for closed in layers.around(left).take_while(|frame| Some(*frame) != shared) {
                        if let Some((from, size)) = border {
                            pairs.push((from, bottom(closed), size + layers.pad_across[closed].1));
                        }
                        border = Some((bottom(closed), 0.0));
                    }
                    let mut opened: Vec<usize> = layers.around(frame).take_while(|frame| Some(*frame) != shared).collect();
                    opened.reverse();
                    let mut apart = AROUND;
                    for opened in opened {
                        if let Some((from, size)) = border {
                            pairs.push((from, top(opened), size + apart));
                        }
                        (border, apart) = (Some((top(opened), 0.0)), layers.pad_across[opened].0);
                    }
                    if let (Some((from, size)), Some(vertex)) = (border, vertex) {
                        pairs.push((from, vertex, size + apart + layers.reach[vertex].0));
                    }
                }
                before = vertex;
            }
        }
        for (frame, least) in layers.least.iter().enumerate().filter(|(_, least)| least.0 > 0.0) {
            pairs.push((top(frame), bottom(frame), least.0));
        }
        Self { count, pairs: sorted(count, pairs) }
    }

    /// Pushes apart what stands too near: all the way forwards, all the way back, and the middle of the two, which keeps all distances as either does.
    fn keep(&self, layers: &Layers, at: &mut [f64]) {
        if layers.frames == 0 {
            return;
        }
        self.borders(layers, at);
        let (mut forwards, mut back) = (at.to_vec(), at.to_vec());
        for (from, to, distance) in &self.pairs {
            forwards[*to] = forwards[*to].max(forwards[*from] + distance);
        }
        for (from, to, distance) in self.pairs.iter().rev() {
            back[*from] = back[*from].min(back[*to] - distance);
        }
        for (place, at) in at.iter_mut().enumerate() {
            *at = f64::midpoint(forwards[place], back[place]);
        }
    }

    /// Draws the borders of frames close around what is in them.
    fn borders(&self, layers: &Layers, at: &mut [f64]) {
        let vertices = layers.rank.len();
        for frame in 0..layers.frames {
            at[vertices + 2 * frame] = f64::INFINITY;
            at[vertices + 2 * frame + 1] = f64::NEG_INFINITY;
        }
        for vertex in 0..vertices {
            let (mut first, mut last) = (at[vertex] - layers.reach[vertex].0, at[vertex] + layers.reach[vertex].1);
            for frame in layers.around(layers.frame[vertex]) {
                (first, last) = (first - layers.pad_across[frame].0, last + layers.pad_across[frame].1);
                let (top, bottom) = (vertices + 2 * frame, vertices + 2 * frame + 1);
                at[top] = at[top].min(first);
                at[bottom] = at[bottom].max(last);
            }
        }
    }

    /// Makes edges straight that are a little out of level, where nothing stands in the way.
    fn straighten(&self, layers: &Layers, at: &mut [f64]) {
        // Frames that must be wider than what is in them stay as wide as the limits have made them.
        if layers.least.iter().all(|least| least.0 == 0.0) {
            self.borders(layers, at);
        }
        let mut before: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.count];
        let mut behind = before.clone();
        for (from, to, distance) in &self.pairs {
            before[*to].push((*from, *distance));
            behind[*from].push((*to, *distance));
        }
        for forwards in [true, false, true] {
            let last = layers.ranks.len();
            let ranks: Vec<usize> = if forwards { (0..last).collect() } else { (0..last).rev().collect() };
            for vertex in ranks.into_iter().flat_map(|rank| &layers.ranks[rank]).copied() {
                let joined = if forwards { &layers.before[vertex] } else { &layers.behind[vertex] };
                let tied = joined.iter().copied().filter(|other| !layers.loose[vertex] && !layers.loose[*other]);
                let Some(other) = tied.min_by(|one, other| {
                    let pull = |end: usize| layers.pull(vertex, end);
                    let off = |end: usize| (at[end] - at[vertex]).abs();
                    pull(*other).total_cmp(&pull(*one)).then(off(*one).total_cmp(&off(*other))).then(one.cmp(other))
                }) else {
                    continue;
                };
                // A node between two is centred on purpose.
                let wanted = at[other];
                if joined.len() > 1 && vertex < layers.nodes || (wanted - at[vertex]).abs() > LEVEL {
                    continue;
                }
                let fits = before[vertex].iter().all(|(from, distance)| at[*from] + distance <= wanted)
                    && behind[vertex].iter().all(|(to, distance)| wanted + distance <= at[*to]);
                if fits {
                    at[vertex] = wanted;
                }
            }
        }
    }
}

/// Sorts pairs by a topological order of what they start from. They have no cycle: ranks are ordered, and frames stand alike in all of them.
fn sorted(count: usize, pairs: Vec<(usize, usize, f64)>) -> Vec<(usize, usize, f64)> {
    let mut behind: Vec<Vec<(usize, usize, f64)>> = vec![Vec::new(); count];
    let mut left = vec![0_usize; count];
    for pair in pairs {
        left[pair.1] += 1;
        behind[pair.0].push(pair);
    }
    let mut next: std::collections::VecDeque<usize> = (0..count).filter(|item| left[*item] == 0).collect();
    let mut order = Vec::new();
    while let Some(item) = next.pop_front() {
        for pair in std::mem::take(&mut behind[item]) {
            left[pair.1] -= 1;
            if left[pair.1] == 0 {
                next.push_back(pair.1);
            }
            order.push(pair);
        }
    }
    order
}
