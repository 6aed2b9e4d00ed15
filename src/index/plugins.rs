//! Plugins: their records as documents of their own, of kinds that their manifests name.

use super::documents::{Document, Field, ResultKind, SNIPPET, Shown, href, snippet};
use crate::base::site_path::{LinkStyle, SitePath};
use crate::model::plugin::Findable;
use crate::model::portal::Portal;

/// Lists what plugins make findable, one kind of result each.
fn findables(portal: &Portal) -> impl Iterator<Item = &Findable> {
    portal.plugins.iter().flat_map(|plugin| &plugin.search)
}

/// Gives the kinds of their results.
pub(super) fn kinds(portal: &Portal) -> impl Iterator<Item = ResultKind> {
    findables(portal).enumerate().map(|(number, found)| ResultKind {
        slug: format!("x-{number}"),
        name: found.kind.clone(),
        plural: found.plural.clone(),
        icon: found.icon.clone(),
        look: "doc".to_owned(),
    })
}

/// Adds their records; `first` is the number of the first of their kinds.
pub(super) fn push<'a>(portal: &'a Portal, first: usize, links: LinkStyle, all: &mut Vec<Document<'a>>) {
    for (number, (findable, records)) in findables(portal).zip(&portal.searchable).enumerate() {
        let page = href(&SitePath::page([findable.page.as_str()]), links);
        all.extend(records.iter().map(|record| Document {
            shown: Shown::Record {
                kind: first + number,
                title: &record.title,
                url: if record.anchor.is_empty() { page.clone() } else { format!("{page}#{}", record.anchor) },
                text: snippet(&record.text, SNIPPET),
            },
            fields: vec![(Field::Name, &record.title), (Field::Text, &record.text)],
        }));
    }
}
