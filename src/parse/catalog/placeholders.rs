//! Substitutions: `definition: {$text: ./openapi.yaml}` -> the file's content (Backstage's `PlaceholderProcessor`). Files come from the descriptor's own repository alone.

use std::sync::Arc;

use super::locations::nearest_file;
use super::{Reading, words};
use crate::base::bundle::bundle;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};
use crate::base::url_policy;
use crate::base::yaml::{self, Limits, Node, Value};
use crate::model::forge_url::ForgeUrl;
use crate::model::sources::Repository;

/// The substitutions that are made. `$graphql` takes a file as it is.
const KNOWN: [&str; 6] = ["$text", "$json", "$yaml", "$openapi", "$asyncapi", "$graphql"];

/// The most bytes that a file may put into an entity.
const MOST_BYTES: u64 = 8 << 20;

/// Puts the files in, everywhere in `node`. What cannot be put in stays as it was written and is reported.
pub(super) fn put_in(reading: &mut Reading<'_>, node: &mut Node) {
    if let Some((key, target)) = placeholder(node) {
        let (key, target) = (key.to_owned(), target.clone());
        if let Some(value) = content(reading, node.span, &key, &target) {
            node.value = value;
        }
        return;
    }
    match &mut node.value {
        Value::Mapping(entries) => entries.iter_mut().for_each(|(_, value)| put_in(reading, value)),
        Value::Sequence(items) => items.iter_mut().for_each(|item| put_in(reading, item)),
        _ => {}
    }
}

/// Tells whether `node` stands for a file that was not put in.
pub(in crate::parse) fn is_pending(node: &Node) -> bool {
    placeholder(node).is_some()
}

/// Takes a mapping with exactly one key for a placeholder, if the key is known.
fn placeholder(node: &Node) -> Option<(&str, &Node)> {
    match node.entries() {
        [(key, target)] if KNOWN.contains(&key.name.as_str()) => Some((&key.name, target)),
        _ => None,
    }
}

fn content(reading: &mut Reading<'_>, stands: Span, key: &str, target: &Node) -> Option<Value> {
    let place = reading.place(target);
    let Some(text) = target.as_str() else {
        reading.findings.push(words::placeholder_not_text(place, key));
        return None;
    };
    let repository = &reading.repositories[reading.repository];
    let path = match path(reading, repository, text, &place) {
        Ok(path) => path,
        Err(finding) => {
            reading.findings.push(*finding);
            return None;
        }
    };
    let Some(path) = path.filter(|path| repository.file(path).is_some()) else {
        let near = reading.source.path.parent().join(text).and_then(|path| nearest_file(repository, &path));
        reading.findings.push(words::placeholder_missing(place, text, near));
        return None;
    };
    let source = match source(reading, repository, &path) {
        Ok(source) => source,
        Err(reason) => {
            reading.findings.push(words::placeholder_unreadable(place, text, &reason));
            return None;
        }
    };
    reading.files.push((stands, Arc::clone(&source)));
    match key {
        "$json" | "$yaml" => document(reading, place, text, &source),
        "$openapi" | "$asyncapi" => Some(Value::String(bundled(reading, repository, &source))),
        _ => Some(Value::String(source.text.to_string())),
    }
}

/// Finds the path that `text` names: relative to the descriptor, or as the address of a file of the same repository.
fn path(reading: &Reading<'_>, repository: &Repository, text: &str, place: &Place) -> Result<Option<RepoPath>, Box<Diagnostic>> {
    let url = match url_policy::sort(text) {
        url_policy::Target::Relative(relative) => return Ok(reading.source.path.parent().join(relative)),
        url_policy::Target::External(url) => ForgeUrl::parse(url),
        url_policy::Target::Forbidden(_) => None,
    };
    match url {
        Some(url) if url.is_in(repository) => Ok(url.path_in(repository).map(|(path, _)| path)),
        Some(url) if reading.repositories.iter().any(|other| url.is_in(other)) => {
            Err(Box::new(words::placeholder_elsewhere(place.clone(), text)))
        }
        _ => Err(Box::new(words::placeholder_not_fetched(place.clone(), text))),
    }
}

/// Reads a text file of the repository, or says why that cannot be done.
fn source(reading: &Reading<'_>, repository: &Repository, path: &RepoPath) -> Result<Arc<Source>, String> {
    let file = repository.file(path).ok_or("it does not exist in this repository")?;
    if file.size > MOST_BYTES {
        return Err(format!("it has {} bytes; at most {MOST_BYTES} are read", file.size));
    }
    let bytes = repository.content.read(file).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    Ok(Arc::new(Source {
        path: path.clone(),
        text: text.into(),
        repository: reading.source.repository.clone(),
        commit: reading.source.commit.clone(),
    }))
}

/// Reads the one document of a file of YAML or JSON.
fn document(reading: &mut Reading<'_>, place: Place, text: &str, source: &Arc<Source>) -> Option<Value> {
    let limits = Limits { bytes: MOST_BYTES as usize, ..yaml::LIMITS };
    let mut documents = yaml::documents(source, &limits);
    let broken = documents.iter().any(|document| !document.findings.is_empty());
    match documents.pop() {
        Some(document) if documents.is_empty() && !broken => Some(document.root.map_or(Value::Null, |root| root.value)),
        document => {
            reading.findings.extend(document.into_iter().chain(documents).flat_map(|document| document.findings));
            reading.findings.push(words::placeholder_unreadable(place, text, "it does not hold exactly one document"));
            None
        }
    }
}

/// Puts the files that an API description refers to into it. One that refers to none stays as it was written, comments and all.
fn bundled(reading: &mut Reading<'_>, repository: &Repository, root: &Arc<Source>) -> String {
    let bundled = bundle(&|path| source(reading, repository, path), root);
    reading.findings.extend(bundled.findings.into_iter().map(|mut finding| {
        // A mistake in what is described leaves the entity whole.
        finding.severity = finding.severity.max(Severity::Warning);
        finding
    }));
    match bundled.document {
        Some(document) if bundled.files.len() > 1 && root.path.extension() == "json" => {
            serde_json::to_string_pretty(&document).unwrap_or_else(|_| root.text.to_string())
        }
        Some(document) if bundled.files.len() > 1 => yaml::write(&document),
        _ => root.text.to_string(),
    }
}
