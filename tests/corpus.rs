//! Holds the catalog against what Backstage's own validators say of real catalog files. The files belong to others and are not part of this project: the test runs
//! where `VESTIBULE_CORPUS` names a folder with `repos/<owner>/<name>/…`, `verdicts.jsonl` (a verdict for every document of them) and `invalid/` with
//! `expected.jsonl` (broken files, with the verdicts of theirs).
//!
//! `VESTIBULE_CORPUS=… cargo test --test corpus -- --nocapture` prints the totals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vestibule::base::diagnostic::Severity;
use vestibule::config::{CatalogFiles, Config, Discover, SourceSpec};
use vestibule::gather::{Cache, gather};
use vestibule::model::entity_ref::EntityRef;
use vestibule::model::progress::Silent;
use vestibule::model::records::{Content, Descriptor};
use vestibule::parse::parse;

/// Names a document: its repository's folder, its path in it, its number.
type Name = (String, String, i64);

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("VESTIBULE_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("skipped: VESTIBULE_CORPUS names no folder of real catalog files");
    }
    corpus
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Parses what `pattern` names below `root`, its catalog files being `files`.
fn read(root: &Path, pattern: &str, files: CatalogFiles) -> BTreeMap<Name, Descriptor> {
    let mut config = Config::default_in(root.to_owned());
    config.sources = vec![SourceSpec::Path { pattern: pattern.to_owned(), place: None }];
    config.catalog = files;
    config.discover = Discover { is_on: false, ..Discover::default() };
    let cache = tempfile::tempdir().unwrap();
    let records = parse(gather(&config, &Cache::new(cache.path()), &Silent), &config, &Silent);
    let root = root.canonicalize().unwrap();
    let folders: Vec<String> = records
        .repositories
        .iter()
        .map(|repository| {
            let folder = repository.folder.as_ref().unwrap().canonicalize().unwrap();
            folder.strip_prefix(&root).unwrap().to_string_lossy().into_owned()
        })
        .collect();
    let name = |descriptor: &Descriptor| {
        let index = if descriptor.findings.iter().any(|finding| finding.code == "empty-descriptor") {
            -1
        } else {
            i64::try_from(descriptor.index).unwrap()
        };
        (folders[descriptor.repository].clone(), descriptor.source.path.to_string(), index)
    };
    records.descriptors.into_iter().map(|descriptor| (name(&descriptor), descriptor)).collect()
}

fn every_file() -> CatalogFiles {
    CatalogFiles { patterns: vec!["**/*".to_owned(), "**/.*".to_owned(), "**/.*/**".to_owned()], is_default: false }
}

/// Says where a document is judged otherwise than the verdict says.
fn difference(descriptor: Option<&Descriptor>, verdict: &Value) -> Option<String> {
    let Some(descriptor) = descriptor else { return Some("was not read".to_owned()) };
    let is_valid = verdict["valid"] == true;
    let errors: Vec<_> = descriptor.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    match &descriptor.content {
        Content::Broken(_) if is_valid => Some(format!("should be valid: {}", errors[0].message)),
        Content::Valid(_) if !is_valid => Some(format!("should be invalid: {}", verdict["error"])),
        Content::Broken(_) => {
            let is_whole = errors
                .iter()
                .all(|finding| finding.hint.is_some() && finding.place.as_ref().is_some_and(|place| place.start().is_some()));
            (errors.is_empty() || !is_whole).then(|| "an error has no place or no hint".to_owned())
        }
        Content::Valid(declared) => {
            let reference = EntityRef::new(&declared.kind, &declared.namespace, &declared.name).to_string();
            if Some(reference.as_str()) != verdict["ref"].as_str() {
                return Some(format!("is `{reference}` instead of {}", verdict["ref"]));
            }
            let ours: BTreeSet<(String, String)> =
                declared.references.iter().map(|one| (one.forward.to_string(), one.target.to_string())).collect();
            // The validators do not tell the relations of kinds that are alpha.
            if verdict["alpha"] == true {
                return None;
            }
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let theirs: BTreeSet<(String, String)> =
                verdict["relations"].as_array().into_iter().flatten().map(|pair| (text(&pair[0]), text(&pair[1]))).collect();
            (ours != theirs).then(|| format!("its relations are {ours:?} instead of {theirs:?}"))
        }
    }
}

