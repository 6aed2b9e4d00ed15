//! Runs the binary as people do: exit codes, messages, and what is on disk afterwards.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use support::git::Repository;
use support::tree;

const COMPONENT: &str = "apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
  annotations: {backstage.io/techdocs-ref: 'dir:.'}
spec: {type: service, lifecycle: production, owner: payers}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payers}
spec: {type: team, children: []}
";

fn vestibule(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command.current_dir(folder).args(arguments).env("VESTIBULE_CACHE", folder.join("cache")).env_remove("SOURCE_DATE_EPOCH");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } = vestibule(folder, arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stderr).unwrap())
}

/// Makes a folder with a portal of one repository, with enough docs that a build takes a while.
fn portal(pages: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("vestibule.yaml"), "site: {title: Test}\nsources: [{path: pay}]\n").unwrap();
    let repository = Repository::create(&folder.path().join("pay"));
    repository.write("catalog-info.yaml", COMPONENT.as_bytes());
    repository.write("docs/index.md", b"# Pay\n\nHow money moves.\n");
    for page in 0..pages {
        repository.write(&format!("docs/page-{page}.md"), format!("# Page {page}\n\n{}", "Some text. ".repeat(200)).as_bytes());
    }
    repository.commit("Add everything");
    folder
}

#[test]
fn check_says_by_its_exit_code_how_it_went() {
    let clean = portal(0);
    assert_eq!(run(clean.path(), &["check"]), (0, "checked 2 entities from 1 repository: nothing wrong\n".to_owned()));

    let broken = portal(0);
    fs::write(broken.path().join("pay/catalog-info.yaml"), COMPONENT.replace("owner: payers", "ower: payers")).unwrap();
    let (code, told) = run(broken.path(), &["check"]);
    assert_eq!(code, 1);
    assert_eq!(
        told,
        "error[missing-field]: `spec.owner` is missing
 --> pay:catalog-info.yaml:6:7
  |
6 | spec: {type: service, lifecycle: production, ower: payers}
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `owner` by `ower`?

checked 1 entity from 1 repository: 1 error, 0 warnings, 0 notes
"
    );
    assert_eq!(run(broken.path(), &["build"]).0, 0, "a build goes on whatever it finds");
    assert_eq!(run(broken.path(), &["build", "--strict"]).0, 1);
    assert!(broken.path().join("site/index.html").exists(), "a strict build still writes the site");
}

#[test]
fn what_cannot_run_says_why_and_exits_with_two() {
    let folder = portal(0);
    let here = folder.path();

    assert_eq!(run(here, &["build", "nowhere"]).0, 2);
    fs::write(here.join("wrong.yaml"), "sorces: []\n").unwrap();
    assert_eq!(
        run(here, &["build", "--config", "wrong.yaml"]),
        (
            2,
            "error[config-unknown-key]: vestibule.yaml has no key `sorces`
 --> wrong.yaml:1:1
  |
1 | sorces: []
  | ^^^^^^
  |
  = help: did you mean `sources`?

error: the configuration has mistakes; nothing was written
"
            .to_owned()
        )
    );

    fs::create_dir(here.join("letters")).unwrap();
    fs::write(here.join("letters/to-ada.txt"), "Dear Ada").unwrap();
    let (code, told) = run(here, &["build", "--out", "letters"]);
    assert_eq!(code, 2);
    assert!(
        told.ends_with(
            "holds files that Vestibule did not make, and would be replaced; choose another folder with `--out`, or empty it\n"
        ),
        "{told}"
    );
    assert_eq!(fs::read_to_string(here.join("letters/to-ada.txt")).unwrap(), "Dear Ada");

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, told) = run(here, &["serve", "--port", &port]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains(&format!("port {port} is in use")), "{told}");
}

