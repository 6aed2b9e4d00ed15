//! Mind maps of Mermaid: lines that are indented -> a tree as a net. Follows <https://mermaid.js.org/syntax/mindmap.html>.

use super::flowchart::shapes::bracketed;
use super::net::shape::Shape;
use super::net::{Head, Link, Net, Node, Place};
use super::source::Mermaid;
use super::text::{self, WIDE};
use super::{MOST_NODES, Mistake, words};

/// Reads a mind map.
pub(super) fn read(source: &Mermaid) -> Result<Net, Mistake> {
    let mut net = Net::default();
    // The nodes on the way to the last one, and how far each is indented.
    let mut way: Vec<(usize, usize)> = Vec::new();
    for line in source.lines() {
        if line.text.starts_with(":::") || line.text.starts_with("::icon") {
            continue;
        }
        if net.nodes.len() > MOST_NODES {
            break;
        }
        let start = source.body[..line.at].rfind('\n').map_or(0, |at| at + 1);
        let indent = source.body[start..line.at].chars().map(|letter| if letter == '\t' { 4 } else { 1 }).sum();
        while way.last().is_some_and(|(_, before)| *before >= indent) {
            way.pop();
        }
        if way.is_empty() && !net.nodes.is_empty() {
            return Err(words::second_root(line.range()));
        }
        let number = net.nodes.len();
        let (shape, label) =
            node(line.text).map_err(|mistake| Mistake { at: line.at + mistake.at.start..line.at + mistake.at.end, ..mistake })?;
        net.nodes.push(Node { shape, label: text::lines(&label, WIDE), ..Node::default() });
        if let Some((parent, _)) = way.last() {
            net.links.push(Link { heads: [Head::None; 2], ..Link::arrow(Place::Node(*parent), Place::Node(number)) });
        }
        way.push((number, indent));
    }
    Ok(net)
}

/// Reads `id[words]`, `))words((`, or words alone.
fn node(line: &str) -> Result<(Shape, String), Mistake> {
    let clouds = [("))", "((", Shape::Hexagon), (")", "(", Shape::Round)];
    let open = line.find(['[', '(', '{', ')']).unwrap_or(line.len());
    let (id, rest) = line.split_at(open);
    if let Some((sign, close, shape)) = clouds.into_iter().find(|(sign, ..)| rest.starts_with(sign)) {
        let inside = rest[sign.len()..].trim_end().strip_suffix(close);
        return inside
            .map(|inside| (shape, inside.to_owned()))
            .ok_or_else(|| words::label_not_closed(open..open + sign.len(), sign, close));
    }
    // What stands in brackets in the middle of words is words.
    if id.trim().contains(' ') || rest.is_empty() {
        return Ok((Shape::Round, line.to_owned()));
    }
    match bracketed(rest) {
        Some(Ok((length, shape, label))) if rest[length..].trim().is_empty() || rest[length..].starts_with(":::") => {
            Ok((shape, label))
        }
        Some(Err(mistake)) => Err(Mistake { at: open + mistake.at.start..open + mistake.at.end, ..mistake }),
        _ => Ok((Shape::Round, line.to_owned())),
    }
}
