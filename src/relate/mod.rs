//! Relate: `Records` -> `Portal`. After it, nothing is text that should be a reference.

mod aliases;
mod docs;
mod docs_owners;
mod entities;
mod located;
mod plugins;
mod relations;
mod selector;
mod words;

use std::collections::BTreeMap;

use crate::model::cycles;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::portal::Portal;
use crate::model::records::Records;

/// Names every entity, ties the relations both ways, gives the docs to their owners and resolves their links.
pub fn relate(records: Records) -> Portal {
    let Records { model, repositories, descriptors, docs: folders, renames, mut edits, views, plugins, mut collected, findings } =
        records;
    let mut findings: Vec<Finding> =
        findings.into_iter().map(|diagnostic| Finding { diagnostic, subject: Subject::Portal }).collect();

    let (mut declared, broken) = entities::name(descriptors, &repositories, &mut findings);
    let aliases = aliases::collect(&declared, &broken, &renames, &mut findings);
    relations::tie(&mut declared, &broken, &aliases, &mut findings);
    let owners = docs_owners::assign(&declared, &folders, &repositories, &mut findings);
    let titles: BTreeMap<EntityRef, String> =
        declared.iter().map(|(reference, named)| (reference.clone(), named.entity.title().to_owned())).collect();
    let names = docs::Names { titles: &titles, aliases: &aliases };
    let docs = docs::sites(folders, &owners, &repositories, &names, &mut findings);
    let entities = docs_owners::show(declared, &docs, &owners, &mut findings);
    plugins::attach(&plugins, &mut collected, &entities, &repositories);
    for circle in cycles::of_dependencies(&entities) {
        let Some(first) = circle.first().copied() else { continue };
        let next = circle.get(1).copied().unwrap_or(first);
        let relation =
            entities.get(first).and_then(|entity| entity.relations_of("dependsOn").find(|relation| relation.target == *next));
        let diagnostic = words::dependency_cycle(&circle, relation.map(|relation| relation.declared.clone()));
        findings.push(Finding { diagnostic, subject: Subject::Entity(first.clone()) });
    }

    for edit in edits.iter_mut().filter(|edit| !entities.contains_key(&edit.entity)) {
        if let Some(now) = aliases.get(&edit.entity) {
            edit.entity = now.clone();
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.change.time));

    findings.sort_by(Finding::order);
    findings.dedup();
    Portal {
        model,
        repositories,
        entities,
        aliases,
        broken,
        docs,
        edits,
        views,
        findings,
        plugins,
        collected,
        ..Portal::default()
    }
}
