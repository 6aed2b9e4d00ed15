//! Frames of a sequence, such as `loop` and `alt`: how far each reaches, and its markup.

use std::fmt::Write as _;

use super::columns::{NOTE, SELF, note_width};
use super::svg::{STEP, Sheet};
use super::{Event, Side};
use crate::diagram::net::Tone;
use crate::diagram::pen::{half, line_of_words};
use crate::diagram::text::{self, SIZE, SMALL, SMALL_LINE};

/// The height of the tab with a frame's word.
const TAB: f64 = 20.0;

/// A frame that is open: where it starts, its borders, and what has to be written when it closes.
pub(super) struct Frame {
    top: f64,
    left: f64,
    right: f64,
    word: &'static str,
    tone: Option<Tone>,
    /// Where its further parts start.
    parts: Vec<f64>,
}

impl Sheet<'_> {
    /// Gives how far a frame reaches: around all lifelines, messages and notes in it, and a little further than the frames in it.
    fn reach(&self, opened: usize) -> (f64, f64) {
        let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut depth, mut deepest) = (0_usize, 0_usize);
        let middle = &self.columns.middle;
        for event in &self.sequence.events[opened..] {
            let mut around = |from: f64, to: f64| (left, right) = (left.min(from), right.max(to));
            match event {
                Event::Open { .. } => {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
                Event::Close if depth <= 1 => break,
                Event::Close => depth -= 1,
                Event::Message(message) => {
                    let (one, other) = (middle[message.from], middle[message.to]);
                    let own = if one == other { SELF.max(14.0 + text::widest(&message.lines, SMALL)) } else { 0.0 };
                    around(one.min(other), one.max(other) + own);
                }
                Event::Note { place, first, last, lines } => {
                    let (start, end, width) = (middle[*first], middle[*last], note_width(lines).max(48.0));
                    match place {
                        Side::Right => around(end, end + NOTE + width),
                        Side::Left => around(start - NOTE - width, start),
                        Side::Over => {
                            let (center, half) = (f64::midpoint(start, end), width.max(end - start + 2.0 * NOTE) / 2.0);
                            around(center - half, center + half);
                        }
                    }
                }
                _ => {}
            }
        }
        if left > right {
            (left, right) = (middle[0], middle[middle.len() - 1]);
        }
        let pad = 8.0 + 8.0 * deepest as f64;
        ((left - pad).max(4.0), (right + pad).min(self.columns.width - 4.0))
    }

    pub(super) fn open(&mut self, number: usize, word: &'static str, label: &str, tone: Option<Tone>) {
        let (left, right) = self.reach(number);
        self.y += STEP;
        let frame = Frame { top: half(self.y), left: half(left), right: half(right), word, tone, parts: Vec::new() };
        if word != "rect" {
            let wide = text::width(word, SMALL) + 18.0;
            let lines = condition(label, right - left - wide - 16.0);
            for (number, line) in lines.iter().enumerate() {
                self.over += &line_of_words(line, left + wide + 8.0, self.y + 14.0 + number as f64 * SMALL_LINE, "d-lab d-l");
            }
            self.y += TAB.max(lines.len() as f64 * SMALL_LINE + 4.0);
        }
        self.open.push(frame);
    }

    pub(super) fn part(&mut self, label: &str) {
        self.y += STEP;
        let y = half(self.y);
        let Some(frame) = self.open.last_mut() else { return };
        frame.parts.push(y);
        let left = frame.left;
        let lines = condition(label, frame.right - left - 20.0);
        for (number, line) in lines.iter().enumerate() {
            self.over += &line_of_words(line, left + 10.0, y + 15.0 + number as f64 * SMALL_LINE, "d-lab d-l");
        }
        self.y += lines.len() as f64 * SMALL_LINE + 2.0;
    }

    pub(super) fn close(&mut self) {
        self.y += STEP;
        let Some(Frame { top, left, right, word, tone, parts }) = self.open.pop() else { return };
        let (width, height) = (right - left, half(self.y) - top);
        let tone = tone.map(|tone| format!(r#" data-tone="{}""#, tone.name())).unwrap_or_default();
        let mut written = if word == "rect" {
            format!(r#"<rect class="d-area"{tone} x="{left}" y="{top}" width="{width}" height="{height}" rx="4"/>"#)
        } else {
            let wide = half(text::width(word, SMALL) + 18.0);
            let tab = format!("M{left} {}h{}l6 -6V{top}H{left}Z", top + TAB, wide - 6.0);
            let said = line_of_words(word, left + 8.0, top + 14.0, "d-l d-word");
            let _ = write!(self.tabs, r#"<path class="d-tab" d="{tab}"/>{said}"#);
            let rules: String = parts.iter().map(|y| format!("M{left} {y}h{width}")).collect();
            let rules = if rules.is_empty() { rules } else { format!(r#"<path class="g-edge d-dash" d="{rules}"/>"#) };
            format!(r#"<g class="d-frame"><rect x="{left}" y="{top}" width="{width}" height="{height}" rx="4"/>{rules}</g>"#)
        };
        // Outer frames lie below.
        std::mem::swap(&mut self.frames, &mut written);
        self.frames.push_str(&written);
        self.y += 2.0;
    }
}

/// Breaks the words of a frame's part into lines that fit.
fn condition(label: &str, room: f64) -> Vec<String> {
    if label.is_empty() { Vec::new() } else { text::lines(&format!("[{label}]"), room.max(60.0) * SIZE / SMALL) }
}
