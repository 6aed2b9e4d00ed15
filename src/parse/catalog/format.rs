//! The forms that names and keys must have: Backstage's `packages/catalog-model/src/validation`, executed against version 1.10. Pure predicates over text.

/// Says what a text must look like; the words tell people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// Whether a text has the form.
    pub(super) holds: fn(&str) -> bool,
    /// What people should write.
    pub(super) words: &'static str,
}

pub(super) const NAME: Form =
    Form { holds: is_name, words: "letters and digits, separated by any of `-`, `_` and `.`, at most 63 characters in all" };
pub(super) const NAMESPACE: Form =
    Form { holds: is_dns_label, words: "lower-case letters and digits, separated by `-`, at most 63 characters in all" };
pub(super) const KIND: Form = Form { holds: is_kind, words: "a letter, then letters and digits, at most 63 characters in all" };
pub(super) const API_VERSION: Form =
    Form { holds: is_api_version, words: "`group/version` or `version`: a lower-case domain name, then letters and digits" };
pub(super) const KEY: Form = Form {
    holds: is_key,
    words: "`prefix/name` or `name`: a lower-case domain name, then letters and digits separated by any of `-`, `_` and `.`",
};
pub(super) const LABEL_VALUE: Form = Form {
    holds: is_label_value,
    words: "empty, or letters and digits, separated by any of `-`, `_` and `.`, at most 63 characters in all",
};
pub(super) const TAG: Form = Form {
    holds: is_tag,
    words: "lower-case letters, digits, `:`, `+` and `#`, separated by single `-`, at most 63 characters in all",
};
pub(super) const URL: Form = Form { holds: is_url, words: "an absolute URL, such as `https://example.com/page`" };
pub(super) const NOT_BLANK: Form = Form { holds: is_not_blank, words: "a text that is not blank" };

fn is_short(text: &str) -> bool {
    (1..=63).contains(&text.chars().count())
}

fn is_name(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    is_short(text) && text.bytes().all(inner) && edge(text.bytes().next()) && edge(text.bytes().next_back())
}

fn is_dns_label(text: &str) -> bool {
    is_short(text)
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_dns_subdomain(text: &str) -> bool {
    (1..=253).contains(&text.len()) && text.split('.').all(is_dns_label)
}

fn is_kind(text: &str) -> bool {
    is_short(text) && text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_api_version(text: &str) -> bool {
    let is_version = |text: &str| is_short(text) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match text.split_once('/') {
        Some((group, version)) => is_dns_subdomain(group) && is_version(version),
        None => is_version(text),
    }
}

fn is_key(text: &str) -> bool {
    match text.split_once('/') {
        Some((prefix, name)) => is_dns_subdomain(prefix) && is_name(name),
        None => is_name(text),
    }
}

fn is_label_value(text: &str) -> bool {
    text.is_empty() || is_name(text)
}

fn is_tag(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b':' | b'+' | b'#'))
    };
    is_short(text) && text.split('-').all(part)
}

fn is_url(text: &str) -> bool {
    url::Url::parse(text).is_ok()
}

fn is_not_blank(text: &str) -> bool {
    !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_field_format_policy() {
        let long = "x".repeat(64);
        let cases: [(Form, &[&str], &[&str]); 7] = [
            (NAME, &["a", "A", "a.b", "a_b", "a--b", "a..b", "1"], &["a-", "-a", ".a", "a b", "ä", "a/b", "a:b", "", &long]),
            (NAMESPACE, &["default", "a-b", "a--b"], &["Default", "-a", "a.b", "a_b", "", &long]),
            (TAG, &["java", "c++", "c#", "a:b"], &["Java", "a_b", "a.b", "a--b", "a-", "", "a b", &long]),
            (KEY, &["a", "a/b", "a.com/b", "a.com/B_c"], &["A.com/b", "a/b/c", "/b", "a_b.com/c", "a/"]),
            (LABEL_VALUE, &["", "v"], &["a b", "-a", &long]),
            (API_VERSION, &["backstage.io/v1alpha1", "v1"], &["Backstage.io/v1alpha1", "a/b/c", "/v1", "a/", ""]),
            (KIND, &["Component", "a1"], &["1a", "a-b", "", &long]),
        ];
        for (form, good, bad) in cases {
            for text in good {
                assert!((form.holds)(text), "{text:?} is {}", form.words);
            }
            for text in bad {
                assert!(!(form.holds)(text), "{text:?} is not {}", form.words);
            }
        }
    }
}
