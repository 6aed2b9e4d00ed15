//! Pages of docs -> when they were last changed, and those that did not change for long.

use crate::base::instant::Instant;
use crate::model::docs::{DocPage, DocsSite, Target};
use crate::render::layout::Press;

/// Lists when the pages of a site were last changed, those left out of which that is not known.
pub(super) fn changes<'a>(press: &'a Press<'_>, site: &'a DocsSite) -> impl Iterator<Item = (&'a DocPage<Target>, Instant)> {
    let repository = press.portal().repositories.get(site.repository);
    site.pages.iter().filter_map(move |page| Some((page, repository?.history_of(&page.source.path)?.updated.time)))
}

/// Gives since when stale pages did not change.
pub(super) fn before(press: &Press<'_>) -> Instant {
    Instant(press.judged.now.0.saturating_sub(i64::from(press.site.stale_after) * 86_400))
}

/// Lists the stale pages of a site, with their last change.
pub(in crate::render) fn stale<'a>(
    press: &'a Press<'_>,
    site: &'a DocsSite,
) -> impl Iterator<Item = (&'a DocPage<Target>, Instant)> {
    let before = before(press);
    changes(press, site).filter(move |(_, time)| *time < before)
}
