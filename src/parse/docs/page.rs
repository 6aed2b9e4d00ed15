//! One Markdown file -> one `DocPage` with its links as written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::marks::{self, ICON, LINK, TABS, TABS_END};
use super::{annotations, blocks, headings, html, lines, sanitise, snippets, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Source, Span};
use crate::base::yaml::{self, Node};
use crate::model::docs::{Chunk, DocPage, RawLink};

/// The most characters of a summary.
const MOST_SUMMARY: usize = 200;
/// The most tags of a page, and the most characters of one.
const MOST_TAGS: usize = 24;
const LONGEST_TAG: usize = 60;

/// Reads the page that `source`, a file below `root`, holds; `read` gives the text of other files of the repository, for snippets.
pub(super) fn page(source: &Arc<Source>, root: &RepoPath, read: snippets::Reader<'_>) -> (DocPage<RawLink>, Vec<Diagnostic>) {
    let stripped;
    let text: &str = if marks::is_marked(&source.text) {
        stripped = marks::strip(&source.text);
        &stripped
    } else {
        &source.text
    };
    let mut findings = Vec::new();
    let (front, start) = front_matter(source, text, &mut findings);
    let lines = snippets::expand(source, lines::split(text, start), read, &mut findings);
    let rewritten = blocks::rewrite(&lines);
    let mut rendered = html::render(&rewritten.text, &rewritten.abbreviations, html::Diagrams::Drawn);
    if let Some(raw) = &rendered.raw {
        let taken: BTreeSet<String> = rendered.title.iter().chain(&rendered.headings).map(|heading| heading.id.clone()).collect();
        rendered.html = sanitise::sanitise(&rendered.html, &mut rendered.links, raw, &taken);
    }
    rendered.put_drawn_in();
    for (fault, range) in std::mem::take(&mut rendered.faults) {
        let (start, end) =
            (rewritten.origin(range.start).min(source.text.len()), rewritten.origin(range.end).min(source.text.len()));
        findings.push(words::diagram_syntax(source, Span::new(start..end.max(start)), &fault));
    }
    by_github_slug(&mut rendered);
    let links: Vec<RawLink> = rendered
        .links
        .into_iter()
        .map(|(destination, range)| {
            let (start, end) = (rewritten.origin(range.start), rewritten.origin(range.end));
            let raw = rendered.raw.as_ref().filter(|raw| **raw == range);
            if let Some(at) = raw.and_then(|_| source.text.get(start..)?.find(destination.as_str())) {
                let span = Span::new(start + at..start + at + destination.len());
                return RawLink { destination, span };
            }
            let end = if end < start || end - start > 4 * range.len() + 64 { start } else { end };
            RawLink { destination, span: Span::new(start.min(source.text.len())..end.min(source.text.len())) }
        })
        .collect();
    let word = |key: &str| {
        front
            .as_ref()
            .and_then(|front| front.get(key))
            .and_then(Node::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let written = rendered.title.as_ref().map(|heading| heading.text.clone());
    let title = word("title").or(written).unwrap_or_else(|| match headings::humanise(source.path.file_name()) {
        name if name.eq_ignore_ascii_case("index") || name.eq_ignore_ascii_case("readme") => "Overview".to_owned(),
        name => name,
    });
    let summary = word("description").or(rendered.summary).unwrap_or_default();
    let page = DocPage {
        source: Arc::clone(source),
        path: address(source, root),
        title,
        summary: shorten(&summary),
        heading: rendered.title,
        body: chunks(&annotations::annotate(rendered.html), &links),
        headings: rendered.headings,
        sections: rendered.sections,
        tags: front.as_ref().map(tags).unwrap_or_default(),
        decision: None,
    };
    (page, findings)
}

/// Leads links that were written for GitHub's ids to the ids that the page has.
fn by_github_slug(rendered: &mut html::Rendered) {
    if !rendered.links.iter().any(|(destination, _)| destination.starts_with('#')) {
        return;
    }
    let all = || rendered.title.iter().chain(&rendered.headings);
    let known: BTreeSet<&str> = all().map(|heading| heading.id.as_str()).collect();
    let mut by_slug: BTreeMap<String, String> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for heading in all() {
        let slug = headings::github_slug(&heading.text);
        let count = counts.entry(slug.clone()).or_default();
        let numbered = if *count == 0 { slug } else { format!("{slug}-{count}") };
        *count += 1;
        by_slug.entry(numbered).or_insert_with(|| heading.id.clone());
    }
    let ids: BTreeSet<&str> = rendered.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let moved: Vec<Option<String>> = rendered
        .links
        .iter()
        .map(|(destination, _)| {
            let wanted = percent_decode_str(destination.strip_prefix('#')?).decode_utf8_lossy().into_owned();
            let id = by_slug.get(&wanted).filter(|_| !known.contains(wanted.as_str()))?;
            (!ids.contains(wanted.as_str())).then(|| format!("#{id}"))
        })
        .collect();
    for ((destination, _), moved) in rendered.links.iter_mut().zip(moved) {
        if let Some(moved) = moved {
            *destination = moved;
        }
    }
}

/// Lists the tags of a page: a list of words, or words with commas between them.
fn tags(front: &Node) -> Vec<String> {
    let Some(tags) = front.get("tags") else { return Vec::new() };
    let words: Vec<&str> = match tags.as_str() {
        Some(text) => text.split(',').collect(),
        None => tags.items().iter().filter_map(Node::as_str).collect(),
    };
    let mut seen: Vec<String> = Vec::new();
    for tag in words.into_iter().map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" ")) {
        let is_known = seen.iter().any(|known| known.eq_ignore_ascii_case(&tag));
        if !tag.is_empty() && tag.chars().count() <= LONGEST_TAG && !is_known && seen.len() < MOST_TAGS {
            seen.push(tag);
        }
    }
    seen
}

