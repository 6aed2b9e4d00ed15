//! Which names of a repository may be used: every component is checked, whatever system wrote it and whatever system reads it.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// Says what is wrong with a component of a path, if anything.
pub(super) fn problem(name: &str) -> Option<&'static str> {
    if name.is_empty() || matches!(name, "." | "..") {
        return Some("it climbs");
    }
    if name.contains(['/', '\\']) {
        return Some("it holds a separator");
    }
    if name.chars().any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        return Some("it holds a control character");
    }
    if name.is_ascii() && !name.starts_with(['.', 'g', 'G']) && name.len() > 8 && !name.contains(['.', ':', ' ']) {
        return None;
    }
    if is_git_folder(name) {
        return Some("it is git's own");
    }
    is_device(name).then_some("it is the name of a device")
}

/// Tells whether some file system takes `name` for `.git`: by case, by trailing dots and spaces, by a stream, by its short name, or by characters that HFS+ ignores.
fn is_git_folder(name: &str) -> bool {
    let visible: String = name
        .chars()
        .filter(|c| !matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect();
    let stem = visible.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    matches!(stem, ".git" | "git~1")
}

/// Tells whether Windows takes `name` for a device.
fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

/// Remembers paths and finds those that a file system without case, or with another Unicode form, would take for one.
#[derive(Default)]
pub(super) struct Collisions(BTreeMap<String, String>);

impl Collisions {
    /// Takes `path`, or gives the path that it collides with.
    pub(super) fn insert(&mut self, path: &str) -> Result<(), String> {
        let folded = if path.is_ascii() {
            path.to_ascii_lowercase()
        } else {
            path.nfc().collect::<String>().to_lowercase().nfc().collect()
        };
        match self.0.get(&folded) {
            Some(first) => Err(first.clone()),
            None => {
                self.0.insert(folded, path.to_owned());
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collisions, problem};

    #[test]
    fn dangerous_names_are_found_and_common_ones_are_not() {
        for name in [
            "",
            ".",
            "..",
            ".git",
            ".GIT",
            ".git.",
            ".git ",
            "git~1",
            ".g\u{200c}it",
            ".git::$INDEX_ALLOCATION",
            "a\\b",
            "a\nb",
            "con",
            "CON.txt",
            "nul",
            "com1",
            "Lpt9.log",
            "aux.c",
            "x\u{202e}y",
        ] {
            assert!(problem(name).is_some(), "{name:?}");
        }
        for name in [
            "README.md",
            ".github",
            ".gitignore",
            "git",
            "console",
            "com10",
            "auxiliary",
            "ünï.md",
            "a b.md",
            "{{cookiecutter.x}}",
            "${{ values.name }}.yaml",
        ] {
            assert_eq!(problem(name), None, "{name:?}");
        }
    }

    #[test]
    fn case_and_unicode_forms_collide() {
        let mut collisions = Collisions::default();
        assert_eq!(collisions.insert("docs/Über.md"), Ok(()));
        assert_eq!(collisions.insert("docs/u\u{308}ber.md"), Err("docs/Über.md".to_owned()));
        assert_eq!(collisions.insert("README.md"), Ok(()));
        assert_eq!(collisions.insert("readme.md"), Err("README.md".to_owned()));
    }
}
