//! `Records`: what `parse` made of each file by itself. References and links are still text; nothing here knows its neighbours.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Source, Span};
use crate::base::yaml::Node;
use crate::model::api::Api;
use crate::model::docs::{DocsFolder, DocsKey};
use crate::model::edit::Edit;
use crate::model::entity_ref::EntityRef;
use crate::model::evidence::Evidence;
use crate::model::kind::Model;
use crate::model::plugin::{Collected, Plugin};
use crate::model::sources::Repository;
use crate::model::view::View;

/// Holds everything that was parsed, in the order of the repositories and of the paths in them.
#[derive(Debug, Default)]
pub struct Records {
    /// The kinds of the portal.
    pub model: Arc<Model>,
    /// The repositories that the rest points into by number.
    pub repositories: Vec<Repository>,
    /// One for every YAML document of every descriptor.
    pub descriptors: Vec<Descriptor>,
    /// One for every docs folder that an entity may claim.
    pub docs: Vec<DocsFolder>,
    /// What entities were called before, by what commits say; of one repository the newest first.
    pub renames: Vec<Rename>,
    /// The plugins of the portal.
    pub plugins: Arc<Vec<Plugin>>,
    /// What was collected for each of them, by collection.
    pub collected: Vec<Vec<Collected>>,
    /// What commits did to entities; of one repository the newest first.
    pub edits: Vec<Edit>,
    /// The saved views.
    pub views: Arc<Vec<View>>,
    /// What is wrong with files as a whole.
    pub findings: Vec<Diagnostic>,
}

/// Says that an entity was called something else before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What it was called.
    pub from: EntityRef,
    /// What it was called then.
    pub to: EntityRef,
}

/// Holds one document of a catalog file.
#[derive(Debug)]
pub struct Descriptor {
    /// The number of its repository in `Records::repositories`.
    pub repository: usize,
    /// The file.
    pub source: Arc<Source>,
    /// The document's number in the file, from zero.
    pub index: usize,
    /// The document's text.
    pub span: Span,
    /// What it holds, placeholders (`$text` and the like) put in.
    pub content: Content,
    /// What was found in it. Holds an error if and only if `content` is broken.
    pub findings: Vec<Diagnostic>,
    /// What its fields rest on, when nobody wrote it: the file is then the one that somebody could write.
    pub evidence: Vec<Evidence>,
    /// The file from which Locations led here, and the number of its repository; nothing for a file that was found by itself.
    pub origin: Option<(usize, RepoPath)>,
}

/// Says whether a document can become an entity.
#[derive(Debug)]
pub enum Content {
    /// The document keeps every rule of its kind.
    Valid(Declared),
    /// It does not; what could be read of it is kept, so that it can be shown as broken.
    Broken(Claimed),
}

/// Holds a valid entity as it was declared.
#[derive(Debug)]
pub struct Declared {
    /// The kind as written: `Component`.
    pub kind: String,
    /// `metadata.namespace`, or `default`.
    pub namespace: String,
    /// `metadata.name` as written.
    pub name: String,
    /// The whole document, a mapping.
    pub root: Node,
    /// The relations that its fields declare, references as text.
    pub references: Vec<Reference>,
    /// The files that placeholders put in, by where the placeholder stands.
    pub files: Vec<(Span, Arc<Source>)>,
    /// What its definition says, for an API.
    pub api: Option<Arc<Api>>,
    /// The docs folder that it asks for by annotation or by where it stands.
    pub docs: Option<DocsClaim>,
}

/// Says which docs an entity asks for.
#[derive(Clone, Debug)]
pub enum DocsClaim {
    /// The folder that the `backstage.io/techdocs-ref` annotation names.
    Named(DocsKey, Span),
    /// No annotation: whatever docs stand next to the descriptor.
    Nearby(DocsKey),
    /// `backstage.io/techdocs-entity`: the docs of another entity, as text.
    Entity(String, Span),
    /// An annotation that names docs outside the sources, as text.
    Elsewhere(String, Span),
}

/// Keeps what can be read of an invalid document.
#[derive(Clone, Debug, Default)]
pub struct Claimed {
    /// The kind, if it is a string.
    pub kind: Option<String>,
    /// The namespace, if it is a string.
    pub namespace: Option<String>,
    /// The name, if it is a string.
    pub name: Option<String>,
}

/// Holds one relation as a field declares it.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where: `spec.dependsOn`.
    pub field: Arc<str>,
    /// The type from this entity to the target: `dependsOn`.
    pub forward: Arc<str>,
    /// The type from the target back: `dependencyOf`.
    pub reverse: Arc<str>,
    /// The target; the grammar was checked, so that it is no text any more.
    pub target: EntityRef,
    /// The target's text.
    pub span: Span,
}
