//! Smart symbols, as `pymdownx.smartsymbols` has them: `(c)` -> ©, `-->` -> →, `1/2` -> ½, `1st` -> 1<sup>st</sup>.

/// Signs and what they become. None may follow what makes it part of something longer; `find` sees to that.
const SYMBOLS: [(&str, &str); 23] = [
    ("(tm)", "™"),
    ("(c)", "©"),
    ("(r)", "®"),
    ("+/-", "±"),
    ("=/=", "≠"),
    ("c/o", "℅"),
    ("<-->", "↔"),
    ("-->", "→"),
    ("<--", "←"),
    ("1/4", "¼"),
    ("1/2", "½"),
    ("3/4", "¾"),
    ("1/3", "⅓"),
    ("2/3", "⅔"),
    ("1/5", "⅕"),
    ("2/5", "⅖"),
    ("3/5", "⅗"),
    ("4/5", "⅘"),
    ("1/6", "⅙"),
    ("5/6", "⅚"),
    ("1/8", "⅛"),
    ("3/8", "⅜"),
    ("5/8", "⅝"),
];

/// What a sign in a text becomes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// The number of bytes that are replaced, and by what.
    Sign(usize, &'static str),
    /// The number of bytes that stay, and of those behind that are raised.
    Ordinal(usize, usize),
}

/// Tells whether a symbol may start with the byte.
pub(super) fn may_start(byte: u8) -> bool {
    matches!(byte, b'(' | b'+' | b'=' | b'c' | b'<' | b'-') || byte.is_ascii_digit()
}

/// Reads the symbol at `at`.
pub(super) fn find(text: &str, at: usize) -> Option<Symbol> {
    let (before, rest) = (text[..at].chars().next_back(), &text[at..]);
    let first = rest.bytes().next()?;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    if first.is_ascii_digit()
        && !before.is_some_and(is_word)
        && let Some(found) = ordinal(rest)
    {
        return Some(found);
    }
    if rest.starts_with("7/8") && !is_number(before) && !is_number(rest[3..].chars().next()) {
        return Some(Symbol::Sign(3, "⅞"));
    }
    let (sign, symbol) = SYMBOLS.iter().find(|(sign, _)| rest.starts_with(sign))?;
    let after = rest[sign.len()..].chars().next();
    let is_whole = match first {
        b'0'..=b'9' => !is_number(before) && !is_number(after),
        b'c' => !before.is_some_and(is_word) && !after.is_some_and(is_word),
        b'-' => before != Some('-'),
        b'<' => *sign == "<-->" || after != Some('-'),
        _ => true,
    };
    is_whole.then_some(Symbol::Sign(sign.len(), symbol))
}

fn is_number(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Reads `1st`, `22nd`, `11th`.
fn ordinal(rest: &str) -> Option<Symbol> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = rest.get(digits..digits + 2)?;
    let after = rest[digits + 2..].chars().next();
    if after.is_some_and(|c| c.is_alphanumeric() || c == '_') || (digits > 1 && rest.starts_with('0')) {
        return None;
    }
    let number = &rest.as_bytes()[..digits];
    let is_teen = digits > 1 && number[digits - 2] == b'1';
    let expected: &[&str] = match number[digits - 1] {
        b'1' if is_teen => &["th", "st"],
        b'2' if is_teen => &["th", "nd"],
        b'3' if is_teen => &["th", "rd"],
        b'1' => &["st"],
        b'2' => &["nd"],
        b'3' => &["rd"],
        _ => &["th"],
    };
    expected.contains(&suffix).then_some(Symbol::Ordinal(digits, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_whole() {
        let found = |text: &str, at| match find(text, at) {
            Some(Symbol::Sign(_, sign)) => sign.to_owned(),
            Some(Symbol::Ordinal(stay, raised)) => format!("{stay}+{raised}"),
            None => String::new(),
        };
        let cases = [
            ("(c)", 0, "©"),
            ("-->", 0, "→"),
            ("--->", 1, ""),
            ("<-->", 0, "↔"),
            ("<---", 0, ""),
            ("1/2", 0, "½"),
            ("11/2", 1, ""),
            ("1/23", 0, ""),
            ("7/8", 0, "⅞"),
            ("=/=", 0, "≠"),
            ("c/o", 0, "℅"),
            ("src/o", 2, ""),
            ("1st", 0, "1+2"),
            ("11th", 0, "2+2"),
            ("2th", 0, ""),
            ("10th", 0, "2+2"),
            ("a1st", 1, ""),
            ("1sts", 0, ""),
            ("1", 0, ""),
        ];
        for (text, at, expected) in cases {
            assert_eq!(found(text, at), expected, "{text}");
        }
    }
}
