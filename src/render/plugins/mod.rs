//! Plugins: the cards, tabs and pages that they add, and the rows of their facts. What a template of theirs makes stands inside a page of the theme's; one that
//! fails is left out and told.

mod context;
pub(super) mod markup;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value as Json;
use tera::Context;

use self::context::Held;
use crate::base::diagnostic::Diagnostic;
use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::plugin::{Nav, Plugin, View};
use crate::model::portal::Portal;
use crate::model::query::Asked;
use crate::render::entity::crumbs;
use crate::render::entity::tabs::{self, Tab};
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{self, Crumb, Kind};
use crate::render::theme::{Theme, ThemeError};
use crate::render::values::Value;

/// How many entities of a view are tried before anything is written.
const TRIED: usize = 40;
/// How many failures are told; those of one template are mostly alike.
const TOLD: usize = 20;

/// Holds what is looked up for every entity.
pub(super) struct Shelf<'a> {
    /// The records of entities, by plugin.
    held: Vec<BTreeMap<&'a EntityRef, Held<'a>>>,
    /// What the filters of views ask.
    asked: Option<Asked<'a>>,
    told: Mutex<Vec<Diagnostic>>,
}

/// Shows a card on the page of an entity.
#[derive(Serialize)]
pub(super) struct Card {
    id: String,
    title: String,
    count: String,
    more: Option<String>,
    body: String,
}

/// Shows what a plugin found out about an entity, and what that rests on.
#[derive(Serialize)]
pub(super) struct Facts {
    rows: Vec<FactRow>,
    title: String,
    href: Option<String>,
    files: String,
}

#[derive(Serialize)]
struct FactRow {
    title: String,
    value: Value,
}

/// Shows all that plugins add to the page of an entity.
#[derive(Default, Serialize)]
pub(super) struct Added {
    cards: Vec<Card>,
    aside: Vec<Card>,
    facts: Vec<Facts>,
    loads: Loads,
}

/// Names the files that a page loads for plugins.
#[derive(Default, Serialize)]
pub(super) struct Loads {
    scripts: Vec<String>,
}

#[derive(Serialize)]
struct TabView {
    crumbs: Vec<Crumb>,
    kind: Kind,
    title: String,
    reference: String,
    tabs: Vec<Tab>,
    heading: String,
    body: String,
    loads: Loads,
}

#[derive(Serialize)]
struct PageView<'a> {
    heading: &'a str,
    description: &'a str,
    body: String,
    built: String,
    built_iso: String,
    loads: Loads,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(portal: &'a Portal) -> Self {
        let mut all = Vec::new();
        for (plugin, collected) in portal.plugins.iter().zip(&portal.collected) {
            let mut held: BTreeMap<&EntityRef, Held<'_>> = BTreeMap::new();
            for (number, collected) in collected.iter().enumerate() {
                for record in &collected.records {
                    for entity in &record.entities {
                        held.entry(entity).or_insert_with(|| vec![Vec::new(); plugin.collections.len()])[number].push(record);
                    }
                }
            }
            all.push(held);
        }
        let mut views = portal.plugins.iter().flat_map(|plugin| plugin.cards.iter().chain(&plugin.tabs));
        let asked = views.any(|view| view.on.is_some()).then(|| Asked::new(portal));
        Self { held: all, asked, told: Mutex::default() }
    }
}

