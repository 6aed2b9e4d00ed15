//! One link as written -> what it means.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::index::{Index, Published};
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::site_path::SitePath;
use crate::base::source::{Place, Source};
use crate::base::suggest;
use crate::base::url_policy;
use crate::model::docs::{RawLink, Target};
use crate::model::entity_ref::EntityRef;
use crate::model::sources::{File, Repository};

/// The most bytes that a published file may have.
const MOST_ASSET_BYTES: u64 = 20 << 20;

/// Starts the destination of a link to a page of the same docs by its number; `parse` makes them, and no content can.
const PAGE: char = '\u{fdd5}';

/// Files that browsers run when they are opened; they are never published.
const ACTIVE: [&str; 9] = ["html", "htm", "xhtml", "xht", "shtml", "js", "mjs", "xml", "wasm"];

/// Resolves the links of one docs site.
pub(super) struct Resolver<'a> {
    pub(super) entity: &'a EntityRef,
    pub(super) repository: usize,
    /// The repository as it is at the version of the docs.
    pub(super) own: &'a Repository,
    /// What stands in addresses for the version; empty for the current one.
    pub(super) version: &'a str,
    pub(super) root: &'a RepoPath,
    /// The addresses of the site's pages, by number.
    pub(super) paths: &'a [String],
    pub(super) index: &'a Index<'a>,
    pub(super) repositories: &'a [Repository],
    pub(super) title_of: &'a (dyn Fn(&EntityRef) -> Option<String> + Sync),
    /// The files that pages show or offer.
    pub(super) assets: BTreeMap<SitePath, RepoPath>,
    /// What is wrong with the links of the current page.
    pub(super) found: Vec<Diagnostic>,
}

