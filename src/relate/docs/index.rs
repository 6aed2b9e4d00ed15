//! `Index`: where every published page is, by its file, by its address and by its URL on a forge.

use std::collections::BTreeMap;

use super::anchors::Anchors;
use crate::base::repo_path::RepoPath;
use crate::base::site_path::SitePath;
use crate::model::docs::DocsFolder;
use crate::model::entity_ref::EntityRef;
use crate::model::sources::{Flavour, Repository};

/// Says where a page is and which sections it has.
pub(super) struct Published {
    pub(super) path: SitePath,
    pub(super) anchors: Anchors,
    /// Whether it is shown as it is written, so that it has no sections.
    pub(super) is_text: bool,
    entity: EntityRef,
}

/// Knows all pages of all docs.
pub(super) struct Index<'b> {
    /// The index that knows everything else, and where the docs stand there whose place this one takes.
    base: Option<(&'b Index<'b>, SitePath)>,
    by_file: BTreeMap<(usize, RepoPath), Vec<usize>>,
    by_address: BTreeMap<EntityRef, BTreeMap<String, usize>>,
    /// Forge URLs of repositories, with the repository's number.
    forges: Vec<(String, usize)>,
    pages: Vec<Published>,
}

/// Says what a URL on a forge shows.
pub(super) enum OnForge<'a> {
    /// A page of the portal.
    Page(&'a Published),
    /// A file or folder that the branch that was read does not have.
    Missing(usize, RepoPath),
    /// Something else.
    Other,
}

impl<'b> Index<'b> {
    /// Lists the pages of all folders.
    pub(super) fn new(folders: &[(DocsFolder, EntityRef)], repositories: &[Repository]) -> Self {
        let forges = repositories
            .iter()
            .enumerate()
            .filter_map(|(number, repository)| Some((repository.forge.as_ref()?.url.clone(), number)))
            .collect();
        let mut index = Self { base: None, by_file: BTreeMap::new(), by_address: BTreeMap::new(), forges, pages: Vec::new() };
        for (folder, owner) in folders {
            index.add(folder, owner, "");
        }
        index
    }

    /// Puts a version of docs, whose address has `part` in it, in the place of the current ones.
    pub(super) fn version(base: &'b Index<'b>, folder: &DocsFolder, owner: &EntityRef, part: &str) -> Self {
        let here = ["docs", &owner.namespace, &owner.kind, &owner.name];
        let mut index = Self {
            base: Some((base, SitePath::page(here))),
            by_file: BTreeMap::new(),
            by_address: BTreeMap::new(),
            forges: base.forges.clone(),
            pages: Vec::new(),
        };
        index.add(folder, owner, part);
        index
    }

    fn add(&mut self, folder: &DocsFolder, owner: &EntityRef, part: &str) {
        let addresses = self.by_address.entry(owner.clone()).or_default();
        for page in &folder.pages {
            let number = self.pages.len();
            self.by_file.entry((folder.key.repository, page.source.path.clone())).or_default().push(number);
            addresses.insert(page.path.clone(), number);
            let path = SitePath::page(["docs", &owner.namespace, &owner.kind, &owner.name, part, &page.path]);
            let is_text =
                page.headings.is_empty() && matches!(page.source.path.extension().as_str(), "rst" | "adoc" | "asciidoc");
            self.pages.push(Published { path, anchors: Anchors::new(page), is_text, entity: owner.clone() });
        }
    }

    /// Asks the index below, save for what this one stands for.
    fn below(&self, ask: impl FnOnce(&'b Index<'b>) -> Option<&'b Published>) -> Option<&Published> {
        let (base, start) = self.base.as_ref()?;
        ask(base).filter(|page| !page.path.as_str().starts_with(start.as_str()))
    }

    /// Finds the page that a file of a repository became; of several, the one in the docs of `entity`.
    pub(super) fn of_file(&self, entity: &EntityRef, repository: usize, path: &RepoPath) -> Option<&Published> {
        let pages = self.by_file.get(&(repository, path.clone())).into_iter().flatten().map(|number| &self.pages[*number]);
        let own = pages.clone().find(|page| page.entity == *entity).or_else(|| pages.clone().next());
        own.or_else(|| self.below(|base| base.of_file(entity, repository, path)))
    }

    /// Finds the page that a file or a folder of a repository became, with its ending or without it, or as MkDocs would name its page.
    pub(super) fn of_path(&self, entity: &EntityRef, repository: usize, path: &RepoPath) -> Option<&Published> {
        const ENDS: [&str; 10] =
            ["", ".md", "/index.md", "/README.md", "/readme.md", ".markdown", ".rst", "/index.rst", ".adoc", "/index.adoc"];
        let find =
            |stem: &str| ENDS.iter().find_map(|end| self.of_file(entity, repository, &RepoPath::new(&format!("{stem}{end}"))?));
        let text = path.as_str();
        find(text).or_else(|| {
            let stem = text.strip_suffix(".html").or_else(|| text.strip_suffix(".htm"))?;
            find(stem).or_else(|| find(stem.strip_suffix("/index").or_else(|| (stem == "index").then_some(""))?))
        })
    }

