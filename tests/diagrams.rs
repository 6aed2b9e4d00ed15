//! What holds for every drawing of a diagram: it is well-formed, nothing overlaps, words stay in their shapes and in the picture; no text makes the reader fail.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fmt::Write as _;
use std::time::Instant;

use proptest::prelude::*;
use roxmltree::{Document, Node};
use support::fenced::blocks;
use vestibule::diagram::{self, Drawn, Fault};
use vestibule::drawing::text;

fn draw(language: &str, text: &str) -> Result<Option<Drawn>, Fault> {
    diagram::draw(language, text, &mut |url| Some(url.replace(['&', '<', '"', '\''], "_")))
}

/// A rectangle: left, top, right, bottom.
type Area = (f64, f64, f64, f64);

fn meet(one: &Area, other: &Area) -> bool {
    one.0 + 0.6 < other.2 && other.0 + 0.6 < one.2 && one.1 + 0.6 < other.3 && other.1 + 0.6 < one.3
}

fn number(node: &Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or("0").parse().unwrap()
}

/// Gives where the points of a path lie; its letters are all absolute, save `a`, `h`, `v` and `l`, which only finish what began.
fn path_area(d: &str) -> Area {
    let mut area = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    let mut rest = d;
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let letter = rest.as_bytes()[at];
        let end = rest[at + 1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |end| at + 1 + end);
        let numbers: Vec<f64> = rest[at + 1..end].split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        let points: Vec<(f64, f64)> = match letter {
            b'M' | b'L' | b'C' => numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect(),
            b'A' => vec![(numbers[5], numbers[6])],
            b'H' => vec![(numbers[0], area.1)],
            b'V' => vec![(area.0, numbers[0])],
            _ => Vec::new(),
        };
        for (x, y) in points {
            area = (area.0.min(x), area.1.min(y), area.2.max(x), area.3.max(y));
        }
        rest = &rest[end..];
    }
    area
}

fn area(node: &Node<'_, '_>) -> Area {
    let (x, y) = (number(node, "x"), number(node, "y"));
    let (cx, cy) = (number(node, "cx"), number(node, "cy"));
    match node.tag_name().name() {
        "rect" => (x, y, x + number(node, "width"), y + number(node, "height")),
        "circle" => (cx - number(node, "r"), cy - number(node, "r"), cx + number(node, "r"), cy + number(node, "r")),
        "ellipse" => (cx - number(node, "rx"), cy - number(node, "ry"), cx + number(node, "rx"), cy + number(node, "ry")),
        _ => path_area(node.attribute("d").unwrap()),
    }
}

/// Gives the lines of an element's words: where each stands, and what it says.
fn words(node: &Node<'_, '_>) -> Vec<(Area, String)> {
    let class = node.attribute("class").unwrap_or_default();
    let around = node.parent().and_then(|parent| parent.attribute("class")).unwrap_or_default();
    let has = |names: &[&str]| names.iter().any(|name| class.split(' ').any(|class| class == *name));
    let small = has(&["d-lab", "d-sub", "d-row", "d-word"]) || around.contains("d-note") || around.contains("g-group");
    let size = if around == "d-num" {
        11.0
    } else if small {
        12.0
    } else {
        13.0
    };
    let is_start = has(&["d-l", "d-row"]) || around.contains("g-group") && !has(&["d-m"]);
    let spans: Vec<Node<'_, '_>> = node.children().filter(|child| child.has_tag_name("tspan")).collect();
    let spans = if spans.is_empty() { vec![*node] } else { spans };
    let line = |span: Node<'_, '_>| {
        let said = span.text().unwrap_or_default().to_owned();
        let (x, y, wide) = (number(&span, "x"), number(&span, "y"), text::width(&said, size));
        let left = if is_start { x } else { x - wide / 2.0 };
        ((left, y - size * 0.75, left + wide, y + size * 0.22), said)
    };
    spans.into_iter().map(line).collect()
}

