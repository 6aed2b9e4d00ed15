//! Pie charts of Mermaid: text -> shares -> bars with their values, which are read more easily than slices. Follows <https://mermaid.js.org/syntax/pie.html>.

use std::fmt::Write as _;

use super::pen::{Picture, half, line_of_words};
use super::source::{Mermaid, lines};
use super::text::{self, SIZE, WIDE};
use super::{Mistake, words};
use crate::drawing::text::cut;

/// The most shares.
const MOST: usize = 40;
/// The height of a row, and the width of the longest bar.
const ROW: f64 = 28.0;
const BAR: f64 = 240.0;

/// Holds shares of a whole.
#[derive(Debug, Default)]
pub(super) struct Pie {
    pub(super) title: Option<String>,
    shares: Vec<(String, f64)>,
    /// Whether the values are shown, too.
    shows_data: bool,
}

/// Reads a chart.
pub(super) fn read(source: &Mermaid) -> Result<Pie, Mistake> {
    let mut pie = Pie::default();
    let head = source.head.as_str();
    let head = head.strip_prefix("showData").map_or(head, |rest| {
        pie.shows_data = true;
        rest.trim_start()
    });
    pie.title = head.strip_prefix("title ").map(text::words);
    for line in lines(&source.body) {
        if line.text == "showData" {
            pie.shows_data = true;
        } else if let Some(title) = line.text.strip_prefix("title ") {
            pie.title = Some(text::words(title));
        } else {
            let share = line.text.strip_prefix('"').and_then(|rest| rest.split_once('"'));
            let (name, value) = share
                .and_then(|(name, rest)| Some((name, rest.trim().strip_prefix(':')?.trim())))
                .ok_or_else(|| words::no_statement(line.range(), line.text))?;
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0 && *number < 1e15);
            pie.shares.push((text::words(name), number.ok_or_else(|| words::no_number(line.range(), value))?));
        }
    }
    Ok(pie)
}

impl Pie {
    /// Gives names, shares and words for them.
    fn rows(&self) -> Vec<(&str, f64, String)> {
        let whole: f64 = self.shares.iter().map(|(_, value)| value).sum();
        let mut rows = Vec::with_capacity(self.shares.len());
        for (name, value) in &self.shares {
            let percent = format!("{:.1} %", value / whole * 100.0).replace(".0 %", " %");
            let words = if self.shows_data { format!("{percent} ({value})") } else { percent };
            rows.push((name.as_str(), value / whole, words));
        }
        rows
    }

    /// Tells it in words.
    pub(super) fn told(&self) -> String {
        self.rows().iter().map(|(name, _, words)| format!("{name}: {words}")).collect::<Vec<_>>().join("; ")
    }
}

/// Draws a chart; nothing when there are no shares, or too many.
pub(super) fn svg(pie: &Pie) -> Option<Picture> {
    if pie.shares.is_empty() || pie.shares.len() > MOST {
        return None;
    }
    let rows = pie.rows();
    let names: Vec<String> = rows.iter().map(|(name, ..)| cut(name, SIZE, WIDE)).collect();
    let wide = text::widest(&names, SIZE);
    let values = rows.iter().map(|(.., words)| text::width(words, SIZE)).fold(0.0, f64::max);
    let most = rows.iter().map(|(_, share, _)| *share).fold(0.0, f64::max);
    let mut body = String::new();
    for (number, ((_, share, words), name)) in rows.iter().zip(&names).enumerate() {
        let top = 20.0 + number as f64 * ROW;
        let (left, length) = (36.0 + wide, (share / most * BAR).max(2.0));
        let _ = write!(
            body,
            r#"{}<rect class="d-share" x="{}" y="{}" width="{}" height="16" rx="3"/>{}"#,
            line_of_words(name, 20.0, top + 17.0, "d-l"),
            half(left),
            top + 4.0,
            half(length),
            line_of_words(words, left + length + 10.0, top + 17.0, "d-l d-sub")
        );
    }
    let width = 36.0 + wide + BAR + 10.0 + values + 20.0;
    Some(Picture { width, height: 40.0 + rows.len() as f64 * ROW, body, has_links: false })
}
