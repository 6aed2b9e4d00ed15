//! Dates and contributors of files are those that git gives, on histories of every shape, and what is remembered changes no answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::git::Repository;
use vestibule::config::{Config, SourceSpec};
use vestibule::gather::{Cache, gather};
use vestibule::model::history::FileHistory;
use vestibule::model::progress::Silent;
use vestibule::model::sources::Question;

/// Runs git at `minute`, as `author`.
fn git(folder: &Path, author: &str, minute: usize, arguments: &[&str]) -> String {
    let moment = format!("{} +0200", 1_778_751_600 + minute * 60);
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "protocol.file.allow=always",
            "-c",
            "merge.ff=false",
            "-c",
            "core.symlinks=true",
        ])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_NAME", author)
        .env("GIT_AUTHOR_EMAIL", format!("{author}@example.com"))
        .env("GIT_COMMITTER_NAME", "Committer")
        .env("GIT_COMMITTER_EMAIL", "committer@example.com")
        .env("GIT_AUTHOR_DATE", &moment)
        .env("GIT_COMMITTER_DATE", &moment)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A repository whose commits are a minute apart.
struct Story {
    at: Repository,
    minute: usize,
}

impl Story {
    fn new(folder: &Path) -> Self {
        Self { at: Repository::create(folder), minute: 0 }
    }

    fn git(&mut self, author: &str, arguments: &[&str]) {
        self.minute += 1;
        git(&self.at.path, author, self.minute, arguments);
    }

    /// Writes files, of which one without text is removed, and commits.
    fn commit(&mut self, author: &str, files: &[(&str, &str)]) {
        for (path, text) in files {
            if text.is_empty() {
                fs::remove_file(self.at.path.join(path)).unwrap();
            } else {
                self.at.write(path, text.as_bytes());
            }
        }
        git(&self.at.path, author, self.minute, &["add", "--all"]);
        self.git(author, &["commit", "--quiet", "--message", "x"]);
    }
}

/// Reads the history of every file of the repository at `folder`.
fn read(folder: &Path, cache: &Path) -> Vec<(String, Option<FileHistory>)> {
    let mut config = Config::default_in(folder.to_owned());
    config.sources = vec![SourceSpec::Path { pattern: ".".to_owned(), place: None }];
    let repository = gather(&config, &Cache::new(cache), &Silent).repositories.remove(0);
    let history =
        repository.content.history(&repository.files, &Question { named: true, most: 0, is_wanted: &|_| false }).unwrap();
    repository.files.iter().map(|file| file.path.to_string()).zip(history.files).collect()
}

/// Compares every file with what `git log` says of it.
fn compare(folder: &Path, cache: &Path) {
    let found = read(folder, cache);
    assert!(!found.is_empty());
    for (path, history) in found {
        let log = |arguments: &[&str]| {
            let mut all = vec!["log", "--no-renames"];
            all.extend(arguments);
            all.extend(["--", &path]);
            git(folder, "Ada", 0, &all)
        };
        let last = log(&["-1", "--format=%H %ct"]);
        if last.is_empty() {
            assert_eq!(history, None, "{path}");
            continue;
        }
        let history = history.expect("the file has a history");
        assert_eq!(format!("{} {}", history.updated.commit, history.updated.time.0), last.trim(), "{path}");
        let added = log(&["--full-history", "--diff-filter=A", "--format=%ct"]);
        let added: Option<i64> = added.lines().map(|time| time.parse().unwrap()).min();
        assert_eq!(history.created.map(|created| created.0), added, "{path}");
        let people = log(&["--full-history", "--no-merges", "--format=%aN"]);
        let people: BTreeSet<&str> = people.lines().filter(|name| !name.ends_with("[bot]")).collect();
        assert_eq!(history.names.iter().map(|name| &**name).collect::<BTreeSet<_>>(), people, "{path}");
        assert_eq!(history.contributors, Some(people.len()), "{path}");
    }
}

