//! The navigation of a docs site: what `mkdocs.yml`, `.pages` and `.nav.yml` name, and the order of the files where nothing is named.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use globset::GlobMatcher;

use super::honoured;
use super::include::Parts;
use super::local::{self, Sections, Ways};
use super::target::Entry;
use super::tree::{Tree, is_index};
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::model::docs::{DocPage, NavItem, RawLink};
use crate::model::sources::Repository;
use crate::parse::docs::headings::humanise;

/// Holds the navigation, and the pages that it leaves out without being told to.
#[derive(Default)]
pub(in crate::parse::docs) struct Arranged {
    pub(in crate::parse::docs) nav: Vec<NavItem>,
    pub(in crate::parse::docs) strays: Vec<usize>,
}

/// Arranges `pages`. `numbers` says which file of which part each is.
pub(in crate::parse::docs) fn arrange(
    repository: &Repository,
    parts: &Parts<'_>,
    pages: &[DocPage<RawLink>],
    numbers: &BTreeMap<(usize, RepoPath), usize>,
    findings: &mut Vec<Diagnostic>,
) -> Arranged {
    let mut trees: Vec<Tree> = parts.list.iter().map(|_| Tree::default()).collect();
    for ((part, file), number) in numbers {
        trees[*part].add(&parts.list[*part].root, file, *number);
    }
    let mut arranger = Arranger {
        repository,
        parts,
        pages,
        numbers,
        trees,
        named: BTreeSet::new(),
        opened: BTreeSet::new(),
        claimed: BTreeSet::new(),
        entered: BTreeSet::new(),
        excused: BTreeSet::new(),
        findings,
    };
    let nav = arranger.part(0);
    let excused = arranger.excused;
    let mut listed = BTreeSet::new();
    list(&nav, &mut listed);
    let is_stray = |part: usize, file: &RepoPath, number: usize| {
        let of = &parts.list[part];
        let is_excused = |below: RepoPath| of.settings.unlisted.matches(&below);
        !listed.contains(&number)
            && !excused.contains(&number)
            && pages[number].path != of.at
            && !file.strip_prefix(&of.root).is_some_and(is_excused)
            && !local::is_hidden(repository, &of.root, &file.parent())
    };
    let mut strays: Vec<usize> =
        numbers.iter().filter(|((part, file), number)| is_stray(*part, file, **number)).map(|(_, number)| *number).collect();
    strays.sort_unstable();
    Arranged { nav, strays }
}

/// Lists the pages of a navigation.
fn list(items: &[NavItem], listed: &mut BTreeSet<usize>) {
    for item in items {
        match item {
            NavItem::Page { page, .. } => drop(listed.insert(*page)),
            NavItem::Section { items, .. } => list(items, listed),
            NavItem::Link { .. } => {}
        }
    }
}

/// Works through the navigation. Names are collected before anything is filled in, so that what a pattern brings is what nobody named.
pub(super) struct Arranger<'a> {
    pub(super) repository: &'a Repository,
    pub(super) parts: &'a Parts<'a>,
    pub(super) pages: &'a [DocPage<RawLink>],
    pub(super) numbers: &'a BTreeMap<(usize, RepoPath), usize>,
    pub(super) trees: Vec<Tree>,
    /// The pages that have a place.
    pub(super) named: BTreeSet<usize>,
    /// The folders that were listed; none is twice.
    opened: BTreeSet<(usize, RepoPath)>,
    /// The folders that a navigation names; no pattern brings them.
    pub(super) claimed: BTreeSet<(usize, RepoPath)>,
    /// The parts that were listed.
    entered: BTreeSet<usize>,
    /// The pages that are hidden on purpose.
    excused: BTreeSet<usize>,
    pub(super) findings: &'a mut Vec<Diagnostic>,
}

/// Says where the names of a navigation start.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) part: usize,
    pub(super) source: &'a Arc<Source>,
    pub(super) folder: &'a RepoPath,
    pub(super) ways: Ways,
}

