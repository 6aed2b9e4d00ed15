//! Reads file contents on demand: objects from git, uncommitted work from disk.

use std::collections::BTreeMap;
use std::fs::{self, File as DiskFile};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use git2::{ObjectType, Oid, Repository};

use super::history;
use crate::base::repo_path::RepoPath;
use crate::model::history::History;
use crate::model::sources::{Content, File, Question, ReadError};

/// The most bytes that one file may have.
pub(super) const MOST_BYTES: u64 = 64 << 20;

/// What the id of a file on disk starts with; object ids are hexadecimal.
pub(super) const DISK: &str = "disk:";

/// Reads the files of one repository.
pub(super) struct RepositoryContent {
    /// The git folder, if there is one.
    pub(super) git: Option<PathBuf>,
    /// The root of the working tree.
    pub(super) disk: Option<PathBuf>,
    /// Where in the working tree the content of an id stands: a file that is listed behind a link stands elsewhere.
    pub(super) on_disk: BTreeMap<String, RepoPath>,
    /// The commit that was read, and the folder of the repository that was read as its root.
    pub(super) head: Option<Oid>,
    pub(super) within: RepoPath,
    /// Where what is read of commits is remembered.
    pub(super) cache: PathBuf,
    /// Handles that no thread is using: one handle serves one thread at a time.
    pub(super) idle: Mutex<Vec<Repository>>,
}

impl Content for RepositoryContent {
    fn read(&self, file: &File) -> Result<Vec<u8>, ReadError> {
        if file.id.starts_with(DISK) {
            let folder = self.disk.as_deref().ok_or_else(|| ReadError("it is not on disk any more".to_owned()))?;
            let path = self.on_disk.get(&*file.id).ok_or_else(|| ReadError("it is not in the listing".to_owned()))?;
            let bytes = read_disk(folder, path)?;
            // What is remembered under an id must be what the id names.
            return if *disk_id(&bytes) == *file.id {
                Ok(bytes)
            } else {
                Err(ReadError("it changed while it was read".to_owned()))
            };
        }
        let id = Oid::from_str(&file.id).map_err(|error| ReadError(error.message().to_owned()))?;
        self.with(|git| read_object(git, id)).map_err(|error| ReadError(error.message().to_owned()))
    }

    fn history(&self, files: &[File], question: &Question<'_>) -> Option<History> {
        let head = self.head?;
        let read = |git: &Repository| Ok(history::history(git, head, &self.within, files, Some(&self.cache), question));
        self.with(read).ok().flatten()
    }

    fn authors(&self) -> Vec<Arc<str>> {
        let Some(head) = self.head else { return Vec::new() };
        self.with(|git| history::authors(git, head)).unwrap_or_default()
    }
}

impl RepositoryContent {
    /// Asks a handle that nobody uses.
    fn with<T>(&self, ask: impl FnOnce(&Repository) -> Result<T, git2::Error>) -> Result<T, git2::Error> {
        let handle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let handle = match (handle, &self.git) {
            (Some(handle), _) => handle,
            (None, Some(git)) => open(git)?,
            (None, None) => return Err(git2::Error::from_str("its repository is gone")),
        };
        let answer = ask(&handle);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        answer
    }
}

/// Names content on disk.
pub(super) fn disk_id(bytes: &[u8]) -> String {
    format!("{DISK}{}", blake3::hash(bytes).to_hex())
}

/// Opens the repository whose git folder or working tree is `path`, and none above it.
pub(super) fn open(path: &Path) -> Result<Repository, git2::Error> {
    Repository::open_ext(path, git2::RepositoryOpenFlags::NO_SEARCH, &[] as &[&Path])
}

fn read_object(repository: &Repository, id: Oid) -> Result<Vec<u8>, git2::Error> {
    let (size, kind) = repository.odb()?.read_header(id)?;
    if kind != ObjectType::Blob || size as u64 > MOST_BYTES {
        return Err(git2::Error::from_str("it has more bytes than are read"));
    }
    Ok(repository.find_blob(id)?.content().to_owned())
}

/// Reads a regular file below `folder`, no part of whose path is a link.
pub(super) fn read_disk(folder: &Path, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
    let gone = || ReadError("it is not a regular file any more".to_owned());
    let mut full = folder.to_owned();
    let mut parts = path.parts().peekable();
    while let Some(part) = parts.next() {
        full.push(part);
        let metadata = fs::symlink_metadata(&full).map_err(|error| ReadError(error.to_string()))?;
        let fits = if parts.peek().is_some() { metadata.is_dir() } else { metadata.is_file() };
        if !fits {
            return Err(gone());
        }
    }
    let mut bytes = Vec::new();
    let file = DiskFile::open(&full).map_err(|error| ReadError(error.to_string()))?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| ReadError(error.to_string()))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ReadError(format!("it has more than {MOST_BYTES} bytes")));
    }
    Ok(bytes)
}
