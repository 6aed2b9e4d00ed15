//! Reads real repositories: working trees, bare ones, folders of them, hostile ones, and remotes over loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use git2::{ObjectType, Oid};
use support::git::{Repository as Made, git};
use support::http::{self, Request, Response, git_backend};
use vestibule::base::repo_path::RepoPath;
use vestibule::base::source::{Place, Source};
use vestibule::config::{Config, SourceSpec};
use vestibule::gather::{Cache, gather};
use vestibule::model::progress::Silent;
use vestibule::model::sources::{Repository, Sources};

fn place() -> Place {
    let path = RepoPath::new("vestibule.yaml").unwrap();
    Place::of(&Arc::new(Source { repository: None, commit: None, path, text: "".into() }))
}

fn read(root: &Path, patterns: &[&str]) -> Sources {
    let mut config = Config::default_in(root.to_owned());
    let spec = |pattern: &&str| SourceSpec::Path { pattern: (*pattern).to_owned(), place: Some(place()) };
    config.sources = patterns.iter().map(spec).collect();
    gather(&config, &Cache::new(root.join("cache")), &Silent)
}

fn fetch(root: &Path, url: &str) -> Sources {
    let mut config = Config::default_in(root.to_owned());
    config.sources = vec![SourceSpec::Git { url: url.to_owned(), reference: None, depth: None, place: place() }];
    gather(&config, &Cache::new(root.join("cache")), &Silent)
}

/// Writes findings as people read them, without the folder of the test.
fn told(sources: &Sources, root: &Path) -> Vec<String> {
    let root = format!("{}/", root.display());
    let tell = |finding: &vestibule::base::diagnostic::Diagnostic| {
        let place = finding.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        let hint = finding.hint.as_deref().unwrap_or("no hint");
        format!("{} {place}{} ({hint})", finding.severity.as_str(), finding.message).replace(&root, "")
    };
    sources.findings.iter().map(tell).collect()
}

