//! The files of a bundle, each read once, and what `$ref`s mean in them: a path from the file that names it and a JSON pointer (RFC 6901).

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
use crate::base::url_policy;
use crate::base::yaml::{self, Limits, Node, Value};

/// The limits for one file of a bundle: descriptions are larger than descriptors.
const LIMITS: Limits = Limits { bytes: 8 << 20, depth: yaml::LIMITS.depth, nodes: 300_000 };

/// The most files of one bundle.
const MOST_FILES: usize = 1_000;

/// How many references are followed on the way of one pointer.
const MOST_HOPS: usize = 16;

/// Holds a file that was read.
pub(super) struct Loaded {
    pub(super) source: Arc<Source>,
    pub(super) root: Node,
}

/// Names a value in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) path: RepoPath,
    /// A JSON pointer; empty for the whole file.
    pub(super) pointer: String,
}

impl Target {
    /// Reads a `$ref` that stands in the file `base`; nothing for an address, which stays as it is.
    pub(super) fn of(base: &RepoPath, text: &str) -> Option<Result<Self, Lost>> {
        let (path, pointer) = text.split_once('#').unwrap_or((text, ""));
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let path = match path {
            "" => base.clone(),
            path => match url_policy::sort(path) {
                url_policy::Target::Relative(path) => match base.parent().join(&decoded(path)) {
                    Some(path) => path,
                    None => return Some(Err(Lost::File("it is outside this repository".to_owned()))),
                },
                _ => return None,
            },
        };
        Some(Ok(Self { path, pointer: decoded(pointer).trim_end_matches('/').to_owned() }))
    }

    /// Lists the keys of the pointer.
    fn keys(&self) -> impl Iterator<Item = String> {
        self.pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
    }

    /// Gives what to call it: the last key, else the file without its extension, in the letters that components may have.
    pub(super) fn name(&self) -> String {
        let file = self.path.file_name();
        let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
        let name = self.keys().last().unwrap_or_else(|| stem.to_owned());
        let name: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
        if name.is_empty() { "_".to_owned() } else { name }
    }
}

/// Says why a reference leads to nothing.
pub(super) enum Lost {
    /// The file cannot be had.
    File(String),
    /// The file is no YAML or JSON; the first mistake in it.
    Broken(Box<Diagnostic>),
    /// The file has nothing there.
    Pointer(Target),
}

impl Lost {
    pub(super) fn told(self, place: Place, text: &str) -> Diagnostic {
        match self {
            Self::File(reason) => words::missing(place, text, &reason),
            Self::Broken(mistake) => words::unreadable(place, text, *mistake),
            Self::Pointer(target) => words::pointer(place, &target),
        }
    }
}

/// Reads files through the caller.
pub(super) struct Files<'a> {
    read: &'a dyn Fn(&RepoPath) -> Result<Arc<Source>, String>,
    loaded: BTreeMap<RepoPath, Rc<Loaded>>,
    /// Every file that was read, the root first.
    pub(super) order: Vec<RepoPath>,
    pub(super) findings: Vec<Diagnostic>,
}

impl<'a> Files<'a> {
    pub(super) fn new(read: &'a dyn Fn(&RepoPath) -> Result<Arc<Source>, String>) -> Self {
        Self { read, loaded: BTreeMap::new(), order: Vec::new(), findings: Vec::new() }
    }

    /// Adds the root; what is wrong with it is told as it is.
    pub(super) fn add(&mut self, source: &Arc<Source>) -> Option<Rc<Loaded>> {
        self.order.push(source.path.clone());
        match parsed(source) {
            Ok(loaded) => {
                self.loaded.insert(source.path.clone(), Rc::clone(&loaded));
                Some(loaded)
            }
            Err(mistake) => {
                self.findings.extend(mistake.map(|mistake| *mistake));
                None
            }
        }
    }

    /// Finds what `target` names, through references that stand on its way.
    pub(super) fn find(&mut self, target: &Target) -> Result<(Rc<Loaded>, Node), Lost> {
        let mut target = target.clone();
        'hops: for _ in 0..MOST_HOPS {
            let file = self.file(&target.path)?;
            let keys: Vec<String> = target.keys().collect();
            let mut at = &file.root;
            for (number, key) in keys.iter().enumerate() {
                let below = match &at.value {
                    Value::Sequence(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
                    _ => at.get(key),
                };
                match below {
                    Some(below) => at = below,
                    None => {
                        let through = super::reference(at).and_then(|text| Target::of(&file.source.path, text.as_str()?));
                        let Some(Ok(through)) = through.filter(|_| key != "$ref") else { return Err(Lost::Pointer(target)) };
                        let rest: String = keys[number..].iter().map(|key| format!("/{}", super::escaped(key))).collect();
                        target = Target { pointer: through.pointer + &rest, path: through.path };
                        continue 'hops;
                    }
                }
            }
            if !target.pointer.is_empty() && !target.pointer.starts_with('/') {
                return Err(Lost::Pointer(target));
            }
            let node = at.clone();
            return Ok((file, node));
        }
        Err(Lost::Pointer(target))
    }

    fn file(&mut self, path: &RepoPath) -> Result<Rc<Loaded>, Lost> {
        if let Some(loaded) = self.loaded.get(path) {
            return Ok(Rc::clone(loaded));
        }
        if self.order.len() >= MOST_FILES {
            return Err(Lost::File(format!("more than {MOST_FILES} files are not put together")));
        }
        let source = (self.read)(path).map_err(Lost::File)?;
        let loaded = parsed(&source).map_err(|mistake| match mistake {
            Some(mistake) => Lost::Broken(mistake),
            None => Lost::File("it does not hold exactly one document".to_owned()),
        })?;
        self.order.push(path.clone());
        self.loaded.insert(path.clone(), Rc::clone(&loaded));
        Ok(loaded)
    }
}

fn parsed(source: &Arc<Source>) -> Result<Rc<Loaded>, Option<Box<Diagnostic>>> {
    let mut documents = yaml::documents(source, &LIMITS);
    documents.retain(|document| document.root.is_some() || !document.findings.is_empty());
    let is_error = |finding: &Diagnostic| finding.severity == crate::base::diagnostic::Severity::Error;
    let mistake = documents.iter().flat_map(|document| &document.findings).find(|finding| is_error(finding));
    if let Some(mistake) = mistake {
        return Err(Some(Box::new(mistake.clone())));
    }
    match (documents.pop().and_then(|document| document.root), documents.is_empty()) {
        (Some(root), true) => Ok(Rc::new(Loaded { source: Arc::clone(source), root })),
        _ => Err(None),
    }
}
