//! What the interface says is in files of strings: everything that is asked for is there, everything there is asked for, and every language says all of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use vestibule::base::diagnostic::Diagnostic;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::source::Source;
use vestibule::base::yaml::{self, Node};

const STRINGS: &str = "themes/default/strings";

/// Words in templates that no language has another word for.
const SAME_EVERYWHERE: [&str; 2] = ["Vestibule", "Esc"];

fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut left = vec![PathBuf::from(folder)];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).expect("folder").map(|entry| entry.expect("entry").path()) {
            if entry.is_dir() {
                left.push(entry);
            } else if entry.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&entry).expect("file");
                found.push((entry, text));
            }
        }
    }
    found.sort();
    found
}

/// Reads the strings of a language: each name with its texts.
fn strings(language: &str) -> BTreeMap<String, Vec<String>> {
    let path = format!("{STRINGS}/{language}.yaml");
    let text = fs::read_to_string(&path).expect("strings");
    let source = Source { repository: None, commit: None, path: RepoPath::new(&path).expect("path"), text: text.into() };
    let document = yaml::documents(&source.into(), &yaml::LIMITS).remove(0);
    assert_eq!(document.findings, Vec::<Diagnostic>::new(), "{path}");
    let root = document.root.expect("a mapping");
    let texts = |node: &Node| match node.as_str() {
        Some(text) => vec![text.to_owned()],
        None => node.entries().iter().filter_map(|(_, node)| node.as_str()).map(str::to_owned).collect(),
    };
    root.get("strings").expect("strings").entries().iter().map(|(key, node)| (key.name.clone(), texts(node))).collect()
}

fn all_code() -> Vec<(PathBuf, String)> {
    [files("themes/default", "html"), files("themes/default", "js"), files("src/render", "rs")].concat()
}

#[test]
fn everything_asked_for_is_there() {
    let known = strings("en");
    let asked = Regex::new(
        r#""([a-z0-9-]+)" \| t\b|\bstrings\s*\.(?:text|phrase|count|counted)\(\s*"([a-z0-9-]+)"|\bpage\.text\('([a-z0-9-]+)'"#,
    )
    .expect("a pattern");
    let mut missing = BTreeSet::new();
    for (path, text) in all_code() {
        for found in asked.captures_iter(&text) {
            let name = found.iter().skip(1).flatten().next().expect("a name").as_str();
            if !known.contains_key(name) {
                missing.insert(format!("{}: {name}", path.display()));
            }
        }
    }
    assert_eq!(missing, BTreeSet::new(), "put these into {STRINGS}/en.yaml");
}

#[test]
fn everything_there_is_asked_for() {
    let code: String =
        all_code().into_iter().filter(|(path, _)| !path.starts_with("src/render/strings")).map(|(_, text)| text).collect();
    let is_asked = |name: &str| {
        code.contains(&format!("\"{name}\"")) || code.contains(&format!("'{name}'")) || name.starts_with("errors-and-")
    };
    let unused: Vec<String> = strings("en").into_keys().filter(|name| !is_asked(name)).collect();
    assert_eq!(unused, Vec::<String>::new(), "nothing says these any more");
}

#[test]
fn every_language_says_everything() {
    let english = strings("en");
    for (path, _) in files(STRINGS, "yaml") {
        let language = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let own = strings(&language);
        let missing: Vec<&String> = english.keys().filter(|name| !own.contains_key(*name)).collect();
        let strange: Vec<&String> = own.keys().filter(|name| !english.contains_key(*name)).collect();
        assert_eq!((missing, strange), (Vec::new(), Vec::new()), "{language}: what is missing, and what English does not have");
        for (name, texts) in &own {
            let blanks = |texts: &[String]| -> BTreeSet<String> {
                let blank = Regex::new(r"\{([a-z]+)\}").expect("a pattern");
                texts
                    .iter()
                    .flat_map(|text| blank.captures_iter(text).map(|found| found[1].to_owned()).collect::<Vec<_>>())
                    .collect()
            };
            assert_eq!(blanks(texts), blanks(&english[name]), "{language}: blanks of {name}");
        }
    }
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let code =
        Regex::new(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|<script>.*?</script>|<code>.*?</code>").expect("a pattern");
    let said = Regex::new(r#"\b(?:aria-label|title|alt|placeholder)="([^"]*)""#).expect("a pattern");
    let given = Regex::new(r#"\{\{<[^>]*?\b(?:title|words|label|note)="([^"]+)""#).expect("a pattern");
    let tag = Regex::new(r"(?s)<[^>]*>").expect("a pattern");
    let entity = Regex::new(r"&[a-z]+;").expect("a pattern");
    let mut found = BTreeSet::new();
    for (path, text) in files("themes/default/templates", "html") {
        let name = path.strip_prefix("themes/default/templates").expect("below").display().to_string();
        let mut words = |text: &str| {
            let text =
                SAME_EVERYWHERE.iter().fold(entity.replace_all(text, " ").into_owned(), |text, same| text.replace(same, ""));
            if text.chars().any(char::is_alphabetic) {
                found.insert(format!("{name}: {}", text.trim()));
            }
        };
        given.captures_iter(&text).for_each(|found| words(&found[1]));
        let bare = code.replace_all(&text, "\u{1}");
        said.captures_iter(&bare).for_each(|found| words(&found[1]));
        tag.replace_all(&bare, "\n").split(['\n', '\u{1}']).for_each(&mut words);
    }
    assert_eq!(found, BTreeSet::new(), "put these into {STRINGS}/en.yaml and write `{{{{ \"name\" | t }}}}`");
}
