//! What plugins collect: the files that they ask for -> records, one file at a time. Each file is read once, whatever the number of plugins that want it.

use std::sync::Arc;

use rayon::prelude::*;
use regex::Regex;
use serde_json::{Map, Value as Json, json};

use super::catalog::files::is_vendored;
use super::words;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::jq::Program;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::base::yaml;
use crate::model::plugin::{At, Collected, Origin, Plugin, Record, Take};
use crate::model::progress::Progress;
use crate::model::sources::Repository;

/// The most bytes of a file that is looked at.
const MOST_BYTES: u64 = 1 << 20;
/// The longest line that is looked at, in bytes.
const LONGEST_LINE: usize = 2_000;
/// The longest text of a record, in characters.
const LONGEST_TEXT: usize = 500;
/// The most bytes of a record, as JSON.
const LARGEST: usize = 16 << 10;
/// The most records of a file and of a document of it.
const MOST_OF_FILE: usize = 2_000;
/// The most records of a collection.
const MOST: usize = 50_000;

/// A line and what stands there.
type Found = (usize, Arc<Json>);

/// Says what was left out of a collection.
#[derive(Clone, Copy, Default)]
struct Left {
    large: usize,
    records: usize,
}

/// Collects for every plugin, by collection.
pub(super) fn collect(
    repositories: &[Repository],
    plugins: &[Plugin],
    progress: &dyn Progress,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Vec<Collected>> {
    let mut collected: Vec<Vec<Collected>> = plugins.iter().map(own).collect();
    let asking: Vec<(usize, usize, &Origin)> = plugins
        .iter()
        .enumerate()
        .flat_map(|(plugin, declared)| {
            let collections = declared.collections.iter().enumerate();
            collections.map(move |(number, collection)| (plugin, number, &collection.origin))
        })
        .filter(|(.., origin)| matches!(origin, Origin::Files { .. }))
        .collect();
    let mut left = vec![Left::default(); asking.len()];
    if asking.is_empty() {
        return collected;
    }
    let mut wanted: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (repository, listed) in repositories.iter().enumerate() {
        for (number, file) in listed.files.iter().enumerate() {
            let path = file.path.as_str();
            let by: Vec<usize> = (0..asking.len()).filter(|by| asks_for(asking[*by].2, path)).collect();
            if by.is_empty() || is_vendored(&file.path) {
                continue;
            }
            if file.size > MOST_BYTES {
                by.into_iter().for_each(|by| left[by].large += 1);
                continue;
            }
            wanted.push((repository, number, by));
        }
    }
    progress.stage("collecting for plugins", wanted.len());
    let read: Vec<Vec<(usize, Vec<Found>, usize)>> = wanted
        .par_iter()
        .map(|(repository, file, by)| {
            progress.step();
            let repository = &repositories[*repository];
            let file = &repository.files[*file];
            let Ok(bytes) = repository.content.read(file) else { return Vec::new() };
            if bytes.iter().take(8_000).any(|byte| *byte == 0) {
                return Vec::new();
            }
            let text = String::from_utf8_lossy(&bytes);
            let place = json!({ "path": file.path, "repository": &*repository.name });
            let taken = by.iter().map(|by| {
                let (found, cut) = records(asking[*by].2, &text, &place);
                (*by, found, cut)
            });
            taken.filter(|(_, found, cut)| !found.is_empty() || *cut > 0).collect()
        })
        .collect();
    for ((repository, file, _), outcome) in wanted.iter().zip(read) {
        for (by, found, cut) in outcome {
            left[by].records += cut;
            let (plugin, collection, _) = asking[by];
            let records = &mut collected[plugin][collection].records;
            for (line, value) in found {
                if records.len() == MOST {
                    left[by].records += 1;
                    continue;
                }
                let path = repositories[*repository].files[*file].path.clone();
                records.push(Record { value, at: Some(At { repository: *repository, path, line }), entities: Vec::new() });
            }
        }
    }
    for ((plugin, collection, _), left) in asking.iter().zip(left) {
        let (plugin, collection) = (&plugins[*plugin], &plugins[*plugin].collections[*collection]);
        if left.large > 0 {
            findings.push(words::plugin_large_files(plugin, &collection.name, left.large, MOST_BYTES));
        }
        if left.records > 0 {
            findings.push(words::plugin_too_many(plugin, &collection.name, left.records, MOST_OF_FILE, MOST));
        }
    }
    collected
}

/// Takes the records that stand in files of the portal's own.
fn own(plugin: &Plugin) -> Vec<Collected> {
    let of = |origin: &Origin| match origin {
        Origin::Own(values) => {
            values.iter().map(|value| Record { value: Arc::new(value.clone()), at: None, entities: Vec::new() }).collect()
        }
        Origin::Files { .. } => Vec::new(),
    };
    plugin.collections.iter().map(|collection| Collected { records: of(&collection.origin) }).collect()
}

fn asks_for(origin: &Origin, path: &str) -> bool {
    matches!(origin, Origin::Files { files, .. } if files.is_match(path))
}

/// Takes the records out of a text, and says how many more there are.
fn records(origin: &Origin, text: &str, place: &Json) -> (Vec<Found>, usize) {
    let Origin::Files { holding, take, .. } = origin else { return Default::default() };
    let found = match take {
        Take::Lines(expression) => lines(holding.as_ref().unwrap_or(expression), expression, text),
        Take::Documents(_) if holding.as_ref().is_some_and(|holding| !holding.is_match(text)) => Vec::new(),
        Take::Documents(program) => documents(program, text, place),
    };
    let (mut kept, mut cut) = (Vec::new(), 0);
    for (line, value) in found {
        let value = bounded(value);
        if kept.len() == MOST_OF_FILE || value.to_string().len() > LARGEST {
            cut += 1;
        } else {
            kept.push((line, Arc::new(value)));
        }
    }
    (kept, cut)
}

/// Finds the lines that match. What finds candidates sees the text as a whole, which is quicker than line by line; the expression sees the line alone.
fn lines(candidates: &Regex, expression: &Regex, text: &str) -> Vec<(usize, Json)> {
    let mut found = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1, 0);
    while let Some(hit) = text.get(at..).and_then(|_| candidates.find_at(text, at)) {
        let start = text[..hit.start()].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[hit.start()..].find('\n').map_or(text.len(), |newline| hit.start() + newline);
        line += text[counted..start].bytes().filter(|byte| *byte == b'\n').count();
        counted = start;
        at = end + 1;
        if end - start > LONGEST_LINE {
            continue;
        }
        let Some(groups) = expression.captures(text[start..end].trim_end_matches('\r')) else { continue };
        let value = expression.capture_names().flatten().map(|name| {
            let text = groups.name(name).map_or("", |group| group.as_str()).trim();
            (name.to_owned(), Json::String(text.to_owned()))
        });
        found.push((line, Json::Object(value.collect())));
        if at > text.len() {
            break;
        }
    }
    found
}

