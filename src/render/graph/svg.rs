//! Svg: a picture -> its markup. On pages the style sheet colours it and nodes are links; as a file it holds its own colours and icons and needs nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::picture::{Look, Picture, Shown, dash};
use crate::base::xml::escaped;
use crate::drawing::{Area, Point, Route, Step, text};
use crate::render::icons::Icons;

/// The icon's box starts this far from the left border, the words behind it.
const ICON: f64 = 9.0;
const WORDS: f64 = 44.0;

/// The colours of icons and their boxes in files, as the style sheet mixes them on light ground: by look, the last for all others.
#[rustfmt::skip]
const COLOURS: [(&str, &str, &str); 11] = [
    ("component", "#284e99", "#eaf4ff"), ("api", "#623e87", "#f7f0ff"), ("resource", "#784400", "#fef1e6"), ("system", "#006060", "#e8f7f7"),
    ("domain", "#7b3660", "#ffeef7"), ("group", "#196237", "#eaf8ed"), ("user", "#4d5922", "#f2f5e9"), ("template", "#87351a", "#ffeee8"),
    ("location", "#853538", "#ffeeed"), ("doc", "#1b5978", "#eaf6fd"), ("", "#4f5359", "#f2f3f5"),
];

/// What files say for the style sheet.
const STYLE: &str = "svg{background:#fff;font:500 13px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif}\
.i,.g-node use{fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}\
.g-edge{fill:none;stroke:#82868f;stroke-width:1.25}.g-head{fill:#82868f}.box{fill:#fff;stroke:#ced1d6}[data-focus] .box{stroke:#2954ca;stroke-width:1.75}\
text{fill:#151922}.sub{fill:#636771;font-size:11px;font-weight:400}.g-group rect{fill:#f7f8f9;stroke:#ced1d6;stroke-dasharray:3 3}.g-group text{fill:#464a54;font-size:12px}";

/// Says where the markup goes.
#[derive(Clone, Copy)]
pub(super) enum Form<'a> {
    /// Into a page; the text tells pictures of one page apart.
    Page(&'a str),
    /// Into a file of its own.
    File(&'a Icons),
}

/// Writes a picture.
pub(super) fn svg(picture: &Picture<'_>, form: Form<'_>) -> String {
    let Picture { nodes, lines, frames, drawing } = picture;
    let (width, height) = (drawing.width, drawing.height);
    let mut svg = String::with_capacity(512 * nodes.len());
    let marker = if let Form::Page(id) = form { id } else { "a" };
    let _ = match form {
        Form::Page(_) => {
            write!(svg, r#"<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" direction="ltr" data-graph>"#)
        }
        Form::File(_) => write!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" direction="ltr"><style>{STYLE}</style>"#
        ),
    };
    let _ = write!(
        svg,
        r#"<defs><marker id="{marker}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path class="g-head" d="M1 1 7 4 1 7Z"/></marker>"#
    );
    if let Form::File(icons) = form {
        let used: BTreeSet<&str> = nodes.iter().map(Shown::icon).collect();
        used.into_iter().filter_map(|name| icons.symbol(name)).for_each(|symbol| svg.push_str(symbol));
    }
    svg.push_str("</defs>");
    for (number, (frame, area)) in frames.iter().zip(&drawing.frames).enumerate() {
        let Some(Area { x, y, width, height }) = area else { continue };
        let label = escaped(&text::cut(&frame.title, 12.0, width - 28.0));
        let label = format!(r#"<text x="{}" y="{}">{label}</text>"#, x + 14.0, y + 20.0);
        let own = if let Form::Page(_) = form { format!(r#" data-f="f{number}""#) } else { String::new() };
        let label = match (&frame.href, form) {
            (Some(href), Form::Page(_)) => {
                format!(r#"<a class="g-frame" href="{}"><title>{}</title>{label}</a>"#, escaped(href), escaped(&frame.title))
            }
            _ => label,
        };
        let _ = write!(
            svg,
            r#"<g class="g-group"{own}><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="12"/>{label}</g>"#
        );
    }
    for (line, route) in lines.iter().zip(&drawing.edges) {
        let Some(route) = route else { continue };
        let ends = if let Form::Page(_) = form { format!(r#" data-e="n{} n{}""#, line.from, line.to) } else { String::new() };
        let pattern = dash(line.line);
        let pattern = if pattern.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{pattern}""#) };
        let _ = write!(
            svg,
            r#"<path class="g-edge"{ends}{pattern} d="{}" marker-end="url(#{marker})"><title>{}</title></path>"#,
            path(route),
            escaped(&line.words)
        );
    }
    for (number, (shown, area)) in nodes.iter().zip(&drawing.nodes).enumerate() {
        node(&mut svg, number, shown, *area, form);
    }
    svg.push_str("</svg>");
    svg
}

fn node(svg: &mut String, number: usize, node: &Shown<'_>, Area { x, y, width, height }: Area, form: Form<'_>) {
    let (middle, room) = (y + height / 2.0, width - WORDS - 11.0);
    let tint = node.tint();
    let mut end = "</g>";
    let (mut ground, mut colour) = (String::new(), String::new());
    match form {
        Form::Page(_) => {
            let tone = if tint.is_empty() { r#"data-tone="mute""#.to_owned() } else { format!(r#"data-kind="{tint}""#) };
            let tag = if node.href.is_some() { "a" } else { "g" };
            let _ = write!(svg, r#"<{tag} class="g-node" {tone} data-n="n{number}""#);
            if let Some(frame) = node.frame {
                let _ = write!(svg, r#" data-f="f{frame}""#);
            }
            if node.is_middle {
                svg.push_str(r#" data-focus aria-current="true""#);
            }
            if let Some(href) = &node.href {
                let _ = write!(svg, r#" href="{}""#, escaped(href));
                end = "</a>";
            }
            svg.push('>');
        }
        Form::File(_) => {
            svg.push_str(if node.is_middle { r#"<g class="g-node" data-focus="">"# } else { r#"<g class="g-node">"# });
            let known = COLOURS.iter().find(|known| known.0 == tint).unwrap_or(&COLOURS[COLOURS.len() - 1]);
            ground = format!(r#" fill="{}""#, known.2);
            colour = format!(r#" color="{}""#, known.1);
        }
    }
    let look = if node.look == Look::Plain { "" } else { r#" stroke-dasharray="4 3""# };
    let _ = write!(
        svg,
        r##"<title>{}</title><rect class="box" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"{look}/><rect class="ico" x="{}" y="{}" width="26" height="26" rx="6"{ground}/><use href="#i-{}" x="{}" y="{}" width="16" height="16"{colour}/><text x="{}" y="{}">{}</text><text class="sub" x="{}" y="{}">{}</text>{end}"##,
        escaped(&node.whole()),
        x + ICON,
        middle - 13.0,
        node.icon(),
        x + ICON + 5.0,
        middle - 8.0,
        x + WORDS,
        middle - 2.0,
        escaped(&text::cut(&node.title, 13.0, room)),
        x + WORDS,
        middle + 13.0,
        escaped(&text::cut(&node.note, 11.0, room)),
    );
}

fn path(route: &Route) -> String {
    let mut d = format!("M{}", at(route.start));
    for step in &route.steps {
        let _ = match step {
            Step::Line(to) => write!(d, "L{}", at(*to)),
            Step::Curve(one, two, to) => write!(d, "C{} {} {}", at(*one), at(*two), at(*to)),
        };
    }
    d
}

fn at(point: Point) -> String {
    format!("{} {}", point.x, point.y)
}
