//! Decisions: pages that are architecture decision records -> what they say of themselves. Understands Nygard's form (a section "Status"), MADR's (front matter,
//! or a list below the title), and what lies between.

use std::collections::BTreeMap;

use super::page;
use crate::base::yaml::Node;
use crate::model::decision::Decision;
use crate::model::docs::{DocPage, RawLink};

/// The folders that hold decision records.
const FOLDERS: [&str; 6] = ["adr", "adrs", "adl", "decisions", "architecture-decisions", "decision-records"];
/// The statuses, as they begin.
const STATUSES: [&str; 10] =
    ["Proposed", "Draft", "Accepted", "Approved", "Rejected", "Declined", "Deprecated", "Superseded", "Replaced", "Implemented"];
/// How many lines of a record may speak of it as a whole.
const HEAD_LINES: usize = 60;
/// The most characters of a field.
const LONGEST: usize = 120;

/// What one file says; other records by their numbers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Written {
    status: String,
    date: String,
    deciders: String,
    supersedes: Vec<u32>,
    superseded_by: Vec<u32>,
}

/// Reads the heads of the records among `pages`, and ties those that replace each other both ways.
pub(super) fn read(pages: &mut [DocPage<RawLink>]) {
    let records: Vec<(usize, String, Written)> =
        pages.iter().enumerate().filter_map(|(number, page)| Some((number, digits(page)?.to_owned(), written(page)))).collect();
    let folder = |page: &DocPage<RawLink>| page.source.path.parent();
    let by_number: BTreeMap<_, usize> = records
        .iter()
        .filter_map(|(page, digits, _)| Some(((folder(&pages[*page]), digits.parse::<u32>().ok()?), *page)))
        .collect();
    let mut decisions: BTreeMap<usize, Decision> = BTreeMap::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (page, digits, written) in records {
        let of = |number: &u32| by_number.get(&(folder(&pages[page]), *number)).copied().filter(|other| *other != page);
        pairs.extend(written.supersedes.iter().filter_map(of).map(|older| (page, older)));
        pairs.extend(written.superseded_by.iter().filter_map(of).map(|newer| (newer, page)));
        let Written { status, date, deciders, .. } = written;
        let title = without_number(&pages[page].title, &digits).to_owned();
        let decision = Decision { number: digits, title, status, date, deciders, ..Decision::default() };
        decisions.insert(page, decision);
    }
    pairs.sort_unstable();
    pairs.dedup();
    for (newer, older) in pairs {
        decisions.entry(newer).and_modify(|decision| decision.supersedes.push(older));
        decisions.entry(older).and_modify(|decision| decision.superseded_by.push(newer));
    }
    for (page, decision) in decisions {
        pages[page].decision = Some(decision);
    }
}

/// Tells whether pages of a folder, as addresses write it, may be decision records.
pub(super) fn is_folder(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| FOLDERS.contains(&name.to_ascii_lowercase().as_str()))
}

/// Gives the number that the file's name starts with, if the file stands where decision records do.
pub(super) fn digits<L>(page: &DocPage<L>) -> Option<&str> {
    if !is_folder(page.source.path.parent().file_name()) {
        return None;
    }
    let name = page.source.path.file_name();
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let prefix = name[..start].to_ascii_lowercase();
    let end = name[start..].find(|c: char| !c.is_ascii_digit()).map_or(name.len(), |end| start + end);
    let is_number = matches!(prefix.as_str(), "" | "adr" | "adr-" | "adr_") && (1..=5).contains(&(end - start));
    (is_number && name[end..].starts_with(['-', '_', '.', ' '])).then_some(&name[start..end])
}

/// Takes the number off a title: `1. Use git`, `ADR-0001: Use git`, `001 Use git`.
fn without_number<'a>(title: &'a str, digits: &str) -> &'a str {
    let rest = title.strip_prefix("ADR").or_else(|| title.strip_prefix("adr")).unwrap_or(title);
    let rest = rest.trim_start_matches(['-', ' ', '#', '_']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &rest[..rest.len() - after.len()];
    let is_it = !number.is_empty() && number.trim_start_matches('0') == digits.trim_start_matches('0');
    let words = after.trim_start_matches([' ', '.', ':', '-', '–', '—', ')']);
    if is_it && !words.is_empty() { words } else { title }
}

fn written(page: &DocPage<RawLink>) -> Written {
    let text = &page.source.text;
    let (front, start) = page::front_matter(&page.source, text, &mut Vec::new());
    let mut written = Written::default();
    for (key, value) in front.iter().flat_map(Node::entries) {
        let words = match value.as_str() {
            Some(text) => text.to_owned(),
            None => value.items().iter().filter_map(Node::as_str).collect::<Vec<_>>().join(", "),
        };
        written.field(&key.name, &words);
    }
    let mut is_status = false;
    for line in text.get(start..).unwrap_or_default().lines().take(HEAD_LINES) {
        let line = line.trim();
        if let Some(heading) = line.strip_prefix("##") {
            is_status = heading.trim_matches(['#', ' ']).eq_ignore_ascii_case("status");
        } else if is_status && !line.is_empty() && !line.starts_with("<!--") {
            written.status_line(line.trim_start_matches(['-', '*', ' ']));
        } else if let Some((key, value)) = line.trim_start_matches(['-', '*', '>', ' ']).split_once(':') {
            written.field(key.trim_matches(['*', '_', ' ']), value.trim_start_matches(['*', ' ']));
        }
    }
    written
}

