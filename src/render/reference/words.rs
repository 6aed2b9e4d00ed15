//! Words of definitions: the English headings, labels and notes that are made where definitions are read, and what changed in them -> the interface's language. What a
//! definition says itself stays as it is, types in their notation too.

use crate::model::api::Language;
use crate::model::api::change::{What, Whose};
use crate::model::api::pages::Page;
use crate::render::strings::Strings;

/// Gives the names of the strings that say what the named types of a language are called, and how many there are.
pub(in crate::render) fn types(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::OpenApi => ("schemas", "schemas-counted"),
        Language::AsyncApi => ("messages-and-schemas", "messages-and-schemas-counted"),
        Language::GraphQl => ("types", "types-counted"),
        Language::Protobuf => ("messages-and-enums", "messages-and-enums-counted"),
    }
}

/// Gives the title of a page of a large API; none of the front page.
pub(super) fn title(strings: &Strings, language: Language, page: &Page<'_>) -> String {
    let title = match page.groups.first() {
        _ if page.slug.is_empty() => return String::new(),
        Some(share) => word(strings, &share.group.title),
        None => strings.text(types(language).0),
    };
    match page.part {
        Some((part, parts)) => {
            let (part, parts) = (strings.number(part), strings.number(parts));
            strings.phrase("part-of-parts", &[("title", title), ("part", &part), ("parts", &parts)])
        }
        None => title.to_owned(),
    }
}

/// Says a heading, a label or a note; what is no word of the interface's stays.
pub(super) fn word<'s>(strings: &'s Strings, text: &'s str) -> &'s str {
    name(text).map_or(text, |name| strings.text(name))
}

/// Says what is put together of words and values: `One of: Card`, `application/json, required`, `Message, one of 3`.
pub(super) fn words(strings: &Strings, text: &str) -> String {
    if let Some((title, count)) = text.rsplit_once(", one of ").filter(|(_, count)| count.parse::<usize>().is_ok()) {
        return strings.phrase("api-one-of-several", &[("title", word(strings, title)), ("count", count)]);
    }
    if let Some((label, rest)) = text.split_once(": ") {
        return format!("{}: {rest}", word(strings, label));
    }
    text.split(", ").map(|piece| word(strings, piece)).collect::<Vec<_>>().join(", ")
}

/// Says how a scheme works.
pub(super) fn scheme(strings: &Strings, text: &str) -> String {
    if let Some((before, after)) = text.split_once(" `") {
        let place = match before {
            "API key in the query parameter" => "api-key-in-query",
            "API key in the cookie" => "api-key-in-cookie",
            "API key in the header" => "api-key-in-header",
            _ => return text.replace('`', ""),
        };
        return strings.phrase(place, &[("name", after.trim_end_matches('`'))]);
    }
    match text.split_once(" (") {
        Some((before, after)) => format!("{} ({after}", word(strings, before)),
        None => word(strings, text).to_owned(),
    }
}

/// Says what happened to an operation or a type; names stand in back-ticks.
pub(in crate::render) fn change(strings: &Strings, what: &What) -> String {
    let text = |name: &str| strings.text(name).to_owned();
    let any = |shown: &str| if shown.is_empty() { text("anything") } else { shown.to_owned() };
    let whose = |whose: &Whose| match whose {
        Whose::Own => text("value-itself"),
        Whose::Part(title) => strings.noun(&words(strings, title)),
        Whose::Answer(status) => strings.phrase("value-of-answer", &[("status", status)]),
        Whose::Field(name) => format!("`{name}`"),
    };
    let list = |values: &[String]| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    match what {
        What::Gone => text("is-gone"),
        What::New => text("is-new"),
        What::Renamed(before) => strings.phrase("was-called", &[("name", before)]),
        What::Deprecated => text("is-deprecated"),
        What::Verb { now, before } => strings.phrase("is-instead-of", &[("now", now), ("before", before)]),
        What::SignIn => text("other-sign-in"),
        What::BodyNeeded => text("needs-body"),
        What::BodyGone(media) => strings.phrase("takes-no-body", &[("media", media)]),
        What::BodyNew(media) => strings.phrase("takes-body", &[("media", media)]),
        What::AnswerGone(status) => strings.phrase("answers-not", &[("status", status)]),
        What::AnswerNew(status) => strings.phrase("may-answer", &[("status", status)]),
        What::NameGone(name) => strings.phrase("has-not", &[("name", name)]),
        What::NameNew(name) => strings.phrase("may-be-also", &[("name", name)]),
        What::FieldGone(name) => strings.phrase("field-is-gone", &[("name", name)]),
        What::FieldNew(name) => strings.phrase("field-is-new", &[("name", name)]),
        What::FieldNewAndRequired(name) => strings.phrase("field-is-new-and-required", &[("name", name)]),
        What::FieldDeprecated(name) => strings.phrase("field-is-deprecated", &[("name", name)]),
        What::FieldRequired(name) => strings.phrase("field-is-required", &[("name", name)]),
        What::FieldAlwaysThere(name) => strings.phrase("field-is-always-there", &[("name", name)]),
        What::FieldMayBeMissing(name) => strings.phrase("field-may-be-missing", &[("name", name)]),
        What::FieldOptional(name) => strings.phrase("field-is-optional", &[("name", name)]),
        What::Type { of, now, before } => {
            strings.phrase("value-is-instead-of", &[("value", &whose(of)), ("now", &any(now)), ("before", &any(before))])
        }
        What::ValuesGone(of, values) => strings.phrase("value-cannot-be", &[("value", &whose(of)), ("list", &list(values))]),
        What::ValuesNew(of, values) => strings.phrase("value-may-be", &[("value", &whose(of)), ("list", &list(values))]),
        What::Listed(of) => strings.phrase("value-is-listed", &[("value", &whose(of))]),
        What::Unlisted(of) => strings.phrase("value-is-free", &[("value", &whose(of))]),
    }
}

