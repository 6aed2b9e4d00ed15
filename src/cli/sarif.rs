//! Findings as a SARIF 2.1.0 log (OASIS, "Static Analysis Results Interchange Format"), cut to what GitHub's code scanning takes. Pure.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::base::codes::{self, Code};
use crate::base::diagnostic::Severity;
use crate::base::site_path::SitePath;
use crate::base::source::Place;
use crate::model::finding::{Finding, Subject};
use crate::model::portal::Judged;
use crate::model::sources::Repository;

/// The most results of a run that GitHub takes.
const MOST_RESULTS: usize = 25_000;
/// The most places of a result that GitHub shows.
const MOST_LABELS: usize = 100;
/// What the paths of the portal's own files start from.
const PORTAL: &str = "%SRCROOT%";
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Gives the log of one check. `url` is where the portal is served, if that is known.
pub(super) fn log(judged: &Judged, url: Option<&str>) -> Value {
    let repositories: BTreeMap<&str, &Repository> =
        judged.portal.repositories.iter().map(|repository| (&*repository.name, repository)).collect();
    let rules: Vec<&Code> = codes::all().collect();
    let mut findings: Vec<(&Finding, Option<&str>)> = judged.portal.findings.iter().map(|finding| (finding, None)).collect();
    let all = findings.len();
    if all > MOST_RESULTS {
        // What matters most is kept; within a severity, the order of the places.
        findings.sort_by_key(|(finding, _)| finding.diagnostic.severity);
        findings.truncate(MOST_RESULTS);
    }
    let room = MOST_RESULTS.saturating_sub(findings.len());
    findings.extend(judged.allowed.iter().take(room).map(|allowed| (&allowed.finding, Some(allowed.reason.as_str()))));
    let mut seen = BTreeMap::new();
    let results: Vec<Value> = findings
        .iter()
        .map(|(finding, reason)| {
            let mut result = result(finding, &rules, &repositories, &mut seen);
            if let Some(reason) = reason {
                result.insert("suppressions".to_owned(), json!([{ "kind": "external", "justification": reason }]));
            }
            Value::Object(result)
        })
        .collect();
    let mut invocation = json!({ "executionSuccessful": true });
    if all > MOST_RESULTS {
        let text = format!("{all} findings are more than fit; the {MOST_RESULTS} that matter most are here");
        invocation["toolExecutionNotifications"] = json!([{ "level": "warning", "message": { "text": text } }]);
    }
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver(&rules, url) },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": bases(&judged.portal.repositories),
            "versionControlProvenance": provenance(&judged.portal.repositories),
            "invocations": [invocation],
            "results": results,
        }],
    })
}

