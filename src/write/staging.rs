//! `Staging`: a site in the making, in a hidden folder beside the place where it will stand.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::WriteError;
use super::lock::Lock;
use crate::base::repo_path::RepoPath;
use crate::model::output::{BESIDE, Body, MARKER, Output};
use crate::model::sources::Repository;

/// Takes the files of one build. Dropped without `publish`, it leaves nothing behind.
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    state: Mutex<State>,
    bytes: AtomicU64,
    _lock: Lock,
}

#[derive(Default)]
struct State {
    written: BTreeSet<String>,
    /// Files to copy once all pages stand, since a page wins a place from a file.
    files: BTreeSet<(String, usize, Option<usize>, RepoPath)>,
    error: Option<WriteError>,
}

/// Says what was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files.
    pub files: usize,
    /// How many bytes in them.
    pub bytes: u64,
    /// The repository files that could not be copied, with the reason.
    pub missed: Vec<(String, String)>,
}

impl Staging {
    /// Prepares the site that will stand at `out`, whose parent folder is made if need be.
    pub fn open(out: &Path) -> Result<Self, WriteError> {
        let out = std::path::absolute(out).map_err(|error| WriteError::io(out, error))?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else { return Err(WriteError::NotAFolder(out)) };
        fs::create_dir_all(parent).map_err(|error| WriteError::io(parent, error))?;
        let beside = |suffix: &str| parent.join(format!(".{}{BESIDE}{suffix}", name.to_string_lossy()));
        let lock = Lock::take(beside("lock"), &out)?;
        recover(&beside("old"), &out)?;
        check_replaceable(&out)?;
        let folder = beside("staging");
        clear(&folder)?;
        fs::create_dir(&folder).map_err(|error| WriteError::io(&folder, error))?;
        Ok(Self { out, folder, state: Mutex::default(), bytes: AtomicU64::new(0), _lock: lock })
    }

    /// Takes one file. The first error is kept for `publish`, and later files are let go.
    pub fn put(&self, output: Output) {
        let file = output.path.output_file();
        let bytes = match output.body {
            Body::Bytes(bytes) => bytes,
            Body::File(repository, path) => {
                self.state().files.insert((file, repository, None, path));
                return;
            }
            Body::VersionFile(repository, version, path) => {
                self.state().files.insert((file, repository, Some(version), path));
                return;
            }
        };
        {
            let mut state = self.state();
            if state.error.is_some() {
                return;
            }
            if !state.written.insert(file.clone()) {
                state.error = Some(WriteError::Collision(file));
                return;
            }
        }
        if let Err(error) = self.write(&file, &bytes) {
            self.state().error.get_or_insert(error);
        }
    }

    /// Copies the repositories' files, then puts the finished site in the place of the old one.
    pub fn publish(self, repositories: &[Repository]) -> Result<Written, WriteError> {
        let mut missed = Vec::new();
        let files = std::mem::take(&mut self.state().files);
        for (file, repository, version, path) in files {
            if let Some(error) = self.state().error.take() {
                return Err(error);
            }
            let repository = repositories.get(repository).and_then(|repository| match version {
                Some(version) => repository.versions.get(version).map(|version| &version.repository),
                None => Some(repository),
            });
            let content = repository.and_then(|repository| Some((repository, repository.file(&path)?)));
            let bytes = match content.map(|(repository, listed)| repository.content.read(listed)) {
                Some(Ok(bytes)) => bytes,
                Some(Err(error)) => {
                    missed.push((file, error.to_string()));
                    continue;
                }
                None => {
                    missed.push((file, "it is not in the repository".to_owned()));
                    continue;
                }
            };
            let target = self.folder.join(&file);
            if target.exists() || target.ancestors().skip(1).any(Path::is_file) {
                missed.push((file, "a page has its place".to_owned()));
                continue;
            }
            self.write(&file, &bytes)?;
            self.state().written.insert(file);
        }
        if let Some(error) = self.state().error.take() {
            return Err(error);
        }
        let written = Written { files: self.state().written.len(), bytes: self.bytes.load(Ordering::Relaxed), missed };
        swap(&self.folder, &self.out).map_err(|error| WriteError::io(&self.out, error))?;
        Ok(written)
    }

    fn write(&self, file: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.folder.join(file);
        let done = fs::write(&path, bytes).or_else(|error| match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| fs::write(&path, bytes)),
            _ => Err(error),
        });
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        done.map_err(|error| WriteError::io(&self.out.join(file), error))
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After `publish` this is the old site; otherwise it is what was not finished.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Refuses to replace anything but an empty folder or a site of ours.
fn check_replaceable(out: &Path) -> Result<(), WriteError> {
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::io(out, error)),
        Ok(metadata) if !metadata.is_dir() => return Err(WriteError::NotAFolder(out.to_owned())),
        Ok(_) => {}
    }
    let is_empty = fs::read_dir(out).map_err(|error| WriteError::io(out, error))?.next().is_none();
    if is_empty || out.join(MARKER).is_file() { Ok(()) } else { Err(WriteError::NotASite(out.to_owned())) }
}

/// Puts the old site back, if a build was killed between the two steps of `swap` on a file system that has no single one.
fn recover(aside: &Path, out: &Path) -> Result<(), WriteError> {
    if !aside.exists() {
        return Ok(());
    }
    if out.exists() { clear(aside) } else { fs::rename(aside, out).map_err(|error| WriteError::io(out, error)) }
}

/// Removes what a killed build left.
fn clear(folder: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WriteError::io(folder, error)),
        _ => Ok(()),
    }
}

/// Puts `new` in the place of `old`, and `old`, if there is one, in the place of `new`: in one step where the system can.
fn swap(new: &Path, old: &Path) -> io::Result<()> {
    if !old.exists() {
        return fs::rename(new, old);
    }
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::XDEV) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = new.with_extension("vestibule-old");
    fs::rename(old, &aside)?;
    fs::rename(new, old).or_else(|error| fs::rename(&aside, old).and(Err(error)))?;
    fs::rename(&aside, new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::site_path::SitePath;

    #[test]
    fn a_site_that_was_set_aside_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        fs::create_dir_all(folder.path().join(".site.vestibule-old/api")).unwrap();
        fs::write(folder.path().join(".site.vestibule-old").join(MARKER), "old").unwrap();
        drop(Staging::open(&out).unwrap());
        assert_eq!(fs::read_to_string(out.join(MARKER)).unwrap(), "old");

        let staging = Staging::open(&out).unwrap();
        staging.put(Output::text(SitePath::file([MARKER]), "new".to_owned()));
        assert!(matches!(Staging::open(&out), Err(WriteError::Busy(_))), "one build at a time");
        assert_eq!(staging.publish(&[]).unwrap().files, 1);
        assert_eq!(fs::read_to_string(out.join(MARKER)).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the site");
    }
}
