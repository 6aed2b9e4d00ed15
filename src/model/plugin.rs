//! `Plugin`: what a folder with a manifest adds to a portal, and what was collected for it. Data, made by `config` and `parse`; knows no repository.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobSet;
use regex::Regex;
use serde_json::Value as Json;

use crate::base::jq::Program;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::entity_ref::EntityRef;
use crate::model::query::Query;

/// Holds a plugin, its patterns and programs compiled.
#[derive(Debug)]
pub struct Plugin {
    /// Its name, as queries and addresses write it.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Its manifest.
    pub manifest: Arc<Source>,
    /// What it collects.
    pub collections: Vec<Collection>,
    /// What it computes of entities.
    pub facts: Vec<Fact>,
    /// What it adds to the pages of entities.
    pub cards: Vec<View>,
    /// The pages that it adds below those of entities.
    pub tabs: Vec<View>,
    /// The pages of its own.
    pub pages: Vec<Page>,
    /// What it adds to the search.
    pub search: Vec<Findable>,
    /// Its templates, by their path below its folder.
    pub templates: BTreeMap<String, Arc<Source>>,
    /// Its stylesheet.
    pub style: Option<Vec<u8>>,
    /// Its script.
    pub script: Option<Vec<u8>>,
    /// Its other files, by their path below its folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Says what is collected under one name, and whose it is.
#[derive(Debug)]
pub struct Collection {
    /// Its name.
    pub name: String,
    /// Where its records come from.
    pub origin: Origin,
    /// How the entities of a record are found: the first way that finds some.
    pub attach: Vec<Attach>,
}

/// Says where records come from.
#[derive(Debug)]
pub enum Origin {
    /// The files of repositories.
    Files {
        /// Which files.
        files: GlobSet,
        /// What must stand in a file, or in a line where lines are taken, for it to be looked at.
        holding: Option<Regex>,
        /// What is taken out of it.
        take: Take,
    },
    /// A file of the portal's own: what it says.
    Own(Vec<Json>),
}

/// Says what is taken out of a file.
#[derive(Debug)]
pub enum Take {
    /// A record for every line that matches: what its named groups hold.
    Lines(Regex),
    /// What a program makes of every YAML or JSON document.
    Documents(Program),
}

/// Finds the entities of a record.
#[derive(Debug)]
pub enum Attach {
    /// The entity whose descriptor stands nearest above the file.
    Folder,
    /// The entities that have an annotation of this value.
    Annotation(String, Program),
    /// The entities whose annotation is a label selector that selects these labels.
    Selector(String, Program),
    /// The components of this name.
    Name(Program),
    /// The entities with one of these tags.
    Tag(Program),
}

/// Computes a value of every entity that has records.
#[derive(Debug)]
pub struct Fact {
    /// Its name, below the plugin's.
    pub name: String,
    /// What pages call it; they do not show it otherwise.
    pub title: Option<String>,
    /// The program; `entity` and `records` are its input.
    pub program: Program,
}

/// Adds a card or a tab to entities.
#[derive(Debug)]
pub struct View {
    /// Its heading.
    pub title: String,
    /// The last part of its address; empty for a card.
    pub slug: String,
    /// The template, by its path below the plugin's folder.
    pub template: String,
    /// Which entities have it; those with records otherwise.
    pub on: Option<Query>,
    /// The fact that counts what it shows.
    pub count: Option<String>,
    /// Whether it stands beside what the page is about.
    pub is_aside: bool,
    /// The tab that a card leads to, by its slug.
    pub more: Option<String>,
}

/// Adds a page.
#[derive(Debug)]
pub struct Page {
    /// Its address.
    pub path: String,
    /// Its heading.
    pub title: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// The template, by its path below the plugin's folder.
    pub template: String,
    /// The icon in the navigation, by the theme's name for it.
    pub icon: String,
    /// Where the navigation names it.
    pub nav: Nav,
}

/// Says where the navigation names a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// In the bar and in the menu.
    Main,
    /// In the menu alone.
    Menu,
    /// Nowhere.
    None,
}

/// Makes records findable.
#[derive(Debug)]
pub struct Findable {
    /// The number of their collection.
    pub collection: usize,
    /// What one is called.
    pub kind: String,
    /// What several are called.
    pub plural: String,
    /// The icon, by the theme's name for it.
    pub icon: String,
    /// Gives its title; a record without one is not found.
    pub title: Program,
    /// Gives its text.
    pub text: Option<Program>,
    /// The page that it stands on.
    pub page: String,
    /// Gives the place on the page.
    pub anchor: Option<Program>,
}

/// Holds what one collection found.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// The records, in the order of the repositories, of the files and of the lines in them.
    pub records: Vec<Record>,
}

/// Holds one record.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it says: a mapping.
    pub value: Arc<Json>,
    /// Where it stands, unless it is the portal's own.
    pub at: Option<At>,
    /// The entities whose it is.
    pub entities: Vec<EntityRef>,
}

/// Holds a record as the search finds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searchable {
    /// What it is called.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Its place on its page, as an address writes it; empty for the page as a whole.
    pub anchor: String,
}

/// Says where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The number of its repository.
    pub repository: usize,
    /// The file.
    pub path: RepoPath,
    /// The line, from one.
    pub line: usize,
}

impl Plugin {
    /// Gives a collection by its name, with its number.
    pub fn collection(&self, name: &str) -> Option<(usize, &Collection)> {
        self.collections.iter().enumerate().find(|(_, collection)| collection.name == name)
    }
}

/// Finds a fact by its name in queries, below `facts`: `todo.count`.
pub fn fact<'a>(plugins: &'a [Plugin], name: &str) -> Option<(&'a Plugin, &'a Fact)> {
    plugins.iter().find_map(|plugin| {
        let name = name.strip_prefix(plugin.name.as_str())?.strip_prefix('.')?;
        Some((plugin, plugin.facts.iter().find(|fact| fact.name == name)?))
    })
}

/// Lists the facts of plugins, as queries name them below `facts`: `todo.count`.
pub fn fact_names<'a>(plugins: impl IntoIterator<Item = &'a Plugin>) -> Vec<String> {
    let names = |plugin: &'a Plugin| plugin.facts.iter().map(move |fact| format!("{}.{}", plugin.name, fact.name));
    plugins.into_iter().flat_map(names).collect()
}
