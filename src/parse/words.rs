//! The words of every diagnostic about files as such. One function a code.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::model::plugin::Plugin;

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

pub(super) fn plugin_large_files(plugin: &Plugin, collection: &str, count: usize, most: u64) -> Diagnostic {
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    Diagnostic::info("plugin-cut", format!("the collection `{collection}` leaves {files} out that have more than {most} bytes"))
        .place(Place::of(&plugin.manifest))
        .hint("narrow the patterns of `files`, if they are none of its concern")
}

pub(super) fn plugin_too_many(plugin: &Plugin, collection: &str, count: usize, of_file: usize, most: usize) -> Diagnostic {
    let records = if count == 1 { "1 record".to_owned() } else { format!("{count} records") };
    Diagnostic::warning(
        "plugin-cut",
        format!("the collection `{collection}` leaves {records} out: it takes {of_file} of a file and {most} of all"),
    )
    .place(Place::of(&plugin.manifest))
    .hint("narrow the patterns of `files`, or what is taken out of them")
}
