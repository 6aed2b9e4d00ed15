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
pub(super) struct Index {
    by_file: BTreeMap<(usize, RepoPath), usize>,
    by_address: BTreeMap<(EntityRef, String), usize>,
    /// Forge URLs of repositories, with the repository's number.
    forges: Vec<(String, usize)>,
    pages: Vec<Published>,
}

impl Index {
    /// Lists the pages of all folders.
    pub(super) fn new(folders: &[(DocsFolder, EntityRef)], repositories: &[Repository]) -> Self {
        let forges = repositories
            .iter()
            .enumerate()
            .filter_map(|(number, repository)| Some((repository.forge.as_ref()?.url.clone(), number)))
            .collect();
        let mut index = Self { by_file: BTreeMap::new(), by_address: BTreeMap::new(), forges, pages: Vec::new() };
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

    /// Finds the page that a file of a repository became.
    pub(super) fn of_file(&self, repository: usize, path: &RepoPath) -> Option<&Published> {
        self.by_file.get(&(repository, path.clone())).map(|number| &self.pages[*number])
    }

    /// Finds the page at an address of an entity's docs.
    pub(super) fn of_address(&self, entity: &EntityRef, path: &str) -> Option<&Published> {
        self.by_address.get(&(entity.clone(), path.to_owned())).map(|number| &self.pages[*number])
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
