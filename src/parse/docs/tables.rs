//! Tables whose cells hold code with a `|` in it: MkDocs keeps such code in one cell, GitHub wants `\\|` there. The sign gets its backslash.

use super::lines::Line;

/// Tells whether a line parts the head of a table from its rows.
fn is_delimiter(text: &str) -> bool {
    let text = text.trim();
    text.contains('-') && text.contains('|') && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Follows tables.
#[derive(Default)]
pub(super) struct Tables {
    is_inside: bool,
}

impl Tables {
    /// Reads the line `at`; gives it with backslashes where it is a row that needs some.
    pub(super) fn read(&mut self, lines: &[Line], at: usize, text: &str) -> Option<String> {
        if !text.contains('|') {
            self.is_inside = false;
            return None;
        }
        let is_head = lines.get(at + 1).is_some_and(|next| is_delimiter(&next.text));
        self.is_inside |= is_head;
        (self.is_inside && text.contains('`')).then(|| escaped(text)).flatten()
    }
}

/// Puts a backslash before each `|` inside of code.
fn escaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let length = rest[start..].bytes().take_while(|byte| *byte == b'`').count();
        let (before, code) = rest.split_at(start + length);
        out.push_str(before);
        let sign = "`".repeat(length);
        let Some(end) = code.find(&sign) else {
            rest = code;
            break;
        };
        let mut escape = false;
        for c in code[..end].chars() {
            if c == '|' && !escape {
                out.push('\\');
            }
            escape = c == '\\';
            out.push(c);
        }
        out.push_str(&sign);
        rest = &code[end + length..];
    }
    out.push_str(rest);
    (out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_code_get_a_backslash() {
        assert_eq!(escaped("| `a | b` | ``c | d`` | `e \\| f` |").as_deref(), Some("| `a \\| b` | ``c \\| d`` | `e \\| f` |"));
        assert_eq!(escaped("| `a` | ` |"), None);
    }
}
