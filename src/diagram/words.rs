//! The words for what is wrong with the text of a diagram. One function a mistake.

use std::ops::Range;

use super::Mistake;

fn mistake(at: Range<usize>, reason: String, hint: Option<&'static str>) -> Mistake {
    Mistake { at, reason, hint }
}

pub(super) fn not_closed(at: Range<usize>, opened: &str, closed: &str) -> Mistake {
    mistake(at, format!("`{opened}` is not closed with `{closed}`"), None)
}

pub(super) fn label_not_closed(at: Range<usize>, opened: &str, closed: &str) -> Mistake {
    let hint = "put labels with brackets or quotes in double quotes: `A[\"f(x)\"]`";
    Mistake { hint: Some(hint), ..not_closed(at, opened, closed) }
}

pub(super) fn no_end(at: Range<usize>, opened: &str) -> Mistake {
    mistake(at, format!("`{opened}` has no `end`"), Some("close it with a line `end`"))
}

pub(super) fn end_of_nothing(at: Range<usize>) -> Mistake {
    mistake(at, "`end` closes nothing".to_owned(), Some("put nodes whose name is `end` in quotes, or write `End`"))
}

pub(super) fn no_statement(at: Range<usize>, text: &str) -> Mistake {
    let start: String = text.chars().take(40).collect();
    let dots = if start.len() < text.len() { "…" } else { "" };
    mistake(at, format!("`{}{dots}` is no statement of it", start.trim_end()), None)
}

pub(super) fn no_target(at: Range<usize>) -> Mistake {
    mistake(at, "a link leads to nothing".to_owned(), Some("name a node behind the arrow"))
}

pub(super) fn no_number(at: Range<usize>, text: &str) -> Mistake {
    mistake(at, format!("`{text}` is no number above zero"), Some("write it as `\"name\" : 12.5`"))
}

pub(super) fn outside(at: Range<usize>, word: &str, outer: &str) -> Mistake {
    mistake(at, format!("`{word}` stands outside of {outer}"), None)
}

pub(super) fn second_root(at: Range<usize>) -> Mistake {
    mistake(at, "it has a second root".to_owned(), Some("indent it below the first line"))
}

pub(super) fn no_date(at: Range<usize>, text: &str) -> Mistake {
    let text: String = text.chars().take(40).collect();
    mistake(
        at,
        format!("`{text}` is no date in its format, and no duration"),
        Some("write dates as `dateFormat` says, and durations as `3d`"),
    )
}

pub(super) fn no_branch(at: Range<usize>, name: &str) -> Mistake {
    let name: String = name.chars().take(40).collect();
    mistake(at, format!("there is no `{name}` yet"), Some("name a branch or a commit that comes before"))
}
