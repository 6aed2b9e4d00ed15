//! `Draft`: what the detectors say of one unit, the surest answer for every field; written as a descriptor and read back as one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::unit::Unit;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};
use crate::base::yaml;
use crate::model::evidence::{Certainty, Evidence};
use crate::model::kind::Model;
use crate::model::records::Descriptor;
use crate::model::sources::Repository;
use crate::parse::catalog;

pub(super) const DESCRIPTION: &str = "metadata.description";
pub(super) const TITLE: &str = "metadata.title";
pub(super) const TYPE: &str = "spec.type";
pub(super) const LANGUAGE: &str = "spec.language";
pub(super) const LICENCE: &str = "spec.license";
pub(super) const OWNER: &str = "spec.owner";

/// Holds one answer.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) value: String,
    pub(super) place: Place,
    pub(super) certainty: Certainty,
}

/// Holds an API whose specification the unit has.
pub(super) struct Api {
    /// The specification's stem: `openapi`.
    pub(super) stem: String,
    pub(super) title: Option<String>,
    /// `openapi`, `asyncapi`, `graphql` or `grpc`.
    pub(super) format: &'static str,
    pub(super) source: Arc<Source>,
}

/// Lays together what was found of one unit.
pub(super) struct Draft {
    name: String,
    folder: RepoPath,
    /// The repository's own unit, when it has parts.
    is_system: bool,
    /// The system that the unit is part of.
    system: Option<String>,
    fields: BTreeMap<&'static str, Found>,
    owners: Vec<Found>,
    apis: Vec<Api>,
}

impl Draft {
    pub(super) fn new(unit: &Unit<'_>) -> Self {
        let repository = unit.repository.name.rsplit('/').next().unwrap_or_default();
        Self {
            name: entity_name(unit.name()),
            folder: unit.folder.clone(),
            is_system: unit.has_parts,
            system: (!unit.folder.is_root()).then(|| entity_name(repository)),
            fields: BTreeMap::new(),
            owners: Vec::new(),
            apis: Vec::new(),
        }
    }

    /// Takes an answer, unless there is one as sure already.
    pub(super) fn set(&mut self, field: &'static str, value: &str, place: Place, certainty: Certainty) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_surer = self.fields.get(field).is_none_or(|known| known.certainty < certainty);
        if is_surer && !value.is_empty() {
            self.fields.insert(field, Found { value, place, certainty });
        }
    }

    pub(super) fn set_owners(&mut self, owners: Vec<Found>) {
        self.owners = owners;
    }

    pub(super) fn owners(&self) -> impl Iterator<Item = &Found> {
        self.owners.iter()
    }

    pub(super) fn add_api(&mut self, api: Api) {
        self.apis.push(api);
    }

    /// Writes and reads the unit's entity and its APIs.
    pub(super) fn descriptors(&self, repositories: &[Repository], repository: usize, model: &Model) -> Vec<Descriptor> {
        let names = self.api_names();
        let mut evidence: Vec<Evidence> = self
            .fields
            .iter()
            .map(|(field, found)| Evidence { field, place: found.place.clone(), certainty: found.certainty })
            .collect();
        let owners: Vec<Evidence> = self
            .owners
            .iter()
            .take(1)
            .map(|owner| Evidence { field: OWNER, place: owner.place.clone(), certainty: owner.certainty })
            .collect();
        evidence.extend(owners.iter().cloned());
        let mut found: Vec<Descriptor> =
            write(&self.entity(&names), &self.folder, evidence, repositories, repository, model).into_iter().collect();
        for (api, name) in self.apis.iter().zip(&names) {
            let mut evidence = owners.clone();
            evidence.push(Evidence { field: "spec.definition", place: Place::of(&api.source), certainty: Certainty::Certain });
            found.extend(write(&self.api(api, name), &self.folder, evidence, repositories, repository, model));
        }
        found
    }

    fn entity(&self, apis: &[String]) -> Json {
        let text = |field: &str| self.fields.get(field).map(|found| found.value.as_str());
        let mut metadata = Map::new();
        metadata.insert("name".to_owned(), json!(self.name));
        for (key, field) in [("title", TITLE), ("description", DESCRIPTION)] {
            metadata.extend(text(field).filter(|text| *text != self.name).map(|text| (key.to_owned(), json!(text))));
        }
        let tag = text(LANGUAGE).map(tag).filter(|tag| !tag.is_empty());
        metadata.extend(tag.map(|tag| ("tags".to_owned(), json!([tag]))));
        let mut spec = Map::new();
        if !self.is_system {
            spec.insert("type".to_owned(), json!(text(TYPE).unwrap_or("other")));
            spec.insert("lifecycle".to_owned(), json!("unknown"));
        }
        self.put_owners(&mut spec);
        spec.extend(self.system.as_ref().map(|system| ("system".to_owned(), json!(system))));
        if !apis.is_empty() && !self.is_system {
            spec.insert("providesApis".to_owned(), json!(apis));
        }
        for (key, field) in [("language", LANGUAGE), ("license", LICENCE)] {
            spec.extend(text(field).map(|text| (key.to_owned(), json!(text))));
        }
        document(if self.is_system { "System" } else { "Component" }, metadata, spec)
    }

