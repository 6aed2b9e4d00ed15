//! Goes through the texts of a page and replaces what is written in words: addresses, emoji, symbols, abbreviations.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::abbr::{Abbreviations, Finder};
use super::attrs::Attributes;
use super::smart::{self, Symbol};
use super::{Inlined, Placed, emoji, ends_verbatim, is_escaped, is_verbatim, magic, trusted};
use crate::parse::docs::html::escape;
use crate::parse::docs::marks::BOX;

/// Replaces words in all texts that are not code.
pub(super) fn replace<'a>(
    markdown: &str,
    events: Vec<Placed<'a>>,
    attributes: BTreeMap<usize, Attributes>,
    abbreviations: &Abbreviations,
) -> Inlined<'a> {
    let finder = abbreviations.finder();
    let mut writer = Words { out: Vec::with_capacity(events.len()), finder, links: 0, is_plain: false };
    let mut moved = BTreeMap::new();
    let (mut code, mut addresses) = (0, 0);
    for (at, (event, range)) in events.into_iter().enumerate() {
        if let Some(given) = attributes.get(&at) {
            moved.insert(writer.out.len(), given.clone());
        }
        match &event {
            Event::Start(tag) => {
                code += usize::from(is_verbatim(tag));
                writer.links += usize::from(matches!(tag, Tag::Link { .. }));
                // An address in angle brackets stands as it is.
                let is_address = matches!(tag, Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. });
                code += usize::from(is_address);
                addresses += usize::from(is_address);
                writer.is_plain |= matches!(tag, Tag::Image { .. });
            }
            Event::End(tag) => {
                code -= usize::from(ends_verbatim(tag));
                writer.links -= usize::from(matches!(tag, TagEnd::Link));
                if addresses > 0 && matches!(tag, TagEnd::Link) {
                    addresses -= 1;
                    code -= 1;
                }
                writer.is_plain &= !matches!(tag, TagEnd::Image);
            }
            Event::Text(text) if code == 0 => {
                // What a backslash protects is no sign of anything; the rest of the text is read.
                let protected =
                    text.chars().next().filter(|_| is_escaped(markdown.as_bytes(), range.start)).map_or(0, char::len_utf8);
                if protected > 0 {
                    writer.out.push((Event::Text(text[..protected].to_owned().into()), range.start..range.start + protected));
                }
                let rest: CowStr<'_> = if protected > 0 { text[protected..].to_owned().into() } else { text.clone() };
                if !rest.is_empty() {
                    writer.text(&rest, range.start + protected..range.end);
                }
                continue;
            }
            _ => {}
        }
        writer.out.push((event, range));
    }
    Inlined { events: writer.out, attributes: moved }
}

struct Words<'a, 'f> {
    out: Vec<Placed<'a>>,
    finder: Option<Finder<'f>>,
    /// How many links are open.
    links: usize,
    /// Whether the words are those of an image.
    is_plain: bool,
}

impl<'a> Words<'a, '_> {
    fn text(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        // What describes a container is not for readers.
        if text.starts_with(BOX)
            && let Some(end) = text[BOX.len_utf8()..].find(BOX)
        {
            let end = end + 2 * BOX.len_utf8();
            self.out.push((Event::Text(text[..end].to_owned().into()), range.start..range.start));
            let mut rest = Words { out: Vec::new(), finder: self.finder.take(), links: 0, is_plain: false };
            rest.symbols(&text[end..], range.start + end);
            self.finder = rest.finder.take();
            let mut made = rest.out.into_iter();
            // The first words stand in the same event as the description, where it is looked for.
            match made.next() {
                Some((Event::Text(first), _)) => {
                    if let Some((Event::Text(description), _)) = self.out.last_mut() {
                        *description = format!("{description}{first}").into();
                    }
                }
                Some(other) => self.out.push(other),
                None => {}
            }
            self.out.extend(made);
            return;
        }
        let mut from = 0;
        if self.links == 0 && !self.is_plain {
            for (place, destination) in magic::find(text) {
                if place.start < from {
                    continue;
                }
                self.symbols(&text[from..place.start], range.start + from);
                let placed = range.start + place.start..range.start + place.end;
                let link = Tag::Link {
                    link_type: LinkType::Autolink,
                    dest_url: destination.into(),
                    title: CowStr::Borrowed(""),
                    id: CowStr::Borrowed(""),
                };
                self.out.push((Event::Start(link), placed.clone()));
                self.out.push((Event::Text(text[place.clone()].to_owned().into()), placed.clone()));
                self.out.push((Event::End(TagEnd::Link), placed));
                from = place.end;
            }
        }
        if from == 0 && !self.may_hold(text) {
            self.out.push((Event::Text(text.clone()), range));
        } else {
            self.symbols(&text[from..], range.start + from);
        }
    }

    fn may_hold(&self, text: &str) -> bool {
        self.finder.is_some() || text.bytes().any(|byte| byte == b':' || smart::may_start(byte))
    }

    /// Replaces symbols and emoji, and then explains abbreviations.
    fn symbols(&mut self, text: &str, start: usize) {
        let mut plain = String::with_capacity(text.len());
        let (mut at, mut from) = (0, 0);
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let byte = bytes[at];
            if byte == b':' {
                if let Some((character, length)) = emoji::find(&text[at..]) {
                    plain += &text[from..at];
                    plain += character;
                    at += length;
                    from = at;
                    continue;
                }
                if let Some(length) = emoji::icon(&text[at..]) {
                    plain += &text[from..at];
                    at += length;
                    from = at;
                    continue;
                }
            } else if smart::may_start(byte) {
                match smart::find(text, at) {
                    Some(Symbol::Sign(length, sign)) => {
                        plain += &text[from..at];
                        plain += sign;
                        at += length;
                        from = at;
                        continue;
                    }
                    Some(Symbol::Ordinal(stay, raised)) if !self.is_plain => {
                        plain += &text[from..at + stay];
                        self.explained(&std::mem::take(&mut plain), start);
                        at += stay;
                        self.out.push((Event::Start(Tag::Superscript), start + at..start + at));
                        self.out.push((Event::Text(text[at..at + raised].to_owned().into()), start + at..start + at + raised));
                        self.out.push((Event::End(TagEnd::Superscript), start + at..start + at));
                        at += raised;
                        from = at;
                        continue;
                    }
                    _ => {}
                }
            }
            at += 1;
            // No symbol starts inside a character or a number.
            while at < bytes.len() && !text.is_char_boundary(at) {
                at += 1;
            }
        }
        plain += &text[from..];
        self.explained(&plain, start);
    }

    fn explained(&mut self, text: &str, start: usize) {
        let place = |from: usize, to: usize| start + from..start + to;
        let mut made = Vec::new();
        let mut from = 0;
        if let Some(finder) = self.finder.as_ref().filter(|_| !self.is_plain) {
            for (range, meaning) in finder.find(text) {
                if range.start > from {
                    made.push((Event::Text(text[from..range.start].to_owned().into()), place(from, range.start)));
                }
                made.push(trusted(&format!("<abbr title=\"{}\">", escape(meaning)), start + range.start));
                made.push((Event::Text(text[range.clone()].to_owned().into()), place(range.start, range.end)));
                made.push(trusted("</abbr>", start + range.end));
                from = range.end;
            }
        }
        if from < text.len() {
            made.push((Event::Text(text[from..].to_owned().into()), place(from, text.len())));
        }
        self.out.append(&mut made);
    }
}
