//! Gather: `Config` -> `Sources`. The only reader of git and of inputs. Never checks anything out and runs nothing that a repository brings.

mod content;
mod folders;
mod forge;
mod git_cli;
mod history;
mod links;
mod listing;
mod mirror;
mod names;
mod outputs;
mod paths;
mod portal_files;
mod repository;
mod settings;
mod versions;
mod words;
mod worktree;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use portal_files::{ConfigText, GatherError, find_config, model_files, theme_files};

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::config::{Config, SourceSpec};
use crate::model::progress::Progress;
use crate::model::sources::Sources;

/// A folder that is to be read as a repository.
struct Candidate {
    folder: PathBuf,
    /// Where the configuration asks for it, unless it is the default.
    place: Option<Place>,
    /// The remote URL that it mirrors, credentials removed.
    remote: Option<String>,
    /// The branch or tag that was asked for, of a remote.
    reference: Option<String>,
    /// The commit to read instead of what stands there now.
    at: Option<git2::Oid>,
}

/// Reads the listings of every configured repository, in parallel, in the order of the configuration. Remote ones are mirrored below `cache`.
pub fn gather(config: &Config, cache: &Path, progress: &dyn Progress) -> Sources {
    settings::apply();
    let mut findings = Vec::new();
    let candidates = candidates(config, cache, progress, &mut findings);
    read_all(candidates, config, cache, findings, progress)
}

/// Gathers as `gather` does, but reads the repository that the configuration's folder stands in at `revision`, its working tree left aside.
pub fn gather_at(config: &Config, cache: &Path, revision: &str, progress: &dyn Progress) -> Result<Sources, GatherError> {
    settings::apply();
    let (root, commit) = repository::resolve(&config.root, revision)?;
    let mut findings = Vec::new();
    let mut candidates = candidates(config, cache, progress, &mut findings);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.remote.is_none()) {
        candidate.at = repository::root_of(&candidate.folder).filter(|found| *found == root).map(|_| commit);
    }
    Ok(read_all(candidates, config, cache, findings, progress))
}

fn read_all(
    candidates: Vec<Candidate>,
    config: &Config,
    cache: &Path,
    mut findings: Vec<Diagnostic>,
    progress: &dyn Progress,
) -> Sources {
    let reading = repository::Reading { cache, versions: versions::patterns(&config.docs.versions) };
    progress.stage("reading repositories", candidates.len());
    let read: Vec<_> = candidates
        .into_par_iter()
        .map(|candidate| {
            let read = repository::read(&candidate, &reading);
            progress.step();
            (candidate, read)
        })
        .collect();
    let mut repositories = Vec::new();
    let mut findings_of = Vec::new();
    for (candidate, (repository, found)) in read {
        match repository {
            Some(repository) => {
                findings_of.push((Arc::clone(&repository.name), found));
                repositories.push((candidate.folder, repository));
            }
            None => findings.extend(found),
        }
    }
    let mut repositories = names::make_unique(repositories);
    for repository in &mut repositories {
        let name = Arc::clone(&repository.name);
        repository.versions.iter_mut().for_each(|version| version.repository.name = Arc::clone(&name));
    }
    for (repository, (name, found)) in repositories.iter().zip(findings_of) {
        findings.extend(found.into_iter().map(|finding| renamed(finding, &name, &repository.name)));
    }
    Sources { repositories, findings }
}

/// Tells a finding under the name that its repository got when all were known.
fn renamed(mut finding: Diagnostic, from: &str, to: &Arc<str>) -> Diagnostic {
    if let Some(place) = finding.place.as_mut().filter(|place| from != &**to && place.source.repository.as_deref() == Some(from))
    {
        let Source { commit, path, text, .. } = &*place.source;
        place.source = Arc::new(Source {
            repository: Some(Arc::clone(to)),
            commit: commit.clone(),
            path: path.clone(),
            text: Arc::clone(text),
        });
    }
    finding
}

/// Finds every folder to read: patterns expanded, mirrors brought up to date, each folder once.
fn candidates(config: &Config, cache: &Path, progress: &dyn Progress, findings: &mut Vec<Diagnostic>) -> Vec<Candidate> {
    let mirrors = mirror::update_all(config, cache, progress);
    let mut mirrors = mirrors.into_iter();
    let mut found = Vec::new();
    for spec in &config.sources {
        match spec {
            SourceSpec::Path { pattern, place } => found.extend(folders::expand(&config.root, pattern, place.as_ref(), findings)),
            SourceSpec::Git { reference, place, .. } => {
                let Some(mirror) = mirrors.next() else { continue };
                findings.extend(mirror.finding);
                found.extend(mirror.folder.map(|folder| Candidate {
                    folder,
                    place: Some(place.clone()),
                    remote: Some(mirror.shown),
                    reference: reference.clone(),
                    at: None,
                }));
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|candidate| seen.insert(candidate.folder.canonicalize().unwrap_or_else(|_| candidate.folder.clone())));
    found
}