    fn api(&self, api: &Api, name: &str) -> Json {
        let mut metadata = Map::new();
        metadata.insert("name".to_owned(), json!(name));
        metadata.extend(api.title.as_ref().map(|title| ("title".to_owned(), json!(title))));
        let mut spec = Map::new();
        spec.insert("type".to_owned(), json!(api.format));
        spec.insert("lifecycle".to_owned(), json!("unknown"));
        self.put_owners(&mut spec);
        let system = self.system.clone().or_else(|| self.is_system.then(|| self.name.clone()));
        spec.extend(system.map(|system| ("system".to_owned(), json!(system))));
        let path = api.source.path.as_str().strip_prefix(self.folder.as_str()).unwrap_or(api.source.path.as_str());
        spec.insert("definition".to_owned(), json!({ "$text": format!("./{}", path.trim_start_matches('/')) }));
        document("API", metadata, spec)
    }

    fn put_owners(&self, spec: &mut Map<String, Json>) {
        if let Some((first, others)) = self.owners.split_first() {
            spec.insert("owner".to_owned(), json!(first.value));
            if !others.is_empty() {
                spec.insert("owners".to_owned(), others.iter().map(|owner| json!(owner.value)).collect());
            }
        }
    }

    /// Names the APIs: as the unit when it has one, else with what tells their files apart.
    fn api_names(&self) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let name = |api: &Api| {
            let plain = self.name.clone();
            let wanted = if self.apis.len() == 1 { plain } else { entity_name(&format!("{}-{}", self.name, api.stem)) };
            let numbered = (2..).map(|number| entity_name(&format!("{wanted}-{number}")));
            std::iter::once(wanted.clone()).chain(numbered).find(|name| taken.insert(name.clone())).unwrap_or_default()
        };
        self.apis.iter().map(name).collect()
    }
}

/// Describes a team that owns something.
pub(super) fn team(team: &Found, repositories: &[Repository], repository: usize, model: &Model) -> Option<Descriptor> {
    let name = team.value.strip_prefix("group:")?;
    let mut metadata = Map::new();
    metadata.insert("name".to_owned(), json!(name));
    let mut spec = Map::new();
    spec.insert("type".to_owned(), json!("team"));
    spec.insert("children".to_owned(), json!([]));
    let evidence = vec![Evidence { field: "metadata.name", place: team.place.clone(), certainty: team.certainty }];
    write(&document("Group", metadata, spec), &RepoPath::root(), evidence, repositories, repository, model)
}

fn document(kind: &str, metadata: Map<String, Json>, spec: Map<String, Json>) -> Json {
    json!({ "apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec })
}

/// Writes a document as the descriptor of `folder` and reads it as any other.
fn write(
    document: &Json,
    folder: &RepoPath,
    evidence: Vec<Evidence>,
    repositories: &[Repository],
    repository: usize,
    model: &Model,
) -> Option<Descriptor> {
    let source = Arc::new(Source {
        repository: Some(Arc::clone(&repositories[repository].name)),
        commit: repositories[repository].short_commit(),
        path: folder.join("catalog-info.yaml")?,
        text: yaml::write(document).into(),
    });
    catalog::discovered(repositories, repository, &source, model, evidence)
}

/// Makes a name that keeps the rules of entity names: up to 63 letters, digits, `-`, `_` and `.`.
pub(super) fn entity_name(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let is_edge = |c: char| !c.is_ascii_alphanumeric();
    let trimmed = plain.trim_matches(is_edge);
    let short = trimmed.get(..trimmed.len().min(63)).unwrap_or_default().trim_end_matches(is_edge);
    if short.is_empty() { "repository".to_owned() } else { short.to_owned() }
}

/// Makes a tag of a language's name: `C++` -> `c++`, `Objective-C` -> `objective-c`.
fn tag(language: &str) -> String {
    language
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '+' | '#') { c } else { '-' })
        .collect()
}

/// Finds where `value` stands in `source`, after `key` if that occurs; the whole file when it does not.
pub(super) fn place(source: &Arc<Source>, key: &str, value: &str) -> Place {
    let start = source.text.find(key).unwrap_or(0);
    let found = source.text.get(start..).and_then(|text| text.find(value)).filter(|_| !value.is_empty());
    match found {
        Some(offset) => Place::at(source, Span::new(start + offset..start + offset + value.len())),
        None => Place::of(source),
    }
}
