//! What TechDocs adds inside of lines: events of `pulldown-cmark` -> events in which that is done. One file an extension; none of them knows blocks.

pub(super) mod abbr;
pub(super) mod attrs;
mod delimiters;
mod emoji;
mod magic;
mod smart;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use self::abbr::Abbreviations;
use self::attrs::Attributes;
use super::marks::TRUSTED;
use super::math;

/// An event with the place that it comes from.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// Holds the events of a page, and the attributes that authors gave to what starts at some of them.
pub(super) struct Inlined<'a> {
    pub(super) events: Vec<Placed<'a>>,
    pub(super) attributes: BTreeMap<usize, Attributes>,
}

/// Does everything that happens inside of lines.
pub(super) fn inline<'a>(markdown: &str, events: impl Iterator<Item = Placed<'a>>, abbreviations: &Abbreviations) -> Inlined<'a> {
    let pieces = delimiters::pair(markdown, merged(markdown, events));
    let Inlined { events, attributes } = attrs::attach(pieces);
    words::replace(markdown, events, attributes, abbreviations)
}

/// Makes an event of HTML that is our own. Content cannot forge it, since marks are taken out of every input.
fn trusted<'a>(html: &str, at: usize) -> Placed<'a> {
    (Event::InlineHtml(format!("{TRUSTED}{html}").into()), at..at)
}

/// Gives the HTML of an event made by `trusted`.
pub(super) fn as_trusted<'e>(html: &'e CowStr<'_>) -> Option<&'e str> {
    html.strip_prefix(TRUSTED)
}

/// Joins texts that follow each other, save where a backslash stands between them: what it protects starts a text of its own.
fn merged<'a>(markdown: &str, events: impl Iterator<Item = Placed<'a>>) -> Vec<Placed<'a>> {
    let mut out: Vec<Placed<'a>> = Vec::new();
    // The text that is growing; most texts are of one piece.
    let mut growing: Option<String> = None;
    for (event, range) in events {
        let event = match event {
            Event::InlineMath(_) if !math::is_formula(markdown, range.start, range.end) => {
                Event::Text(markdown[range.clone()].to_owned().into())
            }
            event => event,
        };
        if let (Event::Text(text), Some((Event::Text(before), place))) = (&event, out.last_mut())
            && place.end == range.start
        {
            growing.get_or_insert_with(|| before.to_string()).push_str(text);
            place.end = range.end;
            continue;
        }
        if let (Some(grown), Some((Event::Text(before), _))) = (growing.take(), out.last_mut()) {
            *before = grown.into();
        }
        out.push((event, range));
    }
    if let (Some(grown), Some((Event::Text(before), _))) = (growing, out.last_mut()) {
        *before = grown.into();
    }
    debug_assert!(out.iter().all(|(_, range)| range.end <= markdown.len()));
    out
}

/// Tells whether what is protected by a backslash starts at `at`.
fn is_escaped(markdown: &[u8], at: usize) -> bool {
    at > 0 && markdown.get(at - 1) == Some(&b'\\')
}

/// Tells whether words stand as they are inside of a tag.
fn is_verbatim(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_))
}

/// Tells whether a tag ends what `is_verbatim` starts.
fn ends_verbatim(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_))
}