/// Makes a history with branches, a move, a removal that is taken back, a change of mode, a revert, a link and a submodule.
fn story(folder: &Path) -> Story {
    let mut story = Story::new(folder);
    story.commit(
        "Ada",
        &[("README.md", "one"), ("docs/index.md", "one"), ("docs/a.md", "one"), ("docs/deep/b.md", "one"), ("run.sh", "x")],
    );
    story.commit("Grace", &[("docs/a.md", "two")]);
    story.commit("renovate[bot]", &[("docs/index.md", "two")]);
    story.git("Ada", &["checkout", "--quiet", "-b", "side"]);
    story.commit("Edsger", &[("docs/deep/b.md", "side"), ("docs/side.md", "side")]);
    story.commit("Barbara", &[("docs/twice.md", "same")]);
    story.git("Ada", &["checkout", "--quiet", "main"]);
    story.commit("Ada", &[("README.md", "main")]);
    story.commit("Grace", &[("docs/twice.md", "same")]);
    story.git("Ada", &["merge", "--quiet", "--no-edit", "side"]);
    story.git("Ada", &["mv", "docs/a.md", "docs/moved.md"]);
    story.commit("Edsger", &[]);
    story.commit("Ada", &[("docs/index.md", "")]);
    story.commit("Barbara", &[("docs/index.md", "again")]);
    story.commit("Ada", &[("docs/deep/b.md", "wrong")]);
    story.git("Grace", &["revert", "--no-edit", "HEAD"]);
    story.git("Ada", &["update-index", "--chmod=+x", "run.sh"]);
    story.git("Ada", &["commit", "--quiet", "--message", "x"]);
    story.git("Ada", &["checkout", "--quiet", "--", "."]);
    std::os::unix::fs::symlink("README.md", story.at.path.join("LINK.md")).unwrap();
    story.commit("Grace", &[("was-file", "x")]);
    story
}

#[test]
fn answers_are_those_of_git() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let mut story = story(&folder.path().join("it"));
    let at = story.at.path.clone();
    compare(&at, &cache);

    // A merge that takes an old state back, one of three, and one that differs from all of its parents.
    story.git("Ada", &["checkout", "--quiet", "-b", "old", "HEAD~4"]);
    story.commit("Donald", &[("docs/other.md", "old")]);
    story.git("Ada", &["checkout", "--quiet", "main"]);
    story.git("Ada", &["merge", "--quiet", "--no-edit", "--strategy=ours", "old"]);
    compare(&at, &cache);
    story.git("Ada", &["checkout", "--quiet", "-b", "feature"]);
    story.commit("Grace", &[("docs/feature.md", "new")]);
    story.git("Ada", &["checkout", "--quiet", "main"]);
    story.commit("Edsger", &[("README.md", "newer"), ("docs/moved.md", "newer")]);
    // The usual order of parents is turned around: the branch takes the main line in.
    story.git("Ada", &["checkout", "--quiet", "feature"]);
    story.git("Ada", &["merge", "--quiet", "--no-edit", "main"]);
    story.git("Ada", &["checkout", "--quiet", "main"]);
    story.git("Ada", &["merge", "--quiet", "--ff-only", "feature"]);
    compare(&at, &cache);
    for branch in ["one", "two"] {
        story.git("Ada", &["checkout", "--quiet", "-b", branch, "main"]);
        story.commit("Barbara", &[(&format!("docs/{branch}.md"), branch)]);
    }
    story.git("Ada", &["checkout", "--quiet", "main"]);
    story.git("Ada", &["merge", "--quiet", "--no-edit", "one", "two"]);
    compare(&at, &cache);

    // A submodule and a folder that was a file.
    let library = Repository::create(&folder.path().join("library"));
    library.write("docs/index.md", b"x");
    library.commit("x");
    let url = library.path.display().to_string();
    story.git("Ada", &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "library"]);
    story.commit("Ada", &[("was-file", "")]);
    story.commit("Grace", &[("was-file/inside.md", "x")]);
    compare(&at, &cache);

    // People by another name.
    story.commit("Ada", &[(".mailmap", "Grace Hopper <grace@example.com> <Grace@example.com>\n")]);
    compare(&at, &cache);
    let bare = folder.path().join("bare.git");
    git(folder.path(), "Ada", 0, &["clone", "--quiet", "--bare", at.to_str().unwrap(), bare.to_str().unwrap()]);
    compare(&bare, &cache);
}

