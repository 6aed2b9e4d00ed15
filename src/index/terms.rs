//! Terms: text -> the words that it is found by. The theme's `search/10-terms.js` follows the same rules; `tests/scripts/terms.json` holds both to them.

use std::collections::HashMap;

use elasticlunr::lang::English;
use elasticlunr::{Language, Pipeline};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Holds one word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded, as it is written otherwise: `payments`, `payments-api`.
    pub(super) form: String,
    /// Whether it is a name made of the words before it.
    pub(super) is_compound: bool,
}

/// Splits `text` into words. A name such as `payments-api`, `card_vault` or `PaymentService` gives its parts, then itself.
pub(super) fn words(text: &str) -> Vec<Word> {
    let folded: String = text.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '\u{2019}')).collect();
    let mut words = Vec::new();
    for chunk in folded.split(|c: char| !(is_word(c) || is_joint(c))) {
        // Full stops and dashes around a chunk are punctuation, and so is everything between two of them.
        let runs: Vec<&str> = chunk.split(is_joint).collect();
        let mut names: Vec<Vec<&str>> = vec![Vec::new()];
        for run in runs {
            match names.last_mut() {
                Some(name) if !run.is_empty() => name.push(run),
                Some(name) if !name.is_empty() => names.push(Vec::new()),
                _ => {}
            }
        }
        for name in names.iter().filter(|name| !name.is_empty()) {
            let start = offset(chunk, name[0]);
            let end = name.last().map_or(start, |last| offset(chunk, last) + last.len());
            push_name(&chunk[start..end], name, &mut words);
        }
    }
    words
}

fn push_name(whole: &str, runs: &[&str], words: &mut Vec<Word>) {
    let parts: Vec<&str> = runs.iter().flat_map(|run| humps(run)).collect();
    let is_compound = parts.len() > 1;
    if is_compound {
        words.extend(parts.iter().map(|part| Word { form: part.to_lowercase(), is_compound: false }));
    }
    words.push(Word { form: whole.to_lowercase(), is_compound });
}

/// Gives where `part`, a piece of `whole`, begins in it.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
}

/// Splits `PaymentService` and `HTTPServer` at their humps.
fn humps(run: &str) -> Vec<&str> {
    let letters: Vec<(usize, char)> = run.char_indices().collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 1..letters.len() {
        let (before, here) = (letters[at - 1].1, letters[at].1);
        let opens_a_word = letters.get(at + 1).is_some_and(|(_, next)| next.is_lowercase());
        if here.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && opens_a_word) {
            parts.push(&run[start..letters[at].0]);
            start = letters[at].0;
        }
    }
    parts.push(&run[start..]);
    parts
}

/// Turns words into stems, remembering those that it has seen. Only for English words of ASCII letters: elasticlunr's trimmer eats all others.
pub(super) struct Stemmer {
    pipeline: Pipeline,
    seen: HashMap<String, Option<String>>,
}

impl Stemmer {
    /// Makes a stemmer with elasticlunr's English pipeline: trimmer, stop words, Porter.
    pub(super) fn new() -> Self {
        Self { pipeline: English::new().make_pipeline(), seen: HashMap::new() }
    }

    /// Gives the stem of `form`, or nothing for a stop word.
    pub(super) fn stem(&mut self, form: &str) -> Option<&str> {
        if !self.seen.contains_key(form) {
            let stem = if form.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.pipeline.run(vec![form.to_owned()]).pop()
            } else {
                Some(form.to_owned())
            };
            self.seen.insert(form.to_owned(), stem);
        }
        self.seen.get(form).and_then(Option::as_deref)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{any, proptest};
    use serde::Deserialize;

    use super::{Stemmer, words};

    #[derive(Deserialize)]
    struct Shared {
        words: BTreeMap<String, Vec<String>>,
        stems: BTreeMap<String, Option<String>>,
    }

    #[test]
    fn both_sides_keep_the_same_rules() {
        let shared: Shared = serde_json::from_str(include_str!("../../tests/scripts/terms.json")).unwrap();
        for (text, expected) in shared.words {
            let found: Vec<String> = words(&text)
                .into_iter()
                .map(|word| if word.is_compound { format!("={}", word.form) } else { word.form })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        let mut stemmer = Stemmer::new();
        for (word, stem) in shared.stems {
            assert_eq!(stemmer.stem(&word).map(str::to_owned), stem, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_terms(text in any::<String>()) {
            let mut stemmer = Stemmer::new();
            for word in words(&text) {
                assert!(!word.form.is_empty());
                stemmer.stem(&word.form);
            }
        }

        #[test]
        fn any_ascii_word_has_a_stem(word in "[a-z]{1,12}(s|ed|ing|ies|eed|ion|ness|ly|e|ll)?") {
            Stemmer::new().stem(&word);
        }
    }
}
