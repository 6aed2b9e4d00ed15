//! Searchable: the records of plugins -> what the search finds of them: title, text and place. A record that has no title is not found.

use rayon::prelude::*;
use serde_json::Value as Json;

use crate::base::jq::Program;
use crate::model::plugin::{Findable, Record, Searchable};
use crate::model::portal::Portal;

/// The most records of one kind; a reader looks no further.
const MOST: usize = 2_000;

/// Computes them, for each `search` of each plugin.
pub(super) fn searchable(portal: &Portal) -> Vec<Vec<Searchable>> {
    let findables =
        portal.plugins.iter().enumerate().flat_map(|(number, plugin)| plugin.search.iter().map(move |found| (number, found)));
    findables
        .map(|(number, findable)| {
            let records = &portal.collected[number][findable.collection].records;
            records.par_iter().take(MOST).filter_map(|record| one(findable, record)).collect()
        })
        .collect()
}

fn one(findable: &Findable, record: &Record) -> Option<Searchable> {
    let text = |program: &Program| match program.run(&record.value) {
        Ok(Some(Json::String(text))) => text,
        _ => String::new(),
    };
    let title = text(&findable.title);
    let anchor = findable.anchor.as_ref().map(text).unwrap_or_default();
    let anchor =
        percent_encoding::utf8_percent_encode(&anchor, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%2D", "-");
    let text = findable.text.as_ref().map(text).unwrap_or_default();
    (!title.trim().is_empty()).then_some(Searchable { title, text, anchor })
}
