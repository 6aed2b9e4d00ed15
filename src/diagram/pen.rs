//! Pen: words, lines and boxes -> SVG. Everything that an author wrote is escaped here; colours come from classes that the theme knows.

use std::fmt::Write as _;

use super::text::{LINE, SIZE, SMALL, SMALL_LINE};
use crate::base::xml::escaped;
use crate::drawing::{Area, Point, Route, Step};

/// What is drawn so far, and how large it is.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) body: String,
    /// Whether links are in it.
    pub(super) has_links: bool,
}

/// Writes lines of words around a point, as nodes hold them.
pub(super) fn words(lines: &[String], middle: Point) -> String {
    block(lines, middle, LINE, SIZE, "")
}

/// Writes lines of smaller words around a point; `class` says whose.
pub(super) fn small_words(lines: &[String], middle: Point, class: &str) -> String {
    block(lines, middle, SMALL_LINE, SMALL, class)
}

fn block(lines: &[String], middle: Point, apart: f64, size: f64, class: &str) -> String {
    if lines.iter().all(String::is_empty) {
        return String::new();
    }
    let first = middle.y - (lines.len() as f64 - 1.0) * apart / 2.0 + (size * 0.35).round();
    let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
    let (x, y) = (half(middle.x), half(first));
    if let [line] = lines {
        return format!(r#"<text{class} x="{x}" y="{y}">{}</text>"#, escaped(line));
    }
    let mut text = format!(r#"<text{class}>"#);
    // An empty line is a gap; a blank between lines keeps words apart for those who hear or copy them.
    let spans: Vec<String> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .map(|(number, line)| format!(r#"<tspan x="{x}" y="{}">{}</tspan>"#, y + number as f64 * apart, escaped(line)))
        .collect();
    text.push_str(&spans.join(" "));
    text.push_str("</text>");
    text
}

/// Writes one line of words that starts at a point of its base.
pub(super) fn line_of_words(line: &str, x: f64, y: f64, class: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(r#"<text class="{class}" x="{}" y="{}">{}</text>"#, half(x), half(y), escaped(line))
    }
}

/// Writes the path of a route, which is interrupted where words stand on it.
pub(super) fn path(route: &Route, words: Option<&Area>) -> String {
    let mut d = format!("M{}", at(route.start));
    let mut from = route.start;
    for step in &route.steps {
        let to = match step {
            Step::Line(to) => {
                if let Some((before, behind)) = words.and_then(|area| around(from, *to, area)) {
                    if before != from {
                        let _ = write!(d, "L{}", at(before));
                    }
                    let _ = write!(d, "M{}", at(behind));
                }
                if !d.ends_with(&format!("M{}", at(*to))) {
                    let _ = write!(d, "L{}", at(*to));
                }
                *to
            }
            Step::Curve(one, two, to) => {
                let _ = write!(d, "C{} {} {}", at(*one), at(*two), at(*to));
                *to
            }
        };
        from = to;
    }
    d
}

/// Gives where a line along an axis comes into an area and where it leaves it.
fn around(from: Point, to: Point, area: &Area) -> Option<(Point, Point)> {
    let within = |value: f64, start: f64, length: f64| value.clamp(start, start + length);
    let clamped = |point: Point| Point { x: within(point.x, area.x, area.width), y: within(point.y, area.y, area.height) };
    let is_level = from.x == to.x && from.x == clamped(from).x || from.y == to.y && from.y == clamped(from).y;
    let (before, behind) = (clamped(from), clamped(to));
    (is_level && before != behind).then_some((before, behind))
}

fn at(point: Point) -> String {
    format!("{} {}", half(point.x), half(point.y))
}

/// Rounds to half pixels.
pub(super) fn half(value: f64) -> f64 {
    (value * 2.0).round() / 2.0
}
