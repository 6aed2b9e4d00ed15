//! The `redirects` plugin: old addresses of pages -> where they lead on to.

use std::collections::BTreeMap;

use super::honoured;
use super::include::Parts;
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::suggest;
use crate::base::url_policy::{self, Target};
use crate::model::docs::{DocPage, Onward, RawLink};

/// The most addresses of one site that lead on.
const MOST: usize = 5_000;

/// Reads `redirect_maps` of the docs themselves.
pub(in crate::parse::docs) fn redirects(
    parts: &Parts<'_>,
    pages: &[DocPage<RawLink>],
    numbers: &BTreeMap<(usize, RepoPath), usize>,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Onward> {
    let mut redirects = BTreeMap::new();
    let Some(main) = parts.list.first() else { return redirects };
    let Some(found) = honoured::plugin(&main.settings.layers, "redirects") else { return redirects };
    let Some(maps) = found.node.get("redirect_maps") else { return redirects };
    let wanted = "old pages with the page that each became";
    if !maps.is_mapping() && maps.type_name() != "null" {
        findings.push(words::wrong_form(found.source, maps.span, "redirect_maps", wanted));
    }
    for (key, value) in maps.entries().iter().take(MOST) {
        let Some(to) = value.as_str().map(str::trim) else {
            findings.push(words::wrong_form(found.source, value.span, "redirect_maps", wanted));
            continue;
        };
        let Some(from) = RepoPath::new(key.name.trim_start_matches('/')).map(|path| address(&path)) else { continue };
        if pages.binary_search_by(|page| page.path.as_str().cmp(&from)).is_ok() {
            findings.push(words::redirect_taken(found.source, key.span, &key.name));
            continue;
        }
        let onward = match url_policy::sort(to) {
            Target::External(url) => Some(Onward::Url(url.to_owned())),
            Target::Forbidden(_) => {
                findings.push(words::nav_forbidden(found.source, value.span, to));
                continue;
            }
            Target::Relative(text) => {
                let (path, fragment) = text.split_once('#').map_or((text, None), |(path, fragment)| (path, Some(fragment)));
                let file = main.root.join(path.trim_start_matches('/'));
                let by_file = file.and_then(|file| numbers.get(&(0, file)).copied());
                let by_address = || {
                    let path = address(&RepoPath::new(path.trim_start_matches('/'))?);
                    pages.binary_search_by(|page| page.path.as_str().cmp(&path)).ok()
                };
                let fragment = fragment.filter(|fragment| !fragment.is_empty()).map(str::to_owned);
                by_file.or_else(by_address).map(|number| Onward::Page(number, fragment))
            }
        };
        match onward {
            Some(onward) => drop(redirects.insert(from, onward)),
            None => {
                let files = numbers.keys().filter(|(part, _)| *part == 0);
                let files: Vec<String> = files.filter_map(|(_, file)| Some(file.strip_prefix(&main.root)?.to_string())).collect();
                let near = suggest::nearest(to, files.iter().map(String::as_str));
                findings.push(words::redirect_missing(found.source, value.span, to, near));
            }
        }
    }
    redirects
}

/// Gives the address that a Markdown file has, or had: `guide/setup.md` and `guide/setup/` -> `guide/setup`.
fn address(path: &RepoPath) -> String {
    let text = path.as_str().to_lowercase();
    let is_page = |end: &str| super::MARKDOWN.contains(&end) || matches!(end, "html" | "htm");
    let stem = text.rsplit_once('.').filter(|(_, end)| is_page(end)).map_or(text.as_str(), |(stem, _)| stem);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    if matches!(name, "index" | "readme") { folder.to_owned() } else { stem.to_owned() }
}
