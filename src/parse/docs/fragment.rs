//! Markdown inside other files, such as descriptions of operations -> safe HTML that can stand anywhere in a page, many times: no ids, no headings, no links into a folder that is not there.

use std::collections::BTreeSet;

use super::html::escape;
use super::marks::{self, ICON, LINK};
use super::{blocks, html, lines, sanitise};
use crate::base::url_policy::{self, Target};

/// The longest text that is read as Markdown; what is longer is shown as it is.
const MOST_BYTES: usize = 256 << 10;

/// Renders `markdown`. Only links to other hosts stay links.
pub(in crate::parse) fn fragment(markdown: &str) -> String {
    let markdown = markdown.trim();
    if markdown.is_empty() {
        return String::new();
    }
    if is_plain(markdown) || markdown.len() > MOST_BYTES {
        return format!("<p>{}</p>", escape(markdown));
    }
    let clean;
    let markdown = if marks::is_marked(markdown) {
        clean = marks::strip(markdown);
        clean.as_str()
    } else {
        markdown
    };
    // The first heading of a page is its title and is left out; this one takes that fate upon itself.
    let rewritten = blocks::rewrite(&lines::split(&format!("# .\n\n{markdown}"), 0));
    let mut rendered = html::render(&rewritten.text, &rewritten.abbreviations, html::Diagrams::AsText);
    if let Some(raw) = &rendered.raw {
        rendered.html = sanitise::sanitise(&rendered.html, &mut rendered.links, raw, &BTreeSet::new());
    }
    rendered.put_drawn_in();
    let destinations: Vec<&str> = rendered.links.iter().map(|(destination, _)| destination.as_str()).collect();
    humble(&put_in(&rendered.html, &destinations))
}

/// Tells whether a text is one paragraph without any markup.
fn is_plain(text: &str) -> bool {
    !text.contains(['\\', '`', '*', '_', '[', '<', '&', '~', '|', '$', '\n', '\r', '\u{fdd0}'])
        && !text.starts_with(['-', '+', '#', '=', ':', '>', '!', '?'])
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !marks::is_marked(text)
        && !text.contains("://")
}

/// Puts icons and destinations in. Links that lead nowhere from here become plain words.
fn put_in(html: &str, destinations: &[&str]) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    let mut dead = false;
    loop {
        let mark = rest.find([LINK, ICON]);
        let close = if dead { rest.find("</a>") } else { None };
        if let Some(close) = close.filter(|close| mark.is_none_or(|mark| *close < mark)) {
            out.push_str(&rest[..close]);
            out.push_str("</span>");
            rest = &rest[close + "</a>".len()..];
            dead = false;
            continue;
        }
        let Some(at) = mark else { break };
        let mark = if rest[at..].starts_with(LINK) { LINK } else { ICON };
        out.push_str(&rest[..at]);
        let Some((inside, following)) = rest[at + mark.len_utf8()..].split_once(mark) else {
            rest = &rest[at + mark.len_utf8()..];
            continue;
        };
        rest = following;
        if mark == ICON {
            out += &format!("<svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-{}\"/></svg>", escape(inside));
            continue;
        }
        let destination = inside.parse::<usize>().ok().and_then(|number| destinations.get(number)).copied().unwrap_or_default();
        match url_policy::sort(destination) {
            Target::External(url) if !out.ends_with("src=\"") => out.push_str(&escape(url)),
            _ if out.ends_with("src=\"") => out.push_str("data:,"),
            _ => match out.rfind('<').filter(|tag| out[*tag..].starts_with("<a ")) {
                Some(tag) => {
                    out.truncate(tag);
                    out.push_str("<span>");
                    rest = rest.split_once('>').map_or("", |(_, after)| after);
                    dead = true;
                }
                None => out.push_str("data:,"),
            },
        }
    }
    out.push_str(rest);
    out.replace(marks::is_mark, "")
}

/// Takes ids away, which would come twice in a page, and makes headings bold words.
fn humble(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let (tag, after) = (&rest[start..end], &rest[end..]);
        rest = after;
        let is_heading =
            |tag: &str| tag.as_bytes().first() == Some(&b'h') && tag.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        if let Some(name) = tag.strip_prefix("</")
            && is_heading(name)
        {
            out.push_str("</b></p>");
        } else if is_heading(&tag[1..]) {
            out.push_str("<p><b>");
        } else if tag.starts_with("<a class=\"anchor\"") || (tag.starts_with("<a ") && tag.contains(" href=\"#")) {
            // Its own words stay; it would lead to an id that is gone.
            out.push_str("<span>");
            if let Some((inside, following)) = rest.split_once("</a>") {
                if !tag.starts_with("<a class=\"anchor\"") {
                    out.push_str(inside);
                }
                rest = following;
            }
            out.push_str("</span>");
        } else if let Some(at) = tag.find(" id=\"") {
            let value_end = tag[at + 5..].find('"').map_or(tag.len(), |end| at + 5 + end + 1);
            out.push_str(&tag[..at]);
            out.push_str(tag.get(value_end..).unwrap_or(">"));
        } else {
            out.push_str(tag);
        }
    }
    out.push_str(rest);
    out.replace("<span></span>", "").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::fragment;

    #[test]
    fn fragments_can_stand_anywhere() {
        let of = |text: &str| fragment(text);
        assert_eq!(of(" plain & simple "), "<p>plain &amp; simple</p>");
        assert_eq!(of("# Title\n\nSee `x`."), "<p><b>Title</b></p>\n<p>See <code>x</code>.</p>");
        assert_eq!(
            of("[a](https://e.example/a) [b](./b.md) [c](#c)"),
            "<p><a href=\"https://e.example/a\" rel=\"noreferrer\">a</a> <span>b</span> <span>c</span></p>"
        );
        assert_eq!(of("[x](javascript:alert(1))"), "<p><span>x</span></p>");
        assert_eq!(of("a <script>alert(1)</script><b id=\"main\">b</b>"), "<p>a <b>b</b></p>");
        assert_eq!(
            of("[![i](./a.png)](https://e.example)"),
            "<p><a href=\"https://e.example\" rel=\"noreferrer\"><img src=\"data:,\" alt=\"i\" loading=\"lazy\"></a></p>"
        );
    }
}
