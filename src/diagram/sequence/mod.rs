//! Sequence diagrams of Mermaid: text -> who says what to whom, in order. Follows <https://mermaid.js.org/syntax/sequenceDiagram.html>.

mod columns;
mod frames;
pub(super) mod svg;

use std::collections::BTreeMap;

use super::net::Tone;
use super::paint;
use super::source::{Line, Mermaid};
use super::text::{self, WIDE};
use super::{Mistake, TOLD, words};

/// The most participants, and the most that happens.
const MOST_ACTORS: usize = 40;
const MOST_EVENTS: usize = 400;
/// The widest line of a message.
const MESSAGE: f64 = 260.0;

/// Holds a sequence.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    pub(super) title: Option<String>,
    actors: Vec<Actor>,
    boxes: Vec<Boxed>,
    events: Vec<Event>,
}

#[derive(Debug)]
struct Actor {
    label: Vec<String>,
    is_person: bool,
}

/// Participants that are shown as one.
#[derive(Debug)]
struct Boxed {
    label: Vec<String>,
    members: Vec<usize>,
}

#[derive(Debug, PartialEq)]
enum Event {
    Message(Message),
    Note {
        place: Side,
        first: usize,
        last: usize,
        lines: Vec<String>,
    },
    Activate(usize),
    Deactivate(usize),
    /// A frame starts, `loop`, with its words; `rect` has a tone alone.
    Open {
        word: &'static str,
        label: String,
        tone: Option<Tone>,
    },
    /// Its next part starts.
    Part(String),
    Close,
    Create(usize),
    Destroy(usize),
}

#[derive(Debug, PartialEq)]
struct Message {
    from: usize,
    to: usize,
    lines: Vec<String>,
    is_dashed: bool,
    head: Head,
    is_both: bool,
    number: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    None,
    Full,
    Cross,
    Open,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Over,
}

/// The arrows, the longest first where several start alike: dashed, head, both ways.
const ARROWS: [(&str, bool, Head, bool); 10] = [
    ("<<-->>", true, Head::Full, true),
    ("<<->>", false, Head::Full, true),
    ("-->>", true, Head::Full, false),
    ("->>", false, Head::Full, false),
    ("--x", true, Head::Cross, false),
    ("--)", true, Head::Open, false),
    ("-->", true, Head::None, false),
    ("-x", false, Head::Cross, false),
    ("-)", false, Head::Open, false),
    ("->", false, Head::None, false),
];

/// The words that open frames, and those that start their next parts.
const FRAMES: [(&str, Option<&str>); 7] = [
    ("loop", None),
    ("alt", Some("else")),
    ("opt", None),
    ("par", Some("and")),
    ("critical", Some("option")),
    ("break", None),
    ("rect", None),
];

/// Reads a sequence.
pub(super) fn read(source: &Mermaid) -> Result<Sequence, Mistake> {
    let mut reader = Reader { sequence: Sequence::default(), numbers: BTreeMap::new(), open: Vec::new(), count: None, step: 1 };
    for line in source.lines() {
        reader.line(line)?;
        if reader.sequence.events.len() > MOST_EVENTS || reader.sequence.actors.len() > MOST_ACTORS {
            break;
        }
    }
    let is_whole = reader.sequence.events.len() <= MOST_EVENTS && reader.sequence.actors.len() <= MOST_ACTORS;
    match reader.open.last() {
        Some((word, line)) if is_whole => Err(words::no_end(*line..*line + word.len(), word)),
        _ => Ok(reader.sequence),
    }
}

struct Reader {
    sequence: Sequence,
    numbers: BTreeMap<String, usize>,
    /// The open frames and boxes, and where each starts.
    open: Vec<(&'static str, usize)>,
    /// The number of the next message, where they have one.
    count: Option<u64>,
    step: u64,
}

impl Reader {
    fn line(&mut self, line: Line<'_>) -> Result<(), Mistake> {
        let (word, rest) = line.text.split_once(char::is_whitespace).map_or((line.text, ""), |(word, rest)| (word, rest.trim()));
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "participant" | "actor" => drop(self.participant(rest, lower == "actor")),
            "create" => {
                let (kind, rest) = rest.split_once(char::is_whitespace).unwrap_or(("participant", rest));
                let actor = self.participant(rest.trim(), kind == "actor");
                self.sequence.events.push(Event::Create(actor));
            }
            "destroy" => {
                let actor = self.actor(rest);
                self.sequence.events.push(Event::Destroy(actor));
            }
            "activate" => {
                let actor = self.actor(rest);
                self.sequence.events.push(Event::Activate(actor));
            }
            "deactivate" => {
                let actor = self.actor(rest);
                self.sequence.events.push(Event::Deactivate(actor));
            }
            "autonumber" => self.autonumber(rest),
            "note" => self.note(line, rest)?,
            "title" | "title:" => self.sequence.title = Some(text::words(rest.trim_start_matches(':'))),
            "link" | "links" | "properties" | "details" => {}
            "box" => {
                self.open.push(("box", line.at));
                let title =
                    rest.split_once(char::is_whitespace).filter(|(colour, _)| is_colour(colour)).map_or(rest, |(_, title)| title);
                let title = if is_colour(title) { "" } else { title };
                self.sequence.boxes.push(Boxed { label: text::lines(title, WIDE), members: Vec::new() });
            }
            "end" => match self.open.pop() {
                Some(("box", _)) => {}
                Some(_) => self.sequence.events.push(Event::Close),
                None => return Err(words::end_of_nothing(line.range())),
            },
            "else" | "and" | "option" => {
                let opener = FRAMES.iter().find(|(_, part)| *part == Some(lower.as_str())).map_or("", |(opener, _)| *opener);
                if self.open.last().is_none_or(|(open, _)| *open != opener) {
                    return Err(words::outside(line.at..line.at + word.len(), word, &format!("`{opener}`")));
                }
                self.sequence.events.push(Event::Part(rest.to_owned()));
            }
            _ => {
                let frame = FRAMES.iter().find(|(opener, _)| *opener == lower || lower == "par_over" && *opener == "par");
                if let Some((word, _)) = frame {
                    self.open.push((word, line.at));
                    let (label, tone) =
                        if *word == "rect" { (String::new(), paint::nearest(rest)) } else { (rest.to_owned(), None) };
                    self.sequence.events.push(Event::Open { word, label, tone });
                } else if !self.message(line)? {
                    return Err(words::no_statement(line.range(), line.text));
                }
            }
        }
        Ok(())
    }

