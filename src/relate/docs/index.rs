//! `Index`: where every published page is, by its file and by its address.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors;
use crate::base::repo_path::RepoPath;
use crate::base::site_path::SitePath;
use crate::model::docs::DocsFolder;
use crate::model::entity_ref::EntityRef;
use crate::model::sources::Repository;

/// Says where a page is and which sections it has.
pub(super) struct Published {
    pub(super) path: SitePath,
    pub(super) ids: BTreeSet<String>,
}

/// Knows all pages of all docs.
pub(super) struct Index<'b> {
    /// The index that knows everything else, and where the docs stand there whose place this one takes.
    base: Option<(&'b Index<'b>, SitePath)>,
    by_file: BTreeMap<(usize, RepoPath), usize>,
    by_address: BTreeMap<(EntityRef, String), usize>,
    /// Forge URLs of repositories, with the repository's number.
    forges: Vec<(String, usize)>,
    pages: Vec<Published>,
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
            for page in &folder.pages {
                let number = index.pages.len();
                index.by_file.entry((folder.key.repository, page.source.path.clone())).or_insert(number);
                index.by_address.insert((owner.clone(), page.path.clone()), number);
                let path = SitePath::page(["docs", &owner.namespace, &owner.kind, &owner.name, &page.path]);
                index.pages.push(Published { path, ids: anchors::ids(page) });
            }
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
        for page in &folder.pages {
            let number = index.pages.len();
            index.by_file.insert((folder.key.repository, page.source.path.clone()), number);
            index.by_address.insert((owner.clone(), page.path.clone()), number);
            let path = SitePath::page(here.into_iter().chain([part, &page.path]));
            index.pages.push(Published { path, ids: anchors::ids(page) });
        }
        index
    }

    /// Asks the index below, save for what this one stands for.
    fn below(&self, ask: impl FnOnce(&'b Index<'b>) -> Option<&'b Published>) -> Option<&Published> {
        let (base, start) = self.base.as_ref()?;
        ask(base).filter(|page| !page.path.as_str().starts_with(start.as_str()))
    }

    /// Finds the page that a file of a repository became.
    pub(super) fn of_file(&self, repository: usize, path: &RepoPath) -> Option<&Published> {
        let own = self.by_file.get(&(repository, path.clone())).map(|number| &self.pages[*number]);
        own.or_else(|| self.below(|base| base.of_file(repository, path)))
    }

    /// Finds the page at an address of an entity's docs.
    pub(super) fn of_address(&self, entity: &EntityRef, path: &str) -> Option<&Published> {
        let own = self.by_address.get(&(entity.clone(), path.to_owned())).map(|number| &self.pages[*number]);
        own.or_else(|| self.below(|base| base.of_address(entity, path)))
    }

    /// Finds the page that a forge shows at `url`, which has no fragment.
    pub(super) fn of_forge_url(&self, url: &str, repositories: &[Repository]) -> Option<&Published> {
        self.forges.iter().find_map(|(base, number)| {
            let rest = url.strip_prefix(base.as_str())?.strip_prefix('/')?;
            let rest = rest.strip_prefix("-/").unwrap_or(rest);
            let after = ["blob/", "tree/", "src/branch/"].iter().find_map(|kind| rest.strip_prefix(kind))?;
            let branch = repositories.get(*number)?.revision.branch.as_deref()?;
            let path = after.strip_prefix(branch)?.strip_prefix('/')?;
            self.of_file(*number, &RepoPath::new(path)?)
        })
    }
}
