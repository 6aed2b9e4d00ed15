//! `Theme`: templates, styles, scripts and icons, the embedded ones overridden file by file, and what plugins add to them. Knows no page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_embed::RustEmbed;
use tera::Tera;
use thiserror::Error;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::site_path::SitePath;
use crate::base::source::Source;
use crate::base::xml::escaped;
use crate::config::ThemeFolder;
use crate::model::plugin::Plugin;
use crate::render::card::{Artwork, FONT};
use crate::render::icons::Icons;
use crate::render::overrides;
use crate::render::plugins::markup;
use crate::render::script::without_comments;
use crate::render::shapes;
use crate::render::strings::{Layer, Strings};
use crate::render::template_errors::told;

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Default;

/// What the names of the embedded templates begin with; `{% extends "default/layout.html" %}` names one that is overridden.
pub(super) const EMBEDDED: &str = "default/";

/// Holds a theme, its templates compiled.
pub struct Theme {
    pub(super) tera: Tera,
    /// What the interface says.
    pub(super) strings: Arc<Strings>,
    pub(super) icons: Icons,
    pub(super) style: Asset,
    pub(super) script: Asset,
    /// The style of pages of docs, and what they need of scripts besides.
    pub(super) docs_style: Asset,
    pub(super) docs_script: Asset,
    /// The style of references of APIs, and what they need of scripts besides.
    pub(super) api_style: Asset,
    pub(super) api_script: Asset,
    pub(super) search: Asset,
    pub(super) query: Asset,
    pub(super) graph: Asset,
    /// What the front door needs besides.
    pub(super) home_script: Asset,
    /// What tables that filter and sort need besides.
    pub(super) list_script: Asset,
    pub(super) favicon: Asset,
    /// What cards and icons are drawn from.
    pub(super) artwork: Artwork,
    /// The files of the theme's own that templates and styles may name, by their path below `assets`.
    pub(super) own: BTreeMap<String, Asset>,
    /// What each plugin brings, in their order; nothing for one whose templates are broken.
    pub(super) plugins: Vec<Option<PluginAssets>>,
    /// The templates that are not embedded, by their names.
    sources: BTreeMap<String, Arc<Source>>,
    findings: Vec<Diagnostic>,
}

/// Says that a page could not be rendered, with the template's file, line and column.
#[derive(Debug, Error)]
#[error("{}", in_one_line(.0))]
pub struct ThemeError(pub Box<Diagnostic>);

fn in_one_line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
    format!("{place}{}", diagnostic.message)
}

/// Holds a file that may be cached for ever, because its name holds its hash.
pub(super) struct Asset {
    pub(super) path: SitePath,
    pub(super) bytes: Vec<u8>,
}

/// Holds what a plugin's pages load.
pub(super) struct PluginAssets {
    pub(super) script: Option<Asset>,
    pub(super) files: BTreeMap<String, Asset>,
}

impl Asset {
    fn new(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let hash = blake3::hash(&bytes).to_hex();
        let name = format!("{stem}.{}.{extension}", &hash.as_str()[..8]);
        Self { path: SitePath::file(["assets", &name]), bytes }
    }

    /// Takes a file under its own name.
    pub(super) fn named(path: &str, bytes: Vec<u8>) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        Self::new(stem, extension, bytes)
    }
}

