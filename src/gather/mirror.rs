//! Mirrors of remote repositories: bare clones of the wanted revision and its history below the cache, fetched in parallel. A remote that cannot be reached is read from its last
//! good mirror.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::forges::Token;
use super::{Cache, content, forge, git_cli, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;
use crate::config::Config;
use crate::model::progress::Progress;
use crate::model::sources::Forge;

/// How many remotes are asked at once.
const AT_ONCE: usize = 8;

/// One repository to mirror.
pub(super) struct Remote {
    /// Its address; one that people wrote may hold credentials.
    pub(super) url: String,
    /// The branch, tag or commit; the remote's default branch otherwise.
    pub(super) reference: Option<String>,
    /// How many commits are fetched; all of them if nothing is said.
    pub(super) depth: Option<u32>,
    /// Where the configuration asks for it.
    pub(super) place: Place,
    /// What a forge said of it, if one listed it.
    pub(super) listed: Option<Listed>,
}

/// What a forge says of a repository.
pub(super) struct Listed {
    /// Its name on the forge: `northwind/pay`.
    pub(super) name: String,
    /// Its default branch.
    pub(super) branch: Option<String>,
    /// Where its files can be looked at.
    pub(super) forge: Forge,
    /// What fetches it.
    pub(super) token: Option<Arc<Token>>,
    /// Whether it may have no commits, which is no mistake then.
    pub(super) may_be_empty: bool,
}

/// What became of one remote.
pub(super) struct Mirror {
    /// The mirror, if there is one to read.
    pub(super) folder: Option<PathBuf>,
    /// The URL without credentials.
    pub(super) shown: String,
    /// What went wrong.
    pub(super) finding: Option<Diagnostic>,
}

/// Says what of a remote is wanted.
struct Wanted<'a> {
    reference: Option<&'a str>,
    /// How many commits; all of them if nothing is said.
    depth: Option<u32>,
    /// Whether other branches and tags are, too.
    versions: bool,
}

impl<'a> Wanted<'a> {
    fn of(config: &Config, remote: &'a Remote) -> Self {
        let depth = remote.depth.or((!config.docs.history).then_some(1));
        Self { reference: remote.reference.as_deref(), depth, versions: !config.docs.versions.is_empty() }
    }

    /// Gives the options of the fetch into `folder` that say how deep it goes.
    fn options(&self, folder: &Path) -> Option<String> {
        match self.depth {
            Some(depth) => Some(format!("--depth={depth}")),
            None => folder.join("shallow").exists().then(|| "--unshallow".to_owned()),
        }
    }

    /// Gives what is fetched, and under which name it is kept.
    fn refs(&self) -> Vec<String> {
        let mut refs = vec![format!("+{}:refs/heads/vestibule", self.reference.unwrap_or("HEAD"))];
        if self.versions {
            refs.extend(["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"].map(str::to_owned));
        }
        refs
    }
}

