//! Highlighting: code in a language -> lines of HTML with few classes. Behind a trait, so that another engine can take its place.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::html::escape;

/// The longest code that is highlighted, in bytes, and the longest line.
const MOST_BYTES: usize = 64 << 10;
const MOST_LINE_BYTES: usize = 2_000;

/// Turns code into lines of HTML without line breaks.
pub(super) trait Highlighter: Sync {
    /// Gives the lines, or `None` when the language is not known.
    fn lines(&self, language: &str, code: &str) -> Option<Vec<String>>;
}

/// The classes of the theme: keyword, string, number or constant, name, comment.
const CLASSES: [(&str, &[&str]); 5] = [
    ("c-c", &["comment"]),
    ("c-s", &["string", "constant.character", "markup.inserted"]),
    ("c-n", &["constant.numeric", "constant.language", "constant.other", "support.constant"]),
    ("c-k", &["keyword", "storage", "variable.language", "markup.deleted"]),
    (
        "c-p",
        &[
            "entity.name",
            "support.function",
            "variable.function",
            "support.type",
            "entity.other.attribute-name",
            "markup.heading",
        ],
    ),
];

/// Highlights with syntect and the grammars of `two-face`.
pub(super) struct Syntect {
    syntaxes: SyntaxSet,
    classes: Vec<(&'static str, Vec<Scope>)>,
}

static SYNTECT: LazyLock<Syntect> = LazyLock::new(|| Syntect {
    syntaxes: two_face::syntax::extra_newlines(),
    classes: CLASSES
        .iter()
        .map(|(class, scopes)| (*class, scopes.iter().filter_map(|scope| Scope::new(scope).ok()).collect()))
        .collect(),
});

/// Gives the engine in use.
pub(super) fn engine() -> &'static dyn Highlighter {
    &*SYNTECT
}

impl Highlighter for Syntect {
    fn lines(&self, language: &str, code: &str) -> Option<Vec<String>> {
        let syntax = self.syntax(language)?;
        if code.len() > MOST_BYTES || code.lines().any(|line| line.len() > MOST_LINE_BYTES) {
            return None;
        }
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut lines = Vec::new();
        for line in code.split_inclusive('\n') {
            let with_break = if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") };
            let operations = state.parse_line(&with_break, &self.syntaxes).ok()?;
            let mut pieces: Vec<(Option<&str>, String)> = Vec::new();
            let mut from = 0;
            for (at, operation) in &operations {
                self.push(&mut pieces, &stack, with_break.get(from..*at)?);
                stack.apply(operation).ok()?;
                from = *at;
            }
            self.push(&mut pieces, &stack, with_break.get(from..)?);
            let html = pieces.into_iter().map(|(class, text)| match class {
                Some(class) => format!("<span class=\"{class}\">{}</span>", escape(&text)),
                None => escape(&text),
            });
            lines.push(html.collect());
        }
        Some(lines)
    }
}

impl Syntect {
    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let language = language.to_ascii_lowercase();
        let known = match language.as_str() {
            "" | "text" | "txt" | "plain" | "plaintext" | "mermaid" | "plantuml" => return None,
            "shell" | "console" | "shell-session" | "terminal" | "zsh" => "bash",
            "jsonc" | "json5" => "json",
            "tsx" => "typescriptreact",
            "hcl" | "tf" => "terraform",
            "proto" => "protobuf",
            "golang" => "go",
            "yml" => "yaml",
            "docker" => "dockerfile",
            "c#" => "cs",
            other => other,
        };
        self.syntaxes.find_syntax_by_token(known).or_else(|| self.syntaxes.find_syntax_by_token(&language))
    }

    /// Adds text in the class of the innermost scope that has one; neighbours of one class become one piece.
    fn push<'a>(&'a self, pieces: &mut Vec<(Option<&'a str>, String)>, stack: &ScopeStack, text: &str) {
        let text = text.trim_end_matches(['\n', '\r']);
        if text.is_empty() {
            return;
        }
        let class_of = |scope: &Scope| {
            self.classes.iter().find(|(_, known)| known.iter().any(|known| known.is_prefix_of(*scope))).map(|(class, _)| *class)
        };
        let class = stack.as_slice().iter().rev().find_map(class_of);
        match pieces.last_mut() {
            Some((last, before)) if *last == class || text.trim().is_empty() => before.push_str(text),
            _ => pieces.push((class, text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_gets_the_themes_classes() {
        let lines = engine().lines("rust", "let x = 1; // <one>\n").unwrap();
        assert_eq!(
            lines,
            [
                "<span class=\"c-k\">let</span> x <span class=\"c-k\">= </span><span class=\"c-n\">1</span>; <span class=\"c-c\">// &lt;one&gt;</span>"
            ]
        );
        assert!(engine().lines("no such language", "x").is_none());
        for language in
            ["console", "jsonc", "tsx", "hcl", "proto", "toml", "dockerfile", "kotlin", "graphql", "yaml", "powershell"]
        {
            assert!(engine().lines(language, "x\n").is_some(), "{language}");
        }
    }
}