impl Arranger<'_> {
    /// Lists a part: as its `mkdocs.yml` says, else as its folders do.
    fn part(&mut self, number: usize) -> Vec<NavItem> {
        if !self.entered.insert(number) {
            return Vec::new();
        }
        let part = &self.parts.list[number];
        let ways = self.ways(number);
        if let Some((source, nav)) = &part.settings.nav {
            let scope = Scope { part: number, source, folder: &part.root, ways };
            let entries = self.entries(scope, nav);
            let items = self.fill(scope, entries);
            let mut listed = BTreeSet::new();
            list(&items, &mut listed);
            // A navigation that names nothing that is there would hide every page.
            if !listed.is_empty() {
                return items;
            }
        }
        self.folder(number, &part.root, ways).map(|(_, items, _)| items).unwrap_or_default()
    }

    /// Reads how the folders of a part are listed, from the settings of the plugin.
    fn ways(&self, number: usize) -> Ways {
        let plugin = honoured::plugin(&self.parts.list[number].settings.layers, "awesome-pages");
        plugin.map_or_else(Ways::default, |found| Ways::default().read(found.node))
    }

    /// Turns what a navigation names into what it shows.
    fn fill(&mut self, scope: Scope<'_>, entries: Vec<Entry>) -> Vec<NavItem> {
        let mut items = Vec::new();
        for entry in entries {
            match entry {
                Entry::Page { title, page } => items.push(self.page(title, page)),
                Entry::Link { title, url } => items.push(NavItem::Link { title, url }),
                Entry::Section { title, entries } => {
                    let inside = self.fill(scope, entries);
                    if !inside.is_empty() {
                        items.push(NavItem::Section { title, items: inside });
                    }
                }
                Entry::Folder { title, folder } => items.extend(self.section(scope.part, &folder, title, scope.ways)),
                Entry::Parts { title, parts, is_pattern } => {
                    let mut inside = Vec::new();
                    for number in parts {
                        let below = self.part(number);
                        let name = self.parts.list[number].settings.title.clone();
                        match (&title, name) {
                            _ if below.is_empty() => {}
                            (Some(_), _) if !is_pattern => inside.extend(below),
                            (_, name) => {
                                let title = name.unwrap_or_else(|| self.parts.list[number].at.clone());
                                inside.push(NavItem::Section { title, items: below });
                            }
                        }
                    }
                    match title {
                        Some(title) if !inside.is_empty() => items.push(NavItem::Section { title, items: inside }),
                        _ => items.extend(inside),
                    }
                }
                Entry::Rest { matcher, is_flat } => items.extend(self.rest(scope, matcher.as_ref(), is_flat)),
                Entry::Glob { matcher } => items.extend(self.matching(scope, &matcher)),
            }
        }
        items
    }

    fn page(&self, title: Option<String>, page: usize) -> NavItem {
        NavItem::Page { title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| self.pages[page].title.clone()), page }
    }

    /// Makes a section of a folder; a page alone where sections of one collapse.
    fn section(&mut self, part: usize, folder: &RepoPath, title: Option<String>, ways: Ways) -> Option<NavItem> {
        let (own, mut items, ways) = self.folder(part, folder, ways)?;
        match items.as_slice() {
            [] => None,
            [_] if ways.collapses && title.is_none() && own.is_none() => items.pop(),
            _ => Some(NavItem::Section { title: title.or(own).unwrap_or_else(|| humanise(folder.file_name())), items }),
        }
    }

    /// Lists a folder, with the title that it gives itself; `None` when it is hidden, or was listed before.
    fn folder(&mut self, part: usize, folder: &RepoPath, ways: Ways) -> Option<(Option<String>, Vec<NavItem>, Ways)> {
        if !self.opened.insert((part, folder.clone())) {
            return None;
        }
        let local = local::read(self.repository, folder, ways, self.findings);
        if local.is_hidden && *folder != self.parts.list[part].root {
            let hidden = self.trees[part].below(folder);
            self.excused.extend(hidden.into_iter().map(|(_, number)| number));
            return None;
        }
        let items = match &local.nav {
            Some((source, nav)) => {
                let scope = Scope { part, source, folder, ways: local.ways };
                let mut entries = self.entries(scope, nav);
                if local.appends {
                    entries.push(Entry::Rest { matcher: None, is_flat: false });
                }
                self.fill(scope, entries)
            }
            None => self.shelf(part, folder, folder, local.ways, None),
        };
        Some((local.title, items, local.ways))
    }

    /// Lists the pages of a folder that have no place yet, and its folders. With a `matcher`, which sees paths from `top`, only pages that it matches.
    fn shelf(
        &mut self,
        part: usize,
        top: &RepoPath,
        folder: &RepoPath,
        ways: Ways,
        matcher: Option<&GlobMatcher>,
    ) -> Vec<NavItem> {
        let Some(shelf) = self.trees[part].shelf(folder) else { return Vec::new() };
        let below = |name: &str| folder.strip_prefix(top).and_then(|path| path.join(name));
        let is_wanted =
            |name: &str| matcher.is_none_or(|matcher| below(name).is_some_and(|path| matcher.is_match(path.as_str())));
        let pages: Vec<(String, usize)> = shelf
            .pages
            .iter()
            .filter(|(name, number)| !self.named.contains(number) && is_wanted(name))
            .map(|(name, number)| (name.clone(), *number))
            .collect();
        let folders: Vec<String> = shelf.folders.iter().cloned().collect();
        // The index first, then by name or title; sections where they are wanted.
        let mut listed: Vec<((bool, bool), String, NavItem)> = Vec::new();
        for (name, number) in pages {
            self.named.insert(number);
            let key = if ways.by_title { self.pages[number].title.clone() } else { name.clone() };
            let is_first = is_index(&name) || self.pages[number].path.is_empty();
            listed.push(((!is_first, ways.sections == Sections::First), key, self.page(None, number)));
        }
        for name in folders {
            let Some(inner) = folder.join(&name).filter(|inner| !self.claimed.contains(&(part, inner.clone()))) else { continue };
            let item = match matcher {
                None => self.section(part, &inner, None, ways),
                Some(_) => {
                    let items = self.shelf(part, top, &inner, ways, matcher);
                    (!items.is_empty()).then(|| NavItem::Section { title: humanise(&name), items })
                }
            };
            let Some(item) = item else { continue };
            let key = match &item {
                NavItem::Section { title, .. } | NavItem::Page { title, .. } if ways.by_title => title.clone(),
                _ => name,
            };
            listed.push(((true, ways.sections == Sections::Last), key, item));
        }
        listed.sort_by(|(one, one_key, _), (other, other_key, _)| one.cmp(other).then_with(|| ways.order(one_key, other_key)));
        listed.into_iter().map(|(_, _, item)| item).collect()
    }

    /// Lists what has no place yet in the folder of a navigation and below.
    fn rest(&mut self, scope: Scope<'_>, matcher: Option<&GlobMatcher>, is_flat: bool) -> Vec<NavItem> {
        if !is_flat {
            return self.shelf(scope.part, scope.folder, scope.folder, scope.ways, matcher);
        }
        let all = self.trees[scope.part].below(scope.folder);
        let wanted: Vec<usize> = all
            .into_iter()
            .filter(|(path, number)| {
                !self.named.contains(number) && matcher.is_none_or(|matcher| matcher.is_match(path.as_str()))
            })
            .map(|(_, number)| number)
            .collect();
        self.named.extend(&wanted);
        wanted.into_iter().map(|number| self.page(None, number)).collect()
    }

    /// Lists the pages and folders that a pattern matches and that have no place yet.
    fn matching(&mut self, scope: Scope<'_>, matcher: &GlobMatcher) -> Vec<NavItem> {
        let folders: Vec<RepoPath> = self.trees[scope.part]
            .folders_below(scope.folder)
            .into_iter()
            .filter(|path| matcher.is_match(path.as_str()) || matcher.is_match(format!("{path}/")))
            .collect();
        let is_inside = |path: &RepoPath| folders.iter().any(|folder| path.strip_prefix(folder).is_some());
        let pages: Vec<usize> = self.trees[scope.part]
            .below(scope.folder)
            .into_iter()
            .filter(|(path, number)| !self.named.contains(number) && matcher.is_match(path.as_str()) && !is_inside(path))
            .map(|(_, number)| number)
            .collect();
        self.named.extend(&pages);
        let mut items: Vec<NavItem> = pages.into_iter().map(|number| self.page(None, number)).collect();
        for folder in &folders {
            let is_inner = folders.iter().any(|other| other != folder && folder.strip_prefix(other).is_some());
            let path = scope.folder.join(folder.as_str()).filter(|_| !is_inner);
            if let Some(path) = path.filter(|path| !self.claimed.contains(&(scope.part, path.clone()))) {
                items.extend(self.section(scope.part, &path, None, scope.ways));
            }
        }
        items
    }
}
