//! Vocabulary: the names that a query may use and what each means. Made of the model's kinds and relation types; knows no entity.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::kind::Model;

/// Lists the names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vocabulary {
    /// By how they are written.
    pub names: BTreeMap<String, Meaning>,
}

/// Says what a name asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Meaning {
    /// What an entity knows besides its document.
    Own(Own),
    /// The values at a path of the document: `spec.type`.
    Path(String),
    /// The values below a path: `label.<key>`.
    Below(String),
    /// The values at one of some paths below a path: `facts.<plugin>.<fact>`.
    Among {
        /// The path: `facts`.
        path: String,
        /// What may stand below it.
        keys: Vec<String>,
    },
    /// The entities at the other ends of a relation.
    Link {
        /// The type: `ownedBy`.
        relation: String,
        /// The kind of the ends that count, lower case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
    },
    /// One of these words, which hold or do not.
    Flags(Vec<String>),
}

/// Names what an entity knows besides its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Own {
    /// Its kind.
    Kind,
    /// Its name.
    Name,
    /// Its namespace.
    Namespace,
    /// What it is called on pages.
    Title,
    /// Its reference.
    Ref,
    /// The name of its repository.
    Repo,
}

/// The relation to those who own an entity, themselves or through others; it stands in no descriptor.
pub(crate) const OWNED_THROUGH: &str = "ownedThrough";
/// When the repository of an entity last changed.
pub(crate) const UPDATED: &str = "updated";

/// What plugins say of an entity.
const FACTS: &str = "facts";

/// The words of `is:`.
const IS: &[&str] = &["broken", "discovered", "orphan", "unowned"];
/// The words of `has:`.
const HAS: &[&str] = &["description", "docs", "owner", "system", "tags"];

impl Vocabulary {
    /// Gives the names of `model`: those that every entity answers to, the relation types, and what kinds declare: relation fields, fields and properties. Of
    /// names that mean several things, the first of these counts.
    pub fn of(model: &Model) -> Self {
        let path = |path: &str| Meaning::Path(path.to_owned());
        let below = |path: &str| Meaning::Below(path.to_owned());
        let link =
            |relation: &str, kind: Option<&str>| Meaning::Link { relation: relation.to_owned(), kind: kind.map(str::to_owned) };
        let flags = |words: &[&str]| Meaning::Flags(words.iter().map(|word| (*word).to_owned()).collect());
        let fixed = [
            ("kind", Meaning::Own(Own::Kind)),
            ("name", Meaning::Own(Own::Name)),
            ("namespace", Meaning::Own(Own::Namespace)),
            ("title", Meaning::Own(Own::Title)),
            ("ref", Meaning::Own(Own::Ref)),
            ("repo", Meaning::Own(Own::Repo)),
            ("type", path("spec.type")),
            ("lifecycle", path("spec.lifecycle")),
            ("description", path("metadata.description")),
            ("tag", path("metadata.tags")),
            ("label", below("metadata.labels")),
            ("annotation", below("metadata.annotations")),
            ("metadata", below("metadata")),
            ("spec", below("spec")),
            ("owner", link("ownedBy", None)),
            ("system", link("partOf", Some("system"))),
            ("domain", link("partOf", Some("domain"))),
            ("is", flags(IS)),
            ("has", flags(HAS)),
        ];
        let mut names: BTreeMap<String, Meaning> = fixed.into_iter().map(|(name, meaning)| (name.to_owned(), meaning)).collect();
        for relation in &model.relation_types {
            names.entry(relation.name.to_string()).or_insert_with(|| link(&relation.name, None));
        }
        let kinds = || model.kinds.values();
        for field in kinds().filter(|kind| !kind.is_preset).flat_map(|kind| &kind.relations) {
            let name = field.field.trim_start_matches("spec.").to_owned();
            let kind = field.default_kind.as_deref().map(str::to_lowercase).filter(|_| field.kinds.len() < 2);
            names.entry(name).or_insert_with(|| link(&field.forward, kind.as_deref()));
        }
        for property in kinds().flat_map(|kind| &kind.properties) {
            names.entry(property.name.clone()).or_insert_with(|| path(&format!("properties.{}", property.name)));
        }
        for field in kinds().flat_map(|kind| &kind.own_fields) {
            names.entry(field.clone()).or_insert_with(|| path(&format!("spec.{field}")));
        }
        // What a kind declares may go by these names, too; then that is meant.
        names.entry("team".to_owned()).or_insert_with(|| link(OWNED_THROUGH, None));
        names.entry(UPDATED.to_owned()).or_insert_with(|| path(UPDATED));
        Self { names }
    }

    /// Adds the facts of plugins, each as `<plugin>.<fact>`; without one there is no such name.
    #[must_use]
    pub fn with_facts(mut self, mut keys: Vec<String>) -> Self {
        keys.sort();
        if !keys.is_empty() {
            self.names.insert(FACTS.to_owned(), Meaning::Among { path: FACTS.to_owned(), keys });
        }
        self
    }

    /// Finds a name, letters of either case.
    pub(super) fn find(&self, name: &str) -> Option<(&str, &Meaning)> {
        let same = |(known, _): &(&String, &Meaning)| known.eq_ignore_ascii_case(name);
        self.names.get_key_value(name).or_else(|| self.names.iter().find(same)).map(|(known, meaning)| (known.as_str(), meaning))
    }
}
