//! Naming: names of fields and kinds -> the words that people read.

/// Writes a name in camel case as words: `affectedBy` -> `affected by`. Abbreviations stay: `apiURL` -> `api URL`.
pub fn in_words(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut words = String::with_capacity(name.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after_is_upper = letters.get(at + 1).is_some_and(|letter| letter.is_uppercase());
        if letter.is_uppercase() && before.is_some_and(|before| before.is_lowercase()) {
            words.push(' ');
            if after_is_upper || at + 1 == letters.len() {
                words.push(*letter);
            } else {
                words.extend(letter.to_lowercase());
            }
        } else {
            words.push(if matches!(letter, '_' | '-') { ' ' } else { *letter });
        }
    }
    words
}

/// Gives `text` with its first letter upper-cased.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
