//! Diagrams that are written as text: what a fence holds -> a figure that is whole without script. Here a renderer would draw them at build time: `figure` knows the
//! language, the words after the fence and the code, and gives all of the markup.

use super::html::escape;
use super::marks::ICON;

/// The languages of diagrams.
const LANGUAGES: [&str; 7] = ["mermaid", "plantuml", "puml", "graphviz", "dot", "d2", "vegalite"];

/// Writes the source of a diagram as a figure; nothing when the language is none for diagrams.
pub(super) fn figure(language: &str, title: Option<&str>, code: &str) -> Option<String> {
    let language = LANGUAGES.into_iter().find(|known| language.eq_ignore_ascii_case(known))?;
    let lines: String = code.lines().map(|line| format!("<span class=\"ln\">{}\n</span>", escape(line))).collect();
    Some(format!(
        "<figure class=\"code diagram-source\" data-lang=\"{language}\"><figcaption><span class=\"mono\">{}</span><button class=\"copy\" type=\"button\" data-js data-copy>{ICON}copy{ICON}<span>Copy</span></button></figcaption><pre tabindex=\"0\"><code>{lines}</code></pre></figure>",
        escape(title.unwrap_or(language)),
    ))
}
