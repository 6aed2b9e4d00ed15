//! Cleans a page that holds raw HTML, as a whole, and turns its links into marks. What is left is what our own markup needs and what GitHub lets through.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use ammonia::{Builder, UrlRelative};

use super::marks::{self, LINK};
use crate::base::url_policy::{self, Target};

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// The classes of our own markup; raw HTML may use them too, which does no harm.
const CLASSES: &[&str] = &[
    "anchor",
    "callout",
    "callout-d",
    "callout-t",
    "annotate",
    "btn",
    "btn-primary",
    "contents",
    "critic",
    "diagram-source",
    "card",
    "code",
    "copy",
    "ext-image",
    "foot-notes",
    "grow",
    "hl",
    "ln",
    "mono",
    "table",
    "table-wrap",
    "tasks",
    "c-k",
    "c-s",
    "c-n",
    "c-p",
    "c-c",
];

/// Cleans `html`. New links are added to `links` at `range`, where the raw HTML stands. `taken` are ids that headings use.
pub(super) fn sanitise(
    html: &str,
    links: &mut Vec<(String, Range<usize>)>,
    range: &Range<usize>,
    taken: &BTreeSet<String>,
) -> String {
    let found = Arc::new(Mutex::new(std::mem::take(links)));
    let (into, range, taken) = (Arc::clone(&found), range.clone(), taken.clone());
    let seen: Mutex<BTreeSet<String>> = Mutex::default();
    let set = |items: &[&'static str]| items.iter().copied().collect::<HashSet<_>>();
    let mut builder = Builder::empty();
    builder
        .tags(set(TAGS))
        .clean_content_tags(set(&["script", "style", "title", "textarea", "noscript", "iframe", "template", "svg", "math"]))
        .generic_attributes(set(&[
            "class",
            "id",
            "title",
            "dir",
            "lang",
            "align",
            "data-tone",
            "data-tab",
            "data-tabs",
            "data-align",
            "data-nums",
            "data-lang",
            "data-js",
            "data-copy",
            "tabindex",
            "role",
            "aria-label",
            "aria-hidden",
        ]))
        .tag_attributes(
            [
                ("a", set(&["href"])),
                ("img", set(&["src", "alt", "width", "height", "loading"])),
                ("ol", set(&["start", "type", "reversed"])),
                ("li", set(&["value"])),
                ("th", set(&["scope", "colspan", "rowspan"])),
                ("td", set(&["colspan", "rowspan"])),
                ("details", set(&["open"])),
                ("input", set(&["type", "disabled", "checked"])),
                ("button", set(&["type"])),
                ("figure", set(&["style"])),
            ]
            .into_iter()
            .collect(),
        )
        .url_schemes(set(&["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(move |element, attribute, value| {
            // A mark inside an attribute would become markup there; only a link's whole value may be one.
            let plain = value.replace(marks::is_mark, "");
            if is_link(value) {
                return matches!(attribute, "href" | "src").then(|| value.to_owned().into());
            }
            let value = plain.as_str();
            let keep = || Some(value.to_owned().into());
            match (element, attribute) {
                (_, "href" | "src") => {
                    // Images of other hosts are not shown; their words are.
                    if attribute == "src" && !matches!(url_policy::sort(value), Target::Relative(_)) {
                        return None;
                    }
                    let mut found = into.lock().unwrap_or_else(PoisonError::into_inner);
                    found.push((value.to_owned(), range.clone()));
                    Some(format!("{LINK}{}{LINK}", found.len() - 1).into())
                }
                ("input", "type") => (value == "checkbox").then(|| "checkbox".into()),
                ("button", "type") => Some("button".into()),
                // Where the numbers of lines begin, and nothing else.
                (_, "style") => {
                    let is_start = |number: &str| number.len() <= 7 && number.bytes().all(|byte| byte.is_ascii_digit());
                    value.strip_prefix("--from:").is_some_and(is_start).then(|| value.to_owned().into())
                }
                // A heading keeps its id; what stands before it for the same purpose gives way.
                (element, "id") if taken.contains(value) && !is_heading(element) => None,
                (_, "id") => {
                    let is_ours = taken.contains(value) || value.starts_with("fn-");
                    let is_good = value.starts_with(|c: char| c.is_ascii_alphabetic())
                        && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
                    let is_new = seen.lock().unwrap_or_else(PoisonError::into_inner).insert(value.to_owned());
                    // The first use of a heading's id is the heading's own only if nothing came before it; then the other one goes.
                    (is_new
                        && (is_ours
                            || (is_good
                                && !value.starts_with("i-")
                                && !matches!(value, "main" | "search" | "toc" | "page-findings"))))
                    .then(|| value.to_owned().into())
                }
                (_, "class") => {
                    let known: Vec<&str> = value.split_whitespace().filter(|class| CLASSES.contains(class)).collect();
                    (!known.is_empty()).then(|| known.join(" ").into())
                }
                (_, "tabindex") => (value == "0").then(|| "0".into()),
                (_, "role") => matches!(value, "note" | "region").then(|| value.to_owned().into()),
                _ => keep(),
            }
        });
    let clean = builder.clean(html).to_string();
    drop(builder);
    *links = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
    complete(&clean)
}

fn is_heading(element: &str) -> bool {
    matches!(element, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_link(value: &str) -> bool {
    value
        .strip_prefix(LINK)
        .and_then(|rest| rest.strip_suffix(LINK))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Gives images without words empty ones, takes inputs that are not ours away, and puts headings that came as raw HTML a level below the title.
fn complete(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag_on) = rest.split_at(start);
        out.push_str(before);
        let end = tag_on.find('>').map_or(tag_on.len(), |end| end + 1);
        let (tag, after) = tag_on.split_at(end);
        if tag.starts_with("<img") && !tag.contains(" alt=") {
            out.push_str("<img alt=\"\"");
            out.push_str(&tag[4..]);
        } else if tag.starts_with("<input") && !tag.contains(" aria-label=") {
            // Not one of ours: a form has nowhere to go.
        } else if let Some(rest) = tag.strip_prefix("<h1") {
            out.push_str("<h2");
            out.push_str(rest);
        } else if tag == "</h1>" {
            out.push_str("</h2>");
        } else {
            out.push_str(tag);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
