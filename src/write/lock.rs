//! Keeps two builds from writing one site at the same time: an advisory lock on a file beside it, which ends with the process however it ends.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::WriteError;

/// Holds the lock until it is dropped.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Locks `path`, or says that another build of `out` has it.
    pub(super) fn take(path: PathBuf, out: &Path) -> Result<Self, WriteError> {
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(|error| WriteError::io(path.parent().unwrap_or(&path), error))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(out.to_owned())),
                Err(TryLockError::Error(error)) => return Err(WriteError::io(&path, error)),
            }
            // The holder before us may have removed the file between our opening and our locking: then we hold a lock that nobody else will see.
            if is_at(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
