//! Backstage's `app-config.yaml`: which catalog files it names and which kinds they may hold. Later files override earlier ones as in Backstage: mappings key by key, lists whole.
//! Nothing else in the files is looked at, and what diagnostics quote of them is `catalog.locations` and `catalog.rules` alone: the rest may be secret.

use std::path::PathBuf;
use std::sync::Arc;

use globset::GlobBuilder;

use super::read::without_credentials;
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source, Span};
use crate::base::yaml::{self, Node};

/// Holds a file as it was found.
#[derive(Clone, Debug)]
pub struct AppFile {
    /// The folder that it stands in.
    pub folder: PathBuf,
    /// What it says.
    pub source: Arc<Source>,
}

/// Holds one entry of `catalog.locations`.
#[derive(Clone, Debug)]
pub struct AppLocation {
    /// `url` or `file`.
    pub kind: String,
    /// The address or the path.
    pub target: String,
    /// The folder of the file that names it.
    pub folder: PathBuf,
    /// Where the path leads on this machine, once that is known.
    pub found: Vec<PathBuf>,
    /// What may be read from it.
    pub rules: Arc<[Rule]>,
    /// Where it is written.
    pub place: Place,
}

/// Allows entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The kind.
    pub kind: String,
    /// The type, if only one is allowed.
    pub type_name: Option<String>,
}

impl AppLocation {
    /// Tells whether an entity of this kind and type may come from here. Case does not count.
    pub fn allows(&self, kind: &str, type_name: Option<&str>) -> bool {
        self.rules.iter().any(|rule| {
            rule.kind.eq_ignore_ascii_case(kind)
                && rule
                    .type_name
                    .as_deref()
                    .is_none_or(|wanted| type_name.is_some_and(|type_name| wanted.eq_ignore_ascii_case(type_name)))
        })
    }
}

/// Reads the locations that `files` name, together.
pub fn read(files: &[AppFile]) -> (Vec<AppLocation>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let (mut locations, mut rules) = (None, None);
    for file in files {
        let mut documents = yaml::documents(&file.source, &yaml::LIMITS);
        let root = documents.iter_mut().find_map(|document| document.root.take());
        let catalog = root.as_ref().and_then(|root| root.get("catalog"));
        let source = &shown(&file.source, catalog);
        for mut finding in documents.into_iter().flat_map(|document| document.findings) {
            for place in finding.place.iter_mut().chain(finding.labels.iter_mut().map(|label| &mut label.place)) {
                place.source = Arc::clone(source);
            }
            findings.push(finding);
        }
        let Some(catalog) = catalog else { continue };
        if let Some(node) = catalog.get("locations") {
            locations = Some((file, Arc::clone(source), node.clone()));
        }
        if let Some(node) = catalog.get("rules") {
            rules = Some(node.clone());
        }
        for (key, provider) in catalog.get("providers").map(Node::entries).unwrap_or_default() {
            findings.push(words::app_provider(Place::at(source, key.span), &key.name, &organisations(&key.name, provider)));
        }
    }
    let Some((file, source, node)) = locations else { return (Vec::new(), findings) };
    let found = node.items().iter().filter_map(|item| location(file, &source, item, rules.as_ref(), &mut findings));
    let found = found.collect();
    (found, findings)
}

fn location(
    file: &AppFile,
    source: &Arc<Source>,
    item: &Node,
    rules: Option<&Node>,
    findings: &mut Vec<Diagnostic>,
) -> Option<AppLocation> {
    let text = |key: &str| item.get(key).and_then(Node::as_str);
    let place = Place::at(source, item.get("target").unwrap_or(item).span);
    let (Some(kind @ ("url" | "file")), Some(target)) = (text("type"), text("target")) else {
        findings.push(words::app_location(place));
        return None;
    };
    if target.contains("${") {
        findings.push(words::app_variable(place));
        return None;
    }
    let mut allowed = match rules {
        Some(rules) => rules.items().iter().filter(|rule| applies(rule, kind, target)).flat_map(allow).collect(),
        None => ["Component", "API", "Location"].map(|kind| Rule { kind: kind.to_owned(), type_name: None }).to_vec(),
    };
    allowed.extend(item.get("rules").map(Node::items).unwrap_or_default().iter().flat_map(allow));
    Some(AppLocation {
        kind: kind.to_owned(),
        target: target.to_owned(),
        folder: file.folder.clone(),
        found: Vec::new(),
        rules: allowed.into(),
        place,
    })
}

