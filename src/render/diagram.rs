//! Diagram: an entity's neighbours, drawn at build time: what uses it on the left, what it uses on the right. The list of relations says the same.

use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::render::layout::Press;
use crate::render::links::{self, Chip, Kind};

/// The most neighbours of a side.
const SIDE: usize = 6;
/// The height of a neighbour with its gap.
const STEP: usize = 64;
/// The width of a neighbour.
const NODE: usize = 190;
/// The width of the entity in the middle.
const MIDDLE: usize = 214;

/// Shows the picture.
#[derive(Debug, Serialize)]
pub(super) struct Diagram {
    width: usize,
    height: usize,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct Node {
    number: usize,
    href: String,
    title: String,
    whole: String,
    note: String,
    kind: Kind,
    focus: bool,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

#[derive(Debug, Serialize)]
struct Edge {
    ends: String,
    d: String,
    dashed: bool,
}

/// The relations that the picture shows: type, words below the neighbour's name, whether it stands on the left, whether over an API.
const SHOWN: [(&str, &str, bool, bool); 6] = [
    ("dependencyOf", "depends on it", true, false),
    ("apiProvidedBy", "provides it", true, false),
    ("apiConsumedBy", "consumes it", true, true),
    ("dependsOn", "dependency", false, false),
    ("providesApi", "provided API", false, false),
    ("consumesApi", "consumed API", false, true),
];

/// Draws the neighbours of `entity`, if it has any worth a picture.
pub(super) fn of(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Option<Diagram> {
    let side = |left: bool| -> Vec<(Chip, &str, bool)> {
        let mut seen: Vec<&EntityRef> = Vec::new();
        let mut chips = Vec::new();
        for (kind, words, _, dashed) in SHOWN.into_iter().filter(|(_, _, on_left, _)| *on_left == left) {
            for relation in entity.relations_of(kind).filter(|relation| relation.resolved) {
                if !seen.contains(&&relation.target) {
                    seen.push(&relation.target);
                    chips.push((press.chip(path, &relation.target), words, dashed));
                }
            }
        }
        chips
    };
    let (mut left, mut right) = (side(true), side(false));
    if left.len() + right.len() < 2 {
        return None;
    }
    let more = left.len().saturating_sub(SIDE) + right.len().saturating_sub(SIDE);
    left.truncate(SIDE);
    right.truncate(SIDE);
    let height = left.len().max(right.len()).max(2) * STEP + 24;
    let left_x = 16;
    let middle_x = if left.is_empty() { left_x } else { left_x + NODE + 80 };
    let right_x = middle_x + MIDDLE + 80;
    let width = if right.is_empty() { middle_x + MIDDLE + 16 } else { right_x + NODE + 16 };
    let centre = height / 2;
    let mut diagram = Diagram { width, height, nodes: Vec::new(), edges: Vec::new(), more };
    for (column, on_left) in [(&left, true), (&right, false)] {
        let top = (height - column.len() * STEP) / 2 + (STEP - 44) / 2;
        for (index, (chip, words, dashed)) in column.iter().enumerate() {
            let y = top + index * STEP;
            let number = diagram.nodes.len() + 1;
            let (from_x, from_y, to_x, to_y) = if on_left {
                (left_x + NODE, y + 22, middle_x - 5, centre)
            } else {
                (middle_x + MIDDLE, centre, right_x - 5, y + 22)
            };
            let half = usize::midpoint(from_x, to_x);
            diagram.edges.push(Edge {
                ends: format!("n{number} n0"),
                d: format!("M{from_x} {from_y}C{half} {from_y} {half} {to_y} {to_x} {to_y}"),
                dashed: *dashed,
            });
            let x = if on_left { left_x } else { right_x };
            diagram.nodes.push(node(number, chip, words, x, y, NODE, 44));
        }
    }
    let own = Chip {
        href: Some(press.href(path, path)),
        title: entity.title().to_owned(),
        reference: entity.reference.to_string(),
        kind: links::kind(&press.portal().model, &entity.kind),
        note: None,
    };
    let words = entity.type_name().unwrap_or(&entity.kind);
    let middle = node(0, &own, words, middle_x, centre - 26, MIDDLE, 52);
    diagram.nodes.insert(left.len(), Node { focus: true, ..middle });
    Some(diagram)
}

fn node(number: usize, chip: &Chip, note: &str, x: usize, y: usize, width: usize, height: usize) -> Node {
    // A letter of the 13 px font takes about seven pixels; the icon takes 54.
    let room = (width - 54) / 7;
    let short = |text: &str, room: usize| match text.chars().count() {
        length if length > room => text.chars().take(room - 1).chain(['…']).collect(),
        _ => text.to_owned(),
    };
    Node {
        number,
        href: chip.href.clone().unwrap_or_default(),
        title: short(&chip.title, room),
        whole: chip.title.clone(),
        note: short(note, room),
        kind: chip.kind.clone(),
        focus: false,
        x,
        y,
        width,
        height,
    }
}
