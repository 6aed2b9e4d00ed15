//! Which of the listed repositories are wanted, and which filter left out the others. Pure.

use super::{Contents, Entry};
use crate::config::forges::Filter;

/// Counts what was listed and left out, by the first filter that did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dropped {
    /// How many were listed.
    pub(super) listed: usize,
    /// How many each filter left out, in the order of the checks.
    pub(super) by: Vec<(&'static str, usize)>,
}

/// Keeps what is wanted.
pub(super) fn apply(filter: &Filter, entries: Vec<Entry>) -> (Vec<Entry>, Dropped) {
    let mut dropped = Dropped { listed: entries.len(), by: Vec::new() };
    let mut wanted = Vec::new();
    for entry in entries {
        match reason(filter, &entry) {
            None => wanted.push(entry),
            Some(reason) => match dropped.by.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => dropped.by.push((reason, 1)),
            },
        }
    }
    dropped.by.sort_unstable();
    (wanted, dropped)
}

/// Names the filter that leaves a repository out.
fn reason(filter: &Filter, entry: &Entry) -> Option<&'static str> {
    if filter.include.as_ref().is_some_and(|names| !names.matches(&entry.name)) {
        return Some("`include`");
    }
    if filter.exclude.as_ref().is_some_and(|names| names.matches(&entry.name)) {
        return Some("`exclude`");
    }
    let has_topic = |topic: &String| entry.topics.iter().any(|have| have.eq_ignore_ascii_case(topic));
    if !filter.topics.is_empty() && !filter.topics.iter().any(has_topic) {
        return Some("`topics`");
    }
    if !filter.visibility.is_empty() && !filter.visibility.contains(&entry.visibility) {
        return Some("`visibility`");
    }
    if entry.is_archived && !filter.archived {
        return Some("`archived: false`");
    }
    if entry.is_fork && !filter.forks {
        return Some("`forks: false`");
    }
    (entry.content == Contents::None).then_some("having no commits")
}
