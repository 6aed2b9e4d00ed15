//! Docs: `DocsFolder`s with their owners -> `DocsSite`s. Resolves every link between pages, repositories, entities and source files.

mod anchors;
mod backlinks;
mod index;
mod portal;
mod resolve;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::docs::{Chunk, DocPage, DocsFolder, DocsKey, DocsSite, DocsVersion, RawLink, Target};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::sources::Repository;

use index::Index;
use resolve::Resolver;

/// Knows what the entities of the catalog are called, and what they were called before.
pub struct Names<'a> {
    /// Their titles.
    pub titles: &'a BTreeMap<EntityRef, String>,
    /// Former names, with what each is called now.
    pub aliases: &'a BTreeMap<EntityRef, EntityRef>,
}

/// Resolves the links of all docs together. `owners` says whose docs a folder is; folders that nobody owns are left out.
pub fn sites(
    folders: Vec<DocsFolder>,
    owners: &BTreeMap<DocsKey, EntityRef>,
    repositories: &[Repository],
    names: &Names<'_>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<EntityRef, DocsSite> {
    let owned: Vec<(DocsFolder, EntityRef)> =
        folders.into_iter().filter_map(|folder| owners.get(&folder.key).cloned().map(|owner| (folder, owner))).collect();
    let index = Index::new(&owned, repositories);
    let strays: Vec<(EntityRef, Vec<usize>)> =
        owned.iter().map(|(folder, owner)| (owner.clone(), folder.strays.clone())).collect();
    let related: Vec<_> = owned.into_par_iter().map(|(folder, owner)| site(folder, owner, &index, repositories, names)).collect();
    let mut sites = BTreeMap::new();
    for (site, found) in related {
        findings.extend(found);
        sites.insert(site.entity.clone(), site);
    }
    backlinks::tie(&mut sites);
    backlinks::orphans(&sites, strays, findings);
    sites
}

fn site(
    mut folder: DocsFolder,
    entity: EntityRef,
    index: &Index<'_>,
    repositories: &[Repository],
    names: &Names<'_>,
) -> (DocsSite, Vec<Finding>) {
    let repository = &repositories[folder.key.repository];
    let versions = std::mem::take(&mut folder.versions);
    let taken: BTreeSet<String> = folder
        .pages
        .iter()
        .filter_map(|page| page.path.split('/').next())
        .filter(|part| part.starts_with('@'))
        .map(str::to_owned)
        .collect();
    let (mut site, found) = one(folder, &entity, repository, None, index, repositories, names);
    for (number, folder) in versions {
        let Some(version) = repository.versions.get(number) else { continue };
        let (name, slug) = (Arc::clone(&version.name), Arc::clone(&version.slug));
        let named = DocsVersion { number, name, slug, is_release: version.is_release };
        // A page whose address looks like a version's has its place first.
        if taken.contains(&named.part()) {
            continue;
        }
        let index = Index::version(index, &folder, &entity, &named.part());
        // What is wrong with what was released cannot be mended any more.
        let (older, _) = one(folder, &entity, &version.repository, Some(named), &index, repositories, names);
        site.versions.push(older);
    }
    (site, found)
}

/// Relates the docs of one version, which stand in `own`.
fn one(
    folder: DocsFolder,
    entity: &EntityRef,
    own: &Repository,
    version: Option<DocsVersion>,
    index: &Index<'_>,
    repositories: &[Repository],
    names: &Names<'_>,
) -> (DocsSite, Vec<Finding>) {
    let DocsFolder {
        key,
        title,
        description,
        language,
        root,
        nav,
        pages,
        mounts,
        strays: _,
        redirects,
        pictures,
        findings,
        versions: _,
        shared,
    } = folder;
    let part = version.as_ref().map(DocsVersion::part).unwrap_or_default();
    let subject = |path: &str| Subject::Docs(entity.clone(), path.to_owned());
    let mut found: Vec<Finding> = Vec::new();
    for diagnostic in findings {
        let source = diagnostic.place.as_ref().map(|place| &place.source.path);
        let page = pages.iter().find(|page| Some(&page.source.path) == source).map_or("", |page| page.path.as_str());
        found.push(Finding { subject: subject(page), diagnostic });
    }
    let title = title.or_else(|| names.titles.get(entity).cloned()).unwrap_or_else(|| entity.name.clone());
    let paths: Vec<String> = pages.iter().map(|page| page.path.clone()).collect();
    let mut resolver = Resolver {
        entity,
        repository: key.repository,
        own,
        version: &part,
        root: &root,
        mounts: &mounts,
        redirects: &redirects,
        paths: &paths,
        index,
        repositories,
        names,
        pictures: &pictures,
        assets: BTreeMap::new(),
        found: Vec::new(),
    };
    let mut related = Vec::with_capacity(pages.len());
    for page in pages {
        let page = page_with_targets(page, &mut resolver);
        found.extend(resolver.found.drain(..).map(|diagnostic| Finding { subject: subject(&page.path), diagnostic }));
        related.push(page);
    }
    let assets = resolver.assets;
    let site = DocsSite {
        entity: entity.clone(),
        title,
        description,
        language,
        repository: key.repository,
        nav,
        pages: related,
        assets,
        mounts,
        redirects,
        backlinks: BTreeMap::new(),
        pictures,
        version,
        versions: Vec::new(),
        shared,
    };
    (site, found)
}

fn page_with_targets(page: DocPage<RawLink>, resolver: &mut Resolver<'_>) -> DocPage<Target> {
    let DocPage { source, path, title, summary, heading, body, headings, sections, tags, decision } = page;
    let body = body
        .into_iter()
        .map(|chunk| match chunk {
            Chunk::Html(html) => Chunk::Html(html),
            Chunk::Href(link) => Chunk::Href(resolver.resolve(&source, &path, &link, false)),
            Chunk::Src(link) => Chunk::Src(resolver.resolve(&source, &path, &link, true)),
        })
        .collect();
    DocPage { source, path, title, summary, heading, body, headings, sections, tags, decision }
}
