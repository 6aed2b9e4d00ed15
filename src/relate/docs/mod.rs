//! Docs: `DocsFolder`s with their owners -> `DocsSite`s. Resolves every link between pages, repositories, entities and source files.

use std::collections::BTreeMap;

use crate::model::docs::{DocsFolder, DocsKey, DocsSite};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::Finding;
use crate::model::sources::Repository;

/// Resolves the links of all docs together. `owners` says whose docs a folder is; folders that nobody owns are left out.
/// `knows` tells whether an entity is in the catalog.
pub fn sites(
    _folders: Vec<DocsFolder>,
    _owners: &BTreeMap<DocsKey, EntityRef>,
    _repositories: &[Repository],
    _knows: &dyn Fn(&EntityRef) -> bool,
    _findings: &mut Vec<Finding>,
) -> BTreeMap<EntityRef, DocsSite> {
    BTreeMap::new()
}
