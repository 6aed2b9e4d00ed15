//! Pairs of signs around words: `==mark==`, `^^insert^^`, `^sup^`, and CriticMarkup (`{++ ++}`, `{-- --}`, `{~~ ~> ~~}`, `{== ==}`, `{>> <<}`).

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Placed, ends_verbatim, is_escaped, is_verbatim, trusted};

/// The kinds of pairs: what opens, what closes, what they become.
const KINDS: [Kind; 9] = [
    Kind { open: "==", close: "==", tags: ("<mark>", "</mark>") },
    Kind { open: "^^", close: "^^", tags: ("<ins>", "</ins>") },
    Kind { open: "^", close: "^", tags: ("<sup>", "</sup>") },
    Kind { open: "~", close: "~", tags: ("<sub>", "</sub>") },
    Kind { open: "{++", close: "++}", tags: ("<ins>", "</ins>") },
    Kind { open: "{--", close: "--}", tags: ("<del>", "</del>") },
    Kind { open: "{==", close: "==}", tags: ("<mark>", "</mark>") },
    Kind { open: "{>>", close: "<<}", tags: ("<span class=\"critic\">", "</span>") },
    Kind { open: "{~~", close: "~~}", tags: ("<del>", "</ins>") },
];
const MARK: usize = 0;
const INSERT: usize = 1;
const SUPER: usize = 2;
const SUB: usize = 3;
/// The first of the kinds that CriticMarkup has, and the one that has two parts.
const CRITIC: usize = 4;
const SUBSTITUTION: usize = 8;

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
    /// How much white space came before; superscripts and subscripts have none inside.
    spaces: usize,
    /// Where the `~>` of a substitution stands.
    middle: Option<usize>,
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
            Event::Text(text) if !is_code && text.contains(['=', '^', '{', '}', '~']) => {
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
    unspaced(pairing.out)
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
        while let Some(found) = text.get(at..).and_then(|rest| rest.find(['=', '^', '{', '+', '-', '<', '~'])) {
            at += found;
            let before = text[..at].chars().next_back().unwrap_or(self.before);
            let inside = self.levels.last_mut().and_then(|level| level.open.last_mut()).filter(|open| open.kind == SUBSTITUTION);
            if let Some(open) = inside.filter(|open| open.middle.is_none() && text[at..].starts_with("~>")) {
                let middle = self.out.len() + usize::from(at > from);
                open.middle = Some(middle);
                self.words(&text[from..at], start + from);
                self.out.push((Event::Text("~>".into()), start + at..start + at + 2));
                at += 2;
                from = at;
                continue;
            }
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
                    level.open.push(Open { kind, at: self.out.len(), spaces: self.spaces, middle: None });
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
    let sign = text.chars().next().filter(|c| matches!(c, '=' | '^' | '~'))?;
    let run = text.chars().take_while(|c| *c == sign).count();
    let kind = match (sign, run) {
        ('=', 2) => MARK,
        ('^', 2) => INSERT,
        ('^', 1) => SUPER,
        ('~', 1) => SUB,
        _ => return None,
    };
    let after = text[run..].chars().next().unwrap_or('\n');
    let is_word = |c: char| c.is_alphanumeric();
    let (opens, closes) = (!after.is_whitespace(), !before.is_whitespace());
    Some(if matches!(kind, SUPER | SUB) {
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
        if matches!(kind, SUPER | SUB) && open.spaces != spaces || open.at + 1 == out.len() {
            return false;
        }
        if kind == SUBSTITUTION {
            let Some(middle) = open.middle else { return false };
            let place = out[middle].1.start;
            out[middle] = trusted("</del><ins>", place);
        }
        let at = out[open.at].1.start;
        out[open.at] = trusted(KINDS[kind].tags.0, at);
        return true;
    }
    false
}

/// Takes single tildes around several words back: those are no subscript.
fn unspaced(mut pieces: Vec<Placed<'_>>) -> Vec<Placed<'_>> {
    for at in 0..pieces.len() {
        if !matches!(pieces[at].0, Event::Start(Tag::Subscript)) {
            continue;
        }
        let end = pieces[at..].iter().take(MOST_INSIDE).position(|(event, _)| matches!(event, Event::End(TagEnd::Subscript)));
        if let Some(end) = end.map(|end| at + end)
            && pieces[at..end].iter().any(|(event, _)| is_spaced(event))
        {
            pieces[at].0 = Event::Text("~".into());
            pieces[end].0 = Event::Text("~".into());
        }
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
