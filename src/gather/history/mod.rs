//! History: what commits say of files and of people. When each file was changed and added and by how many, in one pass over the commits that is remembered in the
//! cache folder; how wanted files were rewritten; who worked on a repository.

mod authors;
mod compare;
mod flow;
mod log;
mod objects;
mod paths;
mod rewrites;
mod store;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use git2::{Oid, Repository};

pub(super) use authors::authors;

use crate::base::instant::Instant;
use crate::base::repo_path::RepoPath;
use crate::model::history::{Change, FileHistory, History};
use crate::model::sources::{File, Question};

use log::{Commit, Learned, Log};

/// The fewest commits that are worth a file in the cache.
const WORTH: usize = 64;

/// Tells of `files`, which stand below the folder `within`, at the commit `head`, and what else is asked. The log of all commits is kept below `cache`.
pub(super) fn history(
    git: &Repository,
    head: Oid,
    within: &RepoPath,
    files: &[File],
    cache: Option<&Path>,
    question: &Question<'_>,
) -> Option<History> {
    let log = log(git, head, cache)?;
    let head = *log.numbers.get(&head)?;
    let names: Vec<Arc<str>> = log.people.iter().map(|name| name.as_str().into()).collect();
    let change = |commit: &Commit| Change {
        commit: commit.id.to_string().into(),
        time: Instant(commit.time),
        by: names.get(commit.author as usize).filter(|_| question.named).cloned(),
    };
    let rewrites = rewrites::rewrites(git, &log, head, within, question, &change);
    if files.is_empty() {
        return Some(History { files: Vec::new(), rewrites });
    }
    let flow = flow::flow(&log, head);
    let root = within.parts().try_fold(paths::ROOT, |above, part| log.paths.find(above, part.as_bytes()))?;
    let of_file = |file: &File| {
        let path = file.path.parts().try_fold(root, |above, part| log.paths.find(above, part.as_bytes()))?;
        let commit = log.commits.get(flow.updated[path as usize] as usize).filter(|commit| !commit.is_bound)?;
        let start = flow.people.partition_point(|(other, ..)| *other < path);
        let people = flow.people[start..].iter().take_while(|(other, ..)| *other == path);
        let is_whole = !flow.is_cut[path as usize];
        Some(FileHistory {
            updated: change(commit),
            created: flow.created[path as usize].filter(|_| is_whole).map(Instant),
            contributors: is_whole.then(|| people.clone().count()),
            names: people.filter(|_| question.named).filter_map(|(_, person, _)| names.get(*person as usize).cloned()).collect(),
        })
    };
    Some(History { files: files.iter().map(of_file).collect(), rewrites })
}

/// Gives the log of everything that leads to `head`, out of the cache as far as it goes.
fn log(git: &Repository, head: Oid, cache: Option<&Path>) -> Option<Log> {
    let shallow = fs::read_to_string(git.commondir().join("shallow")).unwrap_or_default();
    let basis = basis(git, head, &shallow);
    let place = cache.map(|cache| place(git, cache));
    let mut log = place.as_deref().and_then(|place| store::load(place, &basis)).unwrap_or_default();
    let shallow: HashSet<Oid> = shallow.lines().filter_map(|line| Oid::from_str(line.trim()).ok()).collect();
    let Learned { is_new, is_whole } = log.learn(git, head, &shallow)?;
    if let Some(place) = place.filter(|_| is_new && is_whole && log.commits.len() >= WORTH) {
        store::save(&place, &log, &basis);
    }
    Some(log)
}

/// Hashes what a log depends on besides commits: where a shallow clone ends, and whom the mailmap takes for whom.
fn basis(git: &Repository, head: Oid, shallow: &str) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    hash.update(shallow.as_bytes()).update(&[0]);
    let on_disk = git.workdir().and_then(|folder| fs::read(folder.join(".mailmap")).ok());
    let recorded = || {
        let tree = git.find_commit(head).ok()?.tree().ok()?;
        Some(git.find_blob(tree.get_name(".mailmap")?.id()).ok()?.content().to_owned())
    };
    hash.update(&on_disk.or_else(recorded).unwrap_or_default());
    *hash.finalize().as_bytes()
}

/// Names the file of a repository in the cache. Mirrors stand in the cache themselves and are named by where, so that the whole may move.
fn place(git: &Repository, cache: &Path) -> PathBuf {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (folder, cache_folder) = (whole(git.commondir()), whole(cache));
    let name = folder.strip_prefix(&cache_folder).unwrap_or(&folder).to_string_lossy().into_owned();
    cache.join("history").join(format!("{}.log", &blake3::hash(name.as_bytes()).to_hex()[..16]))
}

/// Gives the name of someone who is counted: no program, and no address in place of a name.
fn person(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && !name.contains('@') && !name.ends_with("[bot]")).then_some(name)
}
