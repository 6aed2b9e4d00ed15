//! Twins: the Markdown of every page beside its HTML, byte for byte as it was written, for tools that read it.

use crate::base::site_path::SitePath;
use crate::model::docs::{DocPage, DocsSite, Target};
use crate::model::output::Output;
use crate::render::layout::Press;

/// The name of the file beside a page's own.
const NAME: &str = "index.md";

/// Gives where the Markdown of a page stands; nothing for pages that nobody wrote, for other versions, and where another page has the place.
pub(in crate::render) fn path(site: &DocsSite, page: &DocPage<Target>) -> Option<SitePath> {
    if page.source.text.is_empty() || site.version.is_some() {
        return None;
    }
    let taken = if page.path.is_empty() { NAME.to_owned() } else { format!("{}/{NAME}", page.path) };
    let next = site.pages.partition_point(|other| other.path < taken);
    let is_taken = site.pages.get(next).is_some_and(|other| other.path == taken || other.path.starts_with(&format!("{taken}/")));
    (!is_taken).then(|| SitePath::file([site.site_path(page).as_str(), NAME]))
}

/// Hands on the Markdown.
pub(super) fn file(press: &Press<'_>, site: &DocsSite, page: &DocPage<Target>) {
    if let Some(path) = path(site, page) {
        (press.sink)(Output::text(path, page.source.text.to_string()));
    }
}
