//! Svg: a net -> its markup. Frames lie below links, links below nodes, words on top.

use std::fmt::Write as _;

use super::ends::{last_points, toward};
use super::heads::Heads;
use super::layout::{self, Laid};
use super::shape::{self, Shape};
use super::slot;
use super::{Line, Net, Node, Place, Tone};
use crate::base::xml::escaped;
use crate::diagram::pen::{self, Picture, half, line_of_words, small_words, words};
use crate::diagram::text::{self, LINE, SMALL, SMALL_LINE};
use crate::drawing::{Area, Point};

/// How far words at the end of a link stand from its head, and from the link.
const NEAR: (f64, f64) = (5.0, 6.0);

/// Draws a net; nothing when it is too large.
pub(in crate::diagram) fn svg(net: &Net) -> Option<Picture> {
    let laid = layout::layout(net)?;
    let mut svg = String::with_capacity(256 * net.nodes.len());
    for (group, area) in net.groups.iter().zip(&laid.groups) {
        let Some(Area { x, y, width, height }) = area else { continue };
        let class = if group.is_solid { "g-group d-solid" } else { "g-group" };
        let _ = write!(
            svg,
            r#"<g class="{class}"{}><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>"#,
            tone(group.tone)
        );
        for (number, line) in group.label.iter().enumerate() {
            let base = y + 21.0 + number as f64 * LINE;
            let _ = write!(svg, r#"<text x="{}" y="{base}">{}</text>"#, x + 14.0, escaped(line));
        }
        svg.push_str("</g>");
    }
    links(&mut svg, net, &laid);
    let mut has_links = false;
    for ((node, area), notes) in net.nodes.iter().zip(&laid.nodes).zip(&laid.notes) {
        let name = if node.href.is_some() { "a" } else { "g" };
        let href = node.href.as_ref().map(|href| format!(r#" href="{href}" rel="noreferrer""#)).unwrap_or_default();
        has_links |= node.href.is_some();
        let _ = write!(svg, r#"<{name} class="d-node"{}{href}>"#, tone(node.tone));
        self::node(&mut svg, node, *area);
        let _ = write!(svg, "</{name}>");
        for (lines, note) in node.notes.iter().zip(notes) {
            let Some(Area { x, y, width, height }) = note else { continue };
            let middle = Point { x: x + width / 2.0, y: y + height / 2.0 };
            let _ = write!(
                svg,
                r#"<g class="d-note" data-tone="warn"><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>{}</g>"#,
                small_words(lines, middle, "")
            );
        }
    }
    Some(Picture { width: laid.width, height: laid.height, body: svg, has_links })
}

fn tone(tone: Option<Tone>) -> String {
    tone.map(|tone| format!(r#" data-tone="{}""#, tone.name())).unwrap_or_default()
}

fn links(svg: &mut String, net: &Net, laid: &Laid) {
    let (mut solid, mut dashed, mut thick) = (String::new(), String::new(), String::new());
    let mut heads = Heads::default();
    let mut labels = String::new();
    for (number, link) in net.links.iter().enumerate() {
        let Some((route, _)) = &laid.links[number] else { continue };
        let into = match link.line {
            Line::Solid => &mut solid,
            Line::Dashed => &mut dashed,
            Line::Thick => &mut thick,
            Line::Hidden => continue,
        };
        into.push_str(&pen::path(route, laid.labels[number].as_ref()));
        let back = route.clone().turned();
        for (side, route) in [&back, route].into_iter().enumerate() {
            let Some(last) = route.steps.last() else { continue };
            let (before, tip) = last_points(route, last);
            let way = toward(before, tip);
            heads.add(link.heads[side], tip, way);
            let near = &link.near[side];
            if !near.is_empty() {
                let wide = text::width(near, SMALL);
                let away = super::heads::length(link.heads[side]) + NEAR.0;
                let (x, y) = if way.x == 0.0 {
                    (tip.x + NEAR.1, tip.y - way.y * (away + SMALL / 2.0) + SMALL * 0.35)
                } else {
                    (if way.x > 0.0 { tip.x - away - wide } else { tip.x + away }, tip.y - NEAR.1)
                };
                labels.push_str(&line_of_words(near, x, y, "d-lab d-l"));
            }
        }
        if let Some(area) = laid.labels[number] {
            let label = match link.from {
                Place::Node(node) if link.to == link.from => &slot::loop_label(net, node),
                _ => &link.label,
            };
            labels.push_str(&small_words(label, Point { x: area.x + area.width / 2.0, y: area.y + area.height / 2.0 }, "d-lab"));
        }
    }
    for (class, d) in [
        ("g-edge", solid),
        ("g-edge d-dash", dashed),
        ("g-edge d-thick", thick),
        ("d-head", heads.full),
        ("g-edge d-hollow", heads.hollow),
        ("g-edge", heads.lines),
    ] {
        if !d.is_empty() {
            let _ = write!(svg, r#"<path class="{class}" d="{d}"/>"#);
        }
    }
    svg.push_str(&labels);
}

fn node(svg: &mut String, node: &Node, area: Area) {
    svg.push_str(&shape::markup(node.shape, area));
    if node.shape == Shape::Table {
        return table(svg, node, area);
    }
    let middle = shape::middle(node.shape, area);
    let above = node.above.len() as f64 * SMALL_LINE;
    let down = node.label.len() as f64 * LINE;
    if above > 0.0 {
        svg.push_str(&small_words(&node.above, Point { y: middle.y - down / 2.0, ..middle }, "d-sub"));
    }
    svg.push_str(&words(&node.label, Point { y: middle.y + above / 2.0, ..middle }));
}

/// Writes a name and blocks of rows below it.
fn table(svg: &mut String, node: &Node, Area { x, y, width, .. }: Area) {
    let (above, name) = (node.above.len() as f64 * SMALL_LINE, node.label.len() as f64 * LINE);
    let middle = x + width / 2.0;
    svg.push_str(&small_words(&node.above, Point { x: middle, y: y + 8.0 + above / 2.0 }, "d-sub"));
    svg.push_str(&words(&node.label, Point { x: middle, y: y + 8.0 + above + name / 2.0 }));
    let starts = shape::cell_starts(node);
    let mut top = y + 16.0 + above + name;
    let mut rules = String::new();
    for block in &node.blocks {
        let _ = write!(rules, "M{x} {}h{width}", half(top));
        for (number, row) in block.iter().enumerate() {
            for ((column, cell), start) in row.iter().enumerate().zip(&starts) {
                let class = if row.len() > 1 && column != 1 { "d-row d-sub" } else { "d-row" };
                svg.push_str(&line_of_words(cell, x + start, shape::row_base(top, number), class));
            }
        }
        top += shape::block_height(block);
    }
    if !rules.is_empty() {
        let _ = write!(svg, r#"<path class="d-rule" d="{rules}"/>"#);
    }
}
