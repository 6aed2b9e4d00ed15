//! The words of every diagnostic about `vestibule.yaml`. One function a code.

use crate::base::codes;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;
use crate::base::suggest;
use crate::model::query::Mistake;

pub(super) fn unknown_key(place: Place, within: &str, key: &str, known: &[&str]) -> Diagnostic {
    let inside = if within.is_empty() { "vestibule.yaml".to_owned() } else { format!("`{within}`") };
    let hint = match suggest::nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are {}", list(known)),
    };
    Diagnostic::error("config-unknown-key", format!("{inside} has no key `{key}`")).place(place).hint(hint)
}

pub(super) fn wrong_type(place: Place, key: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::error("config-wrong-type", format!("`{key}` must be {expected}, but it is {found}"))
        .place(place)
        .hint(format!("write {expected}"))
}

pub(super) fn wrong_value(place: Place, key: &str, value: &str, expected: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("config-wrong-value", format!("`{key}` must be {expected}, but it is `{value}`")).place(place).hint(hint)
}

pub(super) fn not_yet(place: Place, key: &str, instead: &str) -> Diagnostic {
    Diagnostic::error("config-not-supported", format!("`{key}` is not supported by this version")).place(place).hint(instead)
}

pub(super) fn source_without_type(place: Place) -> Diagnostic {
    Diagnostic::error("config-source", "a source must say where it is")
        .place(place)
        .hint("give it one of `path`, `git`, `github`, `gitlab` or `gitea`")
}

pub(super) fn one_owner(place: Place, within: &str, keys: &[&str]) -> Diagnostic {
    Diagnostic::error("config-source", format!("an entry of `{within}` lists one owner's repositories, but it names two"))
        .place(place)
        .hint(format!("keep one of {}, and write a second entry for the other", list(keys)))
}

pub(super) fn several_documents(place: Place) -> Diagnostic {
    Diagnostic::error("config-several-documents", "vestibule.yaml holds more than one document")
        .place(place)
        .hint("remove the `---` between them")
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

pub(super) fn unknown_code(place: Place, name: &str) -> Diagnostic {
    let hint = match suggest::nearest(name, codes::all().map(|code| code.name.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`vestibule explain` lists all codes".to_owned(),
    };
    Diagnostic::error("config-unknown-code", format!("no finding has the code `{name}`")).place(place).hint(hint)
}

pub(super) fn not_silenced(place: Place, code: &str) -> Diagnostic {
    Diagnostic::error(
        "config-not-silenced",
        format!("`{code}` cannot be switched off or allowed: it leaves something out of the portal"),
    )
    .place(place)
    .hint("set its severity to `info`, or leave the file out with `catalog.files`")
}

pub(super) fn missing_key(place: Place, within: &str, key: &str) -> Diagnostic {
    Diagnostic::error("config-missing-key", format!("an entry of `{within}` has no `{key}`"))
        .place(place)
        .hint(format!("add `{key}: …`"))
}

pub(super) fn cards_without_url(place: Place) -> Diagnostic {
    Diagnostic::error("config-missing-key", "`site.cards` needs `site.url`, since links to pictures must be whole")
        .place(place)
        .hint("add `url: https://…`, where the portal will be served")
}

pub(super) fn wrong_filter(place: Place, key: &str, filter: &str, mistake: &Mistake) -> Diagnostic {
    let at = if filter.chars().count() > 1 { format!(", at its character {}", mistake.column) } else { String::new() };
    Diagnostic::error("config-wrong-value", format!("`{key}` is no question to the catalog{at}: {}", mistake.message))
        .place(place)
        .hint(mistake.hint.clone())
}

pub(super) fn unknown_column(place: Place, within: &str, name: &str, near: Option<&str>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a property, a relation as in `dependsOn`, a path as in `spec.tier` or `metadata.labels.tier`, or a fact of a plugin as in `facts.todo.count`".to_owned(),
    };
    Diagnostic::error("config-wrong-value", format!("`{within}.columns` names `{name}`, which nothing has"))
        .place(place)
        .hint(hint)
}

pub(super) fn app_variable(place: Place) -> Diagnostic {
    Diagnostic::info("app-config-variable", "this target holds a variable of the environment, which is not read")
        .place(place)
        .hint("write the target out, or name its repository in `sources` of vestibule.yaml")
}

pub(super) fn app_location(place: Place) -> Diagnostic {
    Diagnostic::info("app-config-location", "this location is not read: it is no `target` of the type `url` or `file`")
        .place(place)
        .hint("name its repository in `sources` of vestibule.yaml")
}

pub(super) fn app_provider(place: Place, name: &str, organisations: &[(&str, &str, String)]) -> Diagnostic {
    let lines: Vec<String> =
        organisations.iter().map(|(source, key, name)| format!("`- {source}: {{ {key}: {name} }}`")).collect();
    let hint = match lines.as_slice() {
        [] => "name its repositories in `sources` of vestibule.yaml".to_owned(),
        lines => format!("write {} into `sources` of vestibule.yaml", lines.join(" and ")),
    };
    Diagnostic::info("app-config-provider", format!("the provider `{name}` is not asked")).place(place).hint(hint)
}
