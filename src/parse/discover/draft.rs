//! `Draft`: what the detectors say of one unit, the surest answer for every field.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::package::{Ecosystem, Package};
use super::unit::Unit;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};
use crate::model::evidence::Certainty;

pub(super) const DESCRIPTION: &str = "metadata.description";
pub(super) const TITLE: &str = "metadata.title";
pub(super) const TYPE: &str = "spec.type";
pub(super) const LANGUAGE: &str = "spec.language";
pub(super) const LICENCE: &str = "spec.license";

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

/// Holds what the unit needs of somebody.
pub(super) struct Need {
    pub(super) package: Package,
    /// The folder of the repository that is meant, where one is named.
    pub(super) folder: Option<String>,
    pub(super) place: Place,
    pub(super) certainty: Certainty,
}

/// Lays together what was found of one unit.
pub(super) struct Draft {
    /// The unit's folder.
    pub(super) folder: RepoPath,
    /// Whether other units stand below it.
    pub(super) has_parts: bool,
    /// The last part of the repository's name, and what stands before it.
    pub(super) repository: String,
    pub(super) organisation: Option<String>,
    pub(super) fields: BTreeMap<&'static str, Found>,
    /// The words of CODEOWNERS: `@org/team`, `@person`, an address.
    pub(super) owners: Vec<Found>,
    pub(super) apis: Vec<Api>,
    pub(super) provides: Vec<Package>,
    pub(super) needs: Vec<Need>,
}

impl Draft {
    pub(super) fn new(unit: &Unit<'_>) -> Self {
        let whole = &unit.repository.name;
        let (organisation, repository) =
            whole.rsplit_once('/').map_or((None, &**whole), |(organisation, repository)| (Some(organisation), repository));
        Self {
            folder: unit.folder.clone(),
            has_parts: unit.has_parts,
            repository: repository.to_owned(),
            organisation: organisation.map(str::to_owned),
            fields: BTreeMap::new(),
            owners: Vec::new(),
            apis: Vec::new(),
            provides: Vec::new(),
            needs: Vec::new(),
        }
    }

    /// Gives the name that its folder, or its repository, has.
    pub(super) fn plain_name(&self) -> &str {
        match self.folder.file_name() {
            "" => &self.repository,
            name => name,
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

    /// Says that the unit publishes something.
    pub(super) fn provide(&mut self, ecosystem: Ecosystem, name: &str) {
        self.provides.push(Package::new(ecosystem, name));
    }

    /// Says that the unit needs a package that its manifest names.
    pub(super) fn need(&mut self, ecosystem: Ecosystem, name: &str, source: &Arc<Source>) {
        let place = place(source, name, name);
        self.needs.push(Need { package: Package::new(ecosystem, name), folder: None, place, certainty: Certainty::Certain });
    }

    /// Gives what was found for a field.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(|found| found.value.as_str())
    }
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
