//! The words of every diagnostic about docs as such. One function a code.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source, Span};

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

pub(super) fn docs_dir_outside(source: &Arc<Source>, span: Span, folder: &str) -> Diagnostic {
    Diagnostic::warning("docs-outside", format!("the docs folder `{folder}` is outside this repository"))
        .at(source, span)
        .hint("name a folder of this repository, relative to this file")
}

pub(super) fn nav_form(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::warning("nav-form", "this entry of the navigation cannot be read; it is left out")
        .at(source, span)
        .hint("write `- page.md`, `- Title: page.md`, or `- Title:` with a list below it")
}

pub(super) fn nav_missing_page(source: &Arc<Source>, span: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the page, or remove the entry".to_owned(),
    };
    Diagnostic::warning("nav-missing-page", format!("the navigation names `{path}`, which does not exist"))
        .at(source, span)
        .hint(hint)
}

pub(super) fn nav_forbidden(source: &Arc<Source>, span: Span, url: &str) -> Diagnostic {
    Diagnostic::warning("forbidden-link", format!("`{url}` is of a kind that pages may not link to; the entry is left out"))
        .at(source, span)
        .hint("link to an `https`, `http` or `mailto` address")
}

pub(super) fn snippet_missing(source: &Arc<Source>, span: Span, path: &str) -> Diagnostic {
    Diagnostic::warning("snippet-missing", format!("the snippet `{path}` cannot be read; it is left out"))
        .at(source, span)
        .hint("name a text file of this repository, from the folder of `mkdocs.yml`")
}

/// Turns what is wrong with front matter as YAML into a warning: the page is there all the same.
pub(super) fn front_matter(finding: Diagnostic) -> Diagnostic {
    Diagnostic { code: "front-matter", severity: crate::base::diagnostic::Severity::Warning, ..finding }
}
