//! Bundle: an API description over several files -> one document. Relative `$ref`s become references inside the document; remote ones stay. Reads files through
//! the caller alone, so that it knows no repository.
//!
//! What is named becomes a component under its own name (`#/components/schemas/Payment`), so that a page can show it by that name; what has no place there, as a
//! path item has none, stands where it was named. Equal targets are put in once, so that circles end.

mod context;
mod load;
mod words;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use self::context::Dialect;
use self::load::{Files, Loaded, Lost, Target};
use super::diagnostic::Diagnostic;
use super::repo_path::RepoPath;
use super::source::{Place, Source, Span};
use super::yaml::{Node, Value};

/// How many values may stand inside each other.
const DEPTH: usize = 192;

/// How many values a bundle may have before no more files are put in.
const MOST_VALUES: usize = 300_000;

/// Holds what became of a document.
#[derive(Clone, Debug)]
pub struct Bundled {
    /// The whole document, keys in the order in which they were written; nothing when the root itself could not be read.
    pub document: Option<Json>,
    /// The files that it was made of, the root first.
    pub files: Vec<RepoPath>,
    /// What could not be put in, each at the `$ref` that names it.
    pub findings: Vec<Diagnostic>,
}

/// Puts everything that `root` refers to by relative `$ref`s into it. `files` gives the file of a path, or says why there is none.
pub fn bundle(files: &dyn Fn(&RepoPath) -> Result<Arc<Source>, String>, root: &Arc<Source>) -> Bundled {
    let mut files = Files::new(files);
    let Some(loaded) = files.add(root) else {
        return Bundled { document: None, files: files.order, findings: files.findings };
    };
    let mut bundler = Bundler {
        dialect: Dialect::of(&loaded.root),
        files,
        placed: BTreeMap::new(),
        begun: BTreeSet::new(),
        names: context::names(&loaded.root),
        waiting: VecDeque::new(),
        values: 0,
        is_full: false,
        findings: Vec::new(),
    };
    bundler.keep_names(&loaded);
    let mut document = bundler.walk(&loaded, &loaded.root, "#", &mut Vec::new());
    while let Some((section, name, target)) = bundler.waiting.pop_front() {
        let Ok((file, node)) = bundler.files.find(&target) else { continue };
        let at = pointer(section, &name);
        let mut trail = vec![section.rsplit('/').next().unwrap_or_default().to_owned(), name.clone()];
        let value = bundler.walk(&file, &node, &at, &mut trail);
        put(&mut document, section, name, value);
    }
    let Bundler { files, mut findings, .. } = bundler;
    findings.splice(0..0, files.findings);
    Bundled { document: Some(document), files: files.order, findings }
}

