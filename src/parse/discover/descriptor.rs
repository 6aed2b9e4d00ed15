//! Writes a `Draft` as the descriptor that somebody could commit, and reads it as any other.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::directory::{Directory, Person};
use super::draft::{Api, DESCRIPTION, Draft, Found, LANGUAGE, LICENCE, TITLE, TYPE};
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
use crate::base::yaml;
use crate::model::entity_ref::EntityRef;
use crate::model::evidence::{Certainty, Evidence};
use crate::model::kind::Model;
use crate::model::records::Descriptor;
use crate::model::sources::Repository;
use crate::parse::catalog;

/// The name of the file that somebody could commit.
const FILE: &str = "catalog-info.yaml";

/// The most dependencies of one kind of thing that a unit has before they are no longer told one by one.
const MOST: usize = 200;

/// Reads what is written with these.
pub(super) struct Writer<'a> {
    pub(super) repositories: &'a [Repository],
    pub(super) repository: usize,
    pub(super) model: &'a Model,
}

/// What a unit is called.
pub(super) struct Named {
    /// The name of its entity as it is written, and of each of its APIs.
    pub(super) name: String,
    pub(super) apis: Vec<String>,
    /// The name of the system that it is part of.
    pub(super) system: Option<String>,
}

impl Named {
    /// Finds free names: the unit's own, with its repository's before it, with its organisation's.
    pub(super) fn new(draft: &Draft, system: Option<String>, directory: &mut Directory) -> Self {
        let plain = draft.plain_name().to_owned();
        let mut candidates = vec![plain.clone()];
        if !draft.folder.is_root() {
            candidates.push(format!("{}-{plain}", draft.repository));
        }
        if let (Some(organisation), Some(last)) = (&draft.organisation, candidates.last()) {
            candidates.push(format!("{}-{last}", organisation.replace('/', "-")));
        }
        let name = directory.name(draft.kind(), &candidates);
        let api = |api: &Api| {
            let wanted = if draft.apis.len() == 1 { name.clone() } else { format!("{name}-{}", api.stem) };
            directory.name("API", &[wanted])
        };
        let apis = draft.apis.iter().map(api).collect();
        Self { name, apis, system }
    }

    /// Gives the reference of the unit's entity.
    pub(super) fn reference(&self, draft: &Draft) -> EntityRef {
        EntityRef::new(draft.kind(), "default", &self.name)
    }
}

impl Draft {
    /// Names the kind of its entity: a unit with parts is the system that they make.
    pub(super) fn kind(&self) -> &'static str {
        if self.has_parts { "System" } else { "Component" }
    }
}

/// Lists those who own the unit, each once, the first being the owner.
fn people(draft: &Draft, directory: &Directory) -> Vec<(Person, Place)> {
    let mut people: Vec<(Person, Place)> = Vec::new();
    for found in &draft.owners {
        let Some(person) = directory.person(found) else { continue };
        if people.iter().all(|(known, _)| known.reference != person.reference) {
            people.push((person, found.place.clone()));
        }
    }
    people
}

/// Lists what the unit depends on, each once, with what says so.
fn dependencies(draft: &Draft, own: &EntityRef, directory: &Directory) -> BTreeMap<EntityRef, (Place, Certainty)> {
    let mut found = BTreeMap::new();
    for need in &draft.needs {
        if let Some(entity) = directory.publisher(need).filter(|entity| *entity != own)
            && found.len() < MOST
        {
            found.entry(entity.clone()).or_insert_with(|| (need.place.clone(), need.certainty));
        }
    }
    found
}

/// Writes and reads a unit's entity and its APIs.
pub(super) fn entities(draft: &Draft, named: &Named, directory: &Directory, writer: &Writer<'_>) -> Vec<Descriptor> {
    let people = people(draft, directory);
    let owned = people.iter().map(|(person, place)| evidence("spec.owner", &person.reference.short(), place, person.certainty));
    let owned: Vec<Evidence> = owned.collect();
    let mut found = vec![entity(draft, named, &people, owned.clone(), directory, writer)];
    for (api, name) in draft.apis.iter().zip(&named.apis) {
        let mut metadata = Map::new();
        metadata.insert("name".to_owned(), json!(name));
        metadata.extend(api.title.as_ref().map(|title| ("title".to_owned(), json!(title))));
        let mut spec = Map::new();
        spec.insert("type".to_owned(), json!(api.format));
        spec.insert("lifecycle".to_owned(), json!("unknown"));
        put_owners(&people, &mut spec);
        let system = named.system.as_ref().or(draft.has_parts.then_some(&named.name));
        spec.extend(system.map(|system| ("system".to_owned(), json!(system))));
        let path = api.source.path.strip_prefix(&draft.folder).unwrap_or_else(|| api.source.path.clone());
        spec.insert("definition".to_owned(), json!({ "$text": format!("./{path}") }));
        let mut all = vec![evidence("spec.definition", path.as_str(), &Place::of(&api.source), Certainty::Certain)];
        all.extend(owned.iter().cloned());
        found.push(read(&document("API", metadata, spec), &draft.folder, all, writer));
    }
    found.into_iter().flatten().collect()
}

