//! What a model file says, key by key, as typed. `schema.yaml` has checked its shape; `build` says what it means.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value as Json;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ModelFile {
    pub(super) relations: IndexMap<String, RelationTypeFile>,
    pub(super) kinds: IndexMap<String, KindFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct RelationTypeFile {
    pub(super) title: Option<String>,
    pub(super) reverse: String,
    pub(super) reverse_title: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct KindFile {
    pub(super) title: Option<String>,
    pub(super) plural: Option<String>,
    pub(super) description: String,
    pub(super) icon: Option<String>,
    pub(super) color: Option<String>,
    pub(super) api_versions: Vec<String>,
    pub(super) spec: serde_json::Map<String, Json>,
    pub(super) relations: IndexMap<String, RelationFile>,
    pub(super) properties: IndexMap<String, PropertyFile>,
    pub(super) list: Vec<String>,
    pub(super) page: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct RelationFile {
    #[serde(rename = "type")]
    pub(super) type_name: Option<String>,
    pub(super) reverse: Option<String>,
    pub(super) reverse_title: Option<String>,
    pub(super) title: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) kinds: Vec<String>,
    pub(super) many: Option<bool>,
    pub(super) required: bool,
    pub(super) when: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PropertyFile {
    pub(super) title: Option<String>,
    pub(super) mirror: Option<String>,
    pub(super) jq: Option<String>,
    pub(super) aggregate: Option<AggregateFile>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct AggregateFile {
    pub(super) function: String,
    pub(super) over: String,
    #[serde(rename = "where")]
    pub(super) filter: Option<String>,
}
