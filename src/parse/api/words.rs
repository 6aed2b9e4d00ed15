//! The words of every diagnostic about API definitions. One function a code.

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;

pub(super) fn syntax(place: Place, language: &str, reason: &str) -> Diagnostic {
    Diagnostic::warning("api-syntax", format!("the definition is not valid {language}: {reason}")).place(place)
}

pub(super) fn not_its_format(place: Place, language: &str) -> Diagnostic {
    Diagnostic::warning("api-format", format!("`spec.type` says {language}, but the definition does not"))
        .place(place)
        .hint("start it with `openapi: 3.1.0`, `swagger: \"2.0\"` or `asyncapi: 3.0.0`, or correct `spec.type`")
}

pub(super) fn unresolved(place: Place, reference: &str) -> Diagnostic {
    let told = |words: &str| Diagnostic::warning("api-unresolved-reference", format!("`{reference}` {words}")).place(place);
    if reference.contains("://") {
        return told("is elsewhere, and nothing is fetched for a definition")
            .hint("keep a copy in this repository, and refer to that");
    }
    told("leads nowhere")
}

pub(super) fn duplicate_operation(place: Place, id: &str, first: Place) -> Diagnostic {
    Diagnostic::warning("api-duplicate-operation", format!("the operation id `{id}` is used twice"))
        .place(place)
        .label(first, "first used here")
        .hint("give every operation an id of its own; links and generated clients name operations by it")
}

pub(super) fn unknown_type(place: Place, name: &str) -> Diagnostic {
    Diagnostic::warning("api-unknown-type", format!("the type `{name}` is not defined")).place(place)
}
