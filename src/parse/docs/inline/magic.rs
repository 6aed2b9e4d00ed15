//! Bare addresses in text: where they are, and where they lead.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

use crate::base::url_policy::{self, Target};

/// The longest address without a scheme that is looked at.
const MOST_CHARACTERS: usize = 500;

/// Finds the addresses in a text: `https://…`, `www.…` and e-mail.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    if !text.contains("://") && !text.contains('@') && !text.contains("www.") {
        return found;
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]).url_must_have_scheme(true);
    for link in finder.links(text) {
        let address = link.as_str();
        let destination = if *link.kind() == LinkKind::Email { format!("mailto:{address}") } else { address.to_owned() };
        push(&mut found, link.start()..link.end(), destination);
    }
    // Both are in the order of the text, so that a binary search finds what is covered.
    let with_schemes = found.len();
    for (at, _) in text.match_indices("www.") {
        let is_start = !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '@'));
        let earlier = found[..with_schemes].partition_point(|(range, _)| range.start <= at);
        if is_start && !found[..earlier].last().is_some_and(|(range, _)| range.contains(&at)) {
            let word: String = text[at..].chars().take(MOST_CHARACTERS).take_while(|c| !c.is_whitespace()).collect();
            let with_scheme = format!("http://{word}");
            if let Some(link) =
                finder.links(&with_scheme).next().filter(|link| link.start() == 0 && link.as_str()[11..].contains('.'))
            {
                push(&mut found, at..at + link.end() - "http://".len(), link.as_str().to_owned());
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn push(found: &mut Vec<(Range<usize>, String)>, range: Range<usize>, destination: String) {
    let is_address = ["http://", "https://", "mailto:"].iter().any(|scheme| destination.starts_with(scheme));
    if is_address && matches!(url_policy::sort(&destination), Target::External(_)) {
        found.push((range, destination));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_sentences_go_on() {
        let text = "See https://a.example/b(c), (http://d.example). www.e.example/f, a@g.example; javascript:x x.www.no ftp://h.example www.x";
        let found: Vec<_> = find(text).into_iter().map(|(range, destination)| (&text[range], destination)).collect();
        let expected = [
            ("https://a.example/b(c)", "https://a.example/b(c)"),
            ("http://d.example", "http://d.example"),
            ("www.e.example/f", "http://www.e.example/f"),
            ("a@g.example", "mailto:a@g.example"),
        ];
        assert_eq!(found, expected.map(|(words, destination)| (words, destination.to_owned())));
    }
}
