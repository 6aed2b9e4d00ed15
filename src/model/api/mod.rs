//! `Api`: what a definition says, whatever its language: operations in groups, types with fields, servers, sign-in. Made by `parse`, read by `render` and `index`.
//!
//! One shape serves OpenAPI, AsyncAPI, GraphQL and protobuf, so that pages, links and search are made once. Descriptions are safe HTML already;
//! everything else is text. What names a type names it by its number in [`Api::types`].

pub mod change;
pub mod diff;
pub mod pages;
pub mod schema;
mod weight;

use std::sync::Arc;

use change::Change;
use schema::{Field, Shape};

/// Names the language of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// OpenAPI, and Swagger before it.
    OpenApi,
    /// AsyncAPI.
    AsyncApi,
    /// GraphQL's schema language.
    GraphQl,
    /// Protocol buffers.
    Protobuf,
}

/// Holds everything that a definition says.
#[derive(Clone, Debug)]
pub struct Api {
    /// Its language.
    pub language: Language,
    /// The language's version, as `3.1.0` or `proto3`; may be empty.
    pub edition: String,
    /// What the API calls itself; may be empty.
    pub title: String,
    /// The API's own version; may be empty.
    pub release: String,
    /// What it is for, as safe HTML.
    pub description: String,
    /// What else is said of it: contact, licence, package.
    pub facts: Vec<Fact>,
    /// Where it is served.
    pub servers: Vec<Server>,
    /// The ways to sign in.
    pub schemes: Vec<Scheme>,
    /// The operations.
    pub groups: Vec<Group>,
    /// The named types.
    pub types: Vec<NamedType>,
    /// The name under which the definition is offered: `openapi.yaml`.
    pub file: String,
    /// The releases before, the newest first.
    pub versions: Vec<Version>,
}

/// Says what an API was at a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The tag or branch.
    pub name: Arc<str>,
    /// The language and its version then.
    pub format: String,
    /// What the API called its own version then; may be empty.
    pub release: String,
    /// How many operations it had.
    pub operations: usize,
    /// What changed from it to the next release, or to what is current.
    pub changes: Vec<Change>,
}

/// Says one thing in a word and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is said.
    pub label: String,
    /// The value.
    pub text: String,
    /// Where it leads; passed the URL policy.
    pub url: Option<String>,
}

/// Says where the API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL, variables in braces.
    pub url: String,
    /// The same with the defaults of its variables put in.
    pub example: String,
    /// A word for it: `Production`.
    pub name: String,
    /// The protocol, where it is not HTTP.
    pub protocol: String,
    /// The variables and bindings.
    pub fields: Vec<Field>,
}

/// Says how to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The name by which operations ask for it.
    pub name: String,
    /// How it works, in words: `Bearer token`, `API key in the header X-Key`.
    pub words: String,
    /// More of it, as safe HTML.
    pub description: String,
    /// URLs and the like.
    pub facts: Vec<Fact>,
    /// The scopes with what they are for.
    pub scopes: Vec<(String, String)>,
    /// What a request must carry, for examples.
    pub carrier: Carrier,
}

/// Says where a request carries what proves who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A header and its value.
    Header(String, String),
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
    /// Something that is no part of a request.
    None,
}

/// Gathers operations under a heading.
#[derive(Clone, Debug)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// Its id, unique among groups: `group-payments`.
    pub anchor: String,
    /// What they have in common, as safe HTML.
    pub description: String,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// Holds something that can be called, sent or received.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its id in pages: `op-createPayment`. Unique in the API.
    pub anchor: String,
    /// The heading.
    pub title: String,
    /// What is done, in capitals: `POST`, `SEND`, `QUERY`, `RPC`.
    pub verb: String,
    /// At what: a path, a channel, a field with its arguments.
    pub address: String,
    /// The name that code uses; may be empty.
    pub name: String,
    /// What it does, as safe HTML.
    pub description: String,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// What must be proved, any of many: each asks for schemes with scopes together. `None` when nothing is said.
    pub security: Option<Vec<Vec<Need>>>,
    /// What goes in and what comes out, section by section.
    pub parts: Vec<Part>,
    /// Where more is said.
    pub facts: Vec<Fact>,
    /// What a call looks like.
    pub request: Request,
    /// What answers look like.
    pub examples: Vec<Example>,
}

/// Asks for a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The scheme's name.
    pub scheme: String,
    /// The scopes.
    pub scopes: Vec<String>,
}

/// Holds a section of an operation.
#[derive(Clone, Debug)]
pub struct Part {
    /// The heading: `Path`, `Body`, `Answers`.
    pub title: String,
    /// A note behind it, such as the media type.
    pub note: String,
    /// Safe HTML.
    pub description: String,
    /// What it holds.
    pub shape: Shape,
}

/// Says what a call looks like, so that it can be written in several languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A call over HTTP.
    Http(Http),
    /// Text in a language of its own.
    Text {
        /// The language: `graphql`, `Shell`.
        language: String,
        /// The text.
        text: String,
    },
    /// Nothing.
    None,
}

/// Holds an HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method in capitals.
    pub method: String,
    /// The whole URL with its query.
    pub url: String,
    /// Headers, cookies among them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

/// Holds the body of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// None.
    None,
    /// Text, JSON for the most part.
    Text(String),
    /// The fields of a form; those with a leading `@` are files.
    Form(Vec<(String, String)>),
    /// The content of a file.
    File,
}

/// Shows what something looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// A short name: `201`.
    pub label: String,
    /// The caption: `201 Created`.
    pub caption: String,
    /// The text.
    pub text: String,
}

/// Holds a type with a name.
#[derive(Clone, Debug)]
pub struct NamedType {
    /// The name.
    pub name: String,
    /// Its id in pages: `schema-Payment`. Unique in the API.
    pub anchor: String,
    /// What sort of type: `object`, `enum`, `message`, `directive`.
    pub sort: String,
    /// What it is for, as safe HTML.
    pub description: String,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// What it holds.
    pub shape: Shape,
    /// Where it is used: other types by number, operations by anchor and title.
    pub uses: Vec<Use>,
    /// What it looks like; may be empty.
    pub example: String,
}

/// Names a place where a type is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// An operation: its anchor and title.
    Operation(String, String),
    /// A type, by number.
    Type(usize),
}

impl Language {
    /// Gives the name that people know.
    pub fn title(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI",
            Self::AsyncApi => "AsyncAPI",
            Self::GraphQl => "GraphQL",
            Self::Protobuf => "Protobuf",
        }
    }
}

impl Api {
    /// Lists the operations, group by group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// Names the language and its version: `OpenAPI 3.1`.
    pub fn format(&self) -> String {
        let edition = match (self.language, self.edition.as_str()) {
            (Language::OpenApi, edition) if edition.starts_with('2') => return format!("Swagger {edition}"),
            (Language::Protobuf, edition) => edition,
            (_, edition) => edition.match_indices('.').nth(1).map_or(edition, |(end, _)| &edition[..end]),
        };
        format!("{} {edition}", self.language.title()).trim_end().to_owned()
    }
}
