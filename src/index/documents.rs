//! Documents: a portal -> what can be found: entities, docs pages and their sections, each with the texts that it is found by.

use std::collections::BTreeMap;

use super::{apis, plugins};
use crate::base::site_path::{LinkStyle, SitePath};
use crate::model::docs::{DocPage, DocsSite, Section, Target};
use crate::model::entity::{BrokenEntity, Entity};
use crate::model::entity_ref::EntityRef;
use crate::model::portal::Portal;

/// How many characters of an entity or a page the results show.
pub(super) const SNIPPET: usize = 120;
/// How many of a section, whose title tells more; there are many sections.
const SECTION_SNIPPET: usize = 52;

/// Holds everything that can be found, sections right after their page.
pub(super) struct Documents<'a> {
    /// The kinds of results, in the order in which pages list them.
    pub(super) kinds: Vec<ResultKind>,
    /// The documents; postings speak of them by number.
    pub(super) all: Vec<Document<'a>>,
}

/// Names a kind of result.
pub(super) struct ResultKind {
    /// As URLs write it: `component`, and `doc` for docs.
    pub(super) slug: String,
    /// One, to people.
    pub(super) name: String,
    /// Several, to people.
    pub(super) plural: String,
    /// The icon, by the theme's name for it.
    pub(super) icon: String,
    /// The name under which the theme colours it.
    pub(super) look: String,
}

/// Holds one document.
pub(super) struct Document<'a> {
    /// What its result shows.
    pub(super) shown: Shown<'a>,
    /// The texts that it is found by.
    pub(super) fields: Vec<(Field, &'a str)>,
}

/// Says what a result shows.
pub(super) enum Shown<'a> {
    /// An entity.
    Entity {
        kind: usize,
        title: &'a str,
        url: String,
        text: String,
        /// The first owner.
        owner: Owner<'a>,
        /// The name, where the title is another.
        name: &'a str,
        type_name: &'a str,
        lifecycle: &'a str,
        tags: Vec<&'a str>,
        /// The URL of its docs.
        docs: String,
    },
    /// A page of docs.
    Page {
        kind: usize,
        title: &'a str,
        url: String,
        text: String,
        /// The document of the entity whose docs these are.
        about: Option<usize>,
    },
    /// An operation or a type of an API.
    Part {
        kind: usize,
        title: &'a str,
        url: String,
        text: String,
        /// The document of the API.
        about: usize,
    },
    /// A record of a plugin.
    Record { kind: usize, title: &'a str, url: String, text: String },
    /// A section of the page before it.
    Section { title: &'a str, id: &'a str, text: String },
}

/// Says who owns an entity.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// Nobody.
    None,
    /// The entity of this document.
    Document(usize),
    /// A name that is not in the catalog.
    Unknown(&'a str),
}

/// Says where a text stands, from the least telling place to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// Running text.
    Text,
    /// What something is marked with: type, owner, tags.
    Mark,
    /// A heading.
    Heading,
    /// A name or a title.
    Name,
}

/// Lists what can be found in `portal`.
pub(super) fn documents(portal: &Portal, links: LinkStyle) -> Documents<'_> {
    let mut kinds: Vec<ResultKind> = portal
        .model
        .kinds
        .values()
        .map(|kind| ResultKind {
            slug: kind.slug(),
            name: kind.title.clone(),
            plural: kind.plural.clone(),
            icon: kind.icon().to_owned(),
            look: kind.look(),
        })
        .collect();
    // An entity may be of a kind that the model does not list.
    let strangers: BTreeMap<&str, &str> = portal
        .entities
        .values()
        .map(|entity| (entity.reference.kind.as_str(), entity.kind.as_str()))
        .chain(
            portal
                .broken
                .iter()
                .filter_map(|broken| broken.reference.as_ref())
                .map(|name| (name.kind.as_str(), name.kind.as_str())),
        )
        .filter(|(slug, _)| portal.model.find(slug).is_none())
        .collect();
    kinds.extend(strangers.iter().map(|(slug, name)| ResultKind {
        slug: (*slug).to_owned(),
        name: (*name).to_owned(),
        plural: (*name).to_owned(),
        icon: "component".to_owned(),
        look: "component".to_owned(),
    }));
    let doc = kinds.len();
    kinds.push(docs_kind());
    let first_of_apis = kinds.len();
    if portal.entities.values().any(|entity| entity.api.is_some()) {
        for (slug, name, plural) in [("api-operation", "Operation", "Operations"), ("api-type", "Type", "Types")] {
            kinds.push(ResultKind {
                slug: slug.to_owned(),
                name: name.to_owned(),
                plural: plural.to_owned(),
                icon: "api".to_owned(),
                look: "api".to_owned(),
            });
        }
    }
    let first_of_plugins = kinds.len();
    kinds.extend(plugins::kinds(portal));

    let numbers: BTreeMap<&EntityRef, usize> = portal.entities.keys().enumerate().map(|(number, name)| (name, number)).collect();
    let kind_number = |slug: &str| kinds.iter().position(|kind| kind.slug == slug).unwrap_or(doc);
    let mut all: Vec<Document<'_>> = portal
        .entities
        .values()
        .map(|entity| of_entity(entity, portal, &numbers, kind_number(&entity.reference.kind), links))
        .collect();
    all.extend(portal.broken.iter().filter_map(|broken| {
        let reference = broken.reference.as_ref()?;
        Some(of_broken(broken, reference, kind_number(&reference.kind), links))
    }));
    for (number, entity) in portal.entities.values().enumerate() {
        if let Some(api) = &entity.api {
            apis::push(api, entity, number, first_of_apis, links, &mut all);
        }
    }
    for site in portal.docs.values() {
        let about = numbers.get(&site.entity).copied();
        for page in &site.pages {
            push_page(site, page, doc, about, links, &mut all);
        }
    }
    plugins::push(portal, first_of_plugins, links, &mut all);
    Documents { kinds, all }
}

