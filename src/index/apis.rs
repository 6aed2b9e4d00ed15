//! APIs: operations and types as documents of their own, found by verb, address, name and words, and by the names of fields.

use super::documents::{Document, Field, SNIPPET, Shown, href, snippet};
use crate::base::site_path::LinkStyle;
use crate::model::api::Api;
use crate::model::api::pages::Pages;
use crate::model::entity::Entity;

/// Adds what an API offers; `kind` is the number of the kind of operations, that of types is the next one.
pub(super) fn push<'a>(
    api: &'a Api,
    entity: &'a Entity,
    about: usize,
    kind: usize,
    links: LinkStyle,
    all: &mut Vec<Document<'a>>,
) {
    let pages = Pages::new(api);
    let url = |anchor: &str| format!("{}#{anchor}", href(&pages.path_of(&entity.reference, anchor), links));
    for operation in api.operations() {
        let mut fields = vec![
            (Field::Name, operation.title.as_str()),
            (Field::Name, operation.name.as_str()),
            (Field::Heading, operation.address.as_str()),
            (Field::Mark, operation.verb.as_str()),
            (Field::Mark, entity.title()),
        ];
        for part in &operation.parts {
            fields.extend(part.shape.fields.iter().map(|field| (Field::Text, field.name.as_str())));
        }
        all.push(Document {
            shown: Shown::Part {
                kind,
                title: &operation.title,
                url: url(&operation.anchor),
                text: snippet(&format!("{} {}", operation.verb, operation.address), SNIPPET),
                about,
            },
            fields,
        });
    }
    for known in &api.types {
        let mut fields = vec![(Field::Name, known.name.as_str()), (Field::Mark, entity.title())];
        fields.extend(known.shape.fields.iter().map(|field| (Field::Text, field.name.as_str())));
        let names: Vec<&str> = known.shape.fields.iter().take(12).map(|field| field.name.as_str()).collect();
        all.push(Document {
            shown: Shown::Part {
                kind: kind + 1,
                title: &known.name,
                url: url(&known.anchor),
                text: snippet(&format!("{} {}", known.sort, names.join(", ")), SNIPPET),
                about,
            },
            fields,
        });
    }
}
