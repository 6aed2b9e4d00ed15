//! Links, images and bare addresses: what leads into the repository becomes a mark, what leads elsewhere stands as it is.

use std::ops::Range;

use super::{Writer, escape};
use crate::base::url_policy::{self, Target};
use crate::parse::docs::marks::LINK;

impl Writer<'_> {
    pub(super) fn image(&mut self, at: usize, destination: &str, title: &str, range: Range<usize>) -> usize {
        let end = self.end_of(at);
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        let given = title + &self.given(at, "");
        let alt = self.text_of(at);
        match url_policy::sort(destination) {
            Target::Relative(path) if !path.is_empty() => {
                let mark = self.link(path, range);
                self.push(&format!("<img src=\"{mark}\" alt=\"{}\" loading=\"lazy\"{given}>", escape(&alt)));
            }
            // Pages ask no other host for anything: the image becomes a link to itself, or just its words inside another link.
            Target::External(url) if self.links.is_empty() => {
                let words = if alt.trim().is_empty() { "Image" } else { alt.trim() };
                self.push(&format!("<a class=\"ext-image\" href=\"{}\" rel=\"noreferrer\">{}</a>", escape(url), escape(words)));
            }
            Target::External(_) => {
                let words = if alt.trim().is_empty() { "Image" } else { alt.trim() };
                self.push(&format!("<span class=\"ext-image\">{}</span>", escape(words)));
            }
            Target::Relative(_) | Target::Forbidden(_) => {
                let mark = self.link(destination, range);
                self.push(&format!("<img src=\"{mark}\" alt=\"{}\"{given}>", escape(&alt)));
            }
        }
        self.read(&alt);
        end + 1
    }

    pub(super) fn open_link(&mut self, at: usize, destination: &str, title: &str, range: Range<usize>) {
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        let title = title + &self.given(at, "");
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
    pub(super) fn link(&mut self, destination: &str, range: Range<usize>) -> String {
        mark(&mut self.out.links, destination, range)
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        self.read(text);
        let html = escape(text);
        self.push(&html);
    }
}

/// Adds a link to those of the page and gives the mark that stands for it.
pub(super) fn mark(links: &mut Vec<(String, Range<usize>)>, destination: &str, range: Range<usize>) -> String {
    links.push((destination.to_owned(), range));
    format!("{LINK}{}{LINK}", links.len() - 1)
}
