//! Diagrams: text in the languages of Mermaid and Graphviz -> a typed diagram, or where it is wrong -> SVG. Pure; knows nothing of pages, portals or files, and
//! no colours but the theme's names for them. What it cannot draw it leaves to others.

mod class;
mod dot;
mod entities;
mod flowchart;
mod gantt;
mod history;
mod journey;
mod mindmap;
mod net;
mod paint;
mod pen;
mod pie;
mod sequence;
mod source;
mod state;
mod text;
mod words;

use std::ops::Range;

use crate::base::xml::escaped;
use net::shape::Shape;
use net::{Net, Place};
use pen::Picture;
use source::Mermaid;

/// The longest text that is read.
const MOST_BYTES: usize = 50_000;
/// The most nodes and links of a diagram.
const MOST_NODES: usize = 250;
const MOST_LINKS: usize = 400;
/// The largest drawing, in bytes of markup.
const MOST_MARKUP: usize = 200_000;
/// The most links that are told in words.
const TOLD: usize = 24;

/// Says what is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of diagram it is: `flowchart`.
    pub kind: &'static str,
    /// The bytes that cannot be read.
    pub at: Range<usize>,
    /// What is wrong: lower case, no full stop, names in back-ticks.
    pub reason: String,
    /// What to do, whenever we know.
    pub hint: Option<&'static str>,
}

/// What a reader of one language finds wrong.
#[derive(Debug)]
struct Mistake {
    at: Range<usize>,
    reason: String,
    hint: Option<&'static str>,
}

/// Holds a diagram that was drawn.
#[derive(Debug)]
pub struct Drawn {
    /// The `svg` element.
    pub svg: String,
    /// What the text calls itself.
    pub title: Option<String>,
    /// What kind of diagram it is, for people: `Flowchart`.
    pub kind: &'static str,
}

/// What a text in a language of diagrams is.
enum Diagram {
    Net(Net),
    Sequence(sequence::Sequence),
    Pie(pie::Pie),
    Gantt(gantt::Gantt),
    History(history::History),
    Journey(journey::Journey),
}

