//! `Entity`: one thing of the catalog, whole and related. Made by `relate`; every text that came from a field knows its place through `root`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::base::site_path::SitePath;
use crate::base::source::{Place, Source, Span};
use crate::base::url_policy::{self, Target};
use crate::base::yaml::Node;
use crate::model::api::Api;
use crate::model::entity_ref::EntityRef;
use crate::model::evidence::Evidence;

/// Holds a valid entity.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its canonical name.
    pub reference: EntityRef,
    /// The kind as its model writes it: `Component`.
    pub kind: String,
    /// The namespace as written, or `default`.
    pub namespace: String,
    /// The name as written.
    pub name: String,
    /// The descriptor's document, a mapping, placeholders put in.
    pub root: Node,
    /// The descriptor.
    pub source: Arc<Source>,
    /// The document's text in the descriptor.
    pub span: Span,
    /// The number of its repository in `Portal::repositories`.
    pub repository: usize,
    /// Its relations both ways, sorted by type and target, without duplicates.
    pub relations: Vec<Relation>,
    /// What its kind computes of it, by the name of the property.
    pub properties: BTreeMap<String, Json>,
    /// What plugins compute of it, by the name of the plugin and of the fact.
    pub facts: BTreeMap<String, BTreeMap<String, Json>>,
    /// What its fields rest on when it was discovered; empty when it was declared.
    pub evidence: Vec<Evidence>,
    /// Where it was read from, as the annotations that Backstage adds; those in the descriptor win.
    pub located: BTreeMap<&'static str, String>,
    /// What its definition says, for an API whose language is known.
    pub api: Option<Arc<Api>>,
    /// Whose docs it shows: its own, or those that `backstage.io/techdocs-entity` names.
    pub docs: Option<EntityRef>,
}

/// Holds one edge of the graph as one of its ends sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// The type: `ownedBy`, `hasPart`.
    pub kind: String,
    /// The other end.
    pub target: EntityRef,
    /// Whether the other end is in the catalog as a valid entity.
    pub resolved: bool,
    /// Where it was declared; in the other end's descriptor for reverse relations.
    pub declared: Place,
}

/// Holds an entity that cannot be read as one.
#[derive(Clone, Debug)]
pub struct BrokenEntity {
    /// Its name, if its kind and name could be read and no valid entity has it. It has a page then.
    pub reference: Option<EntityRef>,
    /// What to call it: its name as written, else its file.
    pub title: String,
    /// The kind as written, if any.
    pub kind: Option<String>,
    /// The descriptor.
    pub source: Arc<Source>,
    /// The document's text in the descriptor.
    pub span: Span,
    /// The number of its repository in `Portal::repositories`.
    pub repository: usize,
}

impl EntityRef {
    /// Gives where the entity's page is published.
    pub fn site_path(&self) -> SitePath {
        SitePath::page(["catalog", &self.namespace, &self.kind, &self.name])
    }
}

impl Entity {
    /// Gives the text at `path` below the document's root.
    pub fn text(&self, path: &[&str]) -> Option<&str> {
        self.root.at(path).and_then(Node::as_str).filter(|text| !text.is_empty())
    }

    /// Gives what to show as its name: `spec.profile.displayName`, else `metadata.title`, else the name.
    pub fn title(&self) -> &str {
        self.text(&["spec", "profile", "displayName"]).or_else(|| self.text(&["metadata", "title"])).unwrap_or(&self.name)
    }

    /// Gives `metadata.description`.
    pub fn description(&self) -> Option<&str> {
        self.text(&["metadata", "description"])
    }

    /// Gives `spec.type`.
    pub fn type_name(&self) -> Option<&str> {
        self.text(&["spec", "type"])
    }

    /// Gives `spec.lifecycle`.
    pub fn lifecycle(&self) -> Option<&str> {
        self.text(&["spec", "lifecycle"])
    }

    /// Lists `metadata.tags`.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.root.at(&["metadata", "tags"]).into_iter().flat_map(Node::items).filter_map(Node::as_str)
    }

    /// Gives the value of an annotation.
    pub fn annotation(&self, key: &str) -> Option<&str> {
        self.text(&["metadata", "annotations", key])
    }

    /// Gives the entity as Backstage's catalog API does: its document, the namespace filled in, the relations added; computed properties under `properties`,
    /// what plugins say under `facts`, what a discovered one rests on under `discovered`.
    pub fn to_json(&self) -> Json {
        let mut document = self.root.to_json();
        if let Some(fields) = document.as_object_mut() {
            if let Some(metadata) = fields.get_mut("metadata").and_then(Json::as_object_mut) {
                metadata.insert("namespace".to_owned(), json!(self.namespace));
                self.locate(metadata);
            }
            let relation = |relation: &Relation| json!({ "type": relation.kind, "targetRef": relation.target });
            fields.insert("relations".to_owned(), self.relations.iter().map(relation).collect());
            if !self.properties.is_empty() {
                fields.insert("properties".to_owned(), json!(self.properties));
            }
            if !self.facts.is_empty() {
                fields.insert("facts".to_owned(), json!(self.facts));
            }
            if self.is_discovered() {
                fields.insert("discovered".to_owned(), self.evidence.iter().map(Evidence::to_json).collect());
            }
        }
        document
    }

    /// Adds the annotations that say where the entity was read from.
    fn locate(&self, metadata: &mut serde_json::Map<String, Json>) {
        if self.located.is_empty() {
            return;
        }
        let annotations = metadata.entry("annotations").or_insert_with(|| json!({}));
        let Some(annotations) = annotations.as_object_mut() else { return };
        for (key, value) in &self.located {
            let own = annotations.entry(*key).or_insert_with(|| json!(value));
            // What no page may link to does not win.
            let is_script = |own: &str| matches!(url_policy::sort(own), Target::Forbidden(_));
            if key.ends_with("-url") && own.as_str().is_some_and(is_script) {
                *own = json!(value);
            }
        }
    }

    /// Tells whether nobody declared it.
    pub fn is_discovered(&self) -> bool {
        !self.evidence.is_empty()
    }

    /// Lists the relations of one type.
    pub fn relations_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Relation> {
        self.relations.iter().filter(move |relation| relation.kind == kind)
    }

    /// Lists the owners.
    pub fn owners(&self) -> impl Iterator<Item = &Relation> {
        self.relations_of("ownedBy")
    }
}
