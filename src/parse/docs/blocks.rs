//! Containers that CommonMark lacks: `!!! note`, `??? details`, `=== "Tab"` and `:::tip` -> block quotes that start with a mark. Text -> text and a map of its lines.

use super::marks::BOX;

/// One line with the byte offset of its first character in the file.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    offset: usize,
}

/// Holds a rewritten text and knows where its parts came from.
pub(super) struct Rewritten {
    pub(super) text: String,
    /// For each line of `text`: where it starts, how much was put before the author's part, and where that part is in the file.
    lines: Vec<(usize, usize, usize)>,
}

impl Rewritten {
    /// Gives the offset in the file of an offset in the text.
    pub(super) fn origin(&self, offset: usize) -> usize {
        let number = self.lines.partition_point(|(start, ..)| *start <= offset).saturating_sub(1);
        self.lines.get(number).map_or(offset, |(start, prefix, origin)| origin + (offset - start).saturating_sub(*prefix))
    }
}

/// Says what a container is.
struct Container {
    /// `c` a callout, `d` closed details, `o` open details, `t` a tab.
    form: char,
    tone: &'static str,
    title: String,
}

/// Rewrites the part of `text` from `start` on.
pub(super) fn rewrite(text: &str, start: usize) -> Rewritten {
    let mut offset = start;
    let mut lines = Vec::new();
    for line in text[start..].split_inclusive('\n') {
        lines.push(Line { text: line.trim_end_matches(['\n', '\r']).to_owned(), offset });
        offset += line.len();
    }
    let mut out = Vec::new();
    transform(&lines, "", &mut out, 0);
    let mut rewritten = Rewritten { text: String::with_capacity(text.len() - start + 64), lines: Vec::with_capacity(out.len()) };
    for (prefix, line) in out {
        rewritten.lines.push((rewritten.text.len(), prefix.len(), line.offset));
        rewritten.text.push_str(&prefix);
        rewritten.text.push_str(&line.text);
        rewritten.text.push('\n');
    }
    rewritten
}

fn transform(lines: &[Line], prefix: &str, out: &mut Vec<(String, Line)>, depth: usize) {
    let mut at = 0;
    let mut fence: Option<(char, usize)> = None;
    let mut in_list = false;
    let mut after_blank = true;
    while at < lines.len() {
        let line = &lines[at];
        let trimmed = line.text.trim_start();
        let indent = line.text.len() - trimmed.len();
        fence = next_fence(fence, trimmed);
        if is_item(trimmed) {
            in_list = true;
        } else if indent == 0 && after_blank && !trimmed.is_empty() {
            in_list = false;
        }
        after_blank = trimmed.is_empty();
        // What is indented by four outside a list is code.
        let opened = if fence.is_none() && depth < 12 && (indent < 4 || in_list) { container(trimmed) } else { None };
        let Some((container, is_fenced)) = opened else {
            out.push((prefix.to_owned(), line.clone()));
            at += 1;
            continue;
        };
        let (inside, next) = if is_fenced { fenced(lines, at + 1) } else { indented(lines, at + 1, indent) };
        let inner = format!("{prefix}{}> ", " ".repeat(indent));
        let made = |text: String| Line { text, offset: line.offset };
        out.push((prefix.to_owned(), made(String::new())));
        out.push((inner.clone(), made(format!("{BOX}{}:{}{BOX}{}", container.form, container.tone, container.title))));
        out.push((inner.clone(), made(String::new())));
        transform(&inside, &inner, out, depth + 1);
        // Without an empty line, the next one would belong to the quote.
        out.push((
            prefix.to_owned(),
            Line { text: String::new(), offset: lines.get(next).map_or(line.offset, |line| line.offset) },
        ));
        at = next;
    }
}

/// Tells whether a line starts an item of a list.
fn is_item(trimmed: &str) -> bool {
    let after_number = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = after_number.len() < trimmed.len() && after_number.starts_with(['.', ')']);
    let mark = if numbered { after_number } else { trimmed };
    (numbered || mark.starts_with(['-', '*', '+'])) && mark[1..].starts_with([' ', '\t'])
}

/// Follows code fences, inside which nothing is a container.
fn next_fence(fence: Option<(char, usize)>, trimmed: &str) -> Option<(char, usize)> {
    let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
    let length = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
    match (fence, mark) {
        (None, Some(mark)) if length >= 3 => Some((mark, length)),
        (Some((open, least)), Some(mark))
            if mark == open && length >= least && trimmed.trim_end_matches(mark).trim().is_empty() =>
        {
            None
        }
        _ => fence,
    }
}

