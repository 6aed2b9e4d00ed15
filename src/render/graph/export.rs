//! Export: a picture as a file for other programs: DOT for Graphviz, Mermaid for Markdown.

use std::fmt::Write as _;

use super::net::Line;
use super::picture::{Look, Picture};

/// Writes a picture in Graphviz's language.
pub(super) fn dot(picture: &Picture<'_>) -> String {
    let mut dot = String::from("digraph catalog {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    let node = |dot: &mut String, number: usize, indent: &str| {
        let Some(shown) = picture.nodes.get(number) else { return };
        let style = if shown.look == Look::Plain { "" } else { ", style=\"rounded,dashed\"" };
        let width = if shown.is_middle { ", penwidth=2" } else { "" };
        let _ = writeln!(
            dot,
            "{indent}{} [label={}{style}{width}];",
            quoted(&shown.name),
            quoted(&format!("{}\n{}", shown.title, shown.kind.map_or("", |kind| &kind.name)))
        );
    };
    for (number, frame) in picture.frames.iter().enumerate() {
        let _ = writeln!(dot, "  subgraph cluster_{number} {{\n    label={};", quoted(&frame.title));
        members(picture, Some(number)).for_each(|member| node(&mut dot, member, "    "));
        dot.push_str("  }\n");
    }
    members(picture, None).for_each(|member| node(&mut dot, member, "  "));
    for line in &picture.lines {
        let style = match line.line {
            Line::Solid => "",
            Line::Dashed => ", style=dashed",
            Line::Dotted => ", style=dotted",
        };
        let (from, to) = (quoted(&picture.nodes[line.from].name), quoted(&picture.nodes[line.to].name));
        let _ = writeln!(dot, "  {from} -> {to} [tooltip={}{style}];", quoted(&line.words));
    }
    dot.push_str("}\n");
    dot
}

/// Writes a picture in Mermaid's language.
pub(super) fn mermaid(picture: &Picture<'_>) -> String {
    let mut text = String::from("flowchart LR\n");
    let node = |text: &mut String, number: usize, indent: &str| {
        if let Some(shown) = picture.nodes.get(number) {
            let _ = writeln!(text, "{indent}n{number}[\"{}\"]", entities(&shown.title));
        }
    };
    for (number, frame) in picture.frames.iter().enumerate() {
        let _ = writeln!(text, "  subgraph f{number}[\"{}\"]", entities(&frame.title));
        members(picture, Some(number)).for_each(|member| node(&mut text, member, "    "));
        text.push_str("  end\n");
    }
    members(picture, None).for_each(|member| node(&mut text, member, "  "));
    for line in &picture.lines {
        let arrow = if line.line == Line::Solid { "-->" } else { "-.->" };
        let _ = writeln!(text, "  n{} {arrow} n{}", line.from, line.to);
    }
    for (number, shown) in picture.nodes.iter().enumerate() {
        if shown.is_middle {
            let _ = writeln!(text, "  style n{number} stroke-width:3px");
        } else if shown.look != Look::Plain {
            let _ = writeln!(text, "  style n{number} stroke-dasharray:4 3");
        }
    }
    text
}

fn members(picture: &Picture<'_>, frame: Option<usize>) -> impl Iterator<Item = usize> {
    picture.nodes.iter().enumerate().filter(move |(_, node)| node.frame == frame).map(|(number, _)| number)
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            control if control.is_control() => {}
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Writes what Mermaid would take for its own as entities, which it reads as `#name;`.
fn entities(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '-' | '_' | '.' | ',' | '/' | ':' => safe.push(letter),
            control if control.is_control() => {}
            letter if !letter.is_ascii() => safe.push(letter),
            letter => {
                let _ = write!(safe, "#{};", letter as u32);
            }
        }
    }
    safe
}
