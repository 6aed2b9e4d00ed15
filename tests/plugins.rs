//! Plugins over hostile repositories: bounds on lines, records, files and documents; the same bytes on any number of threads.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use support::git::Repository;

const CATALOG: &str = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: team}\nspec: {type: team, children: []}\n---\n\
    apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: pay}\nspec: {type: service, lifecycle: production, owner: team}\n";

fn vestibule(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vestibule")).args(arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

#[test]
fn hostile_files_are_bounded_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Repository::create(&folder.path().join("portal"));
    portal.write("vestibule.yaml", b"plugins: [todo, kubernetes]\n");
    portal.write("catalog-info.yaml", CATALOG.as_bytes());
    let mut many = String::new();
    for number in 0..100_000 {
        let _ = writeln!(many, "//TODO {number}");
    }
    portal.write("many.rs", &many.as_bytes()[..1_000_000]);
    portal.write("wide.rs", format!("// TODO {}\n// TODO short <b>\n", "x".repeat(900_000)).as_bytes());
    portal.write("large.rs", &vec![b'\n'; 2 << 20]);
    portal.write("binary.rs", b"// TODO \0 binary");
    portal.write("latin.rs", b"// TODO caf\xe9");
    portal.write("blank.rs", " ".repeat(900_000).as_bytes());
    portal.write("stars.rs", "/*".repeat(400_000).as_bytes());
    let mut bomb = "kind: Deployment\na: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (one, next) in ["a", "b", "c", "d", "e", "f", "g", "h"].windows(2).map(|pair| (pair[0], pair[1])) {
        let _ =
            writeln!(bomb, "{next}: &{next} [*{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}]");
    }
    portal.write("bomb.yaml", bomb.as_bytes());
    portal.write(
        "deep.json",
        format!("{{\"kind\": \"Deployment\", \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes(),
    );
    let objects = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n---\n".repeat(5_000);
    portal.write("objects.yaml", objects.as_bytes());
    portal.commit("Be hostile");
    let started = Instant::now();
    let (path, site) = (portal.path.to_string_lossy().into_owned(), folder.path().join("site").to_string_lossy().into_owned());
    let cache = folder.path().join("cache").to_string_lossy().into_owned();
    let (done, text) = vestibule(&["build", &path, "--out", &site, "--cache", &cache, "--verbose"]);
    assert!(done, "{text}");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    let told: Vec<&str> =
        text.lines().filter(|line| line.contains("plugin")).map(str::trim).filter(|line| line.contains('[')).collect();
    assert_eq!(
        told,
        [
            "warning[plugin-cut]: kubernetes/plugin.yaml: the collection `objects` leaves 3000 records out: it takes 2000 of a file and 50000 of all",
            "warning[plugin-cut]: todo/plugin.yaml: the collection `todos` leaves 75778 records out: it takes 2000 of a file and 50000 of all",
            "info[plugin-cut]: todo/plugin.yaml: the collection `todos` leaves 1 file out that have more than 1048576 bytes",
        ]
    );
    let page = std::fs::read_to_string(folder.path().join("site/catalog/default/component/pay/todos/index.html")).unwrap();
    assert!(page.len() < 300_000, "{} bytes", page.len());
    assert!(page.contains("The first 500 of 2002"), "the page says how many there are");
}

#[test]
fn threads_do_not_change_what_plugins_show() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Repository::create(&folder.path().join("portal"));
    for (path, bytes) in support::tree::read(std::path::Path::new("examples/northwind")) {
        portal.write(&path, &bytes);
    }
    portal.commit("Describe everything");
    let (path, cache) = (portal.path.to_string_lossy().into_owned(), folder.path().join("cache").to_string_lossy().into_owned());
    let built = ["1", "2"].map(|threads| {
        let site = folder.path().join(threads);
        let (done, text) =
            vestibule(&["build", &path, "--out", &site.to_string_lossy(), "--cache", &cache, "--threads", threads]);
        assert!(done, "{text}");
        support::tree::read(&site)
    });
    assert!(built[0].contains_key("tech-radar/index.html") && built[0].contains_key("kubernetes/index.html"));
    assert!(built[0] == built[1], "the bytes differ");
}
