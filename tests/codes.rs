//! Guards the explanations: every code that the program emits has one and the reverse, and every example shows what it says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use support::fenced::build;
use vestibule::base::codes::{self, Block, Breaks, Code};
use vestibule::base::diagnostic::Severity;

/// Reads the codes out of the sources: what stands first in `Diagnostic::error(` and its like, in a `code` field, or in a tuple that chooses one.
fn emitted(folder: &Path, found: &mut BTreeSet<String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            emitted(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            let starts: &[&str] = match path.ends_with("words.rs") {
                true => &["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::info(", "code: ", "(\"source-"],
                false => &["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::info("],
            };
            for start in starts {
                for rest in text.split(start).skip(1) {
                    let rest =
                        if let Some(kept) = start.strip_prefix("(\"") { format!("\"{kept}{rest}") } else { rest.to_owned() };
                    if let Some(code) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                        found.insert(code.to_owned());
                    }
                }
            }
        }
    }
}

#[test]
fn every_code_is_explained_and_the_reverse() {
    let mut in_sources = BTreeSet::new();
    emitted(Path::new("src"), &mut in_sources);
    let explained: BTreeSet<String> = codes::all().map(|code| code.name.clone()).collect();
    assert_eq!(in_sources, explained, "write src/base/codes/<code>.md for every code, and delete those of codes that are gone");
    let files = fs::read_dir("src/base/codes").unwrap().count();
    assert_eq!(files, explained.len(), "a file of src/base/codes has not the form of the others");
}

/// Builds an example and gives the codes and severities that are found in it.
fn found(files: &BTreeMap<String, String>) -> BTreeMap<String, Severity> {
    let folder = tempfile::tempdir().unwrap();
    let found = |diagnostic: &vestibule::base::diagnostic::Diagnostic| (diagnostic.code.to_owned(), diagnostic.severity);
    match build(files, folder.path()) {
        Ok(built) => built.judged.portal.findings.iter().map(|finding| found(&finding.diagnostic)).collect(),
        Err(findings) => findings.iter().map(found).collect(),
    }
}

fn headings(code: &Code) -> Vec<&str> {
    let headings = code.blocks().into_iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        Block::Text(_) | Block::File(..) => None,
    });
    headings.collect()
}

#[test]
fn examples_show_what_they_say() {
    let mut wrong = Vec::new();
    for code in codes::all() {
        match headings(code).as_slice() {
            ["Why it matters", "How to mend it", "Without an example"] => continue,
            ["Why it matters", "How to mend it", "Wrong", "Right"] => {}
            other => wrong.push(format!("{}: its sections are {other:?}", code.name)),
        }
        let bad = found(&code.example("Wrong"));
        if bad.get(&code.name) != Some(&code.level) {
            wrong.push(format!("{}: the wrong example shows {bad:?}", code.name));
        }
        let good = found(&code.example("Right"));
        if !good.is_empty() {
            wrong.push(format!("{}: the right example shows {good:?}", code.name));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_breaks_an_entity_is_an_error() {
    let lenient: Vec<&str> = codes::all()
        .filter(|code| code.breaks != Breaks::Nothing && code.level != Severity::Error)
        .map(|code| code.name.as_str())
        .collect();
    assert_eq!(lenient, [""; 0]);
}
