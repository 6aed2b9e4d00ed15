//! The notation of types: what joins names and keywords, and what bounds them, as `array of string, at least 1 item` -> the interface's language. Keywords of the
//! languages of definitions stay as they are.

use crate::render::strings::Strings;

/// Says a piece of a type.
pub(super) fn notation(strings: &Strings, text: &str) -> String {
    let piece = |piece: &str| {
        let core = piece.trim_matches([' ', '(', ')']);
        said(strings, core).map_or_else(|| piece.to_owned(), |said| piece.replacen(core, &said, 1))
    };
    text.split(", ").map(piece).collect::<Vec<_>>().join(", ")
}

fn said(strings: &Strings, core: &str) -> Option<String> {
    if let Some(name) = name(core) {
        return Some(strings.text(name).to_owned());
    }
    let words: Vec<&str> = core.split(' ').collect();
    let of = |name: &str, number: &[&str]| Some(strings.phrase(name, &[("amount", &amount(strings, number)?)]));
    match words.as_slice() {
        ["as", media] => Some(strings.phrase("api-as", &[("media", media)])),
        ["one", "of", number, "forms"] => Some(counted(strings, "api-forms", number)),
        ["a", "multiple", "of", number @ ..] => of("api-multiple", number),
        ["at", "least", number @ ..] => of("api-at-least", number),
        ["at", "most", number @ ..] => of("api-at-most", number),
        ["up", "to", number @ ..] => of("api-up-to", number),
        ["exactly", number @ ..] => of("api-exactly", number),
        ["above", number @ ..] => of("api-above", number),
        ["below", number @ ..] => of("api-below", number),
        [least, "to", number @ ..] if least.parse::<f64>().is_ok() => {
            Some(strings.phrase("api-between", &[("least", least), ("amount", &amount(strings, number)?)]))
        }
        _ => None,
    }
}

/// Says how much: a number, or a number of something.
fn amount(strings: &Strings, words: &[&str]) -> Option<String> {
    match words {
        [number] => Some((*number).to_owned()),
        [number, "character" | "characters"] => Some(counted(strings, "api-characters", number)),
        [number, "item" | "items"] => Some(counted(strings, "api-items", number)),
        [number, "entry" | "entries"] => Some(counted(strings, "api-entries", number)),
        _ => None,
    }
}

/// Fills in a number as the definition writes it.
fn counted(strings: &Strings, name: &str, number: &str) -> String {
    strings.filled_with(name, number.parse().ok(), &[("number", number)], |text| text)
}

/// Gives the name of the string that says what joins.
fn name(words: &str) -> Option<&'static str> {
    Some(match words {
        "nothing" => "nothing",
        "anything" => "anything",
        "nothing else" => "api-nothing-else",
        "empty object" => "api-empty-object",
        "or" => "api-or",
        "or null" => "api-or-null",
        "of" => "api-of",
        "and" => "api-and",
        "one of" => "api-one",
        "map of" => "api-map-of",
        "map of anything" => "api-map-of-anything",
        "object with all of" => "api-all-of",
        "without duplicates" => "api-without-duplicates",
        "no payload" => "api-no-payload",
        "one of several" => "api-one-of-many",
        "more" => "api-still-more",
        "too deep to show" => "api-too-deep",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::notation;
    use crate::config::ThemeFolder;
    use crate::render::theme;

    #[test]
    fn what_bounds_and_joins_is_said_and_keywords_stay() {
        let of = |language: &str| theme::strings(language, &ThemeFolder::default()).0;
        let (english, german) = (of("en"), of("de"));
        for (text, expected) in [
            ("string, date-time", "string, date-time"),
            ("string, 1 to 64 characters", "string, 1 bis 64 Zeichen"),
            ("integer, above 0, a multiple of 5", "integer, über 0, Vielfaches von 5"),
            ("number, -1.5 to 2000", "number, -1.5 bis 2000"),
            (" (at least 1 item)", " (mindestens 1 Element)"),
            (" of (", " von ("),
            (" or null", " oder null"),
            ("one of 3 forms", "eine von 3 Formen"),
            ("more, too deep to show", "mehr, zu tief verschachtelt"),
            ("up to the caller", "up to the caller"),
            ("at least", "at least"),
            ("", ""),
        ] {
            assert_eq!(notation(&english, text), text);
            assert_eq!(notation(&german, text), expected);
        }
    }
}
