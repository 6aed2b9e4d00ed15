//! A manifest as typed -> a plugin as meant: its views and files found, its names checked. What `on` asks is read when all plugins are known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::file::{PluginFile, SearchFile, ViewFile};
use super::{Folder, PluginSpec, collection, own, place, schema, words};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::jq::Program;
use crate::base::schema::Schema;
use crate::base::source::{Place, Source};
use crate::base::yaml::{self, Node};
use crate::model::plugin::{Fact, Findable, Nav, Page, Plugin, View};
use crate::model::query::Query;

/// The first parts of addresses that the portal has itself.
const TAKEN_PAGES: [&str; 16] = [
    "api",
    "api-docs",
    "assets",
    "badges",
    "catalog",
    "catalog-graph",
    "changes",
    "create",
    "docs",
    "feeds",
    "health",
    "llms",
    "scorecards",
    "search",
    "sitemap",
    "views",
];
/// What stands below the page of an entity without any plugin.
const TAKEN_TABS: [&str; 6] = ["changes", "definition", "docs", "graph", "history", "scorecards"];

/// Holds a plugin whose filters are still texts.
pub(super) struct Draft {
    pub(super) plugin: Plugin,
    pub(super) filters: Vec<(ViewAt, String, Place)>,
    names: Vec<(&'static str, String, Place)>,
}

/// Says which view a filter is of.
#[derive(Clone, Copy)]
pub(super) enum ViewAt {
    Card(usize),
    Tab(usize),
}

/// Reads a manifest with everything that it names.
pub(super) fn draft(spec: &PluginSpec, folder: &Folder, manifest: &Arc<Source>) -> (Option<Draft>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut documents = yaml::documents(manifest, &yaml::LIMITS);
    findings.extend(documents.iter_mut().flat_map(|document| std::mem::take(&mut document.findings)));
    let Some(root) = documents.into_iter().find_map(|document| document.root) else {
        findings.push(words::no_plugin(spec.place.clone(), &folder.path));
        return (None, findings);
    };
    if let Ok(schema) = Schema::new(schema()) {
        let told = schema.check(manifest, (root.span, &root), "plugin", &|_| false);
        findings.extend(told.into_iter().map(|finding| match finding.code {
            "wrong-value" if finding.hint.as_ref().is_some_and(|hint| hint.contains("`model`")) => {
                finding.hint("`vestibule schema plugin` prints the rules of manifests")
            }
            _ => finding,
        }));
    }
    // What does not keep the schema cannot be understood, and would only make the rest look wrong.
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return (None, findings);
    }
    let Ok(file) = serde_json::from_value::<PluginFile>(root.to_json()) else { return (None, findings) };
    let mut drafting = Drafting { folder, manifest, root: &root, file: &file, findings: Vec::new() };
    let draft = drafting.draft(spec);
    findings.extend(drafting.findings);
    (Some(draft), findings)
}

/// Holds what is looked at.
pub(super) struct Drafting<'a> {
    pub(super) folder: &'a Folder,
    pub(super) manifest: &'a Arc<Source>,
    root: &'a Node,
    pub(super) file: &'a PluginFile,
    pub(super) findings: Vec<Diagnostic>,
}

