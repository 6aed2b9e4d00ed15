//! What commits say of a page, in words: when it was changed and added, and by how many.

use serde::Serialize;

use crate::base::instant::Instant;
use crate::model::history::FileHistory;
use crate::render::strings::Strings;

/// A moment, for people and for programs.
#[derive(Serialize)]
pub(super) struct Moment {
    pub(super) day: String,
    pub(super) iso: String,
}

/// What a page shows of its history.
#[derive(Serialize)]
pub(super) struct Dates {
    pub(super) updated: Moment,
    pub(super) by: Option<String>,
    pub(super) created: Option<Moment>,
    pub(super) contributors: Option<String>,
    pub(super) names: String,
}

/// Shows a moment.
pub(super) fn moment(strings: &Strings, instant: Instant) -> Moment {
    Moment { day: strings.day(instant), iso: instant.rfc3339() }
}

/// Shows a history.
pub(super) fn dates(strings: &Strings, history: &FileHistory) -> Dates {
    Dates {
        updated: moment(strings, history.updated.time),
        by: history.updated.by.as_deref().map(str::to_owned),
        created: history
            .created
            .filter(|created| created.date() != history.updated.time.date())
            .map(|created| moment(strings, created)),
        contributors: history.contributors.filter(|count| *count > 0).map(|count| strings.count("contributors-counted", count)),
        names: history.names.join(", "),
    }
}
