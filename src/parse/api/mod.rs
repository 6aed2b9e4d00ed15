//! Api: the text of a definition -> `Api` and what is wrong with it. Sees the definition's own file and those of its repository that it refers to; knows no entity.

mod asyncapi;
mod avro;
mod bounds;
mod documents;
mod graphql;
mod http;
mod json_schema;
mod naming;
mod openapi;
mod protobuf;
mod sample;
mod versions;
mod words;

use std::sync::Arc;

use self::documents::Documents;
pub(super) use self::versions::versions;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
use crate::base::yaml::Node;
use crate::model::api::{Api, Language, Use};

/// Holds a definition before anyone has looked into it.
pub(super) struct Definition<'a> {
    /// `spec.type`.
    pub(super) type_name: &'a str,
    /// `spec.definition`: text, or the mapping that a placeholder put in.
    pub(super) node: &'a Node,
    /// The file that was put in, where there is one.
    pub(super) file: Option<&'a Arc<Source>>,
    /// The field of the descriptor, where findings go that have no file.
    pub(super) field: Place,
    /// Reads a file of the definition's repository.
    pub(super) reader: &'a (dyn Fn(&RepoPath) -> Option<Arc<Source>> + Sync),
}

/// Reads a definition; gives nothing when it is in no language that is known here.
pub(super) fn read(definition: &Definition<'_>) -> (Option<Api>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let api = match language(definition) {
        Some(Language::GraphQl) => definition.node.as_str().map(|text| graphql::read(&source(definition, text), &mut findings)),
        Some(Language::Protobuf) => definition.node.as_str().map(|text| protobuf::read(&source(definition, text), &mut findings)),
        Some(language) => {
            let documents = Documents::load(definition, &mut findings);
            match documents.as_ref().and_then(Documents::language) {
                Some(Language::AsyncApi) => documents.map(|documents| asyncapi::read(&documents, &mut findings)),
                Some(_) => documents.map(|documents| openapi::read(&documents, &mut findings)),
                None => {
                    if let Some(documents) = &documents
                        && is_named(definition.type_name)
                    {
                        findings.push(words::not_its_format(documents.place(), language.title()));
                    }
                    None
                }
            }
        }
        None => None,
    };
    let api = api.map(|mut api| {
        api.file = file_name(definition, &api);
        note_uses(&mut api);
        api
    });
    // What has no file of its own is told at the field that holds it.
    if definition.file.is_none() && definition.node.as_str().is_some() {
        for finding in &mut findings {
            let within = finding.place.as_ref().and_then(Place::start);
            if let Some(start) = within {
                finding.message = format!("{} (line {} of the definition)", finding.message, start.line);
            }
            finding.place = Some(definition.field.clone());
            finding.labels.clear();
        }
    }
    (api, findings)
}

/// Tells whether a type promises a language of mappings.
fn is_named(type_name: &str) -> bool {
    matches!(type_name.to_ascii_lowercase().as_str(), "openapi" | "swagger" | "asyncapi")
}

/// Chooses the language by what the type says, else by what stands in the text.
fn language(definition: &Definition<'_>) -> Option<Language> {
    match definition.type_name.to_ascii_lowercase().as_str() {
        "openapi" | "swagger" => return Some(Language::OpenApi),
        "asyncapi" => return Some(Language::AsyncApi),
        "graphql" => return Some(Language::GraphQl),
        "grpc" | "proto" | "protobuf" => return Some(Language::Protobuf),
        _ => {}
    }
    let Some(text) = definition.node.as_str() else { return Some(Language::OpenApi) };
    let says = |word: &str| {
        text.lines().take(200).any(|line| {
            let line = line.trim_start_matches(['{', '"', '\'', ' ', '\t']);
            line.strip_prefix(word).is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
        })
    };
    (says("openapi") || says("swagger") || says("asyncapi")).then_some(Language::OpenApi)
}

/// Gives the text as a source: the file that was put in, or one that stands for the field.
fn source(definition: &Definition<'_>, text: &str) -> Arc<Source> {
    match definition.file {
        Some(file) => Arc::clone(file),
        None => Arc::new(Source {
            repository: definition.field.source.repository.clone(),
            commit: definition.field.source.commit.clone(),
            path: definition.field.source.path.clone(),
            text: text.into(),
        }),
    }
}

/// Names the file under which the definition is offered.
fn file_name(definition: &Definition<'_>, api: &Api) -> String {
    let is_json = match definition.node.as_str() {
        Some(text) => text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('{'),
        None => true,
    };
    let plain = |name: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        name.len() <= 80 && name.chars().all(fits) && !name.starts_with('.')
    };
    let own = definition.file.map(|file| file.path.file_name()).filter(|name| plain(name));
    // A file name that a server does not know would be offered as something else.
    let known = ["yaml", "yml", "json", "graphql", "gql", "graphqls", "proto"];
    match own.filter(|name| name.rsplit_once('.').is_some_and(|(_, end)| known.contains(&end))) {
        Some(own) if definition.node.as_str().is_some() => own.to_lowercase(),
        _ => match api.language {
            Language::OpenApi => if is_json { "openapi.json" } else { "openapi.yaml" }.to_owned(),
            Language::AsyncApi => if is_json { "asyncapi.json" } else { "asyncapi.yaml" }.to_owned(),
            Language::GraphQl => "schema.graphql".to_owned(),
            Language::Protobuf => "service.proto".to_owned(),
        },
    }
}

/// Tells every type where it is used.
fn note_uses(api: &mut Api) {
    let mut uses: Vec<Vec<Use>> = vec![Vec::new(); api.types.len()];
    let mut note = |number: usize, by: Use| {
        if let Some(list) = uses.get_mut(number)
            && list.last() != Some(&by)
        {
            list.push(by);
        }
    };
    for operation in api.operations() {
        let by = Use::Operation(operation.anchor.clone(), operation.title.clone());
        operation.parts.iter().for_each(|part| part.shape.mentions(&mut |number| note(number, by.clone())));
    }
    for (at, known) in api.types.iter().enumerate() {
        known.shape.mentions(&mut |number| {
            if number != at {
                note(number, Use::Type(at));
            }
        });
    }
    for (known, uses) in api.types.iter_mut().zip(uses) {
        known.uses = uses;
    }
}
