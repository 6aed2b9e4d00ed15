//! Assess: `Portal` -> `Judged`. Counts the catalog's health.

use crate::base::instant::Instant;
use crate::model::portal::{Health, Judged, Portal};

/// Judges the portal; `now` is the moment that it speaks of.
pub fn assess(portal: Portal, now: Instant) -> Judged {
    Judged { portal, now, health: Health::default() }
}
