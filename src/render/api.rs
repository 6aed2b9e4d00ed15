//! Api: the portal as JSON: entities in the shape of Backstage's catalog API, findings as `check --format json` prints them. Stable paths.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::output::Output;
use crate::model::portal::Judged;
use crate::render::layout::Press;

/// Writes every data file.
pub(super) fn files(press: &Press<'_>) {
    let portal = press.portal();
    let put = |path: SitePath, value: &Value| {
        let mut text = value.to_string();
        text.push('\n');
        (press.sink)(Output::text(path, text));
    };
    put(
        SitePath::file(["api", "site.json"]),
        &json!({
            "title": press.site.title,
            "url": press.site.url,
            "generator": concat!("vestibule ", env!("CARGO_PKG_VERSION")),
            "now": press.judged.now.rfc3339(),
            "repositories": portal.repositories.iter().map(|repository| json!({
                "name": &*repository.name,
                "url": repository.forge.as_ref().map(|forge| forge.url.as_str()),
                "commit": repository.revision.commit.as_deref(),
                "branch": repository.revision.branch.as_deref(),
            })).collect::<Vec<_>>(),
            "counts": counts(press.judged),
            "paths": {
                "entities": "api/entities.json",
                "entity": "api/entities/{namespace}/{kind}/{name}.json",
                "kind": "api/kinds/{kind}.json",
                "view": "api/views/{view}.json",
                "changes": "api/changes.json",
                "diagnostics": "api/diagnostics.json",
            },
        }),
    );
    let entities: Vec<Value> = portal.entities.par_iter().map(|(_, entity)| entity_json(press, entity)).collect();
    portal.entities.keys().zip(&entities).par_bridge().for_each(|(reference, value)| {
        put(path_of(reference), value);
    });
    put(SitePath::file(["api", "entities.json"]), &Value::Array(entities));
    put(SitePath::file(["api", "diagnostics.json"]), &Value::Array(findings_json(press.judged)));
}

/// Gives where the data of an entity stands.
pub(super) fn path_of(reference: &EntityRef) -> SitePath {
    let file = format!("{}.json", reference.name);
    SitePath::file(["api", "entities", &reference.namespace, &reference.kind, &file])
}

/// Gives an entity as Backstage's catalog API does: with an id and a tag of its state, and with what is wrong with it under `status`.
pub(super) fn entity_json(press: &Press<'_>, entity: &Entity) -> Value {
    let mut value = entity.to_json();
    let tag = blake3::hash(value.to_string().as_bytes()).to_hex();
    if let Some(metadata) = value.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.entry("uid").or_insert_with(|| json!(uid(&entity.reference.to_string())));
        metadata.entry("etag").or_insert_with(|| json!(&tag[..40]));
    }
    let findings = press.findings_about(&entity.reference).filter(|finding| matches!(finding.subject, Subject::Entity(_)));
    let items: Vec<Value> = findings
        .map(|Finding { diagnostic, .. }| {
            json!({
                "type": "backstage.io/catalog-processing",
                "level": diagnostic.severity.as_str(),
                "message": diagnostic.message,
                "error": { "name": diagnostic.code, "message": diagnostic.message },
            })
        })
        .collect();
    if !items.is_empty() {
        value["status"] = json!({ "items": items });
    }
    value
}

/// Gives the id of a name, in the form of a UUID that its maker defines (RFC 9562, version 8): the same in every build.
fn uid(name: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Gives everything that a check tells, as `check --format json` prints it.
pub fn check_json(judged: &Judged) -> Value {
    let portal = &judged.portal;
    json!({
        "entities": portal.entities.values().map(Entity::to_json).collect::<Vec<_>>(),
        "findings": findings_json(judged),
        "counts": counts(judged),
    })
}

/// Lists the findings with their owners; those that are allowed come last, with the reason.
fn findings_json(judged: &Judged) -> Vec<Value> {
    let told = |finding: &Finding, reason: Option<&str>| {
        let mut value = finding_json(finding);
        value["owner"] = json!(judged.portal.owner_of(finding).map(ToString::to_string));
        value["allowed"] = json!(reason);
        value
    };
    let findings = judged.portal.findings.iter().map(|finding| told(finding, None));
    findings.chain(judged.allowed.iter().map(|allowed| told(&allowed.finding, Some(&allowed.reason)))).collect()
}

fn counts(judged: &Judged) -> Value {
    let (portal, health) = (&judged.portal, &judged.health);
    json!({
        "entities": portal.entities.len(),
        "broken": portal.broken.len(),
        "docs": portal.docs.len(),
        "pages": portal.docs.values().map(|site| site.pages.len()).sum::<usize>(),
        "errors": health.errors,
        "warnings": health.warnings,
        "notes": health.notes,
        "allowed": judged.allowed.len(),
    })
}

/// Gives a finding as data: what, how bad, where (lines and columns from one, ends exclusive), the way out, what it is about.
pub fn finding_json(finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let place = diagnostic.place.as_ref();
    let (start, end) = (place.and_then(|place| place.start()), place.and_then(|place| place.end()));
    let (subject, page) = match &finding.subject {
        Subject::Portal => (None, None),
        Subject::Entity(about) => (Some(about.to_string()), None),
        Subject::Docs(about, page) => (Some(about.to_string()), Some(page.as_str())),
    };
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let start = label.place.start();
            json!({
                "message": label.message,
                "repository": label.place.source.repository.as_deref(),
                "path": label.place.source.path.as_str(),
                "line": start.map(|start| start.line),
                "column": start.map(|start| start.column),
            })
        })
        .collect();
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "repository": place.and_then(|place| place.source.repository.as_deref()),
        "commit": place.and_then(|place| place.source.commit.as_deref()),
        "path": place.map(|place| place.source.path.as_str()),
        "line": start.map(|start| start.line),
        "column": start.map(|start| start.column),
        "endLine": end.map(|end| end.line),
        "endColumn": end.map(|end| end.column),
        "labels": labels,
        "subject": subject,
        "page": page,
    })
}
