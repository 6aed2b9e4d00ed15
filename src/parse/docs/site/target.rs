//! One entry of a navigation as written -> what it names.

use globset::{GlobBuilder, GlobMatcher};

use super::arrange::{Arranger, Scope};
use super::words;
use crate::base::repo_path::RepoPath;
use crate::base::suggest;
use crate::base::url_policy::{self, Target};
use crate::base::yaml::Node;

/// Says what an entry names, before anything is filled in.
pub(super) enum Entry {
    /// A page by its number.
    Page { title: Option<String>, page: usize },
    /// An address elsewhere.
    Link { title: String, url: String },
    /// A list with a title.
    Section { title: String, entries: Vec<Entry> },
    /// A folder as it lists itself.
    Folder { title: Option<String>, folder: RepoPath },
    /// Other docs, by the numbers of their parts.
    Parts { title: Option<String>, parts: Vec<usize>, is_pattern: bool },
    /// `...`: everything that has no place.
    Rest { matcher: Option<GlobMatcher>, is_flat: bool },
    /// Pages and folders that a pattern matches and that have no place.
    Glob { matcher: GlobMatcher },
}

impl Arranger<'_> {
    /// Reads a list of entries, or a mapping of titles.
    pub(super) fn entries(&mut self, scope: Scope<'_>, nav: &Node) -> Vec<Entry> {
        let mut entries: Vec<Entry> = nav.items().iter().filter_map(|item| self.entry(scope, item)).collect();
        for (key, value) in nav.entries() {
            entries.extend(self.titled(scope, key, value));
        }
        entries
    }

    fn entry(&mut self, scope: Scope<'_>, item: &Node) -> Option<Entry> {
        if item.as_str().is_some() {
            return self.target(scope, None, item);
        }
        if let Some(pattern) = item.get("glob") {
            return self.glob(scope, pattern, pattern.as_str()?);
        }
        let [(key, value)] = item.entries() else {
            self.findings.push(words::nav_form(scope.source, item.span));
            return None;
        };
        self.titled(scope, key, value)
    }

    fn titled(&mut self, scope: Scope<'_>, key: &crate::base::yaml::Key, value: &Node) -> Option<Entry> {
        let title = key.name.clone();
        if value.as_str().is_some() {
            return match self.target(scope, Some(&key.name), value)? {
                entry @ (Entry::Rest { .. } | Entry::Glob { .. }) => Some(Entry::Section { title, entries: vec![entry] }),
                entry => Some(entry),
            };
        }
        if value.items().is_empty() && value.entries().is_empty() {
            self.findings.push(words::nav_form(scope.source, key.span));
            return None;
        }
        let entries = self.entries(scope, value);
        (!entries.is_empty()).then_some(Entry::Section { title, entries })
    }

    fn target(&mut self, scope: Scope<'_>, title: Option<&str>, value: &Node) -> Option<Entry> {
        let text = value.as_str()?.trim();
        let title = title.map(str::to_owned);
        if let Some(parts) = self.parts.included(scope.source, value) {
            let parts = parts.to_vec();
            return Some(Entry::Parts { title, parts, is_pattern: text.starts_with('*') });
        }
        if let Some(rest) = text.strip_prefix("...") {
            return self.rest_entry(scope, value, rest);
        }
        let path = match url_policy::sort(text) {
            Target::External(url) => {
                return Some(Entry::Link { title: title.unwrap_or_else(|| url.to_owned()), url: url.to_owned() });
            }
            Target::Forbidden(_) => {
                self.findings.push(words::nav_forbidden(scope.source, value.span, text));
                return None;
            }
            Target::Relative(path) => path.split_once('#').map_or(path, |(path, _)| path).replace('\\', "/"),
        };
        let root = &self.parts.list[scope.part].root;
        let base = if path.starts_with('/') { root } else { scope.folder };
        let file = base.join(path.trim_start_matches('/')).filter(|file| file.strip_prefix(root).is_some());
        if let Some(file) = &file {
            if let Some(page) = self.numbers.get(&(scope.part, file.clone())).copied() {
                self.named.insert(page);
                return Some(Entry::Page { title, page });
            }
            // A folder lists itself; one that holds this navigation would list it for ever.
            if self.trees[scope.part].shelf(file).is_some() && scope.folder.strip_prefix(file).is_none() {
                self.claimed.insert((scope.part, file.clone()));
                return Some(Entry::Folder { title, folder: file.clone() });
            }
            if path.contains(['*', '?', '[', '{']) && self.repository.file(file).is_none() {
                return self.glob(scope, value, path.trim_start_matches('/'));
            }
            if let Some(entry) = self.no_page(scope, title, value, file) {
                return entry;
            }
        }
        let files = self.numbers.keys().filter(|(part, _)| *part == scope.part);
        let files: Vec<String> = files.filter_map(|(_, file)| Some(file.strip_prefix(scope.folder)?.to_string())).collect();
        let near = suggest::nearest(&path, files.iter().map(String::as_str));
        self.findings.push(words::nav_missing_page(scope.source, value.span, text, near));
        None
    }

    /// Understands the name of a file that is no page: it is shown by the forge.
    fn no_page(&mut self, scope: Scope<'_>, title: Option<String>, value: &Node, file: &RepoPath) -> Option<Option<Entry>> {
        self.repository.file(file)?;
        let below = file.strip_prefix(&self.parts.list[scope.part].root)?;
        if self.parts.list[scope.part].settings.leaves_out(&below) {
            self.findings.push(words::nav_left_out(scope.source, value.span, &below));
            return Some(None);
        }
        let revision = &self.repository.revision;
        let reference = revision.commit.as_deref().filter(|_| !revision.dirty).or(revision.branch.as_deref());
        let url = self.repository.forge.as_ref().zip(reference).map(|(forge, reference)| forge.view_url(file, reference, None));
        Some(match url {
            Some(url) => Some(Entry::Link { title: title.unwrap_or_else(|| file.file_name().to_owned()), url }),
            None => {
                self.findings.push(words::nav_no_page(scope.source, value.span, &below));
                None
            }
        })
    }

    /// Reads what may follow `...`: `| flat`, and a pattern.
    fn rest_entry(&mut self, scope: Scope<'_>, value: &Node, rest: &str) -> Option<Entry> {
        let (mut matcher, mut is_flat) = (None, false);
        for option in rest.split('|').map(str::trim).filter(|option| !option.is_empty()) {
            let pattern = option.strip_prefix("glob=").unwrap_or(option);
            match option {
                "flat" => is_flat = true,
                _ if option.starts_with("regex=") => {
                    self.findings.push(words::nav_form(scope.source, value.span));
                    return None;
                }
                _ => matcher = Some(self.matcher(scope, value, pattern)?),
            }
        }
        Some(Entry::Rest { matcher, is_flat })
    }

    fn glob(&mut self, scope: Scope<'_>, value: &Node, pattern: &str) -> Option<Entry> {
        let matcher = self.matcher(scope, value, pattern.trim_start_matches("./"))?;
        let tree = &self.trees[scope.part];
        let mut pages = tree.below(scope.folder).into_iter().map(|(path, _)| path.to_string());
        let mut folders = tree.folders_below(scope.folder).into_iter();
        let is_some = pages.any(|path| matcher.is_match(path))
            || folders.any(|path| matcher.is_match(path.as_str()) || matcher.is_match(format!("{path}/")));
        if !is_some {
            self.findings.push(words::nav_matches_nothing(scope.source, value.span, pattern));
            return None;
        }
        Some(Entry::Glob { matcher })
    }

    fn matcher(&mut self, scope: Scope<'_>, value: &Node, pattern: &str) -> Option<GlobMatcher> {
        match GlobBuilder::new(pattern).literal_separator(true).build() {
            Ok(glob) => Some(glob.compile_matcher()),
            Err(_) => {
                self.findings.push(words::nav_form(scope.source, value.span));
                None
            }
        }
    }
}
