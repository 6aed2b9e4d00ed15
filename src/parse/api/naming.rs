//! Naming: ids of operations and types that are unique in an API and stay the same as long as their names do.

use std::collections::{HashMap, HashSet};

use crate::model::api::pages::plain;

/// Hands out ids.
#[derive(Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
    /// How often each id was asked for.
    asked: HashMap<String, usize>,
}

impl Anchors {
    /// Makes an id of a prefix and a name. What a URL would have to encode becomes `-`.
    pub(super) fn take(&mut self, prefix: &str, name: &str) -> String {
        let id = format!("{prefix}-{}", plain(name));
        let mut unique = id.clone();
        let asked = self.asked.entry(id.clone()).or_insert(0);
        *asked += 1;
        if *asked > 1 {
            unique = format!("{id}-{asked}");
        }
        while !self.taken.insert(unique.clone()) {
            *asked += 1;
            unique = format!("{id}-{asked}");
        }
        unique
    }
}

/// Makes words of a name: `listPayments` -> `List payments`, `GET /a` stays.
pub(super) fn spoken(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut before: Option<char> = None;
    let letters: Vec<char> = name.chars().collect();
    for (at, c) in letters.iter().copied().enumerate() {
        let next_is_lower = letters.get(at + 1).is_some_and(|c| c.is_lowercase());
        let starts = c.is_uppercase()
            && (before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit())
                || (before.is_some_and(char::is_uppercase) && next_is_lower));
        if matches!(c, '_' | '-' | '.' | ' ') {
            words.push(' ');
        } else if starts {
            words.push(' ');
            if next_is_lower { words.extend(c.to_lowercase()) } else { words.push(c) }
        } else {
            words.push(c);
        }
        before = Some(c);
    }
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{Anchors, spoken};

    #[test]
    fn ids_are_plain_and_unique() {
        let mut anchors = Anchors::default();
        let made: Vec<String> = ["list", "list", "GET /a/{b}", "ü"].iter().map(|name| anchors.take("op", name)).collect();
        assert_eq!(made, ["op-list", "op-list-2", "op-GET-a-b", "op-x"]);
    }

    #[test]
    fn names_become_words() {
        let made: Vec<String> = ["listPayments", "get_user-byID", "HTTPServer", "a"].iter().map(|name| spoken(name)).collect();
        assert_eq!(made, ["List payments", "Get user by ID", "HTTP server", "A"]);
    }
}
