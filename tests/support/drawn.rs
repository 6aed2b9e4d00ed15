//! Drawings of a page -> lines: what each calls itself, its nodes by shape and tone, its frames and labels, and how many lines and heads of each sort it has.

use std::fmt::Write as _;

use roxmltree::{Document, Node};

/// Describes every drawing of a page's body.
pub fn outline(html: &str) -> String {
    let mut out = String::new();
    for part in html.split("<svg class=\"drawn\"").skip(1) {
        let svg = format!("<svg{}</svg>", part.split("</svg>").next().unwrap());
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
        let root = document.root_element();
        let _ = writeln!(out, "{} ({})", root.attribute("aria-label").unwrap(), root.attribute("role").unwrap());
        for child in root.children() {
            let class = child.attribute("class").unwrap_or_default();
            let words = words(&child);
            let tone = child.attribute("data-tone").map(|tone| format!(" {tone}")).unwrap_or_default();
            let href = child.attribute("href").map(|href| format!(" -> {href}")).unwrap_or_default();
            let _ = match child.tag_name().name() {
                "path" => writeln!(out, "  {class} {}", child.attribute("d").unwrap().matches('M').count()),
                "text" => writeln!(out, "  label {words}"),
                "rect" => writeln!(out, "  {class}{tone}"),
                _ => writeln!(out, "  {class}{} {words}{tone}{href}", shapes(&child)),
            };
        }
    }
    out
}

/// Names the elements that a shape is made of; corners tell paths apart.
fn shapes(node: &Node<'_, '_>) -> String {
    let elements = node.children().filter(|child| !matches!(child.tag_name().name(), "text" | "g"));
    let shape = |element: Node<'_, '_>| match element.tag_name().name() {
        "path" => {
            let corners: String = element.attribute("d").unwrap().chars().filter(char::is_ascii_alphabetic).collect();
            format!(" {corners}")
        }
        "rect" => format!(" rect({})", element.attribute("rx").unwrap_or_default()),
        name => format!(" {name}"),
    };
    elements.map(shape).collect()
}

fn words(node: &Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|part| part.has_tag_name("text"));
    let of = |text: Node<'_, '_>| {
        text.descendants().filter(Node::is_text).map(|part| part.text().unwrap_or_default()).collect::<String>()
    };
    texts.map(|text| format!("{:?}", of(text))).collect::<Vec<_>>().join(" ")
}
