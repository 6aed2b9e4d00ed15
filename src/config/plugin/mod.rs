//! Plugins: folders with a `plugin.yaml` -> `Plugin`s, their patterns and programs compiled, and what is wrong with them. A broken one is left out. Opens no file.

mod build;
mod collection;
mod file;
mod own;
mod shipped;
mod specs;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

pub use self::shipped::shipped;
pub(super) use self::specs::specs;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
use crate::base::yaml::{self, Node};
use crate::model::kind::Model;
use crate::model::plugin::{self, Plugin};
use crate::model::query::{Vocabulary, parse};

/// The file that makes a folder a plugin.
pub const MANIFEST: &str = "plugin.yaml";

/// Asks for a plugin, or for all that a pattern names.
#[derive(Clone, Debug)]
pub struct PluginSpec {
    /// The name of one that comes with Vestibule, or a path or a pattern with `*`, relative to `Config::root`.
    pub pattern: String,
    /// Where it is written.
    pub place: Place,
    /// Files of the portal that stand in for files of the plugin, by the collection that reads them.
    pub own: BTreeMap<String, (String, Place)>,
}

impl PluginSpec {
    /// Tells whether it names a plugin that comes with Vestibule, and no folder.
    pub fn is_name(&self) -> bool {
        !self.pattern.contains(['/', '*', '.', '?', '[', '{'])
    }
}

/// Holds the files of a plugin.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Where it stands, as diagnostics name it.
    pub path: String,
    /// Its files by their path below it.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The files of the portal that stand in for some of them, by the collection that reads them; nothing for one that cannot be read.
    pub own: BTreeMap<String, Option<Arc<Source>>>,
}

/// Gives the JSON Schema of manifests.
pub fn schema() -> Json {
    let source = embedded("schema.yaml", include_str!("schema.yaml"));
    let root = yaml::documents(&source, &yaml::LIMITS).into_iter().find_map(|document| document.root);
    root.map_or(Json::Null, |root| root.to_json())
}

/// Reads the plugins that `specs` ask for, `folders` being what was found for each.
pub fn read(specs: &[PluginSpec], folders: Vec<Vec<Folder>>, model: &Model) -> (Vec<Plugin>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut drafts: Vec<build::Draft> = Vec::new();
    for (spec, folders) in specs.iter().zip(folders) {
        if folders.is_empty() {
            findings.push(match spec.is_name() {
                true => words::unknown_plugin(spec.place.clone(), &spec.pattern, &shipped::names()),
                false => words::no_plugin(spec.place.clone(), &spec.pattern),
            });
        }
        for folder in folders {
            let Some(manifest) = folder.text(MANIFEST) else {
                findings.push(words::no_plugin(spec.place.clone(), &folder.path));
                continue;
            };
            let (draft, mut found) = build::draft(spec, &folder, &manifest);
            if let Some(draft) = &draft {
                found.extend(draft.clashes(&drafts));
            }
            let is_whole = found.iter().all(|finding| finding.severity != Severity::Error);
            findings.extend(found);
            drafts.extend(draft.filter(|_| is_whole));
        }
    }
    // A filter may ask for the facts of any plugin.
    let vocabulary = Vocabulary::of(model).with_facts(plugin::fact_names(drafts.iter().map(|draft| &draft.plugin)));
    let mut plugins = Vec::new();
    for mut draft in drafts {
        let mut is_whole = true;
        for (view, text, place) in std::mem::take(&mut draft.filters) {
            match parse(&text, &vocabulary) {
                Ok(query) => *draft.view(view) = Some(query),
                Err(mistakes) => {
                    is_whole = false;
                    findings.extend(mistakes.iter().map(|mistake| words::wrong_filter(place.clone(), mistake)));
                }
            }
        }
        plugins.extend(Some(draft.plugin).filter(|_| is_whole));
    }
    (plugins, findings)
}

impl Folder {
    /// Gives a file as text.
    fn text(&self, name: &str) -> Option<Arc<Source>> {
        let text = std::str::from_utf8(self.files.get(name)?).ok()?;
        let path = RepoPath::new(&format!("{}/{name}", self.path)).or_else(|| RepoPath::new(name)).unwrap_or_default();
        Some(Arc::new(Source { repository: None, commit: None, path, text: text.into() }))
    }
}

fn embedded(name: &str, text: &str) -> Arc<Source> {
    Arc::new(Source { repository: None, commit: None, path: RepoPath::new(name).unwrap_or_default(), text: text.into() })
}

/// Points at what stands at `path` below `root`, or at the nearest thing above it; a number is a place in a list.
fn place(source: &Arc<Source>, root: &Node, path: &[&str]) -> Place {
    let mut node = root;
    let mut span = root.span;
    for (at, step) in path.iter().enumerate() {
        if let Some((key, value)) = node.entry(step) {
            let is_scalar = value.entries().is_empty() && value.items().is_empty();
            span = if at + 1 == path.len() && is_scalar { value.span } else { key.span };
            node = value;
        } else if let Some(item) = step.parse::<usize>().ok().and_then(|number| node.items().get(number)) {
            (node, span) = (item, item.span);
        } else {
            break;
        }
    }
    // What spans several lines is shown by its first.
    let text = source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let end = text.find('\n').map_or(text.len(), |end| end);
    span.end = span.start + u32::try_from(text[..end].trim_end().len()).unwrap_or_default();
    Place::at(source, span)
}
