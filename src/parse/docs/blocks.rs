//! Containers that CommonMark lacks: `!!! note`, `??? details`, `=== "Tab"` and `:::tip` -> block quotes that start with a mark. Lines -> text and a map of its lines.

use super::destinations;
use super::inline::abbr::Abbreviations;
use super::lines::{Fences, Line, indent};
use super::lists::{self, Lists, moved_line};
use super::marks::{BOX, COLON};
use super::tables::Tables;
use super::within;

/// How deep containers may stand in each other.
const MOST_DEPTH: usize = 12;

/// Holds a rewritten text and knows where its parts came from.
pub(super) struct Rewritten {
    pub(super) text: String,
    pub(super) abbreviations: Abbreviations,
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

/// Rewrites a page.
pub(super) fn rewrite(lines: &[Line]) -> Rewritten {
    let mut rewriter =
        Rewriter { out: Vec::with_capacity(lines.len() + 16), abbreviations: Abbreviations::default(), left: within::MOST_LINES };
    rewriter.transform(lines, "", 0);
    let length = rewriter.out.iter().map(|(prefix, line)| prefix.len() + line.text.len() + 1).sum();
    let mut rewritten = Rewritten {
        text: String::with_capacity(length),
        abbreviations: rewriter.abbreviations,
        lines: Vec::with_capacity(rewriter.out.len()),
    };
    for (prefix, line) in rewriter.out {
        rewritten.lines.push((rewritten.text.len(), prefix.len(), line.offset));
        rewritten.text.push_str(&prefix);
        rewritten.text.push_str(&line.text);
        rewritten.text.push('\n');
    }
    rewritten
}

struct Rewriter {
    /// Lines with what stands before each.
    out: Vec<(String, Line)>,
    abbreviations: Abbreviations,
    /// How many lines may still be searched for the ends of elements.
    left: usize,
}

impl Rewriter {
    fn transform(&mut self, lines: &[Line], prefix: &str, depth: usize) {
        let (mut at, mut fences, mut lists, mut raw) = (0, Fences::default(), Lists::new(), None);
        let mut tables = Tables::default();
        // By how much the lines of the open fence are moved.
        let mut fence_shift = 0;
        while at < lines.len() {
            let line = &lines[at];
            let trimmed = line.text.trim_start();
            let columns = indent(&line.text);
            at += 1;
            if fences.is_open() {
                fences.read(&line.text);
                self.moved(prefix, line, if trimmed.is_empty() { 0 } else { fence_shift });
                continue;
            }
            if let Some(end) = raw.or_else(|| within::raw(trimmed)) {
                let is_first = raw.is_none();
                raw = if within::ends_raw(&line.text, end, is_first) { None } else { Some(end) };
                self.moved(prefix, line, 0);
                continue;
            }
            // What is indented by four outside a list is code.
            let is_code = columns >= 4 && !lists.is_inside(columns);
            if is_code {
                lists.read(&line.text, false);
                self.moved(prefix, line, 0);
                continue;
            }
            if fences.read(&line.text) {
                // MkDocs reads fences inside of HTML too; CommonMark wants an empty line before.
                if at > 1 && lines[at - 2].text.trim_start().starts_with('<') {
                    self.out.push((prefix.to_owned(), Line { text: String::new(), offset: line.offset }));
                }
                // Between two items, it belongs to the first one, as in MkDocs, so that their numbers go on.
                let adopted = lists.adopts(columns).filter(|_| is_item_behind(fences, &lines[at..]));
                fence_shift = adopted.unwrap_or_else(|| lists.read(&line.text, true));
                self.moved(prefix, line, fence_shift);
                continue;
            }
            if self.abbreviations.take(&line.text) {
                continue;
            }
            // For MkDocs a line break is no block of HTML, which would swallow the lines behind it.
            let after_blank = at < 2 || lines[at - 2].text.trim().is_empty();
            if after_blank && is_break(trimmed) {
                self.moved(prefix, line, lists.read(&line.text, false));
                self.out.push((prefix.to_owned(), Line { text: String::new(), offset: line.offset + line.text.len() }));
                continue;
            }
            let opened = if depth < MOST_DEPTH { container(trimmed) } else { None };
            let shift = lists.read(&line.text, opened.is_some());
            let (before, line) = moved_line(line, shift);
            if let Some((container, is_fenced)) = opened {
                let (inside, next) = if is_fenced { fenced(lines, at) } else { indented(lines, at, columns) };
                let outer = format!("{prefix}{before}{}", " ".repeat(indent(&line.text)));
                self.container(&container, &line, &inside, (prefix, &outer), depth);
                at = next;
                continue;
            }
            if depth < MOST_DEPTH
                && let Some((inside, next)) = within::element(lines, at - 1, &mut self.left)
            {
                let outer = format!("{prefix}{before}{}", " ".repeat(indent(&line.text).min(3)));
                self.element(&inside, &line, (prefix, &outer), depth);
                at = next;
                continue;
            }
            if depth < MOST_DEPTH
                && let Some((container, inside, next)) = titled_alert(lines, at - 1)
            {
                let outer = format!("{prefix}{before}{}", " ".repeat(indent(&line.text)));
                self.container(&container, &line, &inside, (prefix, &outer), depth);
                at = next;
                continue;
            }
            let line = spaced_heading(lines, at - 1).map_or(line.clone(), |text| Line { text, ..line });
            let escaped = tables.read(lines, at - 1, &line.text);
            let line = Line { text: destinations::encoded(escaped.as_deref().unwrap_or(&line.text)), ..line };
            if is_word_after_colon(&line.text) {
                let spaces = line.text.len() - line.text.trim_start().len();
                self.out.push((
                    format!("{prefix}{before}{}{COLON}", " ".repeat(spaces.min(3))),
                    Line { text: line.text.trim_start().to_owned(), offset: line.offset + spaces },
                ));
                continue;
            }
            self.out.push((format!("{prefix}{before}"), line));
        }
    }

