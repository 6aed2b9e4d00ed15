//! Words: what mistakes in an expression say, and the way out. The browser says the same.

use crate::base::suggest::nearest;

type Words = (String, String);

fn said(message: impl Into<String>, hint: impl Into<String>) -> Words {
    (message.into(), hint.into())
}

pub(super) fn too_long(most: usize) -> Words {
    said(format!("the expression is longer than {most} characters"), "ask for less at a time")
}

pub(super) fn too_deep(most: usize) -> Words {
    said(format!("the expression is nested deeper than {most} levels"), "take parentheses away")
}

pub(super) fn open_quote() -> Words {
    said("the quote is never closed", "put a `\"` where the value ends")
}

pub(super) fn open_group() -> Words {
    said("the parenthesis is never closed", "put a `)` where the group ends")
}

pub(super) fn stray_close() -> Words {
    said("no parenthesis is open here", "take the `)` away, or open one before it")
}

pub(super) fn empty_group() -> Words {
    said("nothing stands between the parentheses", "put a term between them, or take them away")
}

pub(super) fn nothing_after(word: &str) -> Words {
    said(format!("nothing follows `{word}`"), format!("put a term after it, or write `\"{word}\"` to search for the word"))
}

pub(super) fn nothing_before(word: &str) -> Words {
    said(format!("nothing stands before `{word}`"), format!("put a term before it, or write `\"{word}\"` to search for the word"))
}

pub(super) fn no_name(operator: &str) -> Words {
    said(format!("no name stands before `{operator}`"), "write `name:value`, or put quotes around a text to search for it")
}

pub(super) fn no_value() -> Words {
    said("a value is missing", "put a value here without a space before it, or `*` for any")
}

pub(super) fn equals() -> Words {
    said("`=` is no operator", "write `:` to match, and `>`, `>=`, `<` or `<=` to compare")
}

pub(super) fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Words {
    said(format!("nothing is called `{name}`"), among(name, known))
}

pub(super) fn unknown_flag<'a>(name: &str, flag: &str, known: impl Iterator<Item = &'a str> + Clone) -> Words {
    said(format!("`{name}` cannot be `{flag}`"), among(flag, known))
}

pub(super) fn nothing_below(name: &str) -> Words {
    said(format!("`{name}` has nothing below it"), format!("write `{name}:value`"))
}

pub(super) fn needs_key(name: &str) -> Words {
    said(format!("`{name}` needs to be told what is asked of it"), format!("write `{name}.key:value`"))
}

pub(super) fn empty_part(name: &str) -> Words {
    said(format!("`{name}` has an empty part"), "put one dot between two names")
}

pub(super) fn too_far(most: usize) -> Words {
    said(format!("the path walks over more than {most} relations"), "start nearer to what you look for")
}

pub(super) fn no_bound(value: &str) -> Words {
    said(
        format!("`{value}` cannot be compared"),
        "give a number, a date as `2026-01-31`, a duration as `90d`, or `-90d` for 90 days ago",
    )
}

fn among<'a>(wrong: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let list = known.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match nearest(wrong, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {list}"),
    }
}
