//! Which sections a page has, so that links to them can be checked; GitHub's way of naming them is understood too.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::docs::{Chunk, DocPage};

/// Knows the sections of a page.
pub(super) struct Anchors {
    ids: BTreeSet<String>,
    /// The ids of headings by their words.
    by_words: BTreeMap<String, String>,
    /// The words of the title, which stands above the body.
    title: String,
}

/// Says what a fragment means in a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// An id that the page has.
    Id(String),
    /// The page's beginning.
    Top,
}

impl Anchors {
    /// Lists the ids of a body. Text is escaped in it, so that every ` id="` is an attribute.
    pub(super) fn new<L>(page: &DocPage<L>) -> Self {
        let html = page.body.iter().filter_map(|chunk| if let Chunk::Html(html) = chunk { Some(html.as_str()) } else { None });
        let ids = html.flat_map(|html| html.split(" id=\"").skip(1)).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
        let mut by_words = BTreeMap::new();
        for heading in &page.headings {
            by_words.entry(words(&heading.id)).or_insert_with(|| heading.id.clone());
        }
        for heading in &page.headings {
            by_words.entry(words(&heading.text)).or_insert_with(|| heading.id.clone());
        }
        let ids = ids.chain(page.heading.iter().map(|heading| heading.id.clone())).collect();
        Self { ids, by_words, title: words(&page.title) }
    }

    /// Finds what a fragment means: an id, in another case at worst, or a heading whose words it has, as GitHub would link to it.
    pub(super) fn find(&self, fragment: &str) -> Option<Anchor> {
        let exact = [fragment.to_owned(), fragment.to_lowercase(), format!("section-{fragment}")];
        if let Some(id) = exact.into_iter().find(|id| self.ids.contains(id)) {
            return Some(Anchor::Id(id));
        }
        let wanted = words(fragment);
        if let Some(id) = self.by_words.get(&wanted).filter(|_| !wanted.is_empty()) {
            return Some(Anchor::Id(id.clone()));
        }
        (wanted == "top" || wanted == self.title).then_some(Anchor::Top)
    }

    /// Lists the ids that somebody could have meant.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str).filter(|id| !id.starts_with("fn-"))
    }
}

/// Leaves the letters and digits of a heading or an id, one `-` between words.
fn words(text: &str) -> String {
    let mut words = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => words.push(c),
            ' ' | '-' | '_' if !words.is_empty() && !words.ends_with('-') => words.push('-'),
            _ => {}
        }
    }
    words.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn ids_of_other_renderers_have_the_same_words() {
        for id in
            ["What's new & why?", "whats-new--why", "-whats-new--why", "whats-new-why", "What_s new".trim_end_matches("_s new")]
        {
            assert!(words("What's new & why?").starts_with(&words(id)), "{id}");
        }
        assert_eq!(words("setup_1"), words("setup-1"));
        assert_eq!(words("🚀 Start"), "start");
        assert_eq!(words("Größe"), words("größe"));
    }
}