/// Brings every remote's mirror up to date, in the order of `remotes`.
pub(super) fn update_all(config: &Config, remotes: &[Remote], cache: &Cache, progress: &dyn Progress) -> Vec<Mirror> {
    if remotes.is_empty() {
        return Vec::new();
    }
    progress.stage("fetching repositories", remotes.len());
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Mirror)>> = Mutex::default();
    // Fetching waits for the network, so that it has threads of its own.
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(remotes.len()) {
            scope.spawn(|| {
                while let Some((index, remote)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|index| Some((index, remotes.get(index)?)))
                {
                    let mirror = update(cache, remote, &Wanted::of(config, remote));
                    progress.step();
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((index, mirror));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, mirror)| mirror).collect()
}

fn update(cache: &Cache, remote: &Remote, wanted: &Wanted<'_>) -> Mirror {
    let Remote { url, place, .. } = remote;
    let reference = wanted.reference;
    let token = remote.listed.as_ref().and_then(|listed| listed.token.as_deref());
    let shown = forge::without_credentials(url);
    if !is_allowed(url)
        || reference.is_some_and(|reference| reference.starts_with('-') || reference.contains([':', ' ', '\\', '^', '~', '*']))
    {
        return Mirror { folder: None, finding: Some(words::source_url(&shown, place)), shown };
    }
    let key = blake3::hash(format!("{url}\n{}", reference.unwrap_or_default()).as_bytes()).to_hex();
    let folder = cache.folder().join("mirrors").join(format!("{}.git", &key[..16]));
    let fetched = format!("{} {:?} {}", folder.display(), wanted.depth, wanted.versions);
    if cache.is_fresh(&fetched) && is_whole(&folder) {
        return Mirror { folder: Some(folder), shown, finding: None };
    }
    match fetch(&folder, url, wanted, token) {
        Ok(()) => {
            cache.refreshed(fetched);
            Mirror { folder: Some(folder), shown, finding: None }
        }
        Err(reason) => {
            let reason = forge::redact(&reason, url);
            let reason = token.map_or_else(|| reason.clone(), |token| token.redact(&reason));
            if remote.listed.as_ref().is_some_and(|listed| listed.may_be_empty) && reason.ends_with("remote ref HEAD") {
                return Mirror { folder: None, shown, finding: None };
            }
            if is_whole(&folder) {
                return Mirror { folder: Some(folder), finding: Some(words::source_stale(&shown, &reason, place)), shown };
            }
            Mirror { folder: None, finding: Some(words::source_unreachable(&shown, &reason, place)), shown }
        }
    }
}

/// Tells whether a mirror can be read: its commit and that commit's tree are there.
fn is_whole(folder: &Path) -> bool {
    content::open(folder).is_ok_and(|git| git.head().is_ok_and(|head| head.peel_to_tree().is_ok()))
}

/// Allows https and ssh, and http on this machine alone.
fn is_allowed(url: &str) -> bool {
    let has_scheme = ["https://", "ssh://"].iter().any(|scheme| url.starts_with(scheme)) || forge::is_loopback(url);
    let is_scp = !url.contains("://")
        && !url.contains("::")
        && url.split_once(':').is_some_and(|(host, path)| !host.is_empty() && !host.contains('/') && !path.is_empty());
    !url.starts_with('-') && !url.chars().any(|c| c.is_control() || c == ' ') && (has_scheme || is_scp)
}

/// Makes `folder` hold the wanted revision as its HEAD. It is made under another name and renamed, so that a killed fetch leaves nothing half.
fn fetch(folder: &Path, url: &str, wanted: &Wanted<'_>, token: Option<&Token>) -> Result<(), String> {
    let authorization = token.map(Token::authorization).or_else(|| forge::authorization(url));
    let bare = forge::without_credentials(url);
    let url = if authorization.is_some() { bare.as_str() } else { url };
    let told = |error: std::io::Error| format!("the cache `{}` cannot be written: {error}", folder.display());
    let parent = folder.parent().ok_or("the cache has no folder")?;
    fs::create_dir_all(parent).map_err(told)?;
    let lock = File::options().create(true).truncate(false).write(true).open(folder.with_extension("lock")).map_err(told)?;
    lock.lock().map_err(told)?;
    let fetch = |folder: &Path| {
        let (depth, refs) = (wanted.options(folder), wanted.refs());
        let mut arguments = vec!["fetch", "--quiet"];
        arguments.extend(depth.as_deref());
        arguments.extend(["--no-tags", "--no-write-fetch-head", "--end-of-options", url]);
        arguments.extend(refs.iter().map(String::as_str));
        git_cli::run(folder, &arguments, authorization.as_ref()).map(drop)
    };
    if is_whole(folder) {
        // Our own lock is held, so that git's are what a killed fetch left.
        for left in ["shallow.lock", "refs/heads/vestibule.lock", "packed-refs.lock"] {
            let _ = fs::remove_file(folder.join(left));
        }
        return fetch(folder);
    }
    let staging = folder.with_extension("new");
    for leftover in [folder, &staging] {
        match fs::remove_dir_all(leftover) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(told(error)),
            _ => {}
        }
    }
    fs::create_dir(&staging).map_err(told)?;
    git_cli::run(&staging, &["init", "--quiet", "--bare", "--template=", "--initial-branch=vestibule", "."], None)?;
    fetch(&staging)?;
    fs::rename(&staging, folder).map_err(told)
}
