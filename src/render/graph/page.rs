//! The graph of one entity: a small picture for its own page, and a page below it with a larger one, what breaks with it, circles, and everything as a list.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::impact::{self, Impact, Nearest};
use super::near::{self, Bounds, Near};
use super::net::{Edge, Net};
use super::picture::{Legend, Named, Picture};
use super::svg::{Form, svg};
use crate::base::site_path::SitePath;
use crate::model::cycles;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::render::diag::Where;
use crate::render::entity::tabs::{self, Tab};
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{self, Chip, Crumb, Kind};
use crate::render::strings::Strings;
use crate::render::theme::ThemeError;

/// What the picture of an entity's own page may show: two steps if that is little, else one.
const SMALL: [Bounds; 2] = [Bounds { depth: 2, most: 12 }, Bounds { depth: 1, most: 20 }];
/// The same for teams and people, of whom one step says all.
const SMALL_OWNER: [Bounds; 1] = [Bounds { depth: 1, most: 20 }];
/// What the picture of the graph's page may show: three steps if that is little, else two.
const LARGE: [Bounds; 2] = [Bounds { depth: 3, most: 30 }, Bounds { depth: 2, most: 60 }];
/// The most relations of the list.
const ROWS: usize = 300;

/// Shows the picture of an entity's own page.
#[derive(Serialize)]
pub(in crate::render) struct Small<'a> {
    svg: String,
    legend: Vec<Legend<'a>>,
    dashed: bool,
    words: String,
    page: String,
    named: Vec<Named>,
}

#[derive(Serialize)]
struct View<'a> {
    crumbs: Vec<Crumb>,
    kind: Kind,
    title: String,
    reference: String,
    tabs: Vec<Tab>,
    svg: String,
    legend: Vec<Legend<'a>>,
    dashed: bool,
    words: String,
    named: Vec<Named>,
    explore: String,
    script: String,
    impact: Option<Impact>,
    cycles: Vec<Vec<Chip>>,
    rows: Vec<Row>,
    count: String,
    more: String,
    built: String,
    built_iso: String,
}

/// Shows a relation in the list.
#[derive(Serialize)]
struct Row {
    from: Chip,
    words: String,
    to: Chip,
    place: Where,
}

/// Tells whether an entity has a page for its graph: when its own page has not the room for all that stands two steps around it.
pub(in crate::render) fn has_page(press: &Press<'_>, reference: &EntityRef) -> bool {
    press.net.vertex(reference).is_some_and(|vertex| press.net.has_page(vertex))
}

/// Tells whether a page of its own says more of a vertex than the page of its entity does.
pub(super) fn is_worth(net: &Net<'_>, vertex: usize) -> bool {
    near::is_tied(net, vertex) && near::near(net, vertex, small_bounds(net, vertex)[0]).is_cut()
}

fn small_bounds(net: &Net<'_>, vertex: usize) -> &'static [Bounds] {
    match net.kind(vertex) {
        "group" | "user" => &SMALL_OWNER,
        _ => &SMALL,
    }
}

/// Gives where the page of an entity's graph stands.
pub(in crate::render) fn path_of(reference: &EntityRef) -> SitePath {
    reference.site_path().child("graph")
}

/// Picks with the first bounds that leave nothing out, else with the last.
fn pick(net: &Net<'_>, vertex: usize, bounds: &[Bounds]) -> Near {
    let mut picked = Near::default();
    for bounds in bounds {
        picked = near::near(net, vertex, *bounds);
        if !picked.is_cut() {
            break;
        }
    }
    picked
}

/// Draws the picture for an entity's own page.
pub(in crate::render) fn small<'a>(press: &'a Press<'_>, path: &SitePath, entity: &Entity) -> Option<Small<'a>> {
    let net = &press.net;
    let vertex = net.vertex(&entity.reference).filter(|vertex| near::is_tied(net, *vertex))?;
    let near = pick(net, vertex, small_bounds(net, vertex));
    let page = if net.has_page(vertex) { press.href(path, &path_of(&entity.reference)) } else { explore(press, path, entity) };
    // What is left out is listed there; without a page nothing is.
    let picture = Picture::new(press, path, vertex, &near, &format!("{page}#list"));
    Some(Small {
        svg: svg(&picture, Form::Page("g-a")),
        legend: picture.legend(press.strings),
        dashed: picture.has_dashed(),
        words: beyond(press.strings, &near),
        named: picture.named(),
        page,
    })
}

/// Lists what breaks with an entity, the nearest first.
pub(in crate::render) fn breaks<'a>(press: &'a Press<'_>, path: &SitePath, entity: &Entity) -> Option<Nearest<'a>> {
    impact::nearest(press, path, press.net.vertex(&entity.reference)?)
}

/// Leads to the page of the whole catalog with an entity in the middle.
fn explore(press: &Press<'_>, path: &SitePath, entity: &Entity) -> String {
    let reference = entity.reference.to_string();
    let query = percent_encoding::utf8_percent_encode(&reference, percent_encoding::NON_ALPHANUMERIC);
    format!("{}?rootEntityRefs[]={query}", press.href(path, &super::overview::path()))
}

/// Says how much is not in a picture.
fn beyond(strings: &Strings, near: &Near) -> String {
    if near.beyond == 0 { String::new() } else { strings.count("further-away", near.beyond) }
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
        match press.net.vertex(reference).filter(|vertex| press.net.has_page(*vertex)) {
            Some(vertex) => page(press, vertex, entity, &own),
            None => Ok(()),
        }
    })
}

