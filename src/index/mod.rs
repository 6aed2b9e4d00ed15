//! Index: a judged portal -> search files. Pure; how the files look is known in `format` and in the theme's `search/00-format.js`, nowhere else.

mod apis;
mod documents;
mod format;
mod plugins;
mod postings;
mod terms;

use rayon::prelude::*;

use self::documents::Documents;
use crate::base::site_path::LinkStyle;
use crate::model::docs::DocsSite;
use crate::model::output::Sink;
use crate::model::portal::Judged;

/// Writes the search files into `sink`; links in them start from the site's root.
pub fn index(judged: &Judged, links: LinkStyle, sink: &Sink<'_>) {
    let write = |folder: &str, documents: &Documents<'_>| {
        let postings = postings::postings(documents);
        for output in format::files(folder, documents, &postings, judged.now) {
            sink(output);
        }
    };
    write("search", &documents::documents(&judged.portal, links));
    // What is found in the docs of today is not what an old version says: each has an index of its own.
    let versions: Vec<&DocsSite> = judged.portal.docs.values().flat_map(|site| &site.versions).collect();
    versions.into_par_iter().for_each(|site| write(&site.search_folder(), &documents::of_version(site, links)));
}
