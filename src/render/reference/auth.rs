//! Sign-in: the ways in which an API lets callers prove who they are -> HTML.

use super::{fact, inner, words};
use crate::model::api::Scheme;
use crate::model::api::pages::plain;
use crate::render::strings::Strings;

/// Gives the id of a scheme.
pub(super) fn id(name: &str) -> String {
    format!("auth-{}", plain(name))
}

/// Writes a way to sign in.
pub(super) fn scheme(strings: &Strings, scheme: &Scheme) -> String {
    let facts: String = scheme
        .facts
        .iter()
        .map(|said| format!("<p>{}: {}</p>", inner(&words::words(strings, &said.label)), fact(said)))
        .collect();
    let scopes: String = scheme
        .scopes
        .iter()
        .map(|(name, words)| format!("<li><div class=\"prop\"><b>{}</b></div><p>{}</p></li>", inner(name), inner(words)))
        .collect();
    let scopes = if scopes.is_empty() { scopes } else { format!("<ul>{scopes}</ul>") };
    format!(
        "<li id=\"{}\"><div class=\"prop\"><b>{}</b><span class=\"ty\">{}</span></div>{}{facts}{scopes}</li>\n",
        id(&scheme.name),
        inner(&scheme.name),
        inner(&words::scheme(strings, &scheme.words)),
        scheme.description
    )
}