struct Bundler<'a> {
    files: Files<'a>,
    dialect: Dialect,
    /// Where each target stands in the bundle, as a fragment.
    placed: BTreeMap<Target, String>,
    /// The targets that were put in where they are named.
    begun: BTreeSet<Target>,
    names: BTreeSet<(&'static str, String)>,
    /// The components that are named but not yet put in.
    waiting: VecDeque<(&'static str, String, Target)>,
    values: usize,
    is_full: bool,
    findings: Vec<Diagnostic>,
}

/// What becomes of a reference.
enum Outcome {
    /// It is written so.
    Fragment(String),
    /// What it names stands here.
    Inline(Rc<Loaded>, Node),
    /// It stays as it is.
    Kept,
}

impl Bundler<'_> {
    /// Lets components of the root that are nothing but another file's content give it their name.
    fn keep_names(&mut self, root: &Rc<Loaded>) {
        for section in self.dialect.sections() {
            let path: Vec<&str> = section.split('/').collect();
            for (key, node) in root.root.at(&path).map(Node::entries).unwrap_or_default() {
                let target = reference(node).and_then(|reference| Target::of(&root.source.path, reference.as_str()?));
                if let Some(target) = target.and_then(Result::ok).filter(|target| target.path != root.source.path) {
                    self.placed.entry(target).or_insert_with(|| pointer(section, &key.name));
                }
            }
        }
    }

    /// Writes `node` of `file`, which stands at `at` in the bundle, below the keys of `trail`.
    fn walk(&mut self, file: &Rc<Loaded>, node: &Node, at: &str, trail: &mut Vec<String>) -> Json {
        self.values += 1;
        match &node.value {
            Value::Mapping(entries) => {
                if let Some(target) = reference(node).filter(|_| !context::is_data(trail)) {
                    return self.reference(file, node, target, at, trail);
                }
                let mut map = Map::new();
                for (key, value) in entries {
                    let below = format!("{at}/{}", escaped(&key.name));
                    trail.push(key.name.clone());
                    let written = match value.as_str() {
                        Some(text) if context::is_mapping_of_schemas(trail) => self.mapped(file, value.span, text, &below),
                        _ => self.walk(file, value, &below, trail),
                    };
                    trail.pop();
                    map.insert(key.name.clone(), written);
                }
                Json::Object(map)
            }
            Value::Sequence(items) => {
                trail.push("[]".to_owned());
                let written =
                    items.iter().enumerate().map(|(number, item)| self.walk(file, item, &format!("{at}/{number}"), trail));
                let written = Json::Array(written.collect());
                trail.pop();
                written
            }
            _ => node.to_json(),
        }
    }

    fn reference(&mut self, file: &Rc<Loaded>, node: &Node, target: &Node, at: &str, trail: &mut Vec<String>) -> Json {
        let text = target.as_str().unwrap_or_default();
        let section = self.dialect.section(trail);
        let outcome = self.resolve(file, target.span, text, at, section);
        let mut written = match outcome {
            Outcome::Kept => Json::String(text.to_owned()),
            Outcome::Fragment(fragment) => Json::String(fragment),
            Outcome::Inline(other, content) => {
                // What stands beside a `$ref` says more about it than the file does.
                let inner = if trail.len() + 1 < DEPTH {
                    trail.push(String::new());
                    let inner = self.walk(&other, &content, at, trail);
                    trail.pop();
                    inner
                } else {
                    self.full(file, target.span);
                    return node.to_json();
                };
                let Json::Object(mut map) = inner else { return inner };
                for (key, value) in node.entries().iter().filter(|(key, _)| key.name != "$ref") {
                    trail.push(key.name.clone());
                    let value = self.walk(file, value, &format!("{at}/{}", escaped(&key.name)), trail);
                    trail.pop();
                    map.insert(key.name.clone(), value);
                }
                return Json::Object(map);
            }
        };
        let mut map = Map::new();
        for (key, value) in node.entries() {
            let value = if key.name == "$ref" {
                written.take()
            } else {
                trail.push(key.name.clone());
                let value = self.walk(file, value, &format!("{at}/{}", escaped(&key.name)), trail);
                trail.pop();
                value
            };
            map.insert(key.name.clone(), value);
        }
        Json::Object(map)
    }

    /// Writes a value of a discriminator's `mapping`, which names a schema by its name or like a `$ref`.
    fn mapped(&mut self, file: &Rc<Loaded>, span: Span, text: &str, at: &str) -> Json {
        let is_file = text.starts_with('#') || text.contains(".yaml") || text.contains(".yml") || text.contains(".json");
        let section = self.dialect.section(&["schema".to_owned()]);
        if !is_file || section.is_none() {
            return Json::String(text.to_owned());
        }
        match self.resolve(file, span, text, at, section) {
            Outcome::Fragment(fragment) => Json::String(fragment),
            Outcome::Kept | Outcome::Inline(..) => Json::String(text.to_owned()),
        }
    }

    fn resolve(&mut self, file: &Rc<Loaded>, span: Span, text: &str, at: &str, section: Option<&'static str>) -> Outcome {
        let is_root = self.files.order.first() == Some(&file.source.path);
        if is_root && text.starts_with('#') {
            return Outcome::Kept;
        }
        let target = match Target::of(&file.source.path, text) {
            Some(Ok(target)) => target,
            Some(Err(lost)) => return self.lost(lost, file, span, text),
            None => return Outcome::Kept,
        };
        if self.files.order.first() == Some(&target.path) {
            return Outcome::Fragment(format!("#{}", target.pointer));
        }
        let is_here = match self.placed.get(&target) {
            // A name that was given away is filled once, and what leads back to itself is no more than a name.
            Some(placed) if placed != at || self.begun.contains(&target) => return Outcome::Fragment(placed.clone()),
            placed => placed.is_some(),
        };
        if self.values > MOST_VALUES {
            self.full(file, span);
            return Outcome::Kept;
        }
        let (other, content) = match self.files.find(&target) {
            Ok(found) => found,
            Err(lost) => {
                // A name that was given away leads nowhere.
                self.placed.remove(&target);
                return self.lost(lost, file, span, text);
            }
        };
        match section.filter(|_| !is_here) {
            Some(section) => {
                let name = self.name(section, &target);
                let fragment = pointer(section, &name);
                self.placed.insert(target.clone(), fragment.clone());
                self.waiting.push_back((section, name, target));
                Outcome::Fragment(fragment)
            }
            None => {
                self.begun.insert(target.clone());
                self.placed.insert(target, at.to_owned());
                Outcome::Inline(other, content)
            }
        }
    }

    fn lost(&mut self, lost: Lost, file: &Rc<Loaded>, span: Span, text: &str) -> Outcome {
        self.findings.push(lost.told(Place::at(&file.source, span), text));
        Outcome::Kept
    }

    /// Finds a name that no other component of the section has: that of the target, else with a number behind it.
    fn name(&mut self, section: &'static str, target: &Target) -> String {
        let wanted = target.name();
        let mut name = wanted.clone();
        let mut number = 1;
        while !self.names.insert((section, name.clone())) {
            number += 1;
            name = format!("{wanted}{number}");
        }
        name
    }

    /// Tells once that no more is put in.
    fn full(&mut self, file: &Rc<Loaded>, span: Span) {
        if !std::mem::replace(&mut self.is_full, true) {
            self.findings.push(words::too_large(Place::at(&file.source, span)));
        }
    }
}

