//! Docs at other branches and tags: their pages stand below `@<version>`, lead to each other and to the current ones, and are parsed once where they are the same.
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

use support::git::{Repository, git};

const DESCRIPTOR: &str = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: pay, annotations: {backstage.io/techdocs-ref: 'dir:.'}}\n\
                          spec: {type: service, lifecycle: production, owner: user:ada}\n";

/// Builds the portal of `folder` and gives what was said.
fn build(folder: &Path, versions: &str) -> String {
    let text = format!(
        "site: {{title: Versions}}\nsources: [{{path: pay}}]\ncatalog: {{elsewhere: ['user:*']}}\ndocs: {{versions: {versions}}}\n"
    );
    fs::write(folder.join("vestibule.yaml"), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    let output = command
        .current_dir(folder)
        .args(["build", "--out", "site"])
        .env("VESTIBULE_CACHE", folder.join("cache"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

fn page(folder: &Path, path: &str) -> String {
    let path = folder.join("site/docs/default/component/pay").join(path).join("index.html");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Lists where the links of the version menu lead, with their words.
fn menu(html: &str) -> Vec<String> {
    let menu = html.split("<details class=\"versions\">").nth(1).unwrap().split("</details>").next().unwrap();
    let link = |rest: &str| {
        let (href, rest) = rest.split_once('"').unwrap();
        let words = rest.split_once('>').unwrap().1.split("</a>").next().unwrap();
        let words = words.replace("<small>", "(").replace("</small>", ")");
        let mark = if rest.starts_with(" aria-current") { "*" } else { "" };
        format!("{mark}{words}: {href}")
    };
    menu.split("<a href=\"").skip(1).map(link).collect()
}

/// Makes a repository with three releases, a candidate and a branch.
fn releases(folder: &Path) -> Repository {
    let repository = Repository::create(&folder.join("pay"));
    let tag = |name: &str| drop(git(&repository.path, &["tag", name]));
    repository.write("catalog-info.yaml", DESCRIPTOR.as_bytes());
    repository.write("docs/index.md", b"# Pay\n\n[Setup](setup.md), [old](old.md)\n\n![Picture](a.png)\n");
    repository.write("docs/a.png", b"first");
    repository.write("docs/setup.md", b"# Setup\n\n[Start](index.md)\n");
    repository.write("docs/old.md", b"# Old\n");
    repository.commit("One");
    tag("v1.9");
    repository.write("docs/a.png", b"second");
    repository.commit("Two");
    tag("v1.10");
    fs::remove_file(repository.path.join("docs/old.md")).unwrap();
    repository.write("docs/index.md", b"# Pay\n\n[Setup](setup.md)\n");
    repository.write("docs/new.md", b"# New\n");
    repository.commit("Three");
    tag("v2.0-rc.1");
    git(&repository.path, &["branch", "release/1.x", "v1.10"]);
    git(&repository.path, &["branch", "other"]);
    repository.write("docs/new.md", b"# Newest\n");
    repository.commit("Four");
    repository
}

#[test]
fn versions_stand_beside_the_current_docs() {
    let folder = tempfile::tempdir().unwrap();
    let repository = releases(folder.path());
    let said = build(folder.path(), "[main, 'v*', 'release/*']");
    assert!(said.contains("4 versions of docs: 12 pages, 3 parsed anew, 9 shared\n"), "{said}");

    let expected = [
        "*main (current): ./",
        "release/1.x (without this page): ../@release-1.x/",
        "v2.0-rc.1: ../@v2.0-rc.1/new/",
        "v1.10 (without this page): ../@v1.10/",
        "v1.9 (without this page): ../@v1.9/",
    ];
    assert_eq!(menu(&page(folder.path(), "new")), expected);
    let old = page(folder.path(), "@v1.9/setup");
    let expected = [
        "main (current): ../../setup/",
        "release/1.x: ../../@release-1.x/setup/",
        "v2.0-rc.1: ../../@v2.0-rc.1/setup/",
        "v1.10: ../../@v1.10/setup/",
        "*v1.9: ./",
    ];
    assert_eq!(menu(&old), expected);

    // An old page says so, leads to the current one, and asks not to be found instead of it.
    assert!(old.contains("<link rel=\"canonical\" href=\"../../setup/\">") && old.contains("content=\"noindex\""), "{old}");
    assert!(
        old.contains("These are the docs of v1.9")
            && old.contains("<a href=\"../../setup/\">Read this page in the current version</a>")
    );
    let gone = page(folder.path(), "@v1.9/old");
    assert!(!gone.contains("rel=\"canonical\"") && gone.contains("does not have this page. <a href=\"../../\">"), "{gone}");
    let current = page(folder.path(), "setup");
    assert!(!current.contains("noindex") && !current.contains("These are the docs of"));

    // Links and pictures stay in their version.
    let index = page(folder.path(), "@v1.9");
    assert!(index.contains("<a href=\"setup/\">Setup</a>, <a href=\"old/\">old</a>") && index.contains("src=\"a."), "{index}");
    assert!(old.contains("<a href=\"../\">Start</a>"), "{old}");
    let picture = |version: &str| {
        let html = page(folder.path(), version);
        let name = html.split("src=\"a.").nth(1).unwrap().split('"').next().unwrap();
        fs::read(folder.path().join("site/docs/default/component/pay").join(version).join(format!("a.{name}"))).unwrap()
    };
    assert_eq!((picture("@v1.9"), picture("@v1.10")), (b"first".to_vec(), b"second".to_vec()));

    // The latest release is no candidate; what it does not have leads nowhere.
    let latest = page(folder.path(), "@latest/old");
    assert!(latest.contains("http-equiv=\"refresh\" content=\"0; url=../../@v1.10/old/\""), "{latest}");
    assert!(!folder.path().join("site/docs/default/component/pay/@latest/new").exists());

    // An old page searches its own version, everything else the current ones.
    assert!(old.contains("data-search=\"../@search/manifest.json\"") && old.contains("data-search-scope="), "{old}");
    assert!(current.contains("data-search=\"../../../../../search/manifest.json\"") && !current.contains("data-search-scope="));
    let files = fs::read_dir(folder.path().join("site/docs/default/component/pay/@v1.9/@search")).unwrap();
    let files: Vec<String> = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert!(files.len() == 2 && files.iter().any(|text| text.contains("docs/default/component/pay/@v1.9/setup/")), "{files:?}");
    assert!(files.iter().all(|text| !text.contains("v1.10") && !text.contains("component/pay/setup")), "{files:?}");
    let search = fs::read_dir(folder.path().join("site/search"))
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap_or_default());
    assert!(search.into_iter().all(|text| !text.contains("@v1.")));

    // The order of tags in the repository, and the number of threads, change nothing.
    let first = support::tree::read(&folder.path().join("site"));
    git(&repository.path, &["pack-refs", "--all"]);
    build(folder.path(), "['v*', main, 'release/*']");
    assert!(first == support::tree::read(&folder.path().join("site")));
    build(folder.path(), "[nothing]");
    assert!(!page(folder.path(), "new").contains("class=\"versions\""));
}

#[test]
fn names_of_versions_are_no_way_out_and_no_collision() {
    let folder = tempfile::tempdir().unwrap();
    let repository = releases(folder.path());
    repository.write("docs/@v1.9/index.md", b"# A page that looks like a version\n");
    repository.write("docs/@latest.md", b"# Another\n");
    repository.commit("Five");
    for name in ["V1.9", "v<b>1", "v1\"x"] {
        git(&repository.path, &["update-ref", &format!("refs/heads/{name}"), "HEAD"]);
    }
    build(folder.path(), "['v*', 'V*']");
    assert!(page(folder.path(), "@v1.9").contains("A page that looks like a version"));
    assert!(page(folder.path(), "@latest").contains("Another"));
    let index = page(folder.path(), "");
    assert!(index.contains("v&lt;b&gt;1") && !index.contains("v<b>1"), "{index}");
}

#[test]
fn what_did_not_change_is_parsed_once() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("pay"));
    repository.write("catalog-info.yaml", DESCRIPTOR.as_bytes());
    repository.write("docs/index.md", b"# Pay\n");
    for number in 1..40 {
        repository.write(&format!("docs/page-{number}.md"), format!("# Page {number}\n\nText.\n").as_bytes());
    }
    repository.commit("Begin");
    for release in 1..=6 {
        for number in 0..3 {
            let page = (release * 31 + number * 7) % 39 + 1;
            repository.write(&format!("docs/page-{page}.md"), format!("# Page {page}\n\nOf release {release}.\n").as_bytes());
        }
        repository.commit("Release");
        git(&repository.path, &["tag", &format!("v{release}")]);
    }
    let said = build(folder.path(), "'v*'");
    // Of each version, 3 pages differ from those of the next; the newest is the same as what is current.
    assert!(said.contains("6 versions of docs: 240 pages, 15 parsed anew, 225 shared\n"), "{said}");
}
