//! The words of every diagnostic about what the configuration says of findings. One function a code.

use crate::base::diagnostic::Diagnostic;
use crate::config::policy::Allow;

pub(super) fn allow_unused(allow: &Allow) -> Diagnostic {
    Diagnostic::warning("allow-unused", format!("no finding of `{}` is like this any more", allow.code))
        .place(allow.place.clone())
        .hint("remove the entry, or correct its patterns")
}
