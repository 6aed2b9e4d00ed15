//! Saved views are pages and data; one with a mistake is told with its place and left out, and the others stay.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn build(folder: &Path) -> Output {
    let out = folder.join("site");
    let arguments = [
        "--quiet",
        "build",
        &folder.to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
        "--cache",
        &folder.join("cache").to_string_lossy(),
    ]
    .map(str::to_owned);
    Command::new(env!("CARGO_BIN_EXE_vestibule")).args(arguments).env("NO_COLOR", "1").output().unwrap()
}

fn portal(views: &str) -> tempfile::TempDir {
    let work = tempfile::tempdir().unwrap();
    let component = |name: &str, spec: &str| {
        format!(
            "---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{ name: {name}, title: '=Pay, {name}' }}\nspec: {{ type: service, owner: guests, {spec} }}\n"
        )
    };
    let text = component("one", "lifecycle: production, tier: gold") + &component("two", "lifecycle: deprecated, tier: tin");
    fs::create_dir_all(work.path().join("repository")).unwrap();
    fs::write(work.path().join("repository/catalog-info.yaml"), text).unwrap();
    fs::write(work.path().join("views.yaml"), views).unwrap();
    fs::write(work.path().join("vestibule.yaml"), "sources: [{ path: repository }]\nviews: views.yaml\n").unwrap();
    work
}

#[test]
fn a_view_is_a_page_and_data() {
    let work = portal(
        "views:\n  old:\n    description: What goes.\n    filter: lifecycle:deprecated\n    columns: [spec.tier]\n  never: { filter: 'name:nothing' }\n",
    );
    let output = build(work.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |path: &str| fs::read_to_string(work.path().join("site").join(path)).unwrap();
    let page = read("views/old/index.html");
    assert!(page.contains("<h1>Old</h1>") && page.contains("What goes.") && page.contains("lifecycle:deprecated"));
    assert!(page.contains("data-name=\"=Pay, two\"") && !page.contains("data-name=\"=Pay, one\"") && page.contains(">tin<"));
    assert!(read("views/never/index.html").contains("Nothing matches today"));
    assert!(read("catalog/index.html").contains("href=\"../views/old/\""));
    // A view of one kind stands above the list of that kind, an empty one above none.
    let kind = read("catalog/component/index.html");
    assert!(kind.contains("href=\"../../views/old/\"") && !kind.contains("views/never/"));
    let lines: Vec<String> = read("api/views/old.csv").lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("ref,kind,namespace,name,title,") && lines[0].ends_with(",tier"), "{}", lines[0]);
    assert!(
        lines[1].starts_with("component:default/two,Component,default,two,\"'=Pay, two\",") && lines[1].ends_with(",tin"),
        "{}",
        lines[1]
    );
    let data: serde_json::Value = serde_json::from_str(&read("api/views/old.json")).unwrap();
    assert_eq!(data[0]["metadata"]["name"], "two");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&read("api/kinds/component.json")).unwrap().as_array().unwrap().len(),
        2
    );
    assert_eq!(read("api/entities.csv").lines().count(), 3);
}

#[test]
fn a_wrong_view_is_told_and_the_others_stay() {
    let views = "views:\n  Good Name: { filter: 'kind:component' }\n  typo: { filter: 'lifecicle:production' }\n  none: { title: Nothing }\n  odd: { filter: 'kind:component', columns: [tier] }\n  extra: { filter: 'kind:component', sort: name }\n  fine: { filter: 'kind:component' }\n";
    let work = portal(views);
    let output = build(work.path());
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    for words in [
        "`views` must be a name of its own in addresses, but it is `Good Name`",
        "views.yaml:3:19",
        "did you mean `lifecycle`?",
        "an entry of `views.none` has no `filter`",
        "`views.odd.columns` names `tier`, which nothing has",
        "`views.extra` has no key `sort`",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let is_there = |name: &str| work.path().join("site/views").join(name).exists();
    assert!(is_there("fine") && is_there("odd") && is_there("extra") && !is_there("typo") && !is_there("none"));
}

#[test]
fn a_column_may_show_a_fact_of_a_plugin() {
    let views = "views:\n  debt: { filter: 'kind:component', columns: [facts.todo.count, facts.todo.fixme] }\n  typo: { filter: 'kind:component', columns: [facts.todo.cuont, todo.count, facts.nothing.there] }\n";
    let work = portal(views);
    fs::write(work.path().join("vestibule.yaml"), "sources: [{ path: repository }]\nviews: views.yaml\nplugins: [todo]\n")
        .unwrap();
    let descriptor = work.path().join("repository/catalog-info.yaml");
    let text = fs::read_to_string(&descriptor).unwrap();
    let (one, two) = text.rsplit_once("---\n").unwrap();
    for (name, text, code) in [("one", one, "// TODO: first\n// FIXME: second\n"), ("two", two, &"// TODO: again\n".repeat(11))] {
        fs::create_dir(work.path().join("repository").join(name)).unwrap();
        fs::write(work.path().join("repository").join(name).join("catalog-info.yaml"), text).unwrap();
        fs::write(work.path().join("repository").join(name).join("main.rs"), code).unwrap();
    }
    fs::remove_file(descriptor).unwrap();
    let output = build(work.path());
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    for (name, hint) in [
        ("facts.todo.cuont", "did you mean `facts.todo.count`?"),
        ("todo.count", "did you mean `facts.todo.count`?"),
        ("facts.nothing.there", "or a fact of a plugin as in `facts.todo.count`"),
    ] {
        let (_, after) = told.split_once(&format!("`views.typo.columns` names `{name}`, which nothing has")).unwrap();
        assert!(after.split("error").next().unwrap().contains(hint), "{told}");
    }
    let read = |path: &str| fs::read_to_string(work.path().join("site").join(path)).unwrap();
    let page = read("views/debt/index.html");
    for words in [
        "<a data-sort=\"todocount\">TODO comments<",
        "<a data-sort=\"todofixme\">TODO comments: fixme<",
        "data-todocount=\"2\" data-todofixme=\"1\"",
        "data-todocount=\"11\" data-todofixme=\"0\"",
        "<td class=\"p3 soft\">11</td>",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let csv = read("api/views/debt.csv");
    let ends: Vec<&str> = csv.lines().map(|line| line.rsplit_once("guests,,").map_or("", |(_, end)| end)).collect();
    assert_eq!((csv.lines().next().unwrap().ends_with(",todocount,todofixme"), ends), (true, vec!["", ",2,1", ",11,0"]), "{csv}");
    let data: serde_json::Value = serde_json::from_str(&read("api/views/debt.json")).unwrap();
    assert_eq!(data[1]["facts"]["todo"]["count"], 11);
}
