//! Ranks: gives every node a column, behind all that lead to it. Longest path first; then nodes move to where their edges are shortest.

/// The most rounds of moving; each makes edges shorter, so that few are needed.
const ROUNDS: usize = 12;
/// The most nodes of a frame that stand below each other though no edge ties them.
const COLUMN: usize = 6;

/// Gives the rank of every node. The edges have no cycle; `frames` says which frame a node stands in.
pub(super) fn ranks(frames: &[Option<usize>], edges: &[(usize, usize)]) -> Vec<usize> {
    let nodes = frames.len();
    let (mut into, mut out): (Vec<Vec<usize>>, Vec<Vec<usize>>) = (vec![Vec::new(); nodes], vec![Vec::new(); nodes]);
    for (from, to) in edges {
        out[*from].push(*to);
        into[*to].push(*from);
    }
    let order = topological(&into, &out);
    let mut rank = vec![0; nodes];
    for node in &order {
        rank[*node] = into[*node].iter().map(|before| rank[*before] + 1).max().unwrap_or(0);
    }
    for round in 0..ROUNDS {
        let mut moved = false;
        let nodes: Box<dyn Iterator<Item = &usize>> =
            if round % 2 == 0 { Box::new(order.iter().rev()) } else { Box::new(order.iter()) };
        for node in nodes {
            let lowest = into[*node].iter().map(|before| rank[*before] + 1).max();
            let highest = out[*node].iter().map(|after| rank[*after] - 1).min();
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
    spread(frames, &into, &out, &mut rank);
    rank
}

fn topological(into: &[Vec<usize>], out: &[Vec<usize>]) -> Vec<usize> {
    let mut left: Vec<usize> = into.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..into.len()).filter(|node| left[*node] == 0).collect();
    let mut next = 0;
    while let Some(node) = order.get(next).copied() {
        next += 1;
        for after in &out[node] {
            left[*after] -= 1;
            if left[*after] == 0 {
                order.push(*after);
            }
        }
    }
    order
}

/// Spreads nodes without edges over the columns of their frame, so that none becomes a tower.
fn spread(frames: &[Option<usize>], into: &[Vec<usize>], out: &[Vec<usize>], rank: &mut [usize]) {
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
        let columns = wanted.max(last - first + 1);
        let mut held = vec![0_usize; columns];
        tied.iter().for_each(|node| held[rank[*node] - first] += 1);
        for node in alone {
            let Some((column, _)) = held.iter().enumerate().min_by_key(|(column, held)| (**held, *column)) else { continue };
            held[column] += 1;
            rank[node] = first + column;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ranks;

    #[test]
    fn every_edge_leads_on_and_none_is_longer_than_it_must_be() {
        assert_eq!(ranks(&[None; 4], &[(0, 1), (1, 2), (0, 2), (3, 2)]), [0, 1, 2, 1]);
        assert_eq!(ranks(&[None; 3], &[]), [0, 0, 0]);
        assert_eq!(ranks(&[Some(0); 6], &[]), [0, 1, 0, 1, 0, 1]);
    }
}
