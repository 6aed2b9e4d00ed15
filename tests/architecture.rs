//! Guards the house: imports only point down a floor, rooms on one floor do not meet, and every file says what it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of each floor, from the ground up. A room may import from the floors below it, never from its own.
const FLOORS: &[&[&str]] = &[
    &["base", "drawing"],
    &["model", "diagram"],
    &["config"],
    &["gather", "parse", "relate", "assess", "render", "index", "write"],
    &["pipeline"],
    &["serve", "publish"],
    &["cli"],
];

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files(&entry, extension));
        } else if entry.extension().is_some_and(|have| have == extension) {
            found.push(entry);
        }
    }
    found.sort();
    found
}

fn room_of(file: &Path) -> String {
    let below = file.strip_prefix("src").unwrap();
    below.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&room))
}

/// Finds the rooms that a text names after `crate::`.
fn imports(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let names = code.split("crate::").skip(1);
    names.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for file in files(Path::new("src"), "rs") {
        let room = room_of(&file);
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let Some(floor) = floor_of(&room) else {
            wrong.push(format!("{}: the room `{room}` stands on no floor; give it one in tests/architecture.rs", file.display()));
            continue;
        };
        for target in imports(&fs::read_to_string(&file).unwrap()) {
            if target != room && floor_of(&target).is_some_and(|below| below >= floor) {
                wrong.push(format!(
                    "{}: `{room}` may not import `{target}`; move what both need to a floor below them",
                    file.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let rust = ["src", "tests"].into_iter().flat_map(|folder| files(Path::new(folder), "rs"));
    let silent: Vec<String> = rust
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//! "))
        .map(|file| format!("{}: open it with a `//!` line: its stage or noun, what comes in, what goes out", file.display()))
        .collect();
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}

#[test]
fn the_binary_stays_thin() {
    let lines = fs::read_to_string("src/main.rs").unwrap().lines().count();
    assert!(lines <= 12, "src/main.rs has {lines} lines; move the work into src/cli");
}
