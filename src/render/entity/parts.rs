//! What an entity is the whole of: the parts of a system or a domain, the members and belongings of a group, each with its state, and their sums.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::diagnostic::Severity;
use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::render::catalog::Row;
use crate::render::health::Stat;
use crate::render::layout::Press;

/// The most rows of a table; the rest is in the catalog's own list.
const ROWS: usize = 200;

/// Shows the parts of one kind.
#[derive(Serialize)]
pub(super) struct Parts {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) count: String,
    pub(super) words: String,
    pub(super) more: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) has_owner: bool,
    pub(super) has_life: bool,
    pub(super) has_type: bool,
}

/// Names the relations to what an entity is the whole of.
pub(super) fn parts_of(entity: &Entity) -> &'static [&'static str] {
    match entity.reference.kind.as_str() {
        "system" | "domain" | "component" => &["hasPart"],
        "group" => &["hasMember", "ownerOf"],
        "user" => &["ownerOf"],
        _ => &[],
    }
}

/// Lists what is in a system, domain or group, by kind.
pub(super) fn parts(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Parts> {
    let strings = press.strings;
    let mut parts: Vec<Parts> = Vec::new();
    for relation in parts_of(entity) {
        let mut by_kind: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
        for target in entity.relations_of(relation).filter_map(|relation| press.portal().entities.get(&relation.target)) {
            by_kind.entry(&target.reference.kind).or_default().push(target);
        }
        for (kind, _) in &press.kinds {
            let Some(mut entities) = by_kind.remove(kind.slug.as_str()) else { continue };
            entities.sort_by_cached_key(|entity| entity.title().to_lowercase());
            let rows: Vec<Row> = entities.iter().take(ROWS).map(|entity| press.row(path, entity)).collect();
            parts.push(Parts {
                id: format!("p{}", parts.len() + 1),
                title: if *relation == "hasMember" { strings.text("members").to_owned() } else { kind.plural.clone() },
                words: match *relation {
                    "hasMember" => strings.count("members-counted", entities.len()),
                    _ => strings.of_kind(entities.len(), &kind.name, &kind.plural),
                },
                count: strings.number(entities.len()),
                more: (entities.len() > ROWS).then(|| press.href(path, &SitePath::page(["catalog", &kind.slug]))),
                has_owner: entity.reference.kind != "group" && rows.iter().any(|row| !row.owners.is_empty()),
                has_life: rows.iter().any(|row| row.life.is_some()),
                has_type: rows.iter().any(|row| !row.type_name.is_empty()),
                rows,
            });
        }
    }
    if entity.reference.kind == "group" {
        parts.extend(through(press, path, entity, parts.len()));
    }
    parts
}

/// Lists what a group owns through its members and the groups below it.
fn through(press: &Press<'_>, path: &SitePath, group: &Entity, before: usize) -> Option<Parts> {
    let mut below = BTreeSet::from([&group.reference]);
    let mut next = vec![group];
    let mut owned: BTreeSet<&EntityRef> = BTreeSet::new();
    while let Some(one) = next.pop() {
        owned.extend(one.relations_of("ownerOf").map(|relation| &relation.target));
        let lower = ["hasMember", "parentOf"].iter().flat_map(|kind| one.relations_of(kind)).map(|relation| &relation.target);
        next.extend(lower.filter(|lower| below.insert(lower)).filter_map(|lower| press.portal().entities.get(lower)));
    }
    let direct: BTreeSet<&EntityRef> = group.relations_of("ownerOf").map(|relation| &relation.target).collect();
    let mut entities: Vec<&Entity> =
        owned.difference(&direct).filter_map(|reference| press.portal().entities.get(reference)).collect();
    entities.sort_by_cached_key(|entity| entity.title().to_lowercase());
    let rows: Vec<Row> = entities.iter().take(ROWS).map(|entity| press.row(path, entity)).collect();
    (!rows.is_empty()).then(|| Parts {
        id: format!("p{}", before + 1),
        title: press.strings.text("through-teams").to_owned(),
        words: press.strings.count("through-teams-counted", entities.len()),
        count: press.strings.number(entities.len()),
        more: None,
        has_owner: true,
        has_life: rows.iter().any(|row| row.life.is_some()),
        has_type: rows.iter().any(|row| !row.type_name.is_empty()),
        rows,
    })
}

pub(super) fn stats(press: &Press<'_>, entity: &Entity, parts: &[Parts]) -> Vec<Stat> {
    if !matches!(entity.reference.kind.as_str(), "system" | "domain" | "group") || parts.is_empty() {
        return Vec::new();
    }
    let strings = press.strings;
    let mut stats: Vec<Stat> = parts
        .iter()
        .take(4)
        .map(|part| {
            let mut states: BTreeMap<&str, usize> = BTreeMap::new();
            for row in &part.rows {
                let state = if part.has_life { &row.life_text } else { &row.type_name };
                *states.entry(state.as_str()).or_default() += 1;
            }
            states.remove("");
            let mut states: Vec<(&str, usize)> = states.into_iter().collect();
            states.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
            let words: Vec<String> = match part.has_life {
                true => states.iter().take(2).map(|(state, count)| format!("{count} {state}")).collect(),
                false => states.iter().take(3).map(|(state, _)| (*state).to_owned()).collect(),
            };
            Stat {
                label: part.title.clone(),
                value: part.count.clone(),
                note: if words.is_empty() { strings.text("in-this-catalog").to_owned() } else { words.join(", ") },
                href: Some(format!("#{}", part.id)),
            }
        })
        .collect();
    let findings = entity
        .relations
        .iter()
        .filter(|relation| matches!(relation.kind.as_str(), "hasPart" | "ownerOf"))
        .map(|relation| &relation.target)
        .chain([&entity.reference])
        .flat_map(|reference| press.findings_about(reference));
    let (mut errors, mut warnings) = (0, 0);
    for finding in findings {
        match finding.diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Info => {}
        }
    }
    stats.push(Stat {
        label: strings.text("to-fix").to_owned(),
        value: strings.number(errors + warnings),
        note: if errors + warnings == 0 {
            strings.text("no-errors-no-warnings").to_owned()
        } else {
            strings.errors_and_warnings(errors, warnings)
        },
        href: None,
    });
    stats
}