impl Theme {
    /// Compiles the default theme in `language`, with the files of `folder` put in place of its own, and the templates of `plugins`. What is wrong with a
    /// file is told by `findings`, and the portal does without it.
    pub fn new(language: &str, folder: &ThemeFolder, plugins: &[Plugin]) -> Self {
        let (strings, mut findings) = strings(language, folder);
        let strings = Arc::new(strings);
        let embedded: BTreeMap<String, Cow<'static, [u8]>> = Default::iter()
            .filter_map(|name| Default::get(&name).map(|file| (name.to_string(), lean(&name, file.data))))
            .collect();
        findings.extend(overrides::unused(folder, embedded.keys().map(String::as_str)));
        let mut tera = Tera::new();
        tera.autoescape_on([""]);
        tera.register_filter("group_by", group_by);
        let words = Arc::clone(&strings);
        tera.register_filter("t", move |name: &str, values: tera::Kwargs, _: &tera::State| said(&words, name, &values));
        let prefixed = embedded.iter().filter_map(|(name, bytes)| {
            let name = format!("{EMBEDDED}{}", name.strip_prefix("templates/")?);
            Some((name, strings.put_into_template(&String::from_utf8_lossy(bytes))))
        });
        let templates: Vec<(String, String)> = prefixed.collect();
        let none = BTreeMap::new();
        let ready = tera.set_fallback_prefixes([EMBEDDED]).and_then(|()| tera.add_raw_templates(templates));
        findings.extend(ready.err().map(|error| told(&error, "", &none)));
        let mut sources = BTreeMap::new();
        for (name, bytes) in &folder.files {
            let Some(template) = name.strip_prefix("templates/") else { continue };
            match std::str::from_utf8(bytes) {
                Ok(text) => drop(sources.insert(template.to_owned(), source(&folder.path, name, text))),
                Err(_) => findings.push(overrides::not_utf8(&source(&folder.path, name, ""))),
            }
        }
        let failed = add(&mut tera, &sources, &mut findings);
        sources.retain(|name, _| !failed.contains(name));
        findings.extend(without_unknown_names(&mut tera, &sources));
        let mut brought = Vec::new();
        for plugin in plugins {
            brought.push(Self::plugin(&mut tera, plugin, &mut sources, &mut findings));
        }
        let artwork = Artwork::new(&embedded, &folder.files, |name| source(&folder.path, name, ""), &mut findings);
        let mut files = embedded;
        files.extend(folder.files.iter().map(|(name, bytes)| (name.clone(), Cow::Owned(bytes.clone()))));
        let icons = files.get("icons.svg").map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        let own = |(name, bytes): (&String, &Vec<u8>)| {
            let below = name.strip_prefix("assets/").filter(|_| name != FONT)?;
            Some((below.to_owned(), Asset::named(below, bytes.clone())))
        };
        let own: BTreeMap<String, Asset> = folder.files.iter().filter_map(own).collect();
        // A page has one stylesheet, so that nothing waits for a second one; what a theme wants comes last.
        let style = |name: &str, folder: &str| {
            let file = |name: &str| files.get(name).map_or(String::new(), |bytes| String::from_utf8_lossy(bytes).into_owned());
            let mut all = file("vestibule.css") + &together(&files, folder, ".css");
            if strings.direction == "rtl" {
                all.push_str(&file("rtl.css"));
            }
            for (plugin, _) in plugins.iter().zip(&brought).filter(|(_, brought)| brought.is_some()) {
                all.push_str(&String::from_utf8_lossy(plugin.style.as_deref().unwrap_or_default()));
            }
            all.push_str(&overrides::with_addresses(&file("theme.css"), &own));
            Asset::new(name, "css", all.into_bytes())
        };
        let script = |folder| strings.put_into_script(&together(&files, folder, ".js")).into_bytes();
        Self {
            tera,
            icons: Icons::new(&icons),
            style: style("vestibule", "none/"),
            script: Asset::new("app", "js", script("scripts/")),
            docs_style: style("docs", "docs/"),
            docs_script: Asset::new("docs", "js", script("docs/")),
            api_style: style("api", "api/"),
            api_script: Asset::new("api", "js", script("api/")),
            search: Asset::new("search", "js", script("search/")),
            query: Asset::new("query", "js", script("query/")),
            graph: Asset::new("graph", "js", script("graph/")),
            home_script: Asset::new("home", "js", script("home/")),
            list_script: Asset::new("lists", "js", script("lists/")),
            favicon: Asset::new("favicon", "svg", files.get("favicon.svg").map(|bytes| bytes.to_vec()).unwrap_or_default()),
            artwork,
            own,
            strings: Arc::clone(&strings),
            plugins: brought,
            sources,
            findings,
        }
    }

