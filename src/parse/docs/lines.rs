//! `Line`: one line of a page on its way to the parser, with where it came from.

/// One line with the byte offset of its first character in the file.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) offset: usize,
}

/// Cuts the part of `text` from `start` on into lines.
pub(super) fn split(text: &str, start: usize) -> Vec<Line> {
    let mut offset = start;
    let mut lines = Vec::new();
    for line in text[start..].split_inclusive('\n') {
        lines.push(Line { text: line.trim_end_matches(['\n', '\r']).to_owned(), offset });
        offset += line.len();
    }
    lines
}

/// Gives how far a line is indented; tabs lead to every fourth column.
pub(super) fn indent(text: &str) -> usize {
    let mut columns = 0;
    for c in text.chars() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// Follows code fences, inside which nothing means anything.
#[derive(Clone, Copy, Default)]
pub(super) struct Fences {
    /// The sign and the length of the open fence, and its indentation.
    open: Option<(char, usize, usize)>,
}

impl Fences {
    /// Reads a line; tells whether it is code or a fence.
    pub(super) fn read(&mut self, text: &str) -> bool {
        let trimmed = text.trim_start();
        let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
        match (self.open, mark) {
            (None, Some(mark)) if length >= 3 => {
                let info = &trimmed[length..];
                if mark == '`' && info.contains('`') {
                    return false;
                }
                self.open = Some((mark, length, indent(text)));
                true
            }
            (Some((open, least, at)), Some(mark))
                if mark == open && length >= least && trimmed[length..].trim().is_empty() && indent(text) < at + 4 =>
            {
                self.open = None;
                true
            }
            (open, _) => open.is_some(),
        }
    }

    /// Tells whether a fence is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }
}
