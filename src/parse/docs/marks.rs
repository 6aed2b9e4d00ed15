//! Marks that stand in text for what is put in later. They are noncharacters of Unicode, which are taken out of every input first, written out or as character
//! references, so that no content can forge them.

/// Stands on both sides of a link's number, inside an attribute.
pub(super) const LINK: char = '\u{fdd0}';
/// Stands on both sides of an icon's name.
pub(super) const ICON: char = '\u{fdd1}';
/// Stands on both sides of a container's description, at the start of a block quote.
pub(super) const BOX: char = '\u{fdd2}';
/// Opens a set of tabs.
pub(super) const TABS: char = '\u{fdd3}';
/// Closes a set of tabs.
pub(super) const TABS_END: char = '\u{fdd4}';
/// Starts the destination of a link to a page by its number; `relate` knows it too.
pub(super) const PAGE: char = '\u{fdd5}';

/// Starts HTML that is our own among the events of a page.
pub(super) const TRUSTED: char = '\u{fdd6}';
/// Stands where the list of a page's headings goes.
pub(super) const CONTENTS: char = '\u{fdd7}';

/// Stands before a colon that starts a line, where it would be taken for a definition; it is not shown.
pub(super) const COLON: char = '\u{fdd8}';

/// Stands on both sides of the number of a formula or a diagram.
pub(super) const DRAWN: char = '\u{fdd9}';

/// Tells whether a character is a mark, or one that no text may hold.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}' | '\0')
}

/// Takes every noncharacter of the block, and the null character, out of a text. Each byte becomes a space, so that offsets hold.
pub(super) fn strip(text: &str) -> String {
    let mut stripped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if is_mark(c) {
            stripped.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else if c == '&' && referred(&text[at..]).is_some_and(is_mark) {
            stripped.push(' ');
        } else {
            stripped.push(c);
        }
    }
    stripped
}

/// Tells whether a text needs `strip`.
pub(super) fn is_marked(text: &str) -> bool {
    text.contains(is_mark) || text.match_indices("&#").any(|(at, _)| referred(&text[at..]).is_some_and(is_mark))
}

/// Reads the numeric character reference that `text` starts with; HTML takes it with and without the semicolon.
fn referred(text: &str) -> Option<char> {
    let digits = text.strip_prefix("&#")?;
    let (digits, radix) = digits.strip_prefix(['x', 'X']).map_or((digits, 10), |digits| (digits, 16));
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let digits = digits[..end].trim_start_matches('0');
    if digits.is_empty() {
        Some('\0').filter(|_| end > 0)
    } else {
        u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_of_writing_a_mark_is_left() {
        for forged in ["\u{fdd0}", "&#xfdd0;", "&#XFDD0;", "&#x0000fdd0", "&#64976;", "&#0064976", "&#0;", "\0"] {
            assert!(is_marked(forged), "{forged:?}");
            let stripped = strip(forged);
            assert!(!is_marked(&stripped) && stripped.len() == forged.len(), "{stripped:?}");
        }
        assert!(!is_marked("&amp; &#65; &#x41 &# &#x"));
    }
}
