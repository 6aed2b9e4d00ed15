//! Orders the vertices of each rank so that few edges cross: barycentres, sweep after sweep, then transposition. The vertices of a frame stay together, and frames
//! stand in one order in all ranks, so that each can be a rectangle.

use super::layers::Layers;

/// The most sweeps without a better order.
const PATIENCE: usize = 2;
/// The most sweeps.
const SWEEPS: usize = 8;
/// The most vertices for which neighbours are exchanged one by one.
const TRANSPOSED: usize = 600;
/// The most frames whose order is tried out.
const TRIED: usize = 16;

/// Puts every rank into an order with few crossings.
pub(super) fn order(layers: &mut Layers) {
    let mut frames: Vec<usize> = vec![0; layers.frames];
    if layers.frames > 1 {
        // Without the frames first: where their vertices tend to is the order of the frames.
        let mut free = Sweep { best: layers.ranks.clone(), crossings: usize::MAX };
        free.run(layers, None, PATIENCE);
        frames = tendency(layers, &free.best);
    }
    let mut kept = Sweep { best: layers.ranks.clone(), crossings: usize::MAX };
    kept.run(layers, Some(&frames), SWEEPS);
    if (2..=TRIED).contains(&layers.frames) && layers.rank.len() <= TRANSPOSED {
        let mut by_place: Vec<usize> = (0..layers.frames).collect();
        by_place.sort_by_key(|frame| frames[*frame]);
        for first in 0..by_place.len() - 1 {
            if kept.crossings == 0 {
                break;
            }
            let mut tried = frames.clone();
            tried.swap(by_place[first], by_place[first + 1]);
            layers.ranks.clone_from(&kept.best);
            let mut sweep = Sweep { best: kept.best.clone(), crossings: usize::MAX };
            sweep.run(layers, Some(&tried), PATIENCE);
            if sweep.crossings < kept.crossings {
                (kept, frames) = (sweep, tried);
                by_place.swap(first, first + 1);
            }
        }
    }
    layers.ranks = kept.best;
}

/// Holds the best order so far.
struct Sweep {
    best: Vec<Vec<usize>>,
    crossings: usize,
}

impl Sweep {
    fn run(&mut self, layers: &mut Layers, frames: Option<&[usize]>, most: usize) {
        let mut places = vec![0; layers.rank.len()];
        note(&layers.ranks, &mut places);
        let mut idle = 0;
        // The first sweep makes the order one that the frames allow; only then it counts.
        for round in 0..most {
            let last = layers.ranks.len();
            let ranks: Vec<usize> = if round % 2 == 0 { (0..last).collect() } else { (0..last).rev().collect() };
            for rank in ranks {
                arrange(layers, rank, round % 2 == 0, frames, &mut places);
            }
            if layers.rank.len() <= TRANSPOSED {
                transpose(layers, frames.is_some(), &mut places);
            }
            let crossings = crossings(layers, &places);
            if crossings < self.crossings {
                (self.crossings, idle) = (crossings, 0);
                self.best.clone_from(&layers.ranks);
            } else {
                idle += 1;
            }
            if idle == PATIENCE || crossings == 0 {
                break;
            }
        }
    }
}

/// Ranks the frames by where their vertices stand on the average.
fn tendency(layers: &Layers, ranks: &[Vec<usize>]) -> Vec<usize> {
    let mut sums = vec![(0.0, 0.0); layers.frames];
    for rank in ranks {
        for (place, vertex) in rank.iter().enumerate() {
            for frame in layers.around(layers.frame[*vertex]) {
                let sum: &mut (f64, f64) = &mut sums[frame];
                *sum = (sum.0 + (place as f64 + 0.5) / rank.len() as f64, sum.1 + 1.0);
            }
        }
    }
    let mut order: Vec<usize> = (0..layers.frames).collect();
    order.sort_by(|one, other| (sums[*one].0 / sums[*one].1).total_cmp(&(sums[*other].0 / sums[*other].1)).then(one.cmp(other)));
    let mut frames = vec![0; layers.frames];
    order.into_iter().enumerate().for_each(|(place, frame)| frames[frame] = place);
    frames
}

fn note(ranks: &[Vec<usize>], places: &mut [usize]) {
    for rank in ranks {
        for (place, vertex) in rank.iter().enumerate() {
            places[*vertex] = place;
        }
    }
}

