//! Docs that docs include, as the monorepo plugin does: `!include ./x/mkdocs.yml` and `*include ./*/mkdocs.yml` in a navigation -> `Parts`. Each brings its own folder of pages, below an address made of its name.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobBuilder;
use unicode_normalization::UnicodeNormalization;

use super::layers;
use super::settings::{self, Settings};
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::base::suggest;
use crate::base::yaml::Node;
use crate::model::docs::Mount;
use crate::model::sources::{File, Repository};
use crate::parse::docs::folder;

/// The most docs that one site may be made of.
const MOST_PARTS: usize = 200;

/// Holds one folder of pages with the file that arranges it.
pub(in crate::parse::docs) struct Part<'a> {
    pub(in crate::parse::docs) settings: Settings,
    /// The folder that its files stand in.
    pub(in crate::parse::docs) root: RepoPath,
    /// What the addresses of its pages start with, lower case; empty for the docs themselves.
    pub(in crate::parse::docs) at: String,
    /// Its pages' files.
    pub(in crate::parse::docs) files: Vec<&'a File>,
    /// The part that includes it.
    parent: Option<usize>,
}

/// Holds the docs themselves, first, and everything that they include.
pub(in crate::parse::docs) struct Parts<'a> {
    pub(in crate::parse::docs) list: Vec<Part<'a>>,
    /// Which parts an entry of a navigation stands for, by the file that holds it and its text.
    includes: BTreeMap<(RepoPath, String), Vec<usize>>,
}

impl<'a> Parts<'a> {
    /// Reads everything that the docs with `settings` include.
    pub(in crate::parse::docs) fn new(
        repository: &'a Repository,
        settings: Settings,
        root: RepoPath,
        files: Vec<&'a File>,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let main = Part { settings, root, at: String::new(), files, parent: None };
        let mut parts = Self { list: vec![main], includes: BTreeMap::new() };
        let mut next = 0;
        while next < parts.list.len() {
            if let Some((source, nav)) = parts.list[next].settings.nav.clone() {
                parts.collect(repository, next, &source, &nav, findings);
            }
            next += 1;
        }
        parts
    }

    /// Gives the parts that an entry of a navigation stands for; `None` when it is no inclusion.
    pub(in crate::parse::docs) fn included(&self, source: &Source, node: &Node) -> Option<&[usize]> {
        let text = statement(source, node)?;
        Some(self.includes.get(&(source.path.clone(), text)).map(Vec::as_slice).unwrap_or_default())
    }

    /// Lists where the files of every part stand.
    pub(in crate::parse::docs) fn mounts(&self) -> Vec<Mount> {
        let mount = |part: &Part<'_>| Mount { root: part.root.clone(), at: part.at.clone(), edit: part.settings.edit.clone() };
        self.list.iter().map(mount).collect()
    }

    fn collect(
        &mut self,
        repository: &'a Repository,
        of: usize,
        source: &Arc<Source>,
        node: &Node,
        findings: &mut Vec<Diagnostic>,
    ) {
        node.items().iter().for_each(|item| self.collect(repository, of, source, item, findings));
        node.entries().iter().for_each(|(_, value)| self.collect(repository, of, source, value, findings));
        let Some(text) = statement(source, node) else { return };
        let key = (source.path.clone(), text.clone());
        if self.includes.contains_key(&key) {
            return;
        }
        let (is_pattern, wanted) = match text.strip_prefix("*include") {
            Some(rest) => (true, rest.trim()),
            None => (false, text.trim_start_matches("!include").trim()),
        };
        let path = source.path.parent().join(wanted).filter(|_| !wanted.starts_with('/'));
        let files: Vec<&File> = match &path {
            None => Vec::new(),
            Some(path) if is_pattern => matching(repository, path),
            Some(path) => repository.file(path).into_iter().collect(),
        };
        if files.is_empty() {
            let of_these = |file: &&File| matches!(file.path.file_name(), "mkdocs.yml" | "mkdocs.yaml");
            let known: Vec<String> = repository.files.iter().filter(of_these).map(|file| file.path.to_string()).collect();
            let near = path.as_ref().and_then(|path| suggest::nearest(path.as_str(), known.iter().map(String::as_str)));
            findings.push(words::include_missing(source, node.span, wanted, path.is_none(), near));
        }
        let numbers = files.into_iter().filter_map(|file| self.part(repository, of, file, (source, node), findings)).collect();
        self.includes.insert(key, numbers);
    }

    /// Reads the part that `file` arranges, unless it is there already.
    fn part(
        &mut self,
        repository: &'a Repository,
        of: usize,
        file: &File,
        (source, node): (&Arc<Source>, &Node),
        findings: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let is_it = |part: &Part<'_>| part.settings.source().is_some_and(|source| source.path == file.path);
        let mut above = Some(of);
        while let Some(part) = above.map(|number| &self.list[number]) {
            if is_it(part) {
                findings.push(words::include_circle(source, node.span, &file.path));
                return None;
            }
            above = part.parent;
        }
        if let Some(known) = self.list.iter().position(is_it) {
            return Some(known);
        }
        if self.list.len() >= MOST_PARTS {
            findings.push(words::include_too_many(source, node.span, MOST_PARTS));
            return None;
        }
        let settings = settings::read_file(repository, file, findings);
        let folder = file.path.parent();
        let name = settings.title.clone().unwrap_or_else(|| {
            findings.push(words::include_nameless(source, node.span, &file.path));
            folder.file_name().to_owned()
        });
        let root = settings.docs_dir.clone().or_else(|| folder.join("docs"))?;
        let files = folder::pages_below(repository, &root, &settings);
        if files.is_empty() {
            findings.push(words::include_empty(source, node.span, &file.path, &root));
        }
        let above = &self.list[of].at;
        let alias = alias(&name);
        let at = if above.is_empty() { alias } else { format!("{above}/{alias}") };
        self.list.push(Part { settings, root, at, files, parent: Some(of) });
        Some(self.list.len() - 1)
    }
}

/// Gives an inclusion's text, whether it was written as one string or with `!include` as its tag.
fn statement(source: &Source, node: &Node) -> Option<String> {
    let text = node.as_str()?.trim();
    if text.starts_with("!include ") || text.starts_with("*include ") {
        return Some(text.to_owned());
    }
    (layers::tag(source, node.span) == Some("!include")).then(|| format!("!include {text}"))
}

/// Lists the files that a pattern matches; a `*` stays inside a folder.
fn matching<'a>(repository: &'a Repository, pattern: &RepoPath) -> Vec<&'a File> {
    let Ok(glob) = GlobBuilder::new(pattern.as_str()).literal_separator(true).build() else { return Vec::new() };
    let matcher = glob.compile_matcher();
    repository.files.iter().filter(|file| matcher.is_match(file.path.as_str())).collect()
}

/// Makes an address out of a site's name, as the plugin does: a name that is one already stays, slashes and all; others become words with `-` between them.
fn alias(name: &str) -> String {
    let is_address = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'));
    let text = if is_address && !name.is_empty() {
        name.to_lowercase()
    } else {
        let plain = name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase);
        plain.map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
    };
    let parts: Vec<String> = text
        .split('/')
        .map(|part| {
            if is_address {
                part.to_owned()
            } else {
                part.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
            }
        })
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() { "docs".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::alias;

    #[test]
    fn names_become_addresses() {
        assert_eq!(alias("svc/Team"), "svc/team");
        assert_eq!(alias("The Pay API (v2)"), "the-pay-api-v2");
        assert_eq!(alias("Größe"), "große");
        assert_eq!(alias("../x"), "x");
        assert_eq!(alias("///"), "docs");
    }
}
