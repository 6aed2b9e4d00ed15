//! Impact: an entity -> everything that breaks when it breaks, by owner: what depends on it, consumes it or is made of it, and what does so with those.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

use serde::Serialize;

use super::net::Net;
use crate::base::site_path::SitePath;
use crate::base::xml::escaped;
use crate::model::entity_ref::EntityRef;
use crate::render::layout::Press;
use crate::render::links::{Chip, Owner};
use crate::render::strings::Strings;

/// The most entities that are looked for.
const MOST: usize = 500;
/// The most that the graph's page names.
const NAMED: usize = 100;
/// The most that an entity's own page tells of with owner and way, and the most that it names beside.
const NEAREST: usize = 10;
const BESIDE: usize = 30;

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

/// Shows on an entity's own page who breaks with it first.
#[derive(Serialize)]
pub(in crate::render) struct Nearest<'a> {
    count: String,
    words: String,
    rows: Vec<NearestRow<'a>>,
    /// How many there are beside, and links to them.
    more: String,
    beside: String,
    /// How many are not even named.
    unnamed: String,
}

/// Shows one of them. Flat, since pages have many.
#[derive(Serialize)]
struct NearestRow<'a> {
    to: Named<'a>,
    look: &'a str,
    icon: &'a str,
    way: String,
    owners: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    title: &'a str,
    href: Option<String>,
}

/// Stands for something that breaks with something else.
pub(super) struct Dependent {
    pub(super) vertex: usize,
    /// How many relations lead there.
    pub(super) steps: usize,
    /// What it needs on the shortest way.
    pub(super) by: usize,
}

/// Lists what breaks with a vertex, the nearest first and `most` at most.
pub(super) fn dependents(net: &Net<'_>, middle: usize, most: usize) -> Vec<Dependent> {
    let mut seen = vec![false; net.vertices.len()];
    seen[middle] = true;
    // A whole breaks with its parts, which are no others.
    let mut next = VecDeque::from([(middle, 0)]);
    let mut wholes = vec![middle];
    while let Some(whole) = wholes.pop().filter(|whole| matches!(net.kind(*whole), "system" | "domain")) {
        for part in net.parts(whole).iter().copied().filter(|part| !std::mem::replace(&mut seen[*part], true)) {
            next.push_back((part, 0));
            wholes.push(part);
        }
    }
    let mut found = Vec::new();
    while let Some((by, steps)) = next.pop_front() {
        let needing = net.into(by).filter(|edge| net.ties[edge.tie].breaks()).map(|edge| edge.from);
        // What is part of a component is needed by it.
        let wholes = net.out(by).filter(|edge| net.ties[edge.tie].is_part).map(|edge| edge.to);
        for vertex in needing.chain(wholes).filter(|other| !std::mem::replace(&mut seen[*other], true)) {
            if found.len() == most {
                return found;
            }
            found.push(Dependent { vertex, steps: steps + 1, by });
            next.push_back((vertex, steps + 1));
        }
    }
    found
}

/// Says how many break, and whose they are.
fn words(strings: &Strings, net: &Net<'_>, found: &[Dependent]) -> String {
    let mut owners: Vec<usize> = found.iter().flat_map(|hit| net.owners(hit.vertex)).collect();
    owners.sort_unstable();
    owners.dedup();
    let (entities, owners) = (strings.count("entities", found.len()), strings.count("owners-counted", owners.len()));
    let values = [("entities", entities.as_str()), ("owners", owners.as_str())];
    if found.len() == MOST {
        strings.phrase("at-least-of-owners", &values)
    } else {
        strings.phrase("entities-of-owners", &values)
    }
}

/// Lists for an entity's own page what breaks with it.
pub(super) fn nearest<'a>(press: &'a Press<'_>, path: &SitePath, middle: usize) -> Option<Nearest<'a>> {
    let (net, strings) = (&press.net, press.strings);
    let found = dependents(net, middle, MOST);
    let named = |vertex: usize| Named { title: net.title(vertex), href: href(press, path, vertex) };
    let row = |hit: &Dependent| {
        let kind = &net.kinds[net.vertices[hit.vertex].kind];
        NearestRow {
            to: named(hit.vertex),
            look: if kind.known { &kind.look } else { "" },
            icon: &kind.icon,
            way: match hit.steps {
                1 => strings.text("directly").to_owned(),
                steps => strings.counted("by-way-of", steps, &[("title", net.title(hit.by))]),
            },
            owners: net.owners(hit.vertex).map(named).collect(),
        }
    };
    (!found.is_empty()).then(|| Nearest {
        count: strings.number(found.len()),
        words: words(strings, net, &found),
        rows: found.iter().take(NEAREST).map(row).collect(),
        more: if found.len() > NEAREST { strings.count("more", found.len() - NEAREST) } else { String::new() },
        beside: beside(press, path, found.iter().skip(NEAREST).take(BESIDE)),
        unnamed: if found.len() > NEAREST + BESIDE { strings.number(found.len() - NEAREST - BESIDE) } else { String::new() },
    })
}

fn href(press: &Press<'_>, path: &SitePath, vertex: usize) -> Option<String> {
    let of = &press.net.vertices[vertex];
    (of.entity.is_some() || press.broken.contains_key(of.reference)).then(|| press.href(path, &of.reference.site_path()))
}

/// Writes links, the shortest way to name many.
fn beside<'f>(press: &Press<'_>, path: &SitePath, found: impl Iterator<Item = &'f Dependent>) -> String {
    let mut links = String::new();
    for hit in found {
        if !links.is_empty() {
            links.push_str(", ");
        }
        let title = escaped(press.net.title(hit.vertex));
        let _ = match href(press, path, hit.vertex) {
            Some(href) => write!(links, r#"<a class="link" href="{}">{title}</a>"#, escaped(&href)),
            None => write!(links, "{title}"),
        };
    }
    links
}

/// Shows what breaks with a vertex; nothing where nothing does.
pub(super) fn impact(press: &Press<'_>, path: &SitePath, middle: usize) -> Option<Impact> {
    let (net, strings) = (&press.net, press.strings);
    let found = dependents(net, middle, MOST);
    let mut by_owner: BTreeMap<Vec<&EntityRef>, Vec<&Dependent>> = BTreeMap::new();
    for hit in &found {
        let owners = net.vertices[hit.vertex].entity.map(|entity| entity.owners().map(|owner| &owner.target).collect());
        by_owner.entry(owners.unwrap_or_default()).or_default().push(hit);
    }
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
            count: strings.number(hit.len()),
            hit: hit
                .into_iter()
                .take(named)
                .map(|hit| Hit {
                    chip: press.chip(path, net.vertices[hit.vertex].reference),
                    steps: if hit.steps == 1 { String::new() } else { strings.count("steps-counted", hit.steps) },
                })
                .collect(),
        });
    }
    (!found.is_empty()).then(|| Impact {
        count: strings.number(found.len()),
        words: words(strings, net, &found),
        groups,
        more: if found.len() > NAMED { strings.count("more-entities", found.len() - NAMED) } else { String::new() },
    })
}
