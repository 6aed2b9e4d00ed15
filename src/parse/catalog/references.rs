//! Which relations an entity's fields declare: `spec.owner` and the like -> `Reference`s.

use std::sync::Arc;

use super::{Reading, words};
use crate::base::yaml::{Node, Value};
use crate::model::entity_ref::EntityRef;
use crate::model::kind::{KindModel, RelationField};
use crate::model::records::Reference;

/// Collects the declared relations. A field may hold one reference or a list of them; targets without a namespace are in the entity's own.
pub(super) fn collect(reading: &mut Reading<'_>, model: &KindModel, root: &Node, namespace: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    let type_name = root.at(&["spec", "type"]).and_then(Node::as_str);
    for relation in model.relations.iter().filter(|relation| relation.when.is_none() || relation.when.as_deref() == type_name) {
        let path: Vec<&str> = relation.field.split('.').collect();
        let Some(value) = root.at(&path) else { continue };
        if !matches!(value.value, Value::Sequence(_)) && wants_list(model, &path) {
            continue;
        }
        let items = if matches!(value.value, Value::Sequence(_)) { value.items() } else { std::slice::from_ref(value) };
        // Other types and empty texts were told about already.
        for (item, text) in items.iter().filter_map(|item| Some((item, item.as_str().filter(|text| !text.is_empty())?))) {
            references.extend(reference(reading, relation, item, text, namespace));
        }
    }
    references
}

/// Tells whether a field must hold a list; what is there instead was told about already.
fn wants_list(model: &KindModel, path: &[&str]) -> bool {
    let field = path.iter().skip(1).try_fold(model.spec.json(), |schema, part| schema.get("properties")?.get(part));
    field.and_then(|field| field.get("type")).and_then(|name| name.as_str()) == Some("array")
}

fn reference(reading: &mut Reading<'_>, relation: &RelationField, item: &Node, text: &str, namespace: &str) -> Option<Reference> {
    let target = match EntityRef::parse(text, relation.default_kind.as_deref(), namespace) {
        Ok(target) => target,
        Err(error) => {
            reading.findings.push(words::bad_reference(reading.place(item), &relation.field, &error));
            return None;
        }
    };
    let reference = Reference {
        field: Arc::clone(&relation.field),
        forward: Arc::clone(&relation.forward),
        reverse: Arc::clone(&relation.reverse),
        target,
        span: item.span,
    };
    if !relation.kinds.is_empty() && !relation.kinds.contains(&reference.target.kind) {
        let allowed: Vec<&str> =
            relation.kinds.iter().filter_map(|kind| reading.model.find(kind)).map(|kind| kind.name.as_str()).collect();
        reading.findings.push(words::foreign_kind(reading.place(item), &reference, &allowed));
    }
    Some(reference)
}
