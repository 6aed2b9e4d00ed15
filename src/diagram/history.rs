//! Git graphs of Mermaid: text -> commits in their branches -> a log with lanes, one line a commit. Follows <https://mermaid.js.org/syntax/gitgraph.html>.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::net::Tone;
use super::pen::{Picture, half, line_of_words};
use super::source::{Line, Mermaid};
use super::text::{self, SIZE, SMALL, WIDE, width};
use super::{Mistake, words};
use crate::drawing::text::cut;

/// The most commits and branches.
const MOST: usize = 200;
/// The height of a line, and how far lanes stand apart.
const ROW: f64 = 28.0;
const LANE: f64 = 20.0;
const MARGIN: f64 = 20.0;
/// The tones of lanes, again and again.
const TONES: [Tone; 5] = [Tone::Info, Tone::Ok, Tone::Warn, Tone::Note, Tone::Bad];

/// Holds commits in order.
#[derive(Debug, Default)]
pub(super) struct History {
    branches: Vec<Branch>,
    commits: Vec<Commit>,
}

#[derive(Debug)]
struct Branch {
    name: String,
    order: usize,
    /// Its last commit.
    last: Option<usize>,
}

#[derive(Debug)]
struct Commit {
    branch: usize,
    words: String,
    tag: String,
    /// The commits before it, on its own branch first.
    parents: Vec<usize>,
    is_marked: bool,
}

/// Reads a git graph.
pub(super) fn read(source: &Mermaid) -> Result<History, Mistake> {
    let mut history = History::default();
    history.branches.push(Branch { name: "main".to_owned(), order: 0, last: None });
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut here = 0;
    for line in source.lines() {
        if history.commits.len() > MOST || history.branches.len() > MOST {
            break;
        }
        let (word, rest) = line.text.split_once(char::is_whitespace).map_or((line.text, ""), |(word, rest)| (word, rest.trim()));
        let name = || rest.split([' ', '\t']).next().unwrap_or_default().trim_matches('"');
        let branch = |history: &History, name: &str| history.branches.iter().position(|branch| branch.name == name);
        match word {
            "commit" => {
                let parents = history.branches[here].last.into_iter().collect();
                history.add(here, value(rest, "id").or_else(|| value(rest, "msg")).unwrap_or_default(), rest, parents, &mut ids);
            }
            "branch" => {
                let order = value(rest, "order").and_then(|order| order.parse().ok()).unwrap_or(history.branches.len());
                let last = history.branches[here].last;
                history.branches.push(Branch { name: name().to_owned(), order, last });
                here = history.branches.len() - 1;
            }
            "checkout" | "switch" => here = branch(&history, name()).ok_or_else(|| words::no_branch(line.range(), name()))?,
            "merge" => {
                let from = branch(&history, name()).ok_or_else(|| words::no_branch(line.range(), name()))?;
                let said = value(rest, "id").unwrap_or_else(|| format!("Merge {}", name()));
                let parents = history.branches[here].last.into_iter().chain(history.branches[from].last).collect();
                history.add(here, said, rest, parents, &mut ids);
            }
            "cherry-pick" => {
                let id = value(rest, "id").unwrap_or_default();
                let picked = ids.get(&id).copied().ok_or_else(|| words::no_branch(line.range(), &id))?;
                let parents = history.branches[here].last.into_iter().chain([picked]).collect();
                history.add(here, format!("Pick {id}"), rest, parents, &mut ids);
            }
            _ => return Err(unknown(line)),
        }
    }
    Ok(history)
}

fn unknown(line: Line<'_>) -> Mistake {
    words::no_statement(line.range(), line.text)
}

/// Reads `key: "value"` or `key: value` out of the rest of a line.
fn value(rest: &str, key: &str) -> Option<String> {
    let (_, after) = rest.split_once(&format!("{key}:"))?;
    let after = after.trim_start();
    let value = match after.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => after.split_whitespace().next(),
    };
    value.map(str::to_owned)
}