impl Drafting<'_> {
    fn draft(&mut self, spec: &PluginSpec) -> Draft {
        let file = self.file;
        let templates = self.folder.files.keys().filter(|name| name.ends_with(".html"));
        let templates: BTreeMap<String, Arc<Source>> =
            templates.filter_map(|name| Some((name.clone(), self.folder.text(name)?))).collect();
        let mut collections = Vec::new();
        for (name, collected) in &file.collect {
            let origin = match &collected.own {
                Some(path) => own::origin(self, spec, name, path),
                None => collection::origin(self, name, collected),
            };
            let attach = collection::attach(self, name, collected);
            collections.extend(origin.map(|origin| crate::model::plugin::Collection { name: name.clone(), origin, attach }));
        }
        for (name, (_, place)) in &spec.own {
            let known = file.collect.iter().filter(|(_, collected)| collected.own.is_some()).map(|(name, _)| name.as_str());
            if !known.clone().any(|known| known == name) {
                self.findings.push(words::unknown_name(place.clone(), "file", name, known));
            }
        }
        let mut facts = Vec::new();
        for (name, fact) in &file.facts {
            let program = self.program(&fact.jq, &["facts", name, "jq"]);
            facts.extend(program.map(|program| Fact { name: name.clone(), title: fact.title.clone(), program }));
        }
        let mut filters = Vec::new();
        let mut names = vec![("name", file.name.clone(), self.place(&["name"]))];
        let (cards, tabs) = (self.views("cards", &file.cards), self.views("tabs", &file.tabs));
        for (shelf, views) in [("cards", &file.cards), ("tabs", &file.tabs)] {
            for (number, view) in views.iter().enumerate() {
                if let Some(text) = &view.on {
                    let at = if shelf == "cards" { ViewAt::Card(number) } else { ViewAt::Tab(number) };
                    filters.push((at, text.clone(), self.place(&[shelf, &number.to_string(), "on"])));
                }
                if shelf == "tabs" {
                    names.push(("tab", view.slug.clone(), self.place(&[shelf, &number.to_string(), "slug"])));
                }
            }
        }
        let mut pages = Vec::new();
        for (number, page) in file.pages.iter().enumerate() {
            let number = number.to_string();
            self.template(&page.template, &["pages", &number, "template"]);
            names.push(("page", page.path.clone(), self.place(&["pages", &number, "path"])));
            pages.push(Page {
                path: page.path.clone(),
                title: page.title.clone(),
                description: page.description.clone(),
                template: page.template.clone(),
                icon: page.icon.clone().unwrap_or_else(|| "list".to_owned()),
                nav: match page.nav.as_deref() {
                    Some("main") => Nav::Main,
                    Some("none") => Nav::None,
                    _ => Nav::Menu,
                },
            });
        }
        let search = file.search.iter().enumerate().filter_map(|(number, found)| self.findable(number, found)).collect();
        let bytes = |drafting: &mut Self, name: &Option<String>, path: &[&str]| {
            let name = name.as_ref()?;
            let found = drafting.folder.files.get(name).cloned();
            if found.is_none() {
                drafting.missing(name, path);
            }
            found
        };
        let style = bytes(self, &file.assets.style, &["assets", "style"]);
        let script = bytes(self, &file.assets.script, &["assets", "script"]);
        let mut files = BTreeMap::new();
        for (number, name) in file.assets.files.iter().enumerate() {
            let found = bytes(self, &Some(name.clone()), &["assets", "files", &number.to_string()]);
            files.extend(found.map(|bytes| (name.clone(), bytes)));
        }
        let plugin = Plugin {
            name: file.name.clone(),
            title: file.title.clone().unwrap_or_else(|| file.name.clone()),
            manifest: Arc::clone(self.manifest),
            collections,
            facts,
            cards,
            tabs,
            pages,
            search,
            templates,
            style,
            script,
            files,
        };
        Draft { plugin, filters, names }
    }

    fn views(&mut self, shelf: &str, views: &[ViewFile]) -> Vec<View> {
        let file = self.file;
        let mut made = Vec::new();
        for (number, view) in views.iter().enumerate() {
            let number = number.to_string();
            self.template(&view.template, &[shelf, &number, "template"]);
            let facts = file.facts.keys().map(String::as_str);
            if let Some(count) = view.count.as_deref().filter(|count| facts.clone().all(|known| known != *count)) {
                self.findings.push(words::unknown_name(self.place(&[shelf, &number, "count"]), "fact", count, facts));
            }
            let tabs = file.tabs.iter().map(|tab| tab.slug.as_str());
            if let Some(more) = view.more.as_deref().filter(|more| tabs.clone().all(|known| known != *more)) {
                self.findings.push(words::unknown_name(self.place(&[shelf, &number, "more"]), "tab", more, tabs));
            }
            made.push(View {
                title: view.title.clone(),
                slug: view.slug.clone(),
                template: view.template.clone(),
                on: None,
                count: view.count.clone(),
                is_aside: view.place.as_deref() == Some("aside"),
                more: view.more.clone(),
            });
        }
        made
    }

    fn findable(&mut self, number: usize, found: &SearchFile) -> Option<Findable> {
        let number = number.to_string();
        let collections = self.file.collect.keys().map(String::as_str);
        let collection = self.file.collect.get_index_of(&found.records);
        if collection.is_none() {
            let place = self.place(&["search", &number, "records"]);
            self.findings.push(words::unknown_name(place, "collection", &found.records, collections));
        }
        let pages = self.file.pages.iter().map(|page| page.path.as_str());
        if pages.clone().all(|page| page != found.page) {
            self.findings.push(words::unknown_name(self.place(&["search", &number, "page"]), "page", &found.page, pages));
        }
        let title = self.program(&found.title, &["search", &number, "title"]);
        let text = found.text.as_ref().and_then(|text| self.program(text, &["search", &number, "text"]));
        let anchor = found.anchor.as_ref().and_then(|text| self.program(text, &["search", &number, "anchor"]));
        Some(Findable {
            collection: collection?,
            kind: found.kind.clone(),
            plural: found.plural.clone().unwrap_or_else(|| format!("{}s", found.kind)),
            icon: found.icon.clone().unwrap_or_else(|| "list".to_owned()),
            title: title?,
            text,
            page: found.page.clone(),
            anchor,
        })
    }

    /// Compiles a program, or tells what is wrong with it.
    pub(super) fn program(&mut self, text: &str, path: &[&str]) -> Option<Program> {
        self.compiled(Program::new(text), path)
    }

    /// Compiles a program over the documents of files.
    pub(super) fn program_of_files(&mut self, text: &str, path: &[&str]) -> Option<Program> {
        self.compiled(Program::of_files(text), path)
    }

    fn compiled(&mut self, made: Result<Program, String>, path: &[&str]) -> Option<Program> {
        made.map_err(|reason| {
            let hint = "the manual of jq explains the language; what depends on the clock or the machine is left out of it";
            self.findings.push(words::wrong_program(self.place(path), "jq program", &reason, hint));
        })
        .ok()
    }

    fn template(&mut self, name: &str, path: &[&str]) {
        if !name.ends_with(".html") || self.folder.text(name).is_none() {
            self.missing(name, path);
        }
    }

    pub(super) fn missing(&mut self, name: &str, path: &[&str]) {
        let known = self.folder.files.keys().map(String::as_str);
        self.findings.push(words::missing_file(self.place(path), name, known));
    }

    pub(super) fn place(&self, path: &[&str]) -> Place {
        place(self.manifest, self.root, path)
    }
}

impl Draft {
    /// Tells of names that the portal or a plugin before has.
    pub(super) fn clashes(&self, others: &[Draft]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut own = BTreeSet::new();
        for (what, name, place) in &self.names {
            let taken = match *what {
                "page" => TAKEN_PAGES.contains(&name.as_str()),
                "tab" => TAKEN_TABS.contains(&name.as_str()),
                _ => false,
            };
            let is_same = |other: &&(&str, String, Place)| other.0 == *what && other.1 == *name;
            let other = others.iter().find(|other| other.names.iter().any(|named| is_same(&named)));
            if taken {
                found.push(words::clash(place.clone(), what, name, "the portal itself"));
            } else if let Some(other) = other {
                found.push(words::clash(place.clone(), what, name, &format!("the plugin `{}`", other.plugin.name)));
            } else if !own.insert((what, name)) {
                found.push(words::clash(place.clone(), what, name, "the plugin itself"));
            }
        }
        found
    }

    /// Gives the place of a view's filter.
    pub(super) fn view(&mut self, at: ViewAt) -> &mut Option<Query> {
        match at {
            ViewAt::Card(number) => &mut self.plugin.cards[number].on,
            ViewAt::Tab(number) => &mut self.plugin.tabs[number].on,
        }
    }
}