/// Sorts one rank by the barycentres of its vertices.
fn arrange(layers: &mut Layers, rank: usize, forwards: bool, frames: Option<&[usize]>, places: &mut [usize]) {
    let key = |vertex: usize| {
        let (first, second) = match forwards {
            true => (&layers.before[vertex], &layers.behind[vertex]),
            false => (&layers.behind[vertex], &layers.before[vertex]),
        };
        // The outermost rank of a sweep looks at the only neighbours that it has.
        let joined = if first.is_empty() && (rank == 0 || rank + 1 == layers.ranks.len()) { second } else { first };
        if joined.is_empty() {
            return places[vertex] as f64;
        }
        joined.iter().map(|other| places[*other] as f64).sum::<f64>() / joined.len() as f64
    };
    let keyed: Vec<(f64, usize)> = layers.ranks[rank].iter().map(|vertex| (key(*vertex), *vertex)).collect();
    let sorted = match frames {
        None => {
            let mut keyed = keyed;
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            keyed.into_iter().map(|(_, vertex)| vertex).collect()
        }
        Some(frames) => in_frames(layers, keyed, frames, None).into_iter().map(|(_, vertex)| vertex).collect(),
    };
    layers.ranks[rank] = sorted;
    for (place, vertex) in layers.ranks[rank].iter().enumerate() {
        places[*vertex] = place;
    }
}

/// Vertices that stay together: their mean key, their frame, and each with its key.
type Block = (f64, Option<usize>, Vec<(f64, usize)>);

/// Sorts vertices of the frame `within` so that those of each frame in it stay together and the frames keep their order.
fn in_frames(layers: &Layers, keyed: Vec<(f64, usize)>, frames: &[usize], within: Option<usize>) -> Vec<(f64, usize)> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut block_of: Vec<Option<usize>> = vec![None; frames.len()];
    for (key, vertex) in keyed {
        let frame = layers.below(layers.frame[vertex], within);
        match frame.and_then(|frame| block_of[frame]) {
            Some(block) => blocks[block].2.push((key, vertex)),
            None => {
                if let Some(frame) = frame {
                    block_of[frame] = Some(blocks.len());
                }
                blocks.push((0.0, frame, vec![(key, vertex)]));
            }
        }
    }
    for block in &mut blocks {
        block.0 = block.2.iter().map(|(key, _)| key).sum::<f64>() / block.2.len() as f64;
        block.2 = match block.1 {
            Some(frame) => in_frames(layers, std::mem::take(&mut block.2), frames, Some(frame)),
            None => std::mem::take(&mut block.2),
        };
    }
    blocks.sort_by(|one, other| one.0.total_cmp(&other.0));
    // The slots that frames take stay theirs; which of them takes which follows the order of the frames.
    let slots: Vec<usize> = (0..blocks.len()).filter(|slot| blocks[*slot].1.is_some()).collect();
    let mut framed: Vec<usize> = slots.clone();
    framed.sort_by_key(|slot| blocks[*slot].1.map(|frame| frames[frame]));
    let mut sorted: Vec<usize> = (0..blocks.len()).collect();
    slots.into_iter().zip(framed).for_each(|(slot, block)| sorted[slot] = block);
    sorted.into_iter().flat_map(|block| std::mem::take(&mut blocks[block].2)).collect()
}

/// Exchanges neighbours as long as that takes crossings away.
fn transpose(layers: &mut Layers, framed: bool, places: &mut [usize]) {
    for _ in 0..2 {
        let mut better = false;
        for rank in 0..layers.ranks.len() {
            for place in 1..layers.ranks[rank].len() {
                let (one, other) = (layers.ranks[rank][place - 1], layers.ranks[rank][place]);
                if framed && layers.frame[one] != layers.frame[other] {
                    continue;
                }
                let (as_is, turned) = [&layers.before, &layers.behind].iter().fold((0, 0), |sum, joined| {
                    let pair = pair_crossings(&joined[one], &joined[other], places);
                    (sum.0 + pair.0, sum.1 + pair.1)
                });
                if turned < as_is {
                    layers.ranks[rank].swap(place - 1, place);
                    places.swap(one, other);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// Counts how often the edges of two neighbours cross, as they stand and exchanged.
fn pair_crossings(one: &[usize], other: &[usize], places: &[usize]) -> (usize, usize) {
    let (mut as_is, mut turned) = (0, 0);
    for first in one {
        for second in other {
            as_is += usize::from(places[*first] > places[*second]);
            turned += usize::from(places[*first] < places[*second]);
        }
    }
    (as_is, turned)
}

/// Counts all crossings, with the accumulator tree of Barth, Mutzel and Jünger (2004).
fn crossings(layers: &Layers, places: &[usize]) -> usize {
    let mut total = 0;
    for pair in layers.ranks.windows(2) {
        let mut tree = vec![0_usize; pair[1].len() + 1];
        let mut seen = 0;
        for vertex in &pair[0] {
            let mut ends: Vec<usize> = layers.behind[*vertex].iter().map(|other| places[*other]).collect();
            ends.sort_unstable();
            for end in &ends {
                // How many of the edges before end at this place or above it.
                let (mut place, mut upto) = (end + 1, 0);
                while place > 0 {
                    upto += tree[place];
                    place &= place - 1;
                }
                total += seen - upto;
            }
            for end in ends {
                seen += 1;
                let mut place = end + 1;
                while place < tree.len() {
                    tree[place] += 1;
                    place += place & place.wrapping_neg();
                }
            }
        }
    }
    total
}
