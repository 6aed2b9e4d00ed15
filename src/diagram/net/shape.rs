//! Shapes of nodes: what they hold -> their size, their outline and their markup.

use std::f64::consts::TAU;

use super::Node;
use crate::diagram::text::{self, LINE, SIZE, SMALL, SMALL_LINE};
use crate::drawing::{Area, Point};

/// The shapes that nodes have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::diagram) enum Shape {
    #[default]
    Rect,
    Round,
    Stadium,
    Subroutine,
    Cylinder,
    Circle,
    DoubleCircle,
    Ellipse,
    Flag,
    Rhombus,
    Hexagon,
    LeanRight,
    LeanLeft,
    Trapezoid,
    Inverted,
    Document,
    Note,
    /// Words alone.
    Plain,
    /// Where states start, and where they end.
    Start,
    End,
    /// Where paths part and meet.
    Bar,
    /// A class or an entity: its name, and blocks of rows.
    Table,
}

/// The height of a row of a table.
const ROW: f64 = 22.0;
/// The gap beside and between the cells of a table.
const CELL: f64 = 12.0;
/// How far hexagons and slanted shapes lean.
const LEAN: f64 = 14.0;
/// Half the height of a cylinder's lid.
const LID: f64 = 6.0;

/// Gives the size of a node.
pub(super) fn size(node: &Node) -> (f64, f64) {
    let (wide, high) = (text::widest(&node.label, SIZE), node.label.len() as f64 * LINE);
    let above = node.above.len() as f64 * SMALL_LINE;
    let wide = wide.max(text::widest(&node.above, SMALL));
    let high = high + above;
    let even = |size: f64| (size / 2.0).ceil() * 2.0;
    let (width, height) = match node.shape {
        Shape::Rect | Shape::Round | Shape::Note => ((wide + 28.0).max(44.0), high + 20.0),
        Shape::Stadium => (wide + high + 24.0, high + 20.0),
        Shape::Subroutine => (wide + 44.0, high + 20.0),
        Shape::Cylinder => ((wide + 28.0).max(52.0), high + 20.0 + 3.0 * LID),
        Shape::Circle => {
            let across = wide.hypot(high) + 12.0;
            (across.max(38.0), across.max(38.0))
        }
        Shape::DoubleCircle => {
            let across = wide.hypot(high) + 22.0;
            (across.max(46.0), across.max(46.0))
        }
        Shape::Ellipse => ((wide + 16.0) * std::f64::consts::SQRT_2, (high + 8.0) * std::f64::consts::SQRT_2),
        Shape::Flag => (wide + 28.0 + LEAN, high + 20.0),
        Shape::Rhombus => {
            // The corners of each line touch its sides, which are twice as wide as high.
            let middle = (node.label.len() as f64 - 1.0) / 2.0;
            let reach = |(number, line): (usize, &String)| {
                text::width(line, SIZE) / 2.0 + 2.0 * ((number as f64 - middle).abs() * LINE + SIZE / 2.0) + 8.0
            };
            let half = node.label.iter().enumerate().map(reach).fold(28.0, f64::max);
            (2.0 * half, half)
        }
        Shape::Hexagon => (wide + 24.0 + 2.0 * LEAN, high + 20.0),
        Shape::LeanRight | Shape::LeanLeft | Shape::Trapezoid | Shape::Inverted => (wide + 28.0 + 2.0 * LEAN, high + 20.0),
        Shape::Document => ((wide + 28.0).max(44.0), high + 32.0),
        Shape::Plain => (wide + 8.0, high + 8.0),
        Shape::Start => (16.0, 16.0),
        Shape::End => (20.0, 20.0),
        Shape::Bar => (64.0, 6.0),
        Shape::Table => {
            let rows = node.blocks.iter().map(|block| block_height(block)).sum::<f64>();
            let cells: f64 = columns(node).iter().map(|column| column + CELL).sum::<f64>() + CELL;
            ((wide + 2.0 * CELL).max(cells).max(88.0), high + 16.0 + rows)
        }
    };
    (even(width), even(height))
}

/// Gives how high a block of rows is; an empty one shows that there is nothing.
pub(super) fn block_height(block: &[Vec<String>]) -> f64 {
    if block.is_empty() { 10.0 } else { block.len() as f64 * ROW + 8.0 }
}

