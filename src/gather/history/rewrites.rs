//! Rewrites: how wanted files were rewritten, by what commits say.

use git2::{Delta, DiffFindOptions, DiffOptions, ErrorCode, Oid, Repository};

use crate::base::repo_path::RepoPath;
use crate::model::sources::Rewrite;

/// The most bytes of a version of a file that is compared.
const LARGEST: usize = 1 << 20;

/// Lists how wanted files were rewritten in the last `most` commits of the branch, the newest first. Where a shallow clone ends, so does the list.
pub(in crate::gather) fn rewrites(
    git: &Repository,
    head: Oid,
    within: &RepoPath,
    most: usize,
    is_wanted: &dyn Fn(&RepoPath) -> bool,
) -> Result<Vec<Rewrite>, git2::Error> {
    let wanted = |path: Option<&std::path::Path>| {
        let path = path.and_then(std::path::Path::to_str).and_then(RepoPath::new).and_then(|path| path.strip_prefix(within));
        path.is_some_and(|path| is_wanted(&path))
    };
    let mut walk = git.revwalk()?;
    walk.push(head)?;
    walk.simplify_first_parent()?;
    let mut found = Vec::new();
    for id in walk.take(most) {
        let commit = match id.and_then(|id| git.find_commit(id)) {
            Ok(commit) => commit,
            Err(error) if error.code() == ErrorCode::NotFound => break,
            Err(error) => return Err(error),
        };
        let Ok(parent) = commit.parent(0) else { break };
        let mut options = DiffOptions::new();
        options.ignore_submodules(true).skip_binary_check(true);
        let mut diff = git.diff_tree_to_tree(Some(&parent.tree()?), Some(&commit.tree()?), Some(&mut options))?;
        let is = |status: Delta| {
            diff.deltas()
                .any(|delta| delta.status() == status && (wanted(delta.old_file().path()) || wanted(delta.new_file().path())))
        };
        // A file that moved is one that went and one that came.
        if is(Delta::Added) && is(Delta::Deleted) {
            diff.find_similar(Some(DiffFindOptions::new().renames(true).rename_limit(200)))?;
        }
        let both = |delta: &git2::DiffDelta<'_>| matches!(delta.status(), Delta::Modified | Delta::Renamed);
        for delta in diff.deltas().filter(both).filter(|delta| wanted(delta.old_file().path()) && wanted(delta.new_file().path()))
        {
            let text = |id: Oid| {
                let blob = git.find_blob(id).ok().filter(|blob| blob.content().len() <= LARGEST)?;
                String::from_utf8(blob.content().to_owned()).ok()
            };
            if let (Some(before), Some(after)) = (text(delta.old_file().id()), text(delta.new_file().id())) {
                found.push(Rewrite { before, after });
            }
        }
    }
    Ok(found)
}
