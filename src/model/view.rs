//! `View`: a list of entities that somebody saved: a question with a name.

use crate::model::kind::Shown;
use crate::model::query::Query;

/// Describes a saved view.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its name in addresses: lower-case letters, digits and hyphens.
    pub name: String,
    /// What pages call it.
    pub title: String,
    /// What it is for.
    pub description: Option<String>,
    /// The question as written.
    pub filter: String,
    /// The question.
    pub query: Query,
    /// What its list shows besides.
    pub columns: Vec<Shown>,
}