/// Lists what a rule allows.
fn allow(rule: &Node) -> Vec<Rule> {
    let entry = |node: &Node| {
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        let kind = node.as_str().map(str::to_owned).or_else(|| text("kind"))?;
        Some(Rule { kind, type_name: text("spec.type") })
    };
    rule.get("allow").map(Node::items).unwrap_or_default().iter().filter_map(entry).collect()
}

/// Tells whether a rule holds for a location: it names none, or this one among others.
fn applies(rule: &Node, kind: &str, target: &str) -> bool {
    let Some(locations) = rule.get("locations") else { return true };
    locations.items().iter().any(|location| {
        let text = |key: &str| location.get(key).and_then(Node::as_str);
        let is_match = |pattern: &str| {
            let glob = GlobBuilder::new(pattern).literal_separator(true).case_insensitive(true).build();
            glob.is_ok_and(|glob| glob.compile_matcher().is_match(target))
        };
        text("type").is_none_or(|wanted| wanted == kind)
            && text("exact").is_none_or(|exact| exact == target)
            && text("pattern").is_none_or(is_match)
    })
}

/// Lists the organisations or groups that a provider of a known forge names, as the type and the key of a source and the name.
fn organisations(provider: &str, node: &Node) -> Vec<(&'static str, &'static str, String)> {
    let (source, theirs, ours) = match provider {
        "github" => ("github", "organization", "org"),
        "githubOrg" => ("github", "orgs", "org"),
        "gitlab" => ("gitlab", "group", "group"),
        "gitea" => ("gitea", "organization", "org"),
        _ => return Vec::new(),
    };
    let is_plain = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    let below = node.entries().iter().map(|(_, node)| node).chain(node.items());
    std::iter::once(node)
        .chain(below)
        .filter_map(|node| node.get(theirs))
        .flat_map(|value| if value.items().is_empty() { std::slice::from_ref(value) } else { value.items() })
        .filter_map(Node::as_str)
        .filter(is_plain)
        .map(|name| (source, ours, name.to_owned()))
        .collect()
}

/// Gives the source that places point into: of the same length, blank but for the locations, the rules and the providers' names.
fn shown(source: &Arc<Source>, catalog: Option<&Node>) -> Arc<Source> {
    let mut kept: Vec<Span> = Vec::new();
    if let Some(catalog) = catalog {
        for key in ["locations", "rules"] {
            kept.extend(catalog.entry(key).map(|(key, node)| Span { start: key.span.start, end: node.span.end }));
        }
        kept.extend(catalog.get("providers").map(Node::entries).unwrap_or_default().iter().map(|(key, _)| key.span));
    }
    let is_kept = |at: usize| kept.iter().any(|span| (span.start as usize..span.end as usize).contains(&at));
    let mut text = String::with_capacity(source.text.len());
    for (at, c) in source.text.char_indices() {
        if c == '\n' || is_kept(at) {
            text.push(c);
        } else {
            text.extend(std::iter::repeat_n(' ', c.len_utf8()));
        }
    }
    without_credentials(&Arc::new(Source {
        repository: source.repository.clone(),
        commit: source.commit.clone(),
        path: source.path.clone(),
        text: text.into(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::repo_path::RepoPath;

    #[test]
    fn secrets_are_in_no_place_that_is_quoted() {
        for text in [
            "a: hunter2 # ä hunter2\ncatalog:\n  locations:\n    - {type: x, target: 'https://ada:hunter2@host.example/x'}\n  providers:\n    ldap: {secret: hunter2}\nb: hunter2\n",
            "a: hunter2\na: hunter2\n",
            "token: hunter2\nb: [hunter2\n",
            "catalog: hunter2\n",
        ] {
            let path = RepoPath::new("app-config.yaml").unwrap();
            let source = Arc::new(Source { repository: None, commit: None, path, text: text.into() });
            let (locations, findings) = read(&[AppFile { folder: PathBuf::new(), source }]);
            let labels = findings.iter().flat_map(|finding| &finding.labels).map(|label| &label.place);
            let places = findings.iter().filter_map(|finding| finding.place.as_ref()).chain(labels);
            for place in places.chain(locations.iter().map(|location| &location.place)) {
                assert!(!place.source.text.contains("hunter2"), "{:?}", place.source.text);
                assert_eq!(place.source.text.len(), text.len());
            }
            assert!(findings.iter().all(|finding| !finding.message.contains("hunter2")));
        }
    }
}
