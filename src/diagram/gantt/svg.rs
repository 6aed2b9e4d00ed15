//! Svg: a plan -> its markup: names on the left, bars over a scale of days on the right.

use std::fmt::Write as _;

use super::Gantt;
use super::dates::{self, days};
use crate::diagram::pen::{Picture, half, line_of_words};
use crate::diagram::text::{SIZE, SMALL, WIDE, width};
use crate::drawing::text::cut;

/// The margin around, the height of a row and the width of the scale.
const MARGIN: f64 = 20.0;
const ROW: f64 = 26.0;
const SCALE: f64 = 460.0;
/// The most marks on the scale.
const MARKS: f64 = 8.0;
/// The steps between marks, in days.
const STEPS: [f64; 17] = [
    1.0 / 1_440.0,
    1.0 / 288.0,
    1.0 / 96.0,
    1.0 / 24.0,
    0.25,
    1.0,
    2.0,
    7.0,
    14.0,
    30.4375,
    91.3125,
    182.625,
    365.25,
    1_826.25,
    3_652.5,
    36_525.0,
    365_250.0,
];

/// Draws a plan; nothing when there are no tasks.
pub(in crate::diagram) fn svg(gantt: &Gantt) -> Option<Picture> {
    if gantt.tasks.is_empty() {
        return None;
    }
    let first = gantt.tasks.iter().map(|task| task.start).fold(f64::INFINITY, f64::min);
    let last = gantt.tasks.iter().map(|task| task.end).fold(f64::NEG_INFINITY, f64::max).max(first + 1.0 / 1_440.0);
    let names: Vec<String> = gantt.tasks.iter().map(|task| cut(&task.name, SIZE, WIDE)).collect();
    let wide = names.iter().map(|name| width(name, SIZE)).fold(0.0, f64::max);
    let wide = gantt.sections.iter().map(|(name, _)| width(&cut(name, SMALL, WIDE), SMALL)).fold(wide, f64::max);
    let left = half(MARGIN + wide + 16.0);
    let x = |day: f64| half(left + (day - first) / (last - first) * SCALE);
    let (mut marks, mut words, mut rows) = (String::new(), String::new(), String::new());
    let mut y = MARGIN + 22.0;
    let mut bars = String::new();
    for (number, (task, name)) in gantt.tasks.iter().zip(&names).enumerate() {
        for (section, _) in gantt.sections.iter().filter(|(section, before)| *before == number && !section.is_empty()) {
            let _ = write!(rows, "M{MARGIN} {}H{}", y + 4.0, left + SCALE);
            words += &line_of_words(&cut(section, SMALL, WIDE), MARGIN, y + 20.0, "d-l d-sub");
            y += ROW;
        }
        words += &line_of_words(name, MARGIN, y + 17.0, "d-l");
        let (from, to) = (x(task.start), x(task.end).max(x(task.start) + 3.0));
        let tone = match (task.is_critical, task.is_active, task.is_done) {
            (true, ..) => r#" data-tone="bad""#,
            (_, true, _) => r#" data-tone="info""#,
            (.., true) => "",
            _ => r#" data-tone="note""#,
        };
        let shape = if task.is_milestone {
            let middle = half(f64::midpoint(x(task.start), x(task.end)));
            format!(r#"<path d="M{middle} {}l8 8l-8 8l-8 -8Z"/>"#, y + 5.0)
        } else {
            format!(r#"<rect x="{from}" y="{}" width="{}" height="16" rx="3"/>"#, y + 5.0, half(to - from))
        };
        let _ = write!(bars, r#"<g class="d-node"{tone}>{shape}</g>"#);
        let states = [(task.is_critical, "critical"), (task.is_active, "active"), (task.is_done, "done")];
        let state = states.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect::<Vec<_>>().join(", ");
        words += &line_of_words(&state, if task.is_milestone { to + 12.0 } else { to + 8.0 }, y + 17.0, "d-l d-sub");
        y += ROW;
    }
    let bottom = y + 4.0;
    let step = STEPS.into_iter().find(|step| (last - first) / step <= MARKS).unwrap_or(STEPS[STEPS.len() - 1]);
    let mut free = f64::NEG_INFINITY;
    for day in ticks(first, last, step) {
        let _ = write!(marks, "M{} {}V{bottom}", x(day), MARGIN + 18.0);
        let said = dates::tick(day, step);
        let half_wide = width(&said, SMALL) / 2.0;
        if x(day) - half_wide > free + 6.0 {
            let _ = write!(words, r#"<text class="d-sub" x="{}" y="{}">{said}</text>"#, x(day), MARGIN + 10.0);
            free = x(day) + half_wide;
        }
    }
    let body = format!(r#"<path class="d-life" d="{marks}{rows}"/>{bars}{words}"#);
    Some(Picture { width: left + SCALE + 110.0, height: bottom + MARGIN, body, has_links: false })
}

/// Lists where marks stand: at whole steps, at the first of months and years.
fn ticks(first: f64, last: f64, step: f64) -> Vec<f64> {
    let mut found = Vec::new();
    if step < 30.0 {
        // Weeks start on Mondays; the epoch was a Thursday.
        let offset = if step >= 7.0 { 4.0 } else { 0.0 };
        let mut next = ((first - offset) / step).ceil() * step + offset;
        while next <= last && found.len() < 12 {
            found.push(next);
            next += step;
        }
        return found;
    }
    let months = ((step / 30.4375).round() as i64).max(1);
    // A little before the first, by the average length of months.
    let start = ((first / 30.436_875).floor() as i64).div_euclid(months) * months - months;
    for number in 0..40 {
        let month = start + number * months;
        let day = days(1970 + month.div_euclid(12), month.rem_euclid(12) + 1, 1) as f64;
        if day > last {
            break;
        }
        if day >= first {
            found.push(day);
        }
    }
    found
}
