//! Events of `pulldown-cmark` -> HTML with marks where links and icons go. Everything that the author wrote is escaped here, save raw HTML, which `sanitise` cleans.

use std::collections::BTreeMap;
use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::code;
use super::headings::{Ids, Levels};
use super::marks::{BOX, ICON, LINK, TABS, TABS_END};
use crate::base::url_policy::{self, Target};
use crate::model::docs::{Heading, Section};

/// Escapes text for HTML, between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
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
    /// The first `h1` as text.
    pub(super) title: Option<String>,
    /// The first paragraph as text.
    pub(super) summary: Option<String>,
    /// Where raw HTML stands, if there is any.
    pub(super) raw: Option<Range<usize>>,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Renders Markdown whose containers are already block quotes.
pub(super) fn render(markdown: &str) -> Rendered {
    let events: Vec<_> = TextMergeWithOffset::new(Parser::new_ext(markdown, options()).into_offset_iter()).collect();
    let mut writer = Writer { events: &events, out: Rendered::default(), ..Writer::new() };
    writer.out.sections.push(Section { id: String::new(), title: String::new(), text: String::new() });
    let mut at = 0;
    while at < events.len() {
        at = writer.event(at);
    }
    writer.finish()
}

/// What has to be closed when a block quote ends.
enum Quote {
    Plain,
    Callout,
    Details,
    Tab,
}

struct Writer<'a> {
    events: &'a [(Event<'a>, Range<usize>)],
    out: Rendered,
    ids: Ids,
    levels: Levels,
    quotes: Vec<Quote>,
    /// Whether each open item is a task.
    items: Vec<bool>,
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    tables: usize,
    in_link: usize,
    /// Footnotes by label: their number and how often they were referred to.
    notes: BTreeMap<String, (usize, usize)>,
    note_bodies: BTreeMap<usize, String>,
    /// The output that waits while a footnote is written.
    waiting: Option<(String, usize)>,
}

impl<'a> Writer<'a> {
    fn new() -> Self {
        Self {
            events: &[],
            out: Rendered::default(),
            ids: Ids::default(),
            levels: Levels::default(),
            quotes: Vec::new(),
            items: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            is_head: false,
            tables: 0,
            in_link: 0,
            notes: BTreeMap::new(),
            note_bodies: BTreeMap::new(),
            waiting: None,
        }
    }

    fn push(&mut self, html: &str) {
        self.out.html.push_str(html);
    }

