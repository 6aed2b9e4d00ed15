//! Parse: `Sources` -> `Records`. Looks at one file at a time, in parallel; knows no other file save those that a descriptor puts into itself, and those of
//! repositories that nobody described.

mod api;
mod catalog;
mod discover;
mod docs;
mod plugins;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use self::catalog::locations::FileNumber;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};
use crate::base::yaml::Node;
use crate::config::Config;
use crate::model::docs::{DocsFolder, DocsKey};
use crate::model::edit::Edit;
use crate::model::kind::Model;
use crate::model::progress::Progress;
use crate::model::records::{Content, Descriptor, DocsClaim, Records, Rename};
use crate::model::sources::{File, Question, Repository, Sources};

/// Parses every catalog file, then the docs that entities ask for.
pub fn parse(sources: Sources, config: &Config, progress: &dyn Progress) -> Records {
    let Sources { mut repositories, mut findings } = sources;
    if config.contributors {
        repositories.par_iter_mut().for_each(|repository| repository.contributors = repository.content.authors());
    }
    let pattern = catalog::files::Pattern::new(&config.catalog);
    let mut wanted: BTreeSet<FileNumber> = BTreeSet::new();
    for (number, repository) in repositories.iter().enumerate() {
        wanted.extend(pattern.select(repository).into_iter().map(|file| (number, file)));
    }
    let roots = catalog::rules::roots(&repositories, &config.locations, &mut findings);
    wanted.extend(roots.keys());
    let mut seen = wanted.clone();
    // The file that each one was reached from, where that is another one.
    let mut origins: BTreeMap<FileNumber, FileNumber> = BTreeMap::new();
    let (mut descriptors, mut steps) = (Vec::new(), Vec::new());
    // Locations may name files whose Locations name files.
    while !wanted.is_empty() {
        let mut read = read_catalog(&repositories, &wanted, &config.model, &mut findings, progress);
        wanted.clear();
        for step in catalog::locations::steps(&repositories, &mut read) {
            if seen.insert(step.to) {
                wanted.insert(step.to);
                origins.insert(step.to, origins.get(&step.from).copied().unwrap_or(step.from));
            }
            steps.push(step);
        }
        descriptors.extend(read);
    }
    for descriptor in descriptors.iter_mut().filter(|_| !roots.is_empty()) {
        let file = catalog::locations::number_of(&repositories, descriptor.repository, &descriptor.source.path);
        let origin = file.map(|file| origins.get(&file).copied().unwrap_or(file));
        if let Some(location) = origin.and_then(|origin| config.locations.get(*roots.get(&origin)?)) {
            catalog::rules::enforce(descriptor, location);
        }
    }
    let path_of = |file: &FileNumber| (file.0, repositories[file.0].files[file.1].path.clone());
    let origins: BTreeMap<_, _> = origins.iter().map(|(file, origin)| (path_of(file), path_of(origin))).collect();
    for descriptor in &mut descriptors {
        descriptor.origin = origins.get(&(descriptor.repository, descriptor.source.path.clone())).cloned();
    }
    catalog::locations::tell_circles(&steps, &mut descriptors);
    if config.discover.is_on {
        let found = discover::discover(&repositories, &descriptors, &config.discover, &config.model);
        descriptors.extend(found);
    }
    read_apis(&repositories, &mut descriptors, progress);
    descriptors.sort_by(|one, other| {
        (one.repository, &one.source.path, one.index).cmp(&(other.repository, &other.source.path, other.index))
    });

    let collected = plugins::collect(&repositories, &config.plugins, progress, &mut findings);
    let keys: Vec<DocsKey> = claimed(&descriptors).into_iter().collect();
    progress.stage("reading docs", keys.len());
    let docs = keys
        .into_par_iter()
        .filter_map(|key| {
            let folder = with_versions(&repositories[key.repository], &key);
            progress.step();
            folder
        })
        .collect();
    let (mut renames, mut edits) = (Vec::new(), Vec::new());
    if config.docs.history || config.history > 0 {
        for (were, done) in history(&mut repositories, &descriptors, &pattern, config, progress) {
            renames.extend(were);
            edits.extend(done);
        }
    }
    Records {
        model: Arc::clone(&config.model),
        repositories,
        descriptors,
        docs,
        renames,
        edits,
        views: Arc::clone(&config.views),
        plugins: Arc::clone(&config.plugins),
        collected,
        findings,
    }
}

/// Reads docs, and what they are at the other versions of the repository; a page that is the same there is parsed once.
fn with_versions(repository: &Repository, key: &DocsKey) -> Option<DocsFolder> {
    let memo = docs::Memo::of(repository);
    let mut folder = docs::folder(repository, key, &memo)?;
    let versions = repository.versions.iter().enumerate();
    folder.versions =
        versions.filter_map(|(number, version)| Some((number, docs::folder(&version.repository, key, &memo)?))).collect();
    Some(folder)
}

