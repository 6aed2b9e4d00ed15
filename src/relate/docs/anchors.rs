//! Which ids a page has, so that links to its sections can be checked.

use std::collections::BTreeSet;

use crate::model::docs::{Chunk, DocPage};

/// Lists the ids of a page: its heading's, and its body's. Text is escaped in it, so that every ` id="` is an attribute.
pub(super) fn ids<L>(page: &DocPage<L>) -> BTreeSet<String> {
    let html = page.body.iter().filter_map(|chunk| if let Chunk::Html(html) = chunk { Some(html.as_str()) } else { None });
    let own = page.heading.iter().map(|heading| heading.id.clone());
    html.flat_map(|html| html.split(" id=\"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .chain(own)
        .collect()
}
