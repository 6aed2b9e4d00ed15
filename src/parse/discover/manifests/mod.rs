//! What a unit's package manifest says of it. Each ecosystem is one file.

mod cargo;
mod dotnet;
mod go;
mod jvm;
mod npm;
mod php;
mod python;
mod ruby;

use std::sync::Arc;

use super::draft::{DESCRIPTION, Draft, LICENCE, TYPE, place};
use super::package::Ecosystem;
use super::unit::Unit;
use crate::base::source::Source;
use crate::model::evidence::Certainty;

/// Asks the manifest of every ecosystem.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    for detect in [cargo::detect, npm::detect, go::detect, python::detect, jvm::detect, dotnet::detect, ruby::detect, php::detect]
    {
        detect(unit, draft);
    }
}

/// Takes what manifests of all ecosystems say in one field each.
fn take(draft: &mut Draft, source: &Arc<Source>, description: Option<&str>, licence: Option<&str>) {
    for (field, key, value) in [(DESCRIPTION, "description", description), (LICENCE, "license", licence)] {
        if let Some(value) = value {
            draft.set(field, value, place(source, key, value), Certainty::Certain);
        }
    }
}

/// Takes what sort of thing it is from a word in the manifest.
fn take_type(draft: &mut Draft, source: &Arc<Source>, name: &str, word: &str, certainty: Certainty) {
    draft.set(TYPE, name, place(source, word, word), certainty);
}