/// Takes a mapping for a reference if its `$ref` is a text.
fn reference(node: &Node) -> Option<&Node> {
    node.get("$ref").filter(|target| target.as_str().is_some())
}

fn pointer(section: &str, name: &str) -> String {
    format!("#/{section}/{}", escaped(name))
}

/// Writes a key as a part of a JSON pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Puts a component into the document, the section at its end if it has none yet.
fn put(document: &mut Json, section: &str, name: String, value: Json) {
    let mut at = document;
    for part in section.split('/') {
        let Json::Object(map) = at else { return };
        at = map.entry(part).or_insert_with(|| Json::Object(Map::new()));
    }
    if let Json::Object(map) = at {
        map.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Arc<Source> {
        Arc::new(Source { repository: None, commit: None, path: RepoPath::new(path).unwrap(), text: text.into() })
    }

    fn bundled(root: &str, file: &dyn Fn(&str) -> Option<String>) -> Bundled {
        let read = |path: &RepoPath| {
            let text = file(path.as_str()).ok_or_else(|| "it is not there".to_owned())?;
            Ok(source(path.as_str(), &text))
        };
        bundle(&read, &source("root.yaml", root))
    }

    #[test]
    fn circles_end_where_they_began() {
        let files = |path: &str| match path {
            "a.yaml" => Some("{back: {$ref: root.yaml#/x}, own: {$ref: '#'}, alias: {$ref: b.yaml#/one}}".to_owned()),
            "b.yaml" => Some("{one: {$ref: '#/two'}, two: {$ref: '#/one'}, three: {$ref: '#/three/deep'}}".to_owned()),
            _ => None,
        };
        let bundled = bundled("x: {$ref: a.yaml}\ny: {$ref: b.yaml#/three}\n", &files);
        let document = bundled.document.unwrap();
        assert_eq!(
            document["x"],
            serde_json::json!({"back": {"$ref": "#/x"}, "own": {"$ref": "#/x"}, "alias": {"$ref": "#/x/alias"}})
        );
        let told: Vec<String> = bundled.findings.iter().map(|finding| finding.message.clone()).collect();
        assert_eq!(
            told,
            [
                "`b.yaml` has nothing at `#/three/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep`"
            ]
        );
    }

    #[test]
    fn depth_has_an_end() {
        let next = |path: &str| {
            let number: usize = path.trim_end_matches(".yaml").parse().ok()?;
            Some(format!("x: {{$ref: {}.yaml}}\n", number + 1))
        };
        let bundled = bundled("x: {$ref: 1.yaml}\n", &next);
        let codes: Vec<&str> = bundled.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["ref-too-large"]);
        assert!(bundled.files.len() < DEPTH);
    }
}
