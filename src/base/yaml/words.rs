//! The words of every diagnostic about YAML as such. One function a code.

use std::sync::Arc;

use super::Limits;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source, Span};

pub(super) fn syntax(source: &Arc<Source>, span: Span, problem: &str) -> Diagnostic {
    let text = &source.text[span.start as usize..];
    let hint = if text.starts_with('\t') {
        "indent with spaces; YAML does not allow tabs"
    } else if text.starts_with('%') || text.starts_with('@') || text.starts_with('`') {
        "quote the value: a plain value cannot start with this character"
    } else if problem.contains("did not find expected key")
        || problem.contains("mapping values are not allowed")
        || problem.contains("simple key")
    {
        "look at the indentation, and quote values that hold `: ` or start with `{`, `[`, `*`, `&` or `!`"
    } else {
        "correct the YAML; everything else in this file was read as far as it could be"
    };
    Diagnostic::error("yaml-syntax", format!("not valid YAML: {problem}")).at(source, span).hint(hint)
}

pub(super) fn duplicate_key(source: &Arc<Source>, name: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("the key `{name}` is given twice in one mapping"))
        .at(source, second)
        .label(Place::at(source, first), "first given here")
        .hint("keep one of the two")
}

pub(super) fn complex_key(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::error("complex-key", "a mapping's key is itself a mapping or a list")
        .at(source, span)
        .hint("quote it: an unquoted `{{ … }}` or `[ … ]` starts a mapping or a list")
}

pub(super) fn unknown_tag(source: &Arc<Source>, span: Span, tag: &str) -> Diagnostic {
    Diagnostic::warning("unknown-tag", format!("the tag `{tag}` is not known; its value is read as if it had none"))
        .at(source, span)
        .hint("remove the tag")
}

pub(super) fn unknown_anchor(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-anchor", "the alias names no anchor of this document that is complete")
        .at(source, span)
        .hint("define it with `&name` before it is used")
}

pub(super) fn too_large(source: &Arc<Source>, limits: &Limits) -> Diagnostic {
    Diagnostic::error("file-too-large", format!("the file has {} bytes; at most {} are read", source.text.len(), limits.bytes))
        .place(Place::of(source))
        .hint("split it into several files")
}

pub(super) fn too_deep(source: &Arc<Source>, span: Span, limits: &Limits) -> Diagnostic {
    Diagnostic::error("yaml-too-deep", format!("values are nested more than {} deep", limits.depth))
        .at(source, span)
        .hint("flatten the structure")
}

pub(super) fn too_many_nodes(source: &Arc<Source>, span: Span, limits: &Limits) -> Diagnostic {
    Diagnostic::error(
        "yaml-too-many-values",
        format!("the document holds more than {} values once its aliases are expanded", limits.nodes),
    )
    .at(source, span)
    .hint("split the document, or use fewer aliases")
}
