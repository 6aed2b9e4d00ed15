//! Link destinations with spaces, `[x](my file.md)`: MkDocs takes them, CommonMark does not. The spaces become `%20`.

/// Encodes the spaces in the destinations of a line.
pub(super) fn encoded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut is_code = false;
    while let Some(at) = rest.find("](").map(|at| at + 2) {
        let (before, after) = rest.split_at(at);
        is_code ^= before.bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
        out.push_str(before);
        rest = after;
        // Signs that stand in titles, in nested brackets or in code end the search.
        let Some(length) = after.find([')', '(', '"', '\'', '<', '`', '&', '[']).filter(|end| after[*end..].starts_with(')'))
        else {
            continue;
        };
        let inside = after[..length].trim();
        if is_code || !inside.contains(' ') || inside.contains("://") {
            continue;
        }
        out.push_str(&inside.replace(' ', "%20"));
        rest = &after[length..];
    }
    out.push_str(rest);
    out
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