/// Reads the line that opens a container; the truth value tells whether `:::` closes it.
fn container(line: &str) -> Option<(Container, bool)> {
    if let Some(rest) = line.strip_prefix(":::") {
        let (kind, title) = rest.trim().split_once([' ', '[']).unwrap_or((rest.trim(), ""));
        let title = title.trim_matches([' ', '[', ']', '"']);
        return is_word(kind).then(|| (callout('c', kind, (!title.is_empty()).then_some(title)), true));
    }
    let (form, rest) = [("!!!", 'c'), ("???+", 'o'), ("???", 'd'), ("===+", 't'), ("===!", 't'), ("===", 't')]
        .into_iter()
        .find_map(|(mark, form)| Some((form, line.strip_prefix(mark)?)))?;
    let rest = rest.strip_prefix(' ')?.trim();
    let (kind, title) = match rest.find('"') {
        Some(quote) => {
            let (kind, title) = rest.split_at(quote);
            (kind.trim(), Some(title.strip_prefix('"')?.strip_suffix('"')?))
        }
        None => (rest, None),
    };
    if form == 't' {
        return (kind.is_empty() && title.is_some_and(|title| !title.is_empty()))
            .then(|| (Container { form, tone: "tab", title: title.unwrap_or_default().to_owned() }, false));
    }
    let kind = kind.split_whitespace().next().unwrap_or(if form == 'c' { "" } else { "note" });
    is_word(kind).then(|| (callout(form, kind, title), false))
}

fn is_word(kind: &str) -> bool {
    !kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn callout(form: char, kind: &str, title: Option<&str>) -> Container {
    let tone = match kind.to_ascii_lowercase().as_str() {
        "tip" | "hint" | "success" | "check" | "done" => "ok",
        "warning" | "caution" | "attention" | "important" => "warn",
        "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "bad",
        _ => "info",
    };
    let title = title.map_or_else(|| super::headings::humanise(&kind.to_ascii_lowercase()), str::to_owned);
    Container { form, tone, title: title.replace(['\u{fdd2}'], "") }
}

/// Takes the lines that are indented by four more than the opening line; gives them without that, and the number of the first line after them.
fn indented(lines: &[Line], start: usize, indent: usize) -> (Vec<Line>, usize) {
    let mut inside = Vec::new();
    let mut end = start;
    for (number, line) in lines.iter().enumerate().skip(start) {
        if line.text.trim().is_empty() {
            inside.push(Line { text: String::new(), offset: line.offset });
            continue;
        }
        let expanded = line.text.replacen('\t', "    ", line.text.chars().take_while(|c| *c == '\t').count());
        let own = expanded.len() - expanded.trim_start().len();
        if own < indent + 4 {
            break;
        }
        inside.push(Line {
            text: expanded[indent + 4..].to_owned(),
            offset: line.offset + (line.text.len() - line.text.trim_start().len()).min(indent + 4),
        });
        end = number + 1;
    }
    inside.truncate(end - start);
    (inside, end)
}

/// Takes the lines up to the `:::` that closes; containers inside are counted.
fn fenced(lines: &[Line], start: usize) -> (Vec<Line>, usize) {
    let mut depth = 1;
    for (number, line) in lines.iter().enumerate().skip(start) {
        let trimmed = line.text.trim();
        if trimmed.starts_with(":::") {
            if trimmed.trim_start_matches(':').is_empty() {
                depth -= 1;
            } else {
                depth += 1;
            }
        }
        if depth == 0 {
            return (lines[start..number].to_vec(), number + 1);
        }
    }
    (lines.get(start..).unwrap_or_default().to_vec(), lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_become_marked_quotes_and_offsets_survive() {
        let text = "Before\n\n!!! warning \"Look **out**\"\n    Inside [x](y.md)\n\n    ??? Note\n        Deep\n\nAfter\n```\n!!! note\n```\n";
        let rewritten = rewrite(text, 0);
        assert_eq!(
            rewritten.text.replace(BOX, "|"),
            "Before\n\n\n> |c:warn|Look **out**\n> \n> Inside [x](y.md)\n> \n> \n> > |d:info|Note\n> > \n> > Deep\n> \n\n\nAfter\n```\n!!! note\n```\n"
        );
        for word in ["Inside", "[x](y.md)", "Deep", "After"] {
            assert_eq!(rewritten.origin(rewritten.text.find(word).unwrap()), text.find(word).unwrap(), "{word}");
        }
    }
}
