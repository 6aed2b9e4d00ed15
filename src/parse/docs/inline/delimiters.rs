//! Pairs of signs around words: `==mark==`, `^^insert^^`, `^sup^`, and CriticMarkup (`{++ ++}`, `{-- --}`, `{~~ ~> ~~}`, `{== ==}`, `{>> <<}`).

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{Placed, ends_verbatim, is_escaped, is_verbatim, trusted};

/// The kinds of pairs: what opens, what closes, what they become.
const KINDS: [Kind; 7] = [
    Kind { open: "==", close: "==", tags: ("<mark>", "</mark>") },
    Kind { open: "^^", close: "^^", tags: ("<ins>", "</ins>") },
    Kind { open: "^", close: "^", tags: ("<sup>", "</sup>") },
    Kind { open: "{++", close: "++}", tags: ("<ins>", "</ins>") },
    Kind { open: "{--", close: "--}", tags: ("<del>", "</del>") },
    Kind { open: "{==", close: "==}", tags: ("<mark>", "</mark>") },
    Kind { open: "{>>", close: "<<}", tags: ("<span class=\"critic\">", "</span>") },
];
const MARK: usize = 0;
const INSERT: usize = 1;
const SUPER: usize = 2;
/// The first of the kinds that CriticMarkup has.
const CRITIC: usize = 3;

struct Kind {
    open: &'static str,
    close: &'static str,
    tags: (&'static str, &'static str),
}

/// How far the end of what is struck or lowered is looked for.
const MOST_INSIDE: usize = 1_000;

/// A sign that may open a pair.
struct Open {
    kind: usize,
    /// Where it stands in the output.
    at: usize,
    /// How much white space came before; superscripts have none inside.
    spaces: usize,
}

/// Holds what is open in one container, and how much of each kind.
#[derive(Default)]
struct Level {
    open: Vec<Open>,
    counts: [usize; KINDS.len()],
}

/// Turns pairs into HTML; signs without a partner stay words.
pub(super) fn pair<'a>(markdown: &str, pieces: Vec<Placed<'a>>) -> Vec<Placed<'a>> {
    let mut pairing = Pairing { out: Vec::with_capacity(pieces.len()), levels: vec![Level::default()], spaces: 0, before: '\n' };
    let mut is_code = false;
    for (event, range) in pieces {
        match &event {
            Event::Start(tag) => {
                is_code |= is_verbatim(tag);
                pairing.levels.push(Level::default());
                if !is_inline(tag) {
                    pairing.before = '\n';
                }
            }
            Event::End(tag) => {
                is_code &= !ends_verbatim(tag);
                pairing.levels.pop();
            }
            Event::Text(text) if !is_code && text.contains(['=', '^', '{', '}']) => {
                let is_escaped = is_escaped(markdown.as_bytes(), range.start);
                pairing.text(text, range.start, is_escaped);
                continue;
            }
            Event::Text(text) => pairing.read(text),
            Event::SoftBreak | Event::HardBreak => pairing.read("\n"),
            Event::Code(_) => pairing.before = '`',
            _ => {}
        }
        pairing.out.push((event, range));
    }
    substitutions(pairing.out)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::Subscript)
}

struct Pairing<'a> {
    out: Vec<Placed<'a>>,
    levels: Vec<Level>,
    spaces: usize,
    /// The last character that was read.
    before: char,
}

impl Pairing<'_> {
    fn read(&mut self, text: &str) {
        self.spaces += usize::from(text.contains(char::is_whitespace));
        self.before = text.chars().next_back().unwrap_or(self.before);
    }

    /// Cuts a text at its signs.
    fn text(&mut self, text: &str, start: usize, is_escaped: bool) {
        let (mut from, mut at) = (0, usize::from(is_escaped));
        while let Some(found) = text.get(at..).and_then(|rest| rest.find(['=', '^', '{', '+', '-', '<'])) {
            at += found;
            let before = text[..at].chars().next_back().unwrap_or(self.before);
            let Some((kind, length, opens, closes)) = sign(&text[at..], before) else {
                // A run of one sign is skipped as a whole.
                let sign = text[at..].chars().next().unwrap_or(' ');
                at += text[at..].chars().take_while(|c| *c == sign).count().max(1);
                continue;
            };
            self.words(&text[from..at], start + from);
            let level = self.levels.last_mut();
            let closed = closes && level.is_some_and(|level| close(level, &mut self.out, kind, self.spaces));
            if closed {
                self.out.push(trusted(KINDS[kind].tags.1, start + at));
            } else {
                if opens && let Some(level) = self.levels.last_mut() {
                    level.counts[kind] += 1;
                    level.open.push(Open { kind, at: self.out.len(), spaces: self.spaces });
                }
                self.out.push((Event::Text(text[at..at + length].to_owned().into()), start + at..start + at + length));
            }
            self.before = text[at..at + length].chars().next_back().unwrap_or(self.before);
            at += length;
            from = at;
        }
        self.words(&text[from..], start + from);
    }

    fn words(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            self.read(text);
            self.out.push((Event::Text(text.to_owned().into()), start..start + text.len()));
        }
    }
}

