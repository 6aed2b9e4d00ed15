//! Labels as diagrams write them (tags, entities, Markdown) -> lines of plain text, broken where they become too wide.

use pulldown_cmark::{Event, Parser};

use crate::drawing::text;

/// The size of the words of nodes and of those on edges, and how far apart their lines stand.
pub(super) const SIZE: f64 = 13.0;
pub(super) const SMALL: f64 = 12.0;
pub(super) const LINE: f64 = 17.0;
pub(super) const SMALL_LINE: f64 = 15.0;
/// The widest line of a label.
pub(super) const WIDE: f64 = 200.0;
/// The most lines of a label.
const MOST_LINES: usize = 40;
/// Fonts of readers differ more than those that were measured.
const SLACK: f64 = 1.02;

/// Gives the width of a line.
pub(super) fn width(line: &str, size: f64) -> f64 {
    (text::width(line, size) * SLACK).ceil()
}

/// Gives the width of the widest line.
pub(super) fn widest(lines: &[String], size: f64) -> f64 {
    lines.iter().map(|line| width(line, size)).fold(0.0, f64::max)
}

/// Gives the lines of a label.
pub(super) fn lines(label: &str, room: f64) -> Vec<String> {
    let plain = plain(label);
    let mut lines: Vec<String> = plain.split('\n').flat_map(|line| broken(line, room)).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines.push("…".to_owned());
    }
    lines
}

/// Gives a label as one line.
pub(super) fn words(label: &str) -> String {
    plain(label).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks a line between words, and inside of words that are too wide for themselves.
fn broken(line: &str, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let mut word = word;
        loop {
            let last = lines.len() - 1;
            let with = if lines[last].is_empty() { word.to_owned() } else { format!("{} {word}", lines[last]) };
            if width(&with, SIZE) <= room || lines[last].is_empty() && width(word, SIZE) <= room * 1.5 {
                lines[last] = with;
                break;
            }
            if !lines[last].is_empty() {
                lines.push(String::new());
                continue;
            }
            let mut end = 0;
            let mut used = 0.0;
            for (at, letter) in word.char_indices() {
                used += width(letter.encode_utf8(&mut [0; 4]), SIZE);
                if used > room && end > 0 {
                    break;
                }
                end = at + letter.len_utf8();
            }
            lines[last] = word[..end].to_owned();
            word = &word[end..];
            if word.is_empty() || lines.len() > MOST_LINES {
                break;
            }
            lines.push(String::new());
        }
    }
    lines
}

/// Takes tags, icons and marks of Markdown out, and resolves entities. Breaks are `\n`.
fn plain(label: &str) -> String {
    let label = label.trim();
    let (label, is_markdown) = match label.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        Some(inside) => (inside, true),
        None => (label, false),
    };
    let mut plain = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(letter) = rest.chars().next() {
        let taken = match letter {
            '<' => tag(rest).map(|(length, is_break)| (length, if is_break { "\n".to_owned() } else { String::new() })),
            '&' => entity(&rest[1..]).map(|(length, text)| (length + 1, text)),
            '#' => entity(&rest[1..]).map(|(length, text)| (length + 1, text)),
            '\\' if rest.starts_with("\\n") => Some((2, "\n".to_owned())),
            '*' if is_markdown => Some((1, String::new())),
            '_' if is_markdown && rest.starts_with("__") => Some((2, String::new())),
            'f' if plain.is_empty() || plain.ends_with(char::is_whitespace) => icon(rest).map(|length| (length, String::new())),
            letter if letter != '\n' && letter.is_control() || matches!(letter, '\u{fdd0}'..='\u{fdef}') => {
                Some((letter.len_utf8(), if letter == '\t' { " ".to_owned() } else { String::new() }))
            }
            _ => None,
        };
        let (length, text) = taken.unwrap_or_else(|| (letter.len_utf8(), letter.to_string()));
        plain.push_str(&text);
        rest = &rest[length..];
    }
    plain
}

/// Measures the tag that a text starts with, and tells whether it breaks the line.
fn tag(text: &str) -> Option<(usize, bool)> {
    let inside = &text[1..text.find('>').filter(|end| *end < 300)?];
    let name = inside.trim_start_matches('/');
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) || inside.contains('<') {
        return None;
    }
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    Some((inside.len() + 2, name.eq_ignore_ascii_case("br") || inside.starts_with('/') && name.eq_ignore_ascii_case("p")))
}

/// Reads the entity whose sign stands before `text`: `amp;`, `#35;` and, as Mermaid writes them, `35;`.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.bytes().take(34).position(|byte| byte == b';')?;
    let name = &text[..end];
    if name.is_empty() || !name.bytes().enumerate().all(|(at, byte)| byte.is_ascii_alphanumeric() || at == 0 && byte == b'#') {
        return None;
    }
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let written = if is_number { format!("&#{name};") } else { format!("&{name};") };
    let read: String = Parser::new(&written)
        .filter_map(|event| if let Event::Text(text) = event { Some(text.to_string()) } else { None })
        .collect();
    let is_known = !read.starts_with('&') || matches!(name, "amp" | "#38" | "38");
    is_known.then(|| {
        (end + 1, read.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{fdd0}'..='\u{fdef}')).collect())
    })
}

/// Measures the name of an icon font's icon that a text starts with: `fa:fa-car `.
fn icon(text: &str) -> Option<usize> {
    let rest = ["fa:fa-", "fab:fa-", "fas:fa-", "far:fa-", "fal:fa-"].iter().find_map(|start| text.strip_prefix(start))?;
    let name = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(rest.len());
    let blank = rest[name..].starts_with(' ');
    Some(text.len() - rest.len() + name + usize::from(blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_plain_lines() {
        let of = |label: &str| lines(label, WIDE);
        assert_eq!(of("one<br/>two<BR>three\\nfour"), ["one", "two", "three", "four"]);
        assert_eq!(of("B#dagger; &lt;b&gt; #35; &amp;amp; a #nope; C#"), ["B† <b> # &amp; a #nope; C#"]);
        assert_eq!(of("<b>bold</b> 1 < 2 <a href='x'>y</a>"), ["bold 1 < 2 y"]);
        assert_eq!(of("`**bold** and __more__`"), ["bold and more"]);
        assert_eq!(of("fa:fa-car Car"), ["Car"]);
        assert_eq!(of("The quick brown fox jumps over the lazy dog"), ["The quick brown fox jumps", "over the lazy dog"]);
        assert!(of(&"x".repeat(90)).len() > 1 && of("").is_empty());
        assert!(of(&"<br>x".repeat(90)).len() <= MOST_LINES + 1);
    }
}
