//! Link destinations with spaces, `[x](my file.md)`: MkDocs takes them, CommonMark does not. The spaces become `%20`.

use std::borrow::Cow;

/// Encodes the spaces in the destinations of a line.
pub(super) fn encoded(line: &str) -> String {
    let mut out: Cow<'_, str> = Cow::Borrowed(line);
    let mut from = 0;
    while let Some(at) = out[from..].find("](").map(|at| from + at + 2) {
        from = at;
        let Some(length) = out[at..].find([')', '(', '"', '\'', '<', '`']).filter(|end| out[at + end..].starts_with(')')) else {
            continue;
        };
        let inside = &out[at..at + length];
        let trimmed = inside.trim();
        let is_code = out[..at].matches('`').count() % 2 == 1;
        if is_code || !trimmed.contains(' ') || trimmed.contains("://") {
            continue;
        }
        let made = trimmed.replace(' ', "%20");
        from = at + made.len();
        out = Cow::Owned(format!("{}{made}{}", &out[..at], &out[at + length..]));
    }
    out.into_owned()
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn spaces_are_encoded_where_a_destination_is_meant() {
        assert_eq!(encoded("[a](my file.md#x) ![b](two  x.png)"), "[a](my%20file.md#x) ![b](two%20%20x.png)");
        for same in ["[a](b \"title\")", "`[a](b c)`", "[a](<b c>)", "[a](b)", "](", "[a](b c", "[a]( b )"] {
            assert_eq!(encoded(same), same);
        }
    }
}
