//! What Locations name: `spec.target` and `spec.targets` -> more catalog files, of the same repository or of another one that was gathered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use globset::GlobBuilder;

use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Place;
use crate::base::suggest;
use crate::base::url_policy::{self, Target};
use crate::base::yaml::Node;
use crate::model::forge_url::ForgeUrl;
use crate::model::records::{Content, Descriptor};
use crate::model::sources::Repository;

/// Numbers a file: its repository, and its place in the listing.
pub(in crate::parse) type FileNumber = (usize, usize);

/// Says that a Location names a file.
pub(in crate::parse) struct Step {
    /// The file that the Location is in.
    pub(in crate::parse) from: FileNumber,
    /// The file that it names.
    pub(in crate::parse) to: FileNumber,
    /// The target that names it and it alone.
    exact: Option<Place>,
}

/// Lists the files that the Locations among `descriptors` name, and tells which name nothing.
pub(in crate::parse) fn steps(repositories: &[Repository], descriptors: &mut [Descriptor]) -> Vec<Step> {
    let mut steps = Vec::new();
    for descriptor in descriptors {
        let Content::Valid(declared) = &descriptor.content else { continue };
        if declared.kind != "Location" {
            continue;
        }
        let Some(from) = number_of(repositories, descriptor.repository, &descriptor.source.path) else { continue };
        let spec = |key: &str| declared.root.at(&["spec", key]);
        let is_optional = spec("presence").and_then(Node::as_str) == Some("optional");
        let kind = spec("type").and_then(Node::as_str).unwrap_or("url");
        for target in spec("target").into_iter().chain(spec("targets").into_iter().flat_map(Node::items)) {
            let Some(text) = target.as_str() else { continue };
            let place = Place::at(&descriptor.source, target.span);
            match resolve(repositories, from, &descriptor.source.path, kind, text) {
                Ok(Found { files, is_exact, other }) => {
                    descriptor.findings.extend(other.map(|other| other.told(place.clone(), text)));
                    let exact = is_exact.then_some(place);
                    steps.extend(files.into_iter().map(|to| Step { from, to, exact: exact.clone() }));
                }
                Err(NotFound::Nothing(_)) if is_optional => {}
                Err(reason) => descriptor.findings.push(reason.told(place, kind, text)),
            }
        }
    }
    steps
}

/// Tells every target that leads back to a file that it was read through: once for each circle.
pub(in crate::parse) fn tell_circles(steps: &[Step], descriptors: &mut [Descriptor]) {
    let mut named: BTreeMap<FileNumber, Vec<&Step>> = BTreeMap::new();
    for step in steps.iter().filter(|step| step.exact.is_some()) {
        named.entry(step.from).or_default().push(step);
    }
    let mut done: BTreeSet<FileNumber> = BTreeSet::new();
    let mut closing: Vec<&Place> = Vec::new();
    for start in named.keys() {
        // The way from `start`, each file with how many of its targets were followed.
        let mut way: Vec<(FileNumber, usize)> = vec![(*start, 0)];
        while let Some((at, followed)) = way.last_mut() {
            let step = named.get(at).filter(|_| !done.contains(at)).and_then(|steps| steps.get(*followed));
            let Some(step) = step else {
                done.extend(way.pop().map(|(at, _)| at));
                continue;
            };
            *followed += 1;
            if way.iter().any(|(passed, _)| *passed == step.to) {
                closing.extend(&step.exact);
            } else if !done.contains(&step.to) {
                way.push((step.to, 0));
            }
        }
    }
    for place in closing {
        let holds = |descriptor: &&mut Descriptor| {
            let span = place.span.unwrap_or_default();
            Arc::ptr_eq(&descriptor.source, &place.source) && (descriptor.span.start..descriptor.span.end).contains(&span.start)
        };
        if let Some(descriptor) = descriptors.iter_mut().find(holds) {
            descriptor.findings.push(words::location_circle(place.clone()));
        }
    }
}

/// Holds what a target leads to.
struct Found {
    files: Vec<FileNumber>,
    /// Whether it names one file, and is no pattern.
    is_exact: bool,
    /// The branch that it names, where another one was read.
    other: Option<OtherBranch>,
}

struct OtherBranch {
    named: String,
    repository: Arc<str>,
    read: String,
}

impl OtherBranch {
    fn told(&self, place: Place, text: &str) -> Diagnostic {
        words::location_branch(place, text, &self.named, &self.repository, &self.read)
    }
}

