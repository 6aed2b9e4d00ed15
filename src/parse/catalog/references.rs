//! Which relations an entity's fields declare: `spec.owner` and the like -> `Reference`s.

use super::{Reading, words};
use crate::base::yaml::{Node, Value};
use crate::model::entity_ref::EntityRef;
use crate::model::kind::{Field, KindModel, Shape};
use crate::model::records::Reference;

/// Collects the declared relations. A field may hold one reference or a list of them; targets without a namespace are in the entity's own.
pub(super) fn collect(reading: &mut Reading<'_>, model: &KindModel, root: &Node, namespace: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    for relation in model.relations.iter().filter(|relation| is_declared(model, root, relation.field)) {
        let path: Vec<&str> = relation.field.split('.').collect();
        let Some(value) = root.at(&path) else { continue };
        if has_wrong_type(model, relation.field, value) {
            continue;
        }
        let items = if matches!(value.value, Value::Sequence(_)) { value.items() } else { std::slice::from_ref(value) };
        for item in items {
            // Other types and empty texts were told about already, save in the one field that has no schema.
            let Some(text) = item.as_str().filter(|text| !text.is_empty()) else {
                if relation.field == "spec.dependencyOf" {
                    reading.findings.push(words::wrong_type(
                        reading.source,
                        item.span,
                        item,
                        relation.field,
                        "a list of entity references",
                    ));
                }
                continue;
            };
            match EntityRef::parse(text, relation.default_kind, namespace) {
                Ok(target) => {
                    references.push(Reference {
                        field: relation.field,
                        forward: relation.forward,
                        reverse: relation.reverse,
                        target,
                        span: item.span,
                    });
                }
                Err(error) => reading.findings.push(words::bad_reference(reading.place(item), relation.field, &error)),
            }
        }
    }
    references
}

/// Tells whether a list is due and something else is there, which was told about already.
fn has_wrong_type(model: &KindModel, field: &str, value: &Node) -> bool {
    let is_list = |known: &Field| format!("spec.{}", known.name) == field && matches!(known.shape, Shape::Texts);
    !matches!(value.value, Value::Sequence(_)) && model.spec.iter().any(is_list)
}

/// Tells whether a field means a relation in this entity: those of AI resources depend on their type.
fn is_declared(model: &KindModel, root: &Node, field: &str) -> bool {
    let type_name = root.at(&["spec", "type"]).and_then(Node::as_str);
    match (model.name, field) {
        ("AiResource", "spec.dependsOn") => type_name == Some("skill"),
        ("AiResource", "spec.skills") => type_name == Some("plugin"),
        ("AiResource", "spec.plugins") => type_name == Some("marketplace"),
        _ => true,
    }
}
