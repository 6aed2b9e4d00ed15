//! One folder -> one `Repository`: a working tree, a bare repository, a folder inside a working tree, or plain files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use git2::{BranchType, ErrorCode, Repository as Git, Tree};
use globset::GlobSet;

use super::content::{self, RepositoryContent};
use super::links::{self, Lost};
use super::listing::{Entry, Listing, Stored};
use super::outputs::Outputs;
use super::paths::Collisions;
use super::portal_files::GatherError;
use super::{Candidate, forge, names, versions, words, worktree};
use crate::base::diagnostic::Diagnostic;
use crate::base::instant::Instant;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::history::History;
use crate::model::sources::{File, Forge, Repository, Revision, Version};

/// Tells whether `folder` itself is a repository, with a working tree or bare.
pub(super) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists() || is_bare(folder)
}

/// Tells whether `folder` is a bare repository.
pub(super) fn is_bare(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// Tells whether `folder` is a repository or a part of a working tree.
pub(super) fn is_in_repository(folder: &Path) -> bool {
    is_repository(folder) || enclosing(folder).is_some()
}

/// Finds the working tree that `folder` is a part of, and the path of `folder` in it.
fn enclosing(folder: &Path) -> Option<(PathBuf, RepoPath)> {
    let folder = folder.canonicalize().ok()?;
    let root = folder.ancestors().skip(1).find(|above| above.join(".git").exists())?;
    let parts: Option<Vec<&str>> = folder.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some((root.to_owned(), RepoPath::new(&parts?.join("/"))?))
}

/// Finds the root of the repository that `folder` is or stands in.
pub(super) fn root_of(folder: &Path) -> Option<PathBuf> {
    if is_repository(folder) { folder.canonicalize().ok() } else { enclosing(folder).map(|(root, _)| root) }
}

/// Finds the commit that `revision` names in the repository of `folder`, with the repository's root.
pub(super) fn resolve(folder: &Path, revision: &str) -> Result<(PathBuf, git2::Oid), GatherError> {
    let root = root_of(folder).ok_or_else(|| GatherError::NoRepository(folder.to_owned()))?;
    let commit = content::open(&root).and_then(|git| Ok(git.revparse_single(revision)?.peel_to_commit()?.id()));
    let missing = |error: git2::Error| GatherError::NoRevision {
        revision: revision.escape_debug().to_string(),
        reason: error.message().to_owned(),
    };
    Ok((root, commit.map_err(missing)?))
}

/// Says how repositories are read.
pub(super) struct Reading<'a> {
    /// Where what is read of commits is remembered.
    pub(super) cache: &'a Path,
    /// Which other branches and tags are read, too.
    pub(super) versions: GlobSet,
    /// The forges that the configuration knows.
    pub(super) forges: Vec<forge::Known>,
}

/// Reads the folder; what is wrong with it never stops the others.
pub(super) fn read(candidate: &Candidate, reading: &Reading<'_>) -> (Option<Repository>, Vec<Diagnostic>) {
    let folder = &candidate.folder;
    let (root, within) = if is_repository(folder) {
        (folder.clone(), RepoPath::root())
    } else if let Some(enclosing) = enclosing(folder) {
        enclosing
    } else {
        return read_plain(candidate);
    };
    match read_git(candidate, &root, &within, reading) {
        Ok(read) => read,
        Err(error) => (None, vec![words::repository_unreadable(folder, error.message(), candidate.place.as_ref())]),
    }
}

fn read_git(
    candidate: &Candidate,
    root: &Path,
    within: &RepoPath,
    reading: &Reading<'_>,
) -> Result<(Option<Repository>, Vec<Diagnostic>), git2::Error> {
    let git = content::open(root)?;
    let remote = candidate.remote.clone().or_else(|| origin(&git, 0));
    let (listed_name, listed_forge) = candidate.listed.clone().unzip();
    let mut forge = listed_forge.or_else(|| remote.as_deref().and_then(|remote| forge::of_remote(remote, &reading.forges)));
    if let Some(forge) = &mut forge {
        forge.folder = within.clone();
    }
    let name = if within.is_root() { remote.as_deref().and_then(forge::name_of_remote) } else { None };
    let name = listed_name.or(name).or_else(|| candidate.remote.as_deref().map(forge::last_part));
    let name = name.unwrap_or_else(|| names::of_folder(&candidate.folder));

    let mut revision = Revision::default();
    let mut listing = Listing::default();
    let mut is_empty = true;
    if let Some((branch, commit)) = chosen(candidate, &git)? {
        is_empty = false;
        revision = Revision {
            commit: Some(commit.id().to_string().into()),
            // A mirror's own branch has a name that nobody else knows.
            branch: if candidate.remote.is_some() { candidate.reference.clone() } else { branch }.map(Into::into),
            time: Instant(commit.committer().when().seconds()),
            dirty: false,
        };
        let tree: Tree<'_> = commit.tree()?;
        listing = Listing::of_tree(&git, &tree)?;
    }
    let disk = git.workdir().map(Path::to_owned);
    if candidate.at.is_none() {
        revision.dirty = worktree::overlay(&git, within, &mut listing)?;
    }
    let versions = if reading.versions.is_empty() || candidate.at.is_some() {
        Vec::new()
    } else {
        versions(&git, &name, &forge, within, &revision, reading)
    };
    let mut findings = Vec::new();
    if is_empty {
        findings.push(words::repository_empty(&candidate.folder, candidate.place.as_ref()));
    }
    let content = RepositoryContent {
        git: Some(git.path().to_owned()),
        disk,
        on_disk: on_disk(&listing),
        head: revision.commit.as_deref().and_then(|commit| git2::Oid::from_str(commit).ok()),
        within: within.clone(),
        cache: reading.cache.to_owned(),
        idle: Mutex::new(vec![git]),
    };
    let mut repository = finish(name.into(), forge, revision, listing, within, content, &mut findings);
    repository.versions = versions;
    if repository.files.is_empty() && !is_empty {
        findings.push(words::source_without_files(&candidate.folder, candidate.place.as_ref()));
    }
    Ok((Some(repository), findings))
}

