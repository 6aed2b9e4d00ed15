//! `Model`: which kinds of entity there are: their names, the schema of their fields, their relations, what is computed of them. Data, made by `config`: the
//! kinds of Backstage are a file in the same language as a portal's own.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use indexmap::IndexMap;

use crate::base::jq::Program;
use crate::base::schema::Schema;
use crate::model::query::Query;

/// Holds every kind and every relation type, in the order in which pages list them.
#[derive(Debug, Default)]
pub struct Model {
    /// The kinds by their slug: the name in lower case.
    pub kinds: IndexMap<String, KindModel>,
    /// The relation types, both directions of a pair one after the other.
    pub relation_types: Vec<RelationType>,
    /// The properties to compute, as slug of a kind and place in its list, each after those that it needs.
    pub order: Vec<(String, usize)>,
}

/// Describes a kind.
#[derive(Debug)]
pub struct KindModel {
    /// As descriptors write it: `Component`.
    pub name: String,
    /// As pages write one: `Component`.
    pub title: String,
    /// As pages write several: `Components`.
    pub plural: String,
    /// Whether it is one of Backstage's.
    pub is_preset: bool,
    /// What it is for, in a sentence.
    pub description: String,
    /// The icon, by the theme's name for it.
    pub icon: Option<String>,
    /// The colour, by the theme's name for it.
    pub color: Option<String>,
    /// The `apiVersion`s under which it is valid; any when empty.
    pub api_versions: Vec<String>,
    /// The fields of `spec` that the portal's own files declare.
    pub own_fields: Vec<String>,
    /// What `spec` must look like.
    pub spec: Schema,
    /// The fields below `spec` that declare relations.
    pub relations: Vec<RelationField>,
    /// What is known of an entity beside what its descriptor says.
    pub properties: Vec<Property>,
    /// What its list shows in columns of their own.
    pub list: Vec<Shown>,
    /// What its page shows in the about card.
    pub page: Vec<Shown>,
}

/// Describes a field that declares relations.
#[derive(Debug)]
pub struct RelationField {
    /// The path from the document's root, as messages write it: `spec.owner`.
    pub field: Arc<str>,
    /// The type from the declaring entity to the target.
    pub forward: Arc<str>,
    /// The type back.
    pub reverse: Arc<str>,
    /// How pages call the field.
    pub title: String,
    /// The kind of a target that does not say one; `None` where it must.
    pub default_kind: Option<String>,
    /// The slugs of the kinds that a target may have; any when empty.
    pub kinds: Vec<String>,
    /// The `spec.type` that an entity must have for the field to mean anything.
    pub when: Option<String>,
}

/// Describes a relation type to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationType {
    /// The type: `ownedBy`.
    pub name: Arc<str>,
    /// How pages say it, before the target: `owned by`.
    pub title: String,
    /// The type back.
    pub reverse: Arc<str>,
}

/// Describes a computed property.
#[derive(Debug)]
pub struct Property {
    /// Its key: `openIncidents`.
    pub name: String,
    /// How pages call it.
    pub title: String,
    /// How its value comes about.
    pub source: Computation,
}

/// Says how a property's value comes about.
#[derive(Debug)]
pub enum Computation {
    /// It is another entity's value, reached over relations: the fields or relation types to walk, then the path in the entity at their end.
    Mirror(Walk),
    /// A jq program over the entity as JSON, the properties before it under `properties`.
    Jq(Program),
    /// A figure over the entities at the end of a walk.
    Aggregate {
        /// What is done with the values.
        function: Aggregation,
        /// Where the entities are, and the value of each; for `count` the value may be empty.
        over: Walk,
        /// Which of the entities count; all when there is none.
        filter: Option<Query>,
    },
}

/// Leads from an entity over relations to values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Relation fields (`system`) or relation types (`partOf`), walked one after the other.
    pub relations: Vec<String>,
    /// The path of the value in the entity at the end: `spec.tier`, `metadata.title`, or the name of a property. Empty for the entity itself.
    pub value: Vec<String>,
}

/// Names what is done with the values of an aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// How many entities there are.
    Count,
    /// The sum of the values.
    Sum,
    /// Their mean.
    Average,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// The one in the middle, or the mean of the two there.
    Median,
}

/// Names a value to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub value: ShownValue,
    /// The colours of its values, by the theme's names.
    pub colors: BTreeMap<String, String>,
}

/// Says where a value to show is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownValue {
    /// In the descriptor, by its path from the root.
    Field(Vec<String>),
    /// The targets of a relation field, by its type and the kinds that it may name.
    Relation(Arc<str>, Vec<String>),
    /// A computed property, by its name.
    Property(String),
    /// A fact, by the names of its plugin and its own.
    Fact(String, String),
}

impl Model {
    /// Calls what pages name otherwise: `titles` are by those that they have.
    pub fn entitle(&mut self, titles: &HashMap<String, String>) {
        for kind in self.kinds.values_mut() {
            let fields = kind.relations.iter_mut().map(|field| &mut field.title);
            let shown = kind.list.iter_mut().chain(&mut kind.page).map(|shown| &mut shown.title);
            for title in fields.chain(shown).chain([&mut kind.title, &mut kind.plural]) {
                rename(title, titles);
            }
        }
        for relation in &mut self.relation_types {
            rename(&mut relation.title, titles);
        }
    }

    /// Finds a kind by its name, letters of either case.
    pub fn find(&self, name: &str) -> Option<&KindModel> {
        self.kinds.get(name).or_else(|| self.kinds.get(&name.to_lowercase()))
    }

    /// Finds a relation type.
    pub fn relation_type(&self, name: &str) -> Option<&RelationType> {
        self.relation_types.iter().find(|known| *known.name == *name)
    }

    /// Tells whether entities of the kind have an owner.
    pub fn is_ownable(&self, kind: &str) -> bool {
        self.find(kind).is_some_and(KindModel::is_ownable)
    }
}

impl KindModel {
    /// Gives the kind as URLs and references write it.
    pub fn slug(&self) -> String {
        self.name.to_lowercase()
    }

    /// Gives the name under which themes colour it: a kind of Backstage's.
    pub fn look(&self) -> String {
        let look = match self.color.as_deref() {
            Some("orange") => "template",
            Some("purple") => "api",
            Some("pink") => "domain",
            Some("green") => "group",
            Some("yellow") => "resource",
            Some("red") => "location",
            Some("turquoise") => "system",
            Some("gray") => "doc",
            Some(_) => "component",
            None if self.is_preset => return self.slug(),
            None => "component",
        };
        look.to_owned()
    }

    /// Gives the name of its icon in the theme.
    pub fn icon(&self) -> &str {
        self.icon.as_deref().unwrap_or("component")
    }

    /// Tells whether entities of this kind have an owner.
    pub fn is_ownable(&self) -> bool {
        self.relations.iter().any(|relation| &*relation.forward == "ownedBy")
    }

    /// Lists the fields of `spec` that an entity must have.
    pub fn required(&self) -> impl Iterator<Item = &str> {
        let required = self.spec.json().get("required").and_then(serde_json::Value::as_array);
        required.into_iter().flatten().filter_map(serde_json::Value::as_str)
    }
}

fn rename(title: &mut String, titles: &HashMap<String, String>) {
    if let Some(other) = titles.get(title) {
        title.clone_from(other);
    }
}
