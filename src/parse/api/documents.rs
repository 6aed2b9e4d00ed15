//! Documents: the YAML or JSON of a definition and of the files that it refers to, read once; `$ref`s are followed in them. Safe against circles and sizes.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Definition, words};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source, Span};
use crate::base::yaml::{self, Key, Limits, Node, Value};
use crate::model::api::Language;

/// What one definition may cost; it may be large, its kin may not be many.
const LIMITS: Limits = Limits { bytes: 8 << 20, depth: 200, nodes: 2_000_000 };
const MOST_FILES: usize = 200;
const MOST_BYTES: usize = 24 << 20;
/// The most references that may lead to each other.
const MOST_HOPS: usize = 32;
/// How deep named anchors are looked for; these are few, and searched for one by one.
const MOST_ANCHOR_DEPTH: usize = 4;
/// The most entries of a mapping that are simply gone through.
const FEW: usize = 32;
/// The most references that are told to lead nowhere.
const MOST_TOLD: usize = 100;

/// Holds the definition and the files that it refers to.
pub(super) struct Documents {
    all: Vec<Document>,
    /// The entries of large mappings by name, made when they are first asked for: a definition may hold as many references as names.
    names: RefCell<HashMap<usize, HashMap<String, usize>>>,
}

struct Document {
    source: Arc<Source>,
    root: Node,
    /// Whether positions in `root` are positions in `source`.
    is_placed: bool,
}

/// Points at a value in one of the documents.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) node: &'a Node,
    document: usize,
    pub(super) documents: &'a Documents,
}

impl Documents {
    /// Reads the definition and what it refers to; gives nothing when there is no mapping in it.
    pub(super) fn load(definition: &Definition<'_>, findings: &mut Vec<Diagnostic>) -> Option<Self> {
        let main = match definition.node.as_str() {
            Some(text) => {
                let source = super::source(definition, text);
                let (root, is_placed) = parse(&source, findings)?;
                Document { source, root, is_placed }
            }
            None => Document {
                source: definition.file.cloned().unwrap_or_else(|| Arc::clone(&definition.field.source)),
                root: definition.node.clone(),
                is_placed: true,
            },
        };
        if !main.root.is_mapping() {
            return None;
        }
        let mut documents = Self { all: vec![main], names: RefCell::default() };
        // Files refer to files; a definition without a file of its own has no folder that names could start from.
        if definition.file.is_some() {
            let mut seen = BTreeSet::from([documents.all[0].source.path.clone()]);
            let (mut at, mut bytes) = (0, documents.all[0].source.text.len());
            while let Some(document) = documents.all.get(at) {
                let mut wanted = BTreeSet::new();
                collect(&document.root, &document.source.path.parent(), &mut wanted);
                for path in wanted {
                    if documents.all.len() >= MOST_FILES || bytes >= MOST_BYTES || !seen.insert(path.clone()) {
                        continue;
                    }
                    let Some(source) = (definition.reader)(&path) else { continue };
                    bytes += source.text.len();
                    if let Some((root, is_placed)) = parse(&source, findings) {
                        documents.all.push(Document { source, root, is_placed });
                    }
                }
                at += 1;
            }
        }
        Some(documents)
    }

    /// Gives the language that the definition says it is in.
    pub(super) fn language(&self) -> Option<Language> {
        let root = self.root();
        if root.get("asyncapi").is_some() {
            Some(Language::AsyncApi)
        } else {
            (root.get("openapi").is_some() || root.get("swagger").is_some()).then_some(Language::OpenApi)
        }
    }

    /// Points at the whole definition.
    pub(super) fn root(&self) -> At<'_> {
        At { node: &self.all[0].root, document: 0, documents: self }
    }

    /// Names the definition's file.
    pub(super) fn place(&self) -> Place {
        Place::of(&self.all[0].source)
    }

    fn find(&self, path: &RepoPath) -> Option<usize> {
        self.all.iter().position(|document| document.source.path == *path)
    }
}