/// Tells what is wrong with a drawing.
fn faults(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    let whole = (0.0, 0.0, number(&root, "width"), number(&root, "height"));
    let within = |inner: &Area, outer: &Area| {
        inner.0 >= outer.0 - 0.6 && inner.1 >= outer.1 - 0.6 && inner.2 <= outer.2 + 0.6 && inner.3 <= outer.3 + 0.6
    };
    let mut faults = Vec::new();
    let mut shapes: Vec<(Area, String)> = Vec::new();
    let mut labels: Vec<(Area, String)> = Vec::new();
    for node in root.descendants() {
        let class = node.attribute("class").unwrap_or_default();
        if node.has_tag_name("path") {
            let area = path_area(node.attribute("d").unwrap());
            if !within(&area, &whole) {
                faults.push(format!("a path leaves the picture: {area:?}"));
            }
        }
        if class == "d-node" || class == "d-note" {
            let said: String = node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
            let element = node.children().find(|child| !child.has_tag_name("text"));
            let is_person = node.children().any(|child| child.has_tag_name("circle"))
                && node.children().any(|child| child.has_tag_name("path"));
            let Some(area) = element.map(|element| area(&element)).filter(|_| !is_person) else { continue };
            for (words, line) in node.children().filter(|child| child.has_tag_name("text")).flat_map(|text| words(&text)) {
                if !within(&words, &area) {
                    faults.push(format!("`{line}` leaves its shape: {words:?} {area:?}"));
                }
            }
            if !within(&area, &whole) {
                faults.push(format!("`{said}` leaves the picture: {area:?}"));
            }
            shapes.push((area, said));
        } else if node.has_tag_name("text") && class.contains("d-lab") {
            labels.extend(words(&node));
        }
        if node.has_tag_name("text") {
            faults.extend(
                words(&node)
                    .iter()
                    .filter(|(area, _)| !within(area, &whole))
                    .map(|(_, line)| format!("`{line}` leaves the picture")),
            );
        }
    }
    let mut pairs = |one: &[(Area, String)], other: &[(Area, String)], same: bool| {
        for (number, (area, said)) in one.iter().enumerate() {
            for (_, with) in other[if same { number + 1 } else { 0 }..].iter().filter(|(other, _)| meet(area, other)) {
                faults.push(format!("`{said}` and `{with}` overlap"));
            }
        }
    };
    pairs(&shapes, &shapes, true);
    pairs(&labels, &labels, true);
    pairs(&labels, &shapes, false);
    faults
}

/// Lists the diagrams of all cases.
fn cases() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("tests/cases/diagrams").unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_stem().unwrap().to_string_lossy().into_owned();
        for block in blocks(&std::fs::read_to_string(entry).unwrap()).iter().filter(|block| block.info.starts_with("file docs/"))
        {
            let fences = blocks(&block.content);
            found.extend(fences.into_iter().map(|fence| {
                let language = fence.info.split_whitespace().next().unwrap_or_default().to_owned();
                (name.clone(), language, fence.content)
            }));
        }
    }
    found
}

