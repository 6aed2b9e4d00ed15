//! Which pages link to each page, and which pages nobody can find.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::base::site_path::SitePath;
use crate::model::docs::{Chunk, DocsSite, Target};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};

/// Tells every page which pages link to it. Pages that only list others do not count.
pub(super) fn tie(sites: &mut BTreeMap<EntityRef, DocsSite>) {
    let mut places: BTreeMap<SitePath, (&EntityRef, usize)> = BTreeMap::new();
    for (entity, site) in sites.iter() {
        places.extend(site.pages.iter().enumerate().map(|(number, page)| (site.site_path(page), (entity, number))));
    }
    let mut found: BTreeMap<(EntityRef, usize), BTreeSet<(EntityRef, usize)>> = BTreeMap::new();
    for (entity, site) in sites.iter() {
        for (number, page) in site.pages.iter().enumerate().filter(|(_, page)| !page.sections.is_empty()) {
            for chunk in &page.body {
                let Chunk::Href(Target::Page { path, .. }) = chunk else { continue };
                let Some((to, target)) = places.get(path).filter(|(to, target)| (*to, *target) != (entity, number)) else {
                    continue;
                };
                found.entry(((*to).clone(), *target)).or_default().insert((entity.clone(), number));
            }
        }
    }
    for ((entity, number), from) in found {
        if let Some(site) = sites.get_mut(&entity) {
            site.backlinks.insert(number, from.into_iter().collect());
        }
    }
}

/// Tells of pages that no navigation names and no page links to. `strays` are those in no navigation.
pub(super) fn orphans(sites: &BTreeMap<EntityRef, DocsSite>, strays: Vec<(EntityRef, Vec<usize>)>, findings: &mut Vec<Finding>) {
    for (entity, numbers) in strays {
        let Some(site) = sites.get(&entity) else { continue };
        for number in numbers.into_iter().filter(|number| !site.backlinks.contains_key(number)) {
            let Some(page) = site.pages.get(number) else { continue };
            let subject = Subject::Docs(entity.clone(), page.path.clone());
            findings.push(Finding { subject, diagnostic: words::orphan(&page.source) });
        }
    }
}