/// Asks the commits of every repository that has something in the catalog; gives what they say of its entities, repository by repository.
fn history(
    repositories: &mut [Repository],
    descriptors: &[Descriptor],
    pattern: &catalog::files::Pattern,
    config: &Config,
    progress: &dyn Progress,
) -> Vec<(Vec<Rename>, Vec<Edit>)> {
    let mut described: BTreeMap<usize, BTreeSet<&RepoPath>> = BTreeMap::new();
    for descriptor in descriptors {
        let paths = described.entry(descriptor.repository).or_default();
        if descriptor.evidence.is_empty() {
            paths.insert(&descriptor.source.path);
        }
    }
    progress.stage("reading history", described.len());
    let ask = |repository: &mut Repository, most: usize, paths: &BTreeSet<&RepoPath>| {
        let is_wanted = |path: &RepoPath| pattern.is_match(path) || paths.contains(path);
        let question = Question { named: config.contributors, most, is_wanted: &is_wanted };
        let files = if config.docs.history { &repository.files[..] } else { &[] };
        repository.history = repository.content.history(files, &question).unwrap_or_default();
    };
    let all = repositories.par_iter_mut().enumerate().filter_map(|(number, repository)| {
        let paths = described.get(&number)?;
        ask(repository, config.history, paths);
        repository.versions.iter_mut().for_each(|version| ask(&mut version.repository, 0, paths));
        progress.step();
        Some(catalog::past::past(number, &std::mem::take(&mut repository.history.rewrites)))
    });
    all.collect()
}

/// Reads catalog files, given as numbers of a repository and of a file in it.
fn read_catalog(
    repositories: &[Repository],
    files: &BTreeSet<FileNumber>,
    model: &Model,
    findings: &mut Vec<Diagnostic>,
    progress: &dyn Progress,
) -> Vec<Descriptor> {
    progress.stage("reading catalog files", files.len());
    let read: Vec<_> = files
        .par_iter()
        .map(|(number, file)| {
            let repository = &repositories[*number];
            let source = read_source(repository, &repository.files[*file]);
            progress.step();
            source.map(|source| catalog::descriptors(repositories, *number, &source, model))
        })
        .collect();
    let mut descriptors = Vec::new();
    for outcome in read {
        match outcome {
            Ok(found) => descriptors.extend(found),
            Err(finding) => findings.push(*finding),
        }
    }
    descriptors
}

/// Reads what the definitions of APIs say, and lets go of the files that placeholders put in.
fn read_apis(repositories: &[Repository], descriptors: &mut [Descriptor], progress: &dyn Progress) {
    let is_api = |descriptor: &&mut Descriptor| matches!(&descriptor.content, Content::Valid(declared) if declared.kind.eq_ignore_ascii_case("api"));
    let all: Vec<&mut Descriptor> = descriptors.iter_mut().filter(is_api).collect();
    progress.stage("reading API definitions", all.len());
    all.into_par_iter().for_each(|descriptor| {
        let Content::Valid(declared) = &mut descriptor.content else { return };
        let files = std::mem::take(&mut declared.files);
        let Some(node) = declared.root.at(&["spec", "definition"]) else { return };
        // What could not be put in was told already.
        if catalog::is_pending(node) {
            return;
        }
        let repository = &repositories[descriptor.repository];
        let reader = |path: &RepoPath| read_source(repository, repository.file(path)?).ok();
        let definition = api::Definition {
            type_name: declared.root.at(&["spec", "type"]).and_then(Node::as_str).unwrap_or_default(),
            node,
            file: files.iter().find(|(span, _)| *span == node.span).map(|(_, file)| file),
            field: Place::at(&descriptor.source, node.span),
            reader: &reader,
        };
        let (mut api, findings) = api::read(&definition);
        if let (Some(api), Some(file)) = (&mut api, definition.file) {
            let source = |repository: &Repository, path: &RepoPath| read_source(repository, repository.file(path)?).ok();
            api.versions = api::versions(api, definition.type_name, &file.path, repository, &source);
        }
        progress.step();
        declared.api = api.map(Arc::new);
        // Nobody is to blame for what was found by itself; the page tells.
        if descriptor.evidence.is_empty() {
            // What was put together from several files has told of the references that lead nowhere.
            let places = |finding: &Diagnostic| {
                finding.place.iter().chain(finding.labels.iter().map(|label| &label.place)).filter_map(spot).collect::<Vec<_>>()
            };
            let told: BTreeSet<_> = descriptor.findings.iter().flat_map(places).collect();
            let is_new = |finding: &Diagnostic| finding.place.as_ref().and_then(spot).is_none_or(|spot| !told.contains(&spot));
            let new: Vec<Diagnostic> = findings.into_iter().filter(is_new).collect();
            descriptor.findings.extend(new);
        }
    });
}

/// Tells one piece of a file from another.
fn spot(place: &Place) -> Option<(RepoPath, Span)> {
    Some((place.source.path.clone(), place.span?))
}

/// Reads a text file of a repository, or says why that cannot be done.
fn read_source(repository: &Repository, file: &File) -> Result<Arc<Source>, Box<Diagnostic>> {
    let empty = |path| Source {
        repository: Some(Arc::clone(&repository.name)),
        commit: repository.short_commit(),
        path,
        text: "".into(),
    };
    let bytes = repository
        .content
        .read(file)
        .map_err(|error| Box::new(words::unreadable(&Arc::new(empty(file.path.clone())), &error.to_string())))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Arc::new(Source { text: text.into(), ..empty(file.path.clone()) })),
        Err(error) => Err(Box::new(words::not_utf8(&Arc::new(empty(file.path.clone())), error.utf8_error().valid_up_to()))),
    }
}

/// Lists the docs folders that descriptors ask for, each once.
fn claimed(descriptors: &[Descriptor]) -> BTreeSet<DocsKey> {
    descriptors
        .iter()
        .filter_map(|descriptor| match &descriptor.content {
            Content::Valid(declared) => match declared.docs.as_ref()? {
                DocsClaim::Named(key, _) | DocsClaim::Nearby(key) => Some(key.clone()),
                DocsClaim::Entity(..) | DocsClaim::Elsewhere(..) => None,
            },
            Content::Broken(_) => None,
        })
        .collect()
}
