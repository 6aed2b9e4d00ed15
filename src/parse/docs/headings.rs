//! Headings: their ids, their levels, and titles made of file names.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// The ids that a docs page of the portal has besides its content's.
const RESERVED: [&str; 2] = ["main", "page-findings"];

/// Hands out ids, each once a page, as Python-Markdown's `toc` does.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The last number behind an id that came several times.
    numbers: BTreeMap<String, usize>,
}

impl Ids {
    /// Makes an id for a heading: ASCII letters, digits and `_`, `-` for everything between, `_1` behind those that would come twice.
    pub(super) fn slug(&mut self, text: &str) -> String {
        let id = slug(text);
        self.take(&id)
    }

    /// Takes an id that the author wrote, if it is one; it goes before those that are made.
    pub(super) fn explicit(&mut self, id: &str) -> Option<String> {
        let id = checked(id)?;
        self.taken.insert(id.clone()).then_some(id)
    }

    fn take(&mut self, id: &str) -> String {
        let id = own(id);
        if !id.is_empty() && self.taken.insert(id.clone()) {
            return id;
        }
        let (stem, counted) = id
            .rsplit_once('_')
            .and_then(|(stem, number)| Some((stem, number.parse::<usize>().ok().filter(|number| *number < usize::MAX / 2)?)))
            .unwrap_or((&id, 0));
        let number = self.numbers.entry(stem.to_owned()).or_default();
        *number = counted.max(*number);
        loop {
            *number += 1;
            let unique = format!("{stem}_{number}");
            if self.taken.insert(unique.clone()) {
                return unique;
            }
        }
    }
}

/// Gives an id as it may stand in a page, or nothing when it is none.
pub(super) fn checked(id: &str) -> Option<String> {
    let is_id = id.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    (is_id && id.len() <= 200).then(|| own(id))
}

/// Keeps clear of the ids that the page itself uses: its landmarks, its icons, its footnotes.
fn own(id: &str) -> String {
    if RESERVED.contains(&id) || id.starts_with("i-") || id.starts_with("fn-") { format!("section-{id}") } else { id.to_owned() }
}

/// Makes a slug as `markdown.extensions.toc.slugify` does.
fn slug(text: &str) -> String {
    let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || c.is_ascii_whitespace();
    let kept: String = text.nfkd().filter(is_kept).collect();
    let mut slug = String::with_capacity(kept.len());
    for c in kept.trim().chars() {
        match c.to_ascii_lowercase() {
            c if c == '-' || c.is_ascii_whitespace() => {
                if !slug.ends_with('-') {
                    slug.push('-');
                }
            }
            c => slug.push(c),
        }
    }
    slug
}

/// Makes the id that GitHub would give: authors who write for both link to these.
pub(super) fn github_slug(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c => (c.is_alphanumeric() || matches!(c, '-' | '_')).then_some(c),
        })
        .collect()
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
    fn ids_are_those_of_python_markdown_and_never_the_pages_own() {
        let mut ids = Ids::default();
        assert_eq!(ids.explicit("form"), Some("form".to_owned()));
        let titles = [
            "What's new?",
            "Größe & Form",
            "What's new?",
            "Main",
            "!!!",
            "a_b `c`",
            "Form",
            "- x -",
            "日本",
            "A 1/2 ½",
            "Form_1",
        ];
        let made: Vec<_> = titles.iter().map(|text| ids.slug(text)).collect();
        assert_eq!(
            made,
            ["whats-new", "groe-form", "whats-new_1", "section-main", "_1", "a_b-c", "form_1", "-x-", "_2", "a-12-12", "form_2"]
        );
        assert_eq!(ids.explicit("my-id"), Some("my-id".to_owned()));
        assert_eq!(ids.explicit("my-id"), None);
        assert_eq!(ids.explicit("1\" onload"), None);
        assert_eq!(github_slug("Größe & Form"), "größe--form");
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
