//! Finds where docs are and reads them: `mkdocs.yml` and its docs folder, else `docs/`, else a README alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Memo, mkdocs, order, page, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::docs::{Chunk, DocPage, DocsFolder, DocsKey, NavItem, RawLink};
use crate::model::sources::{File, Repository};

/// The most bytes that a page may have.
const MOST_PAGE_BYTES: u64 = 4 << 20;
/// The most pages that one docs folder may have.
const MOST_PAGES: usize = 20_000;

/// Reads the docs that `key` asks for; `None` when the folder has none (no `mkdocs.yml`, no `docs/`, no README).
pub(in crate::parse) fn folder(repository: &Repository, key: &DocsKey, memo: &Memo) -> Option<DocsFolder> {
    let mut findings = Vec::new();
    let settings = mkdocs::read(repository, &key.folder, &mut findings);
    let root = settings.docs_dir.clone().or_else(|| key.folder.join("docs")).unwrap_or_default();
    let mut files = markdown_below(repository, &root);
    let mut root = root;
    if files.is_empty() {
        files = readme(repository, &key.folder).into_iter().collect();
        root = key.folder.clone();
    }
    if files.is_empty() && settings.source.is_none() {
        return None;
    }
    if files.len() > MOST_PAGES {
        findings.push(words::too_many_pages(&source(repository, &root, ""), files.len(), MOST_PAGES));
        files.truncate(MOST_PAGES);
    }
    let parsed: Vec<_> =
        files.par_iter().map(|file| memo.page(repository, file, &root, || read_page(repository, file, &root))).collect();
    let mut pages: BTreeMap<String, DocPage<RawLink>> = BTreeMap::new();
    for (page, found) in parsed {
        findings.extend(found);
        let Some(page) = page else { continue };
        match pages.get(&page.path) {
            Some(first) => findings.push(words::page_collision(&page.source, &first.source)),
            None => drop(pages.insert(page.path.clone(), page)),
        }
    }
    let title = settings.title.clone();
    if !pages.contains_key("") {
        let start = settings.source.clone().unwrap_or_else(|| source(repository, &root, ""));
        pages.insert(String::new(), empty_index(start, title.as_deref().unwrap_or("Contents")));
    }
    let mut pages: Vec<_> = pages.into_values().collect();
    let nav = match &settings.nav {
        Some(nav) => mkdocs::navigation(nav, &settings, &root, &pages, &mut findings),
        None => order::navigation(&root, &pages),
    };
    if let Some(index) = pages.first_mut()
        && index.body.is_empty()
        && index.sections.is_empty()
    {
        index.body = contents(&nav);
    }
    Some(DocsFolder { key: key.clone(), title, root, nav, pages, findings, versions: Vec::new(), shared: memo.take_shared() })
}

/// Tells whether the name is one that GitHub and MkDocs take for Markdown.
fn is_markdown(path: &RepoPath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown")
}

fn markdown_below<'a>(repository: &'a Repository, root: &RepoPath) -> Vec<&'a File> {
    let is_shown = |path: &RepoPath| path.parts().all(|part| !part.starts_with(['.', '_']) && part != "node_modules");
    let is_page = |file: &&File| file.path.strip_prefix(root).is_some_and(|below| is_markdown(&below) && is_shown(&below));
    repository.files.iter().filter(is_page).collect()
}

fn readme<'a>(repository: &'a Repository, folder: &RepoPath) -> Option<&'a File> {
    let is_readme = |file: &&File| {
        file.path.parent() == *folder
            && is_markdown(&file.path)
            && file.path.file_name().to_ascii_lowercase().starts_with("readme.")
    };
    repository.files.iter().find(is_readme)
}

fn source(repository: &Repository, path: &RepoPath, text: &str) -> Arc<Source> {
    let (name, commit) = (Some(Arc::clone(&repository.name)), repository.short_commit());
    Arc::new(Source { repository: name, commit, path: path.clone(), text: text.into() })
}

fn read_page(repository: &Repository, file: &File, root: &RepoPath) -> (Option<DocPage<RawLink>>, Vec<Diagnostic>) {
    if file.size > MOST_PAGE_BYTES {
        return (None, vec![words::page_too_large(&source(repository, &file.path, ""), file.size, MOST_PAGE_BYTES)]);
    }
    match repository.content.read(file) {
        Ok(bytes) => {
            let source = source(repository, &file.path, &String::from_utf8_lossy(&bytes));
            let (page, findings) = page::page(&source, root);
            (Some(page), findings)
        }
        Err(error) => (None, vec![words::page_unreadable(&source(repository, &file.path, ""), &error.to_string())]),
    }
}

/// Makes the page that stands at the docs' own address when nobody wrote one.
fn empty_index(source: Arc<Source>, title: &str) -> DocPage<RawLink> {
    DocPage {
        source,
        path: String::new(),
        title: title.to_owned(),
        summary: String::new(),
        body: Vec::new(),
        headings: Vec::new(),
        sections: Vec::new(),
    }
}

/// Lists the navigation as links, for an index that nobody wrote. The pages are named by a destination that only this makes: their number.
fn contents(nav: &[NavItem]) -> Vec<Chunk<RawLink>> {
    let mut body = vec![Chunk::Html("<ul>".to_owned())];
    for item in nav {
        match item {
            NavItem::Page { page: 0, .. } => {}
            NavItem::Page { title, page } => {
                body.push(Chunk::Html("<li><a href=\"".to_owned()));
                body.push(Chunk::Href(RawLink {
                    destination: format!("{}{page}", super::marks::PAGE),
                    span: Default::default(),
                }));
                body.push(Chunk::Html(format!("\">{}</a></li>", super::html::escape(title))));
            }
            NavItem::Section { title, items } => {
                body.push(Chunk::Html(format!("<li>{}", super::html::escape(title))));
                body.extend(contents(items));
                body.push(Chunk::Html("</li>".to_owned()));
            }
            NavItem::Link { title, url } => {
                body.push(Chunk::Html(format!(
                    "<li><a href=\"{}\" rel=\"noreferrer\">{}</a></li>",
                    super::html::escape(url),
                    super::html::escape(title)
                )));
            }
        }
    }
    body.push(Chunk::Html("</ul>".to_owned()));
    body
}