/// Gives every file with its content.
fn files(repository: &Repository) -> Vec<(String, String)> {
    let content = |file| repository.content.read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    repository.files.iter().map(|file| (file.path.to_string(), content(file).unwrap_or_else(|error| error.to_string()))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn made(root: &Path, name: &str) -> Made {
    let made = Made::create(&root.join(name));
    made.write("docs/a.md", b"one");
    made.write("README.md", b"hello");
    made.write(".gitignore", b"out/\n");
    symlink("docs/a.md", made.path.join("guide.md")).unwrap();
    made.commit("Begin");
    made
}

#[test]
fn a_clean_working_tree_is_what_its_bare_clone_is() {
    let root = tempfile::tempdir().unwrap();
    let tree = made(root.path(), "pay");
    git(&tree.path, &["remote", "add", "origin", "https://u:secret@github.com/northwind/pay.git"]);
    git(root.path(), &["clone", "--quiet", "--bare", "pay", "bare.git"]);
    git(&tree.path, &["worktree", "add", "--quiet", "--detach", "../linked"]);
    let one = read(root.path(), &["pay"]).repositories.remove(0);
    for other in ["bare.git", "linked"] {
        let sources = read(root.path(), &[other]);
        assert_eq!(told(&sources, root.path()), [""; 0]);
        let other = &sources.repositories[0];
        assert_eq!((&one.name, &one.forge, &one.files), (&other.name, &other.forge, &other.files));
        assert_eq!((&one.revision.commit, one.revision.dirty), (&other.revision.commit, other.revision.dirty));
        assert_eq!(files(&one), files(other));
    }
    assert_eq!((&*one.name, one.revision.branch.as_deref()), ("northwind/pay", Some("main")));
    assert_eq!(one.forge.unwrap().url, "https://github.com/northwind/pay");
    assert_eq!(one.revision.time.0, 1_778_751_600);
}

#[test]
fn uncommitted_work_lies_over_the_commit() {
    let root = tempfile::tempdir().unwrap();
    let tree = made(root.path(), "pay");
    tree.write("docs/a.md", b"two");
    tree.write("new.md", b"new");
    tree.write("out/ignored.md", b"no");
    fs::remove_file(tree.path.join("README.md")).unwrap();
    let sources = read(root.path(), &["pay"]);
    assert_eq!(told(&sources, root.path()), [""; 0]);
    let expected = [(".gitignore", "out/\n"), ("docs/a.md", "two"), ("guide.md", "two"), ("new.md", "new")];
    assert_eq!(files(&sources.repositories[0]), pairs(&expected));
    assert!(sources.repositories[0].revision.dirty);
    tree.write("new.md", b"later");
    assert_eq!(files(&sources.repositories[0])[3].1, "it changed while it was read");
}

#[test]
fn a_folder_that_became_a_link_leads_nowhere() {
    let root = tempfile::tempdir().unwrap();
    let tree = made(root.path(), "pay");
    fs::create_dir(root.path().join("secret")).unwrap();
    fs::write(root.path().join("secret/a.md"), "secret").unwrap();
    fs::remove_dir_all(tree.path.join("docs")).unwrap();
    symlink("../secret", tree.path.join("docs")).unwrap();
    let sources = read(root.path(), &["pay"]);
    assert_eq!(files(&sources.repositories[0]), pairs(&[(".gitignore", "out/\n"), ("README.md", "hello")]));
    assert_eq!(
        told(&sources, root.path()),
        [
            "warning pay:docs: the symbolic link leads out of the repository and is left out (put the file itself into the repository)",
            "warning pay:guide.md: the symbolic link leads out of the repository and is left out (put the file itself into the repository)"
        ]
    );
}

#[test]
fn a_folder_of_a_working_tree_is_read_as_a_repository() {
    let root = tempfile::tempdir().unwrap();
    let tree = made(root.path(), "pay");
    tree.write("docs/b.md", b"new");
    tree.write("out/x.md", b"ignored");
    let sources = read(root.path(), &["pay/docs", "pay/out"]);
    assert_eq!(files(&sources.repositories[0]), pairs(&[("a.md", "one"), ("b.md", "new")]));
    assert_eq!(&*sources.repositories[0].name, "docs");
    assert_eq!(
        told(&sources, root.path()),
        [
            "warning vestibule.yaml: `pay/out` holds no file that git knows (add files to it; those that .gitignore names do not count)"
        ]
    );
}

#[test]
fn what_is_no_repository_is_told_and_stops_nothing() {
    let root = tempfile::tempdir().unwrap();
    made(root.path(), "b");
    made(root.path(), "a");
    Made::create(&root.path().join("unborn")).write("new.md", b"new");
    git(root.path(), &["init", "--quiet", "--bare", "empty.git"]);
    fs::create_dir(root.path().join("plain")).unwrap();
    fs::write(root.path().join("plain/x.md"), "x").unwrap();
    let sources = read(root.path(), &["missing", "plain/x.md", "plain", "none/*", "*", "a"]);
    let names: Vec<_> = sources.repositories.iter().map(|repository| (&*repository.name, repository.files.len())).collect();
    assert_eq!(names, [("plain", 1), ("a", 4), ("b", 4), ("empty", 0), ("unborn", 1)]);
    assert_eq!(
        told(&sources, root.path()),
        [
            "error vestibule.yaml: the source `missing` does not exist (correct the path; it starts from the folder of vestibule.yaml)",
            "error vestibule.yaml: the source `plain/x.md` is not a folder (name the folder of a repository)",
            "warning vestibule.yaml: `none/*` matches no repository (correct the pattern; it starts from the folder of vestibule.yaml, and `*` matches inside a folder name)",
            "warning vestibule.yaml: `plain` is not in a git repository; its files are read as they are (run `git init` there, so that pages can tell since when and link to their source)",
            "warning vestibule.yaml: the repository `empty.git` has no commits (commit something, or remove it from `sources`)",
            "warning vestibule.yaml: the repository `unborn` has no commits (commit something, or remove it from `sources`)"
        ]
    );
}

/// Writes a tree as bytes, so that nothing checks the names.
fn raw_tree(repository: &git2::Repository, entries: &[(&str, &str, Oid)]) -> Oid {
    let mut bytes = Vec::new();
    for (mode, name, id) in entries {
        bytes.extend_from_slice(format!("{mode} {name}\0").as_bytes());
        bytes.extend_from_slice(id.as_bytes());
    }
    repository.odb().unwrap().write(ObjectType::Tree, &bytes).unwrap()
}

fn raw_commit(repository: &git2::Repository, tree: Oid) {
    let text = format!("tree {tree}\nauthor A <a> 1778751600 +0000\ncommitter A <a> 1778751600 +0000\n\nx\n");
    let id = repository.odb().unwrap().write(ObjectType::Commit, text.as_bytes()).unwrap();
    repository.reference("refs/heads/main", id, true, "").unwrap();
    repository.set_head("refs/heads/main").unwrap();
}

#[test]
fn hostile_names_and_links_are_left_out() {
    let root = tempfile::tempdir().unwrap();
    let repository = git2::Repository::init_bare(root.path().join("evil.git")).unwrap();
    let blob = |text: &str| repository.blob(text.as_bytes()).unwrap();
    let (file, secret) = (blob("x"), blob("../../secret"));
    let folder = raw_tree(&repository, &[("100644", "config", file)]);
    let tree = raw_tree(
        &repository,
        &[
            ("100644", "..", file),
            ("40000", ".GIT", folder),
            ("100644", "README.md", file),
            ("100644", "a\nb", file),
            ("100644", "a\\b", file),
            ("100644", "aux.md", file),
            ("40000", "git~1", folder),
            ("120000", "loop", blob("loop")),
            ("100644", "readme.md", file),
            ("160000", "submodule", Oid::from_str("1111111111111111111111111111111111111111").unwrap()),
            ("100644", "torn", Oid::from_str("2222222222222222222222222222222222222222").unwrap()),
            ("120000", "up", secret),
        ],
    );
    raw_commit(&repository, tree);
    let sources = read(root.path(), &["evil.git"]);
    assert_eq!(files(&sources.repositories[0]), pairs(&[("README.md", "x")]));
    assert_eq!(
        told(&sources, root.path()),
        [
            "warning evil@ab10548: the path `..` is left out: it climbs (rename it)",
            "warning evil@ab10548: the path `.GIT` is left out: it is git's own (rename it)",
            "warning evil@ab10548: the path `a\\nb` is left out: it holds a control character (rename it)",
            "warning evil@ab10548: the path `a\\\\b` is left out: it holds a separator (rename it)",
            "warning evil@ab10548: the path `aux.md` is left out: it is the name of a device (rename it)",
            "warning evil@ab10548: the path `git~1` is left out: it is git's own (rename it)",
            "warning evil@ab10548:torn: the file's content is missing or damaged (run `git fsck`; a fresh, complete clone usually helps)",
            "info evil@ab10548:loop: the symbolic link leads to no file (correct or remove the link)",
            "warning evil@ab10548:up: the symbolic link leads out of the repository and is left out (put the file itself into the repository)",
            "error evil@ab10548:readme.md: `readme.md` and `README.md` are one path where case or Unicode form does not count; the second is used (rename one of the two)"
        ]
    );
}

#[test]
fn trees_and_links_that_multiply_come_to_an_end() {
    let root = tempfile::tempdir().unwrap();
    let repository = git2::Repository::init_bare(root.path().join("bomb.git")).unwrap();
    let mut tree = raw_tree(&repository, &[]);
    for _ in 0..12 {
        let names: Vec<String> = (10..20).map(|number| number.to_string()).collect();
        tree = raw_tree(&repository, &names.iter().map(|name| ("40000", name.as_str(), tree)).collect::<Vec<_>>());
    }
    let link = |text: String| repository.blob(text.as_bytes()).unwrap();
    let mut entries = vec![("120000", "l0".to_owned(), link(".".to_owned()))];
    for number in 1..8 {
        entries.push(("120000", format!("l{number}"), link(vec![format!("l{}", number - 1); 1000].join("/"))));
    }
    entries.push(("40000", "trees".to_owned(), tree));
    let entries: Vec<_> = entries.iter().map(|(mode, name, id)| (*mode, name.as_str(), *id)).collect();
    let links = raw_tree(&repository, &entries);
    raw_commit(&repository, links);
    assert_eq!(files(&read(root.path(), &["bomb.git"]).repositories[0]), []);
}

/// Serves the repositories below `root` as a forge does, until `is_up` is false.
fn serve(root: &Path, is_up: Arc<AtomicBool>) -> u16 {
    let root = root.to_owned();
    // Only the one account may read, and git has to say so at once: it is never asked.
    let answer = move |request: &Request, _| match request.header("authorization") {
        _ if !is_up.load(Ordering::SeqCst) => Response::new(503, ""),
        Some("Basic YWRhOnMzY3JldA==") => git_backend(request, &root),
        _ => Response::new(403, ""),
    };
    http::serve(answer).port
}

#[test]
fn a_remote_is_asked_once_through_one_cache() {
    let root = tempfile::tempdir().unwrap();
    made(root.path(), "team/pay");
    let is_up = Arc::new(AtomicBool::new(true));
    let port = serve(root.path(), Arc::clone(&is_up));
    let url = format!("http://ada:s3cret@127.0.0.1:{port}/team/pay/.git");
    let mut config = Config::default_in(root.path().to_owned());
    config.sources = vec![SourceSpec::Git { url, reference: None, depth: None, place: place() }];
    let cache = Cache::new(root.path().join("cache"));
    let warnings = |cache: &Cache| told(&gather(&config, cache, &Silent), root.path()).len();
    assert_eq!(warnings(&cache), 0);
    is_up.store(false, Ordering::SeqCst);
    assert_eq!(warnings(&cache.clone()), 0);
    assert_eq!(warnings(&Cache::new(cache.folder())), 1);
    // Who throws its mirrors away meanwhile asks again.
    fs::remove_dir_all(cache.folder()).unwrap();
    assert_eq!(warnings(&cache), 1);
}

#[test]
fn as_much_of_a_remote_is_fetched_as_is_wanted() {
    let root = tempfile::tempdir().unwrap();
    let tree = made(root.path(), "team/pay");
    for number in 0..4 {
        tree.write("README.md", format!("{number}").as_bytes());
        tree.commit("Change");
        git(&tree.path, &["tag", &format!("v{number}")]);
    }
    git(&tree.path, &["branch", "next"]);
    let port = serve(root.path(), Arc::new(AtomicBool::new(true)));
    let fetch = |depth: Option<u32>, history: bool, versions: &[&str]| {
        let mut config = Config::default_in(root.path().to_owned());
        let url = format!("http://ada:s3cret@127.0.0.1:{port}/team/pay/.git");
        config.sources = vec![SourceSpec::Git { url, reference: None, depth, place: place() }];
        config.docs.history = history;
        config.docs.versions = versions.iter().map(|text| (*text).to_owned()).collect();
        let sources = gather(&config, &Cache::new(root.path().join("cache")), &Silent);
        assert_eq!(told(&sources, root.path()), [""; 0]);
        let mirrors = fs::read_dir(root.path().join("cache/mirrors")).unwrap().map(|entry| entry.unwrap().path());
        let mirror = mirrors.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "git")).unwrap();
        let commits = git(&mirror, &["rev-list", "--count", "HEAD"]).trim().parse::<usize>().unwrap();
        let versions = sources.repositories[0].versions.iter();
        let text = |version: &vestibule::model::sources::Version| format!("{}={}", version.name, files(&version.repository)[1].1);
        (commits, versions.map(text).collect::<Vec<_>>())
    };
    assert_eq!(fetch(None, false, &[]), (1, vec![]));
    assert_eq!(fetch(None, true, &[]), (5, vec![]));
    assert_eq!(fetch(Some(2), true, &[]), (2, vec![]));
    let expected = ["next=3", "v3=3", "v2=2", "v1=1", "v0=0"].map(str::to_owned).to_vec();
    assert_eq!(fetch(Some(1), true, &["v*", "next"]), (1, expected.clone()));
    assert_eq!(fetch(None, true, &["v*", "n*"]), (5, expected));
}

