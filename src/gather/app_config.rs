//! What Backstage's `app-config.yaml` adds to the sources: the files themselves, and the repositories that their locations lead to and nobody else named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Candidate, forge, repository, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::config::app_config::{self, AppFile, AppLocation};
use crate::config::{Config, SourceSpec};
use crate::model::forge_url::ForgeUrl;

/// Reads the files that `sources` name by `backstage`, and fills in what they say.
pub fn read_app_configs(config: &mut Config) {
    for (paths, place) in config.app_configs.clone() {
        let mut files = Vec::new();
        for path in paths {
            let whole = config.root.join(&path);
            match fs::read(&whole) {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let name = path.rsplit('/').next().unwrap_or_default();
                    let path = RepoPath::new(&path).or_else(|| RepoPath::new(name)).unwrap_or_default();
                    let source = Arc::new(Source { repository: None, commit: None, path, text: text.into() });
                    let folder = whole.parent().unwrap_or(&config.root).to_owned();
                    files.push(AppFile { folder, source });
                }
                Err(error) => config.told.push(words::source_not_read(&whole, &error, Some(&place))),
            }
        }
        let (mut locations, findings) = app_config::read(&files);
        config.told.extend(findings);
        for location in locations.iter_mut().filter(|location| location.kind == "file") {
            location.found = found(&location.folder, &location.target);
            if location.found.is_empty() {
                config.told.push(words::app_target(location.place.clone()));
            }
        }
        config.locations.extend(locations);
    }
}

/// Finds the file that a path of a location means, under the names that it may be known by. It must be below `folder`: whoever writes the file may not read the machine.
fn found(folder: &Path, target: &str) -> Vec<PathBuf> {
    // Backstage reads paths from where its backend runs.
    let starts = [folder.join("packages/backend"), folder.to_owned()];
    let Some(path) = starts.iter().map(|start| start.join(target)).find(|path| path.is_file()) else { return Vec::new() };
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(whole), Ok(folder)) if whole.starts_with(&folder) => vec![whole, path],
        _ => Vec::new(),
    }
}

/// Lists the sources that the locations need besides `known`.
pub(super) fn needed(
    locations: &[AppLocation],
    known: &[Candidate],
    forges: &[forge::Known],
    findings: &mut Vec<Diagnostic>,
) -> Vec<SourceSpec> {
    let mut repositories: BTreeSet<String> =
        known.iter().filter_map(|candidate| repository::forge_url(candidate, forges)).map(|url| url.to_lowercase()).collect();
    let mut folders: Vec<_> = known.iter().filter_map(|candidate| candidate.folder.canonicalize().ok()).collect();
    let mut specs = Vec::new();
    for location in locations {
        let place = &location.place;
        if location.kind == "url" {
            let Some(url) = ForgeUrl::parse(&location.target) else {
                findings.push(words::app_target(place.clone()));
                continue;
            };
            if repositories.insert(url.repository.to_lowercase()) {
                let reference = Some(url.split(None).0).filter(|reference| !matches!(reference.as_str(), "" | "HEAD"));
                specs.push(SourceSpec::Git { url: url.clone_url(), reference, depth: None, place: place.clone() });
            }
        } else if let Some(file) = location.found.first()
            && !folders.iter().any(|folder| file.starts_with(folder))
            && let Some(folder) = file.parent().map(Path::to_owned)
        {
            specs.push(SourceSpec::Path { pattern: folder.to_string_lossy().into_owned(), place: Some(place.clone()) });
            folders.push(folder);
        }
    }
    specs
}
