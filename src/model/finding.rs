//! `Finding`: a diagnostic with what it is about, so that every page can show its own.

use std::cmp::Ordering;

use crate::base::diagnostic::Diagnostic;
use crate::model::entity_ref::EntityRef;

/// Pairs a diagnostic with its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// What it is about.
    pub subject: Subject,
}

/// Holds a finding that is known and may stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The finding.
    pub finding: Finding,
    /// Why it may stay, in the words of the portal's owner.
    pub reason: String,
}

/// Says what a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The portal as a whole, or a repository.
    Portal,
    /// An entity, valid or broken.
    Entity(EntityRef),
    /// A page of an entity's docs, by its path.
    Docs(EntityRef, String),
}

impl Finding {
    /// Orders by place, then by what is wrong, then by subject.
    pub fn order(&self, other: &Self) -> Ordering {
        self.diagnostic.order(&other.diagnostic).then_with(|| self.subject.cmp(&other.subject))
    }
}
