//! `mkdocs.yml` with what it inherits: a file and its `INHERIT` chain -> keys with the file that gives each. Knows what the tags of MkDocs mean, and reads no environment.

use std::sync::Arc;

use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Source, Span};
use crate::base::yaml::{self, Node};
use crate::model::sources::{File, Repository};
use crate::parse::docs::folder;

/// The most files of an `INHERIT` chain.
const MOST_LAYERS: usize = 8;

/// Holds the file and those that it inherits from, the file itself first.
#[derive(Default)]
pub(in crate::parse::docs) struct Layers(Vec<Layer>);

struct Layer {
    source: Arc<Source>,
    /// Nothing when the file is empty or broken.
    root: Option<Node>,
}

/// Points at the value of a key, in the file that gives it.
#[derive(Clone, Copy)]
pub(in crate::parse::docs) struct Found<'a> {
    pub(in crate::parse::docs) source: &'a Arc<Source>,
    pub(in crate::parse::docs) node: &'a Node,
}

/// Reads one YAML file of the repository; `None` when it cannot be read at all.
pub(in crate::parse::docs) fn read_yaml(
    repository: &Repository,
    file: &File,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Arc<Source>, Option<Node>)> {
    let empty = folder::source(repository, &file.path, "");
    let bytes = match repository.content.read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.push(words::unreadable(&empty, &error.to_string()));
            return None;
        }
    };
    let source = folder::source(repository, &file.path, &String::from_utf8_lossy(&bytes));
    let document = yaml::documents(&source, &yaml::LIMITS).into_iter().next();
    let root = document.and_then(|document| {
        // These files are full of tags that only Python knows; what they mean is of no interest here.
        findings.extend(document.findings.into_iter().filter(|finding| finding.code != "unknown-tag"));
        document.root
    });
    Some((source, root))
}

impl Layers {
    /// Reads `file` and what it inherits from.
    pub(in crate::parse::docs) fn read(repository: &Repository, file: &File, findings: &mut Vec<Diagnostic>) -> Self {
        let mut layers: Vec<Layer> = Vec::new();
        let mut next = Some(file);
        while let Some(file) = next.take() {
            let Some((source, root)) = read_yaml(repository, file, findings) else { break };
            let inherit = root.as_ref().and_then(|root| root.get("INHERIT")).cloned();
            layers.push(Layer { source: Arc::clone(&source), root });
            let Some((node, text)) = inherit.as_ref().and_then(|node| Some((node, node.as_str()?.trim()))) else { break };
            let path = source.path.parent().join(text).filter(|_| !text.starts_with('/'));
            match path.as_ref().and_then(|path| repository.file(path)) {
                Some(parent) if layers.iter().any(|layer| layer.source.path == parent.path) || layers.len() >= MOST_LAYERS => {
                    findings.push(words::inherit_circle(&source, node.span, text));
                }
                Some(parent) => next = Some(parent),
                None => findings.push(words::inherit_missing(&source, node.span, text, path.is_none())),
            }
        }
        Self(layers)
    }

    /// Gives the file itself, if it could be read.
    pub(in crate::parse::docs) fn source(&self) -> Option<&Arc<Source>> {
        self.0.first().map(|layer| &layer.source)
    }

    /// Lists the files that could be read, the file itself first.
    pub(in crate::parse::docs) fn files(&self) -> impl Iterator<Item = (&Arc<Source>, &Node)> {
        self.0.iter().filter_map(|layer| Some((&layer.source, layer.root.as_ref()?)))
    }

    /// Finds the value of `key` in the first file that gives it.
    pub(in crate::parse::docs) fn get(&self, key: &str) -> Option<Found<'_>> {
        self.0.iter().find_map(|layer| Some(Found { source: &layer.source, node: layer.root.as_ref()?.get(key)? }))
    }

    /// Lists what every file says under `key`, the file itself first.
    pub(in crate::parse::docs) fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = Found<'a>> {
        self.0.iter().filter_map(move |layer| Some(Found { source: &layer.source, node: layer.root.as_ref()?.get(key)? }))
    }

    /// Gives the text of `key`, spaces around it left out; nothing when it has none.
    pub(in crate::parse::docs) fn text(&self, key: &str) -> Option<(Found<'_>, &str)> {
        let found = self.get(key)?;
        found.text().map(|text| (found, text))
    }
}

impl<'a> Found<'a> {
    /// Tells whether the value is that of a variable of the environment, which nobody here reads.
    pub(in crate::parse::docs) fn is_env(self) -> bool {
        tag(self.source, self.node.span) == Some("!ENV")
    }

    /// Gives the text of the value: that of a string, or the default that `!ENV` names.
    pub(in crate::parse::docs) fn text(self) -> Option<&'a str> {
        let node = match self.node.items() {
            [_, .., default] if self.is_env() => default,
            _ if self.is_env() => return None,
            _ => self.node,
        };
        node.as_str().map(str::trim)
    }
}

/// Gives the tag that stands before a value.
pub(in crate::parse::docs) fn tag(source: &Source, span: Span) -> Option<&str> {
    let before = source.text.get(..span.start as usize)?;
    // The value may start at its tag or behind it.
    let own = source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let word = if own.starts_with('!') {
        own.split_whitespace().next()
    } else {
        before.trim_end().rsplit([' ', '\t', '\n', ',', '[']).next()
    };
    let is_before = own.starts_with('!') || before.len() > before.trim_end().len();
    word.filter(|word| is_before && word.starts_with('!'))
}

/// Finds a file by the names that it may have in `folder`, the first name first.
pub(in crate::parse::docs) fn find<'a>(repository: &'a Repository, folder: &RepoPath, names: &[&str]) -> Option<&'a File> {
    names.iter().find_map(|name| repository.file(&folder.join(name)?))
}