/// Finds the remote that the repository at `folder` came from; nothing for a folder inside one.
pub(super) fn remote_of(folder: &Path) -> Option<String> {
    if !is_repository(folder) {
        return None;
    }
    content::open(folder).ok().and_then(|git| origin(&git, 0))
}

/// Gives the page of a candidate's repository on its forge, as far as its remote tells.
pub(super) fn forge_url(candidate: &Candidate, known: &[forge::Known]) -> Option<String> {
    let remote = candidate.remote.clone().or_else(|| {
        let root = root_of(&candidate.folder)?;
        origin(&content::open(&root).ok()?, 0)
    })?;
    forge::of_remote(&remote, known).map(|forge| forge.url)
}

/// Reads the repository at the other branches and tags that are wanted. What is wrong with them is not told: it cannot be mended any more.
fn versions(
    git: &Git,
    name: &str,
    forge: &Option<Forge>,
    within: &RepoPath,
    current: &Revision,
    reading: &Reading<'_>,
) -> Vec<Version> {
    let named = versions::list(git, &reading.versions, current.branch.as_deref());
    let read = |version: &versions::Named| {
        let commit = git.find_commit(version.commit).ok()?;
        let listing = Listing::of_tree(git, &commit.tree().ok()?).ok()?;
        let revision = Revision {
            commit: Some(version.commit.to_string().into()),
            branch: Some(version.name.as_str().into()),
            time: Instant(commit.committer().when().seconds()),
            dirty: false,
        };
        let content = RepositoryContent {
            git: Some(git.path().to_owned()),
            disk: None,
            on_disk: BTreeMap::new(),
            head: Some(version.commit),
            within: within.clone(),
            cache: reading.cache.to_owned(),
            idle: Mutex::default(),
        };
        Some(finish(name.into(), forge.clone(), revision, listing, within, content, &mut Vec::new()))
    };
    named
        .iter()
        .filter_map(|version| {
            Some(Version {
                name: version.name.as_str().into(),
                slug: version.slug.as_str().into(),
                is_release: version.is_release,
                repository: read(version)?,
            })
        })
        .collect()
}

/// Finds the remote that a repository came from. A clone of a clone on this machine came from where that one came from.
fn origin(git: &Git, hops: usize) -> Option<String> {
    let url = git.find_remote("origin").ok()?.url().ok()?.to_owned();
    let local = url.strip_prefix("file://").unwrap_or(&url);
    if !Path::new(local).is_absolute() || hops > 2 {
        return Some(url);
    }
    content::open(Path::new(local)).ok().and_then(|before| origin(&before, hops + 1)).or(Some(url))
}

/// Finds the commit to read: the one that was asked for, or what stands there now.
fn chosen<'g>(candidate: &Candidate, git: &'g Git) -> Result<Option<(Option<String>, git2::Commit<'g>)>, git2::Error> {
    match candidate.at {
        Some(id) => Ok(Some((None, git.find_commit(id)?))),
        None => head(git),
    }
}

/// Finds the commit to read: HEAD, or the branch that HEAD should have meant. `None` when there is no commit at all.
fn head(git: &Git) -> Result<Option<(Option<String>, git2::Commit<'_>)>, git2::Error> {
    match git.head() {
        Ok(head) => {
            let branch = head.is_branch().then(|| head.shorthand().ok().map(str::to_owned)).flatten();
            return Ok(Some((branch, head.peel_to_commit()?)));
        }
        Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => {}
        Err(error) => return Err(error),
    }
    if !git.is_bare() {
        return Ok(None);
    }
    if let Ok(default) = git.find_reference("refs/remotes/origin/HEAD").and_then(|default| default.resolve()) {
        let branch = default.shorthand().ok().map(|name| name.trim_start_matches("origin/").to_owned());
        return Ok(Some((branch, default.peel_to_commit()?)));
    }
    let mut branches: Vec<_> = git.branches(Some(BranchType::Local))?.flatten().map(|(branch, _)| branch).collect();
    branches.sort_by_key(|branch| {
        let name = branch.name().ok().flatten().unwrap_or_default().to_owned();
        let rank = ["main", "master"].iter().position(|usual| *usual == name).unwrap_or(2);
        (rank, name)
    });
    match branches.into_iter().next() {
        Some(branch) => Ok(Some((branch.name()?.map(str::to_owned), branch.into_reference().peel_to_commit()?))),
        None => Ok(None),
    }
}

