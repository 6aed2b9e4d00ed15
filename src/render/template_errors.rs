//! What Tera says is wrong with a template -> a diagnostic at its place.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;
use tera::{Error, ErrorKind};

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};

/// How Tera writes a place in the middle of a report.
static PLACE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)--> ?\[?(?P<file>[^\s:\]]+):(?P<line>\d+):(?P<column>\d+)").ok());

/// Tells an error of `template`, or of the one that it names; `sources` are the templates that can be shown.
pub(super) fn told(error: &Error, template: &str, sources: &BTreeMap<String, Arc<Source>>) -> Diagnostic {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let source = source_of(sources, report.filename());
            let range = report.span().range.clone();
            let is_shown = range.end <= source.text.len() && !source.text.is_empty();
            let place = if is_shown { Place::at(&source, Span::new(range)) } else { Place::of(&source) };
            (report.message().to_owned(), place)
        }
        ErrorKind::MissingParent { current, parent } => {
            let source = source_of(sources, current);
            let found = source.text.find(parent.as_str()).map(|at| Span::new(at..at + parent.len()));
            let place = found.map_or_else(|| Place::of(&source), |span| Place::at(&source, span));
            (format!("there is no template `{parent}`"), place)
        }
        other => reported(&other.to_string(), template, sources),
    };
    let message = message
        .trim_end_matches('.')
        .replace(". Available fields: ", "; it has ")
        .replace(". Available variables: ", "; there are ");
    let mut letters = message.chars();
    let lower = letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    words(place, &lower)
}

/// Reads the first of the reports that are one text.
fn reported(text: &str, template: &str, sources: &BTreeMap<String, Arc<Source>>) -> (String, Place) {
    let message = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(text);
    let message = message.trim_start_matches("error: ").to_owned();
    let found = PLACE.as_ref().and_then(|place| place.captures(text));
    let Some(found) = found else { return (message, Place::of(&source_of(sources, template))) };
    let source = source_of(sources, &found["file"]);
    let number = |name: &str| found[name].parse::<usize>().unwrap_or(1);
    let start: usize = source.text.split_inclusive('\n').take(number("line").saturating_sub(1)).map(str::len).sum();
    let line = source.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let skipped: usize = line.chars().take(number("column").saturating_sub(1)).map(char::len_utf8).sum();
    let end = start + line.trim_end().len();
    (message, Place::at(&source, Span::new((start + skipped).min(end)..end)))
}

fn source_of(sources: &BTreeMap<String, Arc<Source>>, name: &str) -> Arc<Source> {
    let unknown = || {
        let path = RepoPath::new(&format!("templates/{name}")).unwrap_or_default();
        Arc::new(Source { repository: None, commit: None, path, text: "".into() })
    };
    sources.get(name).cloned().unwrap_or_else(unknown)
}

fn words(place: Place, message: &str) -> Diagnostic {
    Diagnostic::error("template-broken", format!("the template is broken: {message}"))
        .place(place)
        .hint("`vestibule schema templates` says what templates are given; they are written in Tera 2")
}
