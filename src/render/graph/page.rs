//! The graph of one entity: a small picture for its own page, and a page below it with a larger one, what breaks with it, circles, and everything as a list.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::impact::{self, Impact};
use super::near::{self, Bounds, Near};
use super::picture::{Legend, Picture};
use super::svg::{Form, svg};
use super::{export, net::Edge};
use crate::base::site_path::SitePath;
use crate::model::cycles;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::output::Output;
use crate::render::diag::Where;
use crate::render::docs;
use crate::render::layout::{Head, Press, Section, counted, grouped};
use crate::render::links::{self, Chip, Crumb, Kind};
use crate::render::theme::ThemeError;

/// What the picture of an entity's own page may show: two steps if that is little, else one.
const SMALL: [Bounds; 2] = [Bounds { depth: 2, most: 12 }, Bounds { depth: 1, most: 20 }];
/// What the picture of the graph's page may show: three steps if that is little, else two.
const LARGE: [Bounds; 2] = [Bounds { depth: 3, most: 40 }, Bounds { depth: 2, most: 60 }];
/// The most relations of the list.
const ROWS: usize = 300;

/// Shows the picture of an entity's own page.
#[derive(Serialize)]
pub(in crate::render) struct Small {
    svg: String,
    legend: Vec<Legend>,
    dashed: bool,
    words: String,
    page: String,
}

#[derive(Serialize)]
struct View {
    crumbs: Vec<Crumb>,
    kind: Kind,
    title: String,
    reference: String,
    tabs: Vec<Tab>,
    svg: String,
    legend: Vec<Legend>,
    dashed: bool,
    words: String,
    explore: String,
    svg_file: String,
    dot_file: String,
    mermaid_file: String,
    impact: Option<Impact>,
    cycles: Vec<Vec<Chip>>,
    rows: Vec<Row>,
    count: String,
    more: String,
    built: String,
    built_iso: String,
}

#[derive(Serialize)]
struct Tab {
    title: &'static str,
    href: String,
    count: Option<String>,
    current: bool,
}

/// Shows a relation in the list.
#[derive(Serialize)]
struct Row {
    from: Chip,
    words: String,
    to: Chip,
    place: Where,
}

/// Tells whether an entity has a page for its graph: when there is anything to draw.
pub(in crate::render) fn has_page(press: &Press<'_>, reference: &EntityRef) -> bool {
    let net = &press.net;
    net.vertex(reference).is_some_and(|vertex| {
        let kind = net.kind(vertex);
        let is_whole = matches!(kind, "system" | "domain") && net.parts(vertex).len() > 1;
        is_whole || net.into(vertex).chain(net.out(vertex)).any(|edge| near::shows(net, edge, kind))
    })
}

/// Gives where the page of an entity's graph stands.
pub(in crate::render) fn path_of(reference: &EntityRef) -> SitePath {
    reference.site_path().child("graph")
}

/// Picks with the first bounds that leave nothing out, else with the last.
fn pick(press: &Press<'_>, vertex: usize, bounds: &[Bounds]) -> Near {
    let mut picked = Near::default();
    for bounds in bounds {
        picked = near::near(&press.net, vertex, *bounds);
        if picked.left_out == (0, 0) && picked.beyond == 0 {
            break;
        }
    }
    picked
}

/// Draws the picture for an entity's own page.
pub(in crate::render) fn small(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Option<Small> {
    if !has_page(press, &entity.reference) {
        return None;
    }
    let vertex = press.net.vertex(&entity.reference)?;
    let near = pick(press, vertex, &SMALL);
    let page = press.href(path, &path_of(&entity.reference));
    let picture = Picture::new(press, path, vertex, &near, &format!("{page}#list"));
    Some(Small {
        svg: svg(&picture, Form::Page("g-a")),
        legend: picture.legend(),
        dashed: picture.has_dashed(),
        words: beyond(&near),
        page,
    })
}

/// Says how much is not in a picture.
fn beyond(near: &Near) -> String {
    if near.beyond == 0 {
        String::new()
    } else {
        format!("{} further away", counted(near.beyond, "more entity", "more entities"))
    }
}

pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    let circles = cycles::of_dependencies(&press.portal().entities);
    let mut circles_of: BTreeMap<&EntityRef, Vec<usize>> = BTreeMap::new();
    for (number, circle) in circles.iter().enumerate() {
        circle.iter().for_each(|member| circles_of.entry(*member).or_default().push(number));
    }
    press.portal().entities.par_iter().try_for_each(|(reference, entity)| {
        let own: Vec<&Vec<&EntityRef>> =
            circles_of.get(reference).into_iter().flatten().map(|number| &circles[*number]).collect();
        if has_page(press, reference) { page(press, entity, &own) } else { Ok(()) }
    })
}