fn entity(
    draft: &Draft,
    named: &Named,
    people: &[(Person, Place)],
    owned: Vec<Evidence>,
    directory: &Directory,
    writer: &Writer<'_>,
) -> Option<Descriptor> {
    let mut metadata = Map::new();
    metadata.insert("name".to_owned(), json!(named.name));
    let mut put = |key: &str, field| {
        let text = draft.text(field).filter(|text| *text != named.name);
        metadata.extend(text.map(|text| (key.to_owned(), json!(text))));
    };
    put("title", TITLE);
    put("description", DESCRIPTION);
    let tag = draft.text(LANGUAGE).map(tag);
    metadata.extend(tag.map(|tag| ("tags".to_owned(), json!([tag]))));
    let mut spec = Map::new();
    let mut all: Vec<Evidence> =
        draft.fields.iter().map(|(field, Found { value, place, certainty })| evidence(field, value, place, *certainty)).collect();
    all.extend(owned);
    if !draft.has_parts {
        spec.insert("type".to_owned(), json!(draft.text(TYPE).unwrap_or("other")));
        spec.insert("lifecycle".to_owned(), json!("unknown"));
    }
    put_owners(people, &mut spec);
    spec.extend(named.system.as_ref().map(|system| ("system".to_owned(), json!(system))));
    if !draft.has_parts {
        if !named.apis.is_empty() {
            spec.insert("providesApis".to_owned(), json!(named.apis));
        }
        let needed = dependencies(draft, &named.reference(draft), directory);
        if !needed.is_empty() {
            spec.insert("dependsOn".to_owned(), needed.keys().map(|entity| json!(entity.short())).collect());
        }
        all.extend(
            needed.iter().map(|(entity, (place, certainty))| evidence("spec.dependsOn", &entity.short(), place, *certainty)),
        );
    }
    for (key, field) in [("language", LANGUAGE), ("license", LICENCE)] {
        spec.extend(draft.text(field).map(|text| (key.to_owned(), json!(text))));
    }
    // A repository that says nothing of itself is still there.
    if all.is_empty() {
        all.push(evidence("metadata.name", &named.name, &root(writer), Certainty::Guessed));
    }
    read(&document(draft.kind(), metadata, spec), &draft.folder, all, writer)
}

/// Describes somebody of whom the name is known, and nothing else.
pub(super) fn user(name: &str, title: &str, writer: &Writer<'_>) -> Option<Descriptor> {
    let metadata = Map::from_iter([("name".to_owned(), json!(name)), ("title".to_owned(), json!(title))]);
    let spec = Map::from_iter([("memberOf".to_owned(), json!([]))]);
    let all = vec![evidence("metadata.title", title, &root(writer), Certainty::Likely)];
    read(&document("User", metadata, spec), &RepoPath::root(), all, writer)
}

/// Stands for a repository as a whole.
fn root(writer: &Writer<'_>) -> Place {
    let repository = Arc::clone(&writer.repositories[writer.repository].name);
    Place::of(&Arc::new(Source { repository: Some(repository), commit: None, path: RepoPath::root(), text: "".into() }))
}

/// Describes the teams that own something and that nobody described.
pub(super) fn teams<'a>(drafts: impl Iterator<Item = &'a Draft>, directory: &Directory, writer: &Writer<'_>) -> Vec<Descriptor> {
    let mut teams = BTreeMap::new();
    for draft in drafts {
        for (person, place) in people(draft, directory).into_iter().filter(|(person, _)| person.is_new) {
            teams.entry(person.reference).or_insert((place, person.certainty));
        }
    }
    let team = |(reference, (place, certainty)): (EntityRef, (Place, Certainty))| {
        let metadata = Map::from_iter([("name".to_owned(), json!(reference.name))]);
        let spec = Map::from_iter([("type".to_owned(), json!("team")), ("children".to_owned(), json!([]))]);
        let all = vec![evidence("metadata.name", &reference.name, &place, certainty)];
        read(&document("Group", metadata, spec), &RepoPath::root(), all, writer)
    };
    teams.into_iter().filter_map(team).collect()
}

fn put_owners(people: &[(Person, Place)], spec: &mut Map<String, Json>) {
    if let Some(((first, _), others)) = people.split_first() {
        spec.insert("owner".to_owned(), json!(first.reference.short()));
        if !others.is_empty() {
            spec.insert("owners".to_owned(), others.iter().map(|(other, _)| json!(other.reference.short())).collect());
        }
    }
}

fn evidence(field: &'static str, value: &str, place: &Place, certainty: Certainty) -> Evidence {
    Evidence { field, value: value.to_owned(), place: place.clone(), certainty }
}

fn document(kind: &str, metadata: Map<String, Json>, spec: Map<String, Json>) -> Json {
    json!({ "apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec })
}

/// Writes a document as the descriptor of `folder` and reads it as any other.
fn read(document: &Json, folder: &RepoPath, evidence: Vec<Evidence>, writer: &Writer<'_>) -> Option<Descriptor> {
    let repository = &writer.repositories[writer.repository];
    let source = Arc::new(Source {
        repository: Some(Arc::clone(&repository.name)),
        commit: repository.short_commit(),
        path: folder.join(FILE)?,
        text: yaml::write(document).into(),
    });
    catalog::discovered(writer.repositories, writer.repository, &source, writer.model, evidence)
}

/// Makes a tag of a language's name: `C++` -> `c++`, `Objective-C` -> `objective-c`.
fn tag(language: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '+' | '#') { c } else { '-' };
    language.to_ascii_lowercase().chars().map(letter).collect()
}
