//! Policy: what the portal's owner says about findings: how much each code matters, which findings are known and why, which references lead elsewhere on purpose.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use super::fields::Fields;
use super::words;
use crate::base::codes::{self, Breaks};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{Place, Source, Span};
use crate::base::yaml::Node;

/// Holds `diagnostics` and `catalog.elsewhere`.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// How much each code matters, where it is not as usual; `None` is `off`.
    pub severity: BTreeMap<String, Option<Severity>>,
    /// The findings that are known, in the order of the configuration.
    pub allow: Vec<Allow>,
    /// The entities that are known to be elsewhere.
    pub elsewhere: Vec<EntityPattern>,
}

/// Describes findings that are known, and why they may stay.
#[derive(Clone, Debug)]
pub struct Allow {
    /// Their code.
    pub code: String,
    /// Why they may stay.
    pub reason: String,
    /// Where that is written.
    pub place: Place,
    repository: Option<GlobMatcher>,
    path: Option<GlobMatcher>,
    entity: Option<EntityPattern>,
}

/// Matches entities by their whole reference.
#[derive(Clone, Debug)]
pub struct EntityPattern(GlobMatcher);

impl EntityPattern {
    /// Reads `kind:name` or `kind:namespace/name`, each part with `*`. A lone `*` for the name means every namespace; else the default one is meant.
    fn new(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once(':').filter(|(kind, name)| !kind.is_empty() && !name.is_empty())?;
        let whole = if name.contains('/') || name == "*" { format!("{kind}:{name}") } else { format!("{kind}:default/{name}") };
        GlobBuilder::new(&whole.to_lowercase()).build().ok().map(|glob| Self(glob.compile_matcher()))
    }

    /// Tells whether the entity `kind:namespace/name` is meant.
    pub fn matches(&self, reference: &str) -> bool {
        self.0.is_match(reference)
    }
}

impl Allow {
    /// Tells whether a finding is one of those: by its code, its repository's name, its file and the entity that it is about, as far as there are any.
    pub fn matches(&self, code: &str, repository: &str, path: Option<&str>, entity: Option<&str>) -> bool {
        let short = repository.rsplit('/').next().unwrap_or_default();
        code == self.code
            && self.repository.as_ref().is_none_or(|glob| glob.is_match(repository) || glob.is_match(short))
            && self.path.as_ref().is_none_or(|glob| path.is_some_and(|path| glob.is_match(path)))
            && self.entity.as_ref().is_none_or(|pattern| entity.is_some_and(|entity| pattern.matches(entity)))
    }
}

/// Reads `diagnostics`.
pub(super) fn read(source: &Arc<Source>, node: &Node, policy: &mut Policy, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(source, "diagnostics", node, findings) else { return };
    fields.only(&["severity", "allow"]);
    let (severity_node, allow_node) = (fields.node("severity"), fields.node("allow"));
    if let Some(node) = severity_node {
        severity(source, node, policy, findings);
    }
    if let Some(node) = allow_node {
        if node.items().is_empty() {
            findings.push(words::wrong_type(
                Place::at(source, node.span),
                "diagnostics.allow",
                "a list of findings",
                "something else",
            ));
        }
        policy.allow = node.items().iter().filter_map(|item| allow(source, item, findings)).collect();
    }
}

fn severity(source: &Arc<Source>, node: &Node, policy: &mut Policy, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(source, "diagnostics.severity", node, findings) else { return };
    for (key, _) in node.entries() {
        let Some((level, place)) = fields.text(&key.name) else { continue };
        let Some(code) = known(Place::at(source, key.span), &key.name, fields.findings) else { continue };
        let level = match level {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "info" => Some(Severity::Info),
            "off" if code.breaks == Breaks::Nothing => None,
            "off" => {
                fields.findings.push(words::not_silenced(place, &key.name));
                continue;
            }
            other => {
                let (key, hint) = (format!("diagnostics.severity.{}", key.name), "write one of the four");
                fields.findings.push(words::wrong_value(place, &key, other, "`error`, `warning`, `info` or `off`", hint));
                continue;
            }
        };
        policy.severity.insert(key.name.clone(), level);
    }
}

fn allow(source: &Arc<Source>, node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Allow> {
    let mut fields = Fields::of(source, "diagnostics.allow", node, findings)?;
    fields.only(&["code", "repository", "path", "entity", "reason"]);
    let before = fields.findings.len();
    let code = required(&mut fields, "code");
    let reason = required(&mut fields, "reason");
    let repository = glob(&mut fields, "repository");
    let path = glob(&mut fields, "path");
    let entity = fields.text("entity").and_then(|(text, place)| {
        let pattern = EntityPattern::new(text);
        if pattern.is_none() {
            fields.findings.push(words::wrong_value(place, "diagnostics.allow.entity", text, ENTITY, ENTITY_HINT));
        }
        pattern
    });
    let (code, place) = code?;
    if known(place.clone(), &code, fields.findings)?.breaks != Breaks::Nothing {
        fields.findings.push(words::not_silenced(place, &code));
    }
    let (reason, _) = reason?;
    let whole = fields.findings.len() == before;
    whole.then(|| Allow { code, reason, place: Place::at(source, first_line(source, node)), repository, path, entity })
}

/// Points at the first line of an entry, which may span several.
fn first_line(source: &Source, node: &Node) -> Span {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let text = source.text.get(start..end).unwrap_or_default();
    Span::new(start..start + text.lines().next().unwrap_or_default().trim_end().len())
}

const ENTITY: &str = "a pattern of entities";
const ENTITY_HINT: &str = "write `kind:name` or `kind:namespace/name`, each part with `*` where anything will do";

/// Reads `catalog.elsewhere`.
pub(super) fn read_elsewhere(fields: &mut Fields<'_, '_>, policy: &mut Policy) {
    let Some(texts) = fields.texts("elsewhere") else { return };
    for text in texts {
        match EntityPattern::new(&text) {
            Some(pattern) => policy.elsewhere.push(pattern),
            None => {
                let span = fields.node("elsewhere").map_or(fields.node.span, |node| node.span);
                let place = Place::at(fields.source, span);
                fields.findings.push(words::wrong_value(place, "catalog.elsewhere", &text, ENTITY, ENTITY_HINT));
            }
        }
    }
}

fn known(place: Place, name: &str, findings: &mut Vec<Diagnostic>) -> Option<&'static codes::Code> {
    let code = codes::find(name);
    if code.is_none() {
        findings.push(words::unknown_code(place, name));
    }
    code
}

fn required(fields: &mut Fields<'_, '_>, key: &str) -> Option<(String, Place)> {
    if fields.node(key).is_none() {
        fields.findings.push(words::missing_key(Place::at(fields.source, fields.node.span), fields.within, key));
        return None;
    }
    let (text, place) = fields.text(key)?;
    if text.trim().is_empty() {
        fields.findings.push(words::missing_key(place, fields.within, key));
        return None;
    }
    Some((text.to_owned(), place))
}

fn glob(fields: &mut Fields<'_, '_>, key: &str) -> Option<GlobMatcher> {
    let (text, place) = fields.text(key)?;
    match GlobBuilder::new(text).literal_separator(key == "path").build() {
        Ok(glob) => Some(glob.compile_matcher()),
        Err(error) => {
            let path = fields.path(key);
            let hint = format!("{}; `*` matches inside a folder, `**` any folders", error.kind());
            fields.findings.push(words::wrong_value(place, &path, text, "a pattern", &hint));
            None
        }
    }
}
