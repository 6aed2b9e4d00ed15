//! Finds where docs are and reads them: `mkdocs.yml` and its docs folder, else `docs/`, else a README alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::site::{self, Arranged, Parts, Settings};
use super::{Memo, changelog, decision_index, decisions, page, pictures, words};
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
    let settings = site::read(repository, &key.folder, &mut findings);
    let (root, files) = files(repository, &key.folder, &settings, &mut findings);
    if files.is_empty() && settings.source().is_none() {
        return None;
    }
    let (title, description, language) = (settings.title.clone(), settings.description.clone(), settings.language.clone());
    let start = settings.source().cloned().unwrap_or_else(|| source(repository, &root, ""));
    let parts = Parts::new(repository, settings, root.clone(), files, &mut findings);
    let (mut pages, files) = read_pages(repository, &parts, &key.folder, memo, &mut findings);
    let changelog = changelog::find(repository, &key.folder, &root)
        .filter(|file| file.size <= MOST_PAGE_BYTES && !pages.contains_key(changelog::ADDRESS))
        .and_then(|file| Some(changelog::page(&source(repository, &file.path, &text_of(repository, file)?))));
    pages.extend(changelog.map(|page| (page.path.clone(), page)));
    for (address, folder) in decision_index::missing(&pages) {
        let path = folder.join("index.md").unwrap_or(folder);
        pages.insert(address.clone(), empty_page(source(repository, &path, ""), address, decision_index::TITLE));
    }
    if !pages.contains_key("") {
        pages.insert(String::new(), empty_page(start, String::new(), title.as_deref().unwrap_or("Contents")));
    }
    let numbers: BTreeMap<(usize, RepoPath), usize> =
        pages.keys().enumerate().filter_map(|(number, path)| Some((files.get(path)?.clone(), number))).collect();
    let mut pages: Vec<_> = pages.into_values().collect();
    decisions::read(&mut pages);
    let Arranged { mut nav, strays } = site::arrange(repository, &parts, &pages, &numbers, &mut findings);
    let redirects = site::redirects(&parts, &pages, &numbers, &mut findings);
    decision_index::fill(&mut pages, &mut nav);
    changelog::list(&pages, &mut nav);
    if let Some(index) = pages.first_mut()
        && index.body.is_empty()
        && index.sections.is_empty()
    {
        index.body = contents(&nav);
    }
    let mounts = parts.mounts();
    let pictures = pictures::pictures(repository, &root, &pages);
    let (versions, shared) = (Vec::new(), memo.take_shared());
    Some(DocsFolder {
        key: key.clone(),
        title,
        description,
        language,
        root,
        nav,
        pages,
        mounts,
        strays,
        redirects,
        pictures,
        findings,
        versions,
        shared,
    })
}

/// Finds the docs folder and its pages: what `docs_dir` names, `docs/`, Sphinx's `docs/source/`, else the README beside them.
fn files<'a>(
    repository: &'a Repository,
    folder: &RepoPath,
    settings: &Settings,
    findings: &mut Vec<Diagnostic>,
) -> (RepoPath, Vec<&'a File>) {
    let mut root = settings.docs_dir.clone().or_else(|| folder.join("docs")).unwrap_or_default();
    let sphinx = root.join("source").filter(|_| settings.source().is_none());
    if let Some(sphinx) = sphinx.filter(|sphinx| sphinx.join("conf.py").is_some_and(|file| repository.file(&file).is_some())) {
        root = sphinx;
    }
    let files = pages_below(repository, &root, settings);
    if !files.is_empty() {
        return (root, files);
    }
    if let Some(found) = settings.layers.get("docs_dir").filter(|_| settings.docs_dir.is_some()) {
        findings.push(words::docs_dir_empty(found.source, found.node.span, &root));
    }
    (folder.clone(), readme(repository, folder).into_iter().collect())
}

/// Tells whether a file is a page: Markdown, or another language that is shown as it is written.
fn is_page(path: &RepoPath) -> bool {
    site::MARKDOWN.contains(&path.extension().as_str()) || site::is_text(path)
}

/// Lists the pages below `root` that the settings do not leave out.
pub(super) fn pages_below<'a>(repository: &'a Repository, root: &RepoPath, settings: &Settings) -> Vec<&'a File> {
    let is_wanted =
        |file: &&File| is_page(&file.path) && file.path.strip_prefix(root).is_some_and(|below| !settings.leaves_out(&below));
    repository.files.iter().filter(is_wanted).collect()
}

