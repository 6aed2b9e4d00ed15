//! Journeys and timelines of Mermaid: text -> rows in sections -> what happened when, or how well it went and for whom.
//! Follows <https://mermaid.js.org/syntax/userJourney.html> and <https://mermaid.js.org/syntax/timeline.html>.

use std::fmt::Write as _;

use super::pen::{Picture, half, line_of_words};
use super::source::Mermaid;
use super::text::{self, LINE, SIZE, SMALL, SMALL_LINE, WIDE, width};
use super::{Mistake, TOLD, words};

/// The most rows.
const MOST: usize = 150;
const MARGIN: f64 = 20.0;
/// The best score.
const BEST: usize = 5;

/// Holds rows.
#[derive(Debug, Default)]
pub(super) struct Journey {
    pub(super) title: Option<String>,
    /// Sections and how many rows come before each.
    sections: Vec<(String, usize)>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    /// A task, or a time.
    name: Vec<String>,
    /// How well it went, of five.
    score: Option<usize>,
    /// Who took part, or what happened.
    what: Vec<String>,
}

/// Reads a journey: `task: score: who, who`.
pub(super) fn journey(source: &Mermaid) -> Result<Journey, Mistake> {
    let mut journey = Journey::default();
    for line in source.lines() {
        if journey.head(line.text) {
            continue;
        }
        let mut parts = line.text.rsplitn(3, ':');
        let found = match (parts.next(), parts.next(), parts.next()) {
            (Some(who), Some(score), Some(name)) => score.trim().parse::<usize>().ok().map(|score| (name, score, who)),
            (Some(score), Some(name), None) => score.trim().parse::<usize>().ok().map(|score| (name, score, "")),
            _ => None,
        };
        let (name, score, who) = found.ok_or_else(|| words::no_statement(line.range(), line.text))?;
        let who = who.split(',').map(text::words).filter(|who| !who.is_empty()).collect::<Vec<_>>().join(", ");
        let what = if who.is_empty() { Vec::new() } else { vec![who] };
        journey.rows.push(Row { name: text::lines(name, WIDE), score: Some(score.min(BEST)), what });
    }
    Ok(journey)
}

/// Reads a timeline: `time : event : event`; lines that start with a colon go on.
pub(super) fn timeline(source: &Mermaid) -> Result<Journey, Mistake> {
    let mut journey = Journey::default();
    for line in source.lines() {
        if journey.head(line.text) {
            continue;
        }
        let (name, events) = line.text.split_once(':').map_or((line.text, None), |(name, events)| (name, Some(events)));
        let events = events.into_iter().flat_map(|events| events.split(" : ")).map(text::words).filter(|event| !event.is_empty());
        if name.trim().is_empty() {
            let row = journey.rows.last_mut().ok_or_else(|| words::no_statement(line.range(), line.text))?;
            row.what.extend(events);
        } else {
            journey.rows.push(Row { name: text::lines(name, WIDE), score: None, what: events.collect() });
        }
    }
    Ok(journey)
}

impl Journey {
    /// Reads titles and sections; tells whether the line is one.
    fn head(&mut self, line: &str) -> bool {
        if let Some(title) = line.strip_prefix("title ") {
            self.title = Some(text::words(title));
        } else if let Some(section) = line.strip_prefix("section ") {
            self.sections.push((text::words(section), self.rows.len()));
        } else {
            return false;
        }
        true
    }

    /// Tells it in words.
    pub(super) fn told(&self) -> String {
        let row = |row: &Row| {
            let score = row.score.map(|score| format!("{score} of {BEST}"));
            let said: Vec<String> = score.into_iter().chain(row.what.iter().cloned()).collect();
            format!("{}: {}", row.name.join(" "), said.join(", "))
        };
        self.rows.iter().take(TOLD).map(row).collect::<Vec<_>>().join("; ")
    }
}

/// Draws rows; nothing when there are none, or too many.
pub(super) fn svg(journey: &Journey) -> Option<Picture> {
    if journey.rows.is_empty() || journey.rows.len() > MOST {
        return None;
    }
    let names = journey.rows.iter().map(|row| text::widest(&row.name, SIZE)).fold(0.0, f64::max);
    let rail = half(MARGIN + names + 24.0);
    let left = if journey.rows.iter().any(|row| row.score.is_some()) { rail + 14.0 * BEST as f64 + 12.0 } else { rail + 20.0 };
    let (mut rules, mut body) = (String::new(), String::new());
    let mut y = MARGIN;
    let mut widest = left;
    let (mut first, mut last) = (f64::INFINITY, y);
    for (number, row) in journey.rows.iter().enumerate() {
        for (section, _) in journey.sections.iter().filter(|(_, before)| *before == number) {
            body += &line_of_words(section, MARGIN, y + 16.0, "d-l d-sub");
            widest = widest.max(MARGIN + width(section, SMALL));
            y += 26.0;
        }
        let what: Vec<Vec<String>> = row.what.iter().map(|what| text::lines(&what.replace('<', "&lt;"), 1.6 * WIDE)).collect();
        let lines = what.iter().map(Vec::len).sum::<usize>();
        let high = (row.name.len() as f64 * LINE).max(lines as f64 * SMALL_LINE + what.len().saturating_sub(1) as f64 * 4.0);
        for (line, name) in row.name.iter().enumerate() {
            body += &line_of_words(name, MARGIN, y + 14.0 + line as f64 * LINE, "d-l");
        }
        let middle = y + 9.5;
        match row.score {
            Some(score) => {
                for place in 0..BEST {
                    let class = if place < score { "d-share" } else { "d-none" };
                    let _ = write!(
                        body,
                        r#"<circle class="{class}" cx="{}" cy="{middle}" r="4.5"/>"#,
                        rail + 6.0 + 14.0 * place as f64
                    );
                }
            }
            None => {
                let _ = write!(body, r#"<circle class="d-share" cx="{rail}" cy="{middle}" r="4"/>"#);
                (first, last) = (first.min(middle), middle);
            }
        }
        let mut base = y + 14.0;
        for line in what.iter().flat_map(|lines| lines.iter().map(Some).chain([None])) {
            match line {
                Some(line) => {
                    body += &line_of_words(line, left, base, "d-l d-lab");
                    widest = widest.max(left + width(line, SMALL));
                    base += SMALL_LINE;
                }
                None => base += 4.0,
            }
        }
        y += high + 14.0;
    }
    if first < last {
        let _ = write!(rules, r#"<path class="d-life" d="M{rail} {first}V{last}"/>"#);
    }
    Some(Picture { width: widest + MARGIN, height: y + MARGIN - 8.0, body: rules + &body, has_links: false })
}
