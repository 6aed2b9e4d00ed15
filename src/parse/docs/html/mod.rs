//! Events of `pulldown-cmark` -> HTML with marks where links and icons go. Everything that the author wrote is escaped here, save raw HTML, which `sanitise` cleans.

mod boxes;
mod elements;
mod links;
mod look;
mod notes;
mod outline;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag};

use super::code;
use super::headings::{Ids, Levels};
use super::inline::abbr::Abbreviations;
use super::inline::attrs::Attributes;
use super::inline::{self, Inlined};
use super::marks::{self, DRAWN};
use super::math;
use crate::diagram::Fault;
use crate::model::docs::{Heading, Section};

/// Escapes text for HTML, between tags and in attributes. Marks that stand where nothing is put in are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if marks::is_mark(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Holds a page's body before its marks are put in.
#[derive(Default)]
pub(super) struct Rendered {
    pub(super) html: String,
    /// What the link marks stand for: destinations with their range in the text that was parsed.
    pub(super) links: Vec<(String, Range<usize>)>,
    pub(super) headings: Vec<Heading>,
    pub(super) sections: Vec<Section>,
    /// The first `h1`.
    pub(super) title: Option<Heading>,
    /// The first paragraph as text.
    pub(super) summary: Option<String>,
    /// What the marks of formulas and diagrams stand for.
    pub(super) drawn: Vec<String>,
    /// What is wrong with diagrams, and where in the text that was parsed.
    pub(super) faults: Vec<(Fault, Range<usize>)>,
    /// Where raw HTML stands, if there is any.
    pub(super) raw: Option<Range<usize>>,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH
}

impl Rendered {
    /// Puts formulas and diagrams in, once all around them is clean.
    pub(super) fn put_drawn_in(&mut self) {
        if self.drawn.is_empty() {
            return;
        }
        let mut parts = self.html.split(DRAWN);
        let mut html = parts.next().unwrap_or_default().to_owned();
        while let (Some(number), Some(behind)) = (parts.next(), parts.next()) {
            html += number.parse().ok().and_then(|number: usize| self.drawn.get(number)).map_or("", String::as_str);
            html += behind;
        }
        self.html = html;
    }
}

/// Says what becomes of diagrams that are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Diagrams {
    Drawn,
    /// Where the rest of the page knows nothing of their looks.
    AsText,
}

/// Renders Markdown whose containers are already block quotes.
pub(super) fn render(markdown: &str, abbreviations: &Abbreviations, diagrams: Diagrams) -> Rendered {
    let Inlined { events, attributes } =
        inline::inline(markdown, Parser::new_ext(markdown, options()).into_offset_iter(), abbreviations);
    let mut writer = Writer { events: &events, attributes: &attributes, ..Writer::new(diagrams) };
    // Ids that authors wrote go before those that are made.
    for (at, given) in &attributes {
        if let (Some(id), Some((Event::Start(Tag::Heading { .. }), _))) = (&given.id, events.get(*at))
            && let Some(id) = writer.ids.explicit(id)
        {
            writer.explicit.insert(*at, id);
        }
    }
    writer.out.sections.push(Section { id: String::new(), title: String::new(), text: String::new() });
    let mut at = 0;
    while at < events.len() {
        at = writer.event(at);
    }
    writer.finish()
}

/// A paragraph that stands for the list of the page's headings.
const CONTENTS_PARAGRAPH: &str = "<p>\u{fdd7}";

/// What has to be closed when a block quote ends.
enum Quote {
    Plain,
    Callout,
    Details,
    Tab,
}

static NO_ATTRIBUTES: BTreeMap<usize, Attributes> = BTreeMap::new();

struct Writer<'a> {
    events: &'a [(Event<'a>, Range<usize>)],
    attributes: &'a BTreeMap<usize, Attributes>,
    out: Rendered,
    diagrams: Diagrams,
    ids: Ids,
    /// The ids that authors gave to headings, by event.
    explicit: BTreeMap<usize, String>,
    levels: Levels,
    quotes: Vec<Quote>,
    /// Whether each open item is a task.
    items: Vec<bool>,
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    tables: usize,
    /// How many diagrams were drawn.
    pictures: usize,
    /// The open links: where their words start, and where they lead.
    links: Vec<(usize, String)>,
    /// Footnotes by label: their number and how often they were referred to.
    notes: BTreeMap<String, (usize, usize)>,
    note_bodies: BTreeMap<usize, String>,
    /// The output that waits while a footnote is written.
    waiting: Option<(String, usize)>,
}

