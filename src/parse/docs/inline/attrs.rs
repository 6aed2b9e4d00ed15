//! Attribute lists: `{: #id .class key="value" }` behind what they belong to, as Python-Markdown's `attr_list` reads them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{Inlined, Placed, as_trusted};
use crate::parse::docs::headings;
use crate::parse::docs::html::escape;

/// Tells whether an attribute may have a value.
type Check = fn(&str) -> bool;

/// The attributes that may be given, besides `id` and `class`, and which values they take.
const ALLOWED: [(&str, Check); 9] = [
    ("title", |_| true),
    ("lang", is_word),
    ("dir", |value| matches!(value, "ltr" | "rtl" | "auto")),
    ("align", |value| matches!(value, "left" | "right" | "center")),
    ("width", is_length),
    ("height", is_length),
    ("start", is_number),
    ("colspan", is_number),
    ("rowspan", is_number),
];

/// Holds the attributes that one list gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::parse::docs) struct Attributes {
    pub(in crate::parse::docs) id: Option<String>,
    pub(in crate::parse::docs) classes: Vec<String>,
    /// Those of `ALLOWED`.
    others: Vec<(String, String)>,
}

impl Attributes {
    /// Writes the attributes as HTML, each behind a space; classes are those that our themes know, `class` the tag's own.
    pub(in crate::parse::docs) fn html(&self, class: &str) -> String {
        let mut html = String::new();
        let own =
            self.classes.iter().filter_map(|class| THEMED.iter().find(|(theirs, _)| theirs == class)).map(|(_, ours)| *ours);
        let classes: Vec<&str> = Some(class).filter(|class| !class.is_empty()).into_iter().chain(own).collect();
        if !classes.is_empty() {
            let _ = write!(html, " class=\"{}\"", classes.join(" "));
        }
        if let Some(id) = &self.id {
            let _ = write!(html, " id=\"{}\"", escape(id));
        }
        for (key, value) in &self.others {
            let _ = write!(html, " {key}=\"{}\"", escape(value));
        }
        html
    }

    /// Adds what another list says; it wins.
    fn merge(&mut self, other: Self) {
        self.id = other.id.or(self.id.take());
        self.classes.extend(other.classes);
        self.others.extend(other.others);
    }
}

/// Classes that authors write for Material, and what they are called in our themes.
const THEMED: [(&str, &str); 3] = [("md-button", "btn"), ("md-button--primary", "btn-primary"), ("annotate", "annotate")];

