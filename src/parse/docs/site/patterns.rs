//! `Patterns`: `exclude_docs`, `draft_docs` and `not_in_nav` -> which files they mean, by the rules of `.gitignore`.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::layers::Found;
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;

/// Matches files by their path below the docs folder.
pub(in crate::parse::docs) struct Patterns(Gitignore);

impl Default for Patterns {
    fn default() -> Self {
        Self(Gitignore::empty())
    }
}

impl Patterns {
    /// Reads the lines of `found`, those of `before` come first and may be taken back by it.
    pub(in crate::parse::docs) fn read(before: &[&str], found: Option<Found<'_>>, findings: &mut Vec<Diagnostic>) -> Self {
        let mut builder = GitignoreBuilder::new("");
        for line in before {
            // Our own lines are right.
            let _ = builder.add_line(None, line);
        }
        if let Some(found) = found {
            let texts: Vec<&str> =
                found.text().into_iter().chain(found.node.items().iter().filter_map(|item| item.as_str())).collect();
            for line in texts.iter().flat_map(|text| text.lines()) {
                if builder.add_line(None, line).is_err() {
                    findings.push(words::bad_pattern(found.source, found.node.span, line));
                }
            }
        }
        Self(builder.build().unwrap_or_else(|_| Gitignore::empty()))
    }

    /// Tells whether the file at `below` is meant.
    pub(in crate::parse::docs) fn matches(&self, below: &RepoPath) -> bool {
        !self.0.is_empty() && !below.is_root() && self.0.matched_path_or_any_parents(below.as_str(), false).is_ignore()
    }
}
