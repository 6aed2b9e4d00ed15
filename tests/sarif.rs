//! Runs `check --format sarif` and holds its log against a schema, and its findings against what they are.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use support::git::{Repository, git};

const PAY: &str = "apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: pay}
spec: {type: service, lifecycle: production, owner: payers}
";

fn check(folder: &Path, format: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .current_dir(folder)
        .args(["check", "--format", format])
        .env("VESTIBULE_CACHE", folder.join("cache"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn sarif(folder: &Path) -> Value {
    let log = check(folder, "sarif");
    let schema: Value = serde_json::from_str(&fs::read_to_string("tests/sarif/schema.json").unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(wrong, [""; 0]);
    log
}

fn portal(config: &str) -> (tempfile::TempDir, Repository) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("vestibule.yaml"), config).unwrap();
    let repository = Repository::create(&folder.path().join("pay"));
    git(&repository.path, &["remote", "add", "origin", "https://user:secret@github.com/northwind/pay.git"]);
    (folder, repository)
}

#[test]
fn a_log_says_what_is_wrong_and_where() {
    let (folder, repository) = portal("site: {title: Test, url: 'https://portal.example/'}\nsources: [{path: pay}]\n");
    repository.write("catalog-info.yaml", PAY.as_bytes());
    repository.write("ä b/catalog-info.yaml", PAY.as_bytes());
    repository.commit("Add everything");
    let commit = git(&repository.path, &["rev-parse", "HEAD"]).trim().to_owned();
    let log = sarif(folder.path());
    let run = &log["runs"][0];
    assert_eq!(
        run["versionControlProvenance"],
        json!([{
            "repositoryUri": "https://github.com/northwind/pay",
            "mappedTo": { "uriBaseId": "northwind/pay" },
            "revisionId": commit,
            "branch": "main",
        }])
    );
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut results = run["results"].clone();
    for result in results.as_array_mut().unwrap() {
        let index = result["ruleIndex"].take().as_u64().unwrap();
        let rule = &rules[usize::try_from(index).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["helpUri"], json!(format!("https://portal.example/health/{}/", rule["id"].as_str().unwrap())));
        result["partialFingerprints"].take();
    }
    let at = |uri: &str, line, start, end| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri, "uriBaseId": "northwind/pay" },
            "region": { "startLine": line, "startColumn": start, "endLine": line, "endColumn": end },
        }})
    };
    let mut first = at("catalog-info.yaml", 3, 18, 21);
    first["id"] = json!(1);
    first["message"] = json!({ "text": "described here first" });
    assert_eq!(
        results,
        json!([
            {
                "ruleId": "dangling-reference",
                "ruleIndex": null,
                "level": "warning",
                "message": { "text": "`spec.owner` names `group:default/payers`, which is not in the catalog\ndescribe `group:payers` in a catalog file, or correct the reference" },
                "locations": [at("catalog-info.yaml", 4, 53, 59)],
                "partialFingerprints": null,
            },
            {
                "ruleId": "duplicate-entity",
                "ruleIndex": null,
                "level": "error",
                "message": { "text": "`component:default/pay` is described twice; the first description is used\nrename one of the two, give it a namespace, or remove it" },
                "locations": [at("%C3%A4%20b/catalog-info.yaml", 3, 18, 21)],
                "relatedLocations": [first],
                "partialFingerprints": null,
            },
        ])
    );
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let (folder, repository) = portal("sources: [{path: pay}]\n");
    let prints = |text: &str| {
        repository.write("catalog-info.yaml", text.as_bytes());
        repository.commit("Change it");
        let log = sarif(folder.path());
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
    };
    let before = prints(PAY);
    assert_eq!(before.len(), 1);
    assert_eq!(prints(&format!("# one\n# two\n{PAY}")), before);
    assert_ne!(prints(&PAY.replace("payers", "buyers")), before);
}

#[test]
fn what_is_allowed_is_suppressed_and_in_no_count() {
    let (folder, repository) = portal(
        "sources: [{path: pay}]
diagnostics:
  severity: {duplicate-entity: warning}
  allow: [{code: dangling-reference, repository: p*y, reason: moves in May}]
",
    );
    repository.write("catalog-info.yaml", [PAY, PAY].join("---\n").as_bytes());
    repository.commit("Add everything");
    let log = sarif(folder.path());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: Vec<_> = results.iter().map(|result| (&result["ruleId"], &result["level"], &result["suppressions"])).collect();
    let known = json!([{ "kind": "external", "justification": "moves in May" }]);
    assert_eq!(
        told,
        [
            (&json!("duplicate-entity"), &json!("warning"), &Value::Null),
            (&json!("dangling-reference"), &json!("warning"), &known),
        ]
    );
    let json = check(folder.path(), "json");
    assert_eq!(
        json["counts"],
        json!({ "entities": 1, "broken": 0, "docs": 0, "pages": 0, "errors": 0, "warnings": 1, "notes": 0, "allowed": 1 })
    );
    let told: Vec<_> = json["findings"].as_array().unwrap().iter().map(|found| (&found["code"], &found["allowed"])).collect();
    assert_eq!(told, [(&json!("duplicate-entity"), &Value::Null), (&json!("dangling-reference"), &json!("moves in May"))]);
}