fn driver(rules: &[&Code], url: Option<&str>) -> Value {
    let rules: Vec<Value> = rules
        .iter()
        .map(|code| {
            let mut rule = json!({
                "id": code.name,
                "shortDescription": { "text": code.title },
                "fullDescription": { "text": code.summary() },
                "help": { "text": plain(code), "markdown": code.markdown },
                "defaultConfiguration": { "level": level(code.level) },
            });
            if let Some(url) = url {
                rule["helpUri"] = json!(SitePath::page(["health", &code.name]).under(url));
            }
            rule
        })
        .collect();
    json!({ "name": "vestibule", "version": env!("CARGO_PKG_VERSION"), "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules })
}

/// Gives an explanation without the marks of Markdown.
fn plain(code: &Code) -> String {
    let blocks = code.blocks().into_iter().map(|block| match block {
        codes::Block::Heading(heading) => format!("{heading}:"),
        codes::Block::Text(text) => text.to_owned(),
        codes::Block::File(path, content) => format!("{path}\n{}", content.trim_end()),
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Says what each base is; where it stands on a disk is nobody's concern.
fn bases(repositories: &[Repository]) -> Value {
    let mut bases = Map::new();
    bases.insert(PORTAL.to_owned(), json!({ "description": { "text": "the folder of vestibule.yaml" } }));
    for repository in repositories {
        let name = &*repository.name;
        bases.insert(name.to_owned(), json!({ "description": { "text": format!("the repository {name}") } }));
    }
    Value::Object(bases)
}

fn provenance(repositories: &[Repository]) -> Vec<Value> {
    let known = repositories.iter().filter_map(|repository| {
        let mut details =
            json!({ "repositoryUri": repository.forge.as_ref()?.url, "mappedTo": { "uriBaseId": &*repository.name } });
        if let Some(commit) = &repository.revision.commit {
            details["revisionId"] = json!(&**commit);
        }
        if let Some(branch) = &repository.revision.branch {
            details["branch"] = json!(&**branch);
        }
        Some(details)
    });
    known.collect()
}

fn result(
    finding: &Finding,
    rules: &[&Code],
    repositories: &BTreeMap<&str, &Repository>,
    seen: &mut BTreeMap<String, usize>,
) -> Map<String, Value> {
    let diagnostic = &finding.diagnostic;
    let mut text = diagnostic.message.clone();
    if let Some(hint) = &diagnostic.hint {
        text = format!("{text}\n{hint}");
    }
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(diagnostic.code));
    if let Some(index) = rules.iter().position(|code| code.name == diagnostic.code) {
        result.insert("ruleIndex".to_owned(), json!(index));
    }
    result.insert("level".to_owned(), json!(level(diagnostic.severity)));
    result.insert("message".to_owned(), message(&text));
    let places: Vec<Value> = diagnostic.place.iter().map(|place| location(place, repositories)).collect();
    result.insert("locations".to_owned(), json!(places));
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .take(MOST_LABELS)
        .enumerate()
        .map(|(index, label)| {
            let mut location = location(&label.place, repositories);
            location["id"] = json!(index + 1);
            location["message"] = message(&label.message);
            location
        })
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".to_owned(), json!(related));
    }
    let hash = fingerprint(finding);
    let number = seen.entry(hash.clone()).or_insert(0);
    *number += 1;
    // The one name of a fingerprint that GitHub compares.
    result.insert("partialFingerprints".to_owned(), json!({ "primaryLocationLineHash": format!("{hash}:{number}") }));
    result
}

/// Writes a text so that a viewer takes no part of it for a link of its own (section 3.11.6) or for control.
fn message(text: &str) -> Value {
    let shown: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let shown = if shown.contains("](") { shown.replace('[', "\\[").replace(']', "\\]") } else { shown };
    json!({ "text": shown })
}

fn location(place: &Place, repositories: &BTreeMap<&str, &Repository>) -> Value {
    let repository = place.source.repository.as_deref();
    let folder = repository.and_then(|name| repositories.get(name)?.forge.as_ref()).map(|forge| &forge.folder);
    let parts = folder.into_iter().flat_map(|folder| folder.parts()).chain(place.source.path.parts());
    let encoded: Vec<String> = parts.map(encoded).collect();
    let mut physical = json!({ "artifactLocation": { "uri": encoded.join("/"), "uriBaseId": repository.unwrap_or(PORTAL) } });
    if let (Some(start), Some(end)) = (place.start(), place.end()) {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    json!({ "physicalLocation": physical })
}

/// Encodes a part of a path as RFC 3986 demands; letters, digits and `-._~` stay.
fn encoded(part: &str) -> String {
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(part, &KEPT).to_string()
}

/// Names a finding by what stays when lines move: its words, its file, what it is about, and the text of its line.
fn fingerprint(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let place = diagnostic.place.as_ref();
    let line = place.and_then(|place| Some(place.source.line(place.start()?.line).trim())).unwrap_or_default();
    let subject = match &finding.subject {
        Subject::Portal => String::new(),
        Subject::Entity(about) => about.to_string(),
        Subject::Docs(about, page) => format!("{about} {page}"),
    };
    let parts = [
        diagnostic.code,
        place.and_then(|place| place.source.repository.as_deref()).unwrap_or_default(),
        place.map_or("", |place| place.source.path.as_str()),
        &subject,
        &diagnostic.message,
        line,
    ];
    blake3::hash(parts.join("\0").as_bytes()).to_hex().as_str().get(..16).unwrap_or_default().to_owned()
}
