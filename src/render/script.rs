//! Script: one of the theme's own scripts -> the same without comments and indents, which a page need not load.

/// Drops what only speaks to the reader of `script`: lines that are nothing but a comment, `/** … */` inside lines, indents. Only for scripts that have no such thing
/// inside a text, and no text over several lines.
pub(super) fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_inside = false;
    for line in script.lines() {
        let text = line.trim();
        if is_inside || text.starts_with("/**") && (!text.contains("*/") || text.ends_with("*/")) {
            is_inside = !text.ends_with("*/");
        } else if !text.starts_with("//") && !text.is_empty() {
            let mut rest = text;
            while let Some((before, (_, after))) =
                rest.split_once("/**").and_then(|(before, rest)| Some((before, rest.split_once("*/")?)))
            {
                kept.push_str(before);
                rest = after.trim_start();
            }
            kept.push_str(rest);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn what_runs_stays() {
        let script = "// a\n'use strict';\n  /** b */\n/**\n * c\n */\n\n  const d = /** @type {any} */ (e); // f\n/** @type {g} */ h(/** i */ j, 1 /* k */);\n";
        assert_eq!(without_comments(script), "'use strict';\nconst d = (e); // f\nh(j, 1 /* k */);\n");
    }
}
