//! `.pages` (awesome-pages) and `.nav.yml` (awesome-nav): what a folder says of its own part of the navigation.

use std::cmp::Ordering;
use std::sync::Arc;

use super::layers;
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::base::suggest;
use crate::base::yaml::{Node, Value};
use crate::model::sources::Repository;

/// Holds what a folder says of itself.
#[derive(Default)]
pub(super) struct Local {
    pub(super) title: Option<String>,
    pub(super) nav: Option<(Arc<Source>, Node)>,
    pub(super) is_hidden: bool,
    /// Whether what the navigation does not name follows it.
    pub(super) appends: bool,
    /// How this folder and those below it are listed.
    pub(super) ways: Ways,
}

/// Says how folders are listed that no navigation lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ways {
    pub(super) by_title: bool,
    pub(super) is_descending: bool,
    /// Whether numbers in names count as numbers.
    pub(super) is_natural: bool,
    pub(super) sections: Sections,
    /// Whether a section with a single page is that page.
    pub(super) collapses: bool,
}

/// Says where folders stand among the pages beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sections {
    #[default]
    Last,
    First,
    Mixed,
}

impl Ways {
    /// Orders names, or titles, as it says.
    pub(super) fn order(&self, one: &str, other: &str) -> Ordering {
        let order = if self.is_natural { natural(one, other) } else { one.cmp(other) };
        if self.is_descending { order.reverse() } else { order }
    }

    /// Reads the keys that say how folders are listed, `.pages`' and `.nav.yml`'s.
    pub(super) fn read(mut self, node: &Node) -> Self {
        let word = |node: &Node, key: &str| node.get(key).and_then(Node::as_str).map(str::to_lowercase);
        let truth = |key: &str| match node.get(key).map(|node| &node.value) {
            Some(Value::Bool(truth)) => Some(*truth),
            _ => None,
        };
        let sort = node.get("sort");
        let (direction, by, kind) = match sort {
            Some(sort) => (word(sort, "direction"), word(sort, "by"), word(sort, "type")),
            None => (word(node, "order"), word(node, "order_by"), word(node, "sort_type")),
        };
        if let Some(direction) = &direction {
            self.is_descending = direction == "desc";
        }
        if let Some(by) = &by {
            self.by_title = by == "title";
        }
        if let Some(kind) = &kind {
            self.is_natural = kind == "natural";
        }
        match sort.and_then(|sort| word(sort, "sections")).as_deref() {
            Some("first") => self.sections = Sections::First,
            Some("mixed") => self.sections = Sections::Mixed,
            Some("last") => self.sections = Sections::Last,
            _ if sort.is_none() && (direction.is_some() || by.is_some() || kind.is_some()) => self.sections = Sections::Mixed,
            _ => {}
        }
        let collapses = ["collapse_single_pages", "collapse", "flatten_single_child_sections"].iter().find_map(|key| truth(key));
        self.collapses = collapses.unwrap_or(self.collapses);
        self
    }
}

/// The keys that a folder's file may have.
const KEYS: [&str; 13] = [
    "title",
    "nav",
    "arrange",
    "hide",
    "order",
    "order_by",
    "sort_type",
    "sort",
    "collapse",
    "collapse_single_pages",
    "flatten_single_child_sections",
    "append_unmatched",
    "preserve_directory_names",
];

/// Reads the file of `folder`, if it has one. `ways` are those of the folder above.
pub(super) fn read(repository: &Repository, folder: &RepoPath, ways: Ways, findings: &mut Vec<Diagnostic>) -> Local {
    let fallback = Local { ways, ..Local::default() };
    let Some(file) = layers::find(repository, folder, &[".nav.yml", ".nav.yaml", ".pages"]) else { return fallback };
    let is_nav = file.path.file_name().starts_with(".nav");
    let Some((source, Some(root))) = layers::read_yaml(repository, file, findings) else { return fallback };
    let unknown: Vec<_> = root.entries().iter().filter(|(key, _)| !KEYS.contains(&key.name.as_str())).collect();
    if let Some((first, _)) = unknown.first() {
        let near = unknown.iter().find_map(|(key, _)| suggest::nearest(&key.name, KEYS));
        let names: Vec<String> = unknown.iter().map(|(key, _)| key.name.clone()).collect();
        findings.push(words::not_honoured(&source, first.span, &names, &[], &[], near));
    }
    let truth = |key: &str| matches!(root.get(key).map(|node| &node.value), Some(Value::Bool(true)));
    let nav = root.get("nav").or_else(|| root.get("arrange")).filter(|nav| !nav.items().is_empty()).cloned();
    let ways = if is_nav { Ways { is_natural: true, ..ways } } else { ways };
    Local {
        title: root.get("title").and_then(Node::as_str).map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned),
        // `arrange` is the old name of a navigation that everything else follows.
        appends: truth("append_unmatched") || (root.get("nav").is_none() && root.get("arrange").is_some()),
        nav: nav.map(|nav| (source, nav)),
        is_hidden: truth("hide"),
        ways: ways.read(&root),
    }
}

/// Tells whether `folder`, or one above it up to `root`, hides itself.
pub(super) fn is_hidden(repository: &Repository, root: &RepoPath, folder: &RepoPath) -> bool {
    let inside = folder.ancestors().take_while(|folder| folder != root && folder.strip_prefix(root).is_some());
    inside.into_iter().any(|folder| read(repository, &folder, Ways::default(), &mut Vec::new()).is_hidden)
}

/// Compares texts with their numbers as numbers.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        match (one.chars().next(), other.chars().next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (left, left_rest) = number(one);
                let (right, right_rest) = number(other);
                let order = left.len().cmp(&right.len()).then_with(|| left.cmp(right));
                if order != Ordering::Equal {
                    return order;
                }
                (one, other) = (left_rest, right_rest);
            }
            (Some(a), Some(b)) => {
                let order = a.to_lowercase().cmp(b.to_lowercase());
                if order != Ordering::Equal {
                    return order;
                }
                (one, other) = (&one[a.len_utf8()..], &other[b.len_utf8()..]);
            }
        }
    }
}

/// Splits the number at the start off, leading zeros left out.
fn number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_count_as_numbers() {
        let mut names = ["v10", "v9", "v1.10", "v1.9", "V2", "v"];
        names.sort_by(|one, other| natural(one, other));
        assert_eq!(names, ["v", "v1.9", "v1.10", "V2", "v9", "v10"]);
    }
}
