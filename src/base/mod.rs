//! Base: the nouns that every room may use: places in inputs, diagnostics, site paths, YAML with positions. Knows nothing of catalogs or docs.

pub mod bundle;
pub mod codes;
pub mod diagnostic;
pub mod instant;
pub mod jq;
pub mod naming;
pub mod repo_path;
pub mod schema;
pub mod site_path;
pub mod source;
pub mod suggest;
pub mod url_policy;
pub mod xml;
pub mod yaml;
