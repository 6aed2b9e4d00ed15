//! `vestibule query` as people run it: what is told, where, and with which exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;
use std::process::Command;

const CATALOG: &str = "apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: pay, title: Card payments, description: '=HYPERLINK(\"x\")', tags: [go, legacy], annotations: {a.b/c: '7'}}
spec: {type: service, lifecycle: production, owner: payers, dependsOn: ['component:ledger'], x: {replicas: 3}}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: service, lifecycle: deprecated, owner: nobody, dependsOn: ['component:pay']}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payers, title: Team Pay}
spec: {type: team, children: []}
";

/// Gives the exit code, stdout and stderr.
fn query(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command.current_dir(folder).arg("query").args(arguments).env("VESTIBULE_CACHE", folder.join("cache"));
    let output = command.env_remove("SOURCE_DATE_EPOCH").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn portal() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("vestibule.yaml"), "sources: [{path: .}]\n").unwrap();
    fs::write(folder.path().join("catalog-info.yaml"), CATALOG).unwrap();
    git2::Repository::init(folder.path()).unwrap();
    folder
}

#[test]
fn every_name_of_the_model_is_answered() {
    let folder = portal();
    let (pay, ledger, payers) = ("component:default/pay", "component:default/ledger", "group:default/payers");
    let cases: &[(&str, &[&str])] = &[
        ("", &[ledger, pay, payers]),
        ("kind:Component owner:payers", &[pay]),
        ("owner:\"team pay\"", &[pay]),
        ("dependsOn.lifecycle:deprecated -tag:rust", &[pay]),
        ("dependsOn.dependsOn.tag:legacy", &[pay]),
        ("-has:owner", &[payers]),
        ("is:unowned", &[ledger]),
        ("is:orphan", &[]),
        ("is:broken", &[]),
        ("spec.x.replicas>=3", &[pay]),
        ("metadata.annotations.a.b/c>6 annotation.a.b/c:7", &[pay]),
        ("ownerOf:pay or ref:component:ledger", &[ledger, payers]),
        ("namespace:default title:card*", &[pay]),
        ("-tag:legacy kind:component", &[ledger]),
    ];
    for (expression, refs) in cases {
        let lines: String = refs.iter().map(|reference| format!("{reference}\n")).collect();
        assert_eq!(query(folder.path(), &[expression, "--refs"]), (0, lines, String::new()), "{expression}");
    }
    assert_eq!(query(folder.path(), &["kind:component", "--count"]), (0, "2\n".to_owned(), String::new()));
}

#[test]
fn answers_are_tables_json_or_csv() {
    let folder = portal();
    let (_, table, _) = query(folder.path(), &["kind:component"]);
    assert_eq!(
        table,
        "ENTITY            TYPE     LIFECYCLE   OWNER   TITLE
component:ledger  service  deprecated  nobody  ledger
component:pay     service  production  payers  Card payments
"
    );
    let (_, csv, _) = query(folder.path(), &["pay", "--format", "csv"]);
    assert_eq!(
        csv,
        "ref,kind,namespace,name,title,type,lifecycle,owner,tags,description\r
component:default/pay,Component,default,pay,Card payments,service,production,group:default/payers,go legacy,\"'=HYPERLINK(\"\"x\"\")\"\r
group:default/payers,Group,default,payers,Team Pay,team,,,,\r\n"
    );
    let (_, json, _) = query(folder.path(), &["kind:group", "--format", "json"]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap(),
        serde_json::json!([{
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "Group",
            "metadata": { "name": "payers", "title": "Team Pay", "namespace": "default" },
            "spec": { "type": "team", "children": [] },
            "relations": [{ "type": "ownerOf", "targetRef": "component:default/pay" }],
        }])
    );
    assert_eq!(query(folder.path(), &["nothing"]), (0, String::new(), String::new()));
}

#[test]
fn a_wrong_expression_is_pointed_at() {
    let folder = portal();
    assert_eq!(
        query(folder.path(), &["kind:api is:orphn tag:x renewed>"]),
        (
            2,
            String::new(),
            "error: `is` cannot be `orphn`
  | kind:api is:orphn tag:x renewed>
  |             ^^^^^
  = help: did you mean `orphan`?
error: nothing is called `renewed`
  | kind:api is:orphn tag:x renewed>
  |                         ^^^^^^^
  = help: known are `annotation`, `apiConsumedBy`, `apiProvidedBy`, `childOf`, `consumesApi`, `dependencyOf`, `dependsOn`, `description`, `domain`, `has`, `hasMember`, `hasPart`, `is`, `kind`, `label`, `lifecycle`, `memberOf`, `metadata`, `name`, `namespace`, `ownedBy`, `owner`, `ownerOf`, `parentOf`, `partOf`, `providesApi`, `ref`, `repo`, `spec`, `system`, `tag`, `team`, `title`, `type`, `updated`
error: a value is missing
  | kind:api is:orphn tag:x renewed>
  |                                 ^
  = help: put a value here without a space before it, or `*` for any
"
            .to_owned()
        )
    );
}

#[test]
fn a_team_owns_through_its_members_and_the_groups_below_it() {
    let folder = portal();
    let deeper = "apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: money}
spec: {type: department, children: [payers]}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: ada}
spec: {memberOf: [payers]}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: vault}
spec: {type: database, owner: user:ada}
";
    fs::create_dir(folder.path().join("org")).unwrap();
    fs::write(folder.path().join("org/catalog-info.yaml"), deeper).unwrap();
    let refs = |expression: &str| query(folder.path(), &[expression, "--refs"]).1;
    assert_eq!(refs("owner:payers"), "component:default/pay\n");
    assert_eq!(refs("team:payers"), "component:default/pay\nresource:default/vault\n");
    assert_eq!(refs("team:money"), "component:default/pay\nresource:default/vault\n");
    assert_eq!(refs("owner:money or team:nobody"), "component:default/ledger\n");
    assert_eq!(refs("dependsOn.team:money"), "component:default/ledger\n");
}
