//! Slots: a node, the links from it to itself and its notes -> the room that it takes in a drawing, and where each stands in it.

use super::shape::{self, Shape};
use super::{Line, Link, Net, Place};
use crate::diagram::pen::half;
use crate::diagram::text::{self, SMALL, SMALL_LINE};
use crate::drawing::{self, Area};

/// How far a link from a node to itself reaches out.
pub(super) const LOOP: f64 = 26.0;
/// The gap between a node and its note.
const NOTE: f64 = 18.0;

/// Gives the words of all links from a node to itself.
pub(super) fn loop_label(net: &Net, node: usize) -> Vec<String> {
    let own = |link: &&Link| link.from == Place::Node(node) && link.to == link.from && link.line != Line::Hidden;
    net.links.iter().filter(own).flat_map(|link| link.label.iter().cloned()).collect()
}

/// A node with what stands beside it.
pub(super) struct Slot {
    size: (f64, f64),
    pub(super) node: drawing::Node,
}

impl Slot {
    pub(super) fn new(net: &Net, number: usize, upright: bool) -> Self {
        let node = &net.nodes[number];
        let (mut width, mut height) = shape::size(node);
        if node.shape == Shape::Bar && !upright {
            (width, height) = (height, width);
        }
        let size = (width, height);
        let mut room = (0.0, 0.0);
        let has_loop = net.links.iter().any(|link| link.from == Place::Node(number) && link.to == link.from);
        if has_loop {
            let label = loop_label(net, number);
            let label = if upright { text::widest(&label, SMALL) + 12.0 } else { label.len() as f64 * SMALL_LINE + 8.0 };
            room.1 += LOOP + label;
        }
        for (side, note) in node.notes.iter().enumerate().filter(|(_, note)| !note.is_empty()) {
            let (wide, high) = note_size(note);
            let across = NOTE + if upright { wide } else { high };
            if side == 0 {
                room.0 += across
            } else {
                room.1 += across
            }
            if upright { height = height.max(high) } else { width = width.max(wide) }
        }
        let ports = shape::ports(node.shape, if upright { size.0 } else { size.1 });
        Self { size, node: drawing::Node { width, height, room, ports, frame: None } }
    }

    /// Gives where the node itself stands in its place.
    pub(super) fn area(&self, place: Area) -> Area {
        let (width, height) = self.size;
        Area { x: half(place.x + (place.width - width) / 2.0), y: half(place.y + (place.height - height) / 2.0), width, height }
    }

    pub(super) fn notes(&self, net: &Net, number: usize, area: Area, upright: bool) -> [Option<Area>; 2] {
        let node = &net.nodes[number];
        let note = |side: usize| {
            let note = Some(&node.notes[side]).filter(|note| !note.is_empty())?;
            let (width, height) = note_size(note);
            let (far, high) = (self.node.room.1, area.y + area.height / 2.0 - height / 2.0);
            Some(match (upright, side) {
                (true, 0) => Area { x: area.x - NOTE - width, y: half(high), width, height },
                (true, _) => Area { x: area.x + area.width + far - width, y: half(high), width, height },
                (false, 0) => Area { x: half(area.x + area.width / 2.0 - width / 2.0), y: area.y - NOTE - height, width, height },
                (false, _) => Area {
                    x: half(area.x + area.width / 2.0 - width / 2.0),
                    y: area.y + area.height + far - height,
                    width,
                    height,
                },
            })
        };
        [note(0), note(1)]
    }
}

fn note_size(note: &[String]) -> (f64, f64) {
    (text::widest(note, SMALL) + 20.0, note.len() as f64 * SMALL_LINE + 14.0)
}