/// Says why a target leads to no file.
enum NotFound {
    /// No file is there; perhaps one of this name was meant.
    Nothing(Option<String>),
    /// It is in no repository that is read; perhaps it can be cloned from this address.
    Elsewhere(Option<String>),
    /// It names a folder.
    Folder,
    /// It is a path on some machine.
    Machine,
    /// Nobody knows how to read it.
    Kind,
}

impl NotFound {
    fn told(self, place: Place, kind: &str, text: &str) -> Diagnostic {
        match self {
            Self::Nothing(near) => words::location_empty(place, text, near),
            Self::Elsewhere(clone) => words::location_elsewhere(place, text, clone),
            Self::Folder => words::location_folder(place, text),
            Self::Machine => words::location_machine(place, text),
            Self::Kind => words::location_kind(place, kind),
        }
    }
}

/// Lists the files that an address means, outside any descriptor.
pub(super) fn of_url(repositories: &[Repository], text: &str) -> Vec<FileNumber> {
    resolve(repositories, (0, 0), &RepoPath::root(), "url", text).map(|found| found.files).unwrap_or_default()
}

fn resolve(repositories: &[Repository], from: FileNumber, base: &RepoPath, kind: &str, text: &str) -> Result<Found, NotFound> {
    if !matches!(kind, "url" | "file") {
        return Err(NotFound::Kind);
    }
    let target = url_policy::sort(text);
    if text.ends_with('/') {
        return Err(NotFound::Folder);
    }
    let (number, path, other) = match target {
        Target::External(url) => in_repository(repositories, url)?,
        Target::Relative(path) if kind == "file" && !path.starts_with('.') => return Err(NotFound::Machine),
        Target::Relative(path) => (from.0, base.parent().join(path).ok_or(NotFound::Nothing(None))?, None),
        Target::Forbidden(_) => return Err(NotFound::Elsewhere(None)),
    };
    let repository = repositories.get(number).ok_or(NotFound::Nothing(None))?;
    if let Some(file) = number_of(repositories, number, &path) {
        return Ok(Found { files: vec![file], is_exact: true, other });
    }
    let glob = GlobBuilder::new(path.as_str()).literal_separator(true).build().map_err(|_| NotFound::Nothing(None))?;
    let glob = glob.compile_matcher();
    // As in a shell, a pattern does not mean hidden files unless it says so.
    let is_hidden = |path: &RepoPath| path.parts().any(|part| part.starts_with('.'));
    let takes_hidden = is_hidden(&path);
    let is_target = |path: &RepoPath| glob.is_match(path.as_str()) && (takes_hidden || !is_hidden(path));
    let files: Vec<FileNumber> =
        repository.files.iter().enumerate().filter(|(_, file)| is_target(&file.path)).map(|(file, _)| (number, file)).collect();
    match files.is_empty() {
        true if path.as_str().contains(['*', '?', '{', '[']) => Err(NotFound::Nothing(None)),
        true => Err(NotFound::Nothing(nearest_file(repository, &path))),
        false => Ok(Found { files, is_exact: false, other }),
    }
}

/// Finds the gathered repository, and the path in it, that the URL of a file on a forge means.
fn in_repository(repositories: &[Repository], text: &str) -> Result<(usize, RepoPath, Option<OtherBranch>), NotFound> {
    let url = ForgeUrl::parse(text).ok_or(NotFound::Elsewhere(None))?;
    let (number, (path, other), repository) = repositories
        .iter()
        .enumerate()
        .filter(|(_, repository)| url.is_in(repository))
        .find_map(|(number, repository)| Some((number, url.path_in(repository)?, repository)))
        .ok_or_else(|| NotFound::Elsewhere(Some(url.clone_url())))?;
    let other = other.map(|named| OtherBranch {
        named,
        repository: Arc::clone(&repository.name),
        read: repository.revision.branch.as_deref().unwrap_or_default().to_owned(),
    });
    Ok((number, path, other))
}

/// Numbers the file of a path.
pub(in crate::parse) fn number_of(repositories: &[Repository], number: usize, path: &RepoPath) -> Option<FileNumber> {
    let files = &repositories.get(number)?.files;
    files.binary_search_by(|file| file.path.cmp(path)).ok().map(|file| (number, file))
}

/// Finds the file of the same folder whose name is nearest.
pub(super) fn nearest_file(repository: &Repository, path: &RepoPath) -> Option<String> {
    let folder = path.parent();
    let names = repository.files.iter().filter(|file| file.path.parent() == folder).map(|file| file.path.file_name());
    suggest::nearest(path.file_name(), names).map(str::to_owned)
}
