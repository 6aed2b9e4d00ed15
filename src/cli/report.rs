//! What people read on stderr: diagnostics with excerpts, and the last lines of a command.

use std::io::{IsTerminal, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::place::Failure;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Place;
use crate::model::portal::{Health, Judged, Portal};
use crate::pipeline::Built;

/// How many errors a build shows before it points to the health page.
const SHOWN_BY_BUILD: usize = 10;

/// Tells why a command could not run.
pub(super) fn failure(failure: &Failure) {
    match failure {
        Failure::Config(findings) => {
            for finding in findings {
                say(&human(finding));
            }
            say(&format!("error: {failure}; nothing was written"));
        }
        _ => say(&format!("error: {failure}")),
    }
}

/// Tells what a build made and what it found.
pub(super) fn built(built: &Built, out: &Path, quiet: bool, verbose: bool) {
    let judged = &built.judged;
    let shown = if verbose { usize::MAX } else { SHOWN_BY_BUILD };
    let worst = judged
        .portal
        .findings
        .iter()
        .map(|finding| &finding.diagnostic)
        .filter(|diagnostic| verbose || diagnostic.severity == Severity::Error);
    for diagnostic in worst.take(shown) {
        say(&human(diagnostic));
    }
    if quiet {
        return;
    }
    if !verbose && judged.health.errors > SHOWN_BY_BUILD {
        say(&format!(
            "… and {}: `vestibule check` or the page /health/ shows them",
            count(judged.health.errors - SHOWN_BY_BUILD, "more error", "more errors")
        ));
    }
    say(&format!("built {}: {}", out.display(), counts(built)));
    if let Some(versions) = versions(&judged.portal) {
        say(&versions);
    }
    for (file, reason) in &built.written.missed {
        say(&format!("warning: {file} was left out: {reason}"));
    }
}

/// Says how much work the versions of docs were, if there are any.
fn versions(portal: &Portal) -> Option<String> {
    let sites = || portal.docs.values().flat_map(|site| &site.versions);
    let pages: usize = sites().map(|site| site.pages.len()).sum();
    let shared: usize = sites().map(|site| site.shared).sum();
    (pages > 0).then(|| {
        format!(
            "{} of docs: {}, {} parsed anew, {} shared",
            count(sites().count(), "version", "versions"),
            count(pages, "page", "pages"),
            pages - shared,
            shared
        )
    })
}

/// Says what a build made, in figures.
pub(super) fn counts(built: &Built) -> String {
    let judged = &built.judged;
    format!(
        "{} from {}, {}, {} ({})",
        count(judged.portal.entities.len(), "entity", "entities"),
        count(judged.portal.repositories.len(), "repository", "repositories"),
        count(judged.portal.docs.values().map(|site| site.pages.len()).sum(), "docs page", "docs pages"),
        count(built.written.files, "file", "files"),
        found(&judged.health),
    )
}

/// Tells what a check found.
pub(super) fn checked(judged: &Judged, quiet: bool) {
    let wanted = |severity| !quiet || severity == Severity::Error;
    for finding in judged.portal.findings.iter().filter(|finding| wanted(finding.diagnostic.severity)) {
        say(&human(&finding.diagnostic));
    }
    if !quiet {
        say(&format!(
            "checked {} from {}: {}",
            count(judged.portal.entities.len(), "entity", "entities"),
            count(judged.portal.repositories.len(), "repository", "repositories"),
            found(&judged.health)
        ));
    }
}

fn found(health: &Health) -> String {
    if health.errors + health.warnings + health.notes == 0 {
        return "nothing wrong".to_owned();
    }
    format!(
        "{}, {}, {}",
        count(health.errors, "error", "errors"),
        count(health.warnings, "warning", "warnings"),
        count(health.notes, "note", "notes")
    )
}

fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// Writes a diagnostic with the lines that it is about.
pub(super) fn human(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut title = level.clone().primary_title(printable(&diagnostic.message)).id(diagnostic.code);
    let mut group: Group<'_> = match &diagnostic.place {
        Some(place) if place.span.is_some() && !place.source.text.is_empty() => {
            title.element(snippet(place, AnnotationKind::Primary, None))
        }
        Some(place) => {
            title = level.primary_title(printable(&format!("{}: {}", place, diagnostic.message))).id(diagnostic.code);
            Group::with_title(title)
        }
        None => Group::with_title(title),
    };
    for label in diagnostic.labels.iter().filter(|label| label.place.span.is_some()) {
        group = group.element(snippet(&label.place, AnnotationKind::Context, Some(&label.message)));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(printable(hint)));
    }
    let renderer = if has_colours() { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n", renderer.render(&[group]))
}

/// Cuts the lines around a place out of its file, so that a long file costs no more than a short one.
fn snippet<'a>(place: &'a Place, kind: AnnotationKind, label: Option<&'a str>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = &*place.source.text;
    let span = place.span.unwrap_or_default();
    let boundary = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(span.start as usize);
    // A mapping or a whole document is pointed at by its first line.
    let first_line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let end = boundary(span.end as usize).clamp(start, first_line_end);
    let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let origin = Place { source: std::sync::Arc::clone(&place.source), span: None }.to_string();
    Snippet::source(printable(&text[from..first_line_end]))
        .path(printable(&origin))
        .line_start(place.start().map_or(1, |start| start.line))
        .annotation(kind.span(start - from..end - from).label(label.map(printable)))
}

/// Replaces control characters, so that content cannot speak to the terminal. Keeps the number of bytes.
pub(super) fn printable(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() && c != '\t' && c != '\n' { vec![' '; c.len_utf8()] } else { vec![c] }).collect()
}

fn has_colours() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes a line to stderr.
pub(super) fn say(text: &str) {
    // Nobody can be told that stderr is gone.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