    /// Finds the first page of a folder that has no page of its own: one that stands in it, else one below it.
    pub(super) fn first_in(&self, entity: &EntityRef, repository: usize, folder: &RepoPath) -> Option<&Published> {
        let start = (repository, RepoPath::new(&format!("{folder}/")).filter(|_| !folder.is_root())?);
        let inside = self
            .by_file
            .range(start..)
            .take_while(|((of, path), _)| *of == repository && path.as_str().starts_with(folder.as_str()));
        let pages = inside.filter(|((_, path), _)| path.strip_prefix(folder).is_some_and(|below| !below.is_root()));
        let own = pages.filter_map(|((_, path), numbers)| {
            let page = numbers.iter().map(|number| &self.pages[*number]).find(|page| page.entity == *entity)?;
            Some((path.parent() != *folder, page))
        });
        own.min_by_key(|(is_below, _)| *is_below).map(|(_, page)| page)
    }

    /// Finds the page at an address of an entity's docs.
    pub(super) fn of_address(&self, entity: &EntityRef, path: &str) -> Option<&Published> {
        let own = self.by_address.get(entity).and_then(|pages| pages.get(path)).map(|number| &self.pages[*number]);
        own.or_else(|| self.below(|base| base.of_address(entity, path)))
    }

    /// Lists the addresses of an entity's docs; `None` when it has no docs.
    pub(super) fn addresses(&self, entity: &EntityRef) -> Option<impl Iterator<Item = &str>> {
        let own = self.by_address.get(entity);
        let pages = own.or_else(|| self.base.as_ref()?.0.by_address.get(entity))?;
        Some(pages.keys().map(String::as_str))
    }

    /// Finds what a forge shows at `url`, which has no fragment.
    pub(super) fn of_forge_url(&self, entity: &EntityRef, url: &str, repositories: &[Repository]) -> OnForge<'_> {
        for (base, number) in &self.forges {
            let starts = url.get(..base.len()).is_some_and(|start| start.eq_ignore_ascii_case(base));
            let (Some(rest), Some(repository)) = (url.get(base.len()..).filter(|_| starts), repositories.get(*number)) else {
                continue;
            };
            let Some(path) = path_on_forge(rest, repository) else { continue };
            let Some(path) = RepoPath::new(&path) else { continue };
            let folder = repository.forge.as_ref().map(|forge| forge.folder.clone()).unwrap_or_default();
            let Some(path) = path.strip_prefix(&folder) else { continue };
            if let Some(page) = self.of_path(entity, *number, &path) {
                return OnForge::Page(page);
            }
            return if path.is_root() || has(repository, &path) { OnForge::Other } else { OnForge::Missing(*number, path) };
        }
        OnForge::Other
    }
}

/// Tells whether a repository has a file or a folder.
pub(super) fn has(repository: &Repository, path: &RepoPath) -> bool {
    let below = format!("{path}/");
    let next = repository.files.partition_point(|file| file.path.as_str() < below.as_str());
    repository.file(path).is_some()
        || path.is_root()
        || repository.files.get(next).is_some_and(|file| file.path.as_str().starts_with(&below))
}

/// Gives the path that the end of a forge's URL names, if it speaks of the branch or the commit that was read.
fn path_on_forge(rest: &str, repository: &Repository) -> Option<String> {
    let revision = &repository.revision;
    let (branch, commit) = (revision.branch.as_deref(), revision.commit.as_deref());
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    if repository.forge.as_ref().is_some_and(|forge| forge.flavour == Flavour::Azure) {
        let query: BTreeMap<_, _> = url::form_urlencoded::parse(query.as_bytes()).collect();
        let version = query.get("version").map(|version| version.as_ref());
        let is_read = version.is_none_or(|version| {
            version.strip_prefix("GB").is_some_and(|name| Some(name) == branch)
                || version.strip_prefix("GC").is_some_and(|id| Some(id) == commit)
        });
        return query.get("path").filter(|_| is_read).map(|path| path.to_string());
    }
    let rest = before.strip_prefix(".git").unwrap_or(before).strip_prefix('/')?;
    let rest = rest.strip_prefix("-/").unwrap_or(rest);
    let after = ["blob/", "tree/", "src/branch/", "src/commit/", "src/"].iter().find_map(|kind| rest.strip_prefix(kind))?;
    let after = percent_encoding::percent_decode_str(after).decode_utf8_lossy().into_owned();
    let guessed: &[&str] = if branch.is_none() { &["main", "master"] } else { &[] };
    branch.into_iter().chain(commit).chain(["HEAD"]).chain(guessed.iter().copied()).find_map(|reference| {
        let path = after.strip_prefix(reference)?;
        (path.is_empty() || path.starts_with('/')).then(|| path.trim_matches('/').to_owned())
    })
}
