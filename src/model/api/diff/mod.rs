//! Diff: two versions of an API -> what changed, and what of it breaks those who use the API. Knows no versions' names and no pages.
//!
//! What callers send may become looser, what they get may become tighter; the other way round breaks them. A type counts for the way in which operations
//! use it, or for both.

mod operations;
mod renames;
mod types;
mod values;

use self::operations::{operations, title};
use super::Api;
use super::change::{Change, What};

/// The most changes between two versions that are told.
const MOST: usize = 500;

/// Says which way a value goes, from the caller's side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Way {
    is_sent: bool,
    is_got: bool,
}

/// Lists what changed from `old` to `new`: what breaks first.
pub fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let mut diff = Diff { found: Vec::new(), subject: String::new(), anchor: String::new() };
    let renames = renames::renames(old, new);
    let renamed = (!renames.is_empty()).then(|| renames::renamed(old, new, &renames));
    for (was, is) in renames {
        let known = &new.types[is];
        diff.at(&known.name, &known.anchor);
        diff.tell(false, What::Renamed(old.types[was].name.clone()));
    }
    let old = renamed.as_ref().unwrap_or(old);
    let (before, after) = (operations(old), operations(new));
    for (key, operation) in &before {
        match after.get(key) {
            Some(now) => {
                diff.at(&title(now), &now.anchor);
                diff.operation(operation, now);
            }
            None => {
                diff.at(&title(operation), &operation.anchor);
                diff.tell(true, What::Gone);
            }
        }
    }
    for (_, operation) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        diff.at(&title(operation), &operation.anchor);
        diff.tell(false, What::New);
    }
    diff.types(old, new);
    diff.found.sort_by_key(|change| !change.is_breaking);
    diff.found.truncate(MOST);
    diff.found
}

struct Diff {
    found: Vec<Change>,
    subject: String,
    anchor: String,
}

impl Diff {
    fn at(&mut self, subject: &str, anchor: &str) {
        (self.subject, self.anchor) = (subject.to_owned(), anchor.to_owned());
    }

    fn tell(&mut self, is_breaking: bool, what: What) {
        let (subject, anchor) = (self.subject.clone(), self.anchor.clone());
        self.found.push(Change { is_breaking, subject, anchor, what });
    }
}
