//! Codes: a page for every code that a finding may have: what it means, examples, and every finding of it in this portal.

use rayon::prelude::*;
use serde::Serialize;

use crate::base::codes::{self, Block, Code};
use crate::base::site_path::SitePath;
use crate::model::finding::Finding;
use crate::render::diag::{self, Diag, Piece};
use crate::render::layout::{Head, Press, Section};
use crate::render::links::Crumb;
use crate::render::theme::ThemeError;

/// The most findings of a page.
const MOST: usize = 100;

#[derive(Serialize)]
struct View {
    crumbs: Vec<Crumb>,
    code: &'static str,
    /// The language of title and explanation, where that is not the page's.
    lang: &'static str,
    title: &'static str,
    word: String,
    tone: &'static str,
    blocks: Vec<Part>,
    findings: Vec<Diag>,
    words: String,
    more: String,
    data: String,
}

/// Shows a piece of the explanation: a heading, a paragraph or a file, whichever is not empty.
#[derive(Default, Serialize)]
struct Part {
    heading: &'static str,
    text: Vec<Piece>,
    path: &'static str,
    lines: Vec<CodeLine>,
}

/// Shows a line of an example, its key apart.
#[derive(Serialize)]
struct CodeLine {
    before: &'static str,
    key: &'static str,
    comment: bool,
    rest: &'static str,
}

/// Says where the page of a code is, if it is explained.
pub(super) fn path(code: &str) -> Option<SitePath> {
    codes::find(code).map(page_of)
}

fn page_of(code: &Code) -> SitePath {
    SitePath::page(["health", &code.name])
}

/// Renders the pages of all codes.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    let all: Vec<&'static Code> = codes::all().collect();
    all.into_par_iter().try_for_each(|code| {
        let path = page_of(code);
        let present = press.portal().findings.iter().filter(|finding| finding.diagnostic.code == code.name);
        let findings: Vec<&Finding> = present.collect();
        let (word, tone, _) = diag::severity(code.level);
        let rest = findings.len().saturating_sub(MOST);
        let view = View {
            crumbs: vec![
                Crumb::to(press.strings.text("health"), press.href(&path, &SitePath::page(["health"]))),
                Crumb::here(code.name.as_str()),
            ],
            code: &code.name,
            lang: press.strings.mark_of_english(),
            title: &code.title,
            word: press.strings.text(word).to_owned(),
            tone,
            blocks: code.blocks().into_iter().map(part).collect(),
            findings: findings.iter().take(MOST).map(|finding| press.diag(&path, finding, true)).collect(),
            words: press.strings.count("findings", findings.len()),
            more: if rest == 0 { String::new() } else { press.strings.count("more-findings", rest) },
            data: press.href(&path, &SitePath::file(["api", "diagnostics.json"])),
        };
        let head = Head { path: &path, title: &code.title, description: code.summary(), section: Section::Health };
        press.page("health-code.html", &head, &view)
    })
}

fn part(block: Block<'static>) -> Part {
    match block {
        Block::Heading(heading) => Part { heading, ..Part::default() },
        Block::Text(text) => Part { text: diag::sentence(text), ..Part::default() },
        Block::File(path, content) => {
            let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
            Part { path, lines: content.lines().map(|line| code_line(line, is_yaml)).collect(), ..Part::default() }
        }
    }
}

/// Sets the key of a line of YAML apart.
fn code_line(line: &'static str, is_yaml: bool) -> CodeLine {
    let start = line.len() - line.trim_start_matches([' ', '-']).len();
    let (before, text) = line.split_at(start);
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | '/' | '$')).unwrap_or(0);
    let (key, rest) = text.split_at(end);
    if is_yaml && !key.is_empty() && rest.starts_with(':') {
        return CodeLine { before, key, comment: false, rest };
    }
    CodeLine { before, key: "", comment: is_yaml && text.starts_with('#'), rest: text }
}