/// Reads YAML or JSON. What is wrong is told; what could be read is used.
fn parse(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Option<(Node, bool)> {
    let mut documents = yaml::documents(source, &LIMITS).into_iter();
    let document = documents.find(|document| document.root.is_some() || !document.findings.is_empty())?;
    let is_broken = document.findings.iter().any(|finding| finding.severity == Severity::Error);
    // JSON may be indented by tabs, which this YAML reader does not take.
    if is_broken
        && source.text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && let Ok(json) = serde_json::from_str::<serde_json::Value>(source.text.trim_start_matches('\u{feff}'))
    {
        return Some((of_json(&json), false));
    }
    for finding in document.findings {
        if finding.severity == Severity::Error {
            let place = finding.place.unwrap_or_else(|| Place::of(source));
            findings.push(words::syntax(place, "YAML", &finding.message).maybe_hint(finding.hint));
        }
    }
    document.root.map(|root| (root, true))
}

fn of_json(json: &serde_json::Value) -> Node {
    use serde_json::Value as Json;
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => Value::Number(number.clone()),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Sequence(items.iter().map(of_json).collect()),
        Json::Object(entries) => Value::Mapping(
            entries.iter().map(|(name, value)| (Key { span: Span::default(), name: name.clone() }, of_json(value))).collect(),
        ),
    };
    Node { span: Span::default(), value }
}

/// Collects the files that references name.
fn collect(node: &Node, folder: &RepoPath, wanted: &mut BTreeSet<RepoPath>) {
    if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
        wanted.extend(file_of(reference, folder));
    }
    node.entries().iter().for_each(|(_, value)| collect(value, folder, wanted));
    node.items().iter().for_each(|item| collect(item, folder, wanted));
}

fn file_of(reference: &str, folder: &RepoPath) -> Option<RepoPath> {
    let file = reference.split('#').next().filter(|file| !file.is_empty() && !file.contains("://"))?;
    let decoded = percent_encoding::percent_decode_str(file).decode_utf8().ok()?;
    folder.join(decoded.trim_start_matches("./"))
}

impl<'a> At<'a> {
    /// Points at a value below, in the same document.
    pub(super) fn with(self, node: &'a Node) -> Self {
        At { node, ..self }
    }

