//! HTML around Markdown: elements that say `markdown` hold some (`md_in_html`); what `pre`, `script`, `style` and comments hold is none of it.

use super::lines::{Line, indent};

/// The most lines that are searched for the ends of elements in a page.
pub(super) const MOST_LINES: usize = 50_000;

/// The elements that may hold blocks of Markdown.
const HOLDERS: [&str; 18] = [
    "div",
    "section",
    "article",
    "aside",
    "details",
    "figure",
    "figcaption",
    "main",
    "nav",
    "header",
    "footer",
    "p",
    "summary",
    "center",
    "blockquote",
    "td",
    "li",
    "dd",
];

/// An element with Markdown in it.
pub(super) struct Element {
    pub(super) open: String,
    pub(super) content: Vec<Line>,
    pub(super) close: String,
}

/// Tells what ends the raw text that a line starts, if it starts some.
pub(super) fn raw(trimmed: &str) -> Option<&'static str> {
    if !trimmed.starts_with('<') {
        return None;
    }
    if trimmed.starts_with("<!--") {
        return Some("-->");
    }
    let name: String =
        trimmed[1..].chars().take_while(char::is_ascii_alphabetic).take(9).collect::<String>().to_ascii_lowercase();
    match name.as_str() {
        "pre" => Some("</pre>"),
        "script" => Some("</script>"),
        "style" => Some("</style>"),
        "textarea" => Some("</textarea>"),
        _ => None,
    }
}

/// Tells whether a line ends the raw text.
pub(super) fn ends_raw(line: &str, end: &str, is_first: bool) -> bool {
    let from = if is_first { line.find('<').map_or(0, |at| at + 4) } else { 0 };
    line.get(from..).unwrap_or_default().to_ascii_lowercase().contains(end)
}

/// Reads the element with a `markdown` attribute that the line `at` opens; gives it and the number of the first line after it. `left` counts the lines that may still be searched.
pub(super) fn element(lines: &[Line], at: usize, left: &mut usize) -> Option<(Element, usize)> {
    let text = lines.get(at)?.text.trim();
    let name: String =
        text.strip_prefix('<')?.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if !HOLDERS.contains(&name.as_str()) {
        return None;
    }
    let end = text.find('>')?;
    let (open, rest) = text.split_at(end + 1);
    let asks =
        open.split([' ', '\t', '>']).any(|part| part == "markdown" || part.starts_with("markdown=") && !part.ends_with("=\"0\""));
    if !asks || open.ends_with("/>") {
        return None;
    }
    let (opening, closing) = (format!("<{name}"), format!("</{name}>"));
    let offset = lines[at].offset + lines[at].text.find(rest).unwrap_or_default();
    let mut content = Vec::new();
    let mut depth = 1_usize;
    let first = Line { text: rest.to_owned(), offset };
    for (number, line) in std::iter::once(&first).chain(&lines[at + 1..]).enumerate() {
        *left = left.checked_sub(1)?;
        let lower = line.text.to_ascii_lowercase();
        let mut from = 0;
        while let Some(found) = lower[from..].find('<').map(|found| from + found) {
            from = found + 1;
            if lower[found..].starts_with(&closing) {
                depth -= 1;
            } else if lower[found..].starts_with(&opening)
                && !lower[found + opening.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                depth += 1;
            }
            if depth == 0 {
                let (before, after) = (&line.text[..found], &line.text[found + closing.len()..]);
                content.push(Line { text: before.trim_end().to_owned(), offset: line.offset });
                let element = Element { open: open.to_owned(), content: dedented(content), close: format!("{closing}{after}") };
                return Some((element, at + number + 1));
            }
        }
        content.push(line.clone());
    }
    None
}

/// Takes the indentation that all lines share away.
fn dedented(lines: Vec<Line>) -> Vec<Line> {
    let rest = || lines.iter().enumerate().filter(|(number, line)| *number > 0 && !line.text.trim().is_empty());
    let common = rest().map(|(_, line)| indent(&line.text)).min().unwrap_or(0);
    if common == 0 || rest().any(|(_, line)| line.text.starts_with('\t')) {
        return lines;
    }
    let cut = |(number, line): (usize, Line)| {
        if number == 0 {
            return line;
        }
        Line { text: line.text.get(common..).unwrap_or_default().to_owned(), offset: line.offset + common.min(line.text.len()) }
    };
    lines.into_iter().enumerate().map(cut).collect()
}
