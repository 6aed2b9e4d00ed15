//! Which APIs a unit provides: specification files, told by their names and by what they say.

use super::draft::{Api, Draft};
use super::unit::Unit;
use crate::base::yaml;

/// Words in the path of a file that make it worth opening.
const WORTH: [&str; 4] = ["api", "swagger", "oas", "spec"];

/// Words that stand in every specification.
const MARKS: [&str; 3] = ["openapi", "swagger", "asyncapi"];

/// Takes every OpenAPI, AsyncAPI, GraphQL and gRPC specification.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    for file in &unit.files {
        let path = file.path.as_str().to_ascii_lowercase();
        let extension = file.path.extension();
        let is_named = WORTH.iter().any(|word| path.contains(word));
        let may_be = match extension.as_str() {
            "yaml" | "yml" | "json" => is_named,
            "graphql" | "graphqls" | "gql" => true,
            "proto" => true,
            _ => false,
        };
        let Some(source) = may_be.then(|| unit.open(file)).flatten() else { continue };
        let api = match extension.as_str() {
            "graphql" | "graphqls" | "gql" => {
                has_line(&source.text, &["type Query", "type Mutation", "schema {"]).then_some(("graphql", None))
            }
            "proto" => has_line(&source.text, &["service "]).then_some(("grpc", None)),
            _ if !MARKS.iter().any(|word| source.text.contains(word)) => None,
            _ => yaml::documents(&source, &yaml::LIMITS).into_iter().find_map(|document| {
                let root = document.root?;
                let format = [("openapi", "openapi"), ("swagger", "openapi"), ("asyncapi", "asyncapi")];
                let (_, format) = format.into_iter().find(|(key, _)| root.get(key).is_some())?;
                // A piece that others refer to is no API.
                let is_whole = root.get("info").is_some();
                is_whole.then(|| (format, root.at(&["info", "title"]).and_then(yaml::Node::as_str).map(str::to_owned)))
            }),
        };
        if let Some((format, title)) = api {
            let stem = file.path.file_name().split('.').next().unwrap_or_default().to_owned();
            draft.apis.push(Api { stem, title, format, source });
        }
    }
}

fn has_line(text: &str, starts: &[&str]) -> bool {
    text.lines().any(|line| starts.iter().any(|start| line.trim_start().starts_with(start)))
}
