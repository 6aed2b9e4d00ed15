//! Labels: what bodies say for the interface, such as the name of a table or of a button, English as `parse` writes it -> the portal's language.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::escaped;
use crate::render::strings::Strings;

/// A label with what stands around it; `of` is what it is the label of.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let before = r#"aria-label="(?:[^"]*: )?|<span>|</div><details><summary>"#;
    let said = "Copy|Source|Done|To do|Footnotes|(?:Table|Diagram|Footnote|Note|Back to the text of footnote)(?P<number> [0-9][^\"]*)|Link to(?P<title> [^\"]*)";
    let after = r##"">#</a>|"|</span></button>|</summary>"##;
    Regex::new(&format!("(?P<before>{before})(?P<said>{said})(?P<after>{after})")).ok()
});

/// Says the labels of a body in the language of the interface.
pub(super) fn said<'h>(strings: &Strings, html: &'h str) -> Cow<'h, str> {
    match LABEL.as_ref().filter(|_| !strings.mark_of_english().is_empty()) {
        Some(label) => label.replace_all(html, |found: &Captures<'_>| one(strings, found)),
        None => html.into(),
    }
}

fn one(strings: &Strings, found: &Captures<'_>) -> String {
    let of = found.name("number").or(found.name("title")).map_or("", |of| of.as_str());
    let label = found["said"].strip_suffix(of).unwrap_or_default();
    let name = match (label, &found["after"]) {
        ("Copy", "</span></button>") => "copy",
        ("Source", "</summary>") => "diagram-source",
        ("Done", "\"") => "task-done",
        ("To do", "\"") => "task-to-do",
        ("Footnotes", "\"") => "footnotes",
        ("Table", "\"") => "table-of-page",
        ("Diagram", "\"") => "diagram-of-page",
        ("Footnote", "\"") => "footnote-of-page",
        ("Note", "\"") => "note-of-page",
        ("Back to the text of footnote", "\"") => "back-to-footnote",
        ("Link to", "\">#</a>") => "link-to-section",
        _ => return found[0].to_owned(),
    };
    let text = strings.filled_with(name, None, &[("of", of.trim_start())], |text| escaped(&text));
    format!("{}{text}{}", &found["before"], &found["after"])
}

#[cfg(test)]
mod tests {
    use super::said;
    use crate::config::ThemeFolder;
    use crate::render::theme::strings;

    #[test]
    fn labels_are_said_in_the_language_of_the_interface() {
        let html = "<h2 id=\"a\">A<a class=\"anchor\" href=\"#a\" aria-label=\"Link to A &amp; B\">#</a></h2><div aria-label=\"Pay: Table 2\">\
            <button><span>Copy</span></button></div><details><summary>Source</summary><div aria-label=\"Table of contents\"><span>Copy</span>";
        let (german, _) = strings("de", &ThemeFolder::default());
        assert_eq!(
            said(&german, html),
            "<h2 id=\"a\">A<a class=\"anchor\" href=\"#a\" aria-label=\"Link zu A &amp; B\">#</a></h2><div aria-label=\"Pay: Tabelle 2\">\
            <button><span>Kopieren</span></button></div><details><summary>Quelltext</summary><div aria-label=\"Table of contents\"><span>Copy</span>"
        );
        assert_eq!(said(&strings("en", &ThemeFolder::default()).0, html), html);
    }
}
