//! What templates of plugins are given: the records of an entity or of all, with the entities and the places that they name.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::base::site_path::SitePath;
use crate::base::source::{Place, Source};
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::plugin::{At, Plugin, Record};
use crate::render::layout::Press;
use crate::render::links::{Kind, Owner};

/// The most records of a collection that a page or a tab is given.
const RECORDS: usize = 500;
/// The most entities that a page is given.
const ENTITIES: usize = 500;

/// The records of an entity, or all, by collection.
pub(super) type Held<'a> = Vec<Vec<&'a Record>>;

/// What the template of a card or a tab is given.
#[derive(Serialize)]
pub(super) struct OfEntity {
    plugin: PluginView,
    entity: EntityView,
    /// The plugin's facts of the entity, by name.
    facts: BTreeMap<String, Json>,
    /// The records of the entity, by collection.
    records: BTreeMap<String, Vec<Json>>,
    /// How many there are, by collection, those included that are too many to be given.
    counts: BTreeMap<String, usize>,
    /// The addresses of the plugin's tabs, by slug.
    tabs: BTreeMap<String, String>,
}

/// What the template of a page is given.
#[derive(Serialize)]
pub(super) struct OfPage {
    plugin: PluginView,
    records: BTreeMap<String, Vec<Json>>,
    counts: BTreeMap<String, usize>,
    /// The entities that have records.
    entities: Vec<EntityRow>,
    /// Who owns them, with how many of the records that are given.
    owners: Vec<OwnerCount>,
}

#[derive(Serialize)]
struct PluginView {
    name: String,
    title: String,
    /// The addresses of the files that `assets` lists, by their path.
    files: BTreeMap<String, String>,
    /// The addresses of the plugin's pages, by path.
    pages: BTreeMap<String, String>,
}

#[derive(Clone, Serialize)]
struct EntityView {
    href: Option<String>,
    title: String,
    name: String,
    namespace: String,
    reference: String,
    description: String,
    kind: Kind,
    owners: Vec<Owner>,
    tags: Vec<String>,
}

#[derive(Serialize)]
struct EntityRow {
    #[serde(flatten)]
    entity: EntityView,
    facts: BTreeMap<String, Json>,
    counts: BTreeMap<String, usize>,
    tabs: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct OwnerCount {
    title: String,
    count: usize,
}

impl Press<'_> {
    /// Gives what a card or a tab of `entity` is given on the page at `path`.
    pub(super) fn of_entity(
        &self,
        path: &SitePath,
        number: usize,
        plugin: &Plugin,
        entity: &Entity,
        held: &Held<'_>,
    ) -> OfEntity {
        let all: Held<'_> = held.iter().map(|records| records.iter().take(RECORDS).copied().collect()).collect();
        OfEntity {
            plugin: self.plugin_view(path, number, plugin),
            entity: self.entity_view(path, &entity.reference),
            facts: entity.facts.get(&plugin.name).cloned().unwrap_or_default(),
            records: named(plugin, all.iter().map(|records| records.iter().map(|record| self.record(record)).collect())),
            counts: named(plugin, held.iter().map(Vec::len)),
            tabs: self.tabs_of(path, plugin, &entity.reference),
        }
    }