/// Gives the widths of a table's columns.
pub(super) fn columns(node: &Node) -> Vec<f64> {
    let mut columns: Vec<f64> = Vec::new();
    for row in node.blocks.iter().flatten() {
        for (number, cell) in row.iter().enumerate() {
            if number == columns.len() {
                columns.push(0.0);
            }
            columns[number] = columns[number].max(text::width(cell, SMALL));
        }
    }
    columns
}

/// Gives where the words of row `number` of a block that starts at `top` stand.
pub(super) fn row_base(top: f64, number: usize) -> f64 {
    top + 4.0 + number as f64 * ROW + 15.0
}

/// Gives where the cells of a table start, from its left border.
pub(super) fn cell_starts(node: &Node) -> Vec<f64> {
    let mut next = CELL;
    columns(node)
        .into_iter()
        .map(|width| {
            let start = next;
            next += width + CELL;
            start
        })
        .collect()
}

/// Tells how wide the ends of links may spread on each side.
pub(super) fn ports(shape: Shape, across: f64) -> f64 {
    match shape {
        Shape::Rhombus | Shape::Circle | Shape::DoubleCircle | Shape::Ellipse => across * 0.4,
        Shape::Start | Shape::End => 0.0,
        Shape::Bar => across,
        _ => (across - 24.0).max(0.0),
    }
}

/// Gives the corners of the outline; round ones have many.
pub(super) fn outline(shape: Shape, area: Area) -> Vec<Point> {
    let Area { x, y, width, height } = area;
    let (right, bottom, middle, center) = (x + width, y + height, y + height / 2.0, x + width / 2.0);
    let points = |corners: &[(f64, f64)]| corners.iter().map(|(x, y)| Point { x: *x, y: *y }).collect();
    let arc = |cx: f64, cy: f64, rx: f64, ry: f64, from: f64, to: f64| {
        (0..=16).map(move |part| {
            let turn = (from + (to - from) * f64::from(part) / 16.0) * TAU;
            Point { x: cx + rx * turn.cos(), y: cy + ry * turn.sin() }
        })
    };
    match shape {
        Shape::Circle | Shape::DoubleCircle | Shape::Ellipse | Shape::Start | Shape::End => {
            arc(center, middle, width / 2.0, height / 2.0, 0.0, 1.0)
                .chain(arc(center, middle, width / 2.0, height / 2.0, 0.0, 1.0))
                .collect()
        }
        Shape::Stadium => {
            let radius = height / 2.0;
            let left = arc(x + radius, middle, radius, radius, 0.25, 0.75);
            left.chain(arc(right - radius, middle, radius, radius, 0.75, 1.25)).collect()
        }
        Shape::Cylinder => {
            let lid = arc(center, y + LID, width / 2.0, LID, 0.5, 1.0);
            lid.chain(arc(center, bottom - LID, width / 2.0, LID, 0.0, 0.5)).collect()
        }
        Shape::Rhombus => points(&[(center, y), (right, middle), (center, bottom), (x, middle)]),
        Shape::Hexagon => {
            points(&[(x + LEAN, y), (right - LEAN, y), (right, middle), (right - LEAN, bottom), (x + LEAN, bottom), (x, middle)])
        }
        Shape::LeanRight => points(&[(x + LEAN, y), (right, y), (right - LEAN, bottom), (x, bottom)]),
        Shape::LeanLeft => points(&[(x, y), (right - LEAN, y), (right, bottom), (x + LEAN, bottom)]),
        Shape::Trapezoid => points(&[(x + LEAN, y), (right - LEAN, y), (right, bottom), (x, bottom)]),
        Shape::Inverted => points(&[(x, y), (right, y), (right - LEAN, bottom), (x + LEAN, bottom)]),
        Shape::Flag => points(&[(x, y), (right, y), (right, bottom), (x, bottom), (x + LEAN, middle)]),
        Shape::Document => {
            let mut corners: Vec<Point> = points(&[(x, y), (right, y), (right, bottom - 6.0)]);
            corners.extend([Point { x: x + width * 0.75, y: bottom - 12.0 }, Point { x: x + width * 0.25, y: bottom }]);
            corners.push(Point { x, y: bottom - 6.0 });
            corners
        }
        _ => points(&[(x, y), (right, y), (right, bottom), (x, bottom)]),
    }
}

