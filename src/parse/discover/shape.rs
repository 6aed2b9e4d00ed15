//! What sort of thing a unit is by the files that it has, where no manifest says it better.

use super::draft::{Draft, TYPE};
use super::unit::Unit;
use crate::base::source::Place;
use crate::model::evidence::Certainty;
use crate::model::sources::File;

/// Tells services, websites, infrastructure and documentation by their files.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let mut take = |file: Option<&&File>, name: &str, certainty| {
        if let Some(file) = file {
            draft.set(TYPE, name, Place::of(&unit.source_of(file)), certainty);
        }
    };
    let named = |fits: &dyn Fn(&str) -> bool| unit.files.iter().find(|file| fits(&file.path.file_name().to_ascii_lowercase()));
    let share = |extensions: &[&str]| {
        let fitting = unit.files.iter().filter(|file| extensions.contains(&file.path.extension().as_str())).count();
        fitting * 2 > unit.files.len()
    };
    take(named(&|name| name == "dockerfile" || name == "containerfile" || name == "procfile"), "service", Certainty::Likely);
    if share(&["tf", "tfvars", "hcl"]) {
        take(named(&|name| name.ends_with(".tf")), "infrastructure", Certainty::Likely);
    }
    take(
        named(&|name| name == "chart.yaml" || name == "kustomization.yaml" || name.ends_with(".tf")),
        "infrastructure",
        Certainty::Guessed,
    );
    take(named(&|name| name == "index.html"), "website", Certainty::Guessed);
    if share(&["md", "markdown", "rst", "adoc", "png", "svg", "jpg"]) {
        take(
            named(&|name| name.ends_with(".md") || name.ends_with(".rst") || name.ends_with(".adoc")),
            "documentation",
            Certainty::Guessed,
        );
    }
}
