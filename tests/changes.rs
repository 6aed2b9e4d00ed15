//! Runs `check --changed-since` in real repositories: what a pull request is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::path::Path;
use std::process::Command;

use support::git::Repository;

fn component(name: &str, owner: &str, more: &str) -> String {
    format!(
        "apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {{name: {name}{more}}}
spec: {{type: service, lifecycle: production, owner: {owner}}}
"
    )
}

fn group(name: &str) -> String {
    format!("apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{name: {name}}}\nspec: {{type: team, children: []}}\n")
}

fn since(folder: &Path, revision: &str, more: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .current_dir(folder)
        .args(["check", "--changed-since", revision])
        .args(more)
        .env("VESTIBULE_CACHE", folder.join("../cache"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn portal() -> (tempfile::TempDir, Repository) {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("portal"));
    let all =
        [component("pay", "team", ", tags: [a]"), component("old", "team", ""), component("half", "lost", ""), group("team")];
    repository.write("catalog-info.yaml", all.join("---\n").as_bytes());
    repository.commit("Add everything");
    (folder, repository)
}

#[test]
fn a_change_is_told_in_full() {
    let (_folder, repository) = portal();
    assert_eq!(since(&repository.path, "HEAD", &[]), (0, "No change to the catalog.\n".to_owned(), String::new()));
    let hostile = ", description: 'a `` @all <img src=x> [x](https://evil.example)', tags: [b, a]";
    let all = [
        component("pay", "crew", hostile),
        component("new", "team", ""),
        component("half", "team", "").replace("lifecycle", "lifecyle"),
        group("team"),
        group("crew"),
    ];
    // Nothing is committed: what is told is the working tree against the commit.
    repository.write("catalog-info.yaml", ["# moved\n", &all.join("---\n")].concat().as_bytes());
    let (code, told, _) = since(&repository.path, "HEAD", &["--format", "markdown"]);
    assert_eq!(code, 1);
    assert_eq!(
        told,
        "## Changes to the catalog

| | before | after |
| --- | ---: | ---: |
| Entities | 4 | 4 |
| Errors | 0 | 1 |
| Warnings | 1 | 0 |
| Notes | 0 | 0 |

### Entities added (2)

- `component:default/new`
- `group:default/crew`

### Entities removed (1)

- `component:default/old`

### Entities that are broken now (1)

- `component:default/half`

### Owners changed (1)

- `component:default/pay`: `group:default/team` → `group:default/crew`

### Entities changed (1)

- `component:default/pay`
  - `metadata.description`: nothing → ``` a `` @all <img src=x> [x](https://evil.example) ```
  - `metadata.tags`: `[\"a\"]` → `[\"b\",\"a\"]`
  - `spec.owner`: `team` → `crew`

### Relations added (2)

- `component:default/new` `ownedBy` `group:default/team`
- `component:default/pay` `ownedBy` `group:default/crew`

### Relations removed (3)

- `component:default/half` `ownedBy` `group:default/lost`
- `component:default/old` `ownedBy` `group:default/team`
- `component:default/pay` `ownedBy` `group:default/team`

### New findings (1)

- error `missing-field` at `portal:catalog-info.yaml:15:7`: `` `spec.lifecycle` is missing ``

### Solved findings (1)

- warning `dangling-reference` at `portal@COMMIT:catalog-info.yaml:14:53`: `` `spec.owner` names `group:default/lost`, which is not in the catalog ``
"
        .replace("COMMIT", &support::git::git(&repository.path, &["rev-parse", "HEAD"])[..7])
    );
}

#[test]
fn long_lists_are_cut() {
    let (_folder, repository) = portal();
    let many: Vec<String> = (0..60).map(|number| group(&format!("g{number:02}"))).collect();
    repository.write("more/catalog-info.yaml", many.join("---\n").as_bytes());
    let (_, told, _) = since(&repository.path, "HEAD", &[]);
    let shown: Vec<&str> = told.lines().skip_while(|line| !line.starts_with("### ")).collect();
    assert_eq!(shown.len(), 53);
    assert_eq!((shown[0], shown[52]), ("### Entities added (60)", "- … and 10 more"));
}

#[test]
fn what_is_no_revision_is_told() {
    let (_folder, repository) = portal();
    let (code, told, said) = since(&repository.path, "nowhere", &[]);
    assert_eq!((code, told.as_str()), (2, ""));
    assert_eq!(
        said,
        "error: `nowhere` names no commit: revspec 'nowhere' not found; fetch it first, a shallow clone does not have it\n"
    );
}
