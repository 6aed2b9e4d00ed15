//! Pictures: the image files that pages show -> their sizes, and whether they are pictures and nothing else. Knows the heads of image files and SVG's markup.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use roxmltree::{Document, ParsingOptions};

use crate::base::repo_path::RepoPath;
use crate::base::url_policy::{self, Target};
use crate::model::docs::{Chunk, DocPage, RawLink};
use crate::model::picture::Picture;
use crate::model::sources::{File, Repository};

/// The most bytes of an image that is looked into.
const MOST_BYTES: u64 = 20 << 20;

/// The elements of SVG, and of HTML inside it, that run script or load documents.
const ACTIVE: [&str; 9] = ["script", "iframe", "frame", "object", "embed", "handler", "listener", "base", "meta"];

/// Looks into every image that `pages` show. An image is written relative to its page's file, to the docs' root or to the repository's.
pub(super) fn pictures(repository: &Repository, root: &RepoPath, pages: &[DocPage<RawLink>]) -> BTreeMap<RepoPath, Picture> {
    let shown: BTreeSet<&RepoPath> = pages
        .iter()
        .flat_map(|page| {
            page.body.iter().filter_map(move |chunk| if let Chunk::Src(link) = chunk { Some((page, link)) } else { None })
        })
        .filter_map(|(page, link)| Some(&find(repository, root, page, &link.destination)?.path))
        .collect();
    let look = |path: &RepoPath| {
        let file = repository.file(path).filter(|file| file.size <= MOST_BYTES)?;
        let bytes = repository.content.read(file).ok()?;
        Some((path.clone(), if path.extension() == "svg" { drawing(&bytes) } else { photograph(&bytes) }))
    };
    shown.into_par_iter().filter_map(look).collect()
}

fn find<'a>(repository: &'a Repository, root: &RepoPath, page: &DocPage<RawLink>, destination: &str) -> Option<&'a File> {
    let Target::Relative(text) = url_policy::sort(destination) else { return None };
    let path = text.split(['#', '?']).next().unwrap_or_default();
    let written = percent_decode_str(path).decode_utf8_lossy();
    let candidates = match written.starts_with('/') {
        true => [root.join(&format!("./{written}")), RepoPath::root().join(&written)],
        false => [page.source.path.parent().join(&written), None],
    };
    candidates.iter().flatten().find_map(|path| repository.file(path)).or_else(|| {
        // In another case than written: `relate` tells, and shows it all the same.
        let wanted = candidates.iter().flatten().next()?.as_str().to_lowercase();
        repository
            .files
            .iter()
            .find(|file| file.path.as_str().len() == wanted.len() && file.path.as_str().to_lowercase() == wanted)
    })
}

fn photograph(bytes: &[u8]) -> Picture {
    let size =
        imagesize::blob_size(bytes).ok().and_then(|size| Some((size.width.try_into().ok()?, size.height.try_into().ok()?)));
    Picture { size: size.filter(|(width, height)| *width > 0 && *height > 0), is_active: false }
}

/// Reads an SVG as a browser would that opens it. What is no XML is taken for active, since a browser runs what stands before the fault.
fn drawing(bytes: &[u8]) -> Picture {
    let active = Picture { size: None, is_active: true };
    let Ok(text) = std::str::from_utf8(bytes) else { return active };
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 1_000_000, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text.trim_start_matches('\u{feff}'), options) else { return active };
    let runs = document.descendants().any(|node| {
        node.pi().is_some_and(|instruction| instruction.target.starts_with("xml-stylesheet"))
            || ACTIVE.iter().any(|name| node.tag_name().name().eq_ignore_ascii_case(name))
            || node.attributes().any(|attribute| is_active(attribute.name(), attribute.value()))
    });
    if runs {
        return active;
    }
    let svg = document.root_element();
    let pixels = |name| svg.attribute(name).and_then(length);
    let frame: Vec<f64> = svg
        .attribute("viewBox")
        .map(|frame| frame.split([' ', ',']).filter(|part| !part.is_empty()).filter_map(|part| part.parse().ok()).collect())
        .unwrap_or_default();
    let size = match (pixels("width"), pixels("height"), frame.as_slice()) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, [_, _, across, down]) if *across > 0.0 => Some((width, width * down / across)),
        (None, Some(height), [_, _, across, down]) if *down > 0.0 => Some((height * across / down, height)),
        (None, None, [_, _, across, down]) => Some((*across, *down)),
        _ => None,
    };
    let whole = |length: f64| (1.0..=100_000.0).contains(&length).then(|| length.round() as u32);
    Picture { size: size.and_then(|(width, height)| Some((whole(width)?, whole(height)?))), is_active: false }
}

/// Tells whether an attribute runs something: an event handler, or an address of a scheme that is neither a web page nor a picture.
fn is_active(name: &str, value: &str) -> bool {
    if name.len() > 2 && name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) {
        return true;
    }
    let seen: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase).collect();
    let is_picture = seen.starts_with("data:image/") && !seen.starts_with("data:image/svg");
    name.eq_ignore_ascii_case("srcdoc")
        || seen.contains("javascript:")
        || seen.contains("vbscript:")
        || (seen.starts_with("data:") && !is_picture)
}

/// Reads a length in pixels; lengths in other units tell nothing about the page.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    text.strip_suffix("px").unwrap_or(text).trim_end().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_found_however_it_is_written() {
        let svg = |inside: &str| {
            format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'>{inside}</svg>")
        };
        for hostile in [
            svg("<script>alert(1)</script>"),
            svg("<g><s:script xmlns:s='http://www.w3.org/2000/svg'/></g>"),
            svg("<path onLoad='x()'/>"),
            svg("<a x:href='java&#115;cript:x'/>"),
            svg("<a href='java&#10;script:x'/>"),
            svg("<set attributeName='href' to='javascript:x'/>"),
            svg("<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' srcdoc='x'/></foreignObject>"),
            svg("<use href='data:image/svg+xml;base64,AAAA'/>"),
            format!("<?xml-stylesheet href='a.xsl'?>{}", svg("")),
            format!("<!DOCTYPE svg [<!ENTITY e \"<script>x</script>\">]>{}", svg("&e;")),
            "<svg><script>x</script><".to_owned(),
            "\u{1}".to_owned(),
        ] {
            assert!(drawing(hostile.as_bytes()).is_active, "{hostile}");
        }
        assert!(drawing(&[0xff, 0xfe, b'<', 0]).is_active, "no UTF-8");
    }

    #[test]
    fn sizes_are_read() {
        let size = |attributes: &str| drawing(format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>").as_bytes());
        let of = |size| Picture { size, is_active: false };
        assert_eq!(size("width='30' height='20px'"), of(Some((30, 20))));
        assert_eq!(size("viewBox='0 0 640 320.4'"), of(Some((640, 320))));
        assert_eq!(size("width='320' viewBox='0,0,640,320'"), of(Some((320, 160))));
        assert_eq!(size("width='100%' height='100%'"), of(None));
        assert_eq!(size("width='1e300' height='-4'"), of(None));
        assert_eq!(photograph(b"GIF89a\x05\x00\x07\x00\0\0\0"), of(Some((5, 7))));
        assert_eq!(photograph(b"no picture"), of(None));
    }
}
