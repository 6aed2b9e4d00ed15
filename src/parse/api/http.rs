//! HTTP: names of answers, and requests made of parameters, bodies and sign-in.

use super::documents::At;
use crate::base::url_policy::{self, Target};
use crate::model::api::{Carrier, Fact, Scheme, Server};
use crate::parse::docs::fragment;

/// What stays as it is in a value of a URL.
const KEPT: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b',').remove(b':');

/// Gives the reason phrase of a status (RFC 9110 and the registry).
pub(super) fn reason(status: &str) -> &'static str {
    match status {
        "200" => "OK",
        "201" => "Created",
        "202" => "Accepted",
        "203" => "Non-authoritative information",
        "204" => "No content",
        "206" => "Partial content",
        "301" => "Moved permanently",
        "302" => "Found",
        "303" => "See other",
        "304" => "Not modified",
        "307" => "Temporary redirect",
        "308" => "Permanent redirect",
        "400" => "Bad request",
        "401" => "Unauthorised",
        "402" => "Payment required",
        "403" => "Forbidden",
        "404" => "Not found",
        "405" => "Method not allowed",
        "406" => "Not acceptable",
        "408" => "Request timeout",
        "409" => "Conflict",
        "410" => "Gone",
        "412" => "Precondition failed",
        "413" => "Content too large",
        "415" => "Unsupported media type",
        "418" => "I'm a teapot",
        "422" => "Unprocessable content",
        "423" => "Locked",
        "425" => "Too early",
        "428" => "Precondition required",
        "429" => "Too many requests",
        "500" => "Internal server error",
        "501" => "Not implemented",
        "502" => "Bad gateway",
        "503" => "Service unavailable",
        "504" => "Gateway timeout",
        "1XX" | "1xx" => "Informational",
        "2XX" | "2xx" => "Success",
        "3XX" | "3xx" => "Redirection",
        "4XX" | "4xx" => "Client error",
        "5XX" | "5xx" => "Server error",
        "default" => "Any other answer",
        _ => "",
    }
}

/// Reads a URL that may become a link.
pub(super) fn fact(label: &str, text: &str, url: &str) -> Option<Fact> {
    if text.is_empty() && url.is_empty() {
        return None;
    }
    let safe = match url_policy::sort(url) {
        Target::External(url) if !url.is_empty() => Some(url.to_owned()),
        _ => None,
    };
    let text = if text.is_empty() { url } else { text };
    Some(Fact { label: label.to_owned(), text: text.to_owned(), url: safe })
}

/// Reads `externalDocs`.
pub(super) fn external_docs(at: At<'_>) -> Option<Fact> {
    let docs = at.get("externalDocs")?.resolved()?;
    fact("More", &docs.text("description"), &docs.text("url"))
}

/// Reads what `info` says besides its title.
pub(super) fn facts(root: At<'_>) -> Vec<Fact> {
    let Some(info) = root.get("info") else { return Vec::new() };
    let mut facts = Vec::new();
    if let Some(contact) = info.get("contact") {
        let (name, url, email) = (contact.text("name"), contact.text("url"), contact.text("email"));
        let to = if url.is_empty() && !email.is_empty() { format!("mailto:{email}") } else { url };
        let text = if name.is_empty() && !email.is_empty() { email } else { name };
        facts.extend(fact("Contact", &text, &to));
    }
    if let Some(licence) = info.get("license") {
        let name = licence.text("name");
        let text = if name.is_empty() { licence.text("identifier") } else { name };
        facts.extend(fact("Licence", &text, &licence.text("url")));
    }
    facts.extend(fact("Terms", "", &info.text("termsOfService")));
    facts.extend(external_docs(root));
    facts.extend(external_docs(info));
    facts
}

