//! The words of every diagnostic about files as such. One function a code.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};

pub(super) fn unreadable(source: &Arc<Source>, reason: &str) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("the file could not be read: {reason}"))
        .place(Place::of(source))
        .hint("check that the repository is complete: `git fsck` tells")
}

pub(super) fn not_utf8(source: &Arc<Source>, offset: usize) -> Diagnostic {
    Diagnostic::error("file-not-utf8", format!("the file is not UTF-8 text from byte {offset} on"))
        .place(Place::of(source))
        .hint("save it as UTF-8")
}
