//! Impact: an entity -> everything that breaks when it breaks, by owner: what depends on it, consumes it or is made of it, and what does so with those.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::Serialize;

use super::net::Net;
use crate::base::site_path::SitePath;
use crate::model::entity_ref::EntityRef;
use crate::render::layout::{Press, counted, grouped};
use crate::render::links::{Chip, Owner};

/// The most entities that are looked for.
const MOST: usize = 500;
/// The most that a page names.
const NAMED: usize = 100;

/// Shows who breaks with an entity.
#[derive(Serialize)]
pub(super) struct Impact {
    count: String,
    words: String,
    groups: Vec<Group>,
    more: String,
}

#[derive(Serialize)]
struct Group {
    owners: Vec<Owner>,
    count: String,
    hit: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    chip: Chip,
    steps: String,
}

/// Lists what breaks with a vertex and how many steps away each is, the nearest first.
pub(super) fn dependents(net: &Net<'_>, middle: usize) -> Vec<(usize, usize)> {
    // A whole breaks with its parts, which are no others.
    let mut own = BTreeSet::from([middle]);
    let mut next = VecDeque::from([middle]);
    while let Some(vertex) = next.pop_front() {
        if matches!(net.kind(vertex), "system" | "domain") {
            next.extend(net.parts(vertex).iter().copied().filter(|part| own.insert(*part)));
        }
    }
    let mut seen = own.clone();
    let mut found = Vec::new();
    let mut next: VecDeque<(usize, usize)> = own.into_iter().map(|vertex| (vertex, 0)).collect();
    while let Some((vertex, steps)) = next.pop_front() {
        let needing = net.into(vertex).filter(|edge| net.ties[edge.tie].breaks()).map(|edge| edge.from);
        // What is part of a component is needed by it.
        let wholes = net.out(vertex).filter(|edge| net.ties[edge.tie].name == "partOf").map(|edge| edge.to);
        for other in needing.chain(wholes).collect::<Vec<_>>() {
            if found.len() < MOST && seen.insert(other) {
                found.push((other, steps + 1));
                next.push_back((other, steps + 1));
            }
        }
    }
    found
}

/// Shows what breaks with a vertex; nothing where nothing does.
pub(super) fn impact(press: &Press<'_>, path: &SitePath, middle: usize) -> Option<Impact> {
    let net = &press.net;
    let found = dependents(net, middle);
    let mut by_owner: BTreeMap<Vec<&EntityRef>, Vec<(usize, usize)>> = BTreeMap::new();
    for (vertex, steps) in &found {
        let owners = net.vertices[*vertex].entity.map(|entity| entity.owners().map(|owner| &owner.target).collect());
        by_owner.entry(owners.unwrap_or_default()).or_default().push((*vertex, *steps));
    }
    let teams = by_owner.keys().filter(|owners| !owners.is_empty()).count();
    let mut by_owner: Vec<_> = by_owner.into_iter().collect();
    // Those whom most of it belongs to first; what nobody owns last.
    by_owner.sort_by_key(|(owners, hit)| (owners.is_empty(), std::cmp::Reverse(hit.len())));
    let mut room = NAMED;
    let mut groups = Vec::new();
    for (owners, hit) in by_owner {
        let named = hit.len().min(room);
        room -= named;
        if named == 0 {
            continue;
        }
        groups.push(Group {
            owners: owners.iter().map(|owner| press.owner(path, owner)).collect(),
            count: grouped(hit.len()),
            hit: hit
                .into_iter()
                .take(named)
                .map(|(vertex, steps)| Hit {
                    chip: press.chip(path, net.vertices[vertex].reference),
                    steps: if steps == 1 { String::new() } else { format!("{steps} steps") },
                })
                .collect(),
        });
    }
    let least = if found.len() == MOST { "at least " } else { "" };
    (!found.is_empty()).then(|| Impact {
        count: grouped(found.len()),
        words: format!("{least}{} of {}", counted(found.len(), "entity", "entities"), counted(teams, "owner", "owners")),
        groups,
        more: if found.len() > NAMED { counted(found.len() - NAMED, "more entity", "more entities") } else { String::new() },
    })
}
