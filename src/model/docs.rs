//! Docs: a folder of Markdown pages, first as written (`RawLink`), then as related (`Target`). Bodies are sanitised HTML with holes where links go.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::site_path::SitePath;
use crate::base::source::{Source, Span};
use crate::model::decision::Decision;
use crate::model::edit_link::EditLink;
use crate::model::entity_ref::EntityRef;
use crate::model::picture::Picture;

/// Names a docs folder before anyone has looked into it: a folder of a repository, as `backstage.io/techdocs-ref` does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocsKey {
    /// The number of the repository in `Records::repositories`.
    pub repository: usize,
    /// The folder where `mkdocs.yml`, `docs/` or a README is looked for.
    pub folder: RepoPath,
}

/// Holds the docs found for a key, as parsed.
#[derive(Debug)]
pub struct DocsFolder {
    /// What was asked for.
    pub key: DocsKey,
    /// `site_name` of `mkdocs.yml`.
    pub title: Option<String>,
    /// `site_description` of `mkdocs.yml`.
    pub description: Option<String>,
    /// The language that the theme of `mkdocs.yml` has, as BCP 47 writes it.
    pub language: Option<String>,
    /// The folder that page paths start from: `docs_dir`, or the key's own for a README.
    pub root: RepoPath,
    /// The navigation, pages by their number in `pages`.
    pub nav: Vec<NavItem>,
    /// The pages, sorted by `path`.
    pub pages: Vec<DocPage<RawLink>>,
    /// The folders that pages come from: `root` first, then those of docs that these include.
    pub mounts: Vec<Mount>,
    /// The pages, by number, that a written navigation leaves out without being told to.
    pub strays: Vec<usize>,
    /// Addresses without a page that lead on, by path, lower case: `guide/old`.
    pub redirects: BTreeMap<String, Onward>,
    /// The images that pages show.
    pub pictures: BTreeMap<RepoPath, Picture>,
    /// What was found in `mkdocs.yml` and in the pages.
    pub findings: Vec<Diagnostic>,
    /// The same docs at other versions, by their number in `Repository::versions`, the newest first.
    pub versions: Vec<(usize, DocsFolder)>,
    /// How many of the pages were parsed for another version already.
    pub shared: usize,
}

/// Says where the files of a folder stand among the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The folder of the repository.
    pub root: RepoPath,
    /// What the paths of its pages start with, lower case, without slashes at its ends; empty for the docs' own folder.
    pub at: String,
    /// Where its pages are edited.
    pub edit: EditLink,
}

/// Says where an address without a page leads on to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    /// A page of the same docs, by its number, and a place in it.
    Page(usize, Option<String>),
    /// An absolute URL that passed the URL policy.
    Url(String),
}

/// Holds one entry of a navigation tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NavItem {
    /// A page, by its number, with the title that the navigation gives it.
    Page {
        /// The title to show.
        title: String,
        /// The page's number in the site's `pages`.
        page: usize,
    },
    /// A group.
    Section {
        /// The title to show.
        title: String,
        /// What is in it.
        items: Vec<NavItem>,
    },
    /// A link that leaves the docs; the URL passed the URL policy.
    Link {
        /// The title to show.
        title: String,
        /// An absolute URL.
        url: String,
    },
}

/// Holds one page; `L` is what a link is at this stage.
#[derive(Clone, Debug)]
pub struct DocPage<L> {
    /// The Markdown file.
    pub source: Arc<Source>,
    /// The path below the docs' URL, lower case, without slashes at its ends: empty for the index, `guide/setup`.
    pub path: String,
    /// The title: front matter, first heading, or the file's name.
    pub title: String,
    /// The first paragraph as text, at most 200 characters.
    pub summary: String,
    /// The first `h1`, which stands above the body; a page without one shows its title there.
    pub heading: Option<Heading>,
    /// The body without its first `h1`.
    pub body: Vec<Chunk<L>>,
    /// The headings in order, the first `h1` left out.
    pub headings: Vec<Heading>,
    /// The body as text by section, for the search: the part before the first heading has an empty id.
    pub sections: Vec<Section>,
    /// `tags` of the front matter, as written.
    pub tags: Vec<String>,
    /// What it says of itself, if it is a decision record.
    pub decision: Option<Decision>,
}

/// Holds a piece of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chunk<L> {
    /// HTML that is safe to print as it is.
    Html(String),
    /// Stands inside a `href` attribute: print the escaped URL.
    Href(L),
    /// Stands inside a `src` attribute: print the escaped URL.
    Src(L),
}