impl<'a> Press<'a> {
    /// Lists the plugins whose templates are whole, with their numbers.
    fn plugins(&self) -> impl Iterator<Item = (usize, &'a Plugin)> + use<'a> {
        let theme: &'a Theme = self.theme;
        let whole = move |number: &usize| theme.plugins.get(*number).is_some_and(Option::is_some);
        self.portal().plugins.iter().enumerate().filter(move |(number, _)| whole(number))
    }

    /// Tells whether an entity has a view of a plugin.
    fn has(&self, number: usize, view: &View, entity: &Entity) -> bool {
        match (&view.on, &self.shelf.asked) {
            (Some(query), Some(asked)) => query.matches(asked, &entity.reference, self.judged.now),
            _ => self.shelf.held[number].contains_key(&entity.reference),
        }
    }

    /// Renders a template of a plugin; one that fails is told and gives nothing.
    fn fragment(&self, plugin: &Plugin, template: &str, context: &impl Serialize) -> Option<String> {
        if let Some(shapes) = &self.shapes {
            let is_page = plugin.pages.iter().any(|page| page.template == template);
            shapes.see(if is_page { "a plugin's page" } else { "a plugin's card or tab" }, context);
        }
        let name = format!("{}/{template}", plugin.name);
        let made = Context::from_serialize(context).and_then(|context| self.theme.tera.render(&name, &context));
        match made {
            Ok(html) => Some(markup::with_safe_links(html.trim())),
            Err(error) => {
                let mut told = self.shelf.told.lock().unwrap_or_else(PoisonError::into_inner);
                told.push(self.theme.told(&error, &name));
                None
            }
        }
    }

    fn count(view: &View, plugin: &Plugin, entity: &Entity) -> Option<usize> {
        let fact = entity.facts.get(&plugin.name)?.get(view.count.as_ref()?)?;
        fact.as_u64().and_then(|count| usize::try_from(count).ok())
    }

    fn held(&self, number: usize, plugin: &Plugin, entity: &Entity) -> Held<'a> {
        self.shelf.held[number].get(&entity.reference).cloned().unwrap_or_else(|| vec![Vec::new(); plugin.collections.len()])
    }

    /// Makes all that plugins add to the page of an entity.
    pub(super) fn added(&self, path: &SitePath, entity: &Entity) -> Added {
        let mut added = Added::default();
        for (number, plugin) in self.plugins() {
            let views = || plugin.cards.iter().enumerate().filter(|(_, view)| self.has(number, view, entity));
            let mut context = None;
            for (at, view) in views() {
                let context = context
                    .get_or_insert_with(|| self.of_entity(path, number, plugin, entity, &self.held(number, plugin, entity)));
                let Some(body) = self.fragment(plugin, &view.template, context) else { continue };
                let tab = view.more.as_ref().and_then(|slug| plugin.tabs.iter().find(|tab| tab.slug == *slug));
                let tab = tab.filter(|tab| self.has(number, tab, entity));
                let card = Card {
                    id: format!("x-{}-{at}", plugin.name),
                    title: view.title.clone(),
                    count: Self::count(view, plugin, entity).map_or_else(String::new, |count| count.to_string()),
                    more: tab.map(|tab| self.href(path, &entity.reference.site_path().child(&tab.slug))),
                    body,
                };
                if view.is_aside { added.aside.push(card) } else { added.cards.push(card) }
            }
            if context.is_some() {
                self.load(path, number, &mut added.loads);
            }
            added.facts.extend(self.facts(path, number, plugin, entity));
        }
        added
    }

    /// Shows the facts of an entity that have a title, with how many files they rest on.
    fn facts(&self, path: &SitePath, number: usize, plugin: &Plugin, entity: &Entity) -> Option<Facts> {
        let values = entity.facts.get(&plugin.name)?;
        let shown = plugin.facts.iter().filter_map(|fact| Some((fact.title.as_ref()?, values.get(&fact.name)?)));
        let row = |(title, value): (&String, &Json)| FactRow { title: title.clone(), value: self.json(path, value) };
        let rows: Vec<FactRow> = shown.map(row).filter(|row| !row.value.text.is_empty() || !row.value.chips.is_empty()).collect();
        let held = self.held(number, plugin, entity);
        let mut files: Vec<_> = held
            .iter()
            .flatten()
            .filter_map(|record| Some((record.at.as_ref()?.repository, &record.at.as_ref()?.path)))
            .collect();
        files.sort();
        files.dedup();
        let tab = plugin.tabs.iter().find(|tab| self.has(number, tab, entity));
        (!rows.is_empty()).then(|| Facts {
            rows,
            title: plugin.title.clone(),
            href: tab.map(|tab| self.href(path, &entity.reference.site_path().child(&tab.slug))),
            files: if files.is_empty() { String::new() } else { self.strings.count("files", files.len()) },
        })
    }

    fn load(&self, path: &SitePath, number: usize, loads: &mut Loads) {
        let Some(assets) = self.theme.plugins.get(number).and_then(Option::as_ref) else { return };
        loads.scripts.extend(assets.script.iter().map(|asset| self.href(path, &asset.path)));
    }

