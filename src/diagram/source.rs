//! `Mermaid`: the text of a Mermaid diagram -> its kind and its statements, without front matter, comments, directives and words for screen readers. Offsets stay.

/// Holds a text whose kind is known.
#[derive(Debug, Default)]
pub(super) struct Mermaid {
    /// The first word: `flowchart`.
    pub(super) kind: String,
    /// The whole text; what is no statement is blank.
    pub(super) body: String,
    /// What stands behind the kind on its line, likewise blank in the body: `LR`.
    pub(super) head: String,
    /// Where that starts.
    pub(super) head_at: usize,
    pub(super) title: Option<String>,
    /// `accDescr`.
    pub(super) described: Option<String>,
}

/// One line of a body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Where its first character stands.
    pub(super) at: usize,
    /// Without blanks around it.
    pub(super) text: &'a str,
}

impl Line<'_> {
    /// Bounds the line.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.at..self.at + self.text.len()
    }
}

impl Mermaid {
    /// Lists the lines that are not blank.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        lines(&self.body)
    }
}

/// Lists the lines of a text that are not blank. A semicolon at the end of one is nothing.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let text = line.trim().trim_end_matches(';').trim_end();
        (!text.is_empty()).then_some(Line { at: start, text })
    })
}

/// Reads what all kinds have in common; nothing when there is no kind.
pub(super) fn mermaid(text: &str) -> Option<Mermaid> {
    let mut read = Mermaid::default();
    let mut body = text.to_owned();
    let start = text.len() - text.trim_start().len();
    if let Some(front) = text[start..].strip_prefix("---\n").or_else(|| text[start..].strip_prefix("---\r\n")) {
        let begins = text.len() - front.len();
        let end = front.match_indices("---").find(|(at, _)| front[..*at].ends_with('\n')).map(|(at, _)| at)?;
        for line in front[..end].lines() {
            if let Some(title) = line.strip_prefix("title:") {
                read.title = Some(title.trim().trim_matches(['"', '\'']).to_owned());
            }
        }
        blank(&mut body, 0..begins + end + 3);
    }
    while let Some(open) = body.find("%%{") {
        let close = body[open..].find("}%%").map_or(body.len(), |close| open + close + 3);
        blank(&mut body, open..close);
    }
    let mut at = 0;
    let mut block: Option<usize> = None;
    let mut found: Option<std::ops::Range<usize>> = None;
    for line in body.clone().split_inclusive('\n') {
        let (from, to) = (at, at + line.len());
        at = to;
        let trimmed = line.trim();
        if let Some(start) = block {
            if let Some(close) = line.find('}') {
                read.described = Some(text[start..from + close].to_owned());
                block = None;
            }
            blank(&mut body, from..to);
        } else if trimmed.starts_with("%%") {
            blank(&mut body, from..to);
        } else if let Some(words) = after(trimmed, "accTitle", ":") {
            read.title = read.title.or_else(|| Some(words.to_owned()));
            blank(&mut body, from..to);
        } else if let Some(words) = after(trimmed, "accDescr", ":") {
            read.described = Some(words.to_owned());
            blank(&mut body, from..to);
        } else if let Some(words) = after(trimmed, "accDescr", "{") {
            match words.split_once('}') {
                Some((words, _)) => read.described = Some(words.to_owned()),
                None => block = Some(from + line.find('{').map_or(0, |at| at + 1)),
            }
            blank(&mut body, from..to);
        } else if found.is_none() && !trimmed.is_empty() {
            let start = from + (line.len() - line.trim_start().len());
            found = Some(start..to);
        }
    }
    let found = found?;
    let line = &body[found.clone()];
    let word = line.find(|c: char| c.is_whitespace() || matches!(c, ';' | ':')).unwrap_or(line.len());
    read.kind = line[..word].to_owned();
    let head_end = line.find(['\n', ';']).unwrap_or(line.len()).max(word);
    read.head = line[word..head_end].trim().to_owned();
    read.head_at = found.start + word + (line[word..head_end].len() - line[word..head_end].trim_start().len());
    blank(&mut body, found.start..found.start + head_end);
    read.body = body;
    Some(read)
}

fn after<'a>(line: &'a str, word: &str, sign: &str) -> Option<&'a str> {
    line.strip_prefix(word)?.trim_start().strip_prefix(sign).map(str::trim)
}

/// Overwrites a piece of a text with blanks, line breaks aside, so that offsets hold.
fn blank(text: &mut String, range: std::ops::Range<usize>) {
    let blanks: String = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blanks);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_statement_is_blank() {
        let text = "---\ntitle: \"T\"\n---\n%%{init: {\n}}%%\n  graph LR; A\n%% c\naccDescr {\n a\n b }\naccTitle: x\nB\n";
        let read = mermaid(text).unwrap();
        assert_eq!((read.kind.as_str(), read.head.as_str(), read.title.as_deref()), ("graph", "LR", Some("T")));
        assert_eq!(read.described.as_deref().map(str::trim), Some("a\n b"));
        assert_eq!(read.body.len(), text.len());
        assert_eq!(read.lines().map(|line| line.text).collect::<Vec<_>>(), ["; A", "B"]);
        assert!(mermaid("").is_none() && mermaid("%% x").is_none());
    }
}