/// Gives where a file's page stands below the docs' address: `guide/setup.md` -> `guide/setup`, `guide/index.md` -> `guide`.
pub(super) fn address(source: &Source, root: &RepoPath) -> String {
    let below = source.path.strip_prefix(root).unwrap_or_default();
    let without_extension = below.as_str().rsplit_once('.').map_or(below.as_str(), |(stem, _)| stem).to_lowercase();
    let (folder, name) = without_extension.rsplit_once('/').unwrap_or(("", &without_extension));
    if matches!(name, "index" | "readme") { folder.to_owned() } else { without_extension }
}

/// Reads the YAML between the `---` lines at the start; gives where the Markdown begins.
pub(super) fn front_matter(source: &Arc<Source>, text: &str, findings: &mut Vec<Diagnostic>) -> (Option<Node>, usize) {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[bom..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return plain_front_matter(source, text, bom);
    };
    let mut end = bom + first.len();
    for line in lines {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            let head = Arc::new(Source {
                text: text[..end].trim_end().trim_end_matches(['-', '.']).into(),
                path: source.path.clone(),
                repository: source.repository.clone(),
                commit: source.commit.clone(),
            });
            let document = yaml::documents(&head, &yaml::LIMITS).into_iter().next();
            let root = document.and_then(|document| {
                findings.extend(
                    document.findings.into_iter().filter(|finding| finding.code != "unknown-tag").map(words::front_matter),
                );
                document.root
            });
            return (root, end);
        }
    }
    (None, bom)
}

/// The keys that say that a page starts with MultiMarkdown's metadata, and not with a sentence.
const PLAIN_KEYS: [&str; 9] = ["title", "description", "author", "authors", "date", "template", "summary", "tags", "hide"];

/// Reads `title: Words` lines at the start of a page, as MkDocs does where there is no YAML; they end at an empty line.
fn plain_front_matter(source: &Arc<Source>, text: &str, start: usize) -> (Option<Node>, usize) {
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_ascii_lowercase());
    let mut lines = text[start..].split_inclusive('\n').peekable();
    if !lines.peek().and_then(|line| key(line)).is_some_and(|key| PLAIN_KEYS.contains(&key.as_str())) {
        return (None, start);
    }
    let is_metadata = |line: &&str| {
        !line.trim().is_empty()
            && (line.starts_with("    ")
                || key(line)
                    .is_some_and(|key| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))))
    };
    let end = start + lines.take_while(is_metadata).map(str::len).sum::<usize>();
    let head = Arc::new(Source {
        text: text[..end].into(),
        path: source.path.clone(),
        repository: source.repository.clone(),
        commit: source.commit.clone(),
    });
    let root = yaml::documents(&head, &yaml::LIMITS).into_iter().next().and_then(|document| document.root);
    (root, end)
}

/// Cuts a summary at a space.
fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(MOST_SUMMARY - 1) else { return text };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', ';', ':', '.']))
}