/// Runs a program over every document. What is no YAML, such as a template, is none of the plugin's concern.
fn documents(program: &Program, text: &str, place: &Json) -> Vec<(usize, Json)> {
    let source = Arc::new(Source { repository: None, commit: None, path: RepoPath::root(), text: text.into() });
    let mut found = Vec::new();
    for document in yaml::documents(&source, &yaml::LIMITS) {
        if document.findings.iter().any(|finding| finding.severity == Severity::Error) {
            continue;
        }
        let Some(root) = &document.root else { continue };
        let line = source.position(root.span.start).line;
        // A document that a program cannot use is not meant for it.
        let values = program.run_on(&root.to_json(), place, MOST_OF_FILE + 1).unwrap_or_default();
        found.extend(values.into_iter().filter(Json::is_object).map(|value| (line, value)));
    }
    found
}

/// Cuts long texts.
fn bounded(value: Json) -> Json {
    match value {
        Json::String(text) => Json::String(match text.char_indices().nth(LONGEST_TEXT) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }),
        Json::Array(items) => Json::Array(items.into_iter().map(bounded).collect()),
        Json::Object(entries) => {
            Json::Object(entries.into_iter().map(|(key, value)| (key, bounded(value))).collect::<Map<_, _>>())
        }
        other => other,
    }
}
