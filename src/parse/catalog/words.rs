//! The words of every diagnostic about descriptors. One function a code.

use std::sync::Arc;

use super::format::Form;
use crate::base::diagnostic::Diagnostic;
use crate::base::schema::words::{cut, first_line, shown};
use crate::base::source::{Place, Source, Span};
use crate::base::suggest;
use crate::base::yaml::{Key, Node};
use crate::model::entity_ref::RefError;
use crate::model::kind::{KindModel, Model};
use crate::model::records::Reference;

pub(super) fn empty_file(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::error("empty-descriptor", "the catalog file holds no document")
        .at(source, Span::default())
        .hint("describe an entity in it, or delete the file")
}

pub(super) fn not_a_mapping(source: &Arc<Source>, root: &Node) -> Diagnostic {
    Diagnostic::error("not-an-entity", format!("an entity must be a mapping, but this document is {}", shown(root)))
        .at(source, root.span)
        .hint("start it with `apiVersion`, `kind`, `metadata` and `spec`")
}

pub(super) fn unknown_root_key(source: &Arc<Source>, key: &Key) -> Diagnostic {
    let hint = match suggest::nearest(&key.name, ["apiVersion", "kind", "metadata", "spec"]) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "an entity has `apiVersion`, `kind`, `metadata` and `spec`; move the key into `spec`, or remove it".to_owned(),
    };
    Diagnostic::error("unknown-root-key", format!("an entity has no key `{}` at its root", key.name))
        .at(source, key.span)
        .hint(hint)
}

pub(super) fn missing_spec(source: &Arc<Source>, root: &Node, model: &KindModel) -> Diagnostic {
    let required: Vec<String> = model.required().map(|name| format!("`{name}`")).collect();
    let hint =
        if required.is_empty() { "add `spec: {}`".to_owned() } else { format!("add `spec:` with {}", required.join(", ")) };
    Diagnostic::error("missing-field", "`spec` is missing").at(source, first_line(source, root.span)).hint(hint)
}

pub(super) fn wrong_form(source: &Arc<Source>, span: Span, path: &str, text: &str, form: Form) -> Diagnostic {
    let hint = if text.contains("{{") {
        "this looks like a template's placeholder; leave the file out with `catalog.files`, or fill it in".to_owned()
    } else if text.chars().any(char::is_uppercase) && (form.holds)(&text.to_lowercase()) {
        format!("write `{}`: {}", text.to_lowercase(), form.words)
    } else {
        format!("use {}", form.words)
    };
    Diagnostic::error("wrong-form", format!("`{path}` cannot be `{}`", cut(text))).at(source, span).hint(hint)
}

pub(super) fn forbidden_link(source: &Arc<Source>, span: Span, path: &str) -> Diagnostic {
    Diagnostic::warning("forbidden-link", format!("`{path}.url` is of a kind that pages may not link to; the link is left out"))
        .at(source, span)
        .hint("link to an `https`, `http` or `mailto` address")
}

pub(super) fn forbidden_annotation(source: &Arc<Source>, span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning("forbidden-link", format!("`{name}` is of a kind that pages may not link to; it is left aside"))
        .at(source, span)
        .hint("link to an `https` or `http` address")
}

pub(super) fn annotation_deprecated(source: &Arc<Source>, key: &Key, instead: &str) -> Diagnostic {
    Diagnostic::info("annotation-deprecated", format!("the annotation `{}` is deprecated", key.name))
        .at(source, key.span)
        .hint(instead)
}

pub(super) fn key_case(source: &Arc<Source>, first: &Key, second: &Key) -> Diagnostic {
    Diagnostic::error("key-case", format!("the keys `{}` and `{}` differ in case alone", first.name, second.name))
        .at(source, second.span)
        .label(Place::at(source, first.span), "the other one")
        .hint("keep one of the two")
}

pub(super) fn unknown_kind(source: &Arc<Source>, kind: &Node, model: &Model) -> Diagnostic {
    let name = kind.as_str().unwrap_or_default();
    let hint = match suggest::nearest(name, model.kinds.values().map(|kind| kind.name.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "if this is no catalog entity, leave the file out with `catalog.files`".to_owned(),
    };
    Diagnostic::error("unknown-kind", format!("`{}` is not a kind of this catalog", cut(name))).at(source, kind.span).hint(hint)
}

pub(super) fn unknown_api_version(source: &Arc<Source>, version: &Node, model: &KindModel) -> Diagnostic {
    let known = model.api_versions.join("` or `");
    Diagnostic::error(
        "unknown-api-version",
        format!("`{}` is not an apiVersion of {}", cut(version.as_str().unwrap_or_default()), model.name),
    )
    .at(source, version.span)
    .hint(format!("write `{known}`"))
}

pub(super) fn bad_reference(place: Place, field: &str, error: &RefError) -> Diagnostic {
    let hint = match error {
        RefError::Form(_) => "write `kind:name` or `kind:namespace/name`".to_owned(),
        RefError::NoKind(text) => format!("write its kind before it, as in `component:{text}` or `resource:{text}`"),
    };
    Diagnostic::error("bad-reference", format!("`{field}`: {error}")).place(place).hint(hint)
}

pub(super) fn placeholder_not_text(place: Place, key: &str) -> Diagnostic {
    Diagnostic::error("placeholder-not-text", format!("`{key}` must name a file"))
        .place(place)
        .hint("write a path relative to this descriptor")
}

pub(super) fn placeholder_not_fetched(place: Place, url: &str) -> Diagnostic {
    Diagnostic::info("placeholder-not-fetched", format!("`{}` is not fetched: a build reads repositories alone", cut(url)))
        .place(place)
        .hint("keep the file in the repository, and name it by its path")
}

pub(super) fn placeholder_elsewhere(place: Place, url: &str) -> Diagnostic {
    Diagnostic::warning("placeholder-elsewhere", format!("`{}` is in another repository than this descriptor", cut(url)))
        .place(place)
        .hint("keep the file in the repository of the descriptor; Backstage refuses the others too")
}

pub(super) fn placeholder_missing(place: Place, text: &str, near: Option<String>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a path relative to this descriptor; it must stay in this repository".to_owned(),
    };
    Diagnostic::warning("placeholder-missing", format!("`{}` does not exist in this repository", cut(text)))
        .place(place)
        .hint(hint)
}

