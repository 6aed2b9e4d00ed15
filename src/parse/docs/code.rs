//! Code blocks: the words after the fence and the code -> a figure.

use super::diagrams::{self, Desk};
use super::highlight;
use super::html::escape;
use super::marks::ICON;
use crate::diagram::Fault;

/// Holds what the words after the fence say: ```` ```yaml title="a.yaml" hl_lines="2 4-5" linenums="1" ````, or Material's ```` ``` { .yaml title="a.yaml" } ````.
#[derive(Debug, Default, PartialEq, Eq)]
struct Fence {
    language: String,
    title: Option<String>,
    marked: Vec<usize>,
    /// The number of the first line, if lines are numbered.
    first: Option<u32>,
}

/// Holds what a block of code became.
#[derive(Debug, Default)]
pub(super) struct Figure {
    pub(super) html: String,
    /// Whether it is a picture, whose markup no author could write.
    pub(super) is_drawn: bool,
    /// What is wrong with it as a diagram.
    pub(super) fault: Option<Fault>,
}

/// Writes the figure. Diagrams are drawn where there is a desk for that.
pub(super) fn figure(info: &str, code: &str, desk: Option<Desk<'_>>) -> Figure {
    let fence = fence(info);
    diagrams::figure(&fence.language, fence.title.as_deref(), code, desk)
        .unwrap_or_else(|| Figure { html: listing(&fence, code), ..Figure::default() })
}

fn listing(fence: &Fence, code: &str) -> String {
    let plain = || code.split_inclusive('\n').map(|line| escape(line.trim_end_matches(['\n', '\r']))).collect();
    let lines: Vec<String> = highlight::engine().lines(&fence.language, code).unwrap_or_else(plain);
    let numbers = match fence.first {
        None => String::new(),
        Some(0 | 1) => " data-nums".to_owned(),
        Some(first) => format!(" data-nums style=\"--from:{}\"", first - 1),
    };
    // What is no name of a language is shown, but names nothing.
    let mut html = match Some(fence.language.as_str()).filter(|language| is_language(language)).unwrap_or_default() {
        "" => format!("<figure class=\"code\"{numbers}>"),
        language => format!("<figure class=\"code\" data-lang=\"{}\"{numbers}>", escape(language)),
    };
    let caption = fence.title.as_deref().unwrap_or(&fence.language);
    if !caption.is_empty() {
        html += &format!(
            "<figcaption><span class=\"mono\">{}</span><button class=\"copy\" type=\"button\" data-js data-copy>{ICON}copy{ICON}<span>Copy</span></button></figcaption>",
            escape(caption)
        );
    }
    html += "<pre tabindex=\"0\"><code>";
    for (number, line) in lines.iter().enumerate() {
        let class = if fence.marked.contains(&(number + 1)) { "ln hl" } else { "ln" };
        html += &format!("<span class=\"{class}\">{line}\n</span>");
    }
    html += "</code></pre></figure>";
    html
}

/// Writes code inside of a line; `#!python print()` says its language. Gives the code without that, and its HTML.
pub(super) fn inline(text: &str) -> (&str, String) {
    let named = text.strip_prefix("#!").or_else(|| text.strip_prefix(":::"));
    let Some((language, code)) = named.and_then(|rest| rest.split_once(' ')) else { return (text, escape(text)) };
    let code = code.trim_start();
    if !is_language(language) || code.is_empty() {
        return (text, escape(text));
    }
    let lines = highlight::engine().lines(language, code).unwrap_or_else(|| vec![escape(code)]);
    (code, lines.join("\n"))
}

fn is_language(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'#' | b'_' | b'.'))
}

fn fence(info: &str) -> Fence {
    // Directives of other programs, ```{include} a.md```, are shown as what they are.
    if is_directive(info) {
        return Fence { title: Some(info.trim().to_owned()), ..Fence::default() };
    }
    let info = info.trim().trim_start_matches('{').trim_end_matches('}').trim();
    let mut fence = Fence::default();
    let language: String =
        info.trim_start_matches('.').chars().take_while(|c| !c.is_whitespace() && !matches!(c, '{' | ',' | '=')).collect();
    if !info[..].starts_with(&format!("{language}=")) {
        fence.language = language;
    }
    let value = |key: &str| {
        let (_, rest) = info.split_once(&format!("{key}="))?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        Some(match quote {
            Some(quote) => rest[1..].split(quote).next().unwrap_or_default().to_owned(),
            None => rest.split_whitespace().next().unwrap_or_default().to_owned(),
        })
    };
    fence.title = value("title").filter(|title| !title.is_empty());
    // More digits than a line of code ever has are no number.
    let number = |text: String| text.parse().ok().filter(|first| *first < 10_000_000).unwrap_or(1);
    fence.first = value("linenums").map(number);
    for part in value("hl_lines").unwrap_or_default().split([' ', ',']) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        if let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) {
            fence.marked.extend(first..=last.min(first.saturating_add(1_000)));
        }
    }
    fence
}

/// Tells whether words stand in braces right after the fence, as MyST writes its directives.
fn is_directive(info: &str) -> bool {
    info.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(name, rest)| {
        !rest.trim().is_empty()
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_say_what_is_in_them() {
        let marked = Fence { language: "yaml".into(), title: Some("a b.yaml".into()), marked: vec![2, 4, 5], first: Some(1) };
        assert_eq!(fence("yaml title=\"a b.yaml\" hl_lines=\"2 4-5\" linenums=\"1\""), marked);
        assert_eq!(fence("{ .yaml title='a b.yaml' hl_lines=\"2 4-5\" linenums=1 }"), marked);
        let shown = |info: &str| figure(info, "x", None).html;
        assert!(shown("rust linenums=\"41\"").contains(" data-nums style=\"--from:40\">"));
        assert!(shown("rust linenums=\"99999999999\"").contains("data-nums>"));
        assert_eq!(fence("rust,ignore"), Fence { language: "rust".into(), ..Fence::default() });
        assert_eq!(fence("title=x"), Fence { title: Some("x".into()), ..Fence::default() });
        assert!(!shown("javascript:alert(1)").contains("data-lang") && shown("c#").contains("data-lang=\"c#\""));
    }
}