    /// Gives the value under `name`, following references.
    pub(super) fn get(self, name: &str) -> Option<At<'a>> {
        self.node.get(name).map(|node| self.with(node))
    }

    /// Gives the text under `name`; numbers and booleans are written out.
    pub(super) fn text(self, name: &str) -> String {
        self.node.get(name).map(scalar).unwrap_or_default()
    }

    /// Tells whether `name` is `true`.
    pub(super) fn is(self, name: &str) -> bool {
        self.node.get(name).is_some_and(|node| node.value == Value::Bool(true))
    }

    /// Lists the entries of the mapping under `name`.
    pub(super) fn entries(self, name: &str) -> impl Iterator<Item = (&'a Key, At<'a>)> {
        self.node.get(name).map(Node::entries).unwrap_or_default().iter().map(move |(key, node)| (key, self.with(node)))
    }

    /// Lists the items of the list under `name`.
    pub(super) fn items(self, name: &str) -> impl Iterator<Item = At<'a>> {
        self.node.get(name).map(Node::items).unwrap_or_default().iter().map(move |node| self.with(node))
    }

    /// Lists the texts of the list under `name`.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        self.items(name).map(|item| scalar(item.node)).filter(|text| !text.is_empty()).collect()
    }

    /// Gives the reference that this is, if it is one.
    pub(super) fn reference(self) -> Option<&'a str> {
        self.node.get("$ref").and_then(Node::as_str)
    }

    /// Follows references until there is a value; gives nothing for those that lead nowhere or in a circle.
    pub(super) fn resolved(self) -> Option<At<'a>> {
        let mut at = self;
        for _ in 0..MOST_HOPS {
            match at.reference() {
                None => return Some(at),
                Some(reference) => at = at.follow(reference)?,
            }
        }
        None
    }

    /// Follows references, and says of those that lead nowhere that they do.
    pub(super) fn seen(self, findings: &mut Vec<Diagnostic>) -> Option<At<'a>> {
        let found = self.resolved();
        if found.is_none() && findings.len() < MOST_TOLD {
            let reference = self.reference().unwrap_or_default();
            findings.push(words::unresolved(self.child_place("$ref"), reference).maybe_hint(self.near(reference)));
        }
        found
    }

    /// Follows one reference.
    pub(super) fn follow(self, reference: &str) -> Option<At<'a>> {
        let fragment = reference.split_once('#').map_or("", |(_, fragment)| fragment);
        let document = match file_of(reference, &self.documents.all[self.document].source.path.parent()) {
            Some(path) => self.documents.find(&path)?,
            None if reference.starts_with('#') || reference.is_empty() => self.document,
            None => return None,
        };
        let mut at = At { node: &self.documents.all[document].root, document, ..self };
        let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return at.anchored(&fragment, 0);
        }
        for part in fragment.split('/').skip(1) {
            let name = part.replace("~1", "/").replace("~0", "~");
            let next = at.named(&name).or_else(|| at.node.items().get(name.parse::<usize>().ok()?));
            at = at.with(match next {
                Some(next) => next,
                // The way may lead through another reference.
                None => {
                    let through = at.resolved().filter(|through| !std::ptr::eq(through.node, at.node))?;
                    at = through;
                    at.named(&name)?
                }
            });
        }
        Some(at)
    }

    /// Gives the value under `name`; as fast in large mappings as in small ones.
    fn named(self, name: &str) -> Option<&'a Node> {
        let entries = self.node.entries();
        if entries.len() <= FEW {
            return self.node.get(name);
        }
        let mut names = self.documents.names.borrow_mut();
        let known = names
            .entry(self.id())
            .or_insert_with(|| entries.iter().enumerate().rev().map(|(number, (key, _))| (key.name.clone(), number)).collect());
        known.get(name).and_then(|number| entries.get(*number)).map(|(_, node)| node)
    }

    /// Finds the schema with this `$anchor`.
    fn anchored(self, name: &str, depth: usize) -> Option<At<'a>> {
        let is_it = |key: &str| self.node.get(key).and_then(Node::as_str) == Some(name);
        if is_it("$anchor") || is_it("$dynamicAnchor") {
            return Some(self);
        }
        if depth > MOST_ANCHOR_DEPTH {
            return None;
        }
        let below = self.node.entries().iter().map(|(_, node)| node).chain(self.node.items());
        below.into_iter().find_map(|node| self.with(node).anchored(name, depth + 1))
    }

    /// Suggests what a reference may have meant.
    fn near(self, reference: &str) -> Option<String> {
        let (parent, name) = reference.rsplit_once('/')?;
        let parent = self.follow(parent)?;
        let found = crate::base::suggest::nearest(name, parent.node.entries().iter().map(|(key, _)| key.name.as_str()))?;
        Some(format!("did you mean `{}/{found}`?", reference.rsplit_once('/').map_or("", |(parent, _)| parent)))
    }

    /// Gives where this stands.
    pub(super) fn place(self) -> Place {
        let document = &self.documents.all[self.document];
        if document.is_placed { Place::at(&document.source, self.node.span) } else { Place::of(&document.source) }
    }

    /// Gives where the value under `name` stands.
    pub(super) fn child_place(self, name: &str) -> Place {
        self.get(name).map_or_else(|| self.place(), At::place)
    }

    /// Tells one value from another.
    pub(super) fn id(self) -> usize {
        std::ptr::from_ref(self.node) as usize
    }

    /// Gives the name that a reference to this would have: the last step, or the file's.
    pub(super) fn name_in(reference: &str) -> String {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let last = fragment.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
        if !last.is_empty() {
            return percent_encoding::percent_decode_str(&last).decode_utf8_lossy().into_owned();
        }
        let file = file.rsplit('/').next().unwrap_or_default();
        file.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("Root").to_owned()
    }
}

/// Writes a scalar as text; nothing for lists and mappings.
pub(super) fn scalar(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}

/// Writes a value as it would be in code.
pub(super) fn code(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.clone(),
        _ => node.to_json().to_string(),
    }
}