#[test]
fn a_remote_is_mirrored_and_its_last_mirror_serves_when_it_is_away() {
    let root = tempfile::tempdir().unwrap();
    let tree = made(root.path(), "team/pay");
    let is_up = Arc::new(AtomicBool::new(true));
    let port = serve(root.path(), Arc::clone(&is_up));
    let url = format!("http://ada:s3cret@127.0.0.1:{port}/team/pay/.git");
    let told = |sources: &Sources| told(sources, root.path()).join("\n").replace(&port.to_string(), "PORT");

    let first = fetch(root.path(), &url);
    assert_eq!((told(&first).as_str(), &*first.repositories[0].name), ("", "team/pay"));
    assert_eq!(files(&first.repositories[0])[1], ("README.md".to_owned(), "hello".to_owned()));
    tree.write("README.md", b"changed");
    tree.commit("Change");
    assert_eq!(files(&fetch(root.path(), &url).repositories[0])[1].1, "changed");

    let mirror = fs::read_dir(root.path().join("cache/mirrors")).unwrap().map(|entry| entry.unwrap().path());
    let mirror = mirror.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "git")).unwrap();
    fs::remove_dir_all(mirror.join("objects")).unwrap();
    assert_eq!(files(&fetch(root.path(), &url).repositories[0])[1].1, "changed");

    is_up.store(false, Ordering::SeqCst);
    let stale = fetch(root.path(), &url);
    assert_eq!(files(&stale.repositories[0])[1].1, "changed");
    assert_eq!(
        told(&stale),
        "warning vestibule.yaml: `http://127.0.0.1:PORT/team/pay/.git` could not be fetched, its last good mirror is used: unable to access 'http://127.0.0.1:PORT/team/pay/.git/': The requested URL returned error: 503 (check the address, the network and your access)"
    );
    fs::remove_dir_all(root.path().join("cache")).unwrap();
    let away = fetch(root.path(), &url);
    assert_eq!(
        (told(&away).as_str(), away.repositories.len()),
        (
            "error vestibule.yaml: `http://127.0.0.1:PORT/team/pay/.git` could not be fetched: unable to access 'http://127.0.0.1:PORT/team/pay/.git/': The requested URL returned error: 503 (check the address, the network and your access: `git ls-remote` with the same address tells)",
            0
        )
    );
}