#[test]
fn a_source_that_cannot_be_read_does_not_stop_the_others() {
    let folder = portal(0);
    fs::create_dir(folder.path().join("plain")).unwrap();
    Repository::create(&folder.path().join("empty"));
    fs::write(folder.path().join("vestibule.yaml"), "sources: [{path: missing}, {path: plain}, {path: empty}, {path: pay}]\n")
        .unwrap();
    let (code, told) = run(folder.path(), &["check"]);
    assert_eq!(code, 1, "{told}");
    for words in ["source-not-found", "not-a-repository", "repository-empty", "vestibule.yaml:1:18", "checked 2 entities"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn threads_do_not_change_a_byte() {
    let folder = portal(30);
    assert_eq!(run(folder.path(), &["build", "--threads", "1", "--out", "one"]).0, 0);
    assert_eq!(run(folder.path(), &["build", "--threads", "4", "--out", "four"]).0, 0);
    let (one, four) = (tree::read(&folder.path().join("one")), tree::read(&folder.path().join("four")));
    assert!(one.len() > 30, "{}", one.len());
    assert_eq!(one.keys().collect::<Vec<_>>(), four.keys().collect::<Vec<_>>());
    assert!(one == four);
}

#[test]
fn a_killed_build_leaves_the_old_site_whole() {
    let folder = portal(60);
    let site = folder.path().join("site");
    assert_eq!(run(folder.path(), &["build"]).0, 0);
    let old = tree::read(&site);

    let config = folder.path().join("vestibule.yaml");
    fs::write(&config, "site: {title: Another title}\nsources: [{path: pay}]\n").unwrap();
    assert_eq!(run(folder.path(), &["build", "--out", "reference"]).0, 0);
    let new = tree::read(&folder.path().join("reference"));
    assert!(old != new);

    for delay in 0..40 {
        let mut build = vestibule(folder.path(), &["build"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay * 5));
        let _ = build.kill();
        build.wait().unwrap();
        let now = tree::read(&site);
        assert!(now == old || now == new, "after {} ms the site is neither the old nor the new one", delay * 5);
    }
    assert_eq!(run(folder.path(), &["build"]).0, 0, "what a killed build leaves does not stop the next one");
    assert!(tree::read(&site) == new);
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().contains("vestibule-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_site_inside_its_own_repository_is_no_input() {
    let folder = portal(0);
    let here = folder.path().join("pay");
    assert_eq!(run(&here, &["build", "--config", "none.yaml"]).0, 2);
    fs::remove_file(folder.path().join("vestibule.yaml")).unwrap();
    assert_eq!(run(&here, &["build"]).0, 0);
    let first = tree::read(&here.join("site"));
    let page = String::from_utf8_lossy(&first["catalog/default/component/pay/index.html"]).into_owned();
    assert!(page.contains("pay@"), "the lock is no uncommitted work, so that places name the commit");
    assert_eq!(run(&here, &["build"]).0, 0);
    assert!(tree::read(&here.join("site")) == first, "the old site is no uncommitted work");
    fs::write(here.join("site/catalog-info.yaml"), COMPONENT).unwrap();
    assert_eq!(run(&here, &["check"]).0, 0);
    assert!(tree::read(&here).keys().all(|path| !path.contains(".vestibule-")));
}

#[test]
fn credentials_of_a_remote_are_told_nowhere() {
    let folder = portal(0);
    let config = "sources: [{path: pay}, {git: 'https://ada:s3cret@127.0.0.1:1/pay.git'}]\n";
    fs::write(folder.path().join("vestibule.yaml"), config).unwrap();
    for arguments in [&["build", "--verbose"][..], &["check", "--format", "json"], &["check", "--format", "github"]] {
        let output = vestibule(folder.path(), arguments).output().unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(told.contains("source-unreachable") && !told.contains("s3cret"), "{told}");
    }
    let tree = tree::read(folder.path());
    let leaks: Vec<_> = tree
        .iter()
        .filter(|(path, _)| *path != "vestibule.yaml")
        .filter(|(_, bytes)| bytes.windows(6).any(|window| window == b"s3cret"))
        .collect();
    assert!(leaks.is_empty(), "{:?}", leaks.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[test]
fn annotations_name_files_of_the_workspace() {
    let folder = portal(0);
    let descriptor = COMPONENT.replace("owner: payers", "owner: 'group:nobody'");
    fs::write(folder.path().join("pay/catalog-info.yaml"), descriptor).unwrap();
    let annotations = |workspace: &Path| {
        let output =
            vestibule(folder.path(), &["check", "--format", "github"]).env("GITHUB_WORKSPACE", workspace).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    // A folder of a working tree is a source of its own.
    fs::write(folder.path().join("vestibule.yaml"), "sources: [{path: pay/docs}]\n").unwrap();
    fs::write(folder.path().join("pay/docs/catalog-info.yaml"), "kind: []\n").unwrap();
    assert!(
        annotations(folder.path()).contains("::error file=pay/docs/catalog-info.yaml,line=1,"),
        "{}",
        annotations(folder.path())
    );
    fs::write(folder.path().join("vestibule.yaml"), "sources: [{path: pay}]\n").unwrap();
    fs::remove_file(folder.path().join("pay/docs/catalog-info.yaml")).unwrap();

    let words = "`spec.owner` names `group:default/nobody`, which is not in the catalog%0Adescribe `group:nobody` in a catalog file, or correct the reference";
    assert_eq!(
        annotations(folder.path()),
        format!("::warning file=pay/catalog-info.yaml,line=6,col=53,endLine=6,title=dangling-reference::{words}\n")
    );
    assert_eq!(
        annotations(Path::new("/elsewhere")),
        format!("::warning title=dangling-reference::pay:catalog-info.yaml:6:53: {words}\n")
    );
}

#[test]
fn badges_are_links_to_the_built_site() {
    let folder = portal(0);
    let badge = |folder: &Path| vestibule(folder, &["badge", "component:pay", "--badge", "owner"]).output().unwrap();
    assert_eq!(badge(folder.path()).status.code(), Some(2), "without an address there is nothing to link to");
    fs::write(folder.path().join("vestibule.yaml"), "site: {url: 'https://portal.example/x'}\nsources: [{path: pay}]\n").unwrap();
    assert_eq!(
        String::from_utf8(badge(folder.path()).stdout).unwrap(),
        "[![owner](https://portal.example/x/badges/default/component/pay/owner.svg)](https://portal.example/x/catalog/default/component/pay/)\n"
    );
    assert_eq!(run(folder.path(), &["build"]).0, 0);
    assert!(folder.path().join("site/badges/default/component/pay/owner.svg").exists());
}
