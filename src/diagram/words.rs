//! The words for what is wrong with the text of a diagram. One function a fault; the kind of diagram is known to who asked.

use std::ops::Range;

use super::Fault;

fn fault(at: Range<usize>, reason: String, hint: Option<&'static str>) -> Fault {
    Fault { kind: "", at, reason, hint }
}

pub(super) fn not_closed(at: Range<usize>, opened: &str, closed: &str) -> Fault {
    fault(at, format!("`{opened}` is not closed with `{closed}`"), None)
}

pub(super) fn label_not_closed(at: Range<usize>, opened: &str, closed: &str) -> Fault {
    let hint = "put labels with brackets or quotes in double quotes: `A[\"f(x)\"]`";
    Fault { hint: Some(hint), ..not_closed(at, opened, closed) }
}

pub(super) fn no_end(at: Range<usize>, opened: &str) -> Fault {
    fault(at, format!("`{opened}` has no `end`"), Some("close it with a line `end`"))
}

pub(super) fn end_of_nothing(at: Range<usize>) -> Fault {
    fault(at, "`end` closes nothing".to_owned(), Some("put nodes whose name is `end` in quotes, or write `End`"))
}

pub(super) fn no_statement(at: Range<usize>, text: &str) -> Fault {
    let start: String = text.chars().take(40).collect();
    let dots = if start.len() < text.len() { "…" } else { "" };
    fault(at, format!("`{}{dots}` is no statement of it", start.trim_end()), None)
}

pub(super) fn no_target(at: Range<usize>) -> Fault {
    fault(at, "a link leads to nothing".to_owned(), Some("name a node behind the arrow"))
}

pub(super) fn no_number(at: Range<usize>, text: &str) -> Fault {
    fault(at, format!("`{text}` is no number above zero"), Some("write it as `\"name\" : 12.5`"))
}

pub(super) fn outside(at: Range<usize>, word: &str, outer: &str) -> Fault {
    fault(at, format!("`{word}` stands outside of {outer}"), None)
}

pub(super) fn second_root(at: Range<usize>) -> Fault {
    fault(at, "it has a second root".to_owned(), Some("indent it below the first line"))
}

pub(super) fn no_date(at: Range<usize>, text: &str) -> Fault {
    let text: String = text.chars().take(40).collect();
    fault(
        at,
        format!("`{text}` is no date in its format, and no duration"),
        Some("write dates as `dateFormat` says, and durations as `3d`"),
    )
}

pub(super) fn no_branch(at: Range<usize>, name: &str) -> Fault {
    let name: String = name.chars().take(40).collect();
    fault(at, format!("there is no `{name}` yet"), Some("name a branch or a commit that comes before"))
}