/// Reads one security scheme of OpenAPI or AsyncAPI.
pub(super) fn scheme(name: &str, at: At<'_>) -> Scheme {
    let place = at.text("in");
    let key = at.text("name");
    let (words, carrier) = match at.text("type").as_str() {
        "apiKey" | "httpApiKey" => {
            let key = if key.is_empty() { "key".to_owned() } else { key };
            match place.as_str() {
                "query" => (format!("API key in the query parameter `{key}`"), Carrier::Query(key)),
                "cookie" => (format!("API key in the cookie `{key}`"), Carrier::Cookie(key)),
                "header" => (format!("API key in the header `{key}`"), Carrier::Header(key, "$API_KEY".to_owned())),
                place => (format!("API key as {place}"), Carrier::None),
            }
        }
        "basic" => {
            ("User name and password".to_owned(), Carrier::Header("Authorization".to_owned(), "Basic $CREDENTIALS".to_owned()))
        }
        "http" => match at.text("scheme").to_lowercase().as_str() {
            "basic" => (
                "User name and password".to_owned(),
                Carrier::Header("Authorization".to_owned(), "Basic $CREDENTIALS".to_owned()),
            ),
            "bearer" => {
                let format = at.text("bearerFormat");
                let words = if format.is_empty() { "Bearer token".to_owned() } else { format!("Bearer token ({format})") };
                (words, Carrier::Header("Authorization".to_owned(), "Bearer $TOKEN".to_owned()))
            }
            scheme => (format!("HTTP {scheme}"), Carrier::Header("Authorization".to_owned(), format!("{scheme} $CREDENTIALS"))),
        },
        "oauth2" => ("OAuth 2".to_owned(), Carrier::Header("Authorization".to_owned(), "Bearer $TOKEN".to_owned())),
        "openIdConnect" => ("OpenID Connect".to_owned(), Carrier::Header("Authorization".to_owned(), "Bearer $TOKEN".to_owned())),
        "mutualTLS" | "X509" => ("Client certificate".to_owned(), Carrier::None),
        "userPassword" => ("User name and password".to_owned(), Carrier::None),
        "scramSha256" => ("SCRAM-SHA-256".to_owned(), Carrier::None),
        "scramSha512" => ("SCRAM-SHA-512".to_owned(), Carrier::None),
        "gssapi" => ("GSSAPI (Kerberos)".to_owned(), Carrier::None),
        "plain" => ("SASL PLAIN".to_owned(), Carrier::None),
        "" => ("unknown".to_owned(), Carrier::None),
        other => (super::naming::spoken(other), Carrier::None),
    };
    let mut facts: Vec<Fact> = fact("Discovery", "", &at.text("openIdConnectUrl")).into_iter().collect();
    facts.extend(fact("Metadata", "", &at.text("oauth2MetadataUrl")));
    let mut scopes: Vec<(String, String)> = Vec::new();
    let mut flow = |title: &str, at: At<'_>| {
        for (key, label) in [
            ("authorizationUrl", "Authorisation"),
            ("tokenUrl", "Token"),
            ("refreshUrl", "Refresh"),
            ("deviceAuthorizationUrl", "Device"),
        ] {
            facts.extend(fact(&format!("{title}, {}", label.to_lowercase()), "", &at.text(key)));
        }
        for list in ["scopes", "availableScopes"] {
            for (scope, words) in at.entries(list) {
                if !scopes.iter().any(|(known, _)| *known == scope.name) {
                    scopes.push((scope.name.clone(), super::documents::scalar(words.node)));
                }
            }
        }
    };
    for (key, inner) in at.entries("flows") {
        flow(&super::naming::spoken(&key.name), inner);
    }
    if at.node.get("flow").is_some() {
        flow(&super::naming::spoken(&at.text("flow")), at);
    }
    Scheme { name: name.to_owned(), words, description: fragment(&at.text("description")), facts, scopes, carrier }
}

/// Puts the defaults of a server's variables in.
pub(super) fn with_defaults(url: &str, at: At<'_>) -> String {
    let mut url = url.to_owned();
    for (key, variable) in at.entries("variables") {
        let variable = variable.resolved().unwrap_or(variable);
        let value = [variable.text("default"), variable.texts("enum").into_iter().next().unwrap_or_default()];
        if let Some(value) = value.iter().find(|value| !value.is_empty()) {
            url = url.replace(&format!("{{{}}}", key.name), value);
        }
    }
    url
}

/// Gives what requests in examples start with.
pub(super) fn base(servers: &[Server]) -> String {
    let url = servers.first().map(|server| server.example.trim_end_matches('/')).unwrap_or_default();
    if url.contains("://") {
        url.to_owned()
    } else {
        format!("https://api.example.com{}{url}", if url.is_empty() || url.starts_with('/') { "" } else { "/" })
    }
}

/// Encodes a value for a query or a path.
pub(super) fn encoded(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, KEPT).to_string()
}