/// Finds the sign that a text starts with: its kind, its length, whether it opens and whether it closes.
fn sign(text: &str, before: char) -> Option<(usize, usize, bool, bool)> {
    for (number, kind) in KINDS.iter().enumerate().skip(CRITIC) {
        if text.starts_with(kind.open) {
            return Some((number, kind.open.len(), true, false));
        }
        if text.starts_with(kind.close) {
            return Some((number, kind.close.len(), false, true));
        }
    }
    let sign = text.chars().next().filter(|c| matches!(c, '=' | '^'))?;
    let run = text.chars().take_while(|c| *c == sign).count();
    let kind = match (sign, run) {
        ('=', 2) => MARK,
        ('^', 2) => INSERT,
        ('^', 1) => SUPER,
        _ => return None,
    };
    let after = text[run..].chars().next().unwrap_or('\n');
    let is_word = |c: char| c.is_alphanumeric();
    let (opens, closes) = (!after.is_whitespace(), !before.is_whitespace());
    Some(if kind == SUPER {
        (kind, run, opens, closes)
    } else {
        (kind, run, opens && !is_word(before), closes && !is_word(after))
    })
}

/// Closes the nearest pair of a kind; whatever opened since stays words.
fn close(level: &mut Level, out: &mut [Placed<'_>], kind: usize, spaces: usize) -> bool {
    while level.counts[kind] > 0 {
        let Some(open) = level.open.pop() else { return false };
        level.counts[open.kind] -= 1;
        if open.kind != kind {
            continue;
        }
        if kind == SUPER && open.spaces != spaces || open.at + 1 == out.len() {
            return false;
        }
        let at = out[open.at].1.start;
        out[open.at] = trusted(KINDS[kind].tags.0, at);
        return true;
    }
    false
}

/// Reads `{~~old~>new~~}`, which comes as struck words between braces, and takes single tildes around several words back.
fn substitutions(mut pieces: Vec<Placed<'_>>) -> Vec<Placed<'_>> {
    let mut at = 0;
    while at < pieces.len() {
        match &pieces[at].0 {
            Event::Start(Tag::Strikethrough) if at > 0 => {
                let end = pieces[at..]
                    .iter()
                    .take(MOST_INSIDE)
                    .position(|(event, _)| matches!(event, Event::End(TagEnd::Strikethrough)));
                if let Some(end) = end.map(|end| at + end) {
                    substitution(&mut pieces, at, end);
                }
            }
            Event::Start(Tag::Subscript) => {
                let end =
                    pieces[at..].iter().take(MOST_INSIDE).position(|(event, _)| matches!(event, Event::End(TagEnd::Subscript)));
                if let Some(end) = end.map(|end| at + end)
                    && pieces[at..end].iter().any(|(event, _)| is_spaced(event))
                {
                    pieces[at].0 = Event::Text("~".into());
                    pieces[end].0 = Event::Text("~".into());
                }
            }
            _ => {}
        }
        at += 1;
    }
    pieces
}

fn is_spaced(event: &Event<'_>) -> bool {
    match event {
        Event::Text(text) => text.contains(char::is_whitespace),
        Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    }
}

fn substitution(pieces: &mut Vec<Placed<'_>>, start: usize, end: usize) {
    let text = |number: usize| match pieces.get(number) {
        Some((Event::Text(text), _)) => Some(text.as_ref()),
        _ => None,
    };
    let (Some(before), Some(after)) =
        (text(start - 1).and_then(|text| text.strip_suffix('{')), text(end + 1).and_then(|text| text.strip_prefix('}')))
    else {
        return;
    };
    let middle = (start..end).find_map(|number| Some((number, text(number)?.split_once("~>")?)));
    let Some((number, (old, new))) = middle else { return };
    let (before, after): (CowStr<'_>, CowStr<'_>) = (before.to_owned().into(), after.to_owned().into());
    let place = pieces[number].1.clone();
    let made = [
        (Event::Text(old.to_owned().into()), place.clone()),
        trusted("</del><ins>", place.start),
        (Event::Text(new.to_owned().into()), place.clone()),
    ];
    pieces[start - 1].0 = Event::Text(before);
    pieces[end + 1].0 = Event::Text(after);
    pieces[end] = trusted("</ins>", place.end);
    pieces[start] = trusted("<del>", place.start);
    pieces.splice(number..=number, made);
}
