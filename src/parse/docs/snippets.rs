//! Snippets: `--8<-- "file"` and its block form -> the lines of that file, as `pymdownx.snippets` reads them. Only files of the repository are ever read.

use super::lines::{Line, split};
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};
use std::sync::Arc;

/// How deep snippets may hold snippets, how many bytes they may add to a page, and how many there may be.
const MOST_DEPTH: usize = 8;
const MOST_BYTES: usize = 4 << 20;
const MOST: usize = 1_000;

/// Reads a file by the path that a page gives, from where `mkdocs.yml` stands.
pub(super) type Reader<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Puts the snippets into a page; what cannot be found is told and left out.
pub(super) fn expand(source: &Arc<Source>, lines: Vec<Line>, read: Reader<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Line> {
    if !lines.iter().any(|line| line.text.contains("8<-")) {
        return lines;
    }
    let mut expansion = Expansion { source, read, findings, left: MOST_BYTES, count: 0, open: Vec::new() };
    let mut out = Vec::new();
    expansion.lines(&lines, "", None, &mut out);
    out
}

struct Expansion<'a> {
    source: &'a Arc<Source>,
    read: Reader<'a>,
    findings: &'a mut Vec<Diagnostic>,
    left: usize,
    count: usize,
    /// The files that are being put in, so that none is put into itself.
    open: Vec<String>,
}

impl Expansion<'_> {
    /// `at` is where the page names the snippet that the lines come from.
    fn lines(&mut self, lines: &[Line], indent: &str, at: Option<usize>, out: &mut Vec<Line>) {
        let mut block: Option<String> = None;
        for line in lines {
            let offset = at.unwrap_or(line.offset);
            let trimmed = line.text.trim_start();
            let own = &line.text[..line.text.len() - trimmed.len()];
            match marker(trimmed) {
                Some("") => {
                    block = if block.is_some() { None } else { Some(format!("{indent}{own}")) };
                    continue;
                }
                Some(rest) if block.is_none() => {
                    if let Some(path) = quoted(rest) {
                        self.file(path, &format!("{indent}{own}"), offset, line, out);
                        continue;
                    }
                }
                _ => {}
            }
            if let Some(indent) = &block {
                let path = trimmed.trim_end();
                if !path.is_empty() && !path.starts_with(';') {
                    self.file(path, &indent.clone(), offset, line, out);
                }
                continue;
            }
            // A semicolon says that no snippet is meant.
            let text = match trimmed.strip_prefix(';') {
                Some(rest) if marker(rest.trim_start_matches(';')).is_some() => format!("{own}{rest}"),
                _ => line.text.clone(),
            };
            let text = if text.is_empty() { text } else { format!("{indent}{text}") };
            out.push(Line { text, offset });
        }
    }

    fn file(&mut self, named: &str, indent: &str, offset: usize, line: &Line, out: &mut Vec<Line>) {
        let (path, part) = parts(named);
        self.count += 1;
        if self.count > MOST + 1 {
            // The first one too many was told of.
            return;
        }
        let is_good = self.count <= MOST && self.open.len() < MOST_DEPTH;
        let wanted = if is_good && !self.open.iter().any(|open| open == named) { (self.read)(path) } else { None };
        let Some(text) = wanted.filter(|text| text.len() <= self.left) else {
            let end = offset + line.text.len();
            let span = Span::new(offset.min(self.source.text.len())..end.min(self.source.text.len()));
            self.findings.push(words::snippet_missing(self.source, span, path));
            return;
        };
        self.left -= text.len();
        let lines = chosen(split(&text, 0), part);
        self.open.push(named.to_owned());
        self.lines(&lines, indent, Some(offset), out);
        self.open.pop();
    }
}

/// Gives what follows the sign of a snippet.
fn marker(trimmed: &str) -> Option<&str> {
    let rest = trimmed.trim_start_matches('-');
    let after = rest.strip_prefix("8<").filter(|_| rest.len() < trimmed.len())?;
    let rest = after.trim_start_matches('-');
    (rest.len() < after.len()).then(|| rest.trim())
}

fn quoted(rest: &str) -> Option<&str> {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].strip_suffix(quote).filter(|path| !path.is_empty() && !path.contains(quote))
}

/// Cuts `file.md:3:9` and `file.md:section`.
fn parts(named: &str) -> (&str, &str) {
    let at = named.find(':').filter(|at| !named[..*at].starts_with("http"));
    at.map_or((named, ""), |at| (&named[..at], &named[at + 1..]))
}

/// Takes the lines or the section that is wanted; marks of sections are left out.
fn chosen(lines: Vec<Line>, part: &str) -> Vec<Line> {
    let is_section = part.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_section {
        let start = lines.iter().position(|line| section(&line.text) == Some(("start", part)));
        let Some(start) = start else { return Vec::new() };
        let inside = lines.into_iter().skip(start + 1);
        return inside
            .take_while(|line| section(&line.text) != Some(("end", part)))
            .filter(|line| section(&line.text).is_none())
            .collect();
    }
    let count = lines.len();
    let number = |text: &str, missing: usize| match text.parse::<i64>() {
        Ok(number) if number < 0 => count.saturating_add_signed(isize::try_from(number).unwrap_or(0) + 1),
        Ok(number) => usize::try_from(number).unwrap_or(0),
        Err(_) => missing,
    };
    let ranges: Vec<(usize, usize)> = part
        .split(',')
        .filter(|range| !range.is_empty())
        .map(|range| {
            let (first, last) = range.split_once(':').unwrap_or((range, ""));
            let is_one = !range.contains(':') && part.contains(',');
            let first = number(first, 1).max(1);
            (first, if is_one { first } else { number(last, count) })
        })
        .take(100)
        .collect();
    if ranges.is_empty() {
        return lines.into_iter().filter(|line| section(&line.text).is_none()).collect();
    }
    ranges
        .iter()
        .flat_map(|(first, last)| lines.iter().take(*last).skip(first - 1))
        .filter(|line| section(&line.text).is_none())
        .cloned()
        .collect()
}

/// Reads `--8<-- [start:name]`, wherever it stands in a line.
fn section(line: &str) -> Option<(&str, &str)> {
    let at = line.find("8<-").filter(|at| line[..*at].ends_with('-'))?;
    let inner = line[at..].trim_start_matches(['8', '<', '-']).trim_start().strip_prefix('[')?;
    let (kind, name) = inner.split_once(']')?.0.split_once(':')?;
    Some((kind.trim(), name.trim())).filter(|(kind, _)| matches!(*kind, "start" | "end"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_files_are_chosen() {
        let text = "one\n# --8<-- [start:a]\ntwo\n# --8<-- [end:a]\nthree\n";
        let taken = |part: &str| chosen(split(text, 0), part).into_iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
        assert_eq!(taken(""), "one two three");
        assert_eq!(taken("a"), "two");
        assert_eq!(taken("b"), "");
        assert_eq!(taken("1:1"), "one");
        assert_eq!(taken("5"), "three");
        assert_eq!(taken(":3"), "one two");
        assert_eq!(taken("3:"), "two three");
        assert_eq!(taken("1:1,5:5"), "one three");
        assert_eq!(marker("--8<-- \"a.md\""), Some("\"a.md\""));
        assert_eq!(marker("8<- x"), None);
        assert_eq!(parts("a/b.md:2:4"), ("a/b.md", "2:4"));
    }
}
