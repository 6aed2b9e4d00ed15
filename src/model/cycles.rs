//! Cycles: the entities that depend on themselves by way of others. Strongly connected components after Tarjan (1972), without recursion.

use std::collections::BTreeMap;

use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;

/// Lists the circles of `dependsOn`: of each set of entities that all depend on each other one shortest way round, from the first of them by name.
pub fn of_dependencies(entities: &BTreeMap<EntityRef, Entity>) -> Vec<Vec<&EntityRef>> {
    let names: Vec<&EntityRef> = entities.keys().collect();
    let numbers: BTreeMap<&EntityRef, usize> = names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
    let needs: Vec<Vec<usize>> = entities
        .values()
        .map(|entity| entity.relations_of("dependsOn").filter_map(|relation| numbers.get(&relation.target).copied()).collect())
        .collect();
    let mut circles: Vec<Vec<usize>> = components(&needs)
        .into_iter()
        .filter_map(|component| {
            let first = component.iter().copied().min()?;
            way_round(&needs, first, &component)
        })
        .collect();
    circles.sort();
    circles.into_iter().map(|circle| circle.into_iter().map(|number| names[number]).collect()).collect()
}

/// Finds the shortest way from `start` back to itself within `component`.
fn way_round(needs: &[Vec<usize>], start: usize, component: &[usize]) -> Option<Vec<usize>> {
    let inside: std::collections::BTreeSet<usize> = component.iter().copied().collect();
    let mut came: BTreeMap<usize, usize> = BTreeMap::new();
    let mut next = std::collections::VecDeque::from([start]);
    while let Some(vertex) = next.pop_front() {
        for to in needs[vertex].iter().copied().filter(|to| inside.contains(to)) {
            if to == start {
                let mut circle = vec![vertex];
                while let Some(before) = circle.last().filter(|last| **last != start).and_then(|last| came.get(last)) {
                    circle.push(*before);
                }
                circle.reverse();
                return Some(circle);
            }
            came.entry(to).or_insert_with(|| {
                next.push_back(to);
                vertex
            });
        }
    }
    None
}

/// Lists the strongly connected components; a vertex that is in no circle is one of its own.
fn components(out: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; out.len()];
    let mut low = vec![0; out.len()];
    let mut is_open = vec![false; out.len()];
    let (mut open, mut found, mut count) = (Vec::new(), Vec::new(), 0);
    for start in 0..out.len() {
        if order[start] != NEW {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((vertex, next)) = path.last_mut() {
            let vertex = *vertex;
            if *next == 0 && order[vertex] == NEW {
                (order[vertex], low[vertex]) = (count, count);
                count += 1;
                open.push(vertex);
                is_open[vertex] = true;
            }
            if let Some(to) = out[vertex].get(*next).copied() {
                *next += 1;
                if order[to] == NEW {
                    path.push((to, 0));
                } else if is_open[to] {
                    low[vertex] = low[vertex].min(order[to]);
                }
                continue;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                low[*before] = low[*before].min(low[vertex]);
            }
            if low[vertex] == order[vertex] {
                let mut component = Vec::new();
                while let Some(member) = open.pop() {
                    is_open[member] = false;
                    component.push(member);
                    if member == vertex {
                        break;
                    }
                }
                found.push(component);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{components, way_round};

    #[test]
    fn circles_are_found_and_told_the_short_way() {
        let out = vec![vec![1], vec![2, 3], vec![0], vec![4], vec![3], vec![5], vec![]];
        let mut found = components(&out);
        found.iter_mut().for_each(|component| component.sort_unstable());
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![3, 4], vec![5], vec![6]]);
        assert_eq!(way_round(&out, 0, &[0, 1, 2]), Some(vec![0, 1, 2]));
        assert_eq!(way_round(&out, 5, &[5]), Some(vec![5]));
        assert_eq!(way_round(&out, 6, &[6]), None);
    }
}
