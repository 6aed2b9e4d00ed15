//! `Log`: what every commit changed, in numbers. What it says of a commit stays true for ever, so that only commits that are new to it are ever compared.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use git2::{Mailmap, Odb, Oid, Repository, Signature, Time};

use super::compare::{Comparison, Trees};
use super::objects;
use super::paths::Paths;

/// The most commits of one repository that are looked at.
const MOST_COMMITS: usize = 4_000_000;
/// Stands for nobody who is counted: a program, or someone without a name.
pub(super) const NOBODY: u32 = u32::MAX;

/// Says what a commit did to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// It is there, and in none of the commits before.
    Added,
    /// It differs from all of the commits before.
    Changed,
    /// It is gone, and was there in all of the commits before.
    Removed,
    /// Nothing: it was taken from the parent with this number, which is not the first.
    Taken(u32),
}

/// Holds one commit.
pub(super) struct Commit {
    pub(super) id: Oid,
    pub(super) time: i64,
    /// The number of who wrote it, among `Log::people`.
    pub(super) author: u32,
    /// The numbers of the commits before it, all less than its own.
    pub(super) parents: Vec<u32>,
    /// Whether what came before it is not there, as where a shallow clone ends.
    pub(super) is_bound: bool,
    /// What it did, in `Log::deeds`; of what is not named, a commit has what its first parent has.
    pub(super) deeds: Range<u32>,
}

/// Holds the commits of a repository.
#[derive(Default)]
pub(super) struct Log {
    pub(super) paths: Paths,
    pub(super) people: Vec<String>,
    /// Parents come before their children.
    pub(super) commits: Vec<Commit>,
    pub(super) deeds: Vec<(u32, Deed)>,
    pub(super) numbers: HashMap<Oid, u32>,
}

impl Log {
    /// Learns all commits that lead to `head`; tells whether any was new and whether all objects were there. `None` when there are too many.
    pub(super) fn learn(&mut self, git: &Repository, head: Oid, shallow: &HashSet<Oid>) -> Option<Learned> {
        let odb = git.odb().ok()?;
        let mailmap = git.mailmap().ok();
        let (order, mut read) = self.unknown(&odb, head, shallow)?;
        let mut learned = Learned { is_new: !order.is_empty(), is_whole: true };
        let mut trees = Trees::new(&odb);
        let mut tree_of: HashMap<u32, Oid> = HashMap::new();
        let mut people = People::new(&self.people, mailmap);
        for id in order {
            let Some((commit, is_cut)) = read.remove(&id) else { continue };
            let known: Vec<u32> = commit.parents.iter().filter_map(|parent| self.numbers.get(parent).copied()).collect();
            let mut is_bound = is_cut || known.len() < commit.parents.len();
            let parents = if is_bound { Vec::new() } else { known };
            let start = self.deeds.len();
            let mut before = Vec::new();
            for parent in &parents {
                let tree = match tree_of.get(parent) {
                    Some(tree) => Some(*tree),
                    None => tree_of_commit(&odb, self.commits[*parent as usize].id),
                };
                before.push(tree);
            }
            if before.is_empty() {
                before.push(None);
            }
            let mut comparison = Comparison { trees: &mut trees, paths: &mut self.paths, deeds: &mut self.deeds, is_whole: true };
            comparison.commit(commit.tree, &before)?;
            if !comparison.is_whole {
                // What cannot be compared is as unknown as what came before a shallow clone.
                (is_bound, learned.is_whole) = (true, false);
            }
            learned.is_whole &= !is_bound || shallow.contains(&id);
            let number = u32::try_from(self.commits.len()).ok()?;
            let deeds = u32::try_from(start).ok()?..u32::try_from(self.deeds.len()).ok()?;
            let author = people.number(&mut self.people, commit.author);
            let parents = if is_bound { Vec::new() } else { parents };
            tree_of.insert(number, commit.tree);
            self.numbers.insert(id, number);
            self.commits.push(Commit { id, time: commit.time, author, parents, is_bound, deeds });
        }
        Some(learned)
    }

    /// Reads the commits that lead to `head` and are not here; lists them, parents first, with whether a parent of each is missing.
    fn unknown(&self, odb: &Odb<'_>, head: Oid, shallow: &HashSet<Oid>) -> Option<(Vec<Oid>, Unknown)> {
        let mut read = Unknown::new();
        let mut order = Vec::new();
        let mut above: Vec<(Oid, usize)> = Vec::new();
        // Where a shallow clone ends, history does, whatever else happens to be there.
        let fetch = |id: Oid| {
            let mut commit = objects::Commit::read(odb.read(id).ok()?.data())?;
            let is_cut = shallow.contains(&id);
            if is_cut {
                commit.parents.clear();
            }
            Some((commit, is_cut))
        };
        if !self.numbers.contains_key(&head) {
            read.insert(head, fetch(head)?);
            above.push((head, 0));
        }
        // A walk in depth without recursion: what is on `above` waits for its parents.
        while let Some((id, next)) = above.pop() {
            let Some(parent) = read.get(&id).and_then(|(commit, _)| commit.parents.get(next)).copied() else {
                order.push(id);
                continue;
            };
            above.push((id, next + 1));
            if self.numbers.contains_key(&parent) || read.contains_key(&parent) {
                continue;
            }
            match fetch(parent) {
                Some(commit) => {
                    read.insert(parent, commit);
                    above.push((parent, 0));
                }
                None => {
                    if let Some((_, is_cut)) = read.get_mut(&id) {
                        *is_cut = true;
                    }
                }
            }
            if read.len() > MOST_COMMITS {
                return None;
            }
        }
        Some((order, read))
    }
}

/// Holds commits that were read and not yet compared, with whether what came before each is missing.
type Unknown = HashMap<Oid, (objects::Commit, bool)>;

/// Says what learning brought.
pub(super) struct Learned {
    pub(super) is_new: bool,
    /// Whether all objects were there, save those before a shallow clone's first commits.
    pub(super) is_whole: bool,
}

fn tree_of_commit(odb: &Odb<'_>, id: Oid) -> Option<Oid> {
    objects::Commit::read(odb.read(id).ok()?.data()).map(|commit| commit.tree)
}

/// Numbers people by the names that the mailmap gives them.
struct People {
    mailmap: Option<Mailmap>,
    by_name: HashMap<String, u32>,
    by_author: HashMap<(String, String), u32>,
}

impl People {
    fn new(known: &[String], mailmap: Option<Mailmap>) -> Self {
        let by_name = known.iter().zip(0..).map(|(name, number)| (name.clone(), number)).collect();
        Self { mailmap, by_name, by_author: HashMap::new() }
    }

    fn number(&mut self, people: &mut Vec<String>, author: (String, String)) -> u32 {
        if let Some(number) = self.by_author.get(&author) {
            return *number;
        }
        let signature = Signature::new(&author.0, &author.1, &Time::new(0, 0)).ok();
        let resolved = signature
            .and_then(|signature| self.mailmap.as_ref()?.resolve_signature(&signature).ok())
            .and_then(|signature| signature.name().ok().map(str::to_owned));
        let number = match super::person(&resolved.unwrap_or_else(|| author.0.clone())) {
            Some(name) => *self.by_name.entry(name.clone()).or_insert_with(|| {
                people.push(name);
                u32::try_from(people.len() - 1).unwrap_or(NOBODY)
            }),
            None => NOBODY,
        };
        self.by_author.insert(author, number);
        number
    }
}