impl<'a> Writer<'a> {
    fn new(diagrams: Diagrams) -> Self {
        Self {
            events: &[],
            attributes: &NO_ATTRIBUTES,
            out: Rendered::default(),
            diagrams,
            ids: Ids::default(),
            explicit: BTreeMap::new(),
            levels: Levels::default(),
            quotes: Vec::new(),
            items: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            is_head: false,
            tables: 0,
            pictures: 0,
            links: Vec::new(),
            notes: BTreeMap::new(),
            note_bodies: BTreeMap::new(),
            waiting: None,
        }
    }

    fn push(&mut self, html: &str) {
        self.out.html.push_str(html);
    }

    /// Stands a mark where markup of ours goes that no author's may look like.
    fn put_in(&mut self, html: String) {
        self.push(&format!("{DRAWN}{}{DRAWN}", self.out.drawn.len()));
        self.out.drawn.push(html);
    }

    fn formula(&mut self, tex: &str, is_display: bool) {
        self.put_in(math::formula(tex, is_display));
        self.read(tex);
    }

    /// Writes the event at `at`, and those that belong to it; gives the number of the next one.
    fn event(&mut self, at: usize) -> usize {
        let (event, range) = &self.events[at];
        match event {
            Event::Start(Tag::Heading { level, .. }) => return self.heading(at, *level),
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(at, kind),
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(at, dest_url, title, range.clone()),
            Event::Start(Tag::BlockQuote(kind)) => return self.quote(at, *kind),
            Event::Start(tag) => self.start(at, tag, range.clone()),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                let given = self.given(at, "");
                let (words, html) = code::inline(text);
                self.push(&format!("<code{given}>{html}</code>"));
                self.read(words);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html, range.clone()),
            Event::FootnoteReference(label) => self.note_reference(label),
            Event::SoftBreak => {
                self.push("\n");
                self.read(" ");
            }
            Event::HardBreak => {
                self.push("<br>\n");
                self.read(" ");
            }
            Event::Rule => self.push("<hr>\n"),
            Event::InlineMath(tex) => self.formula(tex, false),
            Event::DisplayMath(tex) => self.formula(tex, true),
            Event::TaskListMarker(_) => {}
        }
        at + 1
    }

    /// Opens an element of ours with what the author gave to it.
    fn open(&mut self, name: &str, at: usize) {
        let given = self.given(at, "");
        self.push(&format!("<{name}{given}>"));
    }

    /// Writes the attributes that the author gave to what starts at `at`, beside our own class.
    fn given(&mut self, at: usize, class: &str) -> String {
        let Some(given) = self.attributes.get(&at) else {
            return if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        };
        let mut given = given.clone();
        given.id = given.id.and_then(|id| self.ids.explicit(&id));
        given.html(class)
    }

    fn raw(&mut self, html: &str, range: Range<usize>) {
        if let Some(html) = html.strip_prefix(marks::TRUSTED) {
            return self.push(html);
        }
        let trimmed = html.trim();
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") && trimmed.matches("<!--").count() == 1 {
            return;
        }
        self.push(html);
        let raw = self.out.raw.get_or_insert(range.clone());
        raw.end = raw.end.max(range.end);
    }

    fn finish(mut self) -> Rendered {
        self.write_notes();
        for section in &mut self.out.sections {
            section.text = section.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.write_contents();
        if self.out.html.contains("<p></p>\n") {
            self.out.html = self.out.html.replace("<p></p>\n", "");
        }
        self.out.sections.retain(|section| !section.id.is_empty() || !section.text.is_empty());
        self.out
    }

    /// Adds text to the section that is being read.
    fn read(&mut self, text: &str) {
        if let Some(section) = self.out.sections.last_mut() {
            section.text.extend(text.chars().filter(|c| !marks::is_mark(*c)));
        }
    }
}
