//! Svg: a sequence -> its markup, from top to bottom: participants, what happens on their lifelines, and frames around that.

use std::fmt::Write as _;

use super::columns::{self, Columns, NOTE, SELF, note_width};
use super::frames::Frame;
use super::{Event, Head, Message, Sequence, Side};
use crate::diagram::pen::{Picture, half, line_of_words, small_words, words};
use crate::diagram::text::{self, LINE, SMALL_LINE};
use crate::drawing::Point;

/// The margin above and below.
const MARGIN: f64 = 16.0;
/// The gap before what happens next.
pub(super) const STEP: f64 = 14.0;
/// Half the width of the bar of one who is active.
const BAR: f64 = 5.0;
/// From this height on participants are named below, too.
const TALL: f64 = 460.0;

/// Draws a sequence; nothing when nobody takes part, or too many.
pub(in crate::diagram) fn svg(sequence: &Sequence) -> Option<Picture> {
    if sequence.actors.is_empty() || sequence.actors.len() > super::MOST_ACTORS || sequence.events.len() > super::MOST_EVENTS {
        return None;
    }
    let columns = columns::columns(sequence);
    let mut sheet = Sheet::new(sequence, &columns);
    sequence.events.iter().enumerate().for_each(|(number, event)| sheet.event(number, event));
    Some(sheet.finish())
}

pub(super) struct Sheet<'a> {
    pub(super) sequence: &'a Sequence,
    pub(super) columns: &'a Columns,
    pub(super) y: f64,
    head: f64,
    /// Frames lie below bars, bars below messages.
    pub(super) frames: String,
    bars: String,
    /// The words of frames lie above lifelines.
    pub(super) tabs: String,
    pub(super) over: String,
    solid: String,
    dashed: String,
    full: String,
    crosses: String,
    pub(super) open: Vec<Frame>,
    /// Where the bars of each participant started.
    active: Vec<Vec<f64>>,
    /// Where each lifeline starts and ends, if not at the top and the bottom.
    born: Vec<Option<f64>>,
    dead: Vec<Option<f64>>,
}

impl<'a> Sheet<'a> {
    fn new(sequence: &'a Sequence, columns: &'a Columns) -> Self {
        let boxed = sequence.boxes.iter().map(|boxed| boxed.label.len()).max().map_or(0.0, |lines| 12.0 + lines as f64 * LINE);
        let head = MARGIN + boxed;
        let tallest = sequence.actors.iter().map(|actor| height(actor.label.len(), actor.is_person)).fold(0.0, f64::max);
        let count = sequence.actors.len();
        Self {
            sequence,
            columns,
            y: head + tallest + 6.0,
            head: head + tallest,
            frames: String::new(),
            bars: String::new(),
            tabs: String::new(),
            over: String::new(),
            solid: String::new(),
            dashed: String::new(),
            full: String::new(),
            crosses: String::new(),
            open: Vec::new(),
            active: vec![Vec::new(); count],
            born: vec![None; count],
            dead: vec![None; count],
        }
    }

    fn event(&mut self, number: usize, event: &Event) {
        match event {
            Event::Message(message) => {
                let before = number.checked_sub(1).map(|before| &self.sequence.events[before]);
                let is_birth = matches!(before, Some(Event::Create(actor)) if *actor == message.to && message.from != message.to);
                self.message(message, is_birth);
            }
            Event::Note { place, first, last, lines } => self.note(*place, *first, *last, lines),
            Event::Activate(actor) => self.active[*actor].push(self.y),
            Event::Deactivate(actor) => {
                if let Some(start) = self.active[*actor].pop() {
                    self.bar(*actor, start, self.y);
                }
            }
            Event::Open { word, label, tone } => self.open(number, word, label, *tone),
            Event::Part(label) => self.part(label),
            Event::Close => self.close(),
            // It stands where the next message comes in.
            Event::Create(actor) => self.born[*actor] = Some(self.y),
            Event::Destroy(actor) => {
                self.y += 12.0;
                let (x, y) = (self.columns.middle[*actor], self.y);
                let _ = write!(self.crosses, "M{} {}l12 12m-12 0l12 -12", half(x - 6.0), half(y - 6.0));
                self.dead[*actor] = Some(y);
                if let Some(start) = self.active[*actor].pop() {
                    self.bar(*actor, start, y);
                }
            }
        }
    }

    /// Gives where a message meets a lifeline that it comes to from the side of `other`.
    fn side(&self, actor: usize, other: usize) -> f64 {
        let x = self.columns.middle[actor];
        let depth = self.active[actor].len() as f64;
        match depth {
            0.0 => x,
            depth if other >= actor => x + BAR * depth,
            _ => x - BAR,
        }
    }