    fn moved(&mut self, prefix: &str, line: &Line, shift: isize) {
        let (before, line) = moved_line(line, shift);
        self.out.push((format!("{prefix}{before}"), line));
    }

    /// Writes a container as a quote. `around` holds what stands before the lines beside it, and before its own.
    fn container(&mut self, container: &Container, line: &Line, inside: &[Line], around: (&str, &str), depth: usize) {
        let (prefix, outer) = around;
        let inner = format!("{outer}> ");
        let made = |text: String| Line { text, offset: line.offset };
        self.out.push((prefix.to_owned(), made(String::new())));
        self.out.push((inner.clone(), made(format!("{BOX}{}:{}{BOX}{}", container.form, container.tone, container.title))));
        self.out.push((inner.clone(), made(String::new())));
        self.transform(inside, &inner, depth + 1);
        // Without an empty line, the next one would belong to the quote.
        let end = inside.last().map_or(line.offset, |line| line.offset + line.text.len());
        self.out.push((prefix.to_owned(), Line { text: String::new(), offset: end }));
    }

    /// Writes an element whose content is Markdown: empty lines around the content, so that it is read as such.
    fn element(&mut self, element: &within::Element, line: &Line, around: (&str, &str), depth: usize) {
        let (prefix, outer) = around;
        let made = |text: &str| Line { text: text.to_owned(), offset: line.offset };
        self.out.push((prefix.to_owned(), made("")));
        self.out.push((outer.to_owned(), made(&element.open)));
        self.out.push((prefix.to_owned(), made("")));
        self.transform(&element.content, outer, depth + 1);
        self.out.push((prefix.to_owned(), made("")));
        self.out.push((outer.to_owned(), made(&element.close)));
        self.out.push((prefix.to_owned(), made("")));
    }
}

/// Reads `> [!NOTE] Title`, GitLab's way of naming an alert; those without a title are read by the parser.
fn titled_alert(lines: &[Line], at: usize) -> Option<(Container, Vec<Line>, usize)> {
    let own =
        |line: &Line| line.text.trim_start().strip_prefix('>').map(|rest| rest.strip_prefix(' ').unwrap_or(rest).to_owned());
    let (kind, title) = own(lines.get(at)?)?
        .trim()
        .strip_prefix("[!")?
        .split_once(']')
        .map(|(kind, title)| (kind.to_owned(), title.trim().to_owned()))?;
    if title.is_empty() || !["note", "tip", "important", "warning", "caution"].contains(&kind.to_ascii_lowercase().as_str()) {
        return None;
    }
    let inside: Vec<Line> = lines[at + 1..]
        .iter()
        .map_while(|line| Some(Line { text: own(line)?, offset: line.offset + line.text.find('>').map_or(0, |at| at + 1) }))
        .collect();
    let next = at + 1 + inside.len();
    Some((callout('c', &kind, Some(&title)), inside, next))
}

/// The signs that open containers, longest first, and their forms.
const FORMS: [(&str, char); 8] =
    [("!!!", 'c'), ("???+", 'o'), ("???", 'd'), ("===+!", 't'), ("===!+", 't'), ("===+", 't'), ("===!", 't'), ("===", 't')];

/// The containers that `:::` opens; other words after it are for other programs.
const FENCED: [&str; 10] = ["note", "tip", "info", "warning", "danger", "caution", "important", "success", "details", "error"];

/// Reads the line that opens a container; the truth value tells whether `:::` closes it.
fn container(line: &str) -> Option<(Container, bool)> {
    if let Some(rest) = line.strip_prefix(":::") {
        let (kind, title) = rest.trim().split_once([' ', '[']).unwrap_or((rest.trim(), ""));
        let title = title.trim_matches([' ', '[', ']', '"']);
        return FENCED.contains(&kind).then(|| (callout('c', kind, (!title.is_empty()).then_some(title)), true));
    }
    let (form, rest) = FORMS.into_iter().find_map(|(mark, form)| Some((form, line.strip_prefix(mark)?)))?;
    let rest = rest.trim();
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
    if !kind.split_whitespace().all(is_word) {
        return None;
    }
    let kind = kind.split_whitespace().next().unwrap_or(if form == 'c' { "" } else { "note" });
    is_word(kind).then(|| (callout(form, kind, title), false))
}

fn is_word(kind: &str) -> bool {
    !kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

fn callout(form: char, kind: &str, title: Option<&str>) -> Container {
    let tone = match kind.to_ascii_lowercase().as_str() {
        "tip" | "hint" | "success" | "check" | "done" => "ok",
        "warning" | "caution" | "attention" | "important" => "warn",
        "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "bad",
        _ => "info",
    };
    let title = title.map_or_else(|| capitalised(kind), str::to_owned);
    Container { form, tone, title: title.replace(['\u{fdd2}'], "") }
}

/// Tells of a line such as `:smile: hello`: only a colon with a space behind it defines a term.
fn is_word_after_colon(text: &str) -> bool {
    text.trim_start()
        .strip_prefix(':')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '+' | '_')))
}