fn is_word(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_number(value: &str) -> bool {
    !value.is_empty() && value.len() < 6 && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_length(value: &str) -> bool {
    is_number(value.trim_end_matches('%'))
}

/// Reads the list that a text starts with; gives what it says and its length. What looks like a template's braces, or like plain words, is none.
pub(in crate::parse::docs) fn read(text: &str) -> Option<(Attributes, usize)> {
    let inner = text.strip_prefix('{')?;
    let (mut rest, has_colon) = inner.strip_prefix(':').map_or((inner, false), |rest| (rest, true));
    if rest.starts_with(['{', '%', '}']) {
        return None;
    }
    let mut attributes = Attributes::default();
    let mut is_one = has_colon;
    loop {
        rest = rest.trim_start_matches(' ');
        if let Some(after) = rest.strip_prefix('}') {
            return is_one.then(|| (attributes, text.len() - after.len()));
        }
        let end = rest.find([' ', '=', '}', '\n'])?;
        let (name, after) = rest.split_at(end);
        if let Some(value) = after.strip_prefix('=') {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote.and_then(|quote| value[1..].split_once(quote)) {
                Some(split) => split,
                None => value.split_at(value.find([' ', '}', '\n'])?),
            };
            if name.is_empty() || value.contains('\n') || quote.is_none() && value.is_empty() {
                return None;
            }
            attributes.set(name, value);
            is_one = true;
            rest = after;
        } else {
            if after.starts_with('\n') || name.is_empty() {
                return None;
            }
            match name.split_at(name.chars().next().map_or(0, char::len_utf8)) {
                (".", class) => attributes.classes.push(class.to_owned()),
                ("#", id) => attributes.set("id", id),
                // A word alone is an attribute too, but more often something that an author wrote in braces.
                _ if has_colon => {}
                _ if attributes.is_markdown(name) => {}
                _ => return None,
            }
            is_one = true;
            rest = after;
        }
    }
}

impl Attributes {
    fn set(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "id" => self.id = headings::checked(value),
            "class" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            name if ALLOWED.iter().any(|(known, is_good)| *known == name && is_good(value)) => {
                self.others.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }

    /// `markdown` alone says that Markdown is inside; it asks for nothing here.
    fn is_markdown(&self, name: &str) -> bool {
        matches!(name, "markdown" | "download" | "open")
    }
}

/// Takes the lists out of the texts and gives them to what they belong to.
pub(super) fn attach(pieces: Vec<Placed<'_>>) -> Inlined<'_> {
    let mut out: Vec<Placed<'_>> = Vec::with_capacity(pieces.len());
    let mut attributes: BTreeMap<usize, Attributes> = BTreeMap::new();
    let mut open: Vec<usize> = Vec::new();
    // Where the last thing inside a line started that a list may follow at once.
    let mut last: Option<usize> = None;
    let mut give = |at: usize, found: Attributes| attributes.entry(at).or_default().merge(found);
    for (event, range) in pieces {
        // A backslash between the two leaves a gap.
        let followed = last.take().filter(|_| out.last().is_some_and(|(_, place)| place.end == range.start));
        match &event {
            Event::Start(_) => open.push(out.len()),
            Event::Code(_) => last = Some(out.len()),
            Event::InlineHtml(html) if as_trusted(html).is_some_and(|html| html.starts_with("</")) => last = None,
            Event::End(tag) => {
                let start = open.pop().unwrap_or_default();
                if is_inline(tag) {
                    last = Some(start);
                } else if let Some(found) = at_end(&mut out, start, *tag) {
                    give(start, found);
                }
            }
            Event::Text(text) if text.starts_with('{') => {
                if let (Some(start), Some((found, length))) = (followed, followed.and_then(|_| read(text))) {
                    give(start, found);
                    let rest: CowStr<'_> = text[length..].to_owned().into();
                    if !rest.is_empty() {
                        out.push((Event::Text(rest), range.start + length..range.end));
                    } else {
                        last = Some(start);
                    }
                    continue;
                }
            }
            _ => {}
        }
        out.push((event, range));
    }
    Inlined { events: out, attributes }
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Takes the list that ends a block: in the line of a heading or a cell, in a line of its own elsewhere.
fn at_end(out: &mut Vec<Placed<'_>>, start: usize, tag: TagEnd) -> Option<Attributes> {
    let (is_line, is_item) = match tag {
        TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::DefinitionListTitle => (true, false),
        TagEnd::Paragraph | TagEnd::DefinitionListDefinition => (false, false),
        TagEnd::Item => (false, true),
        _ => return None,
    };
    // The words of an item come before the lists in it.
    let nested = out[start..].iter().position(|(event, _)| matches!(event, Event::Start(Tag::List(_))));
    let end = if is_item { nested.map_or(out.len(), |at| start + at) } else { out.len() };
    let (Event::Text(text), range) = out.get(end.checked_sub(1).filter(|last| *last > start)?)? else { return None };
    let text = text.trim_end();
    let brace = text.rfind('{').filter(|_| text.ends_with('}'))?;
    // Quoted values may hold braces; they are rare enough to look for the first brace then.
    let (at, found) = [brace, text.find('{')?].into_iter().find_map(|at| {
        let (found, length) = read(&text[at..])?;
        (at + length == text.len()).then_some((at, found))
    })?;
    let place = range.clone();
    if is_line {
        let before = text[..at].trim_end_matches(' ');
        if before.len() == at && at > 0 {
            return None;
        }
        out[end - 1] = (Event::Text(before.to_owned().into()), place.start..place.start + before.len());
    } else {
        let is_own_line = at == 0 && end >= 2 && matches!(out[end - 2].0, Event::SoftBreak | Event::HardBreak);
        if !is_own_line {
            return None;
        }
        out.drain(end - 2..end);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_from_other_braces() {
        let (found, length) = read("{: #an-id .md-button .other width=\"30%\" onclick=x title='a } b' } rest").unwrap();
        assert_eq!(length, 65);
        assert_eq!(found.html("x"), " class=\"x btn\" id=\"an-id\" width=\"30%\" title=\"a } b\"");
        assert_eq!(read("{target=_blank}.").map(|(found, length)| (found.html(""), length)), Some((String::new(), 15)));
        for not in ["{}", "{{ x }}", "{% x %}", "{id}", "{ a b }", "{.x", "{a=}", "x{.x}", "{#i\nd}", "{"] {
            assert_eq!(read(not), None, "{not}");
        }
    }
}