    fn message(&mut self, message: &Message, is_birth: bool) {
        let high = message.lines.len() as f64 * SMALL_LINE;
        self.y += STEP + high + 4.0;
        if message.from == message.to {
            return self.own(message, high);
        }
        let (from, mut to) = (self.side(message.from, message.to), self.side(message.to, message.from));
        let way = if to > from { 1.0 } else { -1.0 };
        if is_birth {
            let actor = &self.sequence.actors[message.to];
            let tall = height(actor.label.len(), actor.is_person);
            to = self.columns.middle[message.to] - way * self.columns.wide[message.to] / 2.0;
            self.y += (tall / 2.0 - 4.0).max(0.0);
            self.born[message.to] = Some(self.y - tall / 2.0);
        }
        let y = half(self.y);
        let d = if message.is_dashed { &mut self.dashed } else { &mut self.solid };
        let back = if message.is_both { way } else { 0.0 };
        let _ = write!(d, "M{} {y}H{}", half(from + back), half(to - way));
        self.tip(message.head, to, y, way);
        if message.is_both {
            self.tip(Head::Full, from, y, -way);
        }
        self.count(message, from, y);
        let middle = f64::midpoint(from, to);
        self.over += &small_words(&message.lines, Point { x: middle, y: y - 5.0 - high / 2.0 }, "d-lab");
        if is_birth {
            let actor = &self.sequence.actors[message.to];
            self.y += height(actor.label.len(), actor.is_person) / 2.0;
        }
    }

    /// Leads a message to its sender.
    fn own(&mut self, message: &Message, high: f64) {
        let (x, y) = (half(self.side(message.from, message.from)), half(self.y));
        let d = if message.is_dashed { &mut self.dashed } else { &mut self.solid };
        let _ = write!(d, "M{x} {y}h{}a8 8 0 0 1 8 8v4a8 8 0 0 1 -8 8h{}", SELF - 16.0, 17.0 - SELF);
        self.tip(message.head, x, y + 20.0, -1.0);
        self.count(message, x, y);
        for (number, line) in message.lines.iter().enumerate() {
            let base = y - 5.0 - high + number as f64 * SMALL_LINE + 11.0;
            self.over += &line_of_words(line, x + 10.0, base, "d-lab d-l");
        }
        self.y += 22.0;
    }

    fn tip(&mut self, head: Head, x: f64, y: f64, way: f64) {
        let (back, aside) = (half(x - way * 8.0), 4.0);
        let _ = match head {
            Head::None => Ok(()),
            Head::Full => write!(self.full, "M{} {y}L{back} {}V{}Z", half(x), y - aside, y + aside),
            Head::Open => write!(self.crosses, "M{back} {}L{} {y}L{back} {}", y - aside, half(x - way), y + aside),
            Head::Cross => {
                let middle = x - way * 7.0;
                write!(self.crosses, "M{} {}l8 8m-8 0l8 -8", half(middle - 4.0), y - 4.0)
            }
        };
    }

    /// Writes the number of a message on its start.
    fn count(&mut self, message: &Message, x: f64, y: f64) {
        let Some(number) = message.number else { return };
        let number = number.to_string();
        let wide = (text::width(&number, 11.0) + 8.0).max(16.0);
        let x = half(x);
        let _ = write!(
            self.over,
            r#"<g class="d-num"><rect x="{}" y="{}" width="{wide}" height="16" rx="8"/><text x="{x}" y="{}">{number}</text></g>"#,
            half(x - wide / 2.0),
            y - 8.0,
            y + 4.0
        );
    }

    fn note(&mut self, place: Side, first: usize, last: usize, lines: &[String]) {
        let height = lines.len() as f64 * SMALL_LINE + 12.0;
        let (start, end) = (self.columns.middle[first], self.columns.middle[last]);
        let mut width = note_width(lines).max(48.0);
        let x = match place {
            Side::Right => end + NOTE,
            Side::Left => start - NOTE - width,
            Side::Over => {
                width = width.max(end - start + 2.0 * NOTE);
                f64::midpoint(start, end) - width / 2.0
            }
        };
        self.y += STEP - 4.0;
        let (x, y) = (half(x), half(self.y));
        let middle = Point { x: x + width / 2.0, y: y + height / 2.0 };
        let _ = write!(
            self.over,
            r#"<g class="d-note" data-tone="warn"><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>{}</g>"#,
            small_words(lines, middle, "")
        );
        self.y += height;
    }

