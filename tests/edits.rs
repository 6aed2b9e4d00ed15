//! What commits did to entities is told as it was: what came, what went, which fields changed, what is called something else now.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::git::Repository;
use vestibule::config::{Config, SourceSpec};
use vestibule::gather::{Cache, gather};
use vestibule::model::edit::{Deed, Edit};
use vestibule::model::portal::Portal;
use vestibule::model::progress::Silent;
use vestibule::parse::parse;
use vestibule::relate::relate;

fn component(name: &str, spec: &str) -> String {
    format!(
        "---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{ name: {name} }}\nspec: {{ type: service, lifecycle: production, {spec} }}\n"
    )
}

/// Commits files, of which one without text is removed.
fn commit(repository: &Repository, files: &[(&str, &str)]) {
    for (path, text) in files {
        if text.is_empty() {
            fs::remove_file(repository.path.join(path)).unwrap();
        } else {
            repository.write(path, text.as_bytes());
        }
    }
    repository.commit("x");
}

fn portal(folder: &Path, cache: &Path, change: impl FnOnce(&mut Config)) -> Portal {
    let mut config = Config::default_in(folder.to_owned());
    config.sources = vec![SourceSpec::Path { pattern: folder.to_string_lossy().into_owned(), place: None }];
    change(&mut config);
    let sources = gather(&config, &Cache::new(cache.to_owned()), &Silent);
    relate(parse(sources, &config, &Silent))
}

fn told(edit: &Edit) -> String {
    let field = |field: &vestibule::model::changes::Field| {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        format!("{} {} -> {}", field.path, value(&field.old), value(&field.new))
    };
    match &edit.deed {
        Deed::Added => format!("+ {}", edit.entity.name),
        Deed::Removed => format!("- {}", edit.entity.name),
        Deed::Changed { from, fields } => {
            let from = from.as_ref().map(|from| format!("{} is now ", from.name)).unwrap_or_default();
            format!("{from}{}: {}", edit.entity.name, fields.iter().map(field).collect::<Vec<_>>().join("; "))
        }
    }
}

#[test]
fn commits_tell_what_happened_to_entities() {
    let work = tempfile::tempdir().unwrap();
    let repository = Repository::create(&work.path().join("pay"));
    let (pay, book) = (component("pay", "owner: red"), component("book", "owner: red"));
    commit(&repository, &[("a/catalog-info.yaml", &pay), ("README.md", "Pay")]);
    commit(&repository, &[("a/catalog-info.yaml", &format!("{pay}{book}"))]);
    commit(&repository, &[("README.md", "Pay more")]);
    // From one file to another: no news.
    commit(&repository, &[("a/catalog-info.yaml", &pay), ("b/catalog-info.yaml", &book)]);
    commit(&repository, &[("a/catalog-info.yaml", &component("pay", "owner: blue, dependsOn: ['component:book']"))]);
    commit(&repository, &[("b/catalog-info.yaml", &component("ledger", "owner: red"))]);
    commit(&repository, &[("c/catalog-info.yaml", &component("gone", "owner: red"))]);
    commit(&repository, &[("c/catalog-info.yaml", "")]);
    let shown = |portal: &Portal| portal.edits.iter().map(told).collect::<Vec<_>>();
    let all = portal(&repository.path, work.path(), |_| {});
    assert_eq!(
        shown(&all),
        [
            "- gone",
            "+ gone",
            "book is now ledger: metadata.name book -> ledger",
            "pay: spec.dependsOn nothing -> [\"component:book\"]; spec.owner red -> blue",
            "+ ledger",
            "+ pay",
        ]
    );
    // Commits are counted, and whether dates of files are asked for is another question.
    let few = portal(&repository.path, work.path(), |config| config.history = 3);
    assert_eq!(shown(&few).len(), 3);
    let undated = portal(&repository.path, work.path(), |config| config.docs.history = false);
    assert_eq!(shown(&undated), shown(&all));
    let none = portal(&repository.path, work.path(), |config| config.history = 0);
    assert_eq!(shown(&none), [""; 0]);
}

