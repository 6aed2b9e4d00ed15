//! The words of every diagnostic about what the configuration says of findings. One function a code.

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;
use crate::config::policy::Allow;

pub(super) fn allow_unused(allow: &Allow) -> Diagnostic {
    Diagnostic::warning("allow-unused", format!("no finding of `{}` is like this any more", allow.code))
        .place(allow.place.clone())
        .hint("remove the entry, or correct its patterns")
}

pub(super) fn property_failed(place: Place, name: &str, reason: &str) -> Diagnostic {
    let reason: String = reason.chars().take(200).collect();
    Diagnostic::warning("property-failed", format!("`{name}` could not be computed: {reason}"))
        .place(place)
        .hint("give the entity what the program needs, or let the program do without: `.spec.memory // 0`")
}

pub(super) fn fact_failed(place: Place, name: &str, entity: &str, reason: &str) -> Diagnostic {
    let reason: String = reason.chars().take(200).collect();
    Diagnostic::warning("plugin-failed", format!("`{name}` could not be computed of `{entity}`: {reason}"))
        .place(place)
        .hint("let the program do without what is missing, as in `.records.todos | length`")
}
