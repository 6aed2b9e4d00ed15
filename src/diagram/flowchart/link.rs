//! Links of flowcharts: `-->`, `-- words -->`, `-->|words|`, `e1@==>` -> what they are and how long their text is.

use crate::diagram::net::{Head, Line, Link, Place};
use crate::diagram::text::{self, WIDE};
use crate::diagram::{Mistake, words};

/// Measures the end of an arrow that a text starts with: how many bytes, and how many of them are signs.
type Closing = fn(&str) -> Option<(usize, usize)>;

/// Reads the link that `text` starts with; the ends are not known here.
pub(super) fn read(text: &str) -> Option<Result<(usize, Link), Mistake>> {
    let whole = text;
    let text = &text[edge_id(text)..];
    let arrow = |line: Line| Link { line, ..Link::arrow(Place::Node(0), Place::Node(0)) };
    let (first, after) = match text.as_bytes() {
        [b'<', b'-' | b'=', ..] => (Head::Arrow, &text[1..]),
        [b'o', b'-' | b'=', ..] => (Head::Circle, &text[1..]),
        [b'x', b'-' | b'=', ..] => (Head::Cross, &text[1..]),
        _ => (Head::None, text),
    };
    let count = |sign: u8| after.bytes().take_while(|byte| *byte == sign).count();
    let (mut link, mut rest): (Link, &str);
    let closing: Option<Closing>;
    if after.starts_with("~~~") {
        let waves = count(b'~');
        link = Link { longer: waves - 3, heads: [Head::None; 2], ..arrow(Line::Hidden) };
        return Some(with_words(whole, &after[waves..], link));
    } else if after.starts_with("-.") {
        link = arrow(Line::Dashed);
        let dots = after[1..].bytes().take_while(|byte| *byte == b'.').count();
        rest = &after[1 + dots..];
        link.longer = dots - 1;
        closing = if rest.starts_with('-') { None } else { Some(dotted) };
        rest = rest.strip_prefix('-').unwrap_or(rest);
    } else if after.starts_with("--") || after.starts_with("==") {
        let sign = after.as_bytes()[0];
        link = arrow(if sign == b'=' { Line::Thick } else { Line::Solid });
        let signs = count(sign);
        rest = &after[signs..];
        let has_head = head(rest).is_some();
        closing = match (has_head, signs) {
            (false, 2) => Some(if sign == b'=' { doubled } else { dashed }),
            _ => None,
        };
        link.longer = (signs - 2).saturating_sub(usize::from(!has_head && signs > 2));
    } else {
        return None;
    }
    link.heads[0] = first;
    if let Some(closing) = closing {
        let Some((start, length, label)) = words_until(rest, closing) else {
            let at = whole.len() - text.len();
            return Some(Err(words::label_not_closed(at..whole.len() - rest.len(), &text[..text.len() - rest.len()], "-->")));
        };
        link.label = text::lines(label, WIDE);
        let closed = &rest[start..start + length];
        rest = &rest[start + length..];
        // `--` and `==` at the end stand for two, dots for one each.
        link.longer = match link.line {
            Line::Dashed => closed.bytes().filter(|byte| *byte == b'.').count() - 1,
            _ => closed.len().saturating_sub(3),
        };
        link.heads[1] = head(&closed[closed.len() - 1..]).unwrap_or(Head::None);
    } else {
        let to = head(rest);
        link.heads[1] = to.unwrap_or(Head::None);
        rest = &rest[usize::from(to.is_some())..];
    }
    Some(with_words(whole, rest, link))
}

/// Measures the name of a link: `e1@`.
fn edge_id(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
    if end > 0 && text[end..].starts_with('@') && !text[end..].starts_with("@{") { end + 1 } else { 0 }
}

fn head(text: &str) -> Option<Head> {
    match text.as_bytes().first()? {
        b'>' => Some(Head::Arrow),
        b'x' => Some(Head::Cross),
        b'o' => Some(Head::Circle),
        _ => None,
    }
}

/// Measures signs with what may end an arrow: how many bytes, and how many of them are signs.
fn closed(text: &str, sign: u8, ends: &[u8]) -> Option<(usize, usize)> {
    let signs = text.bytes().take_while(|byte| *byte == sign).count();
    match text.as_bytes().get(signs) {
        Some(end) if signs >= 2 && ends.contains(end) => Some((signs + 1, signs)),
        _ if signs >= 3 => Some((signs, signs)),
        _ => None,
    }
}

fn dashed(text: &str) -> Option<(usize, usize)> {
    closed(text, b'-', b">xo")
}

fn doubled(text: &str) -> Option<(usize, usize)> {
    closed(text, b'=', b">xo")
}

fn dotted(text: &str) -> Option<(usize, usize)> {
    let dots = text.bytes().take_while(|byte| *byte == b'.').count();
    if dots == 0 || text.as_bytes().get(dots) != Some(&b'-') {
        return None;
    }
    Some((dots + 1 + usize::from(head(&text[dots + 1..]).is_some()), dots))
}

