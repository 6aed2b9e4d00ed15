//! Aliases: the names that an entity had before, by `metadata.aliases` and by what commits say -> the entity that answers to them. References and addresses of old names lead to it.

use std::collections::{BTreeMap, BTreeSet};

use super::entities::Named;
use super::words;
use crate::base::source::Place;
use crate::base::yaml::Node;
use crate::model::entity::BrokenEntity;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::records::Rename;

/// Collects the aliases of all entities. A name that an entity has is no alias of another; of several that want the same one, the first in the catalog gets it.
pub(super) fn collect(
    entities: &BTreeMap<EntityRef, Named>,
    broken: &[BrokenEntity],
    renames: &[Rename],
    findings: &mut Vec<Finding>,
) -> BTreeMap<EntityRef, EntityRef> {
    let broken: BTreeSet<&EntityRef> = broken.iter().filter_map(|document| document.reference.as_ref()).collect();
    let mut aliases: BTreeMap<EntityRef, EntityRef> = BTreeMap::new();
    for (reference, Named { entity, .. }) in entities {
        for item in entity.root.at(&["metadata", "aliases"]).into_iter().flat_map(Node::items) {
            let Some(text) = item.as_str() else { continue };
            let place = Place::at(&entity.source, item.span);
            let told = match EntityRef::parse(text, Some(&entity.kind), &entity.namespace) {
                Err(error) => Some(words::bad_alias(place, &error)),
                Ok(alias) if alias == *reference => None,
                Ok(alias) if entities.contains_key(&alias) || broken.contains(&alias) => {
                    Some(words::alias_taken(place, &alias, &alias))
                }
                Ok(alias) => match aliases.get(&alias) {
                    Some(first) => Some(words::alias_taken(place, &alias, first)),
                    None => {
                        aliases.insert(alias, reference.clone());
                        None
                    }
                },
            };
            findings.extend(told.map(|diagnostic| Finding { diagnostic, subject: Subject::Entity(reference.clone()) }));
        }
    }
    // What somebody wrote comes before what commits say. The newest renames come first, so that names of before lead on from name to name.
    for Rename { from, to } in renames {
        let now = if entities.contains_key(to) { Some(to) } else { aliases.get(to) };
        let is_free = !entities.contains_key(from) && !broken.contains(from) && !aliases.contains_key(from);
        if let Some(now) = now.filter(|_| is_free).cloned() {
            aliases.insert(from.clone(), now);
        }
    }
    aliases
}