/// Reads a folder that is in no repository.
fn read_plain(candidate: &Candidate) -> (Option<Repository>, Vec<Diagnostic>) {
    let folder = &candidate.folder;
    let mut findings = vec![words::not_a_repository(folder, candidate.place.as_ref())];
    let mut listing = Listing::default();
    let walk = ignore::WalkBuilder::new(folder).hidden(false).git_global(false).parents(false).follow_links(false).build();
    let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()));
    let path = |entry: ignore::DirEntry| {
        let parts: Option<Vec<&str>> = entry.path().strip_prefix(folder).ok()?.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/"))
    };
    let paths: Vec<String> = files.filter_map(path).collect();
    let outputs = Outputs::among(folder, paths.iter().map(String::as_str));
    for path in paths.iter().filter(|path| !outputs.contain(path)) {
        worktree::take(folder, path, &mut listing);
    }
    let content = RepositoryContent {
        git: None,
        disk: Some(folder.clone()),
        on_disk: on_disk(&listing),
        head: None,
        within: RepoPath::root(),
        cache: PathBuf::new(),
        idle: Mutex::default(),
    };
    let revision = Revision { dirty: true, ..Revision::default() };
    let repository = finish(names::of_folder(folder).into(), None, revision, listing, &RepoPath::root(), content, &mut findings);
    (Some(repository), findings)
}

/// Finds where the content of each id on disk stands.
fn on_disk(listing: &Listing) -> BTreeMap<String, RepoPath> {
    let stored = listing.files.values().filter_map(|entry| match &entry.stored {
        Stored::Disk(id, path) => Some((id.clone(), path.clone())),
        Stored::Object(_) => None,
    });
    stored.collect()
}

/// Resolves links, re-roots the listing at `within`, checks for collisions, and tells what was left out.
fn finish(
    name: Arc<str>,
    forge: Option<Forge>,
    revision: Revision,
    listing: Listing,
    within: &RepoPath,
    content: RepositoryContent,
    findings: &mut Vec<Diagnostic>,
) -> Repository {
    let folder = content.disk.as_ref().map(|root| within.parts().fold(root.clone(), |folder, part| folder.join(part)));
    let mut repository = Repository {
        contributors: Vec::new(),
        name,
        forge,
        folder,
        revision,
        files: Vec::new(),
        history: History::default(),
        versions: Vec::new(),
        content: Arc::new(content),
    };
    let source = |path: RepoPath| {
        let (name, commit) = (Some(Arc::clone(&repository.name)), repository.short_commit());
        Arc::new(Source { repository: name, commit, path, text: "".into() })
    };
    let is_inside = |path: &str| within.is_root() || path.strip_prefix(within.as_str()).is_some_and(|rest| rest.starts_with('/'));
    let local = |path: &str| RepoPath::new(path).and_then(|path| path.strip_prefix(within)).unwrap_or_default();

    for (path, problem) in listing.unsafe_paths.iter().filter(|(path, _)| is_inside(path)) {
        findings.push(words::unsafe_path(&source(RepoPath::root()), path, problem));
    }
    for path in listing.damaged.iter().filter(|path| is_inside(path)) {
        findings.push(words::object_missing(&source(local(path))));
    }
    if listing.is_cut {
        findings.push(words::too_many_files(&source(RepoPath::root())));
    }
    let (files, lost): (BTreeMap<String, Entry>, Vec<Lost>) = links::resolve(listing);
    for lost in lost {
        match lost {
            Lost::Outside(path) if is_inside(&path) => findings.push(words::link_outside(&source(local(&path)))),
            Lost::Broken(path) if is_inside(&path) => findings.push(words::link_broken(&source(local(&path)))),
            Lost::Outside(_) | Lost::Broken(_) => {}
        }
    }
    let mut collisions = Collisions::default();
    let mut kept = Vec::new();
    for (path, entry) in files.into_iter().filter(|(path, _)| is_inside(path)) {
        let local = local(&path);
        if let Err(first) = collisions.insert(local.as_str()) {
            findings.push(words::path_collision(&source(local), &first));
            continue;
        }
        let id = match entry.stored {
            Stored::Object(id) => id.to_string().into(),
            Stored::Disk(id, _) => id.into(),
        };
        kept.push(File { path: local, size: entry.size, id });
    }
    kept.sort_by(|one, other| one.path.cmp(&other.path));
    repository.files = kept;
    repository
}
