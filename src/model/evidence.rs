//! `Evidence`: where a value that nobody declared was found, and how sure it is. Made by `parse`, shown on the entity's page.

use serde::Serialize;

use crate::base::source::Place;

/// Says what one field of a discovered entity rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The field: `spec.owner`.
    pub field: &'static str,
    /// What was read.
    pub place: Place,
    /// How sure it is.
    pub certainty: Certainty,
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