    fn bar(&mut self, actor: usize, start: f64, end: f64) {
        let depth = self.active[actor].len() as f64;
        let x = half(self.columns.middle[actor] - BAR + depth * BAR);
        let height = (end - start).max(8.0);
        let _ =
            write!(self.bars, r#"<rect x="{x}" y="{}" width="{}" height="{}" rx="2"/>"#, half(start), 2.0 * BAR, half(height));
    }

    fn finish(mut self) -> Picture {
        while !self.open.is_empty() {
            self.close();
        }
        let bottom = half(self.y + 20.0);
        for actor in 0..self.active.len() {
            while let Some(start) = self.active[actor].pop() {
                self.bar(actor, start, bottom);
            }
        }
        let is_tall = bottom > TALL;
        let mut body = String::new();
        let tallest = self.head
            - self
                .sequence
                .boxes
                .iter()
                .map(|boxed| boxed.label.len())
                .max()
                .map_or(MARGIN, |lines| MARGIN + 12.0 + lines as f64 * LINE);
        let end = if is_tall { bottom + tallest } else { bottom };
        for boxed in &self.sequence.boxes {
            let (Some(first), Some(last)) = (boxed.members.iter().min(), boxed.members.iter().max()) else { continue };
            let left = self.columns.middle[*first] - self.columns.wide[*first] / 2.0 - 8.0;
            let right = self.columns.middle[*last] + self.columns.wide[*last] / 2.0 + 8.0;
            let title = Point { x: f64::midpoint(left, right), y: MARGIN + 4.0 + boxed.label.len() as f64 * LINE / 2.0 };
            let _ = write!(
                body,
                r#"<g class="g-group"><rect x="{}" y="{}" width="{}" height="{}" rx="8"/>{}</g>"#,
                half(left),
                MARGIN - 8.0,
                half(right - left),
                end - MARGIN + 16.0,
                words(&boxed.label, title).replace("<text", r#"<text class="d-m""#)
            );
        }
        body.push_str(&self.frames);
        let lines: String = (0..self.active.len())
            .map(|actor| {
                let x = half(self.columns.middle[actor]);
                let from = self.born[actor].unwrap_or(self.head - 1.0);
                format!("M{x} {}V{}", half(from), half(self.dead[actor].unwrap_or(bottom)))
            })
            .collect();
        let _ = write!(body, r#"<path class="d-life" d="{lines}"/>"#);
        if !self.bars.is_empty() {
            let _ = write!(body, r#"<g class="d-bar">{}</g>"#, self.bars);
        }
        body.push_str(&self.tabs);
        for (actor, of) in self.sequence.actors.iter().enumerate() {
            let tall = height(of.label.len(), of.is_person);
            let top = self.born[actor].unwrap_or(self.head - tall);
            self.participant(&mut body, actor, top);
            if is_tall && self.dead[actor].is_none() {
                self.participant(&mut body, actor, bottom);
            }
        }
        for (class, d) in
            [("g-edge", &self.solid), ("g-edge d-dash", &self.dashed), ("d-head", &self.full), ("g-edge", &self.crosses)]
        {
            if !d.is_empty() {
                let _ = write!(body, r#"<path class="{class}" d="{d}"/>"#);
            }
        }
        body.push_str(&self.over);
        Picture { width: self.columns.width, height: end + MARGIN, body, has_links: false }
    }

    fn participant(&self, body: &mut String, actor: usize, top: f64) {
        let of = &self.sequence.actors[actor];
        let (x, width) = (self.columns.middle[actor], self.columns.wide[actor]);
        let (tall, high) = (height(of.label.len(), of.is_person), of.label.len() as f64 * LINE);
        let shape = if of.is_person {
            let (x, y) = (half(x), half(top));
            format!(r#"<circle cx="{x}" cy="{}" r="6"/><path d="M{} {}a11 11 0 0 1 22 0Z"/>"#, y + 8.0, x - 11.0, y + 27.0)
        } else {
            format!(r#"<rect x="{}" y="{}" width="{}" height="{tall}" rx="6"/>"#, half(x - width / 2.0), half(top), half(width))
        };
        let middle = Point { x, y: top + tall - if of.is_person { high / 2.0 + 2.0 } else { tall / 2.0 } };
        let _ = write!(body, r#"<g class="d-node">{shape}{}</g>"#, words(&of.label, middle));
    }
}

/// Gives how high a participant is.
fn height(lines: usize, is_person: bool) -> f64 {
    let words = lines.max(1) as f64 * LINE;
    if is_person { 32.0 + words } else { words + 18.0 }
}