/// Gives the heading that a line such as `##Title` is in MkDocs; CommonMark wants a space there. With one sign, it has to stand alone: `#tag` is more often a word.
fn spaced_heading(lines: &[Line], at: usize) -> Option<String> {
    let text = &lines.get(at)?.text;
    let signs = text.bytes().take_while(|byte| *byte == b'#').count();
    let first = text[signs..].chars().next().filter(|c| c.is_alphabetic())?;
    let is_alone = || {
        let is_blank = |line: Option<&Line>| line.is_none_or(|line| line.text.trim().is_empty());
        first.is_uppercase() && is_blank(at.checked_sub(1).and_then(|at| lines.get(at))) && is_blank(lines.get(at + 1))
    };
    ((2..=6).contains(&signs) || signs == 1 && is_alone()).then(|| format!("{} {}", &text[..signs], &text[signs..]))
}

fn capitalised(kind: &str) -> String {
    let mut letters = kind.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
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
/// Tells whether an item of a numbered list follows right behind the open fence.
fn is_item_behind(mut fences: Fences, lines: &[Line]) -> bool {
    let end = lines.iter().position(|line| {
        fences.read(&line.text);
        !fences.is_open()
    });
    let behind = end.and_then(|end| lines.get(end + 1)).map_or("", |line| line.text.trim_start());
    behind.starts_with(|c: char| c.is_ascii_digit()) && lists::marker(behind).is_some()
}

/// Tells whether a line holds nothing but a line break.
fn is_break(trimmed: &str) -> bool {
    matches!(trimmed.trim_end(), "<br>" | "<br/>" | "<br />")
}

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
        let rewritten = rewrite(&super::super::lines::split(text, 0));
        assert_eq!(
            rewritten.text.replace(BOX, "|"),
            "Before\n\n\n> |c:warn|Look **out**\n> \n> Inside [x](y.md)\n> \n> \n> > |d:info|Note\n> > \n> > Deep\n> \n\n\nAfter\n```\n!!! note\n```\n"
        );
        for word in ["Inside", "[x](y.md)", "Deep", "After"] {
            assert_eq!(rewritten.origin(rewritten.text.find(word).unwrap()), text.find(word).unwrap(), "{word}");
        }
    }
}