/// Lists what can be found in the docs of one version.
pub(super) fn of_version(site: &DocsSite, links: LinkStyle) -> Documents<'_> {
    let mut all = Vec::new();
    for page in &site.pages {
        push_page(site, page, 0, None, links, &mut all);
    }
    Documents { kinds: vec![docs_kind()], all }
}

fn docs_kind() -> ResultKind {
    ResultKind {
        slug: "doc".to_owned(),
        name: "Docs".to_owned(),
        plural: "Docs".to_owned(),
        icon: "doc".to_owned(),
        look: "doc".to_owned(),
    }
}

fn of_entity<'a>(
    entity: &'a Entity,
    portal: &'a Portal,
    numbers: &BTreeMap<&EntityRef, usize>,
    kind: usize,
    links: LinkStyle,
) -> Document<'a> {
    let title = entity.title();
    let mut fields = vec![(Field::Name, title), (Field::Mark, entity.reference.kind.as_str())];
    let name = if entity.name == title { "" } else { entity.name.as_str() };
    fields.push((Field::Name, name));
    if entity.namespace != "default" {
        fields.push((Field::Mark, &entity.namespace));
    }
    fields.extend(entity.type_name().map(|text| (Field::Mark, text)));
    fields.extend(entity.lifecycle().map(|text| (Field::Mark, text)));
    fields.extend(entity.tags().map(|text| (Field::Mark, text)));
    fields.extend(entity.description().map(|text| (Field::Text, text)));
    for owner in entity.owners() {
        fields.push((Field::Mark, portal.entities.get(&owner.target).map_or(owner.target.name.as_str(), Entity::title)));
    }
    let docs = entity.docs.as_ref().filter(|name| portal.docs.contains_key(*name));
    Document {
        shown: Shown::Entity {
            kind,
            title,
            url: href(&entity.reference.site_path(), links),
            text: snippet(entity.description().unwrap_or_default(), SNIPPET),
            owner: entity.owners().next().map_or(Owner::None, |owner| {
                numbers.get(&owner.target).map_or(Owner::Unknown(&owner.target.name), |number| Owner::Document(*number))
            }),
            name,
            type_name: entity.type_name().unwrap_or_default(),
            lifecycle: entity.lifecycle().unwrap_or_default(),
            tags: entity.tags().collect(),
            docs: docs
                .map_or_else(String::new, |name| href(&SitePath::page(["docs", &name.namespace, &name.kind, &name.name]), links)),
        },
        fields,
    }
}

fn of_broken<'a>(broken: &'a BrokenEntity, reference: &EntityRef, kind: usize, links: LinkStyle) -> Document<'a> {
    Document {
        shown: Shown::Entity {
            kind,
            title: &broken.title,
            url: href(&reference.site_path(), links),
            text: "Its descriptor has errors; the page shows them.".to_owned(),
            owner: Owner::None,
            name: "",
            type_name: "",
            lifecycle: "",
            tags: Vec::new(),
            docs: String::new(),
        },
        fields: vec![(Field::Name, &broken.title), (Field::Mark, broken.kind.as_deref().unwrap_or_default())],
    }
}

fn push_page<'a>(
    site: &DocsSite,
    page: &'a DocPage<Target>,
    kind: usize,
    about: Option<usize>,
    links: LinkStyle,
    all: &mut Vec<Document<'a>>,
) {
    let (lead, sections): (Vec<&Section>, Vec<&Section>) = page.sections.iter().partition(|section| section.id.is_empty());
    let mut fields = vec![(Field::Name, page.title.as_str())];
    fields.extend(lead.iter().map(|section| (Field::Text, section.text.as_str())));
    let shown = Shown::Page {
        kind,
        title: &page.title,
        url: href(&site.site_path(page), links),
        text: snippet(&page.summary, SNIPPET),
        about,
    };
    all.push(Document { shown, fields });
    all.extend(sections.into_iter().map(|section| Document {
        shown: Shown::Section { title: &section.title, id: &section.id, text: snippet(&section.text, SECTION_SNIPPET) },
        fields: vec![(Field::Heading, &section.title), (Field::Text, &section.text)],
    }));
}

pub(super) fn href(path: &SitePath, links: LinkStyle) -> String {
    path.href_from(&SitePath::home(), links)
}

/// Cuts `text` at a word, to at most `length` characters.
pub(super) fn snippet(text: &str, length: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(length) else { return text };
    let cut = &text[..end];
    let cut = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', '.', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn snippets_end_at_a_word() {
        assert_eq!(snippet("  short\n text ", 120), "short text");
        assert_eq!(snippet(&"words, ".repeat(40), 120), format!("{}words…", "words, ".repeat(16)));
        assert_eq!(snippet(&"ü".repeat(200), 120), format!("{}…", "ü".repeat(120)));
    }
}