#[test]
fn real_documents_are_judged_as_backstage_judges_them() {
    let Some(corpus) = corpus() else { return };
    let read = read(&corpus.join("repos"), "*/*", every_file());
    let mut counts: BTreeMap<(String, bool), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for verdict in lines(&corpus.join("verdicts.jsonl")) {
        let text = |key: &str| verdict[key].as_str().unwrap().to_owned();
        let name = (text("repo"), text("path"), verdict["doc"].as_i64().unwrap());
        *counts.entry((text("cls"), verdict["valid"] == true)).or_default() += 1;
        if let Some(difference) = difference(read.get(&name), &verdict) {
            wrong.push(format!("{} {}#{} ({}): {difference}", name.0, name.1, name.2, text("cls")));
        }
    }
    for ((class, is_valid), count) in &counts {
        eprintln!("{class}, {}: {count}", if *is_valid { "valid" } else { "invalid" });
    }
    let all: usize = counts.values().sum();
    let alpha = lines(&corpus.join("verdicts.jsonl")).iter().filter(|verdict| verdict["alpha"] == true).count();
    eprintln!("{alpha} of alpha kinds, relations not compared");
    eprintln!("{all} documents, {} judged otherwise", wrong.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn broken_files_are_told_with_a_place_and_a_hint() {
    let Some(corpus) = corpus() else { return };
    let read = read(&corpus, "invalid", every_file());
    let expected = lines(&corpus.join("invalid/expected.jsonl"));
    let invalid = expected.iter().filter(|verdict| verdict["valid"] == false).count();
    let mut wrong = Vec::new();
    // Those that fail only because the run had no module for `$openapi`.
    let is_judged =
        |verdict: &&Value| verdict["placeholders"].as_array().is_none_or(|all| all.iter().all(|one| one["unresolved"] != true));
    let unjudged = expected.iter().filter(|verdict| !is_judged(verdict)).count();
    for verdict in expected.iter().filter(is_judged) {
        let file = verdict["file"].as_str().unwrap();
        let name = ("invalid".to_owned(), file.to_owned(), verdict["doc"].as_i64().unwrap());
        if let Some(difference) = difference(read.get(&name), verdict) {
            wrong.push(format!("{file}#{}: {difference}", name.2));
        }
    }
    eprintln!(
        "{} documents of broken files, {invalid} of them invalid, {unjudged} not compared, {} judged otherwise",
        expected.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn skeletons_and_look_alikes_are_told_apart() {
    let Some(corpus) = corpus() else { return };
    let read: BTreeSet<(String, String)> = read(&corpus.join("repos"), "*/*", CatalogFiles::default())
        .into_keys()
        .map(|(repository, path, _)| (repository, path))
        .collect();
    let mut classes: BTreeMap<(String, String), String> = BTreeMap::new();
    for verdict in lines(&corpus.join("verdicts.jsonl")) {
        let text = |key: &str| verdict[key].as_str().unwrap().to_owned();
        classes.insert((text("repo"), text("path")), text("cls"));
    }
    let of_class = |class: &'static str| classes.iter().filter(move |(_, of)| *of == class).map(|(file, _)| file.clone());
    let missing: Vec<_> = of_class("root").chain(of_class("nested")).filter(|file| !read.contains(file)).collect();
    let extra: Vec<_> = of_class("skeleton").chain(of_class("decoy")).filter(|file| read.contains(file)).collect();
    eprintln!("{} files read, {} missing, {} extra", read.len(), missing.len(), extra.len());
    assert!(missing.is_empty() && extra.is_empty(), "missing: {missing:#?}\nextra: {extra:#?}");
}