impl Written {
    /// Takes what a line `key: value` says; the first word on a subject holds.
    fn field(&mut self, key: &str, value: &str) {
        let put = |field: &mut String| {
            if field.is_empty() {
                *field = plain(value);
            }
        };
        match key.to_ascii_lowercase().as_str() {
            "status" | "state" => self.status_line(value),
            "date" => put(&mut self.date),
            "deciders" | "decision-makers" | "decision makers" | "decided by" => put(&mut self.deciders),
            "supersedes" | "replaces" => self.supersedes.extend(numbers(value)),
            "superseded by" | "superseded-by" | "replaced by" => self.superseded_by.extend(numbers(value)),
            _ => {}
        }
    }

    fn status_line(&mut self, line: &str) {
        let lower = line.to_ascii_lowercase();
        if let Some(at) = ["superseded", "superceded", "replaced by"].iter().find_map(|word| lower.find(word)) {
            "Superseded".clone_into(&mut self.status);
            self.superseded_by.extend(numbers(&line[at..]));
        } else if let Some(at) = ["supersedes", "supercedes", "replaces"].iter().find_map(|word| lower.find(word)) {
            self.supersedes.extend(numbers(&line[at..]));
            self.status_word(&line[..at]);
        } else {
            self.status_word(line);
        }
    }

    fn status_word(&mut self, text: &str) {
        let text = plain(text);
        if !self.status.is_empty() || text.is_empty() {
            return;
        }
        let lower = text.to_lowercase();
        let known = STATUSES.iter().filter_map(|status| Some((lower.find(&status.to_lowercase())?, *status))).min();
        match known {
            Some((_, status)) => status.clone_into(&mut self.status),
            // A word of the house is taken as it is; a whole sentence is no status.
            None if text.split_whitespace().count() <= 3 => {
                let mut letters = text.chars();
                self.status = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
            }
            None => {}
        }
    }
}

/// Takes the marks of Markdown off a line.
fn plain(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        words.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    words.retain(|c| !matches!(c, '[' | ']' | '*' | '`' | '_' | '<' | '>' | '"'));
    words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | '{' | '}' | '|')).chars().take(LONGEST).collect()
}

/// Lists the records that a text names: by links to their files, else as `ADR-0007`, `ADR 7` or `7.`.
fn numbers(text: &str) -> Vec<u32> {
    let digits = |text: &str| {
        let text = text.trim_start_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | ' ' | '#'));
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text.get(..end.min(5))?.parse::<u32>().ok()
    };
    let links: Vec<u32> = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next()?.rsplit('/').next())
        .filter_map(digits)
        .collect();
    if !links.is_empty() {
        return links;
    }
    let lower = text.to_ascii_lowercase();
    let named: Vec<u32> = lower.split("adr").skip(1).filter_map(digits).collect();
    if !named.is_empty() {
        return named;
    }
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'));
    words
        .map(|word| word.trim_end_matches(['.', ':']).trim_start_matches('#'))
        .filter(|word| !word.is_empty() && word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_understood() {
        let of = |line: &str| {
            let mut written = Written::default();
            written.status_line(line);
            (written.status, written.supersedes, written.superseded_by)
        };
        let is = |status: &str, old: &[u32], new: &[u32]| (status.to_owned(), old.to_vec(), new.to_vec());
        assert_eq!(of("Accepted"), is("Accepted", &[], &[]));
        assert_eq!(of("**accepted** (2024-01-02)"), is("Accepted", &[], &[]));
        assert_eq!(of("superseded by [ADR-0005](0005-use-x.md)"), is("Superseded", &[], &[5]));
        assert_eq!(of("Superceded by [2. Use Y](0002-use-y.md)"), is("Superseded", &[], &[2]));
        assert_eq!(of("Superseded by ADR 12"), is("Superseded", &[], &[12]));
        assert_eq!(of("Accepted, supersedes ADR-0001 and ADR-0003"), is("Accepted", &[1, 3], &[]));
        assert_eq!(of("in review"), is("In review", &[], &[]));
        assert_eq!(of("We have not come to an agreement yet"), is("", &[], &[]));
    }

    #[test]
    fn numbers_leave_titles() {
        assert_eq!(without_number("1. Use git", "0001"), "Use git");
        assert_eq!(without_number("ADR-0001: Use git", "0001"), "Use git");
        assert_eq!(without_number("001 Use git", "001"), "Use git");
        assert_eq!(without_number("3 clusters", "0001"), "3 clusters");
        assert_eq!(without_number("Use git", "1"), "Use git");
    }
}
