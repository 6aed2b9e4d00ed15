//! Gives the records that plugins collected to the entities whose they are.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::Value as Json;

use super::selector::Selector;
use crate::base::jq::Program;
use crate::base::repo_path::RepoPath;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::plugin::{At, Attach, Collected, Plugin, Record};
use crate::model::sources::Repository;

/// The kinds that may own files, in the order in which they get those beside them.
const PRECEDENCE: [&str; 5] = ["component", "system", "domain", "api", "resource"];
/// The kinds that describe people and other files.
const NEVER: [&str; 4] = ["group", "user", "location", "template"];

/// Finds the entities of every record.
pub(super) fn attach(
    plugins: &[Plugin],
    collected: &mut [Vec<Collected>],
    entities: &BTreeMap<EntityRef, Entity>,
    repositories: &[Repository],
) {
    if plugins.is_empty() {
        return;
    }
    let known = Known::new(entities, repositories);
    for (plugin, collected) in plugins.iter().zip(collected) {
        for (collection, collected) in plugin.collections.iter().zip(collected) {
            let mut annotations: BTreeMap<&str, Annotated<'_>> = BTreeMap::new();
            for rule in &collection.attach {
                if let Attach::Annotation(key, _) | Attach::Selector(key, _) = rule {
                    annotations.entry(key).or_insert_with(|| Annotated::new(entities, key));
                }
            }
            collected.records.par_iter_mut().for_each(|record| {
                let found = collection.attach.iter().map(|rule| known.find(rule, record, &annotations));
                record.entities = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
            });
        }
    }
}

/// Holds the entities that have one annotation.
struct Annotated<'a> {
    values: BTreeMap<&'a str, Vec<&'a EntityRef>>,
    selectors: Vec<(Selector, &'a EntityRef)>,
}

impl<'a> Annotated<'a> {
    fn new(entities: &'a BTreeMap<EntityRef, Entity>, key: &str) -> Self {
        let mut values: BTreeMap<&str, Vec<&EntityRef>> = BTreeMap::new();
        for entity in entities.values() {
            if let Some(value) = entity.annotation(key) {
                values.entry(value.trim()).or_default().push(&entity.reference);
            }
        }
        let selectors = values.iter().flat_map(|(text, entities)| {
            let selector = Selector::parse(text);
            entities.iter().filter_map(move |entity| Some((selector.clone()?, *entity)))
        });
        Self { selectors: selectors.collect(), values }
    }

    fn has(&self, entity: &EntityRef) -> bool {
        self.values.values().flatten().any(|annotated| *annotated == entity)
    }
}

/// Holds what is looked up for every record.
struct Known<'a> {
    /// The entity of every folder that has a descriptor.
    folders: BTreeMap<(usize, RepoPath), &'a EntityRef>,
    components: BTreeMap<&'a str, Vec<&'a EntityRef>>,
    tags: BTreeMap<String, Vec<&'a EntityRef>>,
}

impl<'a> Known<'a> {
    fn new(entities: &'a BTreeMap<EntityRef, Entity>, repositories: &[Repository]) -> Self {
        let mut folders: BTreeMap<(usize, RepoPath), (Rank, &EntityRef)> = BTreeMap::new();
        let mut components: BTreeMap<&str, Vec<&EntityRef>> = BTreeMap::new();
        let mut tags: BTreeMap<String, Vec<&EntityRef>> = BTreeMap::new();
        for entity in entities.values() {
            let reference = &entity.reference;
            if reference.kind == "component" {
                components.entry(&reference.name).or_default().push(reference);
            }
            for tag in entity.tags() {
                tags.entry(tag.to_lowercase()).or_default().push(reference);
            }
            if NEVER.contains(&reference.kind.as_str()) {
                continue;
            }
            let mut folder = entity.source.path.parent();
            if folder.file_name().starts_with('.') {
                folder = folder.parent();
            }
            let claim = (rank(entity, &folder, repositories), reference);
            let best = folders.entry((entity.repository, folder)).or_insert(claim);
            *best = claim.min(*best);
        }
        let folders = folders.into_iter().map(|(folder, (_, reference))| (folder, reference)).collect();
        Self { folders, components, tags }
    }

    fn find(&self, rule: &Attach, record: &Record, annotations: &BTreeMap<&str, Annotated<'a>>) -> Vec<EntityRef> {
        let all = |found: Option<&Vec<&EntityRef>>| found.into_iter().flatten().map(|found| (*found).clone()).collect();
        match rule {
            Attach::Folder => record.at.as_ref().and_then(|at| self.nearest(at)).into_iter().cloned().collect(),
            Attach::Annotation(key, program) => {
                let values = texts(program, &record.value);
                let annotated = annotations.get(key.as_str());
                let found = values.iter().filter_map(|value| annotated?.values.get(value.as_str()));
                found.flatten().map(|found| (*found).clone()).collect()
            }
            Attach::Selector(key, program) => {
                let Ok(Some(Json::Object(labels))) = program.run(&record.value) else { return Vec::new() };
                let selectors = annotations.get(key.as_str()).map_or(&[][..], |annotated| &annotated.selectors);
                let meant = selectors.iter().filter(|(selector, _)| selector.selects(&labels));
                meant.map(|(_, entity)| (*entity).clone()).collect()
            }
            Attach::Name(program) => {
                let names = texts(program, &record.value);
                let found = names.iter().map(|name| all(self.components.get(name.to_lowercase().as_str())));
                let mut found = found.into_iter().find(|found: &Vec<_>| !found.is_empty()).unwrap_or_default();
                // Who says what is theirs is not taken by their name.
                found.retain(|entity| annotations.values().all(|annotated| !annotated.has(entity)));
                found
            }
            Attach::Tag(program) => {
                let tags = texts(program, &record.value);
                let found = tags.iter().filter_map(|tag| self.tags.get(&tag.to_lowercase())).flatten();
                found.collect::<BTreeSet<_>>().into_iter().map(|found| (*found).clone()).collect()
            }
        }
    }

    fn nearest(&self, at: &At) -> Option<&'a EntityRef> {
        at.path.parent().ancestors().find_map(|folder| self.folders.get(&(at.repository, folder)).copied())
    }
}

/// How good the claim of an entity on a folder is; the least is the best.
type Rank = (usize, bool, u32);

fn rank(entity: &Entity, folder: &RepoPath, repositories: &[Repository]) -> Rank {
    let name = match folder.is_root() {
        true => repositories.get(entity.repository).and_then(|repository| repository.name.rsplit('/').next()).unwrap_or_default(),
        false => folder.file_name(),
    };
    let precedence = PRECEDENCE.iter().position(|kind| *kind == entity.reference.kind).unwrap_or(PRECEDENCE.len());
    (precedence, entity.reference.name != name.to_lowercase(), entity.span.start)
}

/// Gives the texts that a program makes: one, or those of a list.
fn texts(program: &Program, record: &Json) -> Vec<String> {
    let text = |value: &Json| match value {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match program.run(record) {
        Ok(Some(Json::Array(items))) => items.iter().filter_map(text).collect(),
        Ok(Some(value)) => text(&value).into_iter().collect(),
        _ => Vec::new(),
    }
}
