//! What history costs: 10,000 files over 20,000 commits with merges, renames and removals. `cargo bench --bench history` prints CPU seconds (user and system) of the
//! first reading, of one from the cache, and of one `git log --name-only --no-renames`, and compares the answers for every file with git's. Needs Linux.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program that measures"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use vestibule::config::{Config, SourceSpec};
use vestibule::gather::{Cache, gather};
use vestibule::model::history::{FileHistory, History};
use vestibule::model::progress::Silent;
use vestibule::model::sources::{Question, Repository};

const FILES: usize = 10_000;
const COMMITS: usize = 20_000;
const RUNS: usize = 5;
const SAMPLE: usize = 200;

fn main() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("history-bench");
    let repository = root.join("repository.git");
    if !root.join("made").is_file() {
        create(&root, &repository);
    }
    let arguments = ["log", "--name-only", "--no-renames", "--format=%H"];
    let git_time = best(|| drop(git(&repository, &arguments)), true);
    let cold = best(
        || {
            let _ = fs::remove_dir_all(root.join("cache"));
            drop(history(&repository, &root.join("cache")));
        },
        false,
    );
    let warm = best(|| drop(history(&repository, &root.join("cache"))), false);
    let listing = best(|| drop(sources(&repository, &root.join("cache"))), false);
    println!("{FILES} files, {COMMITS} commits; CPU seconds, best of {RUNS}");
    println!("git log --name-only --no-renames  {git_time:.2}");
    println!("listing the files alone           {listing:.2}");
    println!("history, nothing remembered       {:.2}   {:.2} of git's", cold - listing, (cold - listing) / git_time);
    println!("history, remembered               {:.2}", warm - listing);
    verify(&repository, &root.join("cache"));
}

fn sources(repository: &Path, cache: &Path) -> Repository {
    let mut config = Config::default_in(repository.to_owned());
    config.sources = vec![SourceSpec::Path { pattern: ".".to_owned(), place: None }];
    gather(&config, &Cache::new(cache), &Silent).repositories.remove(0)
}

fn history(repository: &Path, cache: &Path) -> (Repository, History) {
    let read = sources(repository, cache);
    let history =
        read.content.history(&read.files, &Question { named: true, most: 0, is_wanted: &|_| false }).expect("there is history");
    (read, history)
}

/// Compares with what git says: of every file by one log, and of some by a log of their own.
fn verify(repository: &Path, cache: &Path) {
    let (read, history) = history(repository, cache);
    assert_eq!(read.files.len(), FILES);
    let mut expected: BTreeMap<String, (String, i64, BTreeSet<String>)> = BTreeMap::new();
    let log = git(repository, &["log", "--name-status", "--no-renames", "--format=%x01%H%x02%ct%x02%aN"]);
    for commit in log.split('\u{1}').skip(1) {
        let mut lines = commit.lines();
        let head: Vec<&str> = lines.next().unwrap().split('\u{2}').collect();
        for (status, path) in lines.filter_map(|line| line.split_once('\t')) {
            let file = expected.entry(path.to_owned()).or_insert_with(|| (head[0].to_owned(), i64::MAX, BTreeSet::new()));
            if status == "A" {
                file.1 = file.1.min(head[1].parse().unwrap());
            }
            if !head[2].ends_with("[bot]") {
                file.2.insert(head[2].to_owned());
            }
        }
    }
    let told = |file: &FileHistory| {
        let names = file.names.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
        assert_eq!(file.contributors, Some(names.len()));
        (file.updated.commit.to_string(), file.created.unwrap().0, names)
    };
    for (file, found) in read.files.iter().zip(&history.files) {
        assert_eq!(told(found.as_ref().unwrap()), expected[file.path.as_str()], "{}", file.path);
    }
    for number in 0..SAMPLE {
        let at = number * FILES / SAMPLE;
        let path = read.files[at].path.as_str();
        let last = git(repository, &["log", "-1", "--format=%H", "--", path]);
        assert_eq!(last.trim(), &*history.files[at].as_ref().unwrap().updated.commit, "{path}");
    }
    println!("equal to git's answers for all {FILES} files, {SAMPLE} of them asked one by one");
}

