//! Relate: `Records` -> `Portal`. After it, nothing is text that should be a reference.

mod docs;

use crate::model::portal::Portal;
use crate::model::records::Records;

/// Resolves references, relations and links.
pub fn relate(records: Records) -> Portal {
    let _ = docs::sites;
    Portal { repositories: records.repositories, ..Portal::default() }
}
