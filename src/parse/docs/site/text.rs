//! Pages in other languages than Markdown: reStructuredText and AsciiDoc are shown as they are written, so that nothing of a docs folder is lost.

use std::sync::Arc;

use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::docs::{Chunk, DocPage, RawLink, Section};
use crate::model::sources::{File, Repository};
use crate::parse::docs::headings::humanise;
use crate::parse::docs::html::escape;
use crate::parse::docs::page::address;

/// Tells whether a file is such a page.
pub(in crate::parse::docs) fn is_text(path: &RepoPath) -> bool {
    language(path).is_some()
}

fn language(path: &RepoPath) -> Option<&'static str> {
    match path.extension().as_str() {
        "rst" => Some("reStructuredText"),
        "adoc" | "asciidoc" => Some("AsciiDoc"),
        _ => None,
    }
}

/// Makes the page of a file below `root`.
pub(in crate::parse::docs) fn text_page(
    repository: &Repository,
    file: &File,
    source: &Arc<Source>,
    root: &RepoPath,
) -> DocPage<RawLink> {
    let language = language(&file.path).unwrap_or("text");
    let revision = &repository.revision;
    let reference = revision.commit.as_deref().or(revision.branch.as_deref());
    let url = repository.forge.as_ref().zip(reference).map(|(forge, reference)| forge.view_url(&file.path, reference, None));
    let whole = match url {
        Some(url) => format!(" <a href=\"{}\" rel=\"noreferrer\">Read it at its source</a>.", escape(&url)),
        None => String::new(),
    };
    let body = format!(
        "<div class=\"callout\" data-tone=\"note\" role=\"note\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-info\"/></svg>\n\
         <p class=\"callout-t\">Shown as it is written</p>\n<p>This page is written in {language}; only Markdown is rendered here.{whole}</p>\n</div>\n\
         <figure class=\"code\"><pre tabindex=\"0\"><code>{}</code></pre></figure>",
        escape(source.text.trim_end())
    );
    let text = source.text.split_whitespace().collect::<Vec<_>>().join(" ");
    DocPage {
        heading: None,
        tags: Vec::new(),
        decision: None,
        source: Arc::clone(source),
        path: address(source, root),
        title: title(&source.text).unwrap_or_else(|| name(&file.path)),
        summary: String::new(),
        body: vec![Chunk::Html(body)],
        headings: Vec::new(),
        sections: vec![Section { id: String::new(), title: String::new(), text }],
    }
}

/// Finds the first heading: AsciiDoc's `= Title`, or a line that reStructuredText underlines.
fn title(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().take(200).map(str::trim_end).collect();
    for (number, line) in lines.iter().enumerate() {
        if let Some(title) = line.strip_prefix("= ") {
            return Some(title.trim().to_owned());
        }
        let is_words = line.chars().any(char::is_alphanumeric) && !line.starts_with([' ', '\t', '.']);
        let is_underlined = lines.get(number + 1).is_some_and(|under| is_underline(under, line.chars().count()));
        if is_words && is_underlined {
            return Some(line.trim().to_owned());
        }
    }
    None
}

/// Tells whether a line underlines a heading of so many characters.
fn is_underline(line: &str, length: usize) -> bool {
    let first = line.chars().next().filter(char::is_ascii_punctuation);
    first.is_some_and(|first| line.chars().all(|c| c == first)) && line.len() >= length.max(3)
}

fn name(path: &RepoPath) -> String {
    let stem = path.file_name().rsplit_once('.').map_or(path.file_name(), |(stem, _)| stem);
    if stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme") { "Overview".to_owned() } else { humanise(stem) }
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn titles_are_first_headings() {
        assert_eq!(title(".. _top:\n\n=====\nTitle\n=====\n\nText\n").as_deref(), Some("Title"));
        assert_eq!(title("Words of a line\nof text.\n\nReal\n----\n").as_deref(), Some("Real"));
        assert_eq!(title("// comment\n:toc:\n\n= The Guide\n\n== Part\n").as_deref(), Some("The Guide"));
        assert_eq!(title("Nothing\n\nhere\n"), None);
    }
}
