//! Overview: the page of the whole catalog: its systems in their domains and what they need of each other, drawn at build time. With a script it becomes the picture
//! around any entity, with filters.

use std::cmp::Reverse;

use serde::Serialize;

use super::data;
use super::picture::{Legend, Picture, whole_legend};
use super::svg::{Form, svg};
use crate::base::site_path::SitePath;
use crate::render::layout::{Head, Press, Section, counted, grouped};
use crate::render::links::{self, Chip, Kind};
use crate::render::theme::ThemeError;

/// The most nodes of the picture.
const MOST: usize = 60;
/// The most lines of the list.
const ROWS: usize = 200;

#[derive(Serialize)]
struct View {
    svg: String,
    legend: Vec<Legend>,
    words: String,
    is_empty: bool,
    left_out: String,
    list: String,
    rows: Vec<Row>,
    count: String,
    kinds: Vec<KindFilter>,
    relations: Vec<RelationFilter>,
    data: String,
    script: String,
    icons: Vec<String>,
    built: String,
    built_iso: String,
}

#[derive(Serialize)]
struct Row {
    from: Chip,
    to: Chip,
    count: String,
}

#[derive(Serialize)]
struct KindFilter {
    kind: Kind,
    count: String,
}

#[derive(Serialize)]
struct RelationFilter {
    name: String,
    title: String,
    count: String,
    chosen: bool,
}

/// Gives where the page stands.
pub(super) fn path() -> SitePath {
    SitePath::page(["catalog-graph"])
}

/// Lists what stands for the catalog: its systems, else whatever needs something; the most needed first. Tells what they are and how many are left out.
fn members(press: &Press<'_>) -> (Vec<usize>, &'static str, usize) {
    let net = &press.net;
    let all = 0..net.vertices.len();
    let mut systems: Vec<usize> =
        all.clone().filter(|vertex| net.kind(*vertex) == "system" && net.vertices[*vertex].entity.is_some()).collect();
    if systems.len() > 1 {
        let weight = |system: usize| {
            let (needed, needing) = net.systems_around(system);
            needed.len() + needing.len()
        };
        systems.sort_by_key(|system| (Reverse(weight(*system)), Reverse(net.parts(*system).len()), *system));
        let left_out = systems.len().saturating_sub(MOST);
        systems.truncate(MOST);
        systems.sort_unstable();
        return (systems, "system", left_out);
    }
    let weight = |vertex: usize| net.into(vertex).chain(net.out(vertex)).filter(|edge| net.ties[edge.tie].breaks()).count();
    let mut tied: Vec<(usize, usize)> = all.map(|vertex| (weight(vertex), vertex)).filter(|(weight, _)| *weight > 0).collect();
    tied.sort_by_key(|(weight, vertex)| (Reverse(*weight), *vertex));
    let left_out = tied.len().saturating_sub(MOST);
    let mut tied: Vec<usize> = tied.into_iter().take(MOST).map(|(_, vertex)| vertex).collect();
    tied.sort_unstable();
    (tied, "", left_out)
}

/// Renders the page.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let (net, path) = (&press.net, path());
    let (members, kind, left_out) = members(press);
    let picture = Picture::overview(press, &path, &members);
    let mut pairs: Vec<(usize, usize, usize)> = net.between.iter().map(|((from, to), count)| (*count, *from, *to)).collect();
    pairs.sort_by_key(|(count, from, to)| (Reverse(*count), *from, *to));
    let chip = |vertex: usize| {
        let chip = press.chip(&path, net.vertices[vertex].reference);
        let has_page = super::has_page(press, net.vertices[vertex].reference);
        Chip {
            href: if has_page { Some(press.href(&path, &super::path_of(net.vertices[vertex].reference))) } else { chip.href },
            ..chip
        }
    };
    let counts = |tie: usize| net.edges.iter().filter(|edge| edge.tie == tie).count();
    let mut icons: Vec<String> = press.kinds.iter().map(|(kind, _)| kind.icon.clone()).collect();
    icons.sort();
    icons.dedup();
    let view = View {
        is_empty: members.is_empty(),
        legend: whole_legend(),
        words: picture.words(),
        svg: svg(&picture, Form::Page("g-a")),
        left_out: if left_out == 0 {
            String::new()
        } else if kind == "system" {
            counted(left_out, "more system", "more systems")
        } else {
            counted(left_out, "more entity", "more entities")
        },
        list: press.href(&path, &if kind == "system" { SitePath::page(["catalog", kind]) } else { SitePath::page(["catalog"]) }),
        rows: pairs
            .iter()
            .take(ROWS)
            .map(|(count, from, to)| Row { from: chip(*from), to: chip(*to), count: counted(*count, "relation", "relations") })
            .collect(),
        count: grouped(pairs.len()),
        kinds: press.kinds.iter().map(|(kind, count)| KindFilter { kind: kind.clone(), count: grouped(*count) }).collect(),
        relations: net
            .ties
            .iter()
            .enumerate()
            .map(|(number, tie)| RelationFilter {
                name: tie.name.clone(),
                title: links::capitalised(&tie.title),
                count: grouped(counts(number)),
                chosen: !tie.is_owner(),
            })
            .filter(|relation| relation.count != "0")
            .collect(),
        data: press.href(&path, &data::path()),
        script: press.href(&path, &press.theme.graph.path),
        icons,
        built: press.as_of(),
        built_iso: press.judged.now.rfc3339(),
    };
    let description = "What needs what in the whole catalog.";
    press.page("catalog-graph.html", &Head { path: &path, title: "Graph", description, section: Section::Graph }, &view)
}
