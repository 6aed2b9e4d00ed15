//! The words of every diagnostic about plugins as they are declared. One function a code.

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;
use crate::base::suggest;
use crate::model::query::Mistake;

pub(super) fn unknown_plugin(place: Place, name: &str, shipped: &[String]) -> Diagnostic {
    let hint = match suggest::nearest(name, shipped.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("`{}` come with Vestibule; for a folder of your own, write its path: `./{name}`", shipped.join("`, `"))
        }
    };
    Diagnostic::error("plugin-unknown", format!("no plugin is called `{name}`")).place(place).hint(hint)
}

pub(super) fn no_plugin(place: Place, path: &str) -> Diagnostic {
    Diagnostic::error("plugin-unknown", format!("`{path}` holds no plugin"))
        .place(place)
        .hint("name a folder with a `plugin.yaml`, seen from vestibule.yaml")
}

pub(super) fn wrong_program(place: Place, what: &str, reason: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("plugin-program", format!("this is no {what}: {reason}")).place(place).hint(hint)
}

pub(super) fn collection_source(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("plugin-collection", format!("the collection `{name}` must say where its records come from"))
        .place(place)
        .hint("give it `files` with either `lines` or `documents`, or `own` with `documents`")
}

pub(super) fn missing_file<'a>(place: Place, path: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let hint = match suggest::nearest(path, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "paths start from the folder of the plugin, and those in vestibule.yaml from there".to_owned(),
    };
    Diagnostic::error("plugin-file", format!("`{path}` cannot be read")).place(place).hint(hint)
}

pub(super) fn no_data(place: Place, path: &str) -> Diagnostic {
    Diagnostic::error("plugin-file", format!("`{path}` gives no records"))
        .place(place)
        .hint("the program of the collection finds nothing in it; see what it expects in the plugin's manifest")
}

pub(super) fn unknown_name<'a>(place: Place, what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let hint = match (suggest::nearest(name, known.clone()), known.map(|name| format!("`{name}`")).collect::<Vec<_>>()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, known) if known.is_empty() => "it has none at all; leave the name out".to_owned(),
        (None, known) => format!("known are {}", known.join(", ")),
    };
    Diagnostic::error("plugin-name", format!("the plugin has no {what} `{name}`")).place(place).hint(hint)
}

pub(super) fn clash(place: Place, what: &str, name: &str, whose: &str) -> Diagnostic {
    Diagnostic::error("plugin-clash", format!("the {what} `{name}` is taken by {whose}")).place(place).hint("choose another name")
}

pub(super) fn wrong_filter(place: Place, mistake: &Mistake) -> Diagnostic {
    Diagnostic::error("plugin-filter", format!("at column {} of the filter: {}", mistake.column, mistake.message))
        .place(place)
        .hint(mistake.hint.clone())
}