fn readme<'a>(repository: &'a Repository, folder: &RepoPath) -> Option<&'a File> {
    let is_readme = |file: &&File| {
        file.path.parent() == *folder && is_page(&file.path) && file.path.file_name().to_ascii_lowercase().starts_with("readme.")
    };
    // Markdown first: what is rendered is better than what is shown as it is written.
    repository.files.iter().filter(is_readme).min_by_key(|file| site::is_text(&file.path))
}

/// Names a file of a repository with its text.
pub(super) fn source(repository: &Repository, path: &RepoPath, text: &str) -> Arc<Source> {
    let (name, commit) = (Some(Arc::clone(&repository.name)), repository.short_commit());
    Arc::new(Source { repository: name, commit, path: path.clone(), text: text.into() })
}

/// Holds pages by their address, with the part and the file that each comes from.
type Pages = (BTreeMap<String, DocPage<RawLink>>, BTreeMap<String, (usize, RepoPath)>);

/// Reads the pages of every part. Of several with one address, `index` comes before `README`, and Markdown before what is shown as it is written.
/// The paths of snippets start from `base`.
fn read_pages(repository: &Repository, parts: &Parts<'_>, base: &RepoPath, memo: &Memo, findings: &mut Vec<Diagnostic>) -> Pages {
    let mut wanted: Vec<(usize, &File)> =
        parts.list.iter().enumerate().flat_map(|(part, of)| of.files.iter().map(move |file| (part, *file))).collect();
    wanted.sort_by_key(|(part, file)| {
        let is_readme = file.path.file_name().to_ascii_lowercase().starts_with("readme.");
        (*part, is_readme, site::is_text(&file.path))
    });
    if wanted.len() > MOST_PAGES {
        findings.push(words::too_many_pages(&source(repository, &parts.list[0].root, ""), wanted.len(), MOST_PAGES));
        wanted.truncate(MOST_PAGES);
    }
    let read = |(part, file): &(usize, &File)| {
        let root = &parts.list[*part].root;
        memo.page(repository, file, root, || read_page(repository, file, (root, base)))
    };
    let parsed: Vec<_> = wanted.par_iter().map(read).collect();
    let mut pages: BTreeMap<String, DocPage<RawLink>> = BTreeMap::new();
    let mut files = BTreeMap::new();
    for ((part, file), (page, found)) in wanted.into_iter().zip(parsed) {
        findings.extend(found);
        let Some(mut page) = page else { continue };
        let at = &parts.list[part].at;
        if !at.is_empty() {
            page.path = format!("{at}/{}", page.path).trim_end_matches('/').to_owned();
        }
        match pages.get(&page.path) {
            Some(first) => findings.push(words::page_collision(&page.source, &first.source)),
            None => {
                files.insert(page.path.clone(), (part, file.path.clone()));
                pages.insert(page.path.clone(), page);
            }
        }
    }
    (pages, files)
}

/// `places` are where the pages start from, and where the paths of snippets do.
fn read_page(
    repository: &Repository,
    file: &File,
    places: (&RepoPath, &RepoPath),
) -> (Option<DocPage<RawLink>>, Vec<Diagnostic>) {
    if file.size > MOST_PAGE_BYTES {
        return (None, vec![words::page_too_large(&source(repository, &file.path, ""), file.size, MOST_PAGE_BYTES)]);
    }
    match repository.content.read(file) {
        Ok(bytes) => {
            let source = source(repository, &file.path, &String::from_utf8_lossy(&bytes));
            if site::is_text(&file.path) {
                return (Some(site::text_page(repository, file, &source, places.0)), Vec::new());
            }
            let snippet = |path: &str| {
                let file = repository.file(&places.1.join(path)?)?;
                let bytes = if file.size <= MOST_PAGE_BYTES { repository.content.read(file).ok()? } else { return None };
                String::from_utf8(bytes).ok()
            };
            let (page, findings) = page::page(&source, places.0, &snippet);
            (Some(page), findings)
        }
        Err(error) => (None, vec![words::page_unreadable(&source(repository, &file.path, ""), &error.to_string())]),
    }
}

