//! Api: the portal as JSON.

use serde_json::{Value, json};

use crate::model::entity::Entity;
use crate::model::finding::{Finding, Subject};
use crate::model::portal::Judged;

/// Gives what `check --format json` prints.
pub fn check_json(judged: &Judged) -> Value {
    let entities: Vec<Value> = judged.portal.entities.values().map(entity_json).collect();
    let findings: Vec<Value> = judged.portal.findings.iter().map(finding_json).collect();
    json!({ "entities": entities, "findings": findings, "counts": {"errors": judged.health.errors, "warnings": judged.health.warnings, "notes": judged.health.notes} })
}

/// Gives an entity in the shape of Backstage's catalog API.
pub fn entity_json(entity: &Entity) -> Value {
    let mut json = entity.root.to_json();
    let relations: Vec<Value> = entity
        .relations
        .iter()
        .map(|relation| json!({"type": relation.kind, "targetRef": relation.target.to_string()}))
        .collect();
    if let Some(object) = json.as_object_mut() {
        if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
            metadata.insert("namespace".to_owned(), json!(entity.namespace));
        }
        object.insert("relations".to_owned(), Value::Array(relations));
    }
    json
}

/// Gives a finding.
pub fn finding_json(finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let place = diagnostic.place.as_ref();
    let (start, end) = (place.and_then(|place| place.start()), place.and_then(|place| place.end()));
    let subject = match &finding.subject {
        Subject::Portal => Value::Null,
        Subject::Entity(reference) | Subject::Docs(reference, _) => json!(reference.to_string()),
    };
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "repository": place.and_then(|place| place.source.repository.clone()),
        "commit": place.and_then(|place| place.source.commit.clone()),
        "path": place.map(|place| place.source.path.as_str()),
        "line": start.map(|position| position.line),
        "column": start.map(|position| position.column),
        "endLine": end.map(|position| position.line),
        "endColumn": end.map(|position| position.column),
        "subject": subject,
    })
}