/// Puts icons and tab sets in, and cuts the body where links go.
fn chunks(html: &str, links: &[RawLink]) -> Vec<Chunk<RawLink>> {
    let html = tab_sets(html);
    let mut body: Vec<Chunk<RawLink>> = Vec::new();
    let mut text = String::new();
    let mut rest = html.as_str();
    while let Some(at) = rest.find([LINK, ICON]) {
        let mark = if rest[at..].starts_with(LINK) { LINK } else { ICON };
        text.push_str(&rest[..at]);
        let after = &rest[at + mark.len_utf8()..];
        let Some((inside, following)) = after.split_once(mark) else {
            rest = after;
            continue;
        };
        rest = following;
        if mark == ICON {
            text += &format!("<svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-{}\"/></svg>", html::escape(inside));
            continue;
        }
        let Some(link) = inside.parse::<usize>().ok().and_then(|number| links.get(number)) else { continue };
        let is_image = text.ends_with("src=\"");
        body.push(Chunk::Html(std::mem::take(&mut text).replace(marks::is_mark, "")));
        body.push(if is_image { Chunk::Src(link.clone()) } else { Chunk::Href(link.clone()) });
    }
    text.push_str(rest);
    body.push(Chunk::Html(text.replace(marks::is_mark, "")));
    body
}

/// Makes one set of tabs that follow each other.
fn tab_sets(html: &str) -> String {
    if !html.contains(TABS) {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(TABS_END) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let after = &after[TABS_END.len_utf8()..];
        match after.trim_start().strip_prefix(TABS) {
            Some(next) => rest = next,
            None => {
                out.push_str("</div>");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.replace(TABS, "<div class=\"tabset\" data-tabs>")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PIECES: &[&str] = &[
        "# ",
        "## a\n",
        "\n\n",
        "\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "!!! note \"t\"\n",
        "    ",
        "??? x\n",
        "=== \"tab\"\n",
        ":::tip\n",
        ":::\n",
        "```js\n",
        "```\n",
        "~~~\n",
        "| a | b |\n|--|:-:|\n| c | d |\n",
        "[^1]",
        "[^1]: note\n",
        "[x](",
        ")",
        "![i](",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<a href=\"",
        "\">",
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- ",
        " -->",
        "`",
        "**",
        "_",
        "&#xfdd0;",
        "\u{fdd2}",
        "&lt;",
        "&",
        "\"",
        "'",
        "---\n",
        "title: x\n",
        "{#id}",
        "https://e.example/a",
        "javascript:alert(1)",
        "data:x",
        "\0",
        "ü",
        "🙂",
        "\t",
        "\r\n",
        "\\",
        "- [x] ",
        ": def\n",
        "<details>",
        "<summary>",
        "</details>",
        "<p align=center>",
        "==",
        "^^",
        "^",
        "~",
        "~~",
        "{++",
        "++}",
        "{--",
        "--}",
        "{~~",
        "~>",
        "~~}",
        "{==",
        "==}",
        "{>>",
        "<<}",
        "{: .x #y width=\"1\" }",
        "{ .x onclick=alert(1) style=\"x\" }",
        "{#main}",
        "*[HTML]: \"><script>alert(1)</script>\n",
        "HTML",
        "(c) 1/2 --> 1st ",
        ":rocket:",
        ":material-x:",
        "--8<-- \"snip.md\"\n",
        "--8<--\n",
        "snip.md\n",
        "[TOC]\n",
        "<div markdown>\n",
        "<section markdown=\"1\">",
        "</section>",
        "> [!NOTE] t\n",
        "`#!python x`",
        "  - ",
        "10. ",
        "*bold*{.x}",
        "www.e.example",
        "[x](a b.md)",
        "```{include} a\n",
        "$x$",
        "##x\n",
        "`a | b`",
        "// (1)!\n",
        "// (2) (1)\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_becomes_a_page_without_script(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            let text = pieces.concat();
            let source = Arc::new(Source { repository: None, commit: None, path: RepoPath::new("docs/a.md").unwrap(), text: text.as_str().into() });
            let (page, _) = page(&source, &RepoPath::new("docs").unwrap(), &|name| (name == "snip.md").then(|| text.clone()));
            for chunk in &page.body {
                match chunk {
                    Chunk::Html(html) => {
                        // Every tag that is left is one of ours or one that was let through; none of them runs.
                        for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default().to_lowercase()) {
                            prop_assert!(!tag.starts_with("script") && !tag.contains(" onerror=") && !tag.contains("=\"javascript:"), "{tag:?} in {text:?}");
                        }
                        prop_assert!(!html.contains(|c| matches!(c, '\u{fdd0}'..='\u{fdd4}')), "a mark is left in {text:?}");
                    }
                    Chunk::Href(link) | Chunk::Src(link) => prop_assert!(link.span.end as usize <= text.len()),
                }
            }
        }
    }
}
