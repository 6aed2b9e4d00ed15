//! The envelope that every kind shares: root keys, `metadata`, and the forms of names (Backstage's Entity and EntityMeta schemas, FieldFormatEntityPolicy and
//! NoForeignRootFieldsEntityPolicy).

use std::sync::LazyLock;

use serde_json::json;

use super::format::{self, Form};
use super::{Reading, placeholders, words};
use crate::base::schema::Schema;
use crate::base::schema::words::{missing_field, wrong_type};
use crate::base::url_policy;
use crate::base::yaml::{Node, Value};

const ROOT_KEYS: [&str; 4] = ["apiVersion", "kind", "metadata", "spec"];

/// What `metadata` must look like; other keys are allowed.
static METADATA: LazyLock<Option<Schema>> = LazyLock::new(|| {
    let text = json!({ "type": "string", "minLength": 1 });
    let schema = json!({
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": text, "namespace": text, "uid": text, "etag": text, "title": text,
            "description": { "type": "string" },
            "labels": { "type": "object" },
            "annotations": { "type": "object" },
            "tags": { "type": "array", "items": text },
            "aliases": { "type": "array", "items": text },
            "links": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["url"],
                    "properties": { "url": text, "title": text, "icon": text, "type": text },
                },
            },
        },
    });
    Schema::new(schema).ok()
});

/// Checks the root and `metadata`.
pub(super) fn check(reading: &mut Reading<'_>, root: &Node) {
    for (key, _) in root.entries().iter().filter(|(key, _)| !ROOT_KEYS.contains(&key.name.as_str())) {
        reading.findings.push(words::unknown_root_key(reading.source, key));
    }
    for key in ["apiVersion", "kind"] {
        match root.entry(key) {
            None => reading.findings.push(missing_field(reading.source, root, key, None)),
            Some((name, value)) if value.as_str().is_none_or(str::is_empty) => {
                reading.findings.push(wrong_type(reading.source, name.span, value, key, "a text that is not empty"));
            }
            Some(_) => {}
        }
    }
    match root.entry("metadata") {
        None => reading.findings.push(missing_field(reading.source, root, "metadata", None)),
        Some((key, metadata)) => {
            let found = METADATA
                .iter()
                .flat_map(|schema| schema.check(reading.source, (key.span, metadata), "metadata", &placeholders::is_pending));
            reading.findings.extend(found);
            check_forms(reading, root, metadata);
        }
    }
    check_key_case(reading, root);
}

fn check_forms(reading: &mut Reading<'_>, root: &Node, metadata: &Node) {
    check_form(reading, root.get("apiVersion"), "apiVersion", format::API_VERSION);
    check_form(reading, root.get("kind"), "kind", format::KIND);
    check_form(reading, metadata.get("name"), "metadata.name", format::NAME);
    check_form(reading, metadata.get("namespace"), "metadata.namespace", format::NAMESPACE);
    for (field, value_form) in [("labels", Some(format::LABEL_VALUE)), ("annotations", None)] {
        for (key, value) in metadata.get(field).into_iter().flat_map(Node::entries) {
            let path = format!("metadata.{field}.{}", key.name);
            if !(format::KEY.holds)(&key.name) {
                reading.findings.push(words::wrong_form(
                    reading.source,
                    key.span,
                    &format!("metadata.{field}"),
                    &key.name,
                    format::KEY,
                ));
            }
            match (value.as_str(), value_form) {
                (None, _) => reading.findings.push(wrong_type(reading.source, key.span, value, &path, "a text")),
                (Some(_), Some(form)) => check_form_even_empty(reading, value, &path, form),
                (Some(_), None) => {}
            }
        }
    }
    for (index, tag) in metadata.get("tags").into_iter().flat_map(Node::items).enumerate() {
        check_form(reading, Some(tag), &format!("metadata.tags[{index}]"), format::TAG);
    }
    for (index, link) in metadata.get("links").into_iter().flat_map(Node::items).enumerate() {
        let path = format!("metadata.links[{index}]");
        check_form(reading, link.get("url"), &format!("{path}.url"), format::URL);
        check_form(reading, link.get("title"), &format!("{path}.title"), format::NOT_BLANK);
        check_form(reading, link.get("icon"), &format!("{path}.icon"), format::NOT_BLANK);
        if let Some(url) = link.get("url")
            && let Some(text) = url.as_str().filter(|text| (format::URL.holds)(text))
            && !matches!(url_policy::sort(text), url_policy::Target::External(_))
        {
            reading.findings.push(words::forbidden_link(reading.source, url.span, &path));
        }
    }
}

/// Checks the form of a text; other types and empty texts were told about already.
fn check_form(reading: &mut Reading<'_>, value: Option<&Node>, path: &str, form: Form) {
    if let Some(value) = value.filter(|value| value.as_str().is_some_and(|text| !text.is_empty())) {
        check_form_even_empty(reading, value, path, form);
    }
}

fn check_form_even_empty(reading: &mut Reading<'_>, value: &Node, path: &str, form: Form) {
    if let Some(text) = value.as_str().filter(|text| !(form.holds)(text)) {
        reading.findings.push(words::wrong_form(reading.source, value.span, path, text, form));
    }
}

/// Reports keys that differ in case alone, anywhere in the entity (Backstage's `buildEntitySearch`).
fn check_key_case(reading: &mut Reading<'_>, node: &Node) {
    match &node.value {
        Value::Mapping(entries) => {
            let mut seen = std::collections::BTreeMap::new();
            for (key, value) in entries {
                if let Some(first) = seen.insert(key.name.to_lowercase(), key) {
                    reading.findings.push(words::key_case(reading.source, first, key));
                }
                check_key_case(reading, value);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| check_key_case(reading, item)),
        _ => {}
    }
}