    /// Tells what is wrong with the files of the theme's and the plugins' own.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Tells why a template could not be rendered.
    pub(super) fn told(&self, error: &tera::Error, template: &str) -> Diagnostic {
        told(error, template, &self.sources)
    }

    /// Adds the templates of a plugin, all or none.
    fn plugin(
        tera: &mut Tera,
        plugin: &Plugin,
        sources: &mut BTreeMap<String, Arc<Source>>,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<PluginAssets> {
        let own: BTreeMap<String, Arc<Source>> =
            plugin.templates.iter().map(|(name, source)| (format!("{}/{name}", plugin.name), Arc::clone(source))).collect();
        let mut wrong: Vec<Diagnostic> = own.values().flat_map(|source| markup::mistakes(source, &plugin.name)).collect();
        if wrong.is_empty() {
            add(tera, &own, &mut wrong);
        }
        if wrong.is_empty() {
            wrong = markup::unknown_names(tera, plugin);
        }
        let is_whole = wrong.is_empty();
        findings.append(&mut wrong);
        sources.extend(own);
        is_whole.then(|| PluginAssets {
            script: plugin.script.as_ref().map(|bytes| Asset::new(&plugin.name, "js", bytes.clone())),
            files: plugin.files.iter().map(|(name, bytes)| (name.clone(), Asset::named(name, bytes.clone()))).collect(),
        })
    }

    /// Lists every file that pages may load by a name that holds its hash; those of API references only where `apis`.
    pub(super) fn assets(&self, apis: bool) -> BTreeMap<&SitePath, &Asset> {
        let always = [
            &self.style,
            &self.script,
            &self.search,
            &self.query,
            &self.graph,
            &self.home_script,
            &self.list_script,
            &self.favicon,
        ];
        let docs = [&self.docs_style, &self.docs_script];
        let apis = [&self.api_style, &self.api_script].into_iter().filter(move |_| apis);
        let plugins = self.plugins.iter().flatten().flat_map(|plugin| plugin.script.iter().chain(plugin.files.values()));
        always
            .into_iter()
            .chain(docs)
            .chain(apis)
            .chain(self.own.values())
            .chain(plugins)
            .map(|asset| (&asset.path, asset))
            .collect()
    }
}

/// Adds templates one after the other, those that name others after these; gives the names of those that are broken, which are told.
fn add(tera: &mut Tera, templates: &BTreeMap<String, Arc<Source>>, findings: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let all = templates.iter().map(|(name, source)| (name.as_str(), &*source.text));
    if templates.is_empty() || tera.add_raw_templates(all).is_ok() {
        return BTreeSet::new();
    }
    let mut left: BTreeMap<&String, &Arc<Source>> = templates.iter().collect();
    loop {
        let before = left.len();
        let mut errors = Vec::new();
        left.retain(|name, source| match tera.add_raw_template(name, &source.text) {
            Ok(()) => false,
            Err(error) => {
                errors.push(told(&error, name, templates));
                true
            }
        });
        if left.is_empty() || left.len() == before {
            findings.extend(errors);
            return left.into_keys().cloned().collect();
        }
    }
}

/// Tells of names in a theme's templates that they are not given; the templates that they override are used instead.
fn without_unknown_names(tera: &mut Tera, sources: &BTreeMap<String, Arc<Source>>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (name, source) in sources {
        let known = match shapes::names(name) {
            Some(known) => known,
            None if name.starts_with("parts/") => vec!["page"],
            None => continue,
        };
        let Ok(used) = tera.get_template_variables(name) else { continue };
        let is_made = |used: &str| sources.values().any(|source| markup::makes(&source.text, used));
        let mut unknown: Vec<String> =
            used.into_iter().filter(|used| !known.contains(used) && !is_made(used)).map(str::to_owned).collect();
        unknown.retain(|unknown| markup::names(&source.text, unknown));
        unknown.sort();
        findings.extend(unknown.iter().map(|name| markup::unknown_name(source, name, known.iter().copied())));
        if !unknown.is_empty() {
            // What was there before stands in, if there was anything.
            let _ = tera.add_raw_template(name, &format!("{{% include \"{EMBEDDED}{name}\" %}}"));
        }
    }
    findings
}

/// Reads what the interface says: the embedded files and, over them, those of a theme.
pub(super) fn strings(language: &str, folder: &ThemeFolder) -> (Strings, Vec<Diagnostic>) {
    let of = |name: &str| Some(name.strip_prefix("strings/")?.strip_suffix(".yaml")?.to_owned());
    let embedded = Default::iter().filter_map(|name| {
        let (language, text) = (of(&name)?, embedded(&name)?);
        Some(Layer { language, source: source("themes/default", &name, &text), is_own: false })
    });
    let own = folder.files.iter().filter_map(|(name, bytes)| {
        Some(Layer { language: of(name)?, source: source(&folder.path, name, &String::from_utf8_lossy(bytes)), is_own: true })
    });
    Strings::read(language, &embedded.chain(own).collect::<Vec<_>>())
}

/// Gives a file of the default theme, if it is text.
pub(super) fn embedded(name: &str) -> Option<String> {
    String::from_utf8(Default::get(name)?.data.into_owned()).ok()
}

/// Says in a template what `name` stands for: `{{ "pages" | t(count=3) }}`. Markup that is filled in makes the whole markup; what else is filled in is escaped.
fn said(strings: &Strings, name: &str, values: &tera::Kwargs) -> tera::Value {
    let is_markup = values.iter().any(|(_, value)| value.is_safe());
    let safe = |text: String| if is_markup { escaped(&text) } else { text };
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut count = None;
    for (key, value) in values.iter() {
        let (key, number) = (key.to_string(), value.as_i128().and_then(|number| usize::try_from(number).ok()));
        if key == "count" {
            count = number;
        }
        let text = match number {
            Some(number) => strings.number(number),
            None if value.is_safe() => value.to_string(),
            None => safe(value.to_string()),
        };
        texts.push((key, text));
    }
    let texts: Vec<(&str, &str)> = texts.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let text = strings.filled_with(name, count, &texts, safe);
    if is_markup { tera::Value::safe_string(&text) } else { tera::Value::from(text) }
}

/// Groups as Tera's own filter does, but keeps the groups in the order of their first items.
fn group_by(items: &[tera::Value], arguments: tera::Kwargs, _: &tera::State) -> tera::TeraResult<tera::Value> {
    let attribute = arguments.must_get::<&str>("attribute")?;
    let mut groups: indexmap::IndexMap<String, Vec<tera::Value>> = indexmap::IndexMap::new();
    for item in items {
        let key = item.get_from_path(attribute).filter(|key| !key.is_none()).map_or_else(String::new, ToString::to_string);
        groups.entry(key).or_default().push(item.clone());
    }
    Ok(tera::Value::from_serializable(&groups))
}

fn source(folder: &str, name: &str, text: &str) -> Arc<Source> {
    let path = RepoPath::new(&format!("{folder}/{name}")).or_else(|| RepoPath::new(name)).unwrap_or_default();
    Arc::new(Source { repository: None, commit: None, path, text: text.into() })
}

/// Leaves comments out of the scripts that are ours; a theme's own are taken as they are.
fn lean(name: &str, bytes: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
    match std::str::from_utf8(&bytes) {
        Ok(text) if name.ends_with(".js") => Cow::Owned(without_comments(text).into_bytes()),
        _ => bytes,
    }
}

/// Joins the files of one folder in the order of their names.
fn together(files: &BTreeMap<String, Cow<'static, [u8]>>, folder: &str, extension: &str) -> String {
    let mut all = String::new();
    for (_, bytes) in files.iter().filter(|(name, _)| name.starts_with(folder) && name.ends_with(extension)) {
        all.push_str(&String::from_utf8_lossy(bytes));
        if !all.ends_with('\n') {
            all.push('\n');
        }
    }
    all
}
