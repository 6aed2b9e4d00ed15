//! Index: a judged portal -> search files. Pure; how the files look is known in `format` and in the theme's `search/00-format.js`, nowhere else.

mod apis;
mod documents;
mod format;
mod postings;
mod terms;

use crate::base::site_path::LinkStyle;
use crate::model::output::Sink;
use crate::model::portal::Judged;

/// Writes the search files into `sink`; links in them start from the site's root.
pub fn index(judged: &Judged, links: LinkStyle, sink: &Sink<'_>) {
    let documents = documents::documents(&judged.portal, links);
    let postings = postings::postings(&documents);
    for output in format::files(&documents, &postings, judged.now) {
        sink(output);
    }
}
