//! Format: what `manifest.json` and the index file look like. The theme's `search/00-format.js` reads them; nothing else knows.
//!
//! The index file is one object:
//! - `kinds`: `[slug, name, plural, icon, look]` of each kind of result.
//! - `documents`: an entity is `[kind, title, url, text, owner, name, type, lifecycle, tags, docs]`, a page of docs
//!   `[kind, title, url, text, entity]`, an operation or a type of an API the same with a kind of its own, a record of a plugin `[kind, title, url, text]`, and a section of the page before it `[title, id, text]`. `owner` and `entity` are numbers of
//!   documents, -1 for none; an owner who is not in the catalog is a name. Empty ends are left out.
//! - `stems` and `forms`: sorted words, joined by a space, each as how many letters it shares with the one before (one digit of base 64) and
//!   the rest of it.
//! - `postings`: for each stem, joined by a space, numbers in base 32, low digits first, all but the last of a number raised by 32: the
//!   distance from the document before, less one, times 16, plus the field times 4, plus the density.

use serde::Serialize;
use serde_json::{Value, json};

use super::documents::{Document, Documents, Field, Owner, Shown};
use super::postings::{Posting, Postings};
use crate::base::instant::Instant;
use crate::base::site_path::SitePath;
use crate::model::output::Output;

/// Counts the changes of the format.
const VERSION: u32 = 1;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[derive(Serialize)]
struct Manifest<'a> {
    format: u32,
    index: &'a str,
    #[serde(rename = "asOf")]
    as_of: Instant,
    entities: usize,
    pages: usize,
    sections: usize,
    bytes: usize,
}

/// Makes the search files below `folder`: the manifest at a path that never changes, and the index at one that names its content.
pub(super) fn files(folder: &str, documents: &Documents<'_>, postings: &Postings, as_of: Instant) -> [Output; 2] {
    let file = |name| SitePath::file(folder.split('/').chain([name]));
    let index = json!({
        "kinds": documents.kinds.iter().map(|kind| [&kind.slug, &kind.name, &kind.plural, &kind.icon, &kind.look]).collect::<Vec<_>>(),
        "documents": documents.all.iter().map(row).collect::<Vec<_>>(),
        "stems": front_coded(postings.stems.keys().map(String::as_str)),
        "postings": postings.stems.values().map(|postings| packed(postings)).collect::<Vec<_>>().join(" "),
        "forms": front_coded(postings.forms.iter().map(String::as_str)),
    })
    .to_string();
    let name = format!("index.{}.json", &blake3::hash(index.as_bytes()).to_hex()[..8]);
    let count = |wanted: fn(&Shown<'_>) -> bool| documents.all.iter().filter(|document| wanted(&document.shown)).count();
    let manifest = Manifest {
        format: VERSION,
        index: &name,
        as_of,
        entities: count(|shown| matches!(shown, Shown::Entity { .. })),
        pages: count(|shown| matches!(shown, Shown::Page { .. })),
        sections: count(|shown| matches!(shown, Shown::Section { .. })),
        bytes: index.len(),
    };
    [Output::text(file("manifest.json"), json!(manifest).to_string()), Output::text(file(&name), index)]
}

fn row(document: &Document<'_>) -> Value {
    let number = |number: Option<usize>| number.map_or_else(|| json!(-1), |number| json!(number));
    let mut row = match &document.shown {
        Shown::Entity { kind, title, url, text, owner, name, type_name, lifecycle, tags, docs } => vec![
            json!(kind),
            json!(title),
            json!(url),
            json!(text),
            match owner {
                Owner::None => json!(-1),
                Owner::Document(number) => json!(number),
                Owner::Unknown(name) => json!(name),
            },
            json!(name),
            json!(type_name),
            json!(lifecycle),
            json!(tags),
            json!(docs),
        ],
        Shown::Page { kind, title, url, text, about } => {
            vec![json!(kind), json!(title), json!(url), json!(text), number(*about)]
        }
        Shown::Part { kind, title, url, text, about } => vec![json!(kind), json!(title), json!(url), json!(text), json!(about)],
        Shown::Record { kind, title, url, text } => vec![json!(kind), json!(title), json!(url), json!(text)],
        Shown::Section { title, id, text } => vec![json!(title), json!(id), json!(text)],
    };
    while row.last().is_some_and(|last| last == "" || last == -1 || last.as_array().is_some_and(Vec::is_empty)) {
        row.pop();
    }
    row.into()
}

/// Joins sorted words, each without the letters that it shares with the one before.
fn front_coded<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut coded = String::new();
    let mut before = "";
    for word in words {
        let shared = before.chars().zip(word.chars()).take(63).take_while(|(a, b)| a == b).count();
        // Letters outside the basic plane are two units of JavaScript's strings; sharing none of such a word keeps both sides counting alike.
        let shared = if word.chars().any(|c| c.len_utf16() > 1) { 0 } else { shared };
        if !coded.is_empty() {
            coded.push(' ');
        }
        coded.push(char::from(DIGITS[shared]));
        coded.extend(word.chars().skip(shared));
        before = word;
    }
    coded
}

fn packed(postings: &[Posting]) -> String {
    let mut packed = String::new();
    let mut next = 0;
    for posting in postings {
        let field = match posting.field {
            Field::Text => 0,
            Field::Mark => 1,
            Field::Heading => 2,
            Field::Name => 3,
        };
        let mut number = (posting.document - next) * 16 + field * 4 + usize::from(posting.density);
        next = posting.document + 1;
        while number >= 32 {
            packed.push(char::from(DIGITS[32 + number % 32]));
            number /= 32;
        }
        packed.push(char::from(DIGITS[number]));
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::{front_coded, packed};
    use crate::index::documents::Field;
    use crate::index::postings::Posting;

    #[test]
    fn words_share_their_beginnings() {
        assert_eq!(front_coded(["pay", "payment", "payments-api", "queue"].into_iter()), "Apay Dment Hs-api Aqueue");
    }

    #[test]
    fn postings_are_distances() {
        let at = |document, field, density| Posting { document, field, density };
        assert_eq!(
            packed(&[at(0, Field::Text, 1), at(1, Field::Name, 3), at(70, Field::Heading, 0)]),
            "BPojC".replace("ojC", "oiB")
        );
    }
}