    /// Writes the event at `at`, and those that belong to it; gives the number of the next one.
    fn event(&mut self, at: usize) -> usize {
        let (event, range) = &self.events[at];
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => return self.heading(at, *level, id.as_deref()),
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(at, kind),
            Event::Start(Tag::Image { dest_url, .. }) => return self.image(at, dest_url, range.clone()),
            Event::Start(Tag::BlockQuote(kind)) => return self.quote(at, *kind),
            Event::Start(tag) => self.start(at, tag, range.clone()),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                let html = format!("<code>{}</code>", escape(text));
                self.push(&html);
                self.read(text);
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
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                if self.out.summary.is_none() && self.quotes.is_empty() && self.items.is_empty() && self.waiting.is_none() {
                    let text = self.text_until(at, TagEnd::Paragraph);
                    self.out.summary = (!text.trim().is_empty()).then_some(text);
                }
                self.push("<p>");
            }
            Tag::List(first) => {
                let is_tasks = self.has_tasks(at);
                match first {
                    Some(1) => self.push("<ol>\n"),
                    Some(first) => {
                        let html = format!("<ol start=\"{first}\">\n");
                        self.push(&html);
                    }
                    None if is_tasks => self.push("<ul class=\"tasks\">\n"),
                    None => self.push("<ul>\n"),
                }
            }
            Tag::Item => {
                let task = self.task(at);
                self.items.push(task.is_some());
                match task {
                    Some(done) => {
                        let (checked, label) = if done { (" checked", "Done") } else { ("", "To do") };
                        let html =
                            format!("<li><input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"><div class=\"grow\">");
                        self.push(&html);
                    }
                    None => self.push("<li>"),
                }
            }
            Tag::Table(alignments) => {
                self.alignments = alignments.clone();
                self.tables += 1;
                let html = format!(
                    "<div class=\"card\"><div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"Table {}\"><table class=\"table\">\n",
                    self.tables
                );
                self.push(&html);
            }
            Tag::TableHead => {
                self.is_head = true;
                self.column = 0;
                self.push("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.push("<tr>");
            }
            Tag::TableCell => {
                let align = match self.alignments.get(self.column) {
                    Some(Alignment::Center) => " data-align=\"center\"",
                    Some(Alignment::Right) => " data-align=\"right\"",
                    _ => "",
                };
                // A heading cell without words is no heading.
                let is_heading = self.is_head && !matches!(self.events.get(at + 1), Some((Event::End(TagEnd::TableCell), _)));
                let html = if is_heading { format!("<th scope=\"col\"{align}>") } else { format!("<td{align}>") };
                self.push(&html);
            }
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.in_link += 1;
                if *link_type == LinkType::Email {
                    self.open_link(&format!("mailto:{dest_url}"), title, range);
                } else {
                    self.open_link(dest_url, title, range);
                }
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.note(label);
                self.waiting = Some((std::mem::take(&mut self.out.html), number));
            }
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Superscript => self.push("<sup>"),
            Tag::Subscript => self.push("<sub>"),
            Tag::HtmlBlock
            | Tag::MetadataBlock(_)
            | Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::Image { .. }
            | Tag::BlockQuote(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.push("</p>\n"),
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::Item => {
                let is_task = self.items.pop().unwrap_or_default();
                self.push(if is_task { "</div></li>\n" } else { "</li>\n" });
            }
            TagEnd::Table => self.push("</tbody></table></div></div>\n"),
            TagEnd::TableHead => {
                self.is_head = false;
                self.push("</tr></thead>\n<tbody>");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                let is_empty = self.out.html.rfind("<t").is_some_and(|cell| self.out.html[cell..].starts_with("<td"));
                self.push(if self.is_head && !is_empty { "</th>" } else { "</td>" });
                self.column += 1;
            }
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Link => {
                self.in_link = self.in_link.saturating_sub(1);
                self.push("</a>");
            }
            TagEnd::BlockQuote(_) => match self.quotes.pop() {
                Some(Quote::Callout) => self.push("</div>\n"),
                Some(Quote::Details) => self.push("</details>\n"),
                Some(Quote::Tab) => {
                    let html = format!("</div>{TABS_END}\n");
                    self.push(&html);
                }
                Some(Quote::Plain) | None => self.push("</blockquote>\n"),
            },
            TagEnd::FootnoteDefinition => {
                if let Some((before, number)) = self.waiting.take() {
                    let body = std::mem::replace(&mut self.out.html, before);
                    self.note_bodies.insert(number, body);
                }
            }
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Superscript => self.push("</sup>"),
            TagEnd::Subscript => self.push("</sub>"),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Image => {}
        }
        if !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) {
            self.read(" ");
        }
    }

    fn heading(&mut self, at: usize, level: HeadingLevel, id: Option<&str>) -> usize {
        let end = self.end_of(at);
        let text = self.text_until(at, TagEnd::Heading(level)).trim().to_owned();
        if level == HeadingLevel::H1 && self.out.title.is_none() && self.out.headings.is_empty() && !text.is_empty() {
            self.out.title = Some(text);
            return end + 1;
        }
        let shown = self.levels.next(level as u8);
        let id = id.and_then(|id| self.ids.explicit(id)).unwrap_or_else(|| self.ids.slug(&text));
        self.push(&format!("<h{shown} id=\"{}\">", escape(&id)));
        let mut inner = at + 1;
        while inner < end {
            inner = self.event(inner);
        }
        self.push(&format!(
            "<a class=\"anchor\" href=\"#{}\" aria-label=\"Link to {}\">#</a></h{shown}>\n",
            escape(&id),
            escape(&text)
        ));
        self.out.sections.push(Section { id: id.clone(), title: text.clone(), text: String::new() });
        self.out.headings.push(Heading { level: shown, id, text });
        end + 1
    }

    fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let end = self.end_of(at);
        let code: String = self.events[at + 1..end]
            .iter()
            .filter_map(|(event, _)| if let Event::Text(text) = event { Some(text.as_ref()) } else { None })
            .collect();
        let info = if let CodeBlockKind::Fenced(info) = kind { info.as_ref() } else { "" };
        self.push(&code::figure(info, &code));
        self.push("\n");
        self.read(&code);
        self.read(" ");
        end + 1
    }

    fn image(&mut self, at: usize, destination: &str, range: Range<usize>) -> usize {
        let end = self.end_of(at);
        let alt = self.text_until(at, TagEnd::Image);
        match url_policy::sort(destination) {
            Target::Relative(path) if !path.is_empty() => {
                let mark = self.link(path, range);
                self.push(&format!("<img src=\"{mark}\" alt=\"{}\" loading=\"lazy\">", escape(&alt)));
            }
            // Pages ask no other host for anything: the image becomes a link to itself, or just its words inside another link.
            Target::External(url) if self.in_link == 0 => {
                let words = if alt.trim().is_empty() { "Image" } else { alt.trim() };
                self.push(&format!("<a class=\"ext-image\" href=\"{}\" rel=\"noreferrer\">{}</a>", escape(url), escape(words)));
            }
            Target::External(_) => {
                let words = if alt.trim().is_empty() { "Image" } else { alt.trim() };
                self.push(&escape(words));
            }
            Target::Relative(_) | Target::Forbidden(_) => {
                let mark = self.link(destination, range);
                self.push(&format!("<img src=\"{mark}\" alt=\"{}\">", escape(&alt)));
            }
        }
        self.read(&alt);
        end + 1
    }

    fn quote(&mut self, at: usize, kind: Option<BlockQuoteKind>) -> usize {
        if let Some(kind) = kind {
            let (tone, title) = match kind {
                BlockQuoteKind::Note => ("info", "Note"),
                BlockQuoteKind::Tip => ("ok", "Tip"),
                BlockQuoteKind::Important => ("info", "Important"),
                BlockQuoteKind::Warning => ("warn", "Warning"),
                BlockQuoteKind::Caution => ("bad", "Caution"),
            };
            self.open_callout(tone);
            self.push(&format!("<p class=\"callout-t\">{title}</p>\n"));
            return at + 1;
        }
        let marked = match (self.events.get(at + 1), self.events.get(at + 2)) {
            (Some((Event::Start(Tag::Paragraph), _)), Some((Event::Text(text), _))) => {
                text.strip_prefix(BOX).and_then(|rest| rest.split_once(BOX))
            }
            _ => None,
        };
        let Some((description, rest)) = marked else {
            self.quotes.push(Quote::Plain);
            self.push("<blockquote>\n");
            return at + 1;
        };
        let rest = rest.to_owned();
        let (form, tone) = description.split_once(':').unwrap_or(("c", "info"));
        let tone = ["ok", "warn", "bad"].into_iter().find(|known| *known == tone).unwrap_or("info");
        let end = self.end_of(at + 1);
        if form == "t" {
            let title = self.text_until(at + 1, TagEnd::Paragraph);
            let title = title.rsplit(BOX).next().unwrap_or_default().to_owned();
            self.quotes.push(Quote::Tab);
            self.push(&format!("{TABS}<div data-tab=\"{}\">\n", escape(&title)));
            return end + 1;
        }
        match form {
            "d" => self.push("<details class=\"callout-d\"><summary>"),
            "o" => self.push("<details class=\"callout-d\" open><summary>"),
            _ => {
                self.open_callout(tone);
                self.push("<p class=\"callout-t\">");
            }
        }
        if form != "c" {
            self.quotes.push(Quote::Details);
        }
        self.text(&rest);
        let mut inner = at + 3;
        while inner < end {
            inner = self.event(inner);
        }
        self.push(if form == "c" { "</p>\n" } else { "</summary>\n" });
        end + 1
    }

    fn open_callout(&mut self, tone: &'static str) {
        let icon = match tone {
            "ok" => "tip",
            "warn" => "warn",
            "bad" => "error",
            _ => "info",
        };
        self.quotes.push(Quote::Callout);
        self.push(&format!("<div class=\"callout\" data-tone=\"{tone}\" role=\"note\">{ICON}{icon}{ICON}\n"));
    }

    fn open_link(&mut self, destination: &str, title: &str, range: Range<usize>) {
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        let html = match url_policy::sort(destination) {
            Target::External(url) if !url.starts_with("http") => format!("<a href=\"{}\"{title}>", escape(url)),
            Target::External(url) => {
                // Links to the forge may mean a page of the portal, which `relate` finds out.
                let mark = self.link(url, range);
                format!("<a href=\"{mark}\"{title} rel=\"noreferrer\">")
            }
            Target::Relative(_) | Target::Forbidden(_) => {
                let mark = self.link(destination, range);
                format!("<a href=\"{mark}\"{title}>")
            }
        };
        self.push(&html);
    }

    /// Remembers a link and gives the mark that stands for it.
    fn link(&mut self, destination: &str, range: Range<usize>) -> String {
        self.out.links.push((destination.to_owned(), range));
        format!("{LINK}{}{LINK}", self.out.links.len() - 1)
    }

    /// Writes text; bare addresses in it become links.
    fn text(&mut self, text: &str) {
        self.read(text);
        let text = text.strip_prefix("[TOC]").unwrap_or(text);
        if self.in_link > 0 || !text.contains([':', '@']) {
            let html = escape(text);
            self.push(&html);
            return;
        }
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url, LinkKind::Email]);
        let mut from = 0;
        for found in finder.links(text) {
            let address = found.as_str();
            let destination = if *found.kind() == LinkKind::Email { format!("mailto:{address}") } else { address.to_owned() };
            let is_url =
                destination.starts_with("http://") || destination.starts_with("https://") || destination.starts_with("mailto:");
            if is_url && matches!(url_policy::sort(&destination), Target::External(_)) {
                let html = format!(
                    "{}<a href=\"{}\" rel=\"noreferrer\">{}</a>",
                    escape(&text[from..found.start()]),
                    escape(&destination),
                    escape(address)
                );
                self.push(&html);
                from = found.end();
            }
        }
        let rest = escape(&text[from..]);
        self.push(&rest);
    }

    fn raw(&mut self, html: &str, range: Range<usize>) {
        let trimmed = html.trim();
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") && trimmed.matches("<!--").count() == 1 {
            return;
        }
        self.push(html);
        let raw = self.out.raw.get_or_insert(range.clone());
        raw.end = raw.end.max(range.end);
    }

    fn note(&mut self, label: &str) -> usize {
        let next = self.notes.len() + 1;
        self.notes.entry(label.to_owned()).or_insert((next, 0)).0
    }

    fn note_reference(&mut self, label: &str) {
        let number = self.note(label);
        let uses = self.notes.get_mut(label).map_or(1, |(_, uses)| {
            *uses += 1;
            *uses
        });
        let id = if uses == 1 { format!("fn-ref-{number}") } else { format!("fn-ref-{number}-{uses}") };
        self.push(&format!("<sup><a id=\"{id}\" href=\"#fn-{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"));
    }

    fn finish(mut self) -> Rendered {
        if !self.note_bodies.is_empty() {
            self.push("<section class=\"foot-notes\" aria-label=\"Footnotes\">\n<ol>\n");
            let used: BTreeMap<usize, usize> = self.notes.values().copied().collect();
            for (number, body) in std::mem::take(&mut self.note_bodies) {
                let back = if used.get(&number).is_some_and(|uses| *uses > 0) {
                    format!(" <a href=\"#fn-ref-{number}\" aria-label=\"Back to the text of footnote {number}\">↩</a>")
                } else {
                    String::new()
                };
                let body = match body.trim_end().strip_suffix("</p>") {
                    Some(body) => format!("{body}{back}</p>"),
                    None => format!("{body}{back}"),
                };
                self.push(&format!("<li id=\"fn-{number}\" value=\"{number}\">{body}</li>\n"));
            }
            self.push("</ol></section>\n");
        }
        for section in &mut self.out.sections {
            section.text = section.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if self.out.html.contains("<p></p>\n") {
            self.out.html = self.out.html.replace("<p></p>\n", "");
        }
        self.out.sections.retain(|section| !section.id.is_empty() || !section.text.is_empty());
        self.out
    }

    /// Adds text to the section that is being read.
    fn read(&mut self, text: &str) {
        if let Some(section) = self.out.sections.last_mut() {
            section.text.extend(text.chars().filter(|c| *c != BOX));
        }
    }

    /// Finds the end of what starts at `at`.
    fn end_of(&self, at: usize) -> usize {
        let mut depth = 0;
        for (number, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return number;
            }
        }
        self.events.len().saturating_sub(1)
    }

    /// Gathers the words of what starts at `at`.
    fn text_until(&self, at: usize, _: TagEnd) -> String {
        let mut text = String::new();
        for (event, _) in &self.events[at..self.end_of(at)] {
            match event {
                Event::Text(words) | Event::Code(words) => text.push_str(words),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Tells whether the item at `at` is a task, and whether it is done.
    fn task(&self, at: usize) -> Option<bool> {
        self.events
            .iter()
            .skip(at + 1)
            .take(2)
            .find_map(|(event, _)| if let Event::TaskListMarker(done) = event { Some(*done) } else { None })
    }

    /// Tells whether the list at `at` has a task among its own items.
    fn has_tasks(&self, at: usize) -> bool {
        let mut depth = 0;
        for (number, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(Tag::List(_)) => depth += 1,
                Event::End(TagEnd::List(_)) => depth -= 1,
                Event::Start(Tag::Item) if depth == 1 && self.task(number).is_some() => return true,
                _ => {}
            }
            if depth == 0 {
                return false;
            }
        }
        false
    }
}