/// Makes the repository: side branches are merged every fifty commits, every hundredth moves a file.
fn create(root: &Path, repository: &Path) {
    let _ = fs::remove_dir_all(root);
    fs::create_dir_all(root).unwrap();
    git(root, &["init", "--quiet", "--bare", "repository.git"]);
    let mut stream = String::new();
    let mut state = 7_usize;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut names: Vec<String> = (0..FILES).map(|file| path(file, 0)).collect();
    let authors = ["Ada", "Grace", "Edsger", "Barbara", "Donald", "renovate[bot]"];
    let add = FILES / 50;
    let mut mark = 0;
    let mut main = 0;
    while mark < COMMITS {
        let is_side = mark >= add && (mark % 50) < 3;
        let is_merge = mark > add && mark % 50 == 30;
        mark += 1;
        let author = authors[random(authors.len())];
        let branch = if is_side { "side" } else { "main" };
        let time = 1_600_000_000 + mark * 600;
        let _ = write!(stream, "commit refs/heads/{branch}\nmark :{mark}\n");
        let _ = write!(
            stream,
            "author {author} <{author}@example.com> {time} +0000\ncommitter {author} <c@example.com> {time} +0000\n"
        );
        let _ = write!(stream, "data 2\nx\n");
        if is_side && (mark - 1) % 50 == 0 {
            let _ = writeln!(stream, "from :{main}");
        }
        if is_merge {
            let _ = writeln!(stream, "merge refs/heads/side");
        }
        let write = |stream: &mut String, name: &str, text: usize| {
            let text = format!("# {name}\n\nText {text}\n");
            let _ = write!(stream, "M 100644 inline {name}\ndata {}\n{text}\n", text.len());
        };
        if mark <= add {
            for name in &names[(mark - 1) * 50..mark * 50] {
                write(&mut stream, name, 0);
            }
        } else if is_side {
            let file = (mark / 50 * 3 + mark % 50) * 10 % FILES;
            write(&mut stream, &names[file], mark);
        } else if is_merge {
            // The merge takes what the side has.
            for side in mark - 30..mark - 27 {
                let file = (side / 50 * 3 + side % 50) * 10 % FILES;
                write(&mut stream, &names[file], side);
            }
        } else {
            for _ in 0..=random(4) {
                let file = random(FILES / 10) * 10 + 1 + random(9);
                write(&mut stream, &names[file], mark);
            }
            if mark % 100 == 77 {
                let file = random(FILES / 10) * 10 + 1 + random(9);
                let _ = writeln!(stream, "D {}", names[file]);
                names[file] = path(file, mark);
                write(&mut stream, &names[file], mark);
            }
        }
        if !is_side {
            main = mark;
        }
    }
    let mut child = Command::new("git")
        .args(["fast-import", "--quiet", "--date-format=raw"])
        .current_dir(repository)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    git(repository, &["symbolic-ref", "HEAD", "refs/heads/main"]);
    git(repository, &["repack", "-a", "-d", "-f", "-q"]);
    fs::write(root.join("made"), "").unwrap();
}

fn path(file: usize, version: usize) -> String {
    let end = if version == 0 { String::new() } else { format!("-{version}") };
    format!("area-{}/service-{}/docs/page-{}{end}.md", file / 1_000, file / 100 % 10, file % 100)
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Gives the least CPU seconds that this process, or its children, took.
fn best(run: impl Fn(), is_child: bool) -> f64 {
    let taken = (0..RUNS).map(|_| {
        let before = cpu(is_child);
        run();
        cpu(is_child) - before
    });
    taken.min_by(f64::total_cmp).unwrap()
}

fn cpu(is_child: bool) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(") ").unwrap().1;
    let first = if is_child { 13 } else { 11 };
    let ticks: Vec<f64> = after_name.split(' ').skip(first).take(2).map(|field| field.parse().unwrap()).collect();
    // The kernel tells times in hundredths of a second on every platform that runs this.
    ticks.iter().sum::<f64>() / 100.0
}
