//! The words of every diagnostic about YAML as such. One function a code.

use std::sync::Arc;

use super::Limits;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source, Span};

/// What the scanner says, what people need to know instead, and the way out. The first that is part of the scanner's sentence holds.
const SYNTAX: &[(&str, &str, &str)] = &[
    ("tab", "a tab stands where only spaces may", "indent with spaces"),
    ("unexpected character", "a value cannot start with this character", "put the value in quotes"),
    ("plain scalar cannot start", "a value cannot start with this character", "put the value in quotes"),
    (
        "mapping values are not allowed",
        "a `:` stands where no key can be",
        "look at the indentation, or put a value that holds `: ` in quotes",
    ),
    ("did not find expected key", "a key was expected here", "look at the indentation: it does not fit the lines above"),
    ("expect ':'", "the key before this has no `:`", "add the `:`, or look at the indentation of the lines above"),
    ("simple key expected", "the key before this has no `:`", "add the `:`, or look at the indentation of the lines above"),
    ("expected '-' indicator", "a list item was expected here", "start it with `- `, or indent it less"),
    ("block sequence entries", "a list item stands where none can be", "put the list on its own lines, below its key"),
    ("expected ',' or '}'", "the mapping that `{` opened is not closed", "close it with `}`, or put the value in quotes"),
    ("expected ',' or ']'", "the list that `[` opened is not closed", "close it with `]`, or put the value in quotes"),
    ("misplaced bracket", "a bracket closes nothing", "remove it, or put the value in quotes"),
    ("end of stream", "the text that a quote opened is not closed", "add the closing quote"),
    ("unexpected eof", "the file ends too early", "close what was opened"),
    ("document indicator", "the text that a quote opened is not closed", "add the closing quote"),
    ("trailing content after double-quoted", "something follows the closing quote", "remove it, or escape the quote as `\\\"`"),
    ("unknown escape", "a `\\` stands before a character that it cannot escape", "write `\\\\`, or use single quotes"),
    ("indentation", "the indentation does not fit the lines above", "indent with as many spaces as the lines above"),
    ("wrongly indented", "the indentation does not fit the lines above", "indent with as many spaces as the lines above"),
    ("recursion limit", "values are nested too deep", "flatten the structure"),
    ("unknown anchor", "the alias names no anchor of this document", "define it with `&name` before it is used"),
    (
        "unprintable",
        "the file holds a character that YAML does not allow",
        "remove it; many editors can show invisible characters",
    ),
];

pub(super) fn syntax(source: &Arc<Source>, span: Span, problem: &str) -> Diagnostic {
    let known = SYNTAX.iter().find(|(part, ..)| problem.contains(part));
    let (told, hint) = known.map_or((problem, "correct the YAML"), |(_, told, hint)| (told, hint));
    Diagnostic::error("yaml-syntax", format!("this is not YAML: {told}")).at(source, span).hint(hint)
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
