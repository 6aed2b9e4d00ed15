//! Reads the `Link` header of RFC 8288, as far as pages of listings need it.

/// Finds the target whose relation is `next`.
pub(super) fn next(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let end = after.find('>')?;
        let target = &after[..end];
        let parameters = &after[end + 1..];
        let parameters = &parameters[..parameters.find('<').unwrap_or(parameters.len())];
        let is_next =
            parameters.split([';', ',']).filter_map(|parameter| parameter.trim().split_once('=')).any(|(key, value)| {
                key.trim().eq_ignore_ascii_case("rel") && value.trim().trim_matches('"').split(' ').any(|rel| rel == "next")
            });
        if is_next {
            return Some(target);
        }
        rest = &after[end + 1..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn the_next_page_is_found_wherever_it_stands() {
        for (header, expected) in [
            (
                r#"<https://a.example/?page=1>; rel="prev", <https://a.example/?page=3>; rel="next""#,
                Some("https://a.example/?page=3"),
            ),
            (r#"<https://a.example/?page=2>; title="x"; rel=next"#, Some("https://a.example/?page=2")),
            (r#"<https://a.example/?a=1,2>; rel="last next""#, Some("https://a.example/?a=1,2")),
            (r#"<https://a.example/?page=9>; rel="last""#, None),
            ("<https://a.example", None),
            ("", None),
        ] {
            assert_eq!(next(header), expected, "{header}");
        }
    }
}