    /// Lists the tabs that plugins add to an entity, with the numbers that they show.
    pub(super) fn plugin_tabs(&self, entity: &Entity) -> Vec<(&'a str, SitePath, Option<usize>)> {
        let mut found = Vec::new();
        for (number, plugin) in self.plugins() {
            for tab in plugin.tabs.iter().filter(|tab| self.has(number, tab, entity)) {
                found.push((tab.title.as_str(), entity.reference.site_path().child(&tab.slug), Self::count(tab, plugin, entity)));
            }
        }
        found
    }

    /// Lists the pages that plugins add, as the navigation names them: title, icon, address, and whether in the bar.
    pub(super) fn plugin_pages(&self) -> Vec<(&'a str, &'a str, SitePath, bool)> {
        let pages = self.plugins().flat_map(|(_, plugin)| &plugin.pages).filter(|page| page.nav != Nav::None);
        pages
            .map(|page| (page.title.as_str(), page.icon.as_str(), SitePath::page([page.path.as_str()]), page.nav == Nav::Main))
            .collect()
    }

    /// Gives what was found while templates of plugins were rendered.
    pub(super) fn told(&self) -> Vec<Diagnostic> {
        let mut told = std::mem::take(&mut *self.shelf.told.lock().unwrap_or_else(PoisonError::into_inner));
        told.sort_by(Diagnostic::order);
        told.dedup();
        told.truncate(TOLD);
        told
    }
}

/// Renders the tabs of every entity, and the pages.
pub(super) fn pages(press: &Press<'_>) -> Result<(), ThemeError> {
    let entities: Vec<&Entity> = press.portal().entities.values().collect();
    for (number, plugin) in press.plugins() {
        for tab in &plugin.tabs {
            entities
                .par_iter()
                .filter(|entity| press.has(number, tab, entity))
                .try_for_each(|entity| one(press, number, plugin, tab, entity))?;
        }
        for own in &plugin.pages {
            let path = SitePath::page([own.path.as_str()]);
            let Some(body) = press.fragment(plugin, &own.template, &press.of_page(&path, number, plugin)) else { continue };
            let mut view = PageView {
                heading: &own.title,
                description: &own.description,
                body,
                built: press.as_of(),
                built_iso: press.judged.now.rfc3339(),
                loads: Loads::default(),
            };
            press.load(&path, number, &mut view.loads);
            let head = Head { path: &path, title: &own.title, description: &own.description, section: Section::None };
            press.page("plugin-page.html", &head, &view)?;
        }
    }
    Ok(())
}

fn one(press: &Press<'_>, number: usize, plugin: &Plugin, tab: &View, entity: &Entity) -> Result<(), ThemeError> {
    let path = entity.reference.site_path().child(&tab.slug);
    let context = press.of_entity(&path, number, plugin, entity, &press.held(number, plugin, entity));
    let Some(body) = press.fragment(plugin, &tab.template, &context) else { return Ok(()) };
    let mut view = TabView {
        crumbs: crumbs(press, &path, entity),
        kind: links::kind(&press.portal().model, &entity.kind),
        title: entity.title().to_owned(),
        reference: entity.reference.to_string(),
        tabs: tabs::tabs(press, &path, entity),
        heading: tab.title.clone(),
        body,
        loads: Loads::default(),
    };
    press.load(&path, number, &mut view.loads);
    let title = format!("{}, {}", tab.title, entity.title());
    let description = press.strings.phrase("tab-of", &[("tab", &tab.title), ("title", entity.title())]);
    press.page(
        "plugin-tab.html",
        &Head { path: &path, title: &title, description: &description, section: Section::Catalog },
        &view,
    )
}

/// Renders the templates of plugins for some entities, and tells which fail.
pub(super) fn rehearse(press: &Press<'_>) -> Vec<Diagnostic> {
    for (number, plugin) in press.plugins() {
        for view in plugin.cards.iter().chain(&plugin.tabs) {
            let entities = press.portal().entities.values().filter(|entity| press.has(number, view, entity)).take(TRIED);
            entities.collect::<Vec<_>>().into_par_iter().for_each(|entity| {
                let path = entity.reference.site_path();
                let context = press.of_entity(&path, number, plugin, entity, &press.held(number, plugin, entity));
                press.fragment(plugin, &view.template, &context);
            });
        }
        for own in &plugin.pages {
            let path = SitePath::page([own.path.as_str()]);
            press.fragment(plugin, &own.template, &press.of_page(&path, number, plugin));
        }
    }
    press.told()
}
