//! `[TOC]` in a paragraph of its own -> the list of the page's headings.

use pulldown_cmark::{Event, Tag};

use super::{Writer, escape};
use crate::parse::docs::marks::CONTENTS;

impl Writer<'_> {
    /// Tells whether the paragraph at `at` is `[TOC]`, which the parser reads as three texts.
    pub(super) fn is_contents(&self, at: usize) -> bool {
        let end = at + 8;
        let mut words = self
            .events
            .iter()
            .take(end)
            .skip(at + 1)
            .map_while(|(event, _)| if let Event::Text(text) = event { Some(text.as_ref()) } else { None });
        let count = words.clone().count();
        let ends = matches!(self.events.get(at + 1 + count), Some((Event::End(_), _)));
        ends && matches!(self.events.get(at), Some((Event::Start(Tag::Paragraph), _)))
            && words.by_ref().collect::<String>().trim() == "[TOC]"
    }

    /// Puts the list where `[TOC]` stood.
    pub(super) fn write_contents(&mut self) {
        if !self.out.html.contains(CONTENTS) {
            return;
        }
        let mut list = String::from("<div class=\"contents\">\n");
        let mut open: Vec<u8> = Vec::new();
        for heading in self.out.title.iter().chain(&self.out.headings) {
            while open.last().is_some_and(|level| *level > heading.level) {
                open.pop();
                list += "</li>\n</ul>\n";
            }
            if open.last() == Some(&heading.level) {
                list += "</li>\n";
            } else {
                open.push(heading.level);
                list += "<ul>\n";
            }
            list += &format!("<li><a href=\"#{}\">{}</a>", escape(&heading.id), escape(&heading.text));
        }
        list += &"</li>\n</ul>\n".repeat(open.len());
        list += "</div>\n";
        let html = std::mem::take(&mut self.out.html);
        let mark = format!("<p>{CONTENTS}");
        let mut parts = html.split(&mark);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for (number, part) in parts.enumerate() {
            // Once is enough: a page that says it a thousand times would become a thousand times as long.
            out += if number == 0 { list.as_str() } else { "" };
            let rest = part.strip_prefix("[TOC]").unwrap_or(part);
            out += rest.trim_start().strip_prefix("</p>").unwrap_or(rest);
        }
        self.out.html = out;
    }
}
