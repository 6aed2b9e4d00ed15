//! Columns: a sequence -> where its participants stand beside each other, so that messages, notes and frames have room for their words.

use super::{Event, Sequence, Side};
use crate::diagram::text::{self, SIZE, SMALL};

/// The gap between participants.
const APART: f64 = 28.0;
/// The least gap between lifelines.
const LEAST: f64 = 96.0;
/// What messages keep free beside their words.
const BESIDE: f64 = 30.0;
/// How far a message to oneself reaches out.
pub(super) const SELF: f64 = 34.0;
/// The gap between a lifeline and a note.
pub(super) const NOTE: f64 = 14.0;
/// What notes keep free around their words.
const PAD: f64 = 10.0;

/// Holds the middle and the width of every participant, and the width of all.
pub(super) struct Columns {
    pub(super) middle: Vec<f64>,
    pub(super) wide: Vec<f64>,
    pub(super) width: f64,
}

/// Gives the width of a note.
pub(super) fn note_width(lines: &[String]) -> f64 {
    text::widest(lines, SMALL) + 2.0 * PAD
}

/// Stands participants beside each other.
pub(super) fn columns(sequence: &Sequence) -> Columns {
    let count = sequence.actors.len();
    let wide: Vec<f64> = sequence.actors.iter().map(|actor| (text::widest(&actor.label, SIZE) + 28.0).max(72.0)).collect();
    // How far each lifeline stands from the one before; the last is the right border.
    let mut gaps = vec![0.0_f64; count + 1];
    for (number, gap) in gaps.iter_mut().enumerate() {
        *gap = match number {
            0 => wide[0] / 2.0,
            number if number == count => wide[number - 1] / 2.0,
            number => ((wide[number - 1] + wide[number]) / 2.0 + APART).max(LEAST),
        };
    }
    // Frames reach out as far as they are deep.
    let mut depth = 0_usize;
    let mut deepest = 0_usize;
    let mut wanted: Vec<(usize, usize, f64)> = Vec::new();
    for event in &sequence.events {
        match event {
            Event::Open { .. } => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Event::Close => depth = depth.saturating_sub(1),
            Event::Message(message) if message.from == message.to => {
                let room = SELF.max(14.0 + text::widest(&message.lines, SMALL)) + 16.0;
                gaps[message.from + 1] = gaps[message.from + 1].max(room);
            }
            Event::Message(message) => {
                let (first, last) = (message.from.min(message.to), message.from.max(message.to));
                let number = if message.number.is_some() { 22.0 } else { 0.0 };
                wanted.push((first, last, text::widest(&message.lines, SMALL) + BESIDE + number));
            }
            Event::Note { place, first, last, lines } => {
                let width = note_width(lines);
                match place {
                    Side::Right => gaps[last + 1] = gaps[last + 1].max(width + 2.0 * NOTE),
                    Side::Left => gaps[*first] = gaps[*first].max(width + 2.0 * NOTE),
                    Side::Over if first == last => {
                        gaps[*first] = gaps[*first].max(width / 2.0 + NOTE);
                        gaps[last + 1] = gaps[last + 1].max(width / 2.0 + NOTE);
                    }
                    Side::Over => wanted.push((*first, *last, width - 2.0 * NOTE)),
                }
            }
            _ => {}
        }
    }
    // The nearest first: what is far apart has most of its room by then.
    wanted.sort_by_key(|(first, last, _)| last - first);
    for (first, last, width) in wanted {
        let missing = width - gaps[first + 1..=last].iter().sum::<f64>();
        if missing > 0.0 {
            let each = missing / (last - first) as f64;
            gaps[first + 1..=last].iter_mut().for_each(|gap| *gap += each);
        }
    }
    let margin = 20.0 + deepest as f64 * 10.0;
    let mut next = margin;
    let middle = gaps[..count]
        .iter()
        .map(|gap| {
            next += gap.ceil();
            next
        })
        .collect();
    Columns { middle, wide, width: next + gaps[count].ceil() + margin }
}