fn page(press: &Press<'_>, entity: &Entity, circles: &[&Vec<&EntityRef>]) -> Result<(), ThemeError> {
    let path = path_of(&entity.reference);
    let Some(vertex) = press.net.vertex(&entity.reference) else { return Ok(()) };
    let near = pick(press, vertex, &LARGE);
    let picture = Picture::new(press, &path, vertex, &near, "#list");
    let file = |extension: &str| SitePath::file([path.as_str(), &format!("graph.{extension}")]);
    let put = |extension: &str, text: String| {
        let to = file(extension);
        (press.sink)(Output::text(to.clone(), text));
        press.href(&path, &to)
    };
    let own = entity.reference.site_path();
    let tab = |title, to: &SitePath, count, current| Tab { title, href: press.href(&path, to), count, current };
    let mut tabs = vec![tab("Overview", &own, None, false)];
    if let Some(site) = entity.docs.as_ref().and_then(|docs| press.portal().docs.get(docs)) {
        tabs.push(tab("Docs", &docs::front(site), Some(grouped(site.pages.len())), false));
    }
    tabs.push(tab("Graph", &path, None, true));
    let edges = edges(press, vertex, &near);
    let kind = links::kind(&press.portal().model, &entity.kind);
    let mut crumbs = vec![
        Crumb::to("Catalog", press.href(&path, &SitePath::page(["catalog"]))),
        Crumb::to(kind.plural.clone(), press.href(&path, &SitePath::page(["catalog", &kind.slug]))),
        Crumb::to(entity.title(), press.href(&path, &own)),
    ];
    crumbs.push(Crumb::here("Graph"));
    let reference = entity.reference.to_string();
    let query = percent_encoding::utf8_percent_encode(&reference, percent_encoding::NON_ALPHANUMERIC);
    let beyond = beyond(&near);
    let view = View {
        crumbs,
        title: entity.title().to_owned(),
        tabs,
        svg: svg(&picture, Form::Page("g-a")),
        legend: picture.legend(),
        dashed: picture.has_dashed(),
        words: if beyond.is_empty() { picture.words() } else { format!("{}, {beyond}", picture.words()) },
        explore: format!("{}?rootEntityRefs[]={query}", press.href(&path, &super::overview::path())),
        svg_file: put("svg", format!("{}\n", svg(&picture, Form::File(&press.theme.icons)))),
        dot_file: put("dot", export::dot(&picture)),
        mermaid_file: put("mmd", export::mermaid(&picture)),
        impact: impact::impact(press, &path, vertex),
        cycles: circles
            .iter()
            .map(|circle| circle.iter().chain(circle.first()).map(|member| press.chip(&path, member)).collect())
            .collect(),
        count: grouped(edges.len()),
        more: if edges.len() > ROWS { counted(edges.len() - ROWS, "more relation", "more relations") } else { String::new() },
        rows: edges.iter().take(ROWS).map(|edge| row(press, &path, edge)).collect(),
        built: press.as_of(),
        built_iso: press.judged.now.rfc3339(),
        reference,
        kind,
    };
    let title = format!("{}, graph", view.title);
    let description = format!("What {} needs, and what needs it.", view.title);
    press.page("graph.html", &Head { path: &path, title: &title, description: &description, section: Section::Graph }, &view)
}

/// Lists the relations of a picture, those of the middle first and all of these, drawn or not.
fn edges<'n>(press: &'n Press<'_>, middle: usize, near: &Near) -> Vec<&'n Edge<'n>> {
    let net = &press.net;
    let kind = net.kind(middle);
    let shown = |edge: &&Edge<'_>| near::shows(net, edge, kind);
    let mut edges: Vec<&Edge<'_>> = net.out(middle).chain(net.into(middle)).filter(shown).collect();
    let inside: std::collections::BTreeSet<usize> = match near.lifted {
        true => near.vertices.iter().flat_map(|(system, _)| net.parts(*system).iter().copied()).collect(),
        false => near.vertices.iter().map(|(vertex, _)| *vertex).collect(),
    };
    for vertex in inside.iter().filter(|vertex| **vertex != middle) {
        edges.extend(net.out(*vertex).filter(shown).filter(|edge| edge.to != middle && inside.contains(&edge.to)));
    }
    if near.lifted {
        edges.retain(|edge| net.system_of(edge.from) != net.system_of(edge.to));
    }
    edges
}

fn row(press: &Press<'_>, path: &SitePath, edge: &Edge<'_>) -> Row {
    let net = &press.net;
    let tie = &net.ties[edge.tie];
    let (from, to) = if tie.turned { (edge.to, edge.from) } else { (edge.from, edge.to) };
    let place = press.place(&edge.relation.declared);
    let source = &edge.relation.declared.source.path;
    let line = edge.relation.declared.start().map(|start| format!(":{}", start.line)).unwrap_or_default();
    Row {
        from: press.chip(path, net.vertices[from].reference),
        words: tie.title.clone(),
        to: press.chip(path, net.vertices[to].reference),
        place: Where { text: format!("{source}{line}"), ..place },
    }
}