#[test]
fn the_feed_tells_topics_and_leads_to_pages() {
    let work = tempfile::tempdir().unwrap();
    let repository = Repository::create(&work.path().join("pay"));
    commit(&repository, &[("catalog-info.yaml", &component("pay", "owner: red")), ("docs/index.md", "# Pay & <b>\n")]);
    commit(&repository, &[("catalog-info.yaml", &component("pay", "owner: '<script>alert(1)</script>'"))]);
    commit(&repository, &[("docs/index.md", "# Pay & <b>\n\nMore.\n")]);
    let out = work.path().join("site");
    let arguments = [
        "--quiet",
        "build",
        &repository.path.to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
        "--cache",
        &work.path().join("cache").to_string_lossy(),
    ]
    .map(str::to_owned);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_vestibule")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let data: Value = serde_json::from_str(&read("api/changes.json")).unwrap();
    let rows: Vec<String> = data
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!("{} | {} | {}", row["title"].as_str().unwrap(), row["kind"].as_str().unwrap(), row["href"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        rows,
        [
            "pay | Ownership | catalog/default/component/pay/",
            "pay | New | catalog/default/component/pay/",
            "Pay & | New | docs/default/component/pay/",
        ]
    );
    assert!(out.join("changes/ownership/index.html").exists() && !out.join("changes/breaking/index.html").exists());
    for page in [
        "changes/index.html",
        "changes/ownership/index.html",
        "index.html",
        "feeds/changes.xml",
        "catalog/default/component/pay/index.html",
    ] {
        assert!(!read(page).contains("<script>alert"), "{page}");
    }
    let feed = read("feeds/changes.xml");
    assert_eq!(ids(&feed).len(), 4, "the feed and its entries: {feed}");
    assert_eq!(feed.matches("<entry>").count(), 3);
    assert!(
        feed.contains("<title>Pay &amp; (new)</title>") && feed.contains("<link href=\"../docs/default/component/pay/\"/>"),
        "{feed}"
    );
}

/// Reads the ids of a feed, which no two share.
fn ids(feed: &str) -> BTreeSet<String> {
    let document = roxmltree::Document::parse(feed).unwrap();
    let ids: Vec<String> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "id")))
        .map(|node| node.text().unwrap().to_owned())
        .collect();
    let set: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(set.len(), ids.len(), "{ids:?}");
    set
}

#[test]
fn a_team_has_a_feed_of_what_it_owns() {
    let work = tempfile::tempdir().unwrap();
    let repository = Repository::create(&work.path().join("pay"));
    let group = |name: &str, more: &str| {
        format!(
            "---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{name: {name}, title: '{name} & <co>'}}\nspec: {{type: team, children: []{more}}}\n"
        )
    };
    let groups = [group("top", ""), group("red", ", parent: top"), group("blue", ", parent: top"), group("idle", "")].concat();
    commit(&repository, &[("org.yaml", &groups), ("catalog-info.yaml", &component("pay", "owner: red"))]);
    commit(&repository, &[("b/catalog-info.yaml", &component("book", "owner: blue"))]);
    // The entity and its docs are called the same, and change in one commit.
    let pay = format!("{}  # again\n", component("pay", "owner: red, dependsOn: ['component:book']"));
    commit(&repository, &[("catalog-info.yaml", &pay), ("docs/index.md", "# pay\n")]);
    let site = |name: &str, url: &str| {
        let out = work.path().join(name);
        let config = format!(
            "site: {{title: Portal{url}}}\nsources: [{{path: {}}}]\ncatalog: {{files: ['**/catalog-info.yaml', org.yaml]}}\n",
            repository.path.display()
        );
        let folder = work.path().join(format!("{name}-config"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("vestibule.yaml"), config).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vestibule"));
        command.arg("--quiet").arg("build").arg(&folder).arg("--out").arg(&out).arg("--cache").arg(work.path().join("cache"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        out
    };
    let out = site("site", "");
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let told = |path: &str| {
        let feed = read(path);
        let document = roxmltree::Document::parse(&feed).unwrap();
        let of = |node: roxmltree::Node<'_, '_>, tag: &str| {
            node.children().find(|child| child.has_tag_name(tag)).and_then(|child| child.text()).unwrap().to_owned()
        };
        let entries = document.root_element().children().filter(|node| node.has_tag_name("entry"));
        let titles: Vec<String> = entries.map(|entry| of(entry, "title")).collect();
        format!("{}: {}", of(document.root_element(), "title"), titles.join(", "))
    };
    assert_eq!(told("feeds/teams/default/red.xml"), "Portal changes: red & <co>: pay, pay (new), pay (new)");
    assert_eq!(told("feeds/teams/default/blue.xml"), "Portal changes: blue & <co>: book (new)");
    assert_eq!(told("feeds/teams/default/top.xml"), "Portal changes: top & <co>: pay, book (new), pay (new), pay (new)");
    assert!(!out.join("feeds/teams/default/idle.xml").exists());
    let page = read("catalog/default/group/top/index.html");
    assert_eq!(page.matches("href=\"../../../../feeds/teams/default/top.xml\"").count(), 2, "in the head, and to be seen");
    assert!(!read("catalog/default/group/idle/index.html").contains("application/atom+xml"));
    let (whole, top, red) =
        (ids(&read("feeds/changes.xml")), ids(&read("feeds/teams/default/top.xml")), ids(&read("feeds/teams/default/red.xml")));
    assert_eq!((top.intersection(&whole).count(), red.intersection(&top).count()), (4, 3), "an entry is the same in every feed");

    let placed = site("placed", ", url: 'https://portal.example/here/'");
    let feed = fs::read_to_string(placed.join("feeds/teams/default/red.xml")).unwrap();
    for place in ["catalog/default/group/red/\"/>", "feeds/teams/default/red.xml\"/>", "docs/default/component/pay/\"/>"] {
        assert!(feed.contains(&format!("href=\"https://portal.example/here/{place}")), "{place}: {feed}");
    }
}
