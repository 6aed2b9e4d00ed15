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

#[derive(Serialize)]
struct View<'a> {
    svg: String,
    legend: Vec<Legend<'a>>,
    words: String,
    named: Vec<Named>,
    is_empty: bool,
    left_out: String,
    list: String,
    rows: Vec<Row>,
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
    /// The kind of those that are left out, if they have one, and how many they are.
    left_out: (&'static str, usize),
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
        return Members { vertices, lines, left_out: ("system", left_out) };
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
        left_out: ("", left_out),
    }
}

/// Keeps as many as there is room for, by weight where `rank` does not decide, and tells how many it leaves out.
fn heaviest<R: Ord>(weights: BTreeMap<usize, usize>, rank: impl Fn(usize) -> R) -> (Vec<usize>, usize) {
    let mut all: Vec<(usize, usize)> = weights.into_iter().collect();
    all.sort_by_cached_key(|(vertex, weight)| (Reverse(*weight), rank(*vertex), *vertex));
    let left_out = all.len().saturating_sub(MOST);
    let mut kept: Vec<usize> = all.into_iter().take(MOST).map(|(vertex, _)| vertex).collect();
    kept.sort_unstable();
    (kept, left_out)
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
    let Members { vertices, mut lines, left_out: (kind, left_out) } = members(net);
    let picture = Picture::overview(press, &path, &vertices, &lines);
    lines.sort_by_key(|(from, to, count)| (Reverse(*count), *from, *to));
    let chip = |vertex: usize| {
        let reference = net.vertices[vertex].reference;
        let chip = press.chip(&path, reference);
        let graph = net.has_page(vertex).then(|| press.href(&path, &super::path_of(reference)));
        Chip { href: graph.or(chip.href), ..chip }
    };
    let counts = |tie: usize| net.edges.iter().filter(|edge| edge.tie == tie).count();
    let mut icons: Vec<String> = press.kinds.iter().map(|(kind, _)| kind.icon.clone()).collect();
    icons.sort();
    icons.dedup();
    let view = View {
        is_empty: vertices.is_empty(),
        legend: whole_legend(strings),
        words: picture.words(strings),
        named: picture.named(),
        svg: svg(&picture, Form::Page("g-a")),
        left_out: if left_out == 0 {
            String::new()
        } else if kind == "system" {
            strings.count("more-systems", left_out)
        } else {
            strings.count("more-entities", left_out)
        },
        list: press.href(&path, &if kind == "system" { SitePath::page(["catalog", kind]) } else { SitePath::page(["catalog"]) }),
        rows: lines
            .iter()
            .take(ROWS)
            .map(|(from, to, count)| Row { from: chip(*from), to: chip(*to), count: strings.count("relations-counted", *count) })
            .collect(),
        count: strings.number(lines.len()),
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