impl History {
    fn add(&mut self, branch: usize, said: String, rest: &str, mut parents: Vec<usize>, ids: &mut BTreeMap<String, usize>) {
        parents.dedup();
        let kind = value(rest, "type").unwrap_or_default();
        let tag = value(rest, "tag").map_or(String::new(), |tag| text::words(&tag));
        let number = self.commits.len();
        self.commits.push(Commit { branch, words: text::words(&said), tag, parents, is_marked: kind == "HIGHLIGHT" });
        self.branches[branch].last = Some(number);
        ids.insert(said, number);
    }

    /// Tells it in words.
    pub(super) fn told(&self) -> String {
        let names: Vec<&str> = self.branches.iter().map(|branch| branch.name.as_str()).take(super::TOLD).collect();
        format!("{} commits on {}", self.commits.len(), names.join(", "))
    }
}

/// Draws a history; nothing when there is none, or too much.
pub(super) fn svg(history: &History) -> Option<Picture> {
    if history.commits.is_empty() || history.commits.len() > MOST || history.branches.len() > 24 {
        return None;
    }
    let mut lanes: Vec<usize> = (0..history.branches.len()).collect();
    lanes.sort_by_key(|branch| (history.branches[*branch].order, *branch));
    let mut lane_of = vec![0; lanes.len()];
    lanes.iter().enumerate().for_each(|(lane, branch)| lane_of[*branch] = lane);
    let x = |branch: usize| MARGIN + 8.0 + lane_of[branch] as f64 * LANE;
    let y = |commit: usize| MARGIN + 10.0 + commit as f64 * ROW;
    let left = MARGIN + lanes.len() as f64 * LANE + 12.0;
    let (mut lines, mut dots, mut words) = (String::new(), String::new(), String::new());
    let mut seen = vec![false; lanes.len()];
    let mut widest = 0.0_f64;
    for (number, commit) in history.commits.iter().enumerate() {
        let (here, row) = (x(commit.branch), y(number));
        for (place, parent) in commit.parents.iter().enumerate() {
            let (there, before) = (x(history.commits[*parent].branch), y(*parent));
            let _ = if there == here {
                write!(lines, "M{here} {before}V{row}")
            } else if place == 0 {
                // A new branch leaves at once.
                let knee = before + ROW;
                write!(
                    lines,
                    "M{there} {before}C{there} {} {here} {} {here} {knee}V{row}",
                    before + ROW / 2.0,
                    before + ROW / 2.0
                )
            } else {
                let knee = row - ROW;
                write!(lines, "M{there} {before}V{knee}C{there} {} {here} {} {here} {row}", row - ROW / 2.0, row - ROW / 2.0)
            };
        }
        let tone = TONES[lane_of[commit.branch] % TONES.len()].name();
        let radius = if commit.parents.len() > 1 { 4.0 } else { 6.0 };
        let _ = write!(dots, r#"<g class="d-node" data-tone="{tone}"><circle cx="{here}" cy="{row}" r="{radius}"/></g>"#);
        let mut at = left;
        let base = row + 4.5;
        if !std::mem::replace(&mut seen[commit.branch], true) {
            let name = cut(&text::words(&history.branches[commit.branch].name), SMALL, WIDE);
            let wide = width(&name, SMALL) + 14.0;
            let _ = write!(
                words,
                r#"<g class="d-note" data-tone="{tone}"><rect x="{at}" y="{}" width="{}" height="20" rx="10"/><text x="{}" y="{}">{}</text></g>"#,
                row - 10.0,
                half(wide),
                half(at + wide / 2.0),
                row + 4.0,
                crate::base::xml::escaped(&name)
            );
            at = half(at + wide + 8.0);
        }
        let said = cut(&commit.words, SIZE, 1.5 * WIDE);
        words += &line_of_words(&said, at, base, if commit.is_marked { "d-l d-strong" } else { "d-l" });
        at += if said.is_empty() { 0.0 } else { width(&said, SIZE) + 10.0 };
        if !commit.tag.is_empty() {
            let tag = cut(&commit.tag, SMALL, WIDE);
            words += &line_of_words(&tag, at, base, "d-l d-sub d-under");
            at += width(&tag, SMALL);
        }
        widest = widest.max(at);
    }
    let body = format!(r#"<path class="g-edge" d="{lines}"/>{dots}{words}"#);
    let height = y(history.commits.len() - 1) + 10.0 + MARGIN;
    Some(Picture { width: widest + MARGIN, height, body, has_links: false })
}
