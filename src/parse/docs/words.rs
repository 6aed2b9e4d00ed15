//! The words of every diagnostic about docs as such. One function a code.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};
use crate::diagram::Fault;

pub(super) fn page_too_large(source: &Arc<Source>, size: u64, most: u64) -> Diagnostic {
    Diagnostic::warning("page-too-large", format!("the page has {size} bytes; at most {most} are read"))
        .place(Place::of(source))
        .hint("split it into several pages")
}

pub(super) fn page_unreadable(source: &Arc<Source>, reason: &str) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("the page could not be read: {reason}"))
        .place(Place::of(source))
        .hint("check that the repository is complete: `git fsck` tells")
}

pub(super) fn too_many_pages(source: &Arc<Source>, count: usize, most: usize) -> Diagnostic {
    Diagnostic::warning("too-many-pages", format!("the docs have {count} pages; the first {most} are read"))
        .place(Place::of(source))
        .hint("split the docs")
}

pub(super) fn page_collision(second: &Arc<Source>, first: &Arc<Source>) -> Diagnostic {
    Diagnostic::warning(
        "page-collision",
        format!("`{}` and `{}` would have the same address; the second is used", second.path, first.path),
    )
    .place(Place::of(second))
    .hint("rename one of the two")
}

pub(super) fn docs_dir_empty(source: &Arc<Source>, span: Span, folder: &RepoPath) -> Diagnostic {
    Diagnostic::warning("docs-setting", format!("the docs folder `{folder}` holds no page"))
        .at(source, span)
        .hint("name the folder that holds the pages, relative to this file")
}

pub(super) fn snippet_missing(source: &Arc<Source>, span: Span, path: &str) -> Diagnostic {
    Diagnostic::warning("snippet-missing", format!("the snippet `{path}` cannot be read; it is left out"))
        .at(source, span)
        .hint("name a text file of this repository, from the folder of `mkdocs.yml`")
}

pub(super) fn diagram_syntax(source: &Arc<Source>, span: Span, fault: &Fault) -> Diagnostic {
    let kind = fault.kind.to_lowercase();
    Diagnostic::warning("diagram-syntax", format!("the {kind} cannot be drawn: {}; its text is shown", fault.reason))
        .at(source, span)
        .hint(fault.hint.map_or_else(|| format!("correct the {kind}"), str::to_owned))
}

/// Turns what is wrong with front matter as YAML into a warning: the page is there all the same.
pub(super) fn front_matter(finding: Diagnostic) -> Diagnostic {
    Diagnostic { code: "front-matter", severity: crate::base::diagnostic::Severity::Warning, ..finding }
}