/// Reads a file as text; what cannot be read is left out, since nobody asked for it by name.
fn text_of(repository: &Repository, file: &File) -> Option<String> {
    let bytes = repository.content.read(file).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Makes a page that nobody wrote, as the one that stands at the docs' own address: its source has no text.
fn empty_page(source: Arc<Source>, path: String, title: &str) -> DocPage<RawLink> {
    DocPage {
        source,
        path,
        title: title.to_owned(),
        summary: String::new(),
        heading: None,
        body: Vec::new(),
        headings: Vec::new(),
        sections: Vec::new(),
        tags: Vec::new(),
        decision: None,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::sources::{Content, ReadError, Revision};

    struct Memory(BTreeMap<RepoPath, String>);

    impl Content for Memory {
        fn read(&self, file: &File) -> Result<Vec<u8>, ReadError> {
            self.0.get(&file.path).map(|text| text.clone().into_bytes()).ok_or_else(|| ReadError("gone".to_owned()))
        }
    }

    fn repository(files: &[(&str, &str)]) -> Repository {
        let files: BTreeMap<RepoPath, String> =
            files.iter().map(|(path, text)| (RepoPath::new(path).unwrap(), (*text).to_owned())).collect();
        let listed = files.iter().map(|(path, text)| File { path: path.clone(), size: text.len() as u64, id: "".into() });
        Repository {
            history: Default::default(),
            versions: Vec::new(),
            name: "x".into(),
            forge: None,
            folder: None,
            revision: Revision::default(),
            files: listed.collect(),
            contributors: Vec::new(),
            content: Arc::new(Memory(files)),
        }
    }

    const PIECES: &[&str] = &[
        "nav:\n",
        "  - a.md\n",
        "  - b\n",
        "  - b/c.md\n",
        "  - T: b\n",
        "  - T:\n    - a.md\n    - ...\n",
        "  - ...\n",
        "  - ... | flat | **/*.md\n",
        "  - \"*\"\n",
        "  - \"**\"\n",
        "  - '!include ./x/mkdocs.yml'\n",
        "  - '*include ./*/mkdocs.yml'\n",
        "  - '!include ./mkdocs.yml'\n",
        "  - ../up.md\n",
        "  - .\n",
        "  - glob: '{a,b}*'\n",
        "  - [\n",
        "exclude_docs: |\n  b/\n  !b/c.md\n",
        "not_in_nav: '*'\n",
        "docs_dir: .\n",
        "docs_dir: docs\n",
        "site_name: A B\n",
        "INHERIT: x/mkdocs.yml\n",
        "INHERIT: mkdocs.yml\n",
        "plugins: [redirects: {redirect_maps: {o.md: a.md, b/c.md: x}}]\n",
        "title: T\n",
        "hide: true\n",
        "order: desc\n",
        "collapse: true\n",
        "append_unmatched: true\n",
        "sort: {by: title, sections: first, type: natural}\n",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat())
    }

    fn count(items: &[NavItem], pages: usize) -> usize {
        let of = |item: &NavItem| match item {
            NavItem::Page { page, .. } => {
                assert!(*page < pages, "page {page} of {pages}");
                1
            }
            NavItem::Section { items, .. } => count(items, pages),
            NavItem::Link { .. } => 1,
        };
        items.iter().map(of).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_settings_arrange_the_pages_that_are_there(main in text(), other in text(), nav in text(), local in text()) {
            let repository = repository(&[
                ("docs/.nav.yml", &nav),
                ("docs/a.md", "# A"),
                ("docs/b/.pages", &local),
                ("docs/b/c.md", "# C"),
                ("docs/b/d/e.md", "# E"),
                ("mkdocs.yml", &main),
                ("x/docs/a.md", "# XA"),
                ("x/docs/b/c.md", "# XC"),
                ("x/mkdocs.yml", &other),
            ]);
            let key = DocsKey { repository: 0, folder: RepoPath::root() };
            let folder = folder(&repository, &key, &Memo::default()).unwrap();
            // What a file names twice is there twice; nothing multiplies.
            prop_assert!(count(&folder.nav, folder.pages.len()) < 200);
            prop_assert!(folder.strays.iter().all(|stray| *stray < folder.pages.len()));
            prop_assert!(folder.pages.is_sorted_by(|one, other| one.path < other.path));
            prop_assert_eq!(folder.pages[0].path.as_str(), "");
        }
    }
}
