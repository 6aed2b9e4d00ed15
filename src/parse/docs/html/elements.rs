//! Elements whose start and end are events of their own: paragraphs, lists, tables, links, notes, emphasis.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, LinkType, Tag, TagEnd};

use super::{CONTENTS_PARAGRAPH, Quote, Writer, escape};
use crate::parse::docs::marks::TABS_END;

impl<'a> Writer<'a> {
    pub(super) fn start(&mut self, at: usize, tag: &Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                if self.out.summary.is_none() && self.quotes.is_empty() && self.items.is_empty() && self.waiting.is_none() {
                    let text = self.text_of(at);
                    self.out.summary = (!text.trim().is_empty()).then_some(text);
                }
                if self.is_contents(at) {
                    self.push(CONTENTS_PARAGRAPH);
                    return;
                }
                let given = self.given(at, "");
                self.push(&format!("<p{given}>"));
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
                    None => {
                        let given = self.given(at, "");
                        self.push(&format!("<li{given}>"));
                    }
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
            Tag::Emphasis => self.open("em", at),
            Tag::Strong => self.open("strong", at),
            Tag::Strikethrough => self.open("del", at),
            Tag::Link { link_type, dest_url, title, .. } => {
                let destination = if *link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                self.open_link(at, &destination, title, range);
                self.links.push((self.out.html.len(), destination));
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

    pub(super) fn end(&mut self, tag: TagEnd) {
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
                if let Some((start, destination)) = self.links.pop()
                    && start == self.out.html.len()
                {
                    // A link without words says where it leads.
                    self.push(&escape(&destination));
                }
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
}