/// Gives the name of the string that says a word.
fn name(word: &str) -> Option<&'static str> {
    Some(match word {
        "Path" => "api-path",
        "Query" => "api-query",
        "Headers" => "api-headers",
        "Cookies" => "api-cookies",
        "Body" => "api-body",
        "Arguments" => "api-arguments",
        "Request" => "request",
        "Answers" => "api-answers",
        "Answer" => "api-answer",
        "Reply" => "api-reply",
        "Message" => "api-message",
        "Channel" => "api-channel",
        "Bindings" => "api-bindings",
        "Options" => "api-options",
        "Callbacks" => "api-callbacks",
        "Servers" => "api-servers",
        "Links" => "links",
        "Webhooks" => "api-webhooks",
        "Operations" => "operations-title",
        "Channels" => "api-channels",
        "Queries" => "api-queries",
        "Mutations" => "api-mutations",
        "Subscriptions" => "api-subscriptions",
        "Sends" => "api-sends",
        "Receives" => "api-receives",
        "Publish" => "api-publish",
        "Subscribe" => "api-subscribe",
        "One of" => "api-one-of",
        "Any of" => "api-any-of",
        "Not" => "api-not",
        "If" => "api-if",
        "Then" => "api-then",
        "Else" => "api-else",
        "Always" => "api-always",
        "Default" => "api-default",
        "Pattern" => "api-pattern",
        "Encoding" => "api-encoding",
        "Media type" => "api-media-type",
        "Example" => "example",
        "See" => "api-see",
        "On" => "api-on",
        "Marked" => "api-marked",
        "Reserved" => "api-reserved",
        "Found in" => "found-in",
        "Chosen by" => "api-chosen-by",
        "Contact" => "api-contact",
        "Licence" => "api-licence",
        "Terms" => "api-terms",
        "More" => "api-more",
        "Content type" => "api-content-type",
        "Correlation id" => "api-correlation-id",
        "Id" => "operation-id",
        "Name" => "name",
        "Tags" => "tags",
        "Package" => "api-package",
        "Imports" => "api-imports",
        "Discovery" => "api-discovery",
        "Metadata" => "api-metadata",
        "authorisation" => "api-authorisation",
        "token" => "api-token",
        "refresh" => "api-refresh",
        "device" => "api-device",
        "User name and password" => "api-user-name",
        "Bearer token" => "api-bearer",
        "Client certificate" => "api-certificate",
        "unknown" => "api-unknown",
        "required" => "required",
        "optional" => "api-optional",
        "stream" => "api-stream",
        "read only" => "api-read-only",
        "write only" => "api-write-only",
        "joined by commas" => "api-joined",
        "may be empty" => "api-may-be-empty",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{change, scheme, words};
    use crate::config::ThemeFolder;
    use crate::model::api::change::{What, Whose};
    use crate::render::theme;

    #[test]
    fn words_are_said_and_values_stay() {
        let of = |language: &str| theme::strings(language, &ThemeFolder::default()).0;
        let (english, german) = (of("en"), of("de"));
        for (text, expected) in [
            ("application/json, required", "application/json, Pflicht"),
            ("One of: Card", "Eines von: Card"),
            ("Client credentials, token", "Client credentials, Token"),
            ("Message, one of 3", "Nachricht, eine von 3"),
            ("Card, one of many", "Card, one of many"),
        ] {
            assert_eq!(words(&english, text), text);
            assert_eq!(words(&german, text), expected);
        }
        assert_eq!(scheme(&english, "API key in the header `X-Key`"), "API key in the header X-Key");
        assert_eq!(scheme(&german, "API key in the header `X-Key`"), "API-Schlüssel im Header X-Key");
        assert_eq!(scheme(&german, "Bearer token (JWT)"), "Bearer-Token (JWT)");
    }

    #[test]
    fn changes_are_said() {
        let german = theme::strings("de", &ThemeFolder::default()).0;
        let said = |what: &What| change(&german, what);
        assert_eq!(said(&What::Gone), "ist weg");
        assert_eq!(
            said(&What::ValuesGone(Whose::Answer("200".to_owned()), vec!["a".to_owned(), "b".to_owned()])),
            "Antwort `200` kann nicht mehr `a`, `b` sein"
        );
        let of = Whose::Field("amount".to_owned());
        assert_eq!(
            said(&What::Type { of, now: String::new(), before: "string".to_owned() }),
            "`amount` ist `beliebig` statt `string`"
        );
    }
}
