//! Assess: `Portal` -> `Judged`. Computes what the model and the plugins say about entities beside their descriptors, weighs the findings as the configuration says, and counts
//! the catalog's health.

mod facts;
mod policy;
mod properties;
mod searchable;
mod words;

use std::collections::BTreeSet;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::instant::Instant;
use crate::config::policy::Policy;
use crate::model::finding::{Finding, Subject};
use crate::model::portal::{Health, Judged, Portal};

/// The kinds whose entities people look for docs of.
const DOCUMENTABLE: [&str; 3] = ["component", "api", "system"];

/// Judges the portal. It speaks of `now`, or else of the newest commit's time.
pub fn assess(mut portal: Portal, policy: &Policy, now: Option<Instant>) -> Judged {
    let newest = portal.repositories.iter().map(|repository| repository.revision.time).max();
    let now = now.or(newest).unwrap_or_default();
    properties::compute(&mut portal, now);
    facts::compute(&mut portal);
    portal.searchable = searchable::searchable(&portal);
    let allowed = policy::apply(&mut portal, policy);
    let health = health(&portal);
    Judged { now, health, allowed, portal }
}

/// Adds findings to a portal that was judged, weighed as the others.
pub fn tell(judged: &mut Judged, policy: &Policy, found: Vec<Diagnostic>) {
    if found.is_empty() {
        return;
    }
    let before = std::mem::take(&mut judged.portal.findings);
    judged.portal.findings = found.into_iter().map(|diagnostic| Finding { diagnostic, subject: Subject::Portal }).collect();
    policy::weigh(&mut judged.portal.findings, policy);
    judged.portal.findings.extend(before);
    judged.portal.findings.sort_by(Finding::order);
    judged.health = health(&judged.portal);
}

fn health(portal: &Portal) -> Health {
    let at = |severity| portal.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count();
    let troubled: BTreeSet<_> = portal
        .findings
        .iter()
        .filter(|finding| finding.diagnostic.severity != Severity::Info)
        .filter_map(|finding| match &finding.subject {
            Subject::Entity(reference) | Subject::Docs(reference, _) => Some(reference),
            Subject::Portal => None,
        })
        .collect();
    let mut health =
        Health { errors: at(Severity::Error), warnings: at(Severity::Warning), notes: at(Severity::Info), ..Health::default() };
    for entity in portal.entities.values() {
        let is_ownable = portal.model.is_ownable(&entity.kind);
        let is_documentable = DOCUMENTABLE.contains(&entity.reference.kind.as_str());
        health.ownable += usize::from(is_ownable);
        health.owned += usize::from(is_ownable && portal.is_owned(entity));
        health.documentable += usize::from(is_documentable);
        health.documented += usize::from(is_documentable && entity.docs.is_some());
        health.clean += usize::from(!troubled.contains(&entity.reference));
    }
    health
}