pub(super) fn placeholder_unreadable(place: Place, text: &str, reason: &str) -> Diagnostic {
    Diagnostic::warning("placeholder-unreadable", format!("`{}` could not be put in: {reason}", cut(text)))
        .place(place)
        .hint("correct the file, or name another")
}

pub(super) fn location_empty(place: Place, text: &str, near: Option<String>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a path or a pattern relative to this descriptor, or set `presence: optional`".to_owned(),
    };
    Diagnostic::warning("location-empty", format!("`{}` leads to no file", cut(text))).place(place).hint(hint)
}

pub(super) fn location_elsewhere(place: Place, text: &str, clone: Option<String>) -> Diagnostic {
    let source = clone.map_or_else(|| "its repository".to_owned(), |clone| format!("`- git: {}`", cut(&clone)));
    Diagnostic::info("location-elsewhere", format!("`{}` is in no repository that is read", cut(text)))
        .place(place)
        .hint(format!("add {source} to `sources` in vestibule.yaml; its catalog files are found there"))
}

pub(super) fn location_folder(place: Place, text: &str) -> Diagnostic {
    Diagnostic::warning("location-folder", format!("`{}` is a folder, and a Location names files", cut(text)))
        .place(place)
        .hint(format!("name a file in it, or write a pattern: `{}*.yaml`", cut(text)))
}

pub(super) fn location_machine(place: Place, text: &str) -> Diagnostic {
    Diagnostic::warning("location-machine", format!("`{}` is a path on a machine, and none in this repository", cut(text)))
        .place(place)
        .hint("start it with `./`, so that it is relative to this descriptor")
}

pub(super) fn location_kind(place: Place, kind: &str) -> Diagnostic {
    Diagnostic::info("location-kind", format!("Locations of the type `{}` are not read", cut(kind)))
        .place(place)
        .hint("write `url` or `file`, or leave the type out")
}

pub(super) fn location_branch(place: Place, text: &str, named: &str, repository: &str, read: &str) -> Diagnostic {
    Diagnostic::info(
        "location-branch",
        format!("`{}` names `{}`, but `{read}` of `{repository}` was read instead", cut(text), cut(named)),
    )
    .place(place)
    .hint(format!("name `{read}` here, or set `ref` for the repository in `sources` of vestibule.yaml"))
}

pub(super) fn app_location_empty(place: Place) -> Diagnostic {
    Diagnostic::warning("location-empty", "this target leads to no file in what was read of its repository")
        .place(place)
        .hint("correct the target; its branch and path must be there")
}

pub(super) fn kind_not_allowed(place: Place, kind: &str, location: Place) -> Diagnostic {
    Diagnostic::error("kind-not-allowed", format!("a {kind} may not come from here; the entity is left out"))
        .place(place)
        .label(location, "the location that led here")
        .hint(format!("allow `{kind}` in `catalog.rules`, or in the `rules` of this location"))
}

pub(super) fn location_circle(place: Place) -> Diagnostic {
    Diagnostic::info("location-circle", "this Location leads back to a file that led to it")
        .place(place)
        .hint("remove the target; each file is read once all the same")
}

pub(super) fn docs_outside(source: &Arc<Source>, span: Span, target: &str) -> Diagnostic {
    Diagnostic::warning("docs-outside", format!("the docs folder `{}` is outside this repository", cut(target)))
        .at(source, span)
        .hint("name a folder of this repository, relative to this descriptor")
}

pub(super) fn docs_ref_form(source: &Arc<Source>, span: Span, text: &str) -> Diagnostic {
    Diagnostic::warning("docs-ref", format!("`{}` does not say where the docs are", cut(text)))
        .at(source, span)
        .hint("write `dir:` and a folder relative to this descriptor, as in `dir:.`")
}

pub(super) fn foreign_kind(place: Place, reference: &Reference, allowed: &[&str]) -> Diagnostic {
    Diagnostic::warning("relation-kind", format!("`{}` may not name `{}`", reference.field, reference.target))
        .place(place)
        .hint(format!("name an entity of the kind {}", allowed.join(" or ")))
}
