//! Substitutions: `definition: {$text: ./openapi.yaml}` -> the file's content (Backstage's `PlaceholderProcessor`). Files come from the descriptor's own repository alone.

use super::{Reading, words};
use crate::base::repo_path::RepoPath;
use crate::base::source::{Source, Span};
use crate::base::url_policy;
use crate::base::yaml::{self, Limits, Node, Value};
use std::sync::Arc;

/// The substitutions that are made. `$openapi` and its kin take a file as it is; its own references stay in it.
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
    if !matches!(url_policy::sort(text), url_policy::Target::Relative(_)) {
        reading.findings.push(words::placeholder_not_fetched(place, text));
        return None;
    }
    let repository = &reading.repositories[reading.repository];
    let path = reading.source.path.parent().join(text);
    let Some(file) = path.as_ref().and_then(|path| repository.file(path)) else {
        let near = path.as_ref().and_then(|path| nearest_file(reading, path));
        reading.findings.push(words::placeholder_missing(place, text, near));
        return None;
    };
    if file.size > MOST_BYTES {
        reading.findings.push(words::placeholder_unreadable(
            place,
            text,
            &format!("it has {} bytes; at most {MOST_BYTES} are read", file.size),
        ));
        return None;
    }
    let read = repository.content.read(file).map_err(|error| error.to_string());
    let content = match read.and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())) {
        Ok(content) => content,
        Err(reason) => {
            reading.findings.push(words::placeholder_unreadable(place, text, &reason));
            return None;
        }
    };
    let source = Arc::new(Source {
        path: file.path.clone(),
        text: content.into(),
        repository: reading.source.repository.clone(),
        commit: reading.source.commit.clone(),
    });
    reading.files.push((stands, Arc::clone(&source)));
    if !matches!(key, "$json" | "$yaml") {
        return Some(Value::String(source.text.to_string()));
    }
    let limits = Limits { bytes: MOST_BYTES as usize, ..yaml::LIMITS };
    let mut documents = yaml::documents(&source, &limits);
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

/// Finds the file of the same folder whose name is nearest.
fn nearest_file(reading: &Reading<'_>, path: &RepoPath) -> Option<String> {
    let folder = path.parent();
    let files = &reading.repositories[reading.repository].files;
    let names = files.iter().filter(|file| file.path.parent() == folder).map(|file| file.path.file_name());
    crate::base::suggest::nearest(path.file_name(), names).map(str::to_owned)
}