fn page(press: &Press<'_>, vertex: usize, entity: &Entity, circles: &[&Vec<&EntityRef>]) -> Result<(), ThemeError> {
    let (strings, path) = (press.strings, path_of(&entity.reference));
    let near = pick(&press.net, vertex, &LARGE);
    let picture = Picture::new(press, &path, vertex, &near, "#list");
    let own = entity.reference.site_path();
    let edges = edges(press, vertex, &near);
    let kind = links::kind(&press.portal().model, &entity.kind);
    let mut crumbs = vec![
        Crumb::to(strings.text("catalog"), press.href(&path, &SitePath::page(["catalog"]))),
        Crumb::to(kind.plural.clone(), press.href(&path, &SitePath::page(["catalog", &kind.slug]))),
        Crumb::to(entity.title(), press.href(&path, &own)),
    ];
    crumbs.push(Crumb::here(strings.text("graph")));
    let beyond = beyond(strings, &near);
    let view = View {
        crumbs,
        title: entity.title().to_owned(),
        tabs: tabs::tabs(press, &path, entity),
        svg: svg(&picture, Form::Page("g-a")),
        legend: picture.legend(press.strings),
        dashed: picture.has_dashed(),
        words: if beyond.is_empty() { picture.words(strings) } else { format!("{}, {beyond}", picture.words(strings)) },
        named: picture.named(),
        explore: explore(press, &path, entity),
        script: press.href(&path, &press.theme.graph.path),
        impact: impact::impact(press, &path, vertex),
        cycles: circles
            .iter()
            .map(|circle| circle.iter().chain(circle.first()).map(|member| press.chip(&path, member)).collect())
            .collect(),
        count: strings.number(edges.len()),
        more: if edges.len() > ROWS { strings.count("more-relations", edges.len() - ROWS) } else { String::new() },
        rows: edges.iter().take(ROWS).map(|edge| row(press, &path, edge)).collect(),
        built: press.as_of(),
        built_iso: press.judged.now.rfc3339(),
        reference: entity.reference.to_string(),
        kind,
    };
    let title = strings.phrase("titled-graph", &[("title", &view.title)]);
    let description = strings.phrase("needs-of", &[("title", &view.title)]);
    press.page("graph.html", &Head { path: &path, title: &title, description: &description, section: Section::Graph }, &view)
}

/// Lists the relations of a picture, those of the middle first and all of these, drawn or not.
fn edges<'n>(press: &'n Press<'_>, middle: usize, near: &Near) -> Vec<&'n Edge<'n>> {
    let net = &press.net;
    let kind = net.kind(middle);
    let shown = |edge: &&Edge<'_>| near::shows(net, edge, kind);
    let mut edges: Vec<&Edge<'_>> = net.out(middle).chain(net.into(middle)).filter(shown).collect();
    let inside: std::collections::BTreeSet<usize> = match near.lifted {
        true => near.vertices.iter().flat_map(|system| net.parts(*system).iter().copied()).collect(),
        false => near.vertices.iter().copied().collect(),
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