#[test]
fn a_merge_that_differs_from_all_parents_is_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::new(&folder.path().join("it"));
    story.commit("Ada", &[("a.md", "one")]);
    story.git("Ada", &["checkout", "--quiet", "-b", "side"]);
    story.commit("Grace", &[("a.md", "side")]);
    story.git("Ada", &["checkout", "--quiet", "main"]);
    story.commit("Edsger", &[("a.md", "main")]);
    story.git("Ada", &["merge", "--quiet", "--no-edit", "--no-commit", "--strategy=ours", "side"]);
    story.at.write("a.md", b"both");
    story.commit("Barbara", &[("new.md", "in the merge")]);
    let last = |path: &str| git(&story.at.path, "Ada", 0, &["log", "-1", "--format=%H", "--", path]).trim().to_owned();
    let found = read(&story.at.path, &folder.path().join("cache"));
    let told: Vec<_> = found
        .iter()
        .map(|(path, history)| {
            let history = history.as_ref().unwrap();
            assert_eq!(*history.updated.commit, last(path));
            (path.as_str(), history.created.unwrap().0 / 60, history.names.iter().map(|name| &**name).collect::<Vec<_>>())
        })
        .collect();
    let start = 1_778_751_600 / 60;
    assert_eq!(told, [("a.md", start + 1, vec!["Ada", "Barbara", "Edsger", "Grace"]), ("new.md", start + 7, vec!["Barbara"])]);
}

/// Makes commits enough for a file in the cache.
fn long(folder: &Path) -> Story {
    let mut story = Story::new(folder);
    for number in 0..80 {
        story.commit(["Ada", "Grace", "Edsger"][number % 3], &[(&format!("docs/{}.md", number % 7), &format!("{number}x"))]);
    }
    story
}

fn remembered(cache: &Path) -> PathBuf {
    let mut files: Vec<_> = fs::read_dir(cache.join("history")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

#[test]
fn what_is_remembered_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let mut story = long(&folder.path().join("it"));
    let at = story.at.path.clone();
    compare(&at, &cache);
    let file = remembered(&cache);
    let first = fs::read(&file).unwrap();
    assert!(!String::from_utf8_lossy(&first).contains("example.com"), "addresses are kept");
    compare(&at, &cache);

    // New commits, on a branch that began before what is remembered.
    story.git("Ada", &["checkout", "--quiet", "-b", "side", "HEAD~30"]);
    story.commit("Barbara", &[("docs/1.md", "side")]);
    story.git("Ada", &["checkout", "--quiet", "main"]);
    story.git("Ada", &["merge", "--quiet", "--no-edit", "--strategy-option=theirs", "side"]);
    compare(&at, &cache);
    assert!(fs::read(&file).unwrap().len() > first.len());

    // Another history, a damaged file, one that was cut, and one of another format.
    story.git("Ada", &["reset", "--quiet", "--hard", "HEAD~10"]);
    story.commit("Donald", &[("docs/2.md", "elsewhere")]);
    compare(&at, &cache);
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damaged in [&flipped[..], &whole[..whole.len() / 3], b"", b"vestibule history 0\n"] {
        fs::write(&file, damaged).unwrap();
        compare(&at, &cache);
    }
    // The same commits give the same bytes, whatever the way to them.
    let other = folder.path().join("other");
    fs::create_dir_all(&other).unwrap();
    compare(&at, &other);
    fs::remove_file(&file).unwrap();
    compare(&at, &cache);
    assert_eq!(fs::read(remembered(&other)).unwrap(), fs::read(&file).unwrap());
}

#[test]
fn where_a_shallow_clone_ends_nothing_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let story = long(&folder.path().join("it"));
    let url = format!("file://{}", story.at.path.display());
    let shallow = folder.path().join("shallow");
    git(folder.path(), "Ada", 0, &["clone", "--quiet", "--depth=3", &url, "shallow"]);
    let told = |folder: &Path| -> Vec<_> {
        read(folder, &cache)
            .into_iter()
            .map(|(path, history)| (path, history.map(|history| (history.updated.time.0, history.created, history.contributors))))
            .collect()
    };
    let newest = |commit: &str| git(&shallow, "Ada", 0, &["log", "-1", "--format=%ct", commit]).trim().parse::<i64>().unwrap();
    let expected: Vec<_> = (0..7)
        .map(|number| {
            let time = match number {
                2 => Some(newest("HEAD")),
                1 => Some(newest("HEAD~1")),
                _ => None,
            };
            (format!("docs/{number}.md"), time.map(|time| (time, None, None)))
        })
        .collect();
    assert_eq!(told(&shallow), expected);
    git(&shallow, "Ada", 0, &["fetch", "--quiet", "--unshallow"]);
    compare(&shallow, &cache);
}
