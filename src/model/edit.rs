//! `Edit`: what one commit did to one entity. Read out of the versions of descriptors by `parse`, tied to today's entities by `relate`.

use crate::model::changes::Field;
use crate::model::entity_ref::EntityRef;
use crate::model::history::Change;

/// Holds what one commit did to one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The number of the repository in `Portal::repositories`.
    pub repository: usize,
    /// The commit.
    pub change: Change,
    /// What the entity was called after it, or before it where it was removed; after `relate` what it is called today, if it is still in the catalog.
    pub entity: EntityRef,
    /// What happened to it.
    pub deed: Deed,
}

/// Says what happened to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It came into the catalog.
    Added,
    /// It left the catalog.
    Removed,
    /// Fields of its descriptor differ. Before it, it may have been called something else.
    Changed {
        /// What it was called, if that is another name.
        from: Option<EntityRef>,
        /// The fields that differ, sorted by path.
        fields: Vec<Field>,
    },
}
