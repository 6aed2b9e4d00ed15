//! The words of every diagnostic about sources. One function a code.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};

/// Points at the configuration, where it asks for the source.
fn asked(diagnostic: Diagnostic, place: Option<&Place>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.place(place.clone()),
        None => diagnostic,
    }
}

pub(super) fn source_not_read(folder: &Path, error: &io::Error, place: Option<&Place>) -> Diagnostic {
    let (code, told, hint) = match error.kind() {
        io::ErrorKind::NotFound => {
            ("source-not-found", "does not exist".to_owned(), "correct the path; it starts from the folder of vestibule.yaml")
        }
        io::ErrorKind::NotADirectory => ("source-not-found", "is not a folder".to_owned(), "name the folder of a repository"),
        io::ErrorKind::PermissionDenied => {
            ("source-unreadable", "may not be read".to_owned(), "give yourself the permission to read and enter the folder")
        }
        _ => ("source-unreadable", format!("could not be read: {error}"), "check the disk"),
    };
    asked(Diagnostic::error(code, format!("the source `{}` {told}", folder.display())).hint(hint), place)
}

pub(super) fn source_empty(pattern: &str, place: Option<&Place>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("source-empty", format!("`{pattern}` matches no repository"));
    asked(
        diagnostic.hint("correct the pattern; it starts from the folder of vestibule.yaml, and `*` matches inside a folder name"),
        place,
    )
}

pub(super) fn source_without_files(folder: &Path, place: Option<&Place>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("source-without-files", format!("`{}` holds no file that git knows", folder.display()));
    asked(diagnostic.hint("add files to it; those that .gitignore names do not count"), place)
}

pub(super) fn not_a_repository(folder: &Path, place: Option<&Place>) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        "not-a-repository",
        format!("`{}` is not in a git repository; its files are read as they are", folder.display()),
    );
    asked(diagnostic.hint("run `git init` there, so that pages can tell since when and link to their source"), place)
}

pub(super) fn repository_empty(folder: &Path, place: Option<&Place>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("repository-empty", format!("the repository `{}` has no commits", folder.display()));
    asked(diagnostic.hint("commit something, or remove it from `sources`"), place)
}

pub(super) fn repository_unreadable(folder: &Path, reason: &str, place: Option<&Place>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("repository-unreadable", format!("the repository `{}` could not be read: {reason}", folder.display()));
    asked(diagnostic.hint("run `git fsck` in it; a fresh clone usually helps"), place)
}

pub(super) fn source_url(shown: &str, place: &Place) -> Diagnostic {
    Diagnostic::error("source-url", format!("`{shown}` is not fetched: only https and ssh are"))
        .place(place.clone())
        .hint("write `https://host/owner/name.git` or `git@host:owner/name.git`, and a plain branch, tag or commit as `ref`")
}

pub(super) fn source_stale(shown: &str, reason: &str, place: &Place) -> Diagnostic {
    Diagnostic::warning("source-stale", format!("`{shown}` could not be fetched, its last good mirror is used: {reason}"))
        .place(place.clone())
        .hint("check the address, the network and your access")
}

pub(super) fn source_unreachable(shown: &str, reason: &str, place: &Place) -> Diagnostic {
    Diagnostic::error("source-unreachable", format!("`{shown}` could not be fetched: {reason}"))
        .place(place.clone())
        .hint("check the address, the network and your access: `git ls-remote` with the same address tells")
}

pub(super) fn unsafe_path(source: &Arc<Source>, path: &str, problem: &str) -> Diagnostic {
    Diagnostic::warning("unsafe-path", format!("the path `{path}` is left out: {problem}"))
        .place(Place::of(source))
        .hint("rename it")
}

pub(super) fn object_missing(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::warning("object-missing", "the file's content is missing or damaged")
        .place(Place::of(source))
        .hint("run `git fsck`; a fresh, complete clone usually helps")
}

pub(super) fn too_many_files(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::warning("too-many-files", "the repository has more files than are read; some are left out")
        .place(Place::of(source))
        .hint("name the folders that matter in `sources`")
}

pub(super) fn link_outside(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::warning("symlink-outside", "the symbolic link leads out of the repository and is left out")
        .place(Place::of(source))
        .hint("put the file itself into the repository")
}

pub(super) fn link_broken(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::info("symlink-broken", "the symbolic link leads to no file")
        .place(Place::of(source))
        .hint("correct or remove the link")
}

pub(super) fn path_collision(source: &Arc<Source>, first: &str) -> Diagnostic {
    Diagnostic::error(
        "path-collision",
        format!("`{}` and `{first}` are one path where case or Unicode form does not count; the second is used", source.path),
    )
    .place(Place::of(source))
    .hint("rename one of the two")
}

pub(super) fn app_target(place: Place) -> Diagnostic {
    Diagnostic::warning("app-config-target", "this target leads to no file that can be read")
        .place(place)
        .hint("write the address of a file on a forge, or the path of a file below the folder of this one")
}

pub(super) fn dead_link(url: &str, why: &str, place: Place) -> Diagnostic {
    Diagnostic::warning("dead-link", format!("`{url}` leads nowhere: {why}"))
        .place(place)
        .hint("correct the address, or link to what took its place")
}

pub(super) fn links_not_asked(count: usize) -> Diagnostic {
    Diagnostic::info("links-not-asked", format!("{count} links were not asked: there are too many, or their hosts are slow"))
        .hint("check again: answers are kept, so that the rest is asked then")
}
