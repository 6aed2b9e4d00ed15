//! Flow: a `Log` and a commit in it -> when each path was last changed and first added, and who worked on it.
//!
//! The last change is the one that `git log -1 -- PATH` names: from the head, each path goes to the first parent that has the same, until a commit differs from all of
//! its parents. All paths are led at once: most stand where the first parents lead, and the few that a merge took from elsewhere go by themselves. The first
//! addition is the earliest of those that `git log --full-history --diff-filter=A` names, and people are those of `git log --full-history`; both also count merges
//! that differ from all of their parents, because such a merge may be the last change.

use std::collections::{HashMap, HashSet};

use super::log::{Deed, Log, NOBODY};

/// Stands for no commit.
pub(super) const NONE: u32 = u32::MAX;

/// Holds the answers, by the numbers of paths.
pub(super) struct Flow {
    /// The number of the last commit that changed it.
    pub(super) updated: Vec<u32>,
    /// The time of the first that added it.
    pub(super) created: Vec<Option<i64>>,
    /// Whether its history goes on where there are no commits any more.
    pub(super) is_cut: Vec<bool>,
    /// Path, person and how many commits, sorted by path, those who wrote most first.
    pub(super) people: Vec<(u32, u32, usize)>,
}

/// Asks about the state at `head`.
pub(super) fn flow(log: &Log, head: u32) -> Flow {
    let count = log.paths.len();
    let mut flow =
        Flow { updated: vec![NONE; count], created: vec![None; count], is_cut: vec![false; count], people: Vec::new() };
    let mut wrote: Vec<(u32, u32)> = Vec::new();
    let mut is_reached = vec![false; head as usize + 1];
    is_reached[head as usize] = true;
    let mut places = Places { main: Some(head), is_aside: vec![false; count], aside: HashMap::new() };
    for number in (0..=head).rev() {
        let commit = &log.commits[number as usize];
        if !is_reached[number as usize] {
            continue;
        }
        commit.parents.iter().for_each(|parent| is_reached[*parent as usize] = true);
        for (path, deed) in &log.deeds[commit.deeds.start as usize..commit.deeds.end as usize] {
            let at = *path as usize;
            if let Deed::Taken(parent) = deed {
                if let Some(parent) = commit.parents.get(*parent as usize).filter(|_| places.is_at(*path, number)) {
                    places.send(*path, number, *parent);
                }
                continue;
            }
            if commit.is_bound {
                flow.is_cut[at] = true;
            } else if *deed == Deed::Added {
                flow.created[at] = Some(flow.created[at].map_or(commit.time, |time| time.min(commit.time)));
            }
            if flow.updated[at] == NONE && places.is_at(*path, number) {
                flow.updated[at] = number;
            }
            if commit.author != NOBODY {
                wrote.push((*path, commit.author));
            }
        }
        places.leave(number, commit.parents.first().copied());
    }
    wrote.sort_unstable();
    for same in wrote.chunk_by(|one, other| one == other) {
        flow.people.push((same[0].0, same[0].1, same.len()));
    }
    let name = |person: u32| log.people.get(person as usize);
    flow.people.sort_by(|one, other| (one.0, other.2, name(one.1)).cmp(&(other.0, one.2, name(other.1))));
    flow
}

/// Says at which commit each path stands: at the main one, unless it stands aside. A path is at one commit at a time.
struct Places {
    main: Option<u32>,
    is_aside: Vec<bool>,
    aside: HashMap<u32, HashSet<u32>>,
}

impl Places {
    fn is_at(&self, path: u32, commit: u32) -> bool {
        if self.is_aside[path as usize] {
            self.aside.get(&commit).is_some_and(|paths| paths.contains(&path))
        } else {
            self.main == Some(commit)
        }
    }

    /// Moves a path from one commit to a parent of it that is not the first.
    fn send(&mut self, path: u32, from: u32, to: u32) {
        if let Some(paths) = self.aside.get_mut(&from) {
            paths.remove(&path);
        }
        self.is_aside[path as usize] = true;
        self.aside.entry(to).or_default().insert(path);
    }

    /// Moves everything that is still at a commit to its first parent; what meets the main ones there goes on with them.
    fn leave(&mut self, from: u32, to: Option<u32>) {
        let is_main = self.main == Some(from);
        let paths = self.aside.remove(&from).unwrap_or_default();
        let Some(to) = to else {
            if is_main {
                self.main = None;
            }
            return;
        };
        if is_main {
            self.main = Some(to);
        }
        if !paths.is_empty() {
            let there = self.aside.entry(to).or_default();
            if there.len() < paths.len() {
                let fewer = std::mem::replace(there, paths);
                there.extend(fewer);
            } else {
                there.extend(paths);
            }
        }
        if self.main == Some(to) {
            for path in self.aside.remove(&to).unwrap_or_default() {
                self.is_aside[path as usize] = false;
            }
        }
    }
}
