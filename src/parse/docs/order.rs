//! The navigation of docs that declare none: the folder's own order, the index first.

use std::collections::BTreeMap;

use super::headings::humanise;
use crate::base::repo_path::RepoPath;
use crate::model::docs::{DocPage, NavItem, RawLink};

/// A folder on the way to becoming a section.
#[derive(Default)]
struct Folder {
    pages: BTreeMap<String, usize>,
    folders: BTreeMap<String, Folder>,
}

/// Makes the navigation out of where the files stand below `root`.
pub(super) fn navigation(root: &RepoPath, pages: &[DocPage<RawLink>]) -> Vec<NavItem> {
    let mut top = Folder::default();
    for (number, page) in pages.iter().enumerate() {
        let Some(below) = page.source.path.strip_prefix(root) else { continue };
        let mut folder = &mut top;
        let parts: Vec<&str> = below.parts().collect();
        let Some((name, folders)) = parts.split_last() else { continue };
        for part in folders {
            folder = folder.folders.entry((*part).to_owned()).or_default();
        }
        folder.pages.insert((*name).to_owned(), number);
    }
    items(top, pages)
}

fn items(folder: Folder, pages: &[DocPage<RawLink>]) -> Vec<NavItem> {
    let is_index = |number: &usize| {
        let page = &pages[*number];
        page.path.is_empty()
            || matches!(
                page.source.path.file_name().to_ascii_lowercase().as_str(),
                "index.md" | "readme.md" | "index.markdown" | "readme.markdown"
            )
    };
    let page = |number: usize| NavItem::Page { title: pages[number].title.clone(), page: number };
    let (first, rest): (Vec<usize>, Vec<usize>) = folder.pages.into_values().partition(is_index);
    let mut items: Vec<NavItem> = first.into_iter().chain(rest).map(page).collect();
    for (name, below) in folder.folders {
        items.push(NavItem::Section { title: humanise(&name), items: self::items(below, pages) });
    }
    items
}
