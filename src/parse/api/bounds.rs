//! Bounds: formats, lengths, counts and ranges of JSON Schema in words.

use super::documents::At;

/// Writes a scalar type with its format and bounds: `string, 1 to 64 characters`.
pub(super) fn scalar_words(at: At<'_>, name: &str) -> String {
    let mut words = vec![name.to_owned()];
    let format = at.text("format");
    if !format.is_empty() {
        words.push(format);
    }
    words.extend(bounds(at, "minLength", "maxLength", "character", "characters"));
    words.extend(range(at));
    let step = at.text("multipleOf");
    if !step.is_empty() {
        words.push(format!("a multiple of {step}"));
    }
    words.join(", ")
}

/// Writes how many there may be.
pub(super) fn bounds(at: At<'_>, least: &str, most: &str, one: &str, many: &str) -> Option<String> {
    let noun = |count: &str| if count == "1" { one.to_owned() } else { many.to_owned() };
    match (at.text(least).as_str(), at.text(most).as_str()) {
        ("", "") => None,
        (least, most) if least == most => Some(format!("exactly {least} {}", noun(least))),
        ("" | "0", most) => (!most.is_empty()).then(|| format!("up to {most} {}", noun(most))),
        (least, "") => Some(format!("at least {least} {}", noun(least))),
        (least, most) => Some(format!("{least} to {most} {}", noun(most))),
    }
}

/// Writes which numbers there may be; `exclusiveMinimum` is a flag in old dialects and a number in new ones.
fn range(at: At<'_>) -> Option<String> {
    let (least, most) = (at.text("minimum"), at.text("maximum"));
    let (above, below) = (at.text("exclusiveMinimum"), at.text("exclusiveMaximum"));
    let least = match above.as_str() {
        "" | "false" => (!least.is_empty()).then(|| format!("at least {least}")),
        "true" => Some(format!("above {least}")),
        above => Some(format!("above {above}")),
    };
    let most = match below.as_str() {
        "" | "false" => (!most.is_empty()).then(|| format!("at most {most}")),
        "true" => Some(format!("below {most}")),
        below => Some(format!("below {below}")),
    };
    match (least, most) {
        (Some(least), Some(most)) => Some(match (least.strip_prefix("at least "), most.strip_prefix("at most ")) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            _ => format!("{least}, {most}"),
        }),
        (least, most) => least.or(most),
    }
}
