//! One link as written -> what it means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::anchors::Anchor;
use super::index::{self, Index, OnForge, Published};
use super::{Names, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::site_path::SitePath;
use crate::base::source::{Place, Source};
use crate::base::suggest;
use crate::base::url_policy;
use crate::model::docs::{Mount, Onward, RawLink, Target, mount_of};
use crate::model::entity_ref::EntityRef;
use crate::model::picture::Picture;
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
    pub(super) mounts: &'a [Mount],
    pub(super) redirects: &'a BTreeMap<String, Onward>,
    /// The addresses of the site's pages, by number.
    pub(super) paths: &'a [String],
    pub(super) index: &'a Index<'a>,
    pub(super) repositories: &'a [Repository],
    pub(super) names: &'a Names<'a>,
    /// What is known of the images that pages show.
    pub(super) pictures: &'a BTreeMap<RepoPath, Picture>,
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
        if let Some(reference) = link.destination.trim().strip_prefix("entity:").filter(|_| !is_image) {
            return self.entity_link(reference, place());
        }
        match url_policy::sort(&link.destination) {
            url_policy::Target::Forbidden(text) => {
                self.found.push(words::forbidden_link(text, place()));
                Target::Broken
            }
            url_policy::Target::External(url) => {
                let (address, fragment) =
                    url.split_once('#').map_or((url, None), |(address, fragment)| (address, Some(fragment)));
                // A line of a file is shown by the forge alone.
                let is_line = fragment.is_some_and(|text| {
                    text.strip_prefix(['L', 'l']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                });
                let index = self.index;
                match index.of_forge_url(self.entity, address, self.repositories) {
                    OnForge::Page(page) if !is_image && !is_line => self.page(page, fragment.unwrap_or_default(), place()),
                    OnForge::Missing(number, path) => {
                        let repository = &self.repositories[number];
                        let near = nearest(repository, &path);
                        self.found.push(words::broken_forge_link(&path, &repository.name, near, place()));
                        Target::External(url.to_owned())
                    }
                    OnForge::Page(_) | OnForge::Other => Target::External(url.to_owned()),
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
        let candidates = self.candidates(source, &written, encoded);
        for candidate in &candidates {
            if let Some(target) = self.in_repository(candidate, fragment, is_image, &place) {
                return target;
            }
        }
        // Links may also be written as MkDocs serves pages: relative to the page's own folder.
        let own = RepoPath::new(path).and_then(|own| own.join(&written));
        let (own, index) = (own.map(|own| own.as_str().to_lowercase()), self.index);
        let stem = own.as_ref().map(|own| own.strip_suffix(".html").unwrap_or(own));
        let stem = stem.map(|stem| if stem == "index" { "" } else { stem.strip_suffix("/index").unwrap_or(stem) });
        if let Some(page) = stem.and_then(|own| index.of_address(self.entity, own)).filter(|_| !is_image) {
            return self.page(page, fragment, place);
        }
        if let Some(target) = candidates.iter().find_map(|candidate| self.onward(candidate, fragment, &place)) {
            return target;
        }
        if written.contains('\\') {
            let right = written.replace('\\', "/");
            let candidates = self.candidates(source, &right, &right);
            if let Some(target) = candidates.iter().find_map(|file| self.in_repository(file, fragment, is_image, &place)) {
                self.found.push(words::link_form(&written, &right, place));
                return target;
            }
        }
        if let Some((file, target)) =
            candidates.iter().find_map(|candidate| self.in_other_case(candidate, fragment, is_image, &place))
        {
            self.found.push(words::link_case(&written, &file, place));
            return target;
        }
        if let Some(target) = self.portal_missing(&written, &place) {
            return target;
        }
        if candidates.is_empty() {
            self.found.push(words::link_outside(&written, place));
            return Target::Broken;
        }
        let near = candidates.iter().find_map(|candidate| nearest(self.own, candidate));
        self.found.push(words::broken_link(&written, near, place));
        Target::Broken
    }

    /// Lists the paths of the repository that a link may mean: from the page's folder, or from the docs' or the repository's root; as served, when docs include docs; and with a `%` that is one.
    fn candidates(&self, source: &Source, written: &str, encoded: &str) -> Vec<RepoPath> {
        let from = |text: &str| {
            if text.starts_with('/') {
                let own = mount_of(self.mounts, &source.path).map_or(self.root, |mount| &mount.root);
                vec![own.join(&format!("./{text}")), self.root.join(&format!("./{text}")), RepoPath::root().join(text)]
            } else {
                vec![source.path.parent().join(text), self.as_served(source, text)]
            }
        };
        let mut candidates: Vec<RepoPath> = from(written).into_iter().flatten().collect();
        if encoded != written {
            candidates.extend(from(encoded).into_iter().flatten());
        }
        let mut seen = BTreeSet::new();
        candidates.retain(|candidate| seen.insert(candidate.clone()));
        candidates
    }

    /// Finds what a path of the repository became: a page, a published file, or a file on the forge.
    fn in_repository(&mut self, path: &RepoPath, fragment: &str, is_image: bool, place: &Place) -> Option<Target> {
        let repository = self.own;
        let index = self.index;
        let page = index.of_path(self.entity, self.repository, path);
        let page = page.or_else(|| index.of_address(self.entity, "").filter(|_| path == self.root));
        let is_file = || repository.file(path).is_some();
        let page = page.or_else(|| index.first_in(self.entity, self.repository, path).filter(|_| !is_file()));
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
        index::has(repository, path).then(|| self.on_forge(path, fragment, place))
    }

    /// Publishes a file of the repository, if it may be.
    fn asset(&mut self, file: &File, is_image: bool, place: &Place) -> Option<Target> {
        let extension = file.path.extension();
        // An SVG is a picture inside a page, but a document that may run script when it is opened itself.
        if ACTIVE.contains(&extension.as_str()) || (extension == "svg" && !is_image) {
            return None;
        }
        if self.pictures.get(&file.path).is_some_and(|picture| picture.is_active) {
            self.found.push(words::image_active(file, place.clone()));
            return Some(Target::Broken);
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
        // What pages show may be kept by browsers for ever; what they offer keeps the name that people know.
        let local = if is_image { named_by_content(&local, &file.id) } else { local };
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

    pub(super) fn page(&mut self, page: &Published, fragment: &str, place: Place) -> Target {
        let fragment = if fragment.is_empty() { None } else { self.fragment(page, fragment, place) };
        Target::Page { path: page.path.clone(), fragment }
    }

    /// Checks that a page has the section that a fragment names.
    fn fragment(&mut self, page: &Published, fragment: &str, place: Place) -> Option<String> {
        let decoded = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        match page.anchors.find(&decoded) {
            Some(Anchor::Id(id)) => Some(id),
            Some(Anchor::Top) => None,
            None if page.is_text || is_badge(&place) => None,
            None => {
                let near = suggest::nearest(&decoded, page.anchors.ids());
                self.found.push(words::broken_anchor(&decoded, near, place));
                None
            }
        }
    }

    /// Says where an address without a page leads on to.
    fn onward(&mut self, file: &RepoPath, fragment: &str, place: &Place) -> Option<Target> {
        let below = file.strip_prefix(self.root)?.as_str().to_lowercase();
        let stem = below.rsplit_once('.').map_or(below.as_str(), |(stem, _)| stem);
        let (redirects, index) = (self.redirects, self.index);
        match redirects.get(stem).or_else(|| redirects.get(stem.strip_suffix("/index")?))? {
            Onward::Url(url) => Some(Target::External(url.clone())),
            Onward::Page(number, own) => {
                let page = index.of_address(self.entity, self.paths.get(*number)?)?;
                let fragment = own.as_deref().unwrap_or(fragment).to_owned();
                Some(self.page(page, &fragment, place.clone()))
            }
        }
    }

    /// Finds the file that a link of an included page means: such pages are served as if they stood below an address, and may be linked to in that form.
    fn as_served(&self, source: &Source, written: &str) -> Option<RepoPath> {
        let mount = mount_of(self.mounts, &source.path).filter(|_| self.mounts.len() > 1)?;
        let below = source.path.strip_prefix(&mount.root)?.parent();
        let folder = RepoPath::new(&mount.at)?.join(below.as_str())?;
        let target = folder.join(written)?;
        let lower = RepoPath::new(&target.as_str().to_lowercase())?;
        let within = self.mounts.iter().filter_map(|mount| Some((mount, RepoPath::new(&mount.at)?)));
        let (to, at) = within.filter(|(_, at)| lower.strip_prefix(at).is_some()).max_by_key(|(_, at)| at.as_str().len())?;
        // Lower case may have another length in bytes; the number of parts stays.
        let rest: Vec<&str> = target.parts().skip(at.parts().count()).collect();
        to.root.join(&rest.join("/"))
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
}

/// Tells whether a link stands in the table that the all-contributors bot writes: its badges lead to sections that are never there.
fn is_badge(place: &Place) -> bool {
    let text = &place.source.text;
    let between = || Some((text.find("ALL-CONTRIBUTORS-LIST:START")?, text.find("ALL-CONTRIBUTORS-LIST:END")?));
    let at = place.span.map(|span| span.start as usize);
    between().zip(at).is_some_and(|((start, end), at)| (start..end).contains(&at))
}

/// Finds what was probably meant: the nearest name in the same folder, else the same name elsewhere.
fn nearest(repository: &Repository, path: &RepoPath) -> Option<String> {
    let (files, folder) = (&repository.files, path.parent());
    let beside = files.iter().filter(|file| file.path.parent() == folder).map(|file| file.path.file_name());
    if let Some(name) = suggest::nearest(path.file_name(), beside) {
        return Some(name.to_owned());
    }
    files.iter().find(|file| file.path.file_name() == path.file_name()).map(|file| file.path.to_string())
}

/// Puts what names a file's content before its extension: `img/a.png` -> `img/a.1b2c3d4e.png`.
fn named_by_content(path: &str, id: &str) -> String {
    let name = &blake3::hash(id.as_bytes()).to_hex()[..8];
    match path.rsplit_once('.').filter(|(_, extension)| !extension.contains('/')) {
        Some((stem, extension)) => format!("{stem}.{name}.{extension}"),
        None => format!("{path}.{name}"),
    }
}
