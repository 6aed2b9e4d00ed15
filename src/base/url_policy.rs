//! The one rule about which links may reach a page. Pure; used wherever a URL comes from content.

use url::Url;

/// Sorts a link target as written in content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// An absolute `http`, `https` or `mailto` URL, kept as written.
    External(&'a str),
    /// Something inside the portal or the repository: path, query, fragment as written.
    Relative(&'a str),
    /// A scheme that no page may link to, or a URL that does not parse.
    Forbidden(&'a str),
}

/// Sorts `text` the way that a browser would read it: control characters and surrounding space do not hide a scheme.
pub fn sort(text: &str) -> Target<'_> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let seen: String = text.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    if seen.starts_with("//") || seen.starts_with("\\\\") || seen.starts_with("/\\") || seen.starts_with("\\/") {
        return Target::Forbidden(text);
    }
    match Url::parse(&seen) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "mailto") && seen.len() == text.len() => Target::External(text),
        Ok(_) => Target::Forbidden(text),
        Err(url::ParseError::RelativeUrlWithoutBase) if !seen.chars().any(char::is_control) => Target::Relative(text),
        Err(_) => Target::Forbidden(text),
    }
}

/// Tells whether nobody on the way reads or changes what goes to `url`: https, or http that never leaves this machine.
pub fn is_private_channel(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.has_host(),
        "http" => matches!(url.host_str(), Some("127.0.0.1" | "localhost")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, sort};

    #[test]
    fn hidden_schemes_are_found() {
        for hostile in [
            "javascript:alert(1)",
            " JaVaScRiPt:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example/x",
            "/\\evil.example",
            "file:///etc/passwd",
        ] {
            assert!(matches!(sort(hostile), Target::Forbidden(_)), "{hostile:?}");
        }
        assert_eq!(sort("https://a.example/x y"), Target::External("https://a.example/x y"));
        assert_eq!(sort("../guide.md#top"), Target::Relative("../guide.md#top"));
        assert_eq!(sort("#top"), Target::Relative("#top"));
    }
}
