//! The words of every diagnostic about model files. One function a code.

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;
use crate::base::suggest;
use crate::model::kind::{Model, RelationType};
use crate::model::query::Mistake;

pub(super) fn kind_twice(place: Place, name: &str, first: &str) -> Diagnostic {
    Diagnostic::error("model-kind-twice", format!("the kinds `{name}` and `{first}` differ in case alone"))
        .place(place)
        .hint(format!("write `{first}` to extend that kind, or choose another name"))
}

pub(super) fn unknown_kind(place: Place, name: &str, model: &Model) -> Diagnostic {
    let hint = match suggest::nearest(name, model.kinds.values().map(|kind| kind.name.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "declare it under `kinds`".to_owned(),
    };
    Diagnostic::error("model-unknown-kind", format!("there is no kind `{name}`")).place(place).hint(hint)
}

pub(super) fn unknown_relation(place: Place, name: &str, types: &[RelationType]) -> Diagnostic {
    let hint = match suggest::nearest(name, types.iter().map(|known| &*known.name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "say how the other end names it, as in `reverse: affectedBy`, or declare it under `relations`".to_owned(),
    };
    Diagnostic::error("model-unknown-relation", format!("there is no relation type `{name}`")).place(place).hint(hint)
}

pub(super) fn relation_paired_twice(place: Place, other: &RelationType) -> Diagnostic {
    Diagnostic::error("model-relation-pair", format!("`{}` is the way back of `{}` already", other.reverse, other.name))
        .place(place)
        .hint("give every pair of relation types names of its own")
}

pub(super) fn wrong_schema(place: Place, kind: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("model-schema", format!("`spec` of `{kind}` is no JSON Schema: {reason}"))
        .place(place)
        .hint("write it as JSON Schema 2020-12, without references to other files")
}

pub(super) fn unknown_value(place: Place, kind: &str, name: &str, known: &[String]) -> Diagnostic {
    let hint = match suggest::nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("a {kind} has `{}`", known.join("`, `")),
    };
    Diagnostic::error("model-unknown-value", format!("`{kind}` has no field, relation or property `{name}`"))
        .place(place)
        .hint(hint)
}

pub(super) fn property_source(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("model-property", format!("the property `{name}` must say how its value comes about"))
        .place(place)
        .hint("give it exactly one of `mirror`, `jq` and `aggregate`")
}

pub(super) fn wrong_program(place: Place, reason: &str) -> Diagnostic {
    Diagnostic::error("model-jq", format!("this is no jq program: {reason}"))
        .place(place)
        .hint("the entity is its input, as in `.spec.memory / 1024`; what depends on the clock or the machine is left out")
}

pub(super) fn property_is_field(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("model-property-twice", format!("`{name}` is a field of `spec` already"))
        .place(place)
        .hint("give the property another name")
}

pub(super) fn walk_starts_nowhere(place: Place, name: &str, fields: &[String]) -> Diagnostic {
    let hint = match suggest::nearest(name, fields.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "start with a relation, as in `system.spec.tier` or `dependencyOf`".to_owned(),
    };
    Diagnostic::error("model-walk", format!("`{name}` is no relation to walk")).place(place).hint(hint)
}

pub(super) fn property_circle(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("model-property-circle", format!("the property `{name}` needs itself, by way of others or at once"))
        .place(place)
        .hint("break the circle: a property may only use those that do not use it")
}

pub(super) fn wrong_filter(place: Place, mistake: &Mistake) -> Diagnostic {
    Diagnostic::error("model-filter", format!("at column {} of the filter: {}", mistake.column, mistake.message))
        .place(place)
        .hint(mistake.hint.clone())
}
