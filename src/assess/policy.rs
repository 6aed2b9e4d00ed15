//! Applies what the portal's owner says about findings: those that lead elsewhere are none, those that are known are set apart, the others get their severity.

use std::collections::BTreeSet;

use super::words;
use crate::base::diagnostic::Severity;
use crate::base::source::Place;
use crate::config::policy::{Allow, Policy};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Allowed, Finding, Subject};
use crate::model::portal::Portal;

/// Changes the findings of `portal` and gives those that are known.
pub(super) fn apply(portal: &mut Portal, policy: &Policy) -> Vec<Allowed> {
    let all = std::mem::take(&mut portal.findings);
    portal.elsewhere = elsewhere(portal, policy);
    let mut used = vec![false; policy.allow.len()];
    let mut allowed = Vec::new();
    let mut kept = Vec::new();
    for finding in all {
        if leads_elsewhere(portal, &finding) {
            continue;
        }
        let mut reason = None;
        // Every entry that fits is used, so that none is told to be useless because another stands before it.
        for (allow, used) in policy.allow.iter().zip(&mut used).filter(|(allow, _)| fits(allow, &finding)) {
            *used = true;
            reason.get_or_insert(&allow.reason);
        }
        match reason {
            Some(reason) => allowed.push(Allowed { finding, reason: reason.clone() }),
            None => kept.push(finding),
        }
    }
    let unused = policy.allow.iter().zip(&used).filter(|(_, used)| !**used);
    kept.extend(unused.map(|(allow, _)| Finding { diagnostic: words::allow_unused(allow), subject: Subject::Portal }));
    weigh(&mut kept, policy);
    portal.findings = kept;
    portal.findings.sort_by(Finding::order);
    allowed
}

/// Gives findings the severity that the configuration says, and drops those that it switches off.
pub(super) fn weigh(findings: &mut Vec<Finding>, policy: &Policy) {
    findings.retain_mut(|finding| {
        let own = finding.diagnostic.severity;
        let level: Option<Severity> = policy.severity.get(finding.diagnostic.code).copied().unwrap_or(Some(own));
        finding.diagnostic.severity = level.unwrap_or(own);
        level.is_some()
    });
}

fn fits(allow: &Allow, finding: &Finding) -> bool {
    let source = finding.diagnostic.place.as_ref().map(|place| &place.source);
    let repository = source.and_then(|source| source.repository.as_deref()).unwrap_or_default();
    let about = match &finding.subject {
        Subject::Entity(about) | Subject::Docs(about, _) => Some(about.to_string()),
        Subject::Portal => None,
    };
    allow.matches(finding.diagnostic.code, repository, source.map(|source| source.path.as_str()), about.as_deref())
}

/// Lists what references name that is known to be out of the portal. What is in the catalog, if broken, is not elsewhere.
fn elsewhere(portal: &Portal, policy: &Policy) -> BTreeSet<EntityRef> {
    if policy.elsewhere.is_empty() {
        return BTreeSet::new();
    }
    let broken: BTreeSet<&EntityRef> = portal.broken.iter().filter_map(|broken| broken.reference.as_ref()).collect();
    let relations = portal.entities.values().flat_map(|entity| &entity.relations);
    let missing: BTreeSet<&EntityRef> = relations
        .filter(|relation| !relation.resolved)
        .map(|relation| &relation.target)
        .filter(|target| !broken.contains(target))
        .collect();
    let is_known = |target: &&EntityRef| policy.elsewhere.iter().any(|pattern| pattern.matches(&target.to_string()));
    missing.into_iter().filter(is_known).cloned().collect()
}

/// Tells whether the finding is a reference that is known to lead out of the portal.
fn leads_elsewhere(portal: &Portal, finding: &Finding) -> bool {
    let (Subject::Entity(about), Some(place)) = (&finding.subject, &finding.diagnostic.place) else { return false };
    let Some(entity) = portal.entities.get(about).filter(|_| finding.diagnostic.code == "dangling-reference") else {
        return false;
    };
    let mut known = entity.relations.iter().filter(|relation| !relation.resolved && portal.elsewhere.contains(&relation.target));
    known.any(|relation| relation.declared == *place || names(place, &relation.target, &entity.namespace))
}

/// Tells whether the text at `place` names `target`: a relation that is declared twice keeps one of its places.
fn names(place: &Place, target: &EntityRef, namespace: &str) -> bool {
    let span = place.span.unwrap_or_default();
    let text = place.source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let text = text.trim_matches(['"', '\'']);
    EntityRef::parse(text, Some(&target.kind), namespace).is_ok_and(|named| named == *target)
}
