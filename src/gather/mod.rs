//! Gather: `Config` -> `Sources`. The only reader of git and of inputs. Never checks anything out and runs nothing that a repository brings.

mod app_config;
mod cache;
mod content;
mod folders;
mod forge;
mod forges;
mod git_cli;
mod history;
mod links;
mod listing;
mod mirror;
mod names;
mod outputs;
mod paths;
mod plugins;
mod portal_files;
mod repository;
mod settings;
mod versions;
mod web;
mod web_links;
mod words;
mod worktree;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

pub use app_config::read_app_configs;
pub use cache::Cache;
pub use plugins::plugin_folders;
pub use portal_files::{ConfigText, GatherError, find_config, model_files, theme_files, view_files};
pub use web::Asking;
pub use web_links::dead_links;

use self::mirror::Remote;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::config::{Config, SourceSpec};
use crate::model::progress::Progress;
use crate::model::sources::{Forge, Sources};

/// A folder that is to be read as a repository.
struct Candidate {
    folder: PathBuf,
    /// Where the configuration asks for it, unless it is the default.
    place: Option<Place>,
    /// The remote URL that it mirrors, credentials removed.
    remote: Option<String>,
    /// The branch or tag that was asked for, of a remote, or that its forge says is the default.
    reference: Option<String>,
    /// What its forge calls it, and where its files can be looked at there, if a forge listed it.
    listed: Option<(String, Forge)>,
    /// The commit to read instead of what stands there now.
    at: Option<git2::Oid>,
}

/// Reads the listings of every configured repository, in parallel, in the order of the configuration. Remote ones are mirrored in `cache`.
pub fn gather(config: &Config, cache: &Cache, progress: &dyn Progress) -> Sources {
    settings::apply();
    let mut findings = config.told.clone();
    let candidates = candidates(config, cache, progress, &mut findings);
    read_all(candidates, config, cache, findings, progress)
}

/// Gathers as `gather` does, but reads the repository that the configuration's folder stands in at `revision`, its working tree left aside.
pub fn gather_at(config: &Config, cache: &Cache, revision: &str, progress: &dyn Progress) -> Result<Sources, GatherError> {
    settings::apply();
    let (root, commit) = repository::resolve(&config.root, revision)?;
    let mut findings = config.told.clone();
    let mut candidates = candidates(config, cache, progress, &mut findings);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.remote.is_none()) {
        candidate.at = repository::root_of(&candidate.folder).filter(|found| *found == root).map(|_| commit);
    }
    Ok(read_all(candidates, config, cache, findings, progress))
}

fn read_all(
    candidates: Vec<Candidate>,
    config: &Config,
    cache: &Cache,
    mut findings: Vec<Diagnostic>,
    progress: &dyn Progress,
) -> Sources {
    let reading = repository::Reading {
        cache: cache.folder(),
        versions: versions::patterns(&config.docs.versions),
        forges: forge::known(config),
    };
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

/// What one entry of `sources` stands for, before anything is fetched.
enum Wanted {
    Folder(Candidate),
    Remote(Remote),
}

/// Finds every folder to read: patterns expanded, forges asked, mirrors brought up to date, each folder once.
fn candidates(config: &Config, cache: &Cache, progress: &dyn Progress, findings: &mut Vec<Diagnostic>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut remotes = Vec::new();
    let mut order = Vec::new();
    for wanted in wanted(config, cache, progress, findings) {
        match wanted {
            Wanted::Folder(candidate) => order.push(Some(candidate)),
            Wanted::Remote(remote) => {
                remotes.push(remote);
                order.push(None);
            }
        }
    }
    let mirrors = mirror::update_all(config, &remotes, cache, progress);
    let mut mirrors = mirrors.into_iter().zip(remotes);
    for candidate in order {
        let Some((mirror, remote)) = (if candidate.is_none() { mirrors.next() } else { None }) else {
            found.extend(candidate);
            continue;
        };
        findings.extend(mirror.finding);
        let default = remote.listed.as_ref().and_then(|listed| listed.branch.clone());
        found.extend(mirror.folder.map(|folder| Candidate {
            folder,
            place: Some(remote.place),
            remote: Some(mirror.shown),
            reference: remote.reference.or(default),
            listed: remote.listed.map(|listed| (listed.name, listed.forge)),
            at: None,
        }));
    }
    let more = app_config::needed(&config.locations, &found, &forge::known(config), findings);
    if !more.is_empty() {
        let config = Config { sources: more, locations: Vec::new(), ..config.clone() };
        found.extend(candidates(&config, cache, progress, findings));
    }
    let mut seen = BTreeSet::new();
    found.retain(|candidate| seen.insert(candidate.folder.canonicalize().unwrap_or_else(|_| candidate.folder.clone())));
    found
}

/// Lists what the configuration asks for. A repository that an entry names by itself is not taken from a listing too, and from one listing alone.
fn wanted(config: &Config, cache: &Cache, progress: &dyn Progress, findings: &mut Vec<Diagnostic>) -> Vec<Wanted> {
    let mut listings = forges::list_all(config, cache, progress).into_iter();
    let mut wanted = Vec::new();
    for spec in &config.sources {
        match spec {
            SourceSpec::Path { pattern, place } => {
                wanted.extend(folders::expand(&config.root, pattern, place.as_ref(), findings).into_iter().map(Wanted::Folder));
            }
            SourceSpec::Git { url, reference, depth, place } => wanted.push(Wanted::Remote(Remote {
                url: url.clone(),
                reference: reference.clone(),
                depth: *depth,
                place: place.clone(),
                listed: None,
            })),
            SourceSpec::Forge(_) => {
                let Some(listing) = listings.next() else { continue };
                findings.extend(listing.findings);
                wanted.extend(listing.repositories.into_iter().map(Wanted::Remote));
            }
        }
    }
    if wanted.iter().any(|wanted| matches!(wanted, Wanted::Remote(Remote { listed: Some(_), .. }))) {
        let mut known: BTreeSet<String> = wanted.iter().filter_map(named).collect();
        wanted.retain(|wanted| match wanted {
            Wanted::Remote(Remote { url, listed: Some(_), .. }) => forge::identity(url).is_none_or(|name| known.insert(name)),
            Wanted::Folder(_) | Wanted::Remote(_) => true,
        });
    }
    wanted
}

/// Gives the identity of a repository that an entry names by itself.
fn named(wanted: &Wanted) -> Option<String> {
    match wanted {
        Wanted::Remote(Remote { url, listed: None, .. }) => forge::identity(url),
        Wanted::Remote(_) => None,
        Wanted::Folder(candidate) => repository::remote_of(&candidate.folder).and_then(|url| forge::identity(&url)),
    }
}
