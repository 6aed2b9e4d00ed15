//! JSON Schema over YAML with places: a schema and a `Node` -> everything that is wrong with it, each at its line. Knows no kind and no file format.

mod expected;
pub mod words;

use std::sync::Arc;

use jsonschema::error::ValidationErrorKind as Wrong;
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{ValidationError, Validator};
use serde_json::Value as Json;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};
use crate::base::suggest;
use crate::base::yaml::Node;

/// Holds a schema (JSON Schema 2020-12), compiled.
#[derive(Debug)]
pub struct Schema {
    json: Json,
    validator: Validator,
}

/// Where a value stands in its file.
#[derive(Clone, Copy)]
struct Found<'a> {
    node: &'a Node,
    key: Span,
}

impl Schema {
    /// Compiles `json`, or says why it is no schema. References may only stay inside it.
    pub fn new(json: Json) -> Result<Self, String> {
        let validator = jsonschema::options().should_validate_formats(true).build(&json).map_err(|error| printed(&error))?;
        Ok(Self { json, validator })
    }

    /// Gives the schema as it was written.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// Tells everything that is wrong with `node`, which messages call `path`. What `is_pending` holds for is taken on trust, with all that is in it.
    pub fn check(
        &self,
        source: &Arc<Source>,
        (key, node): (Span, &Node),
        path: &str,
        is_pending: &dyn Fn(&Node) -> bool,
    ) -> Vec<Diagnostic> {
        let json = node.to_json();
        if self.validator.is_valid(&json) {
            return Vec::new();
        }
        let mut findings: Vec<Diagnostic> = Vec::new();
        for error in self.validator.iter_errors(&json) {
            let Some(found) = walk(Found { node, key }, error.instance_path(), is_pending) else { continue };
            let place = format!("{path}{}", dotted(error.instance_path()));
            for finding in self.told(source, found, &place, &error) {
                // An empty list may break several keywords that are told in the same words.
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
        findings
    }

    /// Words one error; unknown keys are told one by one.
    fn told(&self, source: &Arc<Source>, found: Found<'_>, path: &str, error: &ValidationError<'_>) -> Vec<Diagnostic> {
        let schema = self.around(error.schema_path());
        let one = |finding| vec![finding];
        match error.kind() {
            Wrong::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let near = suggest::nearest(name, strangers(found.node, schema));
                one(words::missing_field(source, found.node, &format!("{path}.{name}"), near))
            }
            Wrong::AdditionalProperties { unexpected } | Wrong::UnevaluatedProperties { unexpected } => {
                let known: Vec<&str> = properties(schema).collect();
                let keys = found.node.entries().iter().filter(|(key, _)| unexpected.contains(&key.name));
                keys.map(|(key, _)| words::unknown_field(source, key, path, &known)).collect()
            }
            Wrong::Enum { options } => one(words::not_an_option(source, found.key, found.node, path, options)),
            Wrong::Constant { expected_value } => {
                one(words::not_an_option(source, found.key, found.node, path, &Json::Array(vec![(**expected_value).clone()])))
            }
            Wrong::Type { .. } | Wrong::MinLength { limit: 1 } | Wrong::MinItems { limit: 1 } => {
                one(words::wrong_type(source, found.key, found.node, path, &expected::in_words(schema)))
            }
            Wrong::FalseSchema => one(words::wrong_value(source, found.key, found.node, path, "may not be given here")),
            _ => one(words::wrong_value(source, found.key, found.node, path, &printed(error))),
        }
    }

    /// Gives the schema that the keyword at `keyword` stands in.
    fn around(&self, keyword: &Location) -> &Json {
        let pointer = keyword.as_str();
        let parent = pointer.rfind('/').map_or("", |slash| &pointer[..slash]);
        self.json.pointer(parent).unwrap_or(&Json::Null)
    }
}

/// Finds the value that an error is about; `None` where it is in something that is taken on trust.
fn walk<'a>(root: Found<'a>, path: &Location, is_pending: &dyn Fn(&Node) -> bool) -> Option<Found<'a>> {
    let mut found = root;
    for segment in path {
        if is_pending(found.node) {
            return None;
        }
        found = match segment {
            LocationSegment::Property(name) => {
                let (key, node) = found.node.entry(&name)?;
                Found { node, key: key.span }
            }
            LocationSegment::Index(index) => {
                let node = found.node.items().get(index)?;
                Found { node, key: node.span }
            }
        };
    }
    (!is_pending(found.node)).then_some(found)
}

/// Writes a location as people do: `.steps[2].action`.
fn dotted(path: &Location) -> String {
    path.into_iter()
        .map(|segment| match segment {
            LocationSegment::Property(name) => format!(".{name}"),
            LocationSegment::Index(index) => format!("[{index}]"),
        })
        .collect()
}

/// Lists the properties that a schema names.
fn properties(schema: &Json) -> impl Iterator<Item = &str> {
    schema.get("properties").and_then(Json::as_object).into_iter().flat_map(|properties| properties.keys().map(String::as_str))
}

/// Lists the keys of `node` that its schema does not name.
fn strangers<'a>(node: &'a Node, schema: &'a Json) -> impl Iterator<Item = &'a str> {
    node.entries().iter().map(|(key, _)| key.name.as_str()).filter(move |name| properties(schema).all(|known| known != *name))
}

/// Says what is wrong in the library's words, without the value: that is quoted from the file.
fn printed(error: &ValidationError<'_>) -> String {
    match error.kind() {
        Wrong::Pattern { pattern } => format!("must match the pattern `{pattern}`"),
        Wrong::Format { format } => expected::format_in_words(format),
        Wrong::Maximum { limit } => format!("must be at most {limit}"),
        Wrong::Minimum { limit } => format!("must be at least {limit}"),
        Wrong::ExclusiveMaximum { limit } => format!("must be less than {limit}"),
        Wrong::ExclusiveMinimum { limit } => format!("must be more than {limit}"),
        Wrong::MaxLength { limit } => format!("must have at most {limit} characters"),
        Wrong::MinLength { limit } => format!("must have at least {limit} characters"),
        Wrong::MaxItems { limit } => format!("must have at most {limit} items"),
        Wrong::MinItems { limit } => format!("must have at least {limit} items"),
        Wrong::MaxProperties { limit } => format!("must have at most {limit} keys"),
        Wrong::MinProperties { limit } => format!("must have at least {limit} keys"),
        Wrong::UniqueItems => "must not name an item twice".to_owned(),
        Wrong::AnyOf { .. } | Wrong::OneOfNotValid { .. } => "has none of the forms that are allowed here".to_owned(),
        Wrong::OneOfMultipleValid { .. } => "has more than one of the forms that exclude each other".to_owned(),
        Wrong::Not { .. } => "has a form that is not allowed here".to_owned(),
        _ => error.masked().to_string(),
    }
}
