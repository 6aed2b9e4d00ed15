//! Config: `vestibule.yaml`, from text (`read`) to what is meant (`Config`). Opens no file; `gather` does.

pub mod app_config;
mod docs;
mod fields;
pub mod forges;
pub mod model;
pub mod plugin;
pub mod policy;
mod read;
mod secrets;
pub mod views;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use globset::GlobSet;
pub use read::read;

use crate::base::diagnostic::Diagnostic;
use crate::base::site_path::LinkStyle;
use crate::base::source::Place;
use crate::model::kind::Model;
use crate::model::plugin::Plugin;
use crate::model::view::View;

/// The name of the configuration file.
pub const FILE_NAME: &str = "vestibule.yaml";

/// Holds what a portal is made of and how.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that relative paths start from: where `vestibule.yaml` stands, or the working folder.
    pub root: PathBuf,
    /// What the site is.
    pub site: Site,
    /// Where repositories come from, in order.
    pub sources: Vec<SourceSpec>,
    /// Which files are catalog files.
    pub catalog: CatalogFiles,
    /// Which repositories that nobody described are described all the same.
    pub discover: Discover,
    /// How many commits are looked through for names that entities had before.
    pub history: usize,
    /// Whether those who wrote commits are named.
    pub contributors: bool,
    /// Backstage's configuration files, group by group, each where it is asked for; empty once they were read.
    pub app_configs: Vec<(Vec<String>, Place)>,
    /// The catalog files that they name.
    pub locations: Vec<app_config::AppLocation>,
    /// What was found in them.
    pub told: Vec<Diagnostic>,
    /// What is shown of docs besides their pages.
    pub docs: Docs,
    /// Patterns of the files that declare kinds of the portal's own, relative to `root`.
    pub model_files: Vec<String>,
    /// The kinds: those of Backstage until the files were read.
    pub model: Arc<Model>,
    /// Patterns of the files that name views, relative to `root`.
    pub view_files: Vec<String>,
    /// The saved views: none until the files were read.
    pub views: Arc<Vec<View>>,
    /// The files of the portal's own theme; none until they were read.
    pub theme: Arc<ThemeFolder>,
    /// Which plugins are asked for.
    pub plugin_specs: Vec<plugin::PluginSpec>,
    /// The plugins: none until their folders were read.
    pub plugins: Arc<Vec<Plugin>>,
    /// What is said about findings.
    pub policy: policy::Policy,
}

/// Describes the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The organisation's name for its portal.
    pub title: String,
    /// The language of the interface, as BCP 47 writes it: `en`, `pt-BR`.
    pub language: String,
    /// Where it will be served, ending in `/`; for what cannot be relative (badges, feeds).
    pub url: Option<String>,
    /// A folder, relative to `Config::root`, whose files replace the default theme's one by one.
    pub theme: Option<PathBuf>,
    /// How links name pages.
    pub links: LinkStyle,
    /// Whether every page gets a card of its own, where the site knows its address; otherwise all show the site's.
    pub cards: bool,
    /// How many days a page of docs may stay as it is before it is listed as stale.
    pub stale_after: u32,
}

/// Holds the folder of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeFolder {
    /// Where it stands, as diagnostics name it.
    pub path: String,
    /// Its files by their path below it: `templates/home.html`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Describes one entry of `sources`.
#[derive(Clone, Debug)]
pub enum SourceSpec {
    /// Folders on this machine: a path, or a pattern with `*`, relative to `Config::root`.
    Path {
        /// The path or the pattern as written.
        pattern: String,
        /// Where it is written, unless it is the default.
        place: Option<Place>,
    },
    /// One remote repository.
    Git {
        /// An `https` or `ssh` URL, or `host:path`.
        url: String,
        /// The branch, tag or commit; the remote's default branch otherwise.
        reference: Option<String>,
        /// How many commits are fetched; all where nothing is said, or the newest if nothing asks for more.
        depth: Option<u32>,
        /// Where it is written.
        place: Place,
    },
    /// All repositories that a forge lists.
    Forge(Box<forges::ForgeSource>),
}

/// Says what is shown of docs besides their pages.
#[derive(Clone, Debug)]
pub struct Docs {
    /// Whether commits are asked when pages were changed and by how many.
    pub history: bool,
    /// Patterns for the branches and tags whose docs are published beside the current ones.
    pub versions: Vec<String>,
}

impl Default for Docs {
    fn default() -> Self {
        Self { history: true, versions: Vec::new() }
    }
}

/// Says which files hold descriptors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogFiles {
    /// Patterns over repository paths; `*` stays inside a folder, `**` does not.
    pub patterns: Vec<String>,
    /// Whether the patterns were left at their default, which skips template skeletons and vendored folders.
    pub is_default: bool,
}

/// How many commits are looked through, unless the configuration says otherwise.
const HISTORY: usize = 200;

/// How many days a page of docs may stay as it is, unless the configuration says otherwise.
const STALE_AFTER: u32 = 365;

/// Says which repositories without a descriptor are described by what their files say.
#[derive(Clone, Debug)]
pub struct Discover {
    /// Whether any is.
    pub is_on: bool,
    /// Which alone are: patterns over their names; none stands for all.
    pub accept: Option<GlobSet>,
    /// Which of them are not.
    pub ignore: GlobSet,
}

impl Default for Discover {
    fn default() -> Self {
        Self { is_on: true, accept: None, ignore: GlobSet::empty() }
    }
}

impl Discover {
    /// Tells whether a repository is to be described if nobody did.
    pub fn takes(&self, repository: &str) -> bool {
        self.is_on && self.accept.as_ref().is_none_or(|accept| accept.is_match(repository)) && !self.ignore.is_match(repository)
    }
}

impl CatalogFiles {
    /// Takes no file for a catalog file.
    pub fn none() -> Self {
        Self { patterns: Vec::new(), is_default: false }
    }
}

impl Default for CatalogFiles {
    fn default() -> Self {
        // The names that people give to descriptors: Backstage's own, prefixed ones, the `.backstage` folder, and the single file of Red Hat's distribution.
        let patterns = ["**/{,*-}catalog-info.{yaml,yml}", "**/.backstage/*.{yaml,yml}", "**/backstage.{yaml,yml}"];
        Self { patterns: patterns.map(str::to_owned).to_vec(), is_default: true }
    }
}

impl Config {
    /// Gives what holds without a `vestibule.yaml`: the folder itself, or else the repositories in it.
    pub fn default_in(root: PathBuf) -> Self {
        let title = root.file_name().map_or_else(|| "Vestibule".to_owned(), |name| name.to_string_lossy().into_owned());
        Self {
            root,
            site: Site {
                title,
                language: "en".to_owned(),
                url: None,
                theme: None,
                links: LinkStyle::default(),
                cards: false,
                stale_after: STALE_AFTER,
            },
            sources: vec![SourceSpec::Path { pattern: ".".to_owned(), place: None }],
            catalog: CatalogFiles::default(),
            discover: Discover::default(),
            history: HISTORY,
            contributors: false,
            app_configs: Vec::new(),
            locations: Vec::new(),
            told: Vec::new(),
            docs: Docs::default(),
            model_files: Vec::new(),
            view_files: Vec::new(),
            views: Arc::default(),
            model: model::preset(),
            theme: Arc::default(),
            plugin_specs: Vec::new(),
            plugins: Arc::default(),
            policy: policy::Policy::default(),
        }
    }
}
