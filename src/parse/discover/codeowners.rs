//! Who owns a unit: CODEOWNERS, as GitHub, GitLab and Gitea read it. The last rule that fits a file gives its owners.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::draft::{Draft, Found};
use super::unit::Unit;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};
use crate::model::evidence::Certainty;
use crate::model::sources::Repository;

/// Where forges look for the file, the first that exists.
const PLACES: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/// The largest file that is read, in bytes; GitHub's own limit.
const LARGEST: u64 = 3 * 1024 * 1024;

/// The most rules that are read, and the longest pattern, in bytes.
const MOST: usize = 10_000;
const LONGEST: usize = 500;

/// Holds the rules of a repository.
pub(super) struct CodeOwners {
    rules: Vec<Vec<Found>>,
    globs: GlobSet,
    /// The rule of each glob.
    rule_of: Vec<usize>,
}

impl CodeOwners {
    /// Reads the repository's file, if it has one.
    pub(super) fn of(repository: &Repository) -> Option<Self> {
        let file = PLACES.iter().find_map(|place| repository.file(&RepoPath::new(place)?)).filter(|file| file.size <= LARGEST)?;
        Some(Self::read(&crate::parse::read_source(repository, file).ok()?))
    }

    fn read(source: &Arc<Source>) -> Self {
        let (mut rules, mut rule_of, mut builder) = (Vec::new(), Vec::new(), GlobSetBuilder::new());
        let mut section: Vec<Found> = Vec::new();
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let words: Vec<(usize, &str)> = words(line).map(|(offset, word)| (start + offset, word)).collect();
            start += line.len();
            let Some((_, first)) = words.first() else { continue };
            // A section of GitLab's: its owners are those of the rules below that name none.
            if first.starts_with('[') || first.starts_with("^[") {
                section = words.iter().filter_map(|word| owner(source, *word)).collect();
                continue;
            }
            let mut owners: Vec<Found> = words.iter().skip(1).filter_map(|word| owner(source, *word)).collect();
            if owners.is_empty() {
                owners.clone_from(&section);
            }
            if rules.len() >= MOST {
                break;
            }
            for pattern in globs(first) {
                if let Ok(glob) = GlobBuilder::new(&pattern).literal_separator(true).build() {
                    builder.add(glob);
                    rule_of.push(rules.len());
                }
            }
            rules.push(owners);
        }
        Self { rules, globs: builder.build().unwrap_or_default(), rule_of }
    }

    /// Gives the unit the owners that most of its files have.
    pub(super) fn detect(&self, unit: &Unit<'_>, draft: &mut Draft) {
        let mut files_of: BTreeMap<usize, usize> = BTreeMap::new();
        for file in &unit.files {
            let last = self.globs.matches(file.path.as_str()).into_iter().map(|glob| self.rule_of[glob]).max();
            if let Some(rule) = last {
                *files_of.entry(rule).or_default() += 1;
            }
        }
        let most =
            files_of.iter().filter(|(rule, _)| !self.rules[**rule].is_empty()).max_by_key(|(rule, files)| (**files, **rule));
        let Some((rule, files)) = most else { return };
        let share = if *files * 2 > unit.files.len() { Certainty::Certain } else { Certainty::Likely };
        let lowered = |owner: &Found| Found { certainty: owner.certainty.min(share), ..owner.clone() };
        draft.owners = self.rules[*rule].iter().map(lowered).collect();
    }
}

/// Splits a line into words and their offsets, a comment left out; a backslash keeps a blank or a `#` in a pattern.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + line[rest..].find(|c: char| !c.is_whitespace())?;
        if line[start..].starts_with('#') {
            return None;
        }
        let mut is_escaped = false;
        // The name of a section may have blanks.
        let is_section = line[start..].starts_with('[') || line[start..].starts_with("^[");
        let is_end = |c: char| {
            let ends = if is_section { c == ']' } else { c.is_whitespace() && !is_escaped };
            is_escaped = c == '\\' && !is_escaped;
            ends
        };
        let end = line[start..].find(is_end).map_or(line.len(), |end| start + end + usize::from(is_section));
        rest = end;
        Some((start, &line[start..end]))
    })
}

/// Writes a pattern as globs over paths: a folder's stands for everything in it, one without a slash for any depth.
fn globs(pattern: &str) -> Vec<String> {
    if pattern.len() > LONGEST {
        return Vec::new();
    }
    // Braces and brackets stand for themselves here.
    let pattern = pattern.replace("\\ ", " ").replace("\\#", "#");
    let pattern =
        pattern.chars().flat_map(|c| [matches!(c, '{' | '}' | '[' | ']').then_some('\\'), Some(c)]).flatten().collect::<String>();
    let inner = pattern.trim_start_matches('/').trim_end_matches('/');
    if inner.is_empty() {
        return vec!["**".to_owned()];
    }
    let is_anchored = pattern.starts_with('/') || inner.contains('/');
    let whole = if is_anchored { inner.to_owned() } else { format!("**/{inner}") };
    let inside = format!("{whole}/**");
    match () {
        () if pattern.ends_with('/') => vec![inside],
        // `docs/*` is the files of the folder alone.
        () if inner.ends_with("/*") => vec![whole],
        () => vec![whole, inside],
    }
}

/// Takes an owner as it is written: `@org/team`, `@person`, or an address.
fn owner(source: &Arc<Source>, (offset, word): (usize, &str)) -> Option<Found> {
    // `@@maintainer` is a role of GitLab's and nobody in particular.
    let is_name = word.strip_prefix('@').is_some_and(|name| !name.is_empty() && !name.starts_with('@'));
    let is_mail = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let certainty = if word.contains('/') { Certainty::Certain } else { Certainty::Likely };
    let place = Place::at(source, Span::new(offset..offset + word.len()));
    (is_name || is_mail).then(|| Found { value: word.to_owned(), place, certainty })
}
