//! Changes as Markdown for a pull request. Everything that comes from a repository stands in code spans, where no link, mention or HTML is alive. Pure.

use std::fmt::Write as _;

use crate::base::diagnostic::Severity;
use crate::model::changes::{Changes, Edge, Field};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::Finding;
use crate::model::portal::Judged;

/// The most lines of one list.
const MOST: usize = 50;
/// The longest value that is shown, in characters.
const WIDTH: usize = 120;

/// Writes what changed from `old` to `new`.
pub(super) fn markdown(changes: &Changes, old: &Judged, new: &Judged) -> String {
    if changes.is_empty() {
        return "No change to the catalog.\n".to_owned();
    }
    let mut text = String::from("## Changes to the catalog\n\n");
    text.push_str("| | before | after |\n| --- | ---: | ---: |\n");
    let rows = [
        ("Entities", old.portal.entities.len(), new.portal.entities.len()),
        ("Errors", old.health.errors, new.health.errors),
        ("Warnings", old.health.warnings, new.health.warnings),
        ("Notes", old.health.notes, new.health.notes),
    ];
    for (title, before, after) in rows {
        let _ = writeln!(text, "| {title} | {before} | {after} |");
    }
    list(&mut text, "Entities added", &changes.added, name);
    list(&mut text, "Entities removed", &changes.removed, name);
    list(&mut text, "Entities that are broken now", &changes.broken, name);
    list(&mut text, "Owners changed", &changes.owners, |(reference, was, is)| {
        format!("{}: {} → {}", name(reference), names(was), names(is))
    });
    list(&mut text, "Entities changed", &changes.changed, |(reference, fields)| {
        let mut told = name(reference);
        for change in fields.iter().take(MOST) {
            let _ = write!(told, "\n  - {}", field(change));
        }
        if fields.len() > MOST {
            let _ = write!(told, "\n  - … and {} more", fields.len() - MOST);
        }
        told
    });
    list(&mut text, "Relations added", &changes.relations_added, edge);
    list(&mut text, "Relations removed", &changes.relations_removed, edge);
    list(&mut text, "New findings", &changes.found, finding);
    list(&mut text, "Solved findings", &changes.solved, finding);
    text
}

fn list<T>(text: &mut String, title: &str, items: &[T], line: impl Fn(&T) -> String) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n### {title} ({})\n", items.len());
    for item in items.iter().take(MOST) {
        let _ = writeln!(text, "- {}", line(item));
    }
    if items.len() > MOST {
        let _ = writeln!(text, "- … and {} more", items.len() - MOST);
    }
}

fn name(reference: &EntityRef) -> String {
    code(&reference.to_string())
}

fn names(references: &[EntityRef]) -> String {
    if references.is_empty() {
        return "nobody".to_owned();
    }
    references.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn field(field: &Field) -> String {
    let value = |value: &Option<String>| value.as_deref().map_or_else(|| "nothing".to_owned(), code);
    format!("{}: {} → {}", code(&field.path), value(&field.old), value(&field.new))
}

fn edge((from, kind, to): &Edge) -> String {
    format!("{} {} {}", name(from), code(kind), name(to))
}

fn finding(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    // A message is prose with names in it, and whose names they are is not known here.
    let place = diagnostic.place.as_ref().map_or_else(String::new, |place| format!(" at {}", code(&place.to_string())));
    format!("{word} {}{place}: {}", code(diagnostic.code), code(&diagnostic.message))
}

/// Puts a text into a code span that it cannot end: on one line, cut, between more back-ticks than it holds in a row.
fn code(text: &str) -> String {
    let mut shown: String = text.chars().map(|c| if c.is_control() || is_invisible(c) { ' ' } else { c }).take(WIDTH).collect();
    if text.chars().nth(WIDTH).is_some() {
        shown.push('…');
    }
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // A span of spaces alone, or of nothing, is none; and a span loses one space on each side.
    let inner = if shown.trim().is_empty() { "∅".to_owned() } else { shown };
    let pad = if longest > 0 || inner.starts_with(' ') || inner.ends_with(' ') { " " } else { "" };
    format!("{fence}{pad}{inner}{pad}{fence}")
}

/// Tells whether a character turns the direction of text or breaks its line unseen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn nothing_gets_out_of_a_code_span() {
        assert_eq!(code("pay"), "`pay`");
        assert_eq!(code("a`b``c @team <b> [x](y)"), "``` a`b``c @team <b> [x](y) ```");
        assert_eq!(code("a\n\n# b"), "`a  # b`");
        assert_eq!(code(""), "`∅`");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(&"x".repeat(200)), format!("`{}…`", "x".repeat(120)));
    }
}
