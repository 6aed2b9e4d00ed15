//! What an entity is and belongs to: the lines of the about card, the breadcrumbs, and the relations that neither shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::parts::parts_of;
use super::spec::external;
use crate::base::naming::capitalised;
use crate::base::site_path::SitePath;
use crate::model::entity::{Entity, Relation};
use crate::model::kind::{Shown, ShownValue};
use crate::render::layout::Press;
use crate::render::links::{self, Chip, Crumb, Owner, Tag};
use crate::render::strings::Strings;

/// One line of the about card.
#[derive(Serialize)]
pub(super) struct About {
    pub(super) label: String,
    pub(super) chips: Vec<Chip>,
    pub(super) owners: Vec<Owner>,
    pub(super) tags: Vec<Tag>,
    pub(super) text: String,
    pub(super) href: Option<String>,
    pub(super) mono: bool,
    pub(super) tone: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Relations {
    pub(super) title: String,
    pub(super) chips: Vec<Chip>,
}

pub(in crate::render) fn crumbs(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Crumb> {
    let kind = links::kind(&press.portal().model, &entity.kind);
    let mut crumbs = vec![Crumb::here(entity.title())];
    let up = |entity: &Entity| -> Option<&Entity> {
        let relation =
            ["partOf", "childOf"].iter().find_map(|kind| entity.relations_of(kind).find(|relation| relation.resolved))?;
        press.portal().entities.get(&relation.target)
    };
    let mut at = up(entity);
    // Parts of parts may form a circle; three steps are what a reader wants to see.
    for _ in 0..3 {
        let Some(parent) = at else { break };
        crumbs.push(Crumb::to(parent.title(), press.href(path, &parent.reference.site_path())));
        at = up(parent);
    }
    if crumbs.len() == 1 {
        crumbs.push(Crumb::to(kind.plural, press.href(path, &SitePath::page(["catalog", &kind.slug]))));
    }
    crumbs.push(Crumb::to(press.strings.text("catalog"), press.href(path, &SitePath::page(["catalog"]))));
    crumbs.reverse();
    crumbs
}

pub(super) fn about(press: &Press<'_>, path: &SitePath, entity: &Entity, owners: &[Owner]) -> Vec<About> {
    let strings = press.strings;
    let named = |title: &str| About {
        label: title.to_owned(),
        chips: Vec::new(),
        owners: Vec::new(),
        tags: Vec::new(),
        text: String::new(),
        href: None,
        mono: false,
        tone: None,
    };
    let blank = |label: &str| named(strings.text(label));
    let mut lines = Vec::new();
    if !owners.is_empty() {
        lines.push(About { owners: owners.to_vec(), ..blank(if owners.len() == 1 { "owner" } else { "owners" }) });
    }
    let mut chips = |label: &str, wanted: &str, kinds: &[&str]| {
        let chips =
            press.chips(path, entity.relations_of(wanted).filter(|relation| kinds.contains(&relation.target.kind.as_str())));
        if !chips.is_empty() {
            lines.push(About { chips, ..blank(label) });
        }
    };
    chips("system", "partOf", &["system"]);
    chips("domain", "partOf", &["domain"]);
    chips("part-of", "partOf", &["component", "api", "resource"]);
    chips("parent", "childOf", &["group"]);
    chips("groups", "memberOf", &["group"]);
    let system_domain: Vec<Chip> = entity
        .relations_of("partOf")
        .filter(|relation| relation.target.kind == "system")
        .filter_map(|relation| press.portal().entities.get(&relation.target))
        .flat_map(|system| system.relations_of("partOf").filter(|relation| relation.target.kind == "domain"))
        .map(|relation| press.chip(path, &relation.target))
        .collect();
    let has_domain = entity.relations_of("partOf").any(|relation| relation.target.kind == "domain");
    if !system_domain.is_empty() && !has_domain {
        lines.push(About { chips: system_domain, ..blank("domain") });
    }
    for shown in press.portal().model.find(&entity.kind).into_iter().flat_map(|model| &model.page) {
        let value = press.value(path, entity, shown);
        if !value.chips.is_empty() || !value.text.is_empty() {
            lines.push(About { chips: value.chips, text: value.text, href: value.href, tone: value.tone, ..named(&shown.title) });
        }
    }
    let mut text = |label: &str, value: Option<&str>, mono: bool| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            lines.push(About { text: value.to_owned(), mono, ..blank(label) });
        }
    };
    if entity.namespace != "default" {
        text("namespace", Some(&entity.namespace), true);
    }
    if entity.title() != entity.name {
        text("name", Some(&entity.name), true);
    }
    if let Some(repository) = press.portal().repositories.get(entity.repository) {
        lines.push(About {
            text: repository.name.to_string(),
            href: repository.forge.as_ref().map(|forge| forge.url.clone()).and_then(|url| external(&url)),
            mono: true,
            ..blank("repository")
        });
    }
    if entity.reference.kind == "component"
        && let Some(repository) = press.portal().repositories.get(entity.repository)
    {
        let text = some(strings, &repository.contributors);
        if !text.is_empty() {
            lines.push(About { text, ..blank("contributors") });
        }
    }
    if let Some(changed) = press.portal().changed(entity) {
        lines.push(About { text: strings.day(changed), ..blank("last-changed") });
    }
    let tags: Vec<Tag> = entity
        .tags()
        .map(|tag| Tag { text: tag.to_owned(), href: press.filtered(path, &entity.reference.kind, "tags", tag) })
        .collect();
    if !tags.is_empty() {
        lines.push(About { tags, ..blank("tags") });
    }
    lines
}

/// Names the first few of many.
fn some(strings: &Strings, names: &[Arc<str>]) -> String {
    let (first, rest) = names.split_at(names.len().min(6));
    let first = first.join(", ");
    if rest.is_empty() { first } else { strings.counted("and-others", rest.len(), &[("names", &first)]) }
}

pub(super) fn relations(press: &Press<'_>, path: &SitePath, entity: &Entity) -> Vec<Relations> {
    let types = &press.portal().model.relation_types;
    let mut groups: BTreeMap<(usize, &str), Vec<Chip>> = BTreeMap::new();
    // What a whole holds is listed part by part, and what it belongs to stands in the card above.
    let listed = |relation: &Relation| relation.resolved && parts_of(entity).contains(&relation.kind.as_str());
    for relation in entity.relations.iter().filter(|relation| !listed(relation) && !is_told(press, entity, relation)) {
        let rank = types.iter().position(|known| *known.name == *relation.kind).unwrap_or(types.len());
        groups.entry((rank, &relation.kind)).or_default().push(press.chip(path, &relation.target));
    }
    groups
        .into_iter()
        .map(|((_, kind), chips)| {
            let title = press.portal().model.relation_type(kind).map_or(kind, |known| &known.title);
            Relations { title: capitalised(title), chips }
        })
        .collect()
}

/// Tells whether the about card shows a relation.
fn is_told(press: &Press<'_>, entity: &Entity, relation: &Relation) -> bool {
    let page = press.portal().model.find(&entity.kind).map_or(&[][..], |model| &model.page);
    let shows = |shown: &Shown| match &shown.value {
        ShownValue::Relation(kind, kinds) => {
            **kind == *relation.kind && (kinds.is_empty() || kinds.contains(&relation.target.kind))
        }
        _ => false,
    };
    if page.iter().any(shows) {
        return true;
    }
    match relation.kind.as_str() {
        "ownedBy" => true,
        "partOf" => matches!(relation.target.kind.as_str(), "system" | "domain" | "component" | "api" | "resource"),
        "childOf" | "memberOf" => relation.target.kind == "group",
        _ => false,
    }
}
