//! Watch: inputs -> the paths that changed. Passes over what builds and git make for themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify::event::EventKind;
use notify::{Config, ErrorKind, PollWatcher, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};

use super::Say;
use super::rebuild::Message;

/// How long a change must rest; editors write a file in several steps.
const REST: Duration = Duration::from_millis(60);
/// How often files are compared where the system cannot tell of changes.
const POLL: Duration = Duration::from_millis(700);
/// Folders that hold no inputs, and often very many files.
const PASSED_OVER: &[&str] = &["target", "node_modules", ".hg", ".svn"];
/// What in `.git` tells of another state of the repository.
const GIT_STATE: &[&str] = &["HEAD", "index", "packed-refs", "refs"];

enum Watcher {
    System(Debouncer<RecommendedWatcher, NoCache>),
    Polling(Debouncer<PollWatcher, NoCache>),
    None,
}

/// Watches the inputs of the last build.
pub(super) struct Watch {
    watcher: Watcher,
    watched: BTreeSet<PathBuf>,
    messages: Sender<Message>,
    say: Arc<Say>,
}

impl Watch {
    /// Watches nothing yet.
    pub(super) fn new(messages: Sender<Message>, say: Arc<Say>) -> Self {
        let config = Config::default();
        let handler = handler(messages.clone());
        let watcher = match new_debouncer_opt(REST, Some(REST / 3), handler, NoCache::new(), config) {
            Ok(watcher) => Watcher::System(watcher),
            Err(_) => Watcher::None,
        };
        let mut watch = Self { watcher, watched: BTreeSet::new(), messages, say };
        if matches!(watch.watcher, Watcher::None) {
            watch.poll("the system does not tell of changes");
        }
        watch
    }

    /// Watches `inputs`, with all folders below them, and whatever has appeared there since the last time.
    pub(super) fn follow(&mut self, inputs: &[PathBuf]) {
        let mut wanted = BTreeSet::new();
        for input in inputs {
            let input = fs::canonicalize(input).unwrap_or_else(|_| input.clone());
            if input.is_dir() {
                folders(&input, &mut wanted);
            } else if let Some(parent) = input.parent() {
                // A file is watched through its folder: editors put a new file in the place of the old one.
                wanted.insert(parent.to_owned());
            }
        }
        self.watched.retain(|folder| folder.is_dir());
        let new: Vec<PathBuf> = wanted.difference(&self.watched).cloned().collect();
        for folder in new {
            match self.add(&folder) {
                Ok(()) => {
                    self.watched.insert(folder);
                }
                Err(error) if is_limit(&error) && matches!(self.watcher, Watcher::System(_)) => {
                    self.poll("the system watches no more folders (fs.inotify.max_user_watches)");
                    self.watched.clear();
                    return self.follow(inputs);
                }
                // Gone again, or not ours to read.
                Err(_) => {}
            }
        }
    }

    fn add(&mut self, folder: &Path) -> notify::Result<()> {
        match &mut self.watcher {
            Watcher::System(watcher) => watcher.watch(folder, RecursiveMode::NonRecursive),
            Watcher::Polling(watcher) => watcher.watch(folder, RecursiveMode::NonRecursive),
            Watcher::None => Ok(()),
        }
    }

    fn poll(&mut self, why: &str) {
        (self.say)(&format!("note: {why}; files are compared every {} ms instead", POLL.as_millis()));
        let config = Config::default().with_poll_interval(POLL);
        self.watcher = match new_debouncer_opt(REST, Some(REST / 3), handler(self.messages.clone()), NoCache::new(), config) {
            Ok(watcher) => Watcher::Polling(watcher),
            Err(error) => {
                (self.say)(&format!("warning: changes cannot be seen: {error}"));
                Watcher::None
            }
        };
    }
}

fn handler(messages: Sender<Message>) -> impl FnMut(DebounceEventResult) + Send + 'static {
    move |events| {
        // After an error (events were lost, perhaps), looking again is right.
        let events = events.unwrap_or_default();
        let mut changed: Vec<PathBuf> = events
            .into_iter()
            .filter(|event| !matches!(event.kind, EventKind::Access(_)))
            .flat_map(|event| event.event.paths)
            .filter(|path| is_input(path))
            .collect();
        changed.sort();
        changed.dedup();
        if !changed.is_empty() {
            let _ = messages.send(Message::Changed(changed));
        }
    }
}

fn is_limit(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    }
}

/// Tells whether a path may be an input.
fn is_input(path: &Path) -> bool {
    let names: Vec<&str> =
        path.components().filter_map(|part| if let Component::Normal(name) = part { name.to_str() } else { None }).collect();
    if names.iter().any(|name| PASSED_OVER.contains(name)) || names.last().is_some_and(|name| is_scratch(name)) {
        return false;
    }
    match names.iter().position(|name| *name == ".git") {
        Some(git) => names.get(git + 1).is_some_and(|name| GIT_STATE.contains(name)),
        None => true,
    }
}

/// Tells whether a file is one that an editor or git makes while it writes another.
fn is_scratch(name: &str) -> bool {
    name.ends_with('~')
        || name.ends_with(".lock") && !name.starts_with("Cargo")
        || name.ends_with(".swp")
        || name.ends_with(".swx")
        || name.starts_with(".#")
        || name == "4913"
}

/// Lists `folder` and the folders below it that may hold inputs.
fn folders(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    if !found.insert(folder.to_owned()) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        // Links are not followed: what they lead to is outside, or watched already.
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let path = entry.path();
        if entry.file_name() == ".git" {
            found.insert(path.clone());
            let refs = path.join("refs");
            if refs.is_dir() {
                folders(&refs, found);
            }
        } else if is_input(&path) && !is_bare(&path) {
            folders(&path, found);
        } else if is_input(&path) {
            found.insert(path.clone());
            folders(&path.join("refs"), found);
        }
    }
}

/// Tells whether a folder is a bare repository.
fn is_bare(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::is_input;

    #[test]
    fn what_tools_make_for_themselves_is_passed_over() {
        let inputs = [
            "/p/catalog-info.yaml",
            "/p/.git/HEAD",
            "/p/.git/index",
            "/p/.git/refs/heads/main",
            "/p/docs/.pages",
            "/p/Cargo.lock",
        ];
        let others = [
            "/p/.git/index.lock",
            "/p/.git/objects/ab/cd",
            "/p/.git",
            "/p/node_modules/x/README.md",
            "/p/target/debug/x",
            "/p/docs/.index.md.swp",
            "/p/docs/index.md~",
        ];
        for path in inputs {
            assert!(is_input(Path::new(path)), "{path}");
        }
        for path in others {
            assert!(!is_input(Path::new(path)), "{path}");
        }
    }
}
