//! Api: the portal as JSON: entities in the shape of Backstage's catalog API, findings as `check --format json` prints them. Stable paths.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
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
                "diagnostics": "api/diagnostics.json",
            },
        }),
    );
    let entities: Vec<Value> = portal.entities.par_iter().map(|(_, entity)| entity.to_json()).collect();
    portal.entities.keys().zip(&entities).par_bridge().for_each(|(reference, value)| {
        let file = format!("{}.json", reference.name);
        put(SitePath::file(["api", "entities", &reference.namespace, &reference.kind, &file]), value);
    });
    put(SitePath::file(["api", "entities.json"]), &Value::Array(entities));
    put(SitePath::file(["api", "diagnostics.json"]), &Value::Array(findings_json(press.judged)));
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
