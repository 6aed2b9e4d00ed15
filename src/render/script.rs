//! Script: one of the theme's own scripts -> the same without the lines that only speak to its reader, which a page need not load.

/// Drops the lines of `script` that are nothing but a comment. Only for scripts that have no such line inside a string.
pub(super) fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_inside = false;
    for line in script.lines() {
        let text = line.trim();
        if is_inside || text.starts_with("/**") && (!text.contains("*/") || text.ends_with("*/")) {
            is_inside = !text.ends_with("*/");
        } else if !text.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn only_whole_lines_go() {
        let script =
            "// a\n'use strict';\n  /** b */\n/**\n * c\n */\nconst d = /** @type {any} */ (e); // f\n/** @type {g} */ h();\n";
        assert_eq!(without_comments(script), "'use strict';\nconst d = /** @type {any} */ (e); // f\n/** @type {g} */ h();\n");
    }
}
