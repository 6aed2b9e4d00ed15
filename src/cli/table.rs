//! Table: rows of texts -> aligned columns for people, or comma-separated values for spreadsheets. Knows no entity.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::report::printable;

/// What stands between two columns.
const GAP: &str = "  ";
/// The least width to which a column is cut.
const LEAST: usize = 8;

/// Aligns columns; the widest are cut until a line fits `width`.
pub(super) fn table(rows: &[Vec<String>], width: Option<usize>) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| printable(cell).replace(['\n', '\t'], " ")).collect()).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns).map(widest).collect();
    if let Some(width) = width {
        let gaps = GAP.len() * columns.saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > width {
            match widths.iter_mut().max() {
                Some(widest) if *widest > LEAST => *widest -= 1,
                _ => break,
            }
        }
    }
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| fitted(cell, *width)).collect();
        cells.join(GAP).trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Fills or cuts a text to a width.
fn fitted(text: &str, width: usize) -> String {
    let mut shown = text.to_owned();
    if text.width() > width {
        let mut room = width.saturating_sub(1);
        shown = text
            .chars()
            .take_while(|letter| {
                let needs = letter.width().unwrap_or(0);
                let fits = needs <= room;
                room = room.saturating_sub(needs);
                fits
            })
            .collect();
        shown.push('…');
    }
    let missing = width.saturating_sub(shown.width());
    shown + &" ".repeat(missing)
}

#[cfg(test)]
mod tests {
    use super::table;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn columns_fit_the_terminal() {
        let rows = rows(&[&["ENTITY", "TITLE"], &["component:pay", "決済 payments of everything"], &["a", "b\u{1b}[31m"]]);
        assert_eq!(table(&rows, None), "ENTITY         TITLE\ncomponent:pay  決済 payments of everything\na              b [31m");
        assert_eq!(table(&rows, Some(24)), "ENTITY       TITLE\ncomponent:…  決済 payme…\na            b [31m");
    }
}
