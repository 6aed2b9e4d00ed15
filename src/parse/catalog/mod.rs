//! Catalog: one descriptor file -> its `Descriptor`s. Every document stands for itself: what is wrong with one never hides another.

mod annotations;
mod docs_claim;
mod envelope;
pub(super) mod files;
mod format;
pub(super) mod locations;
pub(super) mod past;
mod placeholders;
mod references;
pub(super) mod rules;
mod words;

pub(super) use placeholders::is_pending;

use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{Place, Source, Span};
use crate::base::yaml::{self, Document, Node};
use crate::model::evidence::Evidence;
use crate::model::kind::{KindModel, Model};
use crate::model::records::{Claimed, Content, Declared, Descriptor};
use crate::model::sources::Repository;

/// Where a document stands and what is wrong with it, as far as it was read.
struct Reading<'a> {
    model: &'a Model,
    repositories: &'a [Repository],
    repository: usize,
    source: &'a Arc<Source>,
    findings: Vec<Diagnostic>,
    /// The files that placeholders put in, by where the placeholder stands.
    files: Vec<(Span, Arc<Source>)>,
}

/// Reads every document of `source`, a file of `repositories[repository]`. Empty documents are nothing, but a file without any document is an error.
pub(super) fn descriptors(
    repositories: &[Repository],
    repository: usize,
    source: &Arc<Source>,
    model: &Model,
) -> Vec<Descriptor> {
    let documents = yaml::documents(source, &yaml::LIMITS);
    let is_nothing = |document: &Document| document.root.is_none() && document.findings.is_empty();
    if documents.iter().all(is_nothing) {
        let findings = vec![words::empty_file(source)];
        return vec![Descriptor {
            repository,
            source: Arc::clone(source),
            index: 0,
            span: Default::default(),
            content: Content::Broken(Claimed::default()),
            findings,
            evidence: Vec::new(),
            origin: None,
        }];
    }
    let filled = documents.into_iter().filter(|document| !is_nothing(document));
    filled
        .map(|document| {
            descriptor(Reading { model, repositories, repository, source, findings: Vec::new(), files: Vec::new() }, document)
        })
        .collect()
}

fn descriptor(mut reading: Reading<'_>, document: Document) -> Descriptor {
    reading.findings = document.findings;
    let claimed = document.root.as_ref().map(claimed).unwrap_or_default();
    let declared = document.root.and_then(|root| reading.declared(root));
    let is_broken = reading.findings.iter().any(|finding| finding.severity == Severity::Error);
    let content = match declared {
        Some(declared) if !is_broken => Content::Valid(declared),
        _ => Content::Broken(claimed),
    };
    Descriptor {
        repository: reading.repository,
        source: Arc::clone(reading.source),
        index: document.index,
        span: document.span,
        content,
        findings: reading.findings,
        evidence: Vec::new(),
        origin: None,
    }
}

/// Reads a descriptor that nobody wrote. What it lacks is nobody's mistake, so that nothing is said of it.
pub(super) fn discovered(
    repositories: &[Repository],
    repository: usize,
    source: &Arc<Source>,
    model: &Model,
    evidence: Vec<Evidence>,
) -> Option<Descriptor> {
    let document = yaml::documents(source, &yaml::LIMITS).into_iter().next()?;
    let mut reading = Reading { model, repositories, repository, source, findings: Vec::new(), files: Vec::new() };
    let declared = reading.declared(document.root?)?;
    Some(Descriptor {
        repository,
        source: Arc::clone(source),
        index: document.index,
        span: document.span,
        content: Content::Valid(declared),
        findings: Vec::new(),
        evidence,
        origin: None,
    })
}

impl<'a> Reading<'a> {
    /// Holds the document against every rule; what comes out is an entity only if no error was found.
    fn declared(&mut self, mut root: Node) -> Option<Declared> {
        if !root.is_mapping() {
            self.findings.push(words::not_a_mapping(self.source, &root));
            return None;
        }
        placeholders::put_in(self, &mut root);
        envelope::check(self, &root);
        annotations::check(self, &root);
        let model = self.kind_of(&root)?;
        self.check_spec(model, &root);
        let text = |path: &[&str]| root.at(path).and_then(Node::as_str).unwrap_or_default().to_owned();
        let name = text(&["metadata", "name"]);
        let namespace = Some(text(&["metadata", "namespace"]))
            .filter(|namespace| !namespace.is_empty())
            .unwrap_or_else(|| "default".to_owned());
        let references = references::collect(self, model, &root, &namespace);
        let docs = docs_claim::claim(self, model, &root);
        let files = std::mem::take(&mut self.files);
        Some(Declared { kind: model.name.clone(), namespace, name, root, references, files, api: None, docs })
    }

    /// Finds the model of the document's kind and apiVersion, both to the letter.
    fn kind_of(&mut self, root: &Node) -> Option<&'a KindModel> {
        let kind = root.get("kind").filter(|kind| kind.as_str().is_some_and(|kind| !kind.is_empty()))?;
        let Some(model) = self.model.find(kind.as_str()?).filter(|model| Some(model.name.as_str()) == kind.as_str()) else {
            self.findings.push(words::unknown_kind(self.source, kind, self.model));
            return None;
        };
        let version = root.get("apiVersion").filter(|version| version.as_str().is_some())?;
        if !model.api_versions.is_empty() && !model.api_versions.iter().any(|known| Some(known.as_str()) == version.as_str()) {
            self.findings.push(words::unknown_api_version(self.source, version, model));
            return None;
        }
        Some(model)
    }

    /// Checks everything below `spec`.
    fn check_spec(&mut self, model: &KindModel, root: &Node) {
        match root.entry("spec") {
            Some((key, spec)) => {
                self.findings.extend(model.spec.check(self.source, (key.span, spec), "spec", &is_pending));
            }
            None => self.findings.push(words::missing_spec(self.source, root, model)),
        }
    }

    fn place(&self, node: &Node) -> Place {
        Place::at(self.source, node.span)
    }
}

/// Keeps what can be said of a document that may turn out to be broken.
fn claimed(root: &Node) -> Claimed {
    let text = |path: &[&str]| root.at(path).and_then(Node::as_str).map(str::to_owned);
    Claimed { kind: text(&["kind"]), namespace: text(&["metadata", "namespace"]), name: text(&["metadata", "name"]) }
}
