//! Diagrams that are written as text: what a fence holds -> a figure that is whole without script: the drawing with its text below, or the text alone.

use super::code::Figure;
use super::html::escape;
use super::marks::ICON;
use crate::diagram::{self, Drawn};

/// The languages of diagrams.
const LANGUAGES: [&str; 7] = ["mermaid", "plantuml", "puml", "graphviz", "dot", "d2", "vegalite"];

/// What a drawing has to know of its page.
pub(super) struct Desk<'a> {
    /// The number of the drawing on its page, which tells it apart from others.
    pub(super) number: usize,
    /// Says what a destination becomes in an attribute; nothing when no link may lead there.
    pub(super) link: &'a mut dyn FnMut(&str) -> Option<String>,
}

/// Makes a figure of a diagram; nothing when the language is none for diagrams.
pub(super) fn figure(language: &str, title: Option<&str>, code: &str, desk: Option<Desk<'_>>) -> Option<Figure> {
    let language = LANGUAGES.into_iter().find(|known| language.eq_ignore_ascii_case(known))?;
    let text = text(language, title, code);
    let Some(Desk { number, link }) = desk else { return Some(Figure { html: text, ..Figure::default() }) };
    Some(match diagram::draw(language, code, link) {
        Ok(Some(drawn)) => Figure { html: drawing(&drawn, number, title, &text), is_drawn: true, fault: None },
        Ok(None) => Figure { html: text, ..Figure::default() },
        Err(fault) => Figure { html: text, is_drawn: false, fault: Some(fault) },
    })
}

/// Writes the drawing, and what it was drawn from.
fn drawing(drawn: &Drawn, number: usize, title: Option<&str>, text: &str) -> String {
    let title = title.or(drawn.title.as_deref());
    let caption = title.map(|title| format!("<figcaption>{}</figcaption>", escape(title))).unwrap_or_default();
    format!(
        "<figure class=\"diagram\">{caption}<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Diagram {number}: {}\">{}</div><details><summary>Source</summary>{text}</details></figure>",
        escape(title.unwrap_or(drawn.kind)),
        drawn.svg
    )
}

/// Writes the text of a diagram.
fn text(language: &str, title: Option<&str>, code: &str) -> String {
    let lines: String = code.lines().map(|line| format!("<span class=\"ln\">{}\n</span>", escape(line))).collect();
    format!(
        "<figure class=\"code diagram-source\" data-lang=\"{language}\"><figcaption><span class=\"mono\">{}</span><button class=\"copy\" type=\"button\" data-js data-copy>{ICON}copy{ICON}<span>Copy</span></button></figcaption><pre tabindex=\"0\"><code>{lines}</code></pre></figure>",
        escape(title.unwrap_or(language)),
    )
}