#[test]
fn other_transports_are_refused() {
    let root = tempfile::tempdir().unwrap();
    for url in
        ["ext::sh -c id", "file:///etc", "--upload-pack=id", "http://u:p@host.example/a", "http://127.0.0.1:1@host.example/a"]
    {
        let shown = url.replace("u:p@", "").replace("127.0.0.1:1@", "");
        assert_eq!(
            told(&fetch(root.path(), url), root.path()),
            [format!(
                "error vestibule.yaml: `{shown}` is not fetched: only https and ssh are (write `https://host/owner/name.git` or `git@host:owner/name.git`, and a plain branch, tag or commit as `ref`)"
            )]
        );
    }
}

#[test]
fn findings_use_the_name_that_tells_repositories_apart() {
    let folder = tempfile::tempdir().unwrap();
    for owner in ["one", "two"] {
        let made = Made::create(&folder.path().join(owner).join("pay"));
        symlink("/etc/passwd", made.path.join("link.md")).unwrap();
        made.commit("Link outside");
    }
    let sources = read(folder.path(), &["*/*"]);
    let names: Vec<_> = sources.repositories.iter().map(|repository| &*repository.name).collect();
    assert_eq!(names, ["one/pay", "two/pay"]);
    let places: Vec<_> =
        sources.findings.iter().filter_map(|finding| finding.place.as_ref()?.source.repository.as_deref()).collect();
    assert_eq!(places, ["one/pay", "two/pay"]);
}
