//! Docs: `DocsFolder`s with their owners -> `DocsSite`s. Resolves every link between pages, repositories, entities and source files.

mod anchors;
mod index;
mod resolve;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::docs::{Chunk, DocPage, DocsFolder, DocsKey, DocsSite, RawLink, Target};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::sources::Repository;

use index::Index;
use resolve::Resolver;

/// Resolves the links of all docs together. `owners` says whose docs a folder is; folders that nobody owns are left out.
/// `title_of` gives the title of an entity that is in the catalog.
pub fn sites(
    folders: Vec<DocsFolder>,
    owners: &BTreeMap<DocsKey, EntityRef>,
    repositories: &[Repository],
    title_of: &(dyn Fn(&EntityRef) -> Option<String> + Sync),
    findings: &mut Vec<Finding>,
) -> BTreeMap<EntityRef, DocsSite> {
    let owned: Vec<(DocsFolder, EntityRef)> =
        folders.into_iter().filter_map(|folder| owners.get(&folder.key).cloned().map(|owner| (folder, owner))).collect();
    let index = Index::new(&owned, repositories);
    let related: Vec<_> =
        owned.into_par_iter().map(|(folder, owner)| site(folder, owner, &index, repositories, title_of)).collect();
    let mut sites = BTreeMap::new();
    for (site, found) in related {
        findings.extend(found);
        sites.insert(site.entity.clone(), site);
    }
    sites
}

fn site(
    folder: DocsFolder,
    entity: EntityRef,
    index: &Index,
    repositories: &[Repository],
    title_of: &(dyn Fn(&EntityRef) -> Option<String> + Sync),
) -> (DocsSite, Vec<Finding>) {
    let DocsFolder { key, title, root, nav, pages, pictures, findings } = folder;
    let subject = |path: &str| Subject::Docs(entity.clone(), path.to_owned());
    let mut found: Vec<Finding> = Vec::new();
    for diagnostic in findings {
        let source = diagnostic.place.as_ref().map(|place| &place.source.path);
        let page = pages.iter().find(|page| Some(&page.source.path) == source).map_or("", |page| page.path.as_str());
        found.push(Finding { subject: subject(page), diagnostic });
    }
    let title = title.or_else(|| title_of(&entity)).unwrap_or_else(|| entity.name.clone());
    let paths: Vec<String> = pages.iter().map(|page| page.path.clone()).collect();
    let mut resolver = Resolver {
        entity: &entity,
        repository: key.repository,
        root: &root,
        paths: &paths,
        index,
        repositories,
        title_of,
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
    (DocsSite { entity: entity.clone(), title, repository: key.repository, nav, pages: related, assets, pictures }, found)
}

fn page_with_targets(page: DocPage<RawLink>, resolver: &mut Resolver<'_>) -> DocPage<Target> {
    let DocPage { source, path, title, summary, body, headings, sections, tags, decision } = page;
    let body = body
        .into_iter()
        .map(|chunk| match chunk {
            Chunk::Html(html) => Chunk::Html(html),
            Chunk::Href(link) => Chunk::Href(resolver.resolve(&source, &path, &link, false)),
            Chunk::Src(link) => Chunk::Src(resolver.resolve(&source, &path, &link, true)),
        })
        .collect();
    DocPage { source, path, title, summary, body, headings, sections, tags, decision }
}
