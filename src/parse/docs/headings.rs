//! Headings: their ids, their levels, and titles made of file names.

use std::collections::BTreeSet;

/// The ids that pages of the portal use themselves.
const RESERVED: [&str; 9] = ["main", "search", "toc", "nav", "menu", "page-findings", "theme", "q", "top"];

/// Hands out ids, each once a page.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// Makes an id for a heading as GitHub does: lower case, spaces to `-`, punctuation dropped, a number behind those that would come twice.
    pub(super) fn slug(&mut self, text: &str) -> String {
        let mut slug = String::new();
        for c in text.trim().chars().flat_map(char::to_lowercase) {
            match c {
                ' ' => slug.push('-'),
                c if c.is_alphanumeric() || matches!(c, '-' | '_') => slug.push(c),
                _ => {}
            }
        }
        self.take(if slug.is_empty() { "section" } else { &slug })
    }

    /// Takes an id that the author wrote, if it is one.
    pub(super) fn explicit(&mut self, id: &str) -> Option<String> {
        let is_id = id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
        (is_id && id.len() <= 200).then(|| self.take(id))
    }

    fn take(&mut self, id: &str) -> String {
        let id = if RESERVED.contains(&id) || id.starts_with("i-") || id.starts_with("fn-") {
            format!("section-{id}")
        } else {
            id.to_owned()
        };
        let mut unique = id.clone();
        let mut number = 0;
        while !self.taken.insert(unique.clone()) {
            number += 1;
            unique = format!("{id}-{number}");
        }
        unique
    }
}

/// Chooses the levels of headings in a page whose title is the `h1`: nothing above `h2`, nothing skipped on the way down.
#[derive(Default)]
pub(super) struct Levels {
    /// What was written and what it became, from the outermost in.
    open: Vec<(u8, u8)>,
}

impl Levels {
    /// Gives the level at which a heading written at `level` stands.
    pub(super) fn next(&mut self, level: u8) -> u8 {
        while self.open.last().is_some_and(|(written, _)| *written >= level) {
            self.open.pop();
        }
        let shown = self.open.last().map_or(2, |(_, shown)| (*shown + 1).min(6));
        self.open.push((level, shown));
        shown
    }
}

/// Makes a title out of a file's or folder's name: `01-getting_started.md` -> `Getting started`.
pub(super) fn humanise(name: &str) -> String {
    let stem =
        name.rsplit_once('.').map_or(name, |(stem, extension)| if matches!(extension, "md" | "markdown") { stem } else { name });
    let without_number = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let stem = match without_number.strip_prefix(['-', '_', '.', ' ']) {
        Some(rest) if without_number.len() < stem.len() && !rest.is_empty() => rest,
        _ => stem,
    };
    let spaced = stem.replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_githubs_and_never_the_pages_own() {
        let mut ids = Ids::default();
        let made: Vec<_> =
            ["What's new?", "Größe & Form", "What's new?", "Main", "!!!", "a_b `c`"].iter().map(|text| ids.slug(text)).collect();
        assert_eq!(made, ["whats-new", "größe--form", "whats-new-1", "section-main", "section", "a_b-c"]);
        assert_eq!(ids.explicit("my-id"), Some("my-id".to_owned()));
        assert_eq!(ids.explicit("1\" onload"), None);
    }

    #[test]
    fn levels_are_never_skipped() {
        let mut levels = Levels::default();
        let made: Vec<u8> = [2, 4, 3, 6, 2, 1, 2].iter().map(|level| levels.next(*level)).collect();
        assert_eq!(made, [2, 3, 3, 4, 2, 2, 3]);
    }

    #[test]
    fn names_become_titles() {
        assert_eq!(humanise("01-getting_started.md"), "Getting started");
        assert_eq!(humanise("2024-review.md"), "Review");
        assert_eq!(humanise("adr-0001.md"), "Adr 0001");
        assert_eq!(humanise("v1.2"), "V1.2");
    }
}
