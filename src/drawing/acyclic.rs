//! Breaks cycles: turns round the edges that lead back to where a walk in depth comes from, the least that a linear walk can do.

/// Turns round edges until none is part of a cycle, and tells of each whether it was turned.
pub(super) fn break_cycles(nodes: usize, edges: &mut [(usize, usize)]) -> Vec<bool> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    let mut entries = vec![0_usize; nodes];
    for (number, (from, to)) in edges.iter().enumerate() {
        out[*from].push(number);
        entries[*to] += 1;
    }
    let mut reversed = vec![false; edges.len()];
    let mut state = vec![Visit::New; nodes];
    // Where nothing leads to, walks begin; what is left then lies on or behind a cycle.
    let sources = (0..nodes).filter(|node| entries[*node] == 0);
    for start in sources.chain(0..nodes).collect::<Vec<_>>() {
        if state[start] != Visit::New {
            continue;
        }
        state[start] = Visit::Open;
        let mut stack = vec![(start, 0)];
        while let Some((node, next)) = stack.last_mut() {
            let Some(number) = out[*node].get(*next).copied() else {
                state[*node] = Visit::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            let to = edges[number].1;
            match state[to] {
                Visit::New => {
                    state[to] = Visit::Open;
                    stack.push((to, 0));
                }
                Visit::Open => reversed[number] = true,
                Visit::Done => {}
            }
        }
    }
    for (edge, reversed) in edges.iter_mut().zip(&reversed) {
        if *reversed {
            *edge = (edge.1, edge.0);
        }
    }
    reversed
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

#[cfg(test)]
mod tests {
    use super::break_cycles;

    #[test]
    fn only_what_closes_a_circle_turns() {
        let mut edges = [(0, 1), (1, 2), (2, 0), (3, 2)];
        assert_eq!(break_cycles(4, &mut edges), [false, true, false, false]);
        assert_eq!(edges, [(0, 1), (2, 1), (2, 0), (3, 2)]);
        let mut edges = [(0, 1), (0, 2), (1, 2)];
        assert_eq!(break_cycles(3, &mut edges), [false; 3]);
    }
}
