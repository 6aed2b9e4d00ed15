//! Sets libgit2 up, once a process: no configuration of the machine or the person counts, and a repository may belong to anyone.

use std::sync::Once;

static APPLIED: Once = Once::new();

/// Makes what is read depend on the repositories alone.
#[allow(unsafe_code, reason = "libgit2's options are global; they are set once, before any repository is opened")]
pub(super) fn apply() {
    APPLIED.call_once(|| {
        use git2::ConfigLevel;
        for level in [ConfigLevel::ProgramData, ConfigLevel::System, ConfigLevel::XDG, ConfigLevel::Global] {
            // SAFETY: `Once` keeps every other thread of this program out until the options are set.
            let _ = unsafe { git2::opts::set_search_path(level, "") };
        }
        // An object is found by its id and checked by its length and checksum; hashing each one again would cost more than all else together.
        git2::opts::strict_hash_verification(false);
        // What is read twice is kept where it is read; libgit2 would keep everything else, too.
        for kind in [git2::ObjectType::Commit, git2::ObjectType::Tree] {
            // SAFETY: `Once`, as above.
            let _ = unsafe { git2::opts::set_cache_object_limit(kind, 0) };
        }
        // The check of ownership guards against configuration that runs programs. Objects and listings are read here, and nothing is ever run;
        // in containers, repositories often belong to someone else.
        // SAFETY: as above.
        let _ = unsafe { git2::opts::set_verify_owner_validation(false) };
    });
}