/// Finds the words up to the end of an arrow: where that starts, how long it is, and the words.
fn words_until(text: &str, closing: Closing) -> Option<(usize, usize, &str)> {
    let blanks = text.len() - text.trim_start().len();
    let mut from = blanks;
    if text[blanks..].starts_with('"') {
        from = blanks + 1 + text[blanks + 1..].find('"')? + 1;
    }
    let end = text[from..].find(['\n', ';']).map_or(text.len(), |end| from + end);
    let (start, length) =
        text[from..end].char_indices().find_map(|(at, _)| Some((from + at, closing(&text[from + at..end])?.0)))?;
    Some((start, length, text[..start].trim().trim_matches('"')))
}

/// Takes `|words|` in, if they are there.
fn with_words(whole: &str, rest: &str, mut link: Link) -> Result<(usize, Link), Mistake> {
    let trimmed = rest.trim_start_matches([' ', '\t']);
    let Some(inside) = trimmed.strip_prefix('|') else { return Ok((whole.len() - rest.len(), link)) };
    let from = if inside.trim_start().starts_with('"') {
        let quote = inside.len() - inside.trim_start().len();
        inside[quote + 1..].find('"').map_or(0, |end| quote + 1 + end)
    } else {
        0
    };
    let at = whole.len() - trimmed.len();
    let end = inside[from..].find('|').ok_or_else(|| words::label_not_closed(at..at + 1, "|", "|"))? + from;
    link.label = text::lines(inside[..end].trim().trim_matches('"'), WIDE);
    Ok((whole.len() - inside.len() + end + 1, link))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (usize, String, [Head; 2], Line, usize) {
        let (length, link) = read(text).unwrap().unwrap();
        (length, link.label.join("/"), link.heads, link.line, link.longer)
    }

    #[test]
    fn every_arrow_is_known() {
        let none = String::new;
        assert_eq!(of("--> B"), (3, none(), [Head::None, Head::Arrow], Line::Solid, 0));
        assert_eq!(of("---B"), (3, none(), [Head::None, Head::None], Line::Solid, 0));
        assert_eq!(of("----> B"), (5, none(), [Head::None, Head::Arrow], Line::Solid, 2));
        assert_eq!(of("-----B"), (5, none(), [Head::None, Head::None], Line::Solid, 2));
        assert_eq!(of("-.-> B"), (4, none(), [Head::None, Head::Arrow], Line::Dashed, 0));
        assert_eq!(of("-...- B"), (5, none(), [Head::None, Head::None], Line::Dashed, 2));
        assert_eq!(of("==>B"), (3, none(), [Head::None, Head::Arrow], Line::Thick, 0));
        assert_eq!(of("===B"), (3, none(), [Head::None, Head::None], Line::Thick, 0));
        assert_eq!(of("--o B"), (3, none(), [Head::None, Head::Circle], Line::Solid, 0));
        assert_eq!(of("x--x B"), (4, none(), [Head::Cross, Head::Cross], Line::Solid, 0));
        assert_eq!(of("<-->B"), (4, none(), [Head::Arrow, Head::Arrow], Line::Solid, 0));
        assert_eq!(of("<-.->B"), (5, none(), [Head::Arrow, Head::Arrow], Line::Dashed, 0));
        assert_eq!(of("~~~~B"), (4, none(), [Head::None, Head::None], Line::Hidden, 1));
        assert_eq!(of("e1@--> B"), (6, none(), [Head::None, Head::Arrow], Line::Solid, 0));
    }

    #[test]
    fn words_stand_in_arrows_and_behind_them() {
        assert_eq!(of("-- a b --> B"), (10, "a b".to_owned(), [Head::None, Head::Arrow], Line::Solid, 0));
        assert_eq!(of("--a---->B"), (8, "a".to_owned(), [Head::None, Head::Arrow], Line::Solid, 2));
        assert_eq!(of("-- a ---B"), (8, "a".to_owned(), [Head::None, Head::None], Line::Solid, 0));
        assert_eq!(of("-. a .-> B"), (8, "a".to_owned(), [Head::None, Head::Arrow], Line::Dashed, 0));
        assert_eq!(of("==Yes==>B"), (8, "Yes".to_owned(), [Head::None, Head::Arrow], Line::Thick, 0));
        assert_eq!(of("-- \"a --> b\" -->B"), (16, "a --> b".to_owned(), [Head::None, Head::Arrow], Line::Solid, 0));
        assert_eq!(of("---->|No| E"), (9, "No".to_owned(), [Head::None, Head::Arrow], Line::Solid, 2));
        assert_eq!(of("--> |\"a|b\"| E"), (11, "a|b".to_owned(), [Head::None, Head::Arrow], Line::Solid, 0));
        assert!(read("-- a").unwrap().is_err() && read("-->|a").unwrap().is_err() && read("- a").is_none());
    }
}
