//! Blocks that are written as a whole: headings, code, quotes and the containers that came as quotes.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag};

use super::links::mark;
use super::{Diagrams, Quote, Writer, escape};
use crate::base::url_policy::{self, Target};
use crate::model::docs::{Heading, Section};
use crate::parse::docs::code;
use crate::parse::docs::diagrams::Desk;
use crate::parse::docs::marks::{BOX, ICON, TABS};

impl Writer<'_> {
    pub(super) fn heading(&mut self, at: usize, level: HeadingLevel) -> usize {
        let end = self.end_of(at);
        let text = self.text_of(at).trim().to_owned();
        if level == HeadingLevel::H1 && self.out.title.is_none() && self.out.headings.is_empty() && !text.is_empty() {
            let id = self.explicit.remove(&at).unwrap_or_else(|| self.ids.slug(&text));
            self.out.title = Some(Heading { level: 1, id, text });
            return end + 1;
        }
        if text.is_empty() {
            // A heading without words, such as a picture, would be a name that says nothing.
            self.push("<p>");
            let mut inner = at + 1;
            while inner < end {
                inner = self.event(inner);
            }
            self.push("</p>\n");
            return end + 1;
        }
        let shown = self.levels.next(level as u8);
        let id = self.explicit.remove(&at).unwrap_or_else(|| self.ids.slug(&text));
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

    pub(super) fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let end = self.end_of(at);
        let code: String = self.events[at + 1..end]
            .iter()
            .filter_map(|(event, _)| if let Event::Text(text) = event { Some(text.as_ref()) } else { None })
            .collect();
        let info = if let CodeBlockKind::Fenced(info) = kind { info.as_ref() } else { "" };
        if info.trim() == "math" {
            self.formula(&code, true);
            self.push("\n");
            return end + 1;
        }
        let links = &mut self.out.links;
        let range = self.events[at].1.clone();
        let mut link = |destination: &str| match url_policy::sort(destination) {
            Target::External(url) if !url.starts_with("http") => Some(escape(url)),
            Target::External(url) => Some(mark(links, url, range.clone())),
            // A path would start from the page, not from the file: it leads nowhere.
            Target::Relative(_) | Target::Forbidden(_) => None,
        };
        let desk = (self.diagrams == Diagrams::Drawn).then(|| Desk { number: self.pictures + 1, link: &mut link });
        let figure = code::figure(info, &code, desk);
        if let Some(fault) = figure.fault {
            let place = self.place_in(at + 1..end, fault.at.clone());
            self.out.faults.push((fault, place));
        }
        if figure.is_drawn {
            self.pictures += 1;
            self.put_in(figure.html);
        } else {
            self.push(&figure.html);
        }
        self.push("\n");
        self.read(&code);
        self.read(" ");
        end + 1
    }

    /// Gives where a piece of the code stands that these events hold.
    fn place_in(&self, events: Range<usize>, piece: Range<usize>) -> Range<usize> {
        let mut before = 0;
        let mut place = None;
        for (event, range) in &self.events[events] {
            let Event::Text(text) = event else { continue };
            if piece.start < before + text.len() || place.is_none() {
                let start = (range.start + piece.start.saturating_sub(before)).min(range.end);
                place = Some(start..(start + piece.len()).min(range.end));
            }
            before += text.len();
            if piece.start < before {
                break;
            }
        }
        place.unwrap_or_default()
    }

    pub(super) fn quote(&mut self, at: usize, kind: Option<BlockQuoteKind>) -> usize {
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
            let title = self.text_of(at + 1);
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
                if self.text_of(at + 1).trim_end().ends_with(BOX) {
                    return end + 1;
                }
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

    pub(super) fn open_callout(&mut self, tone: &'static str) {
        let icon = match tone {
            "ok" => "tip",
            "warn" => "warn",
            "bad" => "error",
            _ => "info",
        };
        self.quotes.push(Quote::Callout);
        self.push(&format!("<div class=\"callout\" data-tone=\"{tone}\" role=\"note\">{ICON}{icon}{ICON}\n"));
    }
}