impl Resolver<'_> {
    /// Resolves a link of the page at `path`, read from `source`. `is_image` tells whether the page shows what it leads to.
    pub(super) fn resolve(&mut self, source: &Arc<Source>, path: &str, link: &RawLink, is_image: bool) -> Target {
        let place = || Place::at(source, link.span);
        if let Some(number) = link.destination.strip_prefix(PAGE) {
            let address = number.parse::<usize>().ok().and_then(|number| self.paths.get(number));
            return match address.and_then(|address| self.index.of_address(self.entity, address)) {
                Some(page) => Target::Page { path: page.path.clone(), fragment: None },
                None => Target::Broken,
            };
        }
        match url_policy::sort(&link.destination) {
            url_policy::Target::Forbidden(text) => {
                self.found.push(words::forbidden_link(text, place()));
                Target::Broken
            }
            url_policy::Target::External(url) => {
                let (address, fragment) =
                    url.split_once('#').map_or((url, None), |(address, fragment)| (address, Some(fragment)));
                match self.index.of_forge_url(address, self.repositories).filter(|_| !is_image) {
                    Some(page) => self.page(page, fragment.unwrap_or_default(), place()),
                    None => Target::External(url.to_owned()),
                }
            }
            url_policy::Target::Relative(text) => self.relative(source, path, text, is_image, place()),
        }
    }

    fn relative(&mut self, source: &Arc<Source>, path: &str, text: &str, is_image: bool, place: Place) -> Target {
        let (before, fragment) = text.split_once('#').unwrap_or((text, ""));
        let encoded = before.split('?').next().unwrap_or_default();
        let written = percent_decode_str(encoded).decode_utf8_lossy().into_owned();
        if written.is_empty() {
            return match self.index.of_address(self.entity, path) {
                Some(page) if !fragment.is_empty() => match self.fragment(page, fragment, place) {
                    Some(fragment) => Target::Fragment(fragment),
                    None => Target::Page { path: page.path.clone(), fragment: None },
                },
                Some(page) => Target::Page { path: page.path.clone(), fragment: None },
                None => Target::Broken,
            };
        }
        if let Some(target) = self.portal_path(&written, fragment, &place) {
            return target;
        }
        let folder = source.path.parent();
        let candidates = if written.starts_with('/') {
            [self.root.join(&format!("./{written}")), RepoPath::root().join(&written)]
        } else {
            [folder.join(&written), None]
        };
        for candidate in candidates.iter().flatten() {
            if let Some(target) = self.in_repository(candidate, fragment, is_image, &place) {
                return target;
            }
        }
        // Links may also be written as MkDocs serves pages: relative to the page's own folder.
        let own = RepoPath::new(path).and_then(|own| own.join(&written));
        if let Some(page) = own.and_then(|own| self.index.of_address(self.entity, &own.as_str().to_lowercase())) {
            return self.page(page, fragment, place);
        }
        if let Some((file, target)) =
            candidates.iter().flatten().find_map(|candidate| self.in_other_case(candidate, fragment, is_image, &place))
        {
            self.found.push(words::link_case(&written, &file, place));
            return target;
        }
        if candidates.iter().all(Option::is_none) {
            self.found.push(words::link_outside(&written, place));
            return Target::Broken;
        }
        let near = candidates.iter().flatten().find_map(|candidate| self.nearest(candidate));
        self.found.push(words::broken_link(&written, near, place));
        Target::Broken
    }

    /// Finds what a path of the repository became: a page, a published file, or a file on the forge.
    fn in_repository(&mut self, path: &RepoPath, fragment: &str, is_image: bool, place: &Place) -> Option<Target> {
        let repository = self.own;
        let as_page = ["", ".md", "/index.md", "/README.md", "/readme.md", ".markdown"];
        let page = as_page.iter().find_map(|end| self.index.of_file(self.repository, &RepoPath::new(&format!("{path}{end}"))?));
        if let Some(page) = page.filter(|_| !is_image) {
            return Some(self.page(page, fragment, place.clone()));
        }
        if let Some(file) = repository.file(path) {
            let is_markdown = matches!(file.path.extension().as_str(), "md" | "markdown");
            if !is_markdown && let Some(target) = self.asset(file, is_image, place) {
                return Some(target);
            }
            return Some(self.on_forge(path, fragment, place));
        }
        let below = format!("{path}/");
        let next = repository.files.partition_point(|file| file.path.as_str() < below.as_str());
        let is_folder =
            path.is_root() || repository.files.iter().skip(next).take(1).any(|file| file.path.as_str().starts_with(&below));
        let is_folder = is_folder || repository.files.iter().any(|file| file.path.as_str().starts_with(&below));
        is_folder.then(|| self.on_forge(path, fragment, place))
    }

    /// Publishes a file of the repository, if it may be.
    fn asset(&mut self, file: &File, is_image: bool, place: &Place) -> Option<Target> {
        let extension = file.path.extension();
        // An SVG is a picture inside a page, but a document that may run script when it is opened itself.
        if ACTIVE.contains(&extension.as_str()) || (extension == "svg" && !is_image) {
            return None;
        }
        let below_root = file.path.strip_prefix(self.root);
        if below_root.is_none() && !is_image {
            return None;
        }
        if file.size > MOST_ASSET_BYTES {
            self.found.push(words::asset_too_large(file, MOST_ASSET_BYTES, place.clone()));
            return None;
        }
        let local = below_root.map_or_else(|| format!("_repo/{}", file.path), |path| path.to_string());
        let path = SitePath::file(["docs", &self.entity.namespace, &self.entity.kind, &self.entity.name, self.version, &local]);
        self.assets.insert(path.clone(), file.path.clone());
        Some(Target::Page { path, fragment: None })
    }

    /// Links to a file or folder where its forge shows it.
    fn on_forge(&mut self, path: &RepoPath, fragment: &str, place: &Place) -> Target {
        let repository = self.own;
        let revision = repository
            .revision
            .commit
            .as_deref()
            .filter(|_| !repository.revision.dirty)
            .or(repository.revision.branch.as_deref());
        match (&repository.forge, revision) {
            (Some(forge), Some(revision)) => {
                let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
                Target::External(format!("{}{fragment}", forge.view_url(path, revision, None)))
            }
            _ => {
                self.found.push(words::link_not_published(path, place.clone()));
                Target::Broken
            }
        }
    }

    /// Understands links to pages of a portal: `/catalog/default/component/pay`, `/docs/default/component/pay/guide`.
    fn portal_path(&mut self, written: &str, fragment: &str, place: &Place) -> Option<Target> {
        let mut parts = written.strip_prefix('/')?.trim_end_matches('/').splitn(5, '/');
        let (section, namespace, kind, name, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next());
        let reference = EntityRef::new(kind, namespace, name);
        match section {
            "catalog" if (self.title_of)(&reference).is_some() => {
                Some(Target::Page { path: reference.site_path(), fragment: None })
            }
            "docs" => {
                let page = self.index.of_address(&reference, &rest.unwrap_or_default().to_lowercase())?;
                Some(self.page(page, fragment, place.clone()))
            }
            _ => None,
        }
    }

    fn page(&mut self, page: &Published, fragment: &str, place: Place) -> Target {
        let fragment = if fragment.is_empty() { None } else { self.fragment(page, fragment, place) };
        Target::Page { path: page.path.clone(), fragment }
    }

    /// Checks that a page has the section that a fragment names.
    fn fragment(&mut self, page: &Published, fragment: &str, place: Place) -> Option<String> {
        let decoded = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        let known =
            [decoded.clone(), decoded.to_lowercase(), format!("section-{decoded}")].into_iter().find(|id| page.ids.contains(id));
        if known.is_none() {
            let near = suggest::nearest(&decoded, page.ids.iter().map(String::as_str).filter(|id| !id.starts_with("fn-")));
            self.found.push(words::broken_anchor(&decoded, near, place));
        }
        known
    }

    /// Looks for a file whose path differs in case alone.
    fn in_other_case(&mut self, path: &RepoPath, fragment: &str, is_image: bool, place: &Place) -> Option<(RepoPath, Target)> {
        let wanted = path.as_str().to_lowercase();
        let files = &self.own.files;
        let file = files
            .iter()
            .find(|file| file.path.as_str().len() == wanted.len() && file.path.as_str().to_lowercase() == wanted)?
            .path
            .clone();
        let target = self.in_repository(&file, fragment, is_image, place)?;
        Some((file, target))
    }

    /// Finds what was probably meant: the nearest name in the same folder, else the same name elsewhere.
    fn nearest(&self, path: &RepoPath) -> Option<String> {
        let files = &self.own.files;
        let folder = path.parent();
        let beside = files.iter().filter(|file| file.path.parent() == folder).map(|file| file.path.file_name());
        if let Some(name) = suggest::nearest(path.file_name(), beside) {
            return Some(name.to_owned());
        }
        files.iter().find(|file| file.path.file_name() == path.file_name()).map(|file| file.path.to_string())
    }
}
