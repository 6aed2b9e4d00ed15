//! `own` of a collection: a file of the plugin's or of the portal's, and the program over it -> its records.

use std::sync::Arc;

use serde_json::Value as Json;

use super::build::Drafting;
use super::{PluginSpec, words};
use crate::base::diagnostic::Severity;
use crate::base::jq::Program;
use crate::base::source::{Place, Source};
use crate::base::yaml;
use crate::model::plugin::Origin;

/// The most records of a file of the portal's own.
const MOST: usize = 5_000;

/// Reads the file that the collection `name` has: the one that vestibule.yaml names, or the plugin's own at `path`.
pub(super) fn origin(drafting: &mut Drafting<'_>, spec: &PluginSpec, name: &str, path: &str) -> Option<Origin> {
    let source = match (spec.own.get(name), drafting.folder.own.get(name)) {
        (Some((_, _)), Some(Some(source))) => Arc::clone(source),
        (Some((path, place)), _) => {
            drafting.findings.push(words::missing_file(place.clone(), path, std::iter::empty()));
            return None;
        }
        (None, _) => match drafting.folder.text(path) {
            Some(source) => source,
            None => {
                drafting.missing(path, &["collect", name, "own"]);
                return None;
            }
        },
    };
    let program = match drafting.file.collect.get(name).and_then(|file| file.documents.as_ref()) {
        Some(text) => Some(drafting.program(text, &["collect", name, "documents"])?),
        None => None,
    };
    records(drafting, &source, program.as_ref()).map(Origin::Own)
}

fn records(drafting: &mut Drafting<'_>, source: &Arc<Source>, program: Option<&Program>) -> Option<Vec<Json>> {
    let mut records = Vec::new();
    for document in yaml::documents(source, &yaml::LIMITS) {
        let is_broken = document.findings.iter().any(|finding| finding.severity == Severity::Error);
        drafting.findings.extend(document.findings);
        if is_broken {
            return None;
        }
        let Some(root) = document.root.map(|root| root.to_json()) else { continue };
        match program {
            Some(program) => match program.run_all(&root, MOST) {
                Ok(values) => records.extend(values),
                Err(reason) => {
                    let hint = "see what the program of the collection expects in the plugin's manifest";
                    drafting.findings.push(words::wrong_program(Place::of(source), "file for this plugin", &reason, hint));
                    return None;
                }
            },
            None => match root {
                Json::Array(items) => records.extend(items),
                root => records.push(root),
            },
        }
    }
    records.retain(Json::is_object);
    if records.is_empty() {
        drafting.findings.push(words::no_data(Place::of(source), source.path.as_str()));
        return None;
    }
    Some(records)
}
