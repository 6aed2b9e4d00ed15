//! Diag: a finding as pages show it: the sentence, the place with a link to the line, an excerpt with a caret, and the way out.

use serde::Serialize;

use crate::base::diagnostic::Severity;
use crate::base::naming::capitalised;
use crate::base::site_path::SitePath;
use crate::base::source::{Place, Source};
use crate::model::finding::{Finding, Subject};
use crate::model::sources::Repository;
use crate::render::codes;
use crate::render::layout::Press;
use crate::render::links::Chip;

/// The longest line of an excerpt, in characters.
const WIDTH: usize = 140;

/// Shows a finding.
#[derive(Debug, Serialize)]
pub(super) struct Diag {
    pub(super) severity: &'static str,
    pub(super) word: String,
    /// The language of what is told, where that is not the page's.
    pub(super) lang: &'static str,
    pub(super) tone: &'static str,
    pub(super) icon: &'static str,
    pub(super) message: Vec<Piece>,
    pub(super) place: Option<Where>,
    pub(super) code: &'static str,
    pub(super) help: Option<String>,
    pub(super) excerpt: Vec<Line>,
    pub(super) hint: Vec<Piece>,
    pub(super) labels: Vec<LabelView>,
    pub(super) subject: Option<Chip>,
}

/// Shows a stretch of a sentence: plain, or the inside of back-ticks.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) code: bool,
    pub(super) text: String,
}

/// Names a place, linked when its forge is known.
#[derive(Debug, Serialize)]
pub(super) struct Where {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

/// Shows a second place with what it has to do with the finding.
#[derive(Debug, Serialize)]
pub(super) struct LabelView {
    message: Vec<Piece>,
    place: Where,
}

/// Shows a line of a file; carets stand on a line without a number.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub(super) number: String,
    pub(super) text: String,
    pub(super) marked: bool,
    pub(super) caret: bool,
}

/// Gives a severity as headings and tones write it: the name of its word, tone, icon.
pub(super) fn severity(severity: Severity) -> (&'static str, &'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "bad", "error"),
        Severity::Warning => ("warning", "warn", "warn"),
        Severity::Info => ("notice", "info", "info"),
    }
}

