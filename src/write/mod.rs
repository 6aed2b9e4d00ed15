//! Write: outputs -> disk. The only writer of the site: it stages everything beside the old site and swaps the two when all is there, so that
//! a failed or killed build leaves the old site whole.

mod lock;
mod staging;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use staging::{Staging, Written};

/// Says why a site could not be written. The old site is whole in every case.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Another build writes the same site.
    #[error("another build is writing `{}` right now; wait for it, or choose another folder with `--out`", .0.display())]
    Busy(PathBuf),
    /// The output folder holds something else.
    #[error("`{}` holds files that Vestibule did not make, and would be replaced; choose another folder with `--out`, or empty it", .0.display())]
    NotASite(PathBuf),
    /// The output folder cannot be one.
    #[error("`{}` cannot be an output folder; name a folder below an existing one with `--out`", .0.display())]
    NotAFolder(PathBuf),
    /// The disk is full.
    #[error("no space is left to write `{}`; the old site is untouched; free some space, or choose another disk with `--out`", .0.display())]
    Full(PathBuf),
    /// The folder is not ours to write.
    #[error("you may not write `{}`; choose another folder with `--out`, or give yourself the permission", .0.display())]
    Denied(PathBuf),
    /// The system refused.
    #[error("`{}` could not be written: {source}; the old site is untouched", path.display())]
    Io {
        /// What was to be written.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Two pages want the same place.
    #[error("two pages want the path `{0}`; this is a mistake in Vestibule, please report it")]
    Collision(String),
}

impl WriteError {
    fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path.to_owned()),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied(path.to_owned()),
            _ => Self::Io { path: path.to_owned(), source },
        }
    }
}
