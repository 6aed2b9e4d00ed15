//! `Evidence`: where a value that nobody declared was found, and how sure it is. Made by `parse`, shown on the entity's page.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::base::source::Place;
use crate::model::entity::Entity;

/// Says what one field of a discovered entity rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The field: `spec.owner`.
    pub field: &'static str,
    /// The value, or one of them.
    pub value: String,
    /// What was read.
    pub place: Place,
    /// How sure it is.
    pub certainty: Certainty,
}

impl Evidence {
    /// Gives it as data: the field, the value, how sure it is, and where it was found (lines from one).
    pub fn to_json(&self) -> Json {
        json!({
            "field": self.field,
            "value": self.value,
            "certainty": self.certainty,
            "repository": self.place.source.repository.as_deref(),
            "path": self.place.source.path.as_str(),
            "line": self.place.start().map(|start| start.line),
        })
    }
}

/// Says how far a discovered value can be trusted; the surer one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Follows from how such files are mostly laid out.
    Guessed,
    /// Follows from a file that says it for readers, or for a part only.
    Likely,
    /// A file says it for tools, in so many words.
    Certain,
}

impl Certainty {
    /// Gives the word for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guessed => "guessed",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

impl Entity {
    /// Gives the text of a discovered entity's descriptor, with a comment at each line that says where its value was found and how sure it is.
    pub fn annotated(&self) -> String {
        let mut comments: BTreeMap<usize, String> = BTreeMap::new();
        for evidence in self.evidence.iter().filter(|evidence| !evidence.place.source.path.is_root()) {
            let path: Vec<&str> = evidence.field.split('.').collect();
            let Some(node) = self.root.at(&path) else { continue };
            let item = node.items().iter().find(|item| item.as_str() == Some(&evidence.value)).unwrap_or(node);
            let Some(start) = Place::at(&self.source, item.span).start() else { continue };
            let line = evidence.place.start().map_or_else(String::new, |found| format!(":{}", found.line));
            let comment = format!("  # {}{line}, {}", evidence.place.source.path, evidence.certainty.as_str());
            comments.entry(start.line).or_insert(comment);
        }
        let lines = self.source.text.lines().enumerate();
        lines.map(|(number, line)| format!("{line}{}\n", comments.get(&(number + 1)).map_or("", String::as_str))).collect()
    }
}
