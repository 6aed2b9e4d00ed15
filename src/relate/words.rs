//! The words of every diagnostic about how entities fit together. One function a code.

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;
use crate::model::docs::DocsKey;
use crate::model::entity_ref::{EntityRef, RefError};
use crate::model::records::Reference;

pub(super) fn duplicate_entity(reference: &EntityRef, second: Place, first: Place) -> Diagnostic {
    Diagnostic::error("duplicate-entity", format!("`{reference}` is described twice; the first description is used"))
        .place(second)
        .label(first, "described here first")
        .hint("rename one of the two, give it a namespace, or remove it")
}

pub(super) fn dangling_reference(reference: &Reference, near: Option<EntityRef>, place: Place) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{}`?", near.short()),
        None => format!("describe `{}` in a catalog file, or correct the reference", reference.target.short()),
    };
    Diagnostic::warning(
        "dangling-reference",
        format!("`{}` names `{}`, which is not in the catalog", reference.field, reference.target),
    )
    .place(place)
    .hint(hint)
}

pub(super) fn broken_target(reference: &Reference, place: Place) -> Diagnostic {
    Diagnostic::warning(
        "dangling-reference",
        format!("`{}` names `{}`, whose descriptor is broken", reference.field, reference.target),
    )
    .place(place)
    .hint("correct that descriptor; its own diagnostics say how")
}

pub(super) fn docs_missing(key: &DocsKey, place: Place) -> Diagnostic {
    let folder = if key.folder.is_root() { "the repository's root".to_owned() } else { format!("`{}`", key.folder) };
    Diagnostic::warning("docs-missing", format!("{folder} has no docs: no `mkdocs.yml`, no `docs` folder and no README"))
        .place(place)
        .hint("write a README.md there, or correct the annotation")
}

pub(super) fn docs_elsewhere(url: &str, place: Place) -> Diagnostic {
    Diagnostic::warning("docs-elsewhere", format!("the docs are at `{url}`, in a repository that is not among the sources"))
        .place(place)
        .hint("add the repository to `sources` in vestibule.yaml")
}

pub(super) fn docs_entity(text: &str, place: Place) -> Diagnostic {
    Diagnostic::warning("docs-entity", format!("`{text}` has no docs to show here"))
        .place(place)
        .hint("name an entity that has docs, as in `component:default/name`")
}

pub(super) fn bad_alias(place: Place, error: &RefError) -> Diagnostic {
    Diagnostic::warning("bad-alias", format!("`metadata.aliases`: {error}"))
        .place(place)
        .hint("write the name that the entity had, as `name`, `namespace/name` or `kind:namespace/name`")
}

pub(super) fn alias_taken(place: Place, alias: &EntityRef, first: &EntityRef) -> Diagnostic {
    Diagnostic::warning("alias-taken", format!("`{alias}` cannot be an alias: it means `{first}`"))
        .place(place)
        .hint("remove the alias here, or rename the other")
}

pub(super) fn dependency_cycle(circle: &[&EntityRef], place: Option<Place>) -> Diagnostic {
    // A long way round is told by its first steps.
    let names: Vec<String> = circle.iter().skip(1).take(4).map(|name| format!("`{name}`")).collect();
    let first = circle.first().map(ToString::to_string).unwrap_or_default();
    let message = match (names.len(), circle.len()) {
        (0, _) => format!("`{first}` depends on itself"),
        (told, all) if all > told + 1 => {
            format!("`{first}` depends on itself by way of {} and {} more", names.join(", "), all - told - 1)
        }
        _ => format!("`{first}` depends on itself by way of {}", names.join(", ")),
    };
    let diagnostic = Diagnostic::info("dependency-cycle", message).hint("turn round or remove the relation that is not meant");
    match place {
        Some(place) => diagnostic.place(place),
        None => diagnostic,
    }
}
