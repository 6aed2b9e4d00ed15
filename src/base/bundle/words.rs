//! The words of every diagnostic about `$ref`s between files. One function a code.

use super::load::Target;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;

pub(super) fn missing(place: Place, text: &str, reason: &str) -> Diagnostic {
    Diagnostic::warning("ref-missing", format!("`{text}` cannot be put in: {reason}"))
        .place(place)
        .hint("write a path relative to this file; it must stay in this repository")
}

pub(super) fn unreadable(place: Place, text: &str, mistake: Diagnostic) -> Diagnostic {
    let told = Diagnostic::warning("ref-unreadable", format!("`{text}` cannot be put in: {}", mistake.message)).place(place);
    let told = match mistake.place {
        Some(there) => told.label(there, "the mistake"),
        None => told,
    };
    told.hint(mistake.hint.unwrap_or_else(|| "correct the file".to_owned()))
}

pub(super) fn pointer(place: Place, target: &Target) -> Diagnostic {
    Diagnostic::warning("ref-pointer", format!("`{}` has nothing at `#{}`", target.path, target.pointer))
        .place(place)
        .hint("correct what stands behind the `#`")
}

pub(super) fn too_large(place: Place) -> Diagnostic {
    Diagnostic::warning("ref-too-large", "so much is put together that this and what follows is left out")
        .place(place)
        .hint("name smaller files, or keep the whole in one file")
}
