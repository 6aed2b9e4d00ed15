//! What `plugin.yaml` says, key by key, as typed. `schema.yaml` has checked its shape; `build` says what it means.

use indexmap::IndexMap;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PluginFile {
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) collect: IndexMap<String, CollectionFile>,
    pub(super) facts: IndexMap<String, FactFile>,
    pub(super) cards: Vec<ViewFile>,
    pub(super) tabs: Vec<ViewFile>,
    pub(super) pages: Vec<PageFile>,
    pub(super) search: Vec<SearchFile>,
    pub(super) assets: AssetsFile,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CollectionFile {
    pub(super) files: Vec<String>,
    pub(super) holding: Option<String>,
    pub(super) lines: Option<String>,
    pub(super) documents: Option<String>,
    pub(super) own: Option<String>,
    pub(super) attach: Vec<AttachFile>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum AttachFile {
    Folder(Folder),
    Rule(AttachRule),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Folder {
    Folder,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AttachRule {
    pub(super) annotation: String,
    pub(super) equals: Option<String>,
    pub(super) selects: Option<String>,
    pub(super) name: Option<String>,
    pub(super) tag: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FactFile {
    pub(super) title: Option<String>,
    pub(super) jq: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ViewFile {
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) template: String,
    pub(super) on: Option<String>,
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    pub(super) more: Option<String>,
    pub(super) count: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PageFile {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) template: String,
    pub(super) icon: Option<String>,
    pub(super) nav: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SearchFile {
    pub(super) records: String,
    pub(super) kind: String,
    pub(super) plural: Option<String>,
    pub(super) icon: Option<String>,
    pub(super) title: String,
    pub(super) text: Option<String>,
    pub(super) page: String,
    pub(super) anchor: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AssetsFile {
    pub(super) style: Option<String>,
    pub(super) script: Option<String>,
    pub(super) files: Vec<String>,
}