/// Draws `text`; nothing when it is in a language or of a kind that is not known here, empty, or too large. `link` says what a destination
/// becomes in an attribute.
///
/// # Errors
///
/// Tells where a text of a known kind cannot be read.
pub fn draw(language: &str, text: &str, link: &mut dyn FnMut(&str) -> Option<String>) -> Result<Option<Drawn>, Fault> {
    if text.len() > MOST_BYTES {
        return Ok(None);
    }
    let (kind, diagram, title, described) = match language {
        "mermaid" => {
            let Some(source) = source::mermaid(text) else { return Ok(None) };
            let (kind, diagram) = match source.kind.as_str() {
                "graph" | "flowchart" | "flowchart-elk" => ("Flowchart", flowchart::read(&source).map(Diagram::Net)),
                "sequenceDiagram" => ("Sequence diagram", sequence::read(&source).map(Diagram::Sequence)),
                "stateDiagram" | "stateDiagram-v2" => ("State diagram", state::read(&source).map(Diagram::Net)),
                "classDiagram" | "classDiagram-v2" => ("Class diagram", class::read(&source).map(Diagram::Net)),
                "erDiagram" => ("Entity diagram", entities::read(&source).map(Diagram::Net)),
                "pie" => ("Pie chart", pie::read(&source).map(Diagram::Pie)),
                "gantt" => ("Gantt chart", gantt::read(&source).map(Diagram::Gantt)),
                "gitGraph" => ("Git graph", history::read(&source).map(Diagram::History)),
                "journey" => ("Journey", journey::journey(&source).map(Diagram::Journey)),
                "timeline" => ("Timeline", journey::timeline(&source).map(Diagram::Journey)),
                "mindmap" => ("Mind map", mindmap::read(&source).map(Diagram::Net)),
                _ => return Ok(None),
            };
            let Mermaid { title, described, .. } = source;
            (kind, diagram, title, described)
        }
        "dot" | "graphviz" => {
            let (title, net) = dot::read(text).map_err(|mistake| of_kind(mistake, "Graph"))?;
            ("Graph", Ok(Diagram::Net(net)), title, None)
        }
        _ => return Ok(None),
    };
    let mut diagram = diagram.map_err(|mistake| of_kind(mistake, kind))?;
    let mut title = title.map(|title| text::words(&title)).filter(|title| !title.is_empty());
    let (picture, told) = match &mut diagram {
        Diagram::Net(net) => {
            if net.is_over() || net.nodes.len() + net.groups.len() == 0 {
                return Ok(None);
            }
            for node in &mut net.nodes {
                node.href = node.href.take().and_then(|href| link(&href));
            }
            (net::svg::svg(net), told(net))
        }
        Diagram::Sequence(sequence) => {
            title = title.or_else(|| sequence.title.take());
            (sequence::svg::svg(sequence), sequence::told(sequence))
        }
        Diagram::Pie(pie) => {
            title = title.or_else(|| pie.title.take());
            (pie::svg(pie), pie.told())
        }
        Diagram::Gantt(gantt) => {
            title = title.or_else(|| gantt.title.take());
            (gantt::svg::svg(gantt), gantt::told(gantt))
        }
        Diagram::History(history) => (history::svg(history), history.told()),
        Diagram::Journey(journey) => {
            title = title.or_else(|| journey.title.take());
            (journey::svg(journey), journey.told())
        }
    };
    let Some(picture) = picture.filter(|picture| picture.body.len() <= MOST_MARKUP) else { return Ok(None) };
    let name = [Some(kind.to_owned()), title.clone(), described.map(|words| text::words(&words)), Some(told)];
    let name: Vec<String> = name.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Ok(Some(Drawn { svg: element(&picture, &name.join(". ")), title, kind }))
}

/// Tells a mistake of a diagram of a kind.
fn of_kind(mistake: Mistake, kind: &'static str) -> Fault {
    let Mistake { at, reason, hint } = mistake;
    Fault { kind, at, reason, hint }
}

/// Writes the element around a picture. Where links are in it, it is no image, whose parts nobody could reach.
fn element(picture: &Picture, name: &str) -> String {
    let Picture { width, height, body, has_links } = picture;
    let role = if *has_links { "group" } else { "img" };
    let (width, height) = (width.ceil(), height.ceil());
    format!(
        r#"<svg class="drawn" viewBox="0 0 {width} {height}" width="{width}" height="{height}" direction="ltr" role="{role}" aria-label="{}">{body}</svg>"#,
        escaped(name)
    )
}

/// Tells a net in words.
fn told(net: &Net) -> String {
    let name = |place: Place| match place {
        Place::Node(node) => {
            let node = &net.nodes[node];
            match node.shape {
                Shape::Start => "start".to_owned(),
                Shape::End => "end".to_owned(),
                Shape::Bar => "bar".to_owned(),
                Shape::Rhombus if node.label.is_empty() => "choice".to_owned(),
                _ => node.label.join(" "),
            }
        }
        Place::Group(group) => net.groups[group].label.join(" "),
    };
    let shown: Vec<&net::Link> = net.links.iter().filter(|link| link.line != net::Line::Hidden).collect();
    if shown.is_empty() {
        let names: Vec<String> = net.nodes.iter().take(TOLD).map(|node| node.label.join(" ")).collect();
        return names.join(", ");
    }
    let mut told: Vec<String> = shown
        .iter()
        .take(TOLD)
        .map(|link| {
            let words = if link.label.is_empty() { String::new() } else { format!(": {}", link.label.join(" ")) };
            format!("{} to {}{words}", name(link.from), name(link.to))
        })
        .collect();
    if shown.len() > TOLD {
        told.push(format!("and {} more", shown.len() - TOLD));
    }
    told.join("; ")
}
