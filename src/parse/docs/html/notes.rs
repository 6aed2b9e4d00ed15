//! Footnotes: numbered as they are referred to, written at the end.

use std::collections::BTreeMap;

use super::Writer;

impl Writer<'_> {
    pub(super) fn note(&mut self, label: &str) -> usize {
        let next = self.notes.len() + 1;
        self.notes.entry(label.to_owned()).or_insert((next, 0)).0
    }

    pub(super) fn note_reference(&mut self, label: &str) {
        let number = self.note(label);
        let uses = self.notes.get_mut(label).map_or(1, |(_, uses)| {
            *uses += 1;
            *uses
        });
        let id = if uses == 1 { format!("fn-ref-{number}") } else { format!("fn-ref-{number}-{uses}") };
        self.push(&format!("<sup><a id=\"{id}\" href=\"#fn-{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"));
    }

    /// Writes the footnotes below the text.
    pub(super) fn write_notes(&mut self) {
        if self.note_bodies.is_empty() {
            return;
        }
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
}