/// Splits a sentence at its back-ticks, its first letter upper-cased unless it is a name.
pub(super) fn sentence(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let whole = text.matches('`').count().is_multiple_of(2);
    for (index, piece) in text.split('`').enumerate() {
        if whole {
            pieces.push(Piece { code: index % 2 == 1, text: piece.to_owned() });
        } else if let Some(first) = pieces.first_mut() {
            // An odd back-tick belongs to a name; the sentence stays as it is.
            first.text.push('`');
            first.text.push_str(piece);
        } else {
            pieces.push(Piece { code: false, text: piece.to_owned() });
        }
    }
    if let Some(first) = pieces.first_mut() {
        first.text = capitalised(&first.text);
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Cuts the lines around a place out of its file, with carets under the place.
pub(super) fn excerpt(place: &Place) -> Vec<Line> {
    let (Some(span), text) = (place.span, &*place.source.text) else { return Vec::new() };
    if text.is_empty() {
        return Vec::new();
    }
    let start = place.source.position(span.start);
    let at = floor(text, span.start as usize);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let mut lines = Vec::new();
    let numbered =
        |number: usize, text: &str, marked| Line { number: number.to_string(), text: text.to_owned(), marked, caret: false };
    if line_start > 0 {
        let before = &text[..line_start - 1];
        let before = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        lines.push(numbered(start.line - 1, &shown(before, 0), false));
    }
    let line = &text[line_start..line_end];
    let column = shown_width(&text[line_start..at]);
    let end = floor(text, (span.end as usize).clamp(at, line_end));
    let width = shown_width(&text[at..end]).max(1);
    // A place far to the right moves the window, so that the caret is always in it.
    let skip = if column + 20 > WIDTH { column.saturating_sub(40) } else { 0 };
    lines.push(numbered(start.line, &shown(line, skip), true));
    let room = WIDTH.saturating_sub(column - skip).max(1);
    let carets = format!("{}{}", " ".repeat(column - skip), "^".repeat(width.min(room)));
    lines.push(Line { number: String::new(), text: carets, marked: false, caret: true });
    if let Some(rest) = text.get(line_end + 1..) {
        let after = rest.split('\n').next().unwrap_or_default();
        if !rest.is_empty() {
            lines.push(numbered(start.line + 1, &shown(after, 0), false));
        }
    }
    let digits = lines.iter().map(|line| line.number.len()).max().unwrap_or(1);
    for line in &mut lines {
        line.number = format!("{:>digits$}", line.number);
    }
    lines
}

fn floor(text: &str, mut offset: usize) -> usize {
    offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn shown_width(text: &str) -> usize {
    text.chars().map(|letter| if letter == '\t' { 2 } else { 1 }).sum()
}

fn shown(line: &str, skip: usize) -> String {
    let line = line.trim_end_matches('\r').replace('\t', "  ");
    let mut text: String = line.chars().skip(skip).take(WIDTH).collect();
    if line.chars().nth(skip + WIDTH).is_some() {
        text.push('…');
    }
    text
}

impl Press<'_> {
    /// Shows a finding as the page at `from` does; `subject` adds the entity that it is about.
    pub(super) fn diag(&self, from: &SitePath, finding: &Finding, subject: bool) -> Diag {
        let diagnostic = &finding.diagnostic;
        let (word, tone, icon) = severity(diagnostic.severity);
        let about = match &finding.subject {
            Subject::Entity(about) | Subject::Docs(about, _) if subject => Some(self.chip(from, about)),
            _ => None,
        };
        Diag {
            severity: diagnostic.severity.as_str(),
            word: self.strings.text(word).to_owned(),
            lang: self.strings.mark_of_english(),
            tone,
            icon,
            message: sentence(&diagnostic.message),
            place: diagnostic.place.as_ref().map(|place| self.place(place)),
            code: diagnostic.code,
            help: codes::path(diagnostic.code).map(|page| self.href(from, &page)),
            excerpt: diagnostic.place.as_ref().map(excerpt).unwrap_or_default(),
            hint: diagnostic.hint.as_deref().map(sentence).unwrap_or_default(),
            labels: diagnostic
                .labels
                .iter()
                .map(|label| LabelView { message: sentence(&label.message), place: self.place(&label.place) })
                .collect(),
            subject: about.filter(|chip| chip.href.is_some()),
        }
    }

    /// Names a place and links to its line at the forge.
    pub(super) fn place(&self, place: &Place) -> Where {
        let line = place.start().map(|start| start.line);
        Where { text: place.to_string(), href: self.view_url(&place.source, line) }
    }

    /// Gives the URL that shows a file at the commit that was read.
    pub(super) fn view_url(&self, source: &Source, line: Option<usize>) -> Option<String> {
        let repository = self.repository_of(source)?;
        let reference = repository.revision.commit.as_deref().or(repository.revision.branch.as_deref())?;
        Some(repository.forge.as_ref()?.view_url(&source.path, reference, line))
    }

    /// Gives the URL that edits a file on the branch that was read.
    pub(super) fn edit_url(&self, source: &Source) -> Option<String> {
        let repository = self.repository_of(source)?;
        Some(repository.forge.as_ref()?.edit_url(&source.path, repository.revision.branch.as_deref()?))
    }

    /// Gives the URL that adds a file to the branch that was read.
    pub(super) fn new_url(&self, source: &Source) -> Option<String> {
        let repository = self.repository_of(source)?;
        repository.forge.as_ref()?.new_url(&source.path, repository.revision.branch.as_deref()?, &source.text)
    }

    fn repository_of(&self, source: &Source) -> Option<&Repository> {
        self.repositories.get(source.repository.as_deref()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Piece, excerpt, sentence};
    use crate::base::repo_path::RepoPath;
    use crate::base::source::{Place, Source, Span};

    fn lines(text: &str, range: std::ops::Range<usize>) -> Vec<String> {
        let source = Source { repository: None, commit: None, path: RepoPath::root(), text: text.into() };
        excerpt(&Place::at(&Arc::new(source), Span::new(range)))
            .into_iter()
            .map(|line| format!("{}|{}", line.number, line.text))
            .collect()
    }

    #[test]
    fn an_excerpt_points_at_its_place() {
        assert_eq!(lines("a: 1\nb: two\nc: 3\n", 8..11), ["1|a: 1", "2|b: two", " |   ^^^", "3|c: 3"]);
        assert_eq!(lines("b: é\r\n", 3..5), ["1|b: é", " |   ^"]);
        assert_eq!(lines("x", 9..12), ["1|x", " | ^"]);
        assert_eq!(lines("", 0..0), [""; 0]);
    }

    #[test]
    fn a_sentence_starts_upper_case_and_sets_names_apart() {
        let piece = |code, text: &str| Piece { code, text: text.to_owned() };
        assert_eq!(sentence("no `kind` here"), [piece(false, "No "), piece(true, "kind"), piece(false, " here")]);
        assert_eq!(sentence("`kind` is missing"), [piece(true, "kind"), piece(false, " is missing")]);
        assert_eq!(sentence("an odd ` tick"), [piece(false, "An odd ` tick")]);
    }
}
