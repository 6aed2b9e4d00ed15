//! Links: how other entities, owners, kinds and places look wherever a page names them. The smallest view models; every page is made of them.

use serde::Serialize;

use crate::base::naming::capitalised;
use crate::base::site_path::SitePath;
use crate::model::entity::{Entity, Relation};
use crate::model::entity_ref::EntityRef;
use crate::model::kind::Model;
use crate::render::layout::Press;
use crate::render::strings::Strings;

/// Shows a kind: its tile and its words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kind {
    pub(super) slug: String,
    pub(super) icon: String,
    /// The name under which the theme colours it.
    pub(super) look: String,
    pub(super) known: bool,
    pub(super) name: String,
    pub(super) plural: String,
}

/// Shows an entity by tile and name; without `href` it is not in the catalog.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Chip {
    pub(super) href: Option<String>,
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) kind: Kind,
    pub(super) note: Option<String>,
}

/// Shows an owner; without `href` it is not in the catalog.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Owner {
    pub(super) href: Option<String>,
    pub(super) title: String,
    pub(super) abbr: String,
    pub(super) hue: u16,
    /// Whether it is known to be outside the portal.
    pub(super) elsewhere: bool,
}

/// Shows a lifecycle.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Life {
    pub(super) slug: String,
    pub(super) word: String,
    pub(super) tone: &'static str,
}

/// Shows a tag, which leads to a filtered list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Tag {
    pub(super) text: String,
    pub(super) href: String,
}

/// One step of a breadcrumb; the last has no `href`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Crumb {
    pub(super) title: String,
    pub(super) href: Option<String>,
}

impl Crumb {
    pub(super) fn to(title: impl Into<String>, href: String) -> Self {
        Self { title: title.into(), href: Some(href) }
    }

    pub(super) fn here(title: impl Into<String>) -> Self {
        Self { title: title.into(), href: None }
    }
}

/// Gives how lists of a kind are called and drawn; kinds of no model get the cube.
pub(super) fn kind(model: &Model, strings: &Strings, name: &str) -> Kind {
    let slug = name.to_lowercase();
    match model.find(name) {
        Some(kind) => Kind {
            icon: kind.icon().to_owned(),
            look: kind.look(),
            slug,
            known: true,
            name: kind.title.clone(),
            plural: kind.plural.clone(),
        },
        None => Kind {
            slug,
            icon: "component".to_owned(),
            look: String::new(),
            known: false,
            name: capitalised(name),
            plural: strings.phrase("entities-of-kind", &[("kind", &capitalised(name))]),
        },
    }
}

/// Gives the mark and the words of a lifecycle.
pub(super) fn life(text: &str) -> Life {
    let slug = text.to_lowercase();
    let tone = match slug.as_str() {
        "production" => "ok",
        "experimental" => "info",
        "deprecated" => "warn",
        "retired" => "mute",
        _ => "note",
    };
    Life { slug, word: capitalised(text), tone }
}

/// Gives a type as headings write it.
pub(super) fn type_words(name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "openapi" => "OpenAPI".to_owned(),
        "asyncapi" => "AsyncAPI".to_owned(),
        "graphql" => "GraphQL".to_owned(),
        "grpc" => "gRPC".to_owned(),
        _ => capitalised(name),
    }
}

/// Gives the first letters of the first two words.
fn initials(title: &str) -> String {
    title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// Gives a hue that stays the same for as long as the reference does.
fn hue(reference: &EntityRef) -> u16 {
    let hash = blake3::hash(reference.to_string().as_bytes());
    let [first, second, ..] = *hash.as_bytes();
    u16::from_be_bytes([first, second]) % 72 * 5
}

impl Press<'_> {
    /// Gives how lists of a kind are called and drawn.
    pub(super) fn kind(&self, name: &str) -> Kind {
        kind(&self.portal().model, self.strings, name)
    }

    /// Shows `reference` as the page at `from` does.
    pub(super) fn chip(&self, from: &SitePath, reference: &EntityRef) -> Chip {
        let (href, title) = match self.portal().entities.get(reference) {
            Some(entity) => (Some(self.href(from, &reference.site_path())), entity.title().to_owned()),
            None if self.broken.contains_key(reference) => {
                (Some(self.href(from, &reference.site_path())), reference.name.clone())
            }
            None => (None, reference.short()),
        };
        Chip { href, title, reference: reference.to_string(), kind: self.kind(&reference.kind), note: None }
    }

    /// Shows `reference` as an owner.
    pub(super) fn owner(&self, from: &SitePath, reference: &EntityRef) -> Owner {
        let chip = self.chip(from, reference);
        let title = if chip.href.is_some() { chip.title } else { reference.name.clone() };
        Owner {
            href: chip.href,
            abbr: initials(&title),
            title,
            hue: hue(reference),
            elsewhere: self.portal().elsewhere.contains(reference),
        }
    }

    /// Shows the owners of `entity`.
    pub(super) fn owners(&self, from: &SitePath, entity: &Entity) -> Vec<Owner> {
        entity.owners().map(|relation| self.owner(from, &relation.target)).collect()
    }

    /// Shows the targets of relations.
    pub(super) fn chips<'r>(&self, from: &SitePath, relations: impl Iterator<Item = &'r Relation>) -> Vec<Chip> {
        relations.map(|relation| self.chip(from, &relation.target)).collect()
    }

    /// Links to the list of `kind`, filtered by one facet.
    pub(super) fn filtered(&self, from: &SitePath, kind: &str, facet: &str, value: &str) -> String {
        let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
        format!("{}?{facet}={value}", self.href(from, &SitePath::page(["catalog", kind])))
    }
}
