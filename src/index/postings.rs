//! Postings: documents -> for each stem, where it stands and how much it tells there. In parallel, with the same result on any number of threads.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::documents::{Document, Documents, Field};
use super::terms::{Stemmer, words};

/// Holds the inverted index.
pub(super) struct Postings {
    /// For each stem, the documents in ascending order.
    pub(super) stems: BTreeMap<String, Vec<Posting>>,
    /// The written forms that are not their own stem.
    pub(super) forms: BTreeSet<String>,
}

/// Says that a stem stands in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    /// The document's number.
    pub(super) document: usize,
    /// The best place where it stands.
    pub(super) field: Field,
    /// How much of the document it is: 0 to 3.
    pub(super) density: u8,
}

/// Holds the terms of one document.
#[derive(Default)]
struct Terms {
    stems: BTreeMap<String, (Field, usize)>,
    forms: BTreeSet<String>,
    length: usize,
}

/// Inverts the documents.
pub(super) fn postings(documents: &Documents<'_>) -> Postings {
    let terms: Vec<Terms> =
        documents.all.par_iter().map_init(Stemmer::new, |stemmer, document| terms(document, stemmer)).collect();
    let mut stems: BTreeMap<String, Vec<Posting>> = BTreeMap::new();
    let mut forms = BTreeSet::new();
    for (document, terms) in terms.into_iter().enumerate() {
        for (stem, (field, count)) in terms.stems {
            let density = density(count, terms.length);
            stems.entry(stem).or_default().push(Posting { document, field, density });
        }
        forms.extend(terms.forms);
    }
    Postings { stems, forms }
}

fn terms(document: &Document<'_>, stemmer: &mut Stemmer) -> Terms {
    let mut terms = Terms::default();
    for (field, text) in &document.fields {
        for word in words(text) {
            terms.length += 1;
            let stem = match stemmer.stem(&word.form) {
                Some(stem) => stem,
                // A name is found by every word of it: the team may be called IT.
                None if *field == Field::Name => &word.form,
                None => continue,
            };
            let entry = terms.stems.entry(stem.to_owned()).or_insert((*field, 0));
            *entry = (entry.0.max(*field), entry.1 + 1);
            if stem != word.form {
                terms.forms.insert(word.form);
            }
        }
    }
    terms
}

/// Rates how much of a document a term is by the term-frequency part of BM25 (k1 1.2, b 0.75, mean length 60), in quarters.
fn density(count: usize, length: usize) -> u8 {
    let (count, length) = (count as f64, length as f64);
    let share = count / (count + 1.2 * (0.25 + 0.75 * length / 60.0));
    match share {
        share if share >= 0.75 => 3,
        share if share >= 0.5 => 2,
        share if share >= 0.25 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::density;

    #[test]
    fn a_word_tells_more_in_a_short_text() {
        assert_eq!([density(1, 3), density(1, 60), density(1, 200), density(1, 2000)], [2, 1, 0, 0]);
        assert_eq!([density(4, 60), density(20, 200)], [3, 3]);
    }
}
