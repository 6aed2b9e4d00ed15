//! `collect` of a manifest -> where records come from and whose they are: patterns and programs compiled.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use regex::{Regex, RegexBuilder};

use super::build::Drafting;
use super::file::{AttachFile, CollectionFile, Folder};
use super::words;
use crate::model::plugin::{Attach, Origin, Take};

/// The most bytes that a compiled expression may have.
const MOST_REGEX: usize = 1 << 20;

/// Reads where the records of repositories come from.
pub(super) fn origin(drafting: &mut Drafting<'_>, name: &str, file: &CollectionFile) -> Option<Origin> {
    let files = globs(drafting, name, &file.files);
    let holding = match &file.holding {
        Some(text) => Some(regex(drafting, text, &["collect", name, "holding"])?),
        None => None,
    };
    let take = match (&file.lines, &file.documents) {
        (Some(text), None) => regex(drafting, text, &["collect", name, "lines"]).map(Take::Lines)?,
        (None, Some(text)) => drafting.program_of_files(text, &["collect", name, "documents"]).map(Take::Documents)?,
        _ => {
            drafting.findings.push(words::collection_source(drafting.place(&["collect", name]), name));
            return None;
        }
    };
    if file.files.is_empty() {
        drafting.findings.push(words::collection_source(drafting.place(&["collect", name]), name));
        return None;
    }
    Some(Origin::Files { files: files?, holding, take })
}

fn globs(drafting: &mut Drafting<'_>, name: &str, patterns: &[String]) -> Option<GlobSet> {
    let mut builder = GlobSetBuilder::new();
    for (number, pattern) in patterns.iter().enumerate() {
        let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
        match GlobBuilder::new(pattern).literal_separator(true).empty_alternates(true).build() {
            Ok(glob) => drop(builder.add(glob)),
            Err(error) => {
                let place = drafting.place(&["collect", name, "files", &number.to_string()]);
                let hint = "`*` matches inside a folder, `**` any folders";
                drafting.findings.push(words::wrong_program(place, "pattern", &error.kind().to_string(), hint));
            }
        }
    }
    builder.build().ok()
}

fn regex(drafting: &mut Drafting<'_>, text: &str, path: &[&str]) -> Option<Regex> {
    RegexBuilder::new(text)
        .multi_line(true)
        .size_limit(MOST_REGEX)
        .build()
        .map_err(|error| {
            let reason = match &error {
                regex::Error::Syntax(text) => text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
                other => other.to_string(),
            };
            let hint = "the syntax is that of Rust's `regex`: no look-around and no back-references";
            drafting.findings.push(words::wrong_program(drafting.place(path), "regular expression", &reason, hint));
        })
        .ok()
}

/// Reads how the entities of a record are found.
pub(super) fn attach(drafting: &mut Drafting<'_>, name: &str, file: &CollectionFile) -> Vec<Attach> {
    let mut found = Vec::new();
    for (number, rule) in file.attach.iter().enumerate() {
        let number = number.to_string();
        let mut program = |text: &str, key: &str| drafting.program(text, &["collect", name, "attach", &number, key]);
        let rule = match rule {
            AttachFile::Folder(Folder::Folder) => Some(Attach::Folder),
            AttachFile::Rule(rule) => match (&rule.equals, &rule.selects, &rule.name, &rule.tag) {
                (Some(text), ..) => program(text, "equals").map(|made| Attach::Annotation(rule.annotation.clone(), made)),
                (_, Some(text), ..) => program(text, "selects").map(|made| Attach::Selector(rule.annotation.clone(), made)),
                (_, _, Some(text), _) => program(text, "name").map(Attach::Name),
                (.., Some(text)) => program(text, "tag").map(Attach::Tag),
                _ => None,
            },
        };
        found.extend(rule);
    }
    found
}
