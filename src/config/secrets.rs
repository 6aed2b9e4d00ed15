//! Secrets that people write where they do not belong: found in text, so that no diagnostic quotes them. Pure.

/// How the tokens of forges begin.
const TOKENS: [&str; 9] = ["ghp_", "gho_", "ghs_", "ghu_", "ghr_", "github_pat_", "glpat-", "glptt-", "gloas-"];
/// The keys whose values are taken for secrets.
const KEYS: [&str; 4] = ["token:", "password:", "secret:", "token_env:"];

/// Tells whether a word is a token by its look: how it begins, or forty hexadecimal digits.
pub(super) fn is_token(word: &str) -> bool {
    TOKENS.iter().any(|start| word.starts_with(start)) || (word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Puts stars, one a byte, where URLs hold credentials, where words look like tokens, and where values of keys that speak of secrets stand that are no names
/// of environment variables.
pub(super) fn without_secrets(text: &str) -> String {
    let mut secret: Vec<std::ops::Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("://") {
        let start = at + found + 3;
        let after = &text[start..];
        let end = after.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '#' | ',')).unwrap_or(after.len());
        if let Some(user) = after[..end].rfind('@') {
            secret.push(start..start + user);
        }
        at = start;
    }
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).filter(|word| is_token(word)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        secret.push(start..start + word.len());
    }
    for key in KEYS {
        for (found, _) in text.match_indices(key) {
            let after = &text[found + key.len()..];
            let value = after.trim_start_matches([' ', '"', '\'']);
            let value =
                &value[..value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '}')).unwrap_or(value.len())];
            let is_name =
                !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'0'..=b'9'));
            if !is_name {
                let start = value.as_ptr() as usize - text.as_ptr() as usize;
                secret.push(start..start + value.len());
            }
        }
    }
    let mut bytes = text.as_bytes().to_vec();
    for range in secret {
        if let Some(bytes) = bytes.get_mut(range) {
            bytes.fill(b'*');
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn secrets_become_stars_and_nothing_else_does() {
        for (text, shown) in [
            ("git: https://ada:s@host.example/a", "git: https://*****@host.example/a"),
            ("token: abc123", "token: ******"),
            ("{ token_env: GITHUB_TOKEN, x: y }", "{ token_env: GITHUB_TOKEN, x: y }"),
            ("token_env: 'ghp_abc'", "token_env: '*******'"),
            ("# use glpat-1.2 here", "# use ********* here"),
            ("commit 0123456789abcdef0123456789abcdef01234567", "commit ****************************************"),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
    }
}
