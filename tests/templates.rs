//! Guards what is told of templates: `src/render/context.json` holds the names and types that the pages of the example give them.
//! `UPDATE_CASES=1 cargo test --test templates` rewrites it; read the difference before you keep it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use support::git::Repository;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::source::Source;
use vestibule::config;
use vestibule::gather::Cache;
use vestibule::model::progress::Silent;
use vestibule::pipeline::{self, Options};
use vestibule::render::{Theme, shapes};

#[test]
fn what_is_told_of_templates_is_what_they_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Repository::create(&folder.path().join("portal"));
    for (path, bytes) in support::tree::read(Path::new("examples/northwind")) {
        portal.write(&path, &bytes);
    }
    portal.commit("Describe everything");
    let text = fs::read_to_string("examples/northwind/vestibule.yaml").unwrap();
    let path = RepoPath::new("vestibule.yaml").unwrap();
    let source = Arc::new(Source { repository: None, commit: None, path, text: text.into() });
    let mut config = config::read(&source, portal.path.clone()).unwrap();
    pipeline::learn(&mut config).unwrap();
    let options = Options { out: folder.path().join("site"), cache: Cache::new(folder.path().join("cache")), now: None };
    let judged = pipeline::judge(&config, &options, &Silent);
    let theme = Theme::new(&config.site.language, &config.theme, &config.plugins);
    let given = shapes(&judged, &config.site, &theme).unwrap();

    let templates: BTreeMap<String, Vec<u8>> = support::tree::read(Path::new("themes/default/templates"));
    let silent: Vec<&String> = templates
        .iter()
        .filter(|(name, bytes)| String::from_utf8_lossy(bytes).contains("{% extends") && given.get(name.as_str()).is_none())
        .map(|(name, _)| name)
        .collect();
    assert_eq!(silent, ["api-changes.html", "docs-latest.html"], "the example, which has no tags, has no page of these");

    let given = format!("{given:#}\n");
    if std::env::var_os("UPDATE_CASES").is_some() {
        fs::write("src/render/context.json", given).unwrap();
        return;
    }
    // The difference is for `git diff` to show.
    let is_told = fs::read_to_string("src/render/context.json").unwrap() == given;
    assert!(is_told, "templates are given something else; UPDATE_CASES=1 rewrites src/render/context.json");
}
