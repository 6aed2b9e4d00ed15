//! Abbreviations: `*[HTML]: HyperText Markup Language` on a line of its own explains the word wherever it stands.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

/// The most abbreviations that one page may have, and the longest one in bytes.
const MOST: usize = 1_000;
const MOST_BYTES: usize = 200;

/// Holds the abbreviations of a page.
#[derive(Default)]
pub(in crate::parse::docs) struct Abbreviations {
    meanings: BTreeMap<String, String>,
}

/// Finds abbreviations in texts, in one pass over each.
pub(super) struct Finder<'a> {
    automaton: AhoCorasick,
    meanings: Vec<&'a str>,
}

impl Abbreviations {
    /// Takes a line that explains a word, if it is one; the last explanation of a word counts, and an empty one takes it back.
    pub(in crate::parse::docs) fn take(&mut self, line: &str) -> bool {
        let Some((word, meaning)) = definition(line) else { return false };
        let meaning = meaning.trim_matches(['"', '\'']).trim();
        if meaning.is_empty() || (self.meanings.len() >= MOST && !self.meanings.contains_key(word)) {
            self.meanings.remove(word);
        } else {
            self.meanings.insert(word.to_owned(), meaning.to_owned());
        }
        true
    }

    /// Makes what finds them, if there are any.
    pub(super) fn finder(&self) -> Option<Finder<'_>> {
        if self.meanings.is_empty() {
            return None;
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(self.meanings.keys()).ok()?;
        Some(Finder { automaton, meanings: self.meanings.values().map(String::as_str).collect() })
    }
}

/// Reads `*[word]: meaning`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start_matches(' ');
    if line.len() - rest.len() > 3 {
        return None;
    }
    let (word, meaning) = rest.strip_prefix("*[")?.split_once(']')?;
    let meaning = meaning.strip_prefix(' ').unwrap_or(meaning).strip_prefix(':')?;
    (!word.trim().is_empty() && word.len() <= MOST_BYTES && !word.contains('\\')).then_some((word, meaning.trim()))
}

impl Finder<'_> {
    /// Gives the words in a text that are explained: where, and how.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (std::ops::Range<usize>, &'t str)> {
        self.automaton.find_iter(text).filter_map(move |found| {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let (before, after) = (text[..found.start()].chars().next_back(), text[found.end()..].chars().next());
            let word = &text[found.range()];
            let starts = !before.is_some_and(is_word) || !word.starts_with(is_word);
            let ends = !after.is_some_and(is_word) || !word.ends_with(is_word);
            (starts && ends).then(|| (found.range(), self.meanings[found.pattern().as_usize()]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found() {
        let mut known = Abbreviations::default();
        for line in ["*[API]: Interface", "*[API key]: Secret", "*[C++]:  A language", "*[OLD]: x", "*[OLD]: ''"] {
            assert!(known.take(line), "{line}");
        }
        for line in ["    *[X]: y", "* [X]: y", "*[X] y", "*[]: y", "x *[X]: y"] {
            assert!(!known.take(line), "{line}");
        }
        let finder = known.finder().unwrap();
        let text = "An API, APIs, an API key, C++ and OLD";
        let found: Vec<_> = finder.find(text).map(|(range, meaning)| (&text[range], meaning)).collect();
        assert_eq!(found, [("API", "Interface"), ("API key", "Secret"), ("C++", "A language")]);
    }
}
