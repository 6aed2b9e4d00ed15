//! Overview: the page of the whole catalog: its systems in their domains and what they need of each other, drawn at build time. With a script it becomes the picture
//! around any entity, with filters.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::net::Net;
use super::picture::{Legend, Named, Picture, whole_legend};
use super::svg::{Form, svg};
use super::{data, export};
use crate::base::naming::capitalised;
use crate::base::site_path::SitePath;
use crate::model::output::Output;
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{Chip, Kind};
use crate::render::theme::ThemeError;

/// The most nodes of the picture.
const MOST: usize = 60;
/// The most lines of the list.
const ROWS: usize = 200;
/// The most names of what is not drawn.
const REST: usize = 600;

#[derive(Serialize)]
struct View<'a> {
    svg: String,
    legend: Vec<Legend<'a>>,
    words: String,
    named: Vec<Named>,
    is_empty: bool,
    rest: Option<Rest>,
    rows: Vec<Row>,
    more: String,
    count: String,
    kinds: Vec<KindFilter>,
    relations: Vec<RelationFilter>,
    data: String,
    files: Vec<File>,
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

/// Leads to what is not drawn.
#[derive(Serialize)]
struct Rest {
    /// How many of how many are drawn.
    drawn: String,
    others: String,
    count: String,
    named: Vec<Named>,
    /// How many of them have no room here, and where all are.
    more: String,
    list: String,
}