/// Holds a link as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawLink {
    /// The destination, unescaped.
    pub destination: String,
    /// The Markdown that makes the link.
    pub span: Span,
}

/// Holds a link as it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place in the portal, with a fragment that exists there.
    Page {
        /// The page or file.
        path: SitePath,
        /// What follows `#`, without it.
        fragment: Option<String>,
    },
    /// A place in this page.
    Fragment(String),
    /// An absolute URL that passed the URL policy.
    External(String),
    /// Nothing that exists; a diagnostic tells. Links print `#`-less text, images an empty source.
    Broken,
}

/// Holds a heading below the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id in the page.
    pub id: String,
    /// The heading as text.
    pub text: String,
}

/// Holds the text of a section for the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The id of its heading; empty before the first.
    pub id: String,
    /// The heading as text.
    pub title: String,
    /// Its text, spaces collapsed.
    pub text: String,
}

/// Holds the related docs of one entity.
#[derive(Clone, Debug)]
pub struct DocsSite {
    /// Whose docs these are; their URL follows from it.
    pub entity: EntityRef,
    /// The title.
    pub title: String,
    /// What the docs are about, in their own words.
    pub description: Option<String>,
    /// The language that they are in, as BCP 47 writes it, if they say so.
    pub language: Option<String>,
    /// The number of the repository in `Portal::repositories`.
    pub repository: usize,
    /// The navigation.
    pub nav: Vec<NavItem>,
    /// The pages, sorted by path. The index has the empty path and exists always.
    pub pages: Vec<DocPage<Target>>,
    /// The files that pages show or offer, by where they are published.
    pub assets: BTreeMap<SitePath, RepoPath>,
    /// The folders that pages come from.
    pub mounts: Vec<Mount>,
    /// Addresses without a page that lead on, by path.
    pub redirects: BTreeMap<String, Onward>,
    /// The pages that link to each page, by the page's number: whose docs they are in, and their number there.
    pub backlinks: BTreeMap<usize, Vec<(EntityRef, usize)>>,
    /// What is known of the images among them.
    pub pictures: BTreeMap<RepoPath, Picture>,
    /// Which version these are; nothing for the current one.
    pub version: Option<DocsVersion>,
    /// The docs at other versions, the newest first; they have no versions themselves.
    pub versions: Vec<DocsSite>,
    /// How many of the pages were parsed for another version already.
    pub shared: usize,
}

/// The name of the folder of search files below a version; no page has it, since `@` starts versions.
const SEARCH: &str = "@search";

/// Gives the folder of the search files of the version that the page at `path` belongs to, if it belongs to one.
pub fn search_folder_of(path: &SitePath) -> Option<String> {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    let is_version = parts.first() == Some(&"docs") && parts.get(4).is_some_and(|part| part.starts_with('@'));
    is_version.then(|| format!("{}/{SEARCH}", parts[..5].join("/")))
}

/// Names a version of docs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocsVersion {
    /// The number in `Repository::versions`.
    pub number: usize,
    /// The branch or tag.
    pub name: Arc<str>,
    /// The name as a part of a URL.
    pub slug: Arc<str>,
    /// Whether it is the version of a release.
    pub is_release: bool,
}

impl DocsVersion {
    /// Gives the part of the address that stands between the docs' own and a page's: `@v1.2`.
    pub fn part(&self) -> String {
        format!("@{}", self.slug)
    }
}

impl DocsSite {
    /// Finds the folder that a file of these docs belongs to.
    pub fn mount_of(&self, file: &RepoPath) -> Option<&Mount> {
        mount_of(&self.mounts, file)
    }

    /// Gives where a page of this site is published.
    pub fn site_path(&self, page: &DocPage<Target>) -> SitePath {
        self.address(&page.path)
    }

    /// Gives where the page at `path` of this site would be published.
    pub fn address(&self, path: &str) -> SitePath {
        let version = self.version.as_ref().map(DocsVersion::part).unwrap_or_default();
        SitePath::page(["docs", &self.entity.namespace, &self.entity.kind, &self.entity.name, &version, path])
    }

    /// Gives the folder of the search files of a version: `docs/default/component/pay/@v1/@search`.
    pub fn search_folder(&self) -> String {
        format!("{}{SEARCH}", self.address("").as_str())
    }
}

/// Finds the folder that a file belongs to: the innermost of those that hold it.
pub fn mount_of<'a>(mounts: &'a [Mount], file: &RepoPath) -> Option<&'a Mount> {
    let holding = mounts.iter().filter(|mount| file.strip_prefix(&mount.root).is_some());
    holding.max_by_key(|mount| mount.root.as_str().len())
}
