//! Holds the catalog against what Backstage's own validators say: catalog-model 1.10.1 and `yaml` 2, executed on these inputs. `tests/backstage/*.txt` holds
//! one input and its verdict a line; a line that ends in `# stricter: …` is one where we say no on purpose.
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

use serde_json::{Value, json};
use support::git::Repository;
use vestibule::base::diagnostic::Severity;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::source::Source;
use vestibule::base::yaml::{self, LIMITS};
use vestibule::config::Config;
use vestibule::gather::Cache;
use vestibule::model::entity_ref::EntityRef;
use vestibule::model::location_ref::{LocationError, LocationRef};
use vestibule::model::progress::Silent;
use vestibule::pipeline::{self, Options};

/// Splits the lines of a table of verdicts into cells, comments and blank lines left out.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(Path::new("tests/backstage").join(name)).unwrap();
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("# "));
    lines.map(|line| line.split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// Sets `value` at a dotted `path` of `document`; `-` removes what is there.
fn set(document: &mut Value, path: &str, value: Option<Value>) {
    let (parent, key) = path.rsplit_once('/').unwrap_or(("", path));
    let parent = parent.split('/').filter(|part| !part.is_empty()).fold(document, |at, part| &mut at[part]);
    match value {
        Some(value) => parent[key] = value,
        None => drop(parent.as_object_mut().unwrap().remove(key)),
    }
}

/// Gives a valid entity of each kind to start from.
fn valid(kind: &str) -> Value {
    let spec = match kind {
        "Component" => json!({"type": "service", "lifecycle": "production", "owner": "me"}),
        "API" => json!({"type": "openapi", "lifecycle": "production", "owner": "me", "definition": "x"}),
        "Resource" => json!({"type": "database", "owner": "me"}),
        "System" | "Domain" => json!({"owner": "me"}),
        "Group" => json!({"type": "team", "children": []}),
        "User" => json!({"memberOf": []}),
        "AiResource" => json!({"type": "skill", "lifecycle": "production", "owner": "me"}),
        _ => json!({}),
    };
    json!({"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": {"name": "n"}, "spec": spec})
}

/// Each line is `kind | path = value, … | verdict`: the changes to a valid entity of the kind, `-` for a key that is removed. The verdict is what Backstage
/// says, and after `#` what we say if we are stricter.
#[test]
fn entities_are_judged_as_backstage_judges_them() {
    let table = table("entities.txt");
    assert!(table.len() > 100, "the table is whole");
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("portal"));
    for (number, line) in table.iter().enumerate() {
        let mut document = valid(&line[0]);
        // Each in a namespace of its own, so that none is a duplicate of another.
        document["metadata"]["namespace"] = json!(format!("n{number}"));
        for change in line[1].split(" ; ").filter(|change| *change != "as it is") {
            let (path, value) = change.split_once(" = ").unwrap();
            let value = value.trim().replace("<63>", &"x".repeat(63)).replace("<64>", &"x".repeat(64));
            set(&mut document, path.trim(), if value == "-" { None } else { Some(serde_json::from_str(&value).unwrap()) });
        }
        repository.write(&format!("case{number}/catalog-info.yaml"), serde_json::to_string(&document).unwrap().as_bytes());
    }
    repository.commit("Add everything");
    let config = Config::default_in(folder.path().join("portal"));
    let options = Options { out: folder.path().join("site"), cache: Cache::new(folder.path().join("cache")), now: None };
    let judged = pipeline::judge(&config, &options, &Silent);
    let mut errors: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for finding in judged.portal.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error) {
        let place = finding.diagnostic.place.as_ref().expect("every error has a place");
        assert!(place.start().is_some() && finding.diagnostic.hint.is_some(), "{place}: {}", finding.diagnostic.message);
        let number = place.source.path.parts().next().unwrap().trim_start_matches("case").parse().unwrap();
        errors.entry(number).or_default().push(finding.diagnostic.message.clone());
    }
    let wrong: Vec<String> = table
        .iter()
        .enumerate()
        .filter(|(number, line)| {
            let says_no = match line.get(3) {
                Some(ours) => ours.starts_with("stricter:"),
                None => line[2] != "OK",
            };
            errors.contains_key(number) != says_no
        })
        .map(|(number, line)| format!("{line:?}: {:?}", errors.get(&number)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each line is `reference | kind | namespace | name`, or `reference | ERR`; `DK` and `dn` are the defaults.
#[test]
fn entity_references_are_read_as_backstage_reads_them() {
    for line in table("references.txt") {
        let text: String = serde_json::from_str(&line[0]).unwrap();
        let read = EntityRef::parse(&text, Some("DK"), "dn");
        let expected =
            (line[1] != "ERR").then(|| EntityRef::new(&line[1], &line[2], &serde_json::from_str::<String>(&line[3]).unwrap()));
        assert_eq!(read.ok(), expected, "{text}");
    }
    assert!(EntityRef::parse("artists-db", None, "dn").is_err());
}

/// Each line is `location | type | target`, or `location | ERR`.
#[test]
fn location_references_are_read_as_backstage_reads_them() {
    for line in table("locations.txt") {
        let text: String = serde_json::from_str(&line[0]).unwrap();
        let read: Result<LocationRef<'_>, LocationError> = LocationRef::parse(&text);
        let read = read.ok().map(|location| (location.scheme.to_owned(), location.target.to_owned()));
        assert_eq!(read, (line[1] != "ERR").then(|| (line[1].clone(), line[2].clone())), "{text}");
    }
}

/// Each line is `YAML as a JSON text | documents as JSON`, or `YAML | ERR at line` (columns depend on how a reader tells), or `… | WARN`.
#[test]
fn yaml_is_read_as_backstage_reads_it() {
    let mut seen = BTreeSet::new();
    for line in table("yaml.txt") {
        let text: String = serde_json::from_str(&line[1]).unwrap();
        seen.insert(line[0].clone());
        let path = RepoPath::new("catalog-info.yaml").unwrap();
        let source = std::sync::Arc::new(Source { repository: None, commit: None, path, text: text.as_str().into() });
        let documents = yaml::documents(&source, &LIMITS);
        let findings: Vec<_> = documents.iter().flat_map(|document| &document.findings).collect();
        if let Some(place) = line[2].strip_prefix("ERR at ") {
            let told: Vec<String> = findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| {
                    finding.place.as_ref().and_then(|place| place.start()).map_or_else(String::new, |at| at.line.to_string())
                })
                .collect();
            assert_eq!(told, [place], "{}", line[0]);
            continue;
        }
        assert_eq!(!findings.is_empty(), line.get(3).is_some_and(|cell| cell == "WARN"), "{}: {findings:?}", line[0]);
        let read: Vec<Value> =
            documents.iter().map(|document| document.root.as_ref().map_or(Value::Null, yaml::Node::to_json)).collect();
        let read: Vec<Value> = read.into_iter().filter(|document| !document.is_null()).collect();
        let expected: Vec<Value> = serde_json::from_str(&line[2]).unwrap();
        assert_eq!(read, expected, "{}", line[0]);
    }
    assert!(seen.len() >= 13, "the table is whole");
}
