//! Rewrites: how wanted files were rewritten, by what commits say. The log knows which commits touched them; only those are looked into.

use std::collections::HashMap;

use git2::{Delta, DiffDelta, DiffFindOptions, DiffOptions, Oid, Repository};

use super::log::{Commit, Log};
use crate::base::repo_path::RepoPath;
use crate::model::history::{Change, Rewrite};
use crate::model::sources::Question;

/// The most bytes of a version of a file that is compared.
const LARGEST: usize = 1 << 20;

/// Lists how wanted files below `within` were rewritten in the newest commits of the branch that ends at `head`, the newest first. Where a shallow clone ends, so does the list.
pub(super) fn rewrites(
    git: &Repository,
    log: &Log,
    head: u32,
    within: &RepoPath,
    question: &Question<'_>,
    change: &dyn Fn(&Commit) -> Change,
) -> Vec<Rewrite> {
    let is_wanted = |path: &str| {
        let path = RepoPath::new(path).and_then(|path| path.strip_prefix(within));
        path.is_some_and(|path| (question.is_wanted)(&path))
    };
    let branch =
        std::iter::successors(log.commits.get(head as usize), |commit| log.commits.get(*commit.parents.first()? as usize));
    let mut known: HashMap<u32, bool> = HashMap::new();
    let mut found = Vec::new();
    for commit in branch.take(question.most).take_while(|commit| !commit.is_bound) {
        let deeds = log.deeds.get(commit.deeds.start as usize..commit.deeds.end as usize).unwrap_or_default();
        let mut is_touched =
            |path: u32| *known.entry(path).or_insert_with(|| log.paths.text(path).is_some_and(|path| is_wanted(&path)));
        if deeds.iter().any(|(path, _)| is_touched(*path)) {
            let change = change(commit);
            let parent = commit.parents.first().and_then(|parent| log.commits.get(*parent as usize)).map(|parent| parent.id);
            // What cannot be read is as if it had not been.
            let files = of_commit(git, commit.id, parent, &is_wanted).unwrap_or_default();
            found.extend(files.into_iter().map(|(before, after)| Rewrite { change: change.clone(), before, after }));
        }
    }
    found
}

type Versions = (Option<String>, Option<String>);

/// Gives the wanted files that differ between a commit and the one before it.
fn of_commit(
    git: &Repository,
    id: Oid,
    parent: Option<Oid>,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<Versions>, git2::Error> {
    let tree = |id: Oid| git.find_commit(id)?.tree();
    let mut options = DiffOptions::new();
    options.ignore_submodules(true).skip_binary_check(true);
    let mut diff = git.diff_tree_to_tree(parent.map(tree).transpose()?.as_ref(), Some(&tree(id)?), Some(&mut options))?;
    let wanted = |path: Option<&std::path::Path>| path.and_then(std::path::Path::to_str).is_some_and(is_wanted);
    let is_wanted = |delta: &DiffDelta<'_>| wanted(delta.old_file().path()) || wanted(delta.new_file().path());
    let is = |status: Delta| diff.deltas().any(|delta| delta.status() == status && is_wanted(&delta));
    // A file that moved is one that went and one that came.
    if is(Delta::Added) && is(Delta::Deleted) {
        diff.find_similar(Some(DiffFindOptions::new().renames(true).rename_limit(200)))?;
    }
    let text = |id: Oid| {
        let blob = git.find_blob(id).ok().filter(|blob| blob.content().len() <= LARGEST)?;
        String::from_utf8(blob.content().to_owned()).ok()
    };
    let versions = |delta: DiffDelta<'_>| {
        let (was, is) = (wanted(delta.old_file().path()), wanted(delta.new_file().path()));
        let (before, after) = match delta.status() {
            Delta::Added => (None, Some(text(delta.new_file().id())?)),
            Delta::Deleted => (Some(text(delta.old_file().id())?), None),
            Delta::Modified | Delta::Renamed => (Some(text(delta.old_file().id())?), Some(text(delta.new_file().id())?)),
            _ => return None,
        };
        Some((before.filter(|_| was), after.filter(|_| is)))
    };
    Ok(diff.deltas().filter(is_wanted).filter_map(versions).collect())
}
