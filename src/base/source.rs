//! `Source` and `Place`: which input file something was read from, and where in it. Built by `parse`, carried to every diagnostic; reads nothing.

use std::sync::Arc;

use super::repo_path::RepoPath;

/// Holds one input file as people name it, with its text, so that any byte range in it can be shown.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The repository's name, or nothing for a file of the portal itself (`vestibule.yaml`).
    pub repository: Option<Arc<str>>,
    /// The abbreviated commit, or nothing for a working tree with changes.
    pub commit: Option<Arc<str>>,
    /// The file inside the repository.
    pub path: RepoPath,
    /// The decoded text; empty when the file could not be read.
    pub text: Arc<str>,
}

/// Bounds a piece of a source's text: byte offsets, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Bounds `range`, which is in bytes; sources are at most 4 GiB.
    pub fn new(range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }
}

/// Counts from one; columns are Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Points into a source, or at the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The piece of it, where one can be named.
    pub span: Option<Span>,
}

impl Source {
    /// Turns a byte offset into a line and a column.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// Gives line `number`, counted from one, without its line break.
    pub fn line(&self, number: usize) -> &str {
        self.text.split('\n').nth(number.saturating_sub(1)).unwrap_or_default().trim_end_matches('\r')
    }
}

impl Place {
    /// Points at the whole of `source`.
    pub fn of(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), span: None }
    }

    /// Points at `span` of `source`.
    pub fn at(source: &Arc<Source>, span: Span) -> Self {
        Self { source: Arc::clone(source), span: Some(span) }
    }

    /// Gives the first position, where one is known.
    pub fn start(&self) -> Option<Position> {
        self.span.map(|span| self.source.position(span.start))
    }

    /// Gives the position one past the end, where one is known.
    pub fn end(&self) -> Option<Position> {
        self.span.map(|span| self.source.position(span.end))
    }
}

/// Writes `repo@commit:path:line:col`, leaving out what is not known.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let source = &self.source;
        if let Some(repository) = &source.repository {
            f.write_str(repository)?;
            if let Some(commit) = &source.commit {
                write!(f, "@{commit}")?;
            }
            if !source.path.is_root() {
                f.write_str(":")?;
            }
        }
        write!(f, "{}", source.path)?;
        match self.start() {
            Some(start) => write!(f, ":{}:{}", start.line, start.column),
            None => Ok(()),
        }
    }
}
