//! `Decision`: what an architecture decision record says of itself. Made by `parse`, which reads the forms of Nygard and MADR.

/// Holds the head of a decision record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Its number, as the file's name writes it: `0007`; empty without one.
    pub number: String,
    /// Its title without the number.
    pub title: String,
    /// Where it stands, as a word with an upper-case letter: `Accepted`; empty when it does not say.
    pub status: String,
    /// When it was made, as written.
    pub date: String,
    /// Who made it, as written.
    pub deciders: String,
    /// The decisions that it replaces, by the numbers of their pages in the same docs.
    pub supersedes: Vec<usize>,
    /// The decisions that replace it, by the numbers of their pages in the same docs.
    pub superseded_by: Vec<usize>,
}

impl Decision {
    /// Gives the tone in which the theme shows the status.
    pub fn tone(&self) -> &'static str {
        match self.status.as_str() {
            "Accepted" | "Approved" => "ok",
            "Proposed" | "Draft" => "info",
            "Rejected" | "Declined" => "bad",
            "Deprecated" => "warn",
            _ => "mute",
        }
    }
}
