//! Authors: who worked on a repository, by what commits say.

use std::collections::BTreeMap;
use std::sync::Arc;

use git2::{Oid, Repository, Sort};

/// The most commits that are asked for their authors.
const ASKED: usize = 2_000;

/// Lists the names of those who wrote the newest commits, those who wrote most first. Addresses are never read out.
pub(in crate::gather) fn authors(git: &Repository, head: Oid) -> Result<Vec<Arc<str>>, git2::Error> {
    let mailmap = git.mailmap()?;
    let mut walk = git.revwalk()?;
    walk.push(head)?;
    walk.set_sorting(Sort::TIME)?;
    let mut commits: BTreeMap<String, usize> = BTreeMap::new();
    for id in walk.take(ASKED) {
        let Ok(commit) = id.and_then(|id| git.find_commit(id)) else { break };
        let author = commit.author_with_mailmap(&mailmap)?;
        if let Some(name) = super::person(author.name().unwrap_or_default()) {
            *commits.entry(name).or_default() += 1;
        }
    }
    let mut authors: Vec<(String, usize)> = commits.into_iter().collect();
    authors.sort_by_key(|(_, commits)| std::cmp::Reverse(*commits));
    Ok(authors.into_iter().map(|(name, _)| name.into()).collect())
}
