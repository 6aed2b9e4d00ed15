//! Data: the graph as one compact file for the browser and for others: names once, edges as numbers. A catalog of ten thousand stays far below a megabyte packed.

use serde_json::{Value, json};

use super::net::Line;
use crate::base::site_path::SitePath;
use crate::model::output::Output;
use crate::render::layout::Press;
use crate::render::links;

/// Gives where the file stands.
pub(super) fn path() -> SitePath {
    SitePath::file(["api", "graph.json"])
}

/// Writes the file: `kinds` and `relations` by number; `nodes` as `[kind, "namespace/name", title or 0, home + 1, note, state]`, where the home is the system or domain
/// that it is part of and the state is 1 when it is deprecated, 2 when it is not in the catalog; `edges` as one flat list of from, to and relation. Edges lead from
/// what needs to what is needed; `turned` relations are declared the other way round.
pub(super) fn file(press: &Press<'_>) {
    let net = &press.net;
    let mut kinds: Vec<&str> = net.vertices.iter().map(|vertex| vertex.reference.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let nodes: Vec<Value> = net
        .vertices
        .iter()
        .enumerate()
        .map(|(number, vertex)| {
            let kind = kinds.binary_search(&vertex.reference.kind.as_str()).unwrap_or_default();
            let name = format!("{}/{}", vertex.reference.namespace, vertex.reference.name);
            let title = vertex.entity.map_or(vertex.reference.name.as_str(), |entity| entity.title());
            let title = if title == vertex.reference.name { json!(0) } else { json!(title) };
            let life = vertex.entity.and_then(|entity| entity.lifecycle()).unwrap_or_default().to_ascii_lowercase();
            let state = match vertex.entity {
                None if !press.broken.contains_key(vertex.reference) => 2,
                _ => usize::from(matches!(life.as_str(), "deprecated" | "retired")),
            };
            let owner = net.owners(number).next();
            let type_name = vertex.entity.and_then(|entity| entity.type_name()).map(links::type_words);
            let note = match (vertex.reference.kind.as_str(), owner) {
                ("api" | "resource" | "group", _) | (_, None) => type_name,
                (_, Some(owner)) => Some(net.title(owner).to_owned()),
            };
            json!([kind, name, title, vertex.home.map_or(0, |home| home + 1), note.unwrap_or_default(), state])
        })
        .collect();
    let kinds: Vec<Value> = kinds
        .iter()
        .map(|slug| {
            let kind = press.kind(slug);
            json!({ "slug": slug, "title": kind.name, "plural": kind.plural, "icon": kind.icon, "look": if kind.known { kind.look } else { String::new() } })
        })
        .collect();
    let relations: Vec<Value> = net
        .ties
        .iter()
        .map(|tie| {
            let model = &press.portal().model;
            let reverse = model.relation_type(&tie.name).and_then(|kind| model.relation_type(&kind.reverse));
            let (reverse, back) = reverse.map(|kind| (&*kind.name, kind.title.as_str())).unzip();
            let line = match tie.line {
                Line::Solid => 0,
                Line::Dashed => 1,
                Line::Dotted => 2,
            };
            json!({ "name": tie.name, "reverse": reverse, "title": tie.title, "back": back, "turned": tie.turned, "line": line })
        })
        .collect();
    let edges: Vec<usize> = net.edges.iter().flat_map(|edge| [edge.from, edge.to, edge.tie]).collect();
    let value = json!({ "kinds": kinds, "relations": relations, "nodes": nodes, "edges": edges });
    (press.sink)(Output::text(path(), format!("{value}\n")));
}