/// Gives the middle of where the words of a node stand.
pub(super) fn middle(shape: Shape, area: Area) -> Point {
    let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
    match shape {
        Shape::Flag => Point { x: x + LEAN / 2.0, y },
        Shape::Cylinder => Point { x, y: y + LID / 2.0 },
        Shape::Document => Point { x, y: y - 5.0 },
        _ => Point { x, y },
    }
}

/// Writes the shape.
pub(super) fn markup(shape: Shape, area: Area) -> String {
    let Area { x, y, width, height } = area;
    let (right, bottom, middle, center) = (x + width, y + height, y + height / 2.0, x + width / 2.0);
    let rect = |radius: f64| format!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>"#);
    match shape {
        Shape::Plain => String::new(),
        Shape::Rect | Shape::Note => rect(3.0),
        Shape::Round => rect(10.0),
        Shape::Table => rect(6.0),
        Shape::Stadium => rect(height / 2.0),
        Shape::Bar => format!(r#"<rect class="d-full" x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>"#),
        Shape::Start => format!(r#"<circle class="d-full" cx="{center}" cy="{middle}" r="8"/>"#),
        Shape::End => {
            format!(r#"<circle cx="{center}" cy="{middle}" r="9.5"/><circle class="d-full" cx="{center}" cy="{middle}" r="5"/>"#)
        }
        Shape::Circle => format!(r#"<circle cx="{center}" cy="{middle}" r="{}"/>"#, width / 2.0),
        Shape::DoubleCircle => format!(
            r#"<circle cx="{center}" cy="{middle}" r="{}"/><circle cx="{center}" cy="{middle}" r="{}"/>"#,
            width / 2.0,
            width / 2.0 - 4.0
        ),
        Shape::Ellipse => format!(r#"<ellipse cx="{center}" cy="{middle}" rx="{}" ry="{}"/>"#, width / 2.0, height / 2.0),
        Shape::Subroutine => {
            format!(r#"{}<path d="M{} {y}V{bottom}M{} {y}V{bottom}"/>"#, rect(3.0), x + 8.0, right - 8.0)
        }
        Shape::Cylinder => {
            let (top, foot, half) = (y + LID, bottom - LID, width / 2.0);
            format!(
                r#"<path d="M{x} {top}A{half} {LID} 0 0 1 {right} {top}V{foot}A{half} {LID} 0 0 1 {x} {foot}Z"/><path d="M{x} {top}A{half} {LID} 0 0 0 {right} {top}"/>"#
            )
        }
        Shape::Document => {
            let foot = bottom - 6.0;
            format!(
                r#"<path d="M{x} {foot}V{y}H{right}V{foot}C{} {} {} {} {x} {foot}Z"/>"#,
                x + width * 0.7,
                foot - 14.0,
                x + width * 0.3,
                foot + 14.0
            )
        }
        _ => {
            let corners: Vec<String> = outline(shape, area).iter().map(|point| format!("{} {}", point.x, point.y)).collect();
            format!(r#"<path d="M{}Z"/>"#, corners.join("L"))
        }
    }
}

/// Moves a point that stands before an outline in until it meets it; `inwards` says how, in steps of one pixel along one axis.
pub(super) fn meet(outline: &[Point], at: Point, inwards: Point) -> Point {
    let mut nearest: Option<f64> = None;
    for (number, one) in outline.iter().enumerate() {
        let other = outline[(number + 1) % outline.len()];
        // Where the side crosses the line through the point.
        let (along, across) = if inwards.x == 0.0 { (at.y, at.x) } else { (at.x, at.y) };
        let side = |point: &Point| if inwards.x == 0.0 { (point.y, point.x) } else { (point.x, point.y) };
        let ((a_along, a_across), (b_along, b_across)) = (side(one), side(&other));
        if (a_across - across) * (b_across - across) > 0.0 || a_across == b_across {
            continue;
        }
        let crossing = a_along + (b_along - a_along) * (across - a_across) / (b_across - a_across);
        let far = (crossing - along) * (inwards.x + inwards.y);
        if far >= -0.5 && nearest.is_none_or(|nearest| far < nearest) {
            nearest = Some(far);
        }
    }
    let far = nearest.map_or(0.0, |far| (far * 2.0).round() / 2.0);
    Point { x: at.x + inwards.x * far, y: at.y + inwards.y * far }
}
