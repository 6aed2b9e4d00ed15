//! `mkdocs.yml`: where the docs are, what they are called, and their navigation. Every other key is for MkDocs; none of them runs anything here.

use std::sync::Arc;

use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::base::suggest;
use crate::base::url_policy::{self, Target};
use crate::base::yaml::{self, Node};
use crate::model::docs::{DocPage, NavItem, RawLink};
use crate::model::sources::Repository;

/// Holds what is read of the file.
#[derive(Default)]
pub(super) struct Settings {
    /// The file, if there is one.
    pub(super) source: Option<Arc<Source>>,
    /// `site_name`.
    pub(super) title: Option<String>,
    /// `docs_dir`, from the repository's root.
    pub(super) docs_dir: Option<RepoPath>,
    /// `nav`.
    pub(super) nav: Option<Node>,
}

/// Reads `mkdocs.yaml` or `mkdocs.yml` in `folder`, in Backstage's order; nothing when there is none.
pub(super) fn read(repository: &Repository, folder: &RepoPath, findings: &mut Vec<Diagnostic>) -> Settings {
    let mut settings = Settings::default();
    let names = ["mkdocs.yaml", "mkdocs.yml"];
    let Some(file) = names.iter().find_map(|name| repository.file(&folder.join(name)?)) else { return settings };
    let Ok(bytes) = repository.content.read(file) else { return settings };
    let (name, commit) = (Some(Arc::clone(&repository.name)), repository.short_commit());
    let source =
        Arc::new(Source { repository: name, commit, path: file.path.clone(), text: String::from_utf8_lossy(&bytes).into() });
    let document = yaml::documents(&source, &yaml::LIMITS).into_iter().next();
    settings.source = Some(Arc::clone(&source));
    let Some(document) = document else { return settings };
    // MkDocs files are full of tags that only Python knows; what they mean is of no interest here.
    findings.extend(document.findings.into_iter().filter(|finding| finding.code != "unknown-tag"));
    let Some(root) = document.root else { return settings };
    settings.title =
        root.get("site_name").and_then(Node::as_str).map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    if let Some(node) = root.get("docs_dir")
        && let Some(text) = node.as_str()
    {
        settings.docs_dir = folder.join(text).filter(|_| !text.starts_with('/'));
        if settings.docs_dir.is_none() {
            findings.push(words::docs_dir_outside(&source, node.span, text));
        }
    }
    settings.nav = root.get("nav").filter(|nav| !nav.items().is_empty()).cloned();
    settings
}

/// Reads the navigation, pages by their number in `pages`, whose files stand below `root`.
pub(super) fn navigation(
    nav: &Node,
    settings: &Settings,
    root: &RepoPath,
    pages: &[DocPage<RawLink>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<NavItem> {
    let Some(source) = &settings.source else { return Vec::new() };
    let mut reader = Reader { source, root, pages, findings };
    nav.items().iter().filter_map(|item| reader.item(item)).collect()
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    root: &'a RepoPath,
    pages: &'a [DocPage<RawLink>],
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn item(&mut self, item: &Node) -> Option<NavItem> {
        if item.as_str().is_some() {
            return self.target(None, item);
        }
        let [(key, value)] = item.entries() else {
            self.findings.push(words::nav_form(self.source, item.span));
            return None;
        };
        if value.as_str().is_some() {
            return self.target(Some(&key.name), value);
        }
        if value.items().is_empty() {
            self.findings.push(words::nav_form(self.source, key.span));
            return None;
        }
        let items: Vec<_> = value.items().iter().filter_map(|item| self.item(item)).collect();
        (!items.is_empty()).then(|| NavItem::Section { title: key.name.clone(), items })
    }

    fn target(&mut self, title: Option<&str>, value: &Node) -> Option<NavItem> {
        let text = value.as_str()?;
        match url_policy::sort(text) {
            Target::External(url) => return Some(NavItem::Link { title: title.unwrap_or(url).to_owned(), url: url.to_owned() }),
            Target::Forbidden(_) => {
                self.findings.push(words::nav_forbidden(self.source, value.span, text));
                return None;
            }
            Target::Relative(_) => {}
        }
        let path = self.root.join(text);
        let found = path.and_then(|path| self.pages.iter().position(|page| page.source.path == path));
        if let Some(page) = found {
            let title = title.filter(|title| !title.is_empty()).unwrap_or(&self.pages[page].title).to_owned();
            return Some(NavItem::Page { title, page });
        }
        let below = |page: &DocPage<RawLink>| page.source.path.strip_prefix(self.root).map(|path| path.to_string());
        let files: Vec<String> = self.pages.iter().filter_map(below).collect();
        let near = suggest::nearest(text, files.iter().map(String::as_str));
        self.findings.push(words::nav_missing_page(self.source, value.span, text, near));
        None
    }
}
