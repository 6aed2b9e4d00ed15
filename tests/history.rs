//! What commits say: names that entities had before lead to what they are called now, and people are named where that is wanted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::git::{Repository, git};

fn component(name: &str, rest: &str) -> String {
    format!(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {name}}}\n\
         spec: {{type: service, lifecycle: production, owner: user:ada{rest}}}\n"
    )
}

/// Gives the exit code and what was said.
fn vestibule(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    let output = command.current_dir(folder).args(arguments).env("VESTIBULE_CACHE", folder.join("cache")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), said)
}

/// Makes a repository in which `pay` became `payments`, then moved and became `card-payments`, while `ledger` still calls it `pay`.
fn renamed(folder: &Path) -> Repository {
    let repository = Repository::create(&folder.join("pay"));
    repository.write("catalog-info.yaml", component("pay", "").as_bytes());
    repository.write("ledger/catalog-info.yaml", component("ledger", ", dependsOn: [component:pay]").as_bytes());
    repository.commit("Describe pay");
    repository.write("catalog-info.yaml", component("payments", "").as_bytes());
    repository.commit("Rename it");
    fs::remove_file(repository.path.join("catalog-info.yaml")).unwrap();
    repository.write("services/pay/catalog-info.yaml", component("card-payments", "").as_bytes());
    repository.commit("Move and rename it");
    repository
}

#[test]
fn names_of_before_lead_to_what_things_are_called_now() {
    let folder = tempfile::tempdir().unwrap();
    let repository = renamed(folder.path());
    fs::write(folder.path().join("vestibule.yaml"), "sources: [{path: pay}]\ncatalog: {elsewhere: ['user:*']}\n").unwrap();
    let (code, said) = vestibule(folder.path(), &["build", "--out", "site"]);
    assert_eq!((code, said.contains("nothing wrong")), (0, true), "{said}");
    for name in ["pay", "payments"] {
        let page = fs::read_to_string(folder.path().join(format!("site/catalog/default/component/{name}/index.html"))).unwrap();
        assert!(page.contains("http-equiv=\"refresh\"") && page.contains("../card-payments/"), "{page}");
    }
    assert_eq!(vestibule(folder.path(), &["query", "dependsOn:card-payments", "--refs"]).1, "component:default/ledger\n");

    // A name that somebody else has by now leads to that one.
    repository.write("new/catalog-info.yaml", component("pay", "").as_bytes());
    repository.commit("Take the name again");
    vestibule(folder.path(), &["build", "--out", "site"]);
    let page = fs::read_to_string(folder.path().join("site/catalog/default/component/pay/index.html")).unwrap();
    assert!(!page.contains("http-equiv=\"refresh\""));

    // Without history, what is called by its name of before dangles.
    fs::remove_dir_all(repository.path.join("new")).unwrap();
    fs::write(folder.path().join("vestibule.yaml"), "sources: [{path: pay}]\ncatalog: {elsewhere: ['user:*'], history: 0}\n")
        .unwrap();
    assert!(vestibule(folder.path(), &["check"]).1.contains("dangling-reference"));
}

#[test]
fn a_shallow_clone_is_read_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let repository = renamed(folder.path());
    let url = format!("file://{}", repository.path.display());
    git(folder.path(), &["clone", "--quiet", "--depth=2", &url, "shallow"]);
    fs::write(folder.path().join("vestibule.yaml"), "sources: [{path: shallow}]\n").unwrap();
    let (code, said) = vestibule(folder.path(), &["build", "--out", "site"]);
    assert_eq!(code, 0, "{said}");
    let page = |name: &str| folder.path().join(format!("site/catalog/default/component/{name}/index.html")).exists();
    assert_eq!((page("payments"), page("pay"), page("card-payments")), (true, false, true));
}

#[test]
fn those_who_wrote_commits_are_named_if_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    renamed(folder.path());
    let portal = folder.path().join("vestibule.yaml");
    fs::write(&portal, "sources: [{path: pay}]\n").unwrap();
    assert_eq!(vestibule(folder.path(), &["query", "kind:user", "--refs"]).1, "");
    fs::write(&portal, "sources: [{path: pay}]\ncatalog: {contributors: true}\n").unwrap();
    assert_eq!(vestibule(folder.path(), &["query", "kind:user", "--refs"]).1, "user:default/ada\n");
    vestibule(folder.path(), &["build", "--out", "site"]);
    let page = fs::read_to_string(folder.path().join("site/catalog/default/component/ledger/index.html")).unwrap();
    assert!(page.contains("Contributors"), "{page}");
    for (path, bytes) in support::tree::read(&folder.path().join("site")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("ada@example.com"), "{path} has an address");
    }
}
