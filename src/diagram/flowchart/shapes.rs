//! Nodes of flowcharts: ids, brackets and `@{ … }` -> shapes and labels.

use crate::diagram::net::shape::Shape;
use crate::diagram::{Mistake, words};

/// Measures the id that a text starts with. Signs belong to it unless an arrow starts there.
pub(super) fn id(text: &str) -> usize {
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let next = text[at + letter.len_utf8()..].chars().next();
        let is_part = match letter {
            '-' => at > 0 && next.is_some_and(|next| next.is_alphanumeric() || next == '_'),
            '=' => at > 0 && next.is_some_and(|next| next.is_alphanumeric()),
            '.' | ',' | '/' | '\\' | '*' | '+' | '?' | '!' | '$' | '#' | '\'' | ':' if letter != ':' => true,
            ':' => next != Some(':') && next.is_some_and(char::is_alphanumeric) && at > 0,
            letter => letter.is_alphanumeric() || letter == '_',
        };
        if !is_part {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

/// What opens a shape, what closes it, and the shape; what starts alike stands first.
const BRACKETS: [(&str, &[(&str, Shape)]); 12] = [
    ("(((", &[(")))", Shape::DoubleCircle)]),
    ("((", &[("))", Shape::Circle)]),
    ("([", &[("])", Shape::Stadium)]),
    ("(-", &[("-)", Shape::Ellipse)]),
    ("(", &[(")", Shape::Round)]),
    ("[[", &[("]]", Shape::Subroutine)]),
    ("[(", &[(")]", Shape::Cylinder)]),
    ("[/", &[("/]", Shape::LeanRight), ("\\]", Shape::Trapezoid)]),
    ("[\\", &[("\\]", Shape::LeanLeft), ("/]", Shape::Inverted)]),
    ("[", &[("]", Shape::Rect)]),
    ("{{", &[("}}", Shape::Hexagon)]),
    ("{", &[("}", Shape::Rhombus)]),
];

/// Reads a shape in brackets: how long it is, the shape and the label.
pub(in crate::diagram) fn bracketed(text: &str) -> Option<Result<(usize, Shape, String), Mistake>> {
    let flag: (&str, &[(&str, Shape)]) = (">", &[("]", Shape::Flag)]);
    let (open, closes) = BRACKETS.iter().copied().chain([flag]).find(|(open, _)| text.starts_with(open))?;
    let inside = &text[open.len()..];
    let quote = inside.len() - inside.trim_start().len();
    let fault = || words::label_not_closed(0..open.len(), open, closes[0].0);
    if inside[quote..].starts_with('"') {
        let Some(length) = inside[quote + 1..].find('"') else { return Some(Err(fault())) };
        let label = &inside[quote + 1..quote + 1 + length];
        let after = &inside[quote + length + 2..];
        let behind = after.trim_start();
        return Some(match closes.iter().find(|(close, _)| behind.starts_with(close)) {
            Some((close, shape)) => Ok((text.len() - behind.len() + close.len(), *shape, label.to_owned())),
            None => Err(fault()),
        });
    }
    // Brackets in the words that are closed again are part of them.
    let found =
        closes.iter().filter_map(|(close, shape)| Some((closing(inside, close)?, *close, *shape))).min_by_key(|(at, ..)| *at);
    Some(match found {
        Some((at, close, shape)) => Ok((open.len() + at + close.len(), shape, inside[..at].to_owned())),
        None => Err(fault()),
    })
}

/// Finds what closes a shape, on its line.
fn closing(text: &str, close: &str) -> Option<usize> {
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    let (one, other) = match close {
        "]" => ('[', ']'),
        ")" => ('(', ')'),
        "}" => ('{', '}'),
        _ => return line.find(close),
    };
    let mut depth = 0;
    for (at, letter) in line.char_indices() {
        if letter == one {
            depth += 1;
        } else if letter == other && depth == 0 {
            return Some(at);
        } else if letter == other {
            depth -= 1;
        }
    }
    None
}

/// Reads `@{ shape: diamond, label: "Is it?" }`: how long it is, the shape and the label, each where it is given.
pub(super) fn described(text: &str) -> Result<(usize, Option<Shape>, Option<String>), Mistake> {
    let mut is_quoted = false;
    let end = text.find(|c: char| {
        is_quoted ^= c == '"';
        c == '}' && !is_quoted
    });
    let Some(end) = end else { return Err(words::label_not_closed(0..2, "@{", "}")) };
    let (mut shape, mut label) = (None, None);
    let mut rest = text[2..end].trim();
    while let Some((key, after)) = rest.split_once(':') {
        let after = after.trim_start();
        let (value, behind) = match after.strip_prefix('"').and_then(|inside| inside.split_once('"')) {
            Some((value, behind)) => (value, behind.trim_start().trim_start_matches(',')),
            None => after.split_once([',', '\n']).unwrap_or((after, "")),
        };
        match key.trim() {
            "shape" => shape = named(value.trim()),
            "label" => label = Some(value.trim().to_owned()),
            _ => {}
        }
        rest = behind.trim_start();
    }
    Ok((end + 1, shape, label))
}

/// Knows the names of shapes; what has no like here is a rectangle.
fn named(name: &str) -> Option<Shape> {
    Some(match name {
        "rounded" | "event" => Shape::Round,
        "stadium" | "pill" | "terminal" => Shape::Stadium,
        "fr-rect" | "framed-rectangle" | "subproc" | "subprocess" | "subroutine" | "lin-rect" | "lined-process" | "lin-proc"
        | "shaded-process" => Shape::Subroutine,
        "cyl"
        | "cylinder"
        | "database"
        | "db"
        | "disk"
        | "lin-cyl"
        | "lined-cylinder"
        | "h-cyl"
        | "das"
        | "horizontal-cylinder" => Shape::Cylinder,
        "circle" | "circ" => Shape::Circle,
        "dbl-circ" | "double-circle" => Shape::DoubleCircle,
        "odd" => Shape::Flag,
        "diam" | "diamond" | "decision" | "question" => Shape::Rhombus,
        "hex" | "hexagon" | "prepare" => Shape::Hexagon,
        "lean-r" | "lean-right" | "in-out" | "sl-rect" | "manual-input" => Shape::LeanRight,
        "lean-l" | "lean-left" | "out-in" => Shape::LeanLeft,
        "trap-b" | "trapezoid" | "trapezoid-bottom" | "priority" => Shape::Trapezoid,
        "trap-t" | "inv-trapezoid" | "trapezoid-top" | "manual" => Shape::Inverted,
        "doc" | "document" | "docs" | "documents" | "st-doc" | "lin-doc" | "tag-doc" | "paper-tape" | "flag" => Shape::Document,
        "text" => Shape::Plain,
        "sm-circ" | "small-circle" | "start" | "f-circ" | "filled-circle" | "junction" => Shape::Start,
        "fr-circ" | "framed-circle" | "stop" => Shape::End,
        "fork" | "join" => Shape::Bar,
        "comment" | "brace" | "brace-l" | "brace-r" | "braces" => Shape::Note,
        _ => Shape::Rect,
    })
}
