//! Words of a `.proto` file with their places; comments are kept for what they stand before or behind.

use crate::base::source::Span;

/// Holds one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) span: Span,
    /// The comment that ends on the line before, or on the line of the word.
    pub(super) comment: String,
    /// The comment behind it on its line.
    pub(super) trailing: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Text,
    Symbol,
    End,
}

/// Cuts a file into words; ends with one of kind `End`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    let mut comment = String::new();
    let (mut at, mut breaks) = (0, 2usize);
    while let Some(byte) = bytes.get(at).copied() {
        let start = at;
        match byte {
            b'\n' => {
                breaks += 1;
                // A blank line cuts a comment off from what follows.
                if breaks > 1 {
                    comment.clear();
                }
                at += 1;
            }
            b' ' | b'\t' | b'\r' => at += 1,
            b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                let is_line = bytes.get(at + 1) == Some(&b'/');
                let end = if is_line {
                    text[at..].find('\n').map_or(text.len(), |end| at + end)
                } else {
                    text[at + 2..].find("*/").map_or(text.len(), |end| at + 2 + end + 2)
                };
                let said = said(&text[at..end], is_line);
                at = end;
                match tokens.last_mut().filter(|_| breaks == 0 && comment.is_empty()) {
                    Some(last) => last.trailing = said,
                    None => {
                        if !comment.is_empty() {
                            comment.push('\n');
                        }
                        comment.push_str(&said);
                        breaks = 0;
                    }
                }
                continue;
            }
            b'"' | b'\'' => {
                at += 1;
                let mut value = String::new();
                while let Some(inner) = text[at..].chars().next().filter(|c| *c != char::from(byte) && *c != '\n') {
                    at += inner.len_utf8();
                    if inner == '\\' {
                        let escaped = text[at..].chars().next().unwrap_or('\\');
                        at += if at < text.len() { escaped.len_utf8() } else { 0 };
                        value.push(match escaped {
                            'n' => '\n',
                            't' => '\t',
                            other => other,
                        });
                    } else {
                        value.push(inner);
                    }
                }
                if bytes.get(at) == Some(&byte) {
                    at += 1;
                }
                push(&mut tokens, Kind::Text, value, start..at, &mut comment, &mut breaks);
            }
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') => {
                while bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')) {
                    at += 1;
                }
                push(&mut tokens, Kind::Word, text[start..at].to_owned(), start..at, &mut comment, &mut breaks);
            }
            _ => {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                push(&mut tokens, Kind::Symbol, text[start..at].to_owned(), start..at, &mut comment, &mut breaks);
            }
        }
    }
    push(&mut tokens, Kind::End, String::new(), text.len()..text.len(), &mut comment, &mut breaks);
    tokens
}

fn push(
    tokens: &mut Vec<Token>,
    kind: Kind,
    text: String,
    range: std::ops::Range<usize>,
    comment: &mut String,
    breaks: &mut usize,
) {
    *breaks = 0;
    tokens.push(Token { kind, text, span: Span::new(range), comment: std::mem::take(comment), trailing: String::new() });
}

/// Gives the words of a comment without its marks.
fn said(comment: &str, is_line: bool) -> String {
    if is_line {
        let text = comment.trim_start_matches('/');
        return text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned();
    }
    let inner = comment.trim_start_matches("/*").trim_end_matches("*/").trim_start_matches('*');
    let lines = inner.lines().map(|line| {
        let line = line.trim();
        line.strip_prefix("* ").or_else(|| line.strip_prefix('*')).unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
