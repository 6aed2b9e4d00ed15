//! Tests the dialect against the examples of the CommonMark and GFM specifications. They come with the sources of `pulldown-cmark` in Cargo's registry. Each example
//! that is rendered otherwise stands below with the reason; one that is not listed fails, and so does a listed one that is rendered as specified.
#![allow(clippy::disallowed_methods, clippy::panic, reason = "a test may read and stop where it stands")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use super::page::page;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::docs::Chunk;

/// What the dialect does otherwise, and in which examples: of `spec.rs` first, then of the others by their file.
const DEVIATIONS: &[(&str, &str, &[usize])] = &[
    (
        "raw HTML is cleaned: what runs or is unknown goes, what is open is closed",
        "spec.rs",
        &[
            21, 31, 148, 150, 163, 165, 170, 171, 172, 173, 176, 178, 180, 182, 187, 191, 201, 344, 475, 476, 477, 491, 494, 524,
            536, 613, 614, 615, 616, 617, 623, 629, 630, 631, 642, 643,
        ],
    ),
    ("comments and declarations are not handed on", "spec.rs", &[177, 179, 181, 183, 308, 309, 625, 626, 627, 628]),
    ("no text holds the null character", "spec.rs", &[26]),
    ("a heading without words is none", "spec.rs", &[79]),
    ("MkDocs reads fences inside of HTML", "spec.rs", &[161]),
    ("TechDocs nests lists by two columns", "spec.rs", &[257, 276, 297, 311, 313]),
    ("MkDocs takes destinations with spaces", "spec.rs", &[488, 568]),
    ("a link without words says where it leads", "spec.rs", &[484]),
    ("bare addresses are links, as in GFM", "spec.rs", &[602, 608, 611, 612]),
    ("a single tilde lowers, as in TechDocs", "gfm_strikethrough.rs", &[1]),
];

struct Example {
    file: &'static str,
    number: usize,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let metadata = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "pulldown-cmark").unwrap();
    let folder = PathBuf::from(package["manifest_path"].as_str().unwrap()).with_file_name("tests").join("suite");
    let mut found = Vec::new();
    for file in ["spec.rs", "gfm_table.rs", "gfm_strikethrough.rs", "gfm_tasklist.rs"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let between = |part: &str, name: &str| {
            let (_, rest) = part.split_once(&format!("let {name} = r##\""))?;
            Some(rest.split_once("\"##;")?.0.to_owned())
        };
        for (number, part) in text.split("#[test]").skip(1).enumerate() {
            let (markdown, html) = (between(part, "original").unwrap(), between(part, "expected").unwrap());
            found.push(Example { file, number: number + 1, markdown, html });
        }
    }
    assert!(found.len() > 650, "the examples moved");
    found
}

fn rendered(markdown: &str) -> String {
    // The title goes first, so that none of the example's headings becomes it.
    let text = format!("# Title\n\n{markdown}");
    let source =
        Arc::new(Source { repository: None, commit: None, path: RepoPath::new("docs/a.md").unwrap(), text: text.into() });
    let (page, _) = page(&source, &RepoPath::new("docs").unwrap(), &|_| None);
    let mut html = String::new();
    for chunk in page.body {
        match chunk {
            Chunk::Html(text) => html += &text,
            Chunk::Href(link) | Chunk::Src(link) => html += &link.destination.replace('&', "&amp;").replace('"', "&quot;"),
        }
    }
    html
}

/// Gives the tags and words of HTML in a form in which the theme's clothes do not show: what it adds is left out, so are ids and levels of headings.
fn normal(html: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = html;
    let mut skipped: Option<&str> = None;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        if let Some(end) = skipped {
            skipped = (piece != end).then_some(end);
            continue;
        }
        if !piece.starts_with('<') {
            let text = decoded(piece);
            match out.last_mut().filter(|last| !last.starts_with('<')) {
                Some(last) => last.push_str(&text),
                None => out.push(format!("\u{1}{text}")),
            }
            continue;
        }
        let name = piece
            .trim_start_matches(['<', '/'])
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_lowercase();
        match name.as_str() {
            "a" if piece.contains("class=\"anchor\"") => skipped = Some("</a>"),
            "figcaption" => skipped = Some("</figcaption>"),
            "span" | "figure" | "div" | "thead" | "tbody" | "section" | "input" => {}
            _ => out.push(tag(piece, &name)),
        }
    }
    let pieces = out.into_iter().map(|piece| match piece.strip_prefix('\u{1}') {
        Some(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        None => piece,
    });
    pieces.filter(|piece| !piece.is_empty()).collect()
}

fn tag(piece: &str, name: &str) -> String {
    let heading = name.len() == 2 && name.starts_with('h') && name != "hr";
    let name = if heading { "h" } else { name };
    if piece.starts_with("</") {
        return format!("</{name}>");
    }
    let mut made = format!("<{name}");
    for key in ["href", "src", "alt", "title", "start"] {
        if let Some((_, value)) = piece.split_once(&format!(" {key}=\"")) {
            let value = decoded(value.split('"').next().unwrap_or_default());
            let value = percent_encoding::percent_decode_str(&value).decode_utf8_lossy().into_owned();
            made += &format!(" {key}={value:?}");
        }
    }
    made + ">"
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn the_examples_of_the_specifications_are_rendered_as_they_say() {
    let reasons: BTreeMap<(&str, usize), &str> = DEVIATIONS
        .iter()
        .flat_map(|(reason, file, numbers)| numbers.iter().map(move |number| ((*file, *number), *reason)))
        .collect();
    let mut wrong = String::new();
    for Example { file, number, markdown, html } in examples() {
        let (ours, expected) = (normal(&rendered(&markdown)), normal(&html));
        match (ours == expected, reasons.get(&(file, number))) {
            (false, None) => wrong += &format!("{file} {number}:\n{markdown}\n  expected {expected:?}\n  rendered {ours:?}\n\n"),
            (true, Some(reason)) => wrong += &format!("{file} {number} is as specified, but listed: {reason}\n"),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
