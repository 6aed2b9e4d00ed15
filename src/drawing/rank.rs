//! Ranks: gives every node a column, behind all that lead to it. Longest path first; then nodes move to where their edges are shortest.

/// The most rounds of moving; each makes edges shorter, so that few are needed.
const ROUNDS: usize = 12;
/// The most nodes of a frame that stand below each other though no edge ties them.
const COLUMN: usize = 6;

/// The nodes at the other ends of each node's edges, with how many ranks on they stand at least.
type Joined = Vec<Vec<(usize, usize)>>;

/// Gives the rank of every node. The edges have no cycle, and pass so many ranks at least; `frames` says which frame a node stands in. Nodes without edges use every
/// `step`-th rank.
pub(super) fn ranks(frames: &[Option<usize>], edges: &[(usize, usize)], lengths: &[usize], step: usize) -> Vec<usize> {
    let nodes = frames.len();
    let (mut into, mut out): (Joined, Joined) = (vec![Vec::new(); nodes], vec![Vec::new(); nodes]);
    for ((from, to), length) in edges.iter().zip(lengths) {
        out[*from].push((*to, *length));
        into[*to].push((*from, *length));
    }
    let order = topological(&into, &out);
    let mut rank = vec![0; nodes];
    for node in &order {
        rank[*node] = into[*node].iter().map(|(before, length)| rank[*before] + length).max().unwrap_or(0);
    }
    for round in 0..ROUNDS {
        let mut moved = false;
        let nodes: Box<dyn Iterator<Item = &usize>> =
            if round % 2 == 0 { Box::new(order.iter().rev()) } else { Box::new(order.iter()) };
        for node in nodes {
            let lowest = into[*node].iter().map(|(before, length)| rank[*before] + length).max();
            let highest = out[*node].iter().map(|(after, length)| rank[*after] - length).min();
            let wanted = match (lowest, highest) {
                (_, Some(highest)) if out[*node].len() > into[*node].len() => highest,
                (Some(lowest), _) if into[*node].len() > out[*node].len() => lowest,
                _ => continue,
            };
            moved |= wanted != rank[*node];
            rank[*node] = wanted;
        }
        if !moved {
            break;
        }
    }
    let first = rank.iter().copied().min().unwrap_or(0);
    rank.iter_mut().for_each(|rank| *rank -= first);
    spread(frames, &into, &out, step, &mut rank);
    rank
}

fn topological(into: &Joined, out: &Joined) -> Vec<usize> {
    let mut left: Vec<usize> = into.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..into.len()).filter(|node| left[*node] == 0).collect();
    let mut next = 0;
    while let Some(node) = order.get(next).copied() {
        next += 1;
        for (after, _) in &out[node] {
            left[*after] -= 1;
            if left[*after] == 0 {
                order.push(*after);
            }
        }
    }
    order
}

/// Spreads nodes without edges over the columns of their frame, so that none becomes a tower.
fn spread(frames: &[Option<usize>], into: &Joined, out: &Joined, step: usize, rank: &mut [usize]) {
    let count = frames.iter().flatten().map(|frame| frame + 1).max().unwrap_or(0);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, frame) in frames.iter().enumerate() {
        if let Some(frame) = frame {
            members[*frame].push(node);
        }
    }
    for members in members {
        let (alone, tied): (Vec<usize>, Vec<usize>) =
            members.iter().copied().partition(|node| into[*node].is_empty() && out[*node].is_empty());
        if alone.is_empty() {
            continue;
        }
        let first = tied.iter().map(|node| rank[*node]).min().unwrap_or(0);
        let last = tied.iter().map(|node| rank[*node]).max().unwrap_or(0);
        // A frame of its own grows both ways alike; beside others it keeps to the columns that it has.
        let wanted = if tied.is_empty() {
            ((members.len() as f64 / 3.0).sqrt().ceil() as usize).max(members.len().div_ceil(COLUMN * 3))
        } else {
            1
        };
        let columns = wanted.max((last - first) / step + 1);
        let mut held = vec![0_usize; columns];
        tied.iter().for_each(|node| held[(rank[*node] - first) / step] += 1);
        for node in alone {
            let Some((column, _)) = held.iter().enumerate().min_by_key(|(column, held)| (**held, *column)) else { continue };
            held[column] += 1;
            rank[node] = first + column * step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ranks;

    #[test]
    fn every_edge_leads_on_and_none_is_longer_than_it_must_be() {
        assert_eq!(ranks(&[None; 4], &[(0, 1), (1, 2), (0, 2), (3, 2)], &[1; 4], 1), [0, 1, 2, 1]);
        assert_eq!(ranks(&[None; 3], &[], &[], 1), [0, 0, 0]);
        assert_eq!(ranks(&[Some(0); 6], &[], &[], 1), [0, 1, 0, 1, 0, 1]);
        assert_eq!(ranks(&[None; 3], &[(0, 1), (0, 2)], &[2, 4], 2), [0, 2, 4]);
    }
}
