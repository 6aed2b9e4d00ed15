//! Annotations of code: `(1)` in a comment and an ordered list below the block -> numbers in the code that lead to their notes. The form is Material for
//! MkDocs'; works on the rendered HTML, whose tags are all ours or were cleaned.

/// Opens a comment of highlighted code.
const COMMENT: &str = "<span class=\"c-c\">";
/// The most notes of one block.
const MOST: usize = 99;

/// Ties notes to the blocks of code before them.
pub(super) fn annotate(html: String) -> String {
    const OPEN: &str = "<figure class=\"code\"";
    const BETWEEN: &str = "</code></pre></figure>";
    if !html.contains(COMMENT) || !html.contains("<ol>") {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    let mut block = 0;
    while let Some(at) = rest.find(OPEN) {
        let Some(end) = rest[at..].find(BETWEEN).map(|end| at + end + BETWEEN.len()) else { break };
        let (figure, after) = (&rest[at..end], &rest[end..]);
        let list = after.trim_start().strip_prefix("<ol>\n").and_then(items);
        let count = list.as_ref().map_or(0, |(items, _)| items.len().min(MOST));
        let (marked, used) = mark(figure, block + 1, count);
        out.push_str(&rest[..at]);
        match list.filter(|_| !used.is_empty()) {
            Some((items, following)) => {
                block += 1;
                out.push_str(&marked.replacen("<figure class=\"code\"", "<figure class=\"code\" data-notes", 1));
                out.push_str("\n<ol class=\"notes\">\n");
                for (number, item) in items.iter().enumerate() {
                    out.push_str(&format!("<li id=\"fn-c{block}-{}\">{item}</li>\n", number + 1));
                }
                out.push_str("</ol>");
                rest = following;
            }
            None => {
                out.push_str(figure);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Reads the items of a list whose start tag is gone; gives them with what follows the list.
fn items(list: &str) -> Option<(Vec<&str>, &str)> {
    let mut found = Vec::new();
    let mut rest = list;
    loop {
        if let Some(after) = rest.strip_prefix("</ol>") {
            return Some((found, after));
        }
        let inside = rest.strip_prefix("<li>")?;
        let end = close_of(inside, "<li", "</li>")?;
        found.push(&inside[..end]);
        rest = inside[end + "</li>".len()..].trim_start();
    }
}

/// Finds where an element ends that may hold others of its kind.
fn close_of(text: &str, open: &str, close: &str) -> Option<usize> {
    let mut depth = 1_usize;
    let mut at = 0;
    loop {
        let end = at + text[at..].find(close)?;
        depth += text[at..end].matches(open).count();
        depth -= 1;
        if depth == 0 {
            return Some(end);
        }
        at = end + close.len();
    }
}

/// Puts links in the place of the numbers in comments; with `!` behind it, a number takes the comment's place.
fn mark(figure: &str, block: usize, count: usize) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(figure.len());
    let mut used = Vec::new();
    let mut rest = figure;
    while let Some(at) = rest.find(COMMENT).filter(|_| count > 0) {
        let inside = &rest[at + COMMENT.len()..];
        let Some(end) = inside.find("</span>") else { break };
        let (comment, after) = (&inside[..end], &inside[end + "</span>".len()..]);
        out.push_str(&rest[..at]);
        let (text, is_whole) = links(comment, block, count, &mut used);
        match is_whole {
            true => out.push_str(&text),
            false => out.push_str(&format!("{COMMENT}{text}</span>")),
        }
        rest = after;
    }
    out.push_str(rest);
    (out, used)
}

fn links(comment: &str, block: usize, count: usize, used: &mut Vec<usize>) -> (String, bool) {
    let (mut text, mut links) = (String::new(), String::new());
    let (mut rest, mut is_whole) = (comment, false);
    while let Some(at) = rest.find('(') {
        let (before, after) = rest.split_at(at + 1);
        let number = after.split_once(')').and_then(|(number, after)| Some((number.parse::<usize>().ok()?, after)));
        match number.filter(|(number, _)| (1..=count).contains(number)) {
            Some((number, after)) => {
                let link = format!(
                    "<a class=\"note\" href=\"#fn-c{block}-{number}\" data-n=\"{number}\" aria-label=\"Note {number}\"></a>"
                );
                is_whole |= after.starts_with('!');
                used.push(number);
                text.push_str(&rest[..at]);
                text.push_str(&link);
                links.push_str(&link);
                rest = after.strip_prefix('!').unwrap_or(after);
            }
            None => {
                text.push_str(before);
                rest = after;
            }
        }
    }
    text.push_str(rest);
    if is_whole { (links, true) } else { (text, false) }
}

#[cfg(test)]
mod tests {
    use super::annotate;

    #[test]
    fn a_list_that_nothing_names_stays_a_list() {
        let html = "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"c-c\"># (3) x</span></code></pre></figure>\n<ol>\n<li>a</li>\n</ol>";
        assert_eq!(annotate(html.to_owned()), html);
    }

    #[test]
    fn lists_inside_notes_stay_in_them() {
        let html = "<figure class=\"code\"><pre><code><span class=\"c-c\"># (1)! b</span></code></pre></figure>\n<ol>\n<li>a<ol>\n<li>b</li>\n</ol>\n</li>\n</ol>\n<p>c</p>";
        let wanted = "<figure class=\"code\" data-notes><pre><code><a class=\"note\" href=\"#fn-c1-1\" data-n=\"1\" aria-label=\"Note 1\"></a></code></pre></figure>\n<ol class=\"notes\">\n<li id=\"fn-c1-1\">a<ol>\n<li>b</li>\n</ol>\n</li>\n</ol>\n<p>c</p>";
        assert_eq!(annotate(html.to_owned()), wanted);
    }
}