/// Leads to the picture as a file.
#[derive(Serialize)]
struct File {
    form: &'static str,
    title: &'static str,
    href: String,
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

/// Says what stands for the catalog.
struct Members {
    vertices: Vec<usize>,
    /// What they need of each other: from, to, and how many relations say so.
    lines: Vec<(usize, usize, usize)>,
    /// Those that there is no room for.
    left_out: Vec<usize>,
    /// Whether they are systems and domains.
    are_systems: bool,
}

/// Picks what stands for the catalog: its systems; domains for theirs where systems are too many; whatever needs something where there are none. The most tied first.
fn members(net: &Net<'_>) -> Members {
    let systems: Vec<usize> = (0..net.vertices.len())
        .filter(|vertex| net.kind(*vertex) == "system" && net.vertices[*vertex].entity.is_some())
        .collect();
    if systems.len() > 1 {
        let domain = |system: usize| net.vertices[system].home.filter(|home| systems.len() > MOST && net.kind(*home) == "domain");
        let stands_for = |system: usize| domain(system).unwrap_or(system);
        let mut lines: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut weights: BTreeMap<usize, usize> = systems.iter().map(|system| (stands_for(*system), 0)).collect();
        for ((from, to), count) in &net.between {
            let (from, to) = (stands_for(*from), stands_for(*to));
            if from != to && weights.contains_key(&from) && weights.contains_key(&to) {
                *lines.entry((from, to)).or_default() += count;
                [from, to].into_iter().for_each(|end| *weights.entry(end).or_default() += count);
            }
        }
        let (vertices, left_out) = heaviest(weights, |vertex| (net.kind(vertex) != "domain", Reverse(net.parts(vertex).len())));
        let lines = lines.into_iter().map(|((from, to), count)| (from, to, count)).collect();
        return Members { vertices, lines, left_out, are_systems: true };
    }
    let mut weights: BTreeMap<usize, usize> = BTreeMap::new();
    let mut lines: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for edge in net.edges.iter().filter(|edge| net.ties[edge.tie].breaks() && edge.from != edge.to) {
        *lines.entry((edge.from, edge.to)).or_default() += 1;
        [edge.from, edge.to].into_iter().for_each(|end| *weights.entry(end).or_default() += 1);
    }
    let (vertices, left_out) = heaviest(weights, |_| ());
    Members {
        vertices,
        lines: lines.into_iter().map(|((from, to), count)| (from, to, count)).collect(),
        left_out,
        are_systems: false,
    }
}

/// Keeps as many as there is room for, by weight and then by `rank`, and gives those that it leaves out.
fn heaviest<R: Ord>(weights: BTreeMap<usize, usize>, rank: impl Fn(usize) -> R) -> (Vec<usize>, Vec<usize>) {
    let mut all: Vec<(usize, usize)> = weights.into_iter().collect();
    all.sort_by_cached_key(|(vertex, weight)| (Reverse(*weight), rank(*vertex), *vertex));
    let mut kept: Vec<usize> = all.into_iter().map(|(vertex, _)| vertex).collect();
    let left_out = kept.split_off(kept.len().min(MOST));
    kept.sort_unstable();
    (kept, left_out)
}

/// Names what is not drawn, by title; nothing where everything is.
fn rest(press: &Press<'_>, path: &SitePath, members: &Members) -> Option<Rest> {
    let (strings, count) = (press.strings, members.left_out.len());
    let named = |vertex: &usize| {
        let chip = chip(press, path, *vertex);
        Some(Named { title: chip.title, href: chip.href? })
    };
    let mut all: Vec<Named> = members.left_out.iter().filter_map(named).collect();
    all.sort_by_cached_key(|named| (named.title.to_lowercase(), named.href.clone()));
    let beyond = all.len().saturating_sub(REST);
    all.truncate(REST);
    let drawn = members.vertices.len();
    let has_domains = members.left_out.iter().chain(&members.vertices).any(|vertex| press.net.kind(*vertex) == "domain");
    let of = match (members.are_systems, has_domains) {
        (true, false) => "most-tied-systems",
        (true, true) => "most-tied-domains",
        (false, _) => "most-tied-entities",
    };
    let list = if members.are_systems { SitePath::page(["catalog", "system"]) } else { SitePath::page(["catalog"]) };
    (count > 0).then(|| Rest {
        drawn: strings.counted(of, drawn + count, &[("drawn", &strings.number(drawn))]),
        others: strings.count("others-below", count),
        count: strings.number(count),
        named: all,
        more: if beyond > 0 { strings.count("more-entities", beyond) } else { String::new() },
        list: press.href(path, &list),
    })
}

/// Leads to the graph of an entity, or to its page where that says as much.
fn chip(press: &Press<'_>, path: &SitePath, vertex: usize) -> Chip {
    let reference = press.net.vertices[vertex].reference;
    let chip = press.chip(path, reference);
    let graph = press.net.has_page(vertex).then(|| press.href(path, &super::path_of(reference)));
    Chip { href: graph.or(chip.href), ..chip }
}

/// Writes the picture as files for other programs.
fn files(press: &Press<'_>, path: &SitePath, picture: &Picture<'_>) -> Vec<File> {
    let texts = [
        ("svg", "SVG", format!("{}\n", svg(picture, Form::File(&press.theme.icons)))),
        ("dot", "DOT", export::dot(picture)),
        ("mmd", "Mermaid", export::mermaid(picture)),
    ];
    let put = |(form, title, text)| {
        let to = SitePath::file([path.as_str(), &format!("graph.{form}")]);
        let href = press.href(path, &to);
        (press.sink)(Output::text(to, text));
        File { form, title, href }
    };
    texts.into_iter().map(put).collect()
}

/// Renders the page.
pub(super) fn page(press: &Press<'_>) -> Result<(), ThemeError> {
    let (net, strings, path) = (&press.net, press.strings, path());
    let mut members = members(net);
    let picture = Picture::overview(press, &path, &members.vertices, &members.lines);
    let lines = &mut members.lines;
    lines.sort_by_key(|(from, to, count)| (Reverse(*count), *from, *to));
    let chip = |vertex: usize| chip(press, &path, vertex);
    let counts = |tie: usize| net.edges.iter().filter(|edge| edge.tie == tie).count();
    let mut icons: Vec<String> = press.kinds.iter().map(|(kind, _)| kind.icon.clone()).collect();
    icons.sort();
    icons.dedup();
    let view = View {
        is_empty: members.vertices.is_empty(),
        legend: whole_legend(strings),
        words: picture.words(strings),
        named: picture.named(),
        svg: svg(&picture, Form::Page("g-a")),
        more: if lines.len() > ROWS { strings.count("more-relations", lines.len() - ROWS) } else { String::new() },
        rows: lines
            .iter()
            .take(ROWS)
            .map(|(from, to, count)| Row { from: chip(*from), to: chip(*to), count: strings.count("relations-counted", *count) })
            .collect(),
        count: strings.number(lines.len()),
        rest: rest(press, &path, &members),
        kinds: press.kinds.iter().map(|(kind, count)| KindFilter { kind: kind.clone(), count: strings.number(*count) }).collect(),
        relations: net
            .ties
            .iter()
            .enumerate()
            .map(|(number, tie)| RelationFilter {
                name: tie.name.clone(),
                title: capitalised(&tie.title),
                count: strings.number(counts(number)),
                chosen: !tie.is_owner(),
            })
            .filter(|relation| relation.count != "0")
            .collect(),
        data: press.href(&path, &data::path()),
        files: files(press, &path, &picture),
        script: press.href(&path, &press.theme.graph.path),
        icons,
        built: press.as_of(),
        built_iso: press.judged.now.rfc3339(),
    };
    let (title, description) = (strings.text("graph"), strings.text("needs-of-all"));
    press.page("catalog-graph.html", &Head { path: &path, title, description, section: Section::Graph }, &view)
}
