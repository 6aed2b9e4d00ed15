//! Model files: YAML that declares kinds and relations -> `Model`, or everything that is wrong with them at once. The kinds of Backstage are such a file too,
//! which the portal's own files extend. Opens no file.

mod build;
mod computed;
mod file;
mod words;

use std::sync::{Arc, LazyLock};

use serde_json::{Value as Json, json};

use self::file::ModelFile;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::repo_path::RepoPath;
use crate::base::schema::Schema;
use crate::base::source::{Place, Source};
use crate::base::yaml::{self, Node};
use crate::model::kind::Model;

/// The kinds of Backstage.
static PRESET: LazyLock<Arc<Model>> = LazyLock::new(|| Arc::new(extended(&[]).0));

/// Gives the kinds of Backstage, which hold without any model file.
pub fn preset() -> Arc<Model> {
    Arc::clone(&PRESET)
}

/// Gives the JSON Schema of model files.
pub fn schema() -> Json {
    root_of(&embedded("schema.yaml", include_str!("schema.yaml"))).map_or(Json::Null, |root| root.to_json())
}

/// Gives the JSON Schema of descriptors of `model`'s kinds: the envelope, and `spec` by the kind that a document names.
pub fn catalog_schema(model: &Model) -> Json {
    let text = json!({ "type": "string", "minLength": 1 });
    let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let kinds: Vec<Json> = model
        .kinds
        .values()
        .map(|kind| {
            let version = if kind.api_versions.is_empty() { text.clone() } else { json!({ "enum": kind.api_versions }) };
            json!({
                "if": { "required": ["kind"], "properties": { "kind": { "const": kind.name } } },
                "then": { "properties": { "apiVersion": version, "spec": kind.spec.json() } },
            })
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Catalog descriptor",
        "type": "object",
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "additionalProperties": false,
        "properties": {
            "apiVersion": text,
            "kind": { "enum": model.kinds.values().map(|kind| &kind.name).collect::<Vec<_>>() },
            "metadata": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": { "type": "string", "pattern": "^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$", "maxLength": 63 },
                    "namespace": { "type": "string", "pattern": "^[a-z0-9]+(-+[a-z0-9]+)*$", "maxLength": 63 },
                    "title": text,
                    "description": { "type": "string" },
                    "aliases": { "type": "array", "items": text },
                    "labels": texts,
                    "annotations": texts,
                    "tags": {
                        "type": "array",
                        "items": { "type": "string", "pattern": "^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$", "maxLength": 63 },
                    },
                    "links": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["url"],
                            "properties": { "url": { "type": "string", "format": "uri" }, "title": text, "icon": text, "type": text },
                        },
                    },
                },
            },
            "spec": { "type": "object" },
        },
        "allOf": kinds,
    })
}

/// Extends the kinds of Backstage by what `files` declare, in their order.
pub fn read(files: &[Arc<Source>]) -> Result<Model, Vec<Diagnostic>> {
    let (model, findings) = extended(files);
    if findings.iter().any(|finding| finding.severity == Severity::Error) { Err(findings) } else { Ok(model) }
}

/// Holds what was declared, with where it stands.
struct Declared {
    merged: ModelFile,
    files: Vec<(Arc<Source>, Node)>,
}

fn extended(own: &[Arc<Source>]) -> (Model, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut files = Vec::new();
    let mut merged = Json::Null;
    let schema = Schema::new(schema());
    let preset = embedded("backstage.yaml", include_str!("backstage.yaml"));
    for source in std::iter::once(&preset).chain(own) {
        for document in yaml::documents(source, &yaml::LIMITS) {
            findings.extend(document.findings);
            let Some(root) = document.root else { continue };
            let told = schema
                .as_ref()
                .map_or_else(|_| Vec::new(), |schema| schema.check(source, (root.span, &root), "model", &|_| false));
            findings.extend(told);
            merge(&mut merged, root.to_json());
            files.push((Arc::clone(source), root));
        }
    }
    // What does not keep the schema cannot be understood, and would only make the rest look wrong.
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return (Model::default(), findings);
    }
    let declared = Declared { merged: serde_json::from_value(merged).unwrap_or_default(), files };
    let model = build::model(&declared, &mut findings);
    (model, findings)
}

fn embedded(name: &str, text: &str) -> Arc<Source> {
    Arc::new(Source { repository: None, commit: None, path: RepoPath::new(name).unwrap_or_default(), text: text.into() })
}

fn root_of(source: &Arc<Source>) -> Option<Node> {
    yaml::documents(source, &yaml::LIMITS).into_iter().find_map(|document| document.root)
}

/// Lays `over` on `under`: mappings key by key, lists as unions, everything else as it is.
fn merge(under: &mut Json, over: Json) {
    match (under, over) {
        (Json::Object(under), Json::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key).or_insert(Json::Null), value);
            }
        }
        (Json::Array(under), Json::Array(over)) => {
            for item in over {
                if !under.contains(&item) {
                    under.push(item);
                }
            }
        }
        (under, over) => *under = over,
    }
}

impl Declared {
    /// Tells whether the first file, which is Backstage's, has the kind.
    fn is_preset(&self, kind: &str) -> bool {
        self.files.first().is_some_and(|(_, root)| root.at(&["kinds", kind]).is_some())
    }

    /// Lists the keys that the portal's own files have at `path` below a kind, those of relations left out: what its page shows unless they say it.
    fn own_values(&self, kind: &str, path: &[&str]) -> Vec<String> {
        let path: Vec<&str> = ["kinds", kind].into_iter().chain(path.iter().copied()).collect();
        let is_relation = |name: &str| self.merged.kinds.get(kind).is_some_and(|file| file.relations.contains_key(name));
        let mut names: Vec<String> = Vec::new();
        for (key, _) in self.files.iter().skip(1).filter_map(|(_, root)| root.at(&path)).flat_map(Node::entries) {
            if !is_relation(&key.name) && !names.contains(&key.name) && !["type", "lifecycle"].contains(&key.name.as_str()) {
                names.push(key.name.clone());
            }
        }
        names
    }

    /// Points at what stands at `path`, or at the nearest thing above it, in the last file that has it.
    fn place(&self, path: &[&str]) -> Place {
        for length in (1..=path.len()).rev() {
            let found = self.files.iter().rev().find_map(|(source, root)| {
                let (key, above) = path.get(..length)?.split_last()?;
                let (name, value) = root.at(above)?.entry(key)?;
                let is_scalar = value.entries().is_empty() && value.items().is_empty();
                Some(Place::at(source, if length == path.len() && is_scalar { value.span } else { name.span }))
            });
            if let Some(found) = found {
                return found;
            }
        }
        self.files.last().map_or_else(|| Place::of(&embedded("model", "")), |(source, _)| Place::of(source))
    }
}