#[test]
fn nothing_overlaps_in_the_cases() {
    let mut drawn = 0;
    let mut wrong = String::new();
    for (name, language, text) in cases() {
        let Ok(Some(picture)) = draw(&language, &text) else { continue };
        drawn += 1;
        for fault in faults(&picture.svg) {
            let _ = writeln!(wrong, "{name}: {fault}\n{text}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(drawn > 25, "only {drawn} of the cases were drawn");
}

#[test]
fn what_overlaps_is_seen() {
    let node = |x: u32, said: &str| {
        format!(r#"<g class="d-node"><rect x="{x}" y="10" width="40" height="20"/><text x="{}" y="24">{said}</text></g>"#, x + 20)
    };
    let svg = |inside: &str| format!(r#"<svg width="200" height="50">{inside}</svg>"#);
    assert_eq!(faults(&svg(&(node(10, "a") + &node(60, "b")))), Vec::<String>::new());
    assert_eq!(faults(&svg(&(node(10, "a") + &node(40, "b")))), ["`a` and `b` overlap"]);
    assert_eq!(faults(&svg(&node(80, "much too long"))).len(), 1);
    assert_eq!(faults(&svg(r#"<text class="d-lab" x="198" y="20">ab</text>"#)), ["`ab` leaves the picture"]);
    assert_eq!(faults(&svg(r#"<path d="M0 0L201 10"/>"#)).len(), 1);
}

/// Pieces that the languages are made of, so that random texts get somewhere.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "A", "B", "C", "longer name", " --> ", " --- ", "-->|x|", " -- x --> ", " -.-> ", " ==> ", "[x]", "(x)", "{x}", "((x))", "[\"", "\"]", "{{", "}}", "[/",
    "/]", ">", "]", "@{ shape: ", "diamond }", ":::", "&", ";", "\n", "\n", "\n", "  ", "subgraph ", "\nend\n", "direction LR\n", "classDef x fill:#f96\n",
    "click A \"https://x.example\"\n", "style A fill:#bbf\n", "%% c\n", "%%{", "}%%", "---\n", "A->>B: x\n", "A-->>+B: y\n", "B-->>-A: z\n", "A->>A: own\n",
    "loop x\n", "alt x\n", "else y\n", "par\n", "and\n", "rect rgb(1,2,3)\n", "Note over A,B: n\n", "Note left of A: n\n", "activate A\n", "deactivate A\n",
    "create participant C\n", "destroy C\n", "box x\n", "autonumber\n", "[*] --> A\n", "A --> [*]\n", "state A {\n", "}\n", "--\n", "state x <<fork>>\n",
    "note right of A : n\n", "A <|-- B\n", "A \"1\" *-- \"2\" B : x\n", "class A {\n+x()\n}\n", "A ||--o{ B : x\n", "A { string x PK }\n", "\"x\" : 3\n", "section x\n", "a : b1, 2020-01-01, 3d\n", "c : after b1, 2w\n", "d : crit, 1d\n", "excludes weekends\n", "dateFormat HH:mm\n", "commit id:\"x\"\n", "branch b\n", "checkout main\n", "merge b\n", "cherry-pick id:\"x\"\n", "  x\n", "    y\n", "t : 3 : u, v\n", "digraph {",
    "a -> b", "[label=\"x\"]", "{a b} -> {c d}", "subgraph cluster_x {", "<b>", "</b>", "&lt;", "#35;", "<br/>", "ü", "日本", "🙂", "\u{202e}", "\u{fdd9}", "\u{1}", "\0", "\r\n", "\"", "'",
    "\\", "`", "~", "~~~", ":", ",", "{", "}", "=",
];

const STARTS: &[&str] = &[
    "graph TD\n",
    "flowchart LR\n",
    "sequenceDiagram\n",
    "stateDiagram-v2\n",
    "classDiagram\n",
    "erDiagram\n",
    "pie\n",
    "digraph {\n",
    "graph {\n",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![12 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    (prop::sample::select(STARTS), prop::collection::vec(piece, 0..40))
        .prop_map(|(start, pieces)| format!("{start}{}", pieces.concat()))
}

/// Makes flowcharts that can be read, so that most are drawn.
fn flowchart() -> impl Strategy<Value = String> {
    let link = prop::sample::select(&["-->", "---", "-.->", "-->|a label|", "-- two<br>lines -->", "---->", "~~~", "<-->"][..]);
    let place = prop::sample::select(&["TB", "LR", "BT", "RL"][..]);
    let node = 0_usize..12;
    let links = prop::collection::vec((node.clone(), link, node, 0_usize..4), 1..16);
    (place, links, any::<bool>()).prop_map(|(direction, links, is_nested)| {
        let shapes = [
            "[A box]",
            "(Round)",
            "{Is it so?}",
            "((c))",
            "[(db)]",
            "{{hex}}",
            ">flag]",
            "[/lean/]",
            "([stadium])",
            "[\"two<br>lines\"]",
            "(((d)))",
            "[[s]]",
        ];
        let mut text = format!("flowchart {direction}\n");
        for group in 0..4 {
            let _ = writeln!(text, "subgraph g{group} [Group {group}]");
            for (from, link, to, _) in links.iter().filter(|link| link.3 == group) {
                let _ = writeln!(text, "n{from}{} {link} n{to}{}", shapes[*from], shapes[*to]);
            }
            if group == 2 && is_nested {
                text.push_str("subgraph inner\nn0 --> n1\nend\n");
            }
            text.push_str("end\n");
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_drawn_or_told_about(text in any_text()) {
        for language in ["mermaid", "dot"] {
            match draw(language, &text) {
                Ok(Some(drawn)) => {
                    prop_assert!(Document::parse(&drawn.svg).is_ok(), "{}", drawn.svg);
                    prop_assert!(!drawn.svg.contains("NaN") && !drawn.svg.contains("inf\""), "{}", drawn.svg);
                    let again = draw(language, &text).unwrap().unwrap();
                    prop_assert_eq!(again.svg, drawn.svg);
                }
                Ok(None) => {}
                Err(fault) => prop_assert!(text.get(fault.at.clone()).is_some(), "{fault:?} is no piece of {text:?}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_in_flowcharts(text in flowchart()) {
        let drawn = draw("mermaid", &text).unwrap().unwrap();
        prop_assert_eq!(faults(&drawn.svg), Vec::<String>::new());
    }
}

#[test]
fn large_texts_cost_little() {
    let chain = (0..240).map(|n| format!("n{n} --> n{}\n", n + 1)).collect::<String>();
    let dense = (0..20).flat_map(|a| (0..20).map(move |b| format!("n{a} -->|x| m{b}\n"))).collect::<String>();
    let long = (0..240).map(|n| format!("n{n} --> n{}\nn0 --> n{n}\n", n + 1)).take(180).collect::<String>();
    let deep = "subgraph x\n".repeat(500) + "a-->b\n" + &"end\n".repeat(500);
    let wide = format!("a[{}]", "x ".repeat(20_000));
    let set = (0..400).map(|n| format!("a{n}")).collect::<Vec<_>>().join(" & ");
    for (kind, text) in [
        ("graph LR", chain),
        ("graph TD", dense),
        ("graph TD", long),
        ("graph TD", deep),
        ("graph TD", wide),
        ("graph TD", format!("{set} --> {set}")),
        ("graph TD", "a[\"".repeat(10_000)),
        ("graph TD", "a --> ".repeat(8_000)),
        ("sequenceDiagram", "loop x\n".repeat(5_000)),
        ("sequenceDiagram", "A->>B: x\n".repeat(5_000)),
        ("stateDiagram-v2", "state a {\n".repeat(4_000)),
        ("classDiagram", "a --> b\n".repeat(5_000)),
        ("digraph", format!("{{ {} }}", "{a b c d e} -> {f g h i j};".repeat(1_500))),
        ("digraph", "{".repeat(40_000)),
    ] {
        let language = if kind == "digraph" { "dot" } else { "mermaid" };
        let start = Instant::now();
        let _ = draw(language, &format!("{kind}\n{text}"));
        // Many times what it takes without optimisation, for machines that are busy.
        assert!(start.elapsed().as_secs_f64() < 5.0, "{kind} took {:?}: {}", start.elapsed(), &text[..60]);
    }
}