    /// Gives what a page is given.
    pub(super) fn of_page(&self, path: &SitePath, number: usize, plugin: &Plugin) -> OfPage {
        let portal = self.portal();
        let collected = &portal.collected[number];
        let mut owners: BTreeMap<String, usize> = BTreeMap::new();
        let mut views: BTreeMap<&EntityRef, EntityView> = BTreeMap::new();
        let mut records = Vec::new();
        for collected in collected {
            let mut shown = Vec::new();
            for record in collected.records.iter().take(RECORDS) {
                let mut value = self.record(record);
                let mut titles = Vec::new();
                let mut entities = Vec::new();
                for entity in &record.entities {
                    let view = views.entry(entity).or_insert_with(|| self.entity_view(path, entity));
                    titles.extend(view.owners.iter().map(|owner| owner.title.clone()));
                    entities.push(json!(view));
                }
                titles.sort();
                titles.dedup();
                for title in &titles {
                    *owners.entry(title.clone()).or_default() += 1;
                }
                if let Some(fields) = value.as_object_mut() {
                    fields.insert("entities".to_owned(), Json::Array(entities));
                    fields.insert("owners".to_owned(), json!(titles));
                }
                shown.push(value);
            }
            records.push(shown);
        }
        let rows = self.shelf.held[number].iter().take(ENTITIES).map(|(reference, held)| EntityRow {
            entity: views.get(reference).cloned().unwrap_or_else(|| self.entity_view(path, reference)),
            facts: portal.entities.get(*reference).and_then(|entity| entity.facts.get(&plugin.name)).cloned().unwrap_or_default(),
            counts: named(plugin, held.iter().map(Vec::len)),
            tabs: self.tabs_of(path, plugin, reference),
        });
        OfPage {
            plugin: self.plugin_view(path, number, plugin),
            records: named(plugin, records),
            counts: named(plugin, collected.iter().map(|collected| collected.records.len())),
            entities: rows.collect(),
            owners: owners.into_iter().map(|(title, count)| OwnerCount { title, count }).collect(),
        }
    }

    fn plugin_view(&self, path: &SitePath, number: usize, plugin: &Plugin) -> PluginView {
        let assets = self.theme.plugins.get(number).and_then(Option::as_ref);
        let files = assets.into_iter().flat_map(|assets| &assets.files);
        PluginView {
            name: plugin.name.clone(),
            title: plugin.title.clone(),
            files: files.map(|(name, asset)| (name.clone(), self.href(path, &asset.path))).collect(),
            pages: plugin
                .pages
                .iter()
                .map(|page| (page.path.clone(), self.href(path, &SitePath::page([page.path.as_str()]))))
                .collect(),
        }
    }

    fn entity_view(&self, path: &SitePath, reference: &EntityRef) -> EntityView {
        let chip = self.chip(path, reference);
        let entity = self.portal().entities.get(reference);
        EntityView {
            href: chip.href,
            title: chip.title,
            name: entity.map_or(&reference.name, |entity| &entity.name).clone(),
            namespace: reference.namespace.clone(),
            reference: chip.reference,
            description: entity.and_then(Entity::description).unwrap_or_default().to_owned(),
            kind: self.kind(entity.map_or(&reference.kind, |entity| &entity.kind)),
            owners: entity.map(|entity| self.owners(path, entity)).unwrap_or_default(),
            tags: entity.map(|entity| entity.tags().map(str::to_owned).collect()).unwrap_or_default(),
        }
    }

    fn tabs_of(&self, path: &SitePath, plugin: &Plugin, reference: &EntityRef) -> BTreeMap<String, String> {
        let tab = |slug: &String| (slug.clone(), self.href(path, &reference.site_path().child(slug)));
        plugin.tabs.iter().map(|view| tab(&view.slug)).collect()
    }

    /// Gives what a record says, and under `at` where it stands.
    fn record(&self, record: &Record) -> Json {
        let mut fields = record.value.as_object().cloned().unwrap_or_else(Map::new);
        fields.insert("at".to_owned(), record.at.as_ref().map_or(Json::Null, |at| self.at(at)));
        Json::Object(fields)
    }

    fn at(&self, at: &At) -> Json {
        let Some(repository) = self.portal().repositories.get(at.repository) else { return Json::Null };
        let source = Source {
            repository: Some(repository.name.clone()),
            commit: repository.short_commit(),
            path: at.path.clone(),
            text: "".into(),
        };
        let place = Place::of(&source.into());
        json!({
            "href": self.view_url(&place.source, Some(at.line)),
            "repository": &*repository.name,
            "path": at.path,
            "file": at.path.file_name(),
            "line": at.line,
        })
    }
}

/// Puts what stands in the order of the collections under their names.
fn named<T>(plugin: &Plugin, values: impl IntoIterator<Item = T>) -> BTreeMap<String, T> {
    plugin.collections.iter().map(|collection| collection.name.clone()).zip(values).collect()
}
