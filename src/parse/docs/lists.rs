//! Lists as TechDocs nests them: by two columns (`mdx_truly_sane_lists`), where CommonMark wants as many as the marker is wide. Lines are moved to where CommonMark
//! sees them in the same list.

use super::lines::{Line, indent};

/// An open item: where its marker stands and where its text starts, as written, and by how much its lines are moved.
struct Item {
    marker: usize,
    content: usize,
    shift: isize,
}

/// Follows the lists of a container.
#[derive(Default)]
pub(super) struct Lists {
    items: Vec<Item>,
    after_blank: bool,
}

impl Lists {
    pub(super) fn new() -> Self {
        Self { items: Vec::new(), after_blank: true }
    }

    /// Tells whether a line that is indented by `columns` is inside of an item.
    pub(super) fn is_inside(&self, columns: usize) -> bool {
        self.items.iter().any(|item| columns >= item.content.min(item.marker + 2))
    }

    /// Gives by how much what stands right under the last item, in the column of its marker, is to be moved to be in it.
    pub(super) fn adopts(&self, columns: usize) -> Option<isize> {
        let item = self.items.last().filter(|item| item.marker == columns && !self.after_blank)?;
        Some(moved(item.content, item.shift, columns))
    }

    /// Reads a line outside of fences; gives the columns by which it is to be moved. `is_block` tells of a line that ends paragraphs.
    pub(super) fn read(&mut self, text: &str, is_block: bool) -> isize {
        let trimmed = text.trim_start_matches([' ', '\t']);
        if trimmed.is_empty() {
            self.after_blank = true;
            return 0;
        }
        let columns = indent(text);
        let marker = marker(trimmed);
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        if self.items.is_empty() && (marker.is_none() || columns > 3) {
            return 0;
        }
        if marker.is_none() && !after_blank && !is_block {
            // The paragraph goes on, however it is indented.
            return self.items.last().filter(|item| columns >= item.content).map_or(0, |item| item.shift);
        }
        while self.items.last().is_some_and(|item| columns < item.content && columns < item.marker + 2) {
            self.items.pop();
        }
        let shift = match self.items.last() {
            None => 0,
            Some(item) if columns < item.content => moved(item.content, item.shift, columns),
            Some(item) if marker.is_some() && columns >= item.content + 4 => moved(item.content, item.shift, columns),
            Some(item) => item.shift,
        };
        if let Some(width) = marker {
            self.items.push(Item { marker: columns, content: columns + width, shift });
        }
        shift
    }
}

fn moved(content: usize, shift: isize, columns: usize) -> isize {
    isize::try_from(content).unwrap_or(0) + shift - isize::try_from(columns).unwrap_or(0)
}

/// Moves a line; gives what is to be put before it, and the line.
pub(super) fn moved_line(line: &Line, shift: isize) -> (String, Line) {
    if shift == 0 {
        return (String::new(), line.clone());
    }
    let trimmed = line.text.trim_start_matches([' ', '\t']);
    let columns = indent(&line.text);
    let more = usize::try_from(shift).unwrap_or(0);
    let less = shift.unsigned_abs().min(columns) * usize::from(shift < 0);
    let text = format!("{}{trimmed}", " ".repeat(columns - less));
    (" ".repeat(more), Line { text, offset: line.offset + less.min(line.text.len() - trimmed.len()) })
}

/// Gives the width of the marker that a line starts with, with the space behind it.
pub(super) fn marker(trimmed: &str) -> Option<usize> {
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let sign = trimmed.as_bytes().get(digits)?;
    let is_marker = if digits == 0 { matches!(sign, b'-' | b'*' | b'+') } else { digits <= 9 && matches!(sign, b'.' | b')') };
    let after = trimmed.get(digits + 1..).filter(|_| is_marker)?;
    if after.trim().is_empty() {
        return Some(digits + 2);
    }
    // A thematic break is no item.
    if digits == 0 && trimmed.bytes().all(|byte| byte == *sign || byte == b' ') {
        return None;
    }
    let spaces = indent(after);
    (spaces > 0).then_some(digits + 1 + if spaces > 4 { 1 } else { spaces })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_columns_nest() {
        let text = "1. one\n  - two\n    still\n\n    three\n  - four\n2. five\n\n  six\n\nseven\n  eight\n- a\n      - deep\n        x\n";
        let mut lists = Lists::new();
        let moved = |text: &str| {
            let (before, line) = moved_line(&Line { text: text.to_owned(), offset: 0 }, lists.read(text, false));
            before + &line.text
        };
        let read: Vec<String> = text.lines().map(moved).collect();
        let expected =
            "1. one\n   - two\n     still\n\n     three\n   - four\n2. five\n\n   six\n\nseven\n  eight\n- a\n  - deep\n    x";
        assert_eq!(read.join("\n"), expected);
    }
}