    /// Reads `A as Alice`.
    fn participant(&mut self, rest: &str, is_person: bool) -> usize {
        let rest = rest.split_once("@{").map_or(rest, |(name, _)| name).trim();
        let (id, label) = rest.split_once(" as ").map_or((rest, rest), |(id, label)| (id.trim(), label));
        let actor = self.actor(id);
        self.sequence.actors[actor].label = text::lines(label, WIDE);
        self.sequence.actors[actor].is_person |= is_person;
        if let Some(("box", _)) = self.open.last()
            && let Some(boxed) = self.sequence.boxes.last_mut()
        {
            boxed.members.push(actor);
        }
        actor
    }

    fn actor(&mut self, id: &str) -> usize {
        let id = id.trim();
        let actors = &mut self.sequence.actors;
        *self.numbers.entry(id.to_owned()).or_insert_with(|| {
            actors.push(Actor { label: text::lines(id, WIDE), is_person: false });
            actors.len() - 1
        })
    }

    fn autonumber(&mut self, rest: &str) {
        let mut numbers = rest.split_whitespace().map(|number| number.parse::<u64>().ok().filter(|number| *number < 1_000_000));
        self.count = if rest.trim() == "off" { None } else { Some(numbers.next().flatten().unwrap_or(1)) };
        self.step = numbers.next().flatten().unwrap_or(1);
    }

    /// Reads `Note right of A: words` and `Note over A,B: words`.
    fn note(&mut self, line: Line<'_>, rest: &str) -> Result<(), Mistake> {
        let fault = || words::no_statement(line.range(), line.text);
        let (where_at, words) = rest.split_once(':').ok_or_else(fault)?;
        let lower = where_at.to_ascii_lowercase();
        let sides = [("right of ", Side::Right), ("left of ", Side::Left), ("over ", Side::Over)];
        let (start, place) = sides.into_iter().find(|(start, _)| lower.starts_with(start)).ok_or_else(fault)?;
        let names = &where_at[start.len()..];
        let (first, last) = names.split_once(',').unwrap_or((names, names));
        let (one, other) = (self.actor(first), self.actor(last));
        let room = if one == other { WIDE } else { MESSAGE };
        let (first, last) = (one.min(other), one.max(other));
        self.sequence.events.push(Event::Note { place, first, last, lines: text::lines(words, room) });
        Ok(())
    }

    /// Reads `A->>+B: words`, and tells whether there is an arrow.
    fn message(&mut self, line: Line<'_>) -> Result<bool, Mistake> {
        let (before, words_of) = line.text.split_once(':').unwrap_or((line.text, ""));
        let arrows = ARROWS.iter().filter_map(|arrow| Some((before.find(arrow.0)?, arrow)));
        let found = arrows.min_by_key(|(at, arrow)| (*at, std::cmp::Reverse(arrow.0.len())));
        let Some((at, (arrow, is_dashed, head, is_both))) = found else { return Ok(false) };
        let (from, to) = (before[..at].trim(), before[at + arrow.len()..].trim());
        let (sign, to) = match to.as_bytes().first() {
            Some(sign @ (b'+' | b'-')) => (Some(*sign), to[1..].trim()),
            _ => (None, to),
        };
        if from.is_empty() || to.is_empty() {
            return Err(words::no_target(line.range()));
        }
        let (from, to) = (self.actor(from), self.actor(to));
        let number = self.count;
        self.count = self.count.map(|count| count.saturating_add(self.step));
        let lines = text::lines(words_of, MESSAGE);
        let message = Message { from, to, lines, is_dashed: *is_dashed, head: *head, is_both: *is_both, number };
        self.sequence.events.push(Event::Message(message));
        match sign {
            Some(b'+') => self.sequence.events.push(Event::Activate(to)),
            Some(_) => self.sequence.events.push(Event::Deactivate(from)),
            None => {}
        }
        Ok(true)
    }
}

fn is_colour(word: &str) -> bool {
    let word = word.trim();
    word.starts_with('#')
        || word.starts_with("rgb")
        || word == "transparent"
        || paint::nearest(word).is_some()
        || matches!(word.to_ascii_lowercase().as_str(), "gray" | "grey" | "white" | "black")
}

/// Tells a sequence in words.
pub(super) fn told(sequence: &Sequence) -> String {
    let name = |actor: usize| sequence.actors[actor].label.join(" ");
    let messages =
        sequence.events.iter().filter_map(|event| if let Event::Message(message) = event { Some(message) } else { None });
    let mut told: Vec<String> = messages
        .clone()
        .take(TOLD)
        .map(|message| {
            let words = if message.lines.is_empty() { String::new() } else { format!(": {}", message.lines.join(" ")) };
            format!("{} to {}{words}", name(message.from), name(message.to))
        })
        .collect();
    let count = messages.count();
    if count > TOLD {
        told.push(format!("and {} more", count - TOLD));
    }
    told.join("; ")
}
