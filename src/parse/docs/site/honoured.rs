//! Tells what of `mkdocs.yml` does nothing here: one finding a file that names the keys, plugins and extensions.

use super::layers::{Found, Layers};
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::base::suggest;
use crate::base::yaml::Node;

/// Keys that are read, and keys that mean nothing to a portal: how MkDocs itself is run, and how its own pages look.
const KEYS: [&str; 27] = [
    "site_name",
    "site_description",
    "site_url",
    "site_author",
    "site_dir",
    "docs_dir",
    "nav",
    "exclude_docs",
    "draft_docs",
    "not_in_nav",
    "repo_url",
    "repo_name",
    "edit_uri",
    "edit_uri_template",
    "theme",
    "plugins",
    "markdown_extensions",
    "use_directory_urls",
    "validation",
    "strict",
    "dev_addr",
    "watch",
    "remote_branch",
    "remote_name",
    "copyright",
    "extra",
    "INHERIT",
];

/// Plugins whose work is done here, or has no place in a portal of plain files.
const PLUGINS: [&str; 24] = [
    "techdocs-core",
    "search",
    "material/search",
    "redirects",
    "monorepo",
    "awesome-pages",
    "awesome-nav",
    "gh-admonitions",
    "callouts",
    "section-index",
    "exclude",
    "minify",
    "offline",
    "material/offline",
    "privacy",
    "material/privacy",
    "optimize",
    "social",
    "material/social",
    "git-revision-date",
    "git-revision-date-localized",
    "group",
    "material/group",
    "autorefs",
];

/// Python-Markdown's own extensions, by their short names.
const EXTENSIONS: [&str; 18] = [
    "abbr",
    "admonition",
    "attr_list",
    "codehilite",
    "def_list",
    "extra",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "meta",
    "nl2br",
    "sane_lists",
    "smarty",
    "tables",
    "toc",
    "mdx_truly_sane_lists",
    "plantuml_markdown",
    "markdown_inline_graphviz",
];

/// Tells what each file asks for in vain.
pub(super) fn tell(layers: &Layers, findings: &mut Vec<Diagnostic>) {
    for (source, root) in layers.files() {
        let mut first: Option<Span> = None;
        let mut keys = Vec::new();
        for (key, value) in root.entries() {
            if !KEYS.contains(&key.name.as_str()) {
                first.get_or_insert(key.span);
                keys.push(key.name.clone());
            }
            if key.name == "theme"
                && let Some((custom, _)) = value.entry("custom_dir")
            {
                first.get_or_insert(custom.span);
                keys.push("theme.custom_dir".to_owned());
            }
        }
        let mut unknown = |key: &str, is_known: &dyn Fn(&str) -> bool| {
            let mut names = Vec::new();
            for (name, span) in root.get(key).into_iter().flat_map(named) {
                if !is_known(&name) && !names.contains(&name) {
                    first.get_or_insert(span);
                    names.push(name);
                }
            }
            names
        };
        let plugins = unknown("plugins", &|name| PLUGINS.contains(&name));
        let extensions = unknown("markdown_extensions", &|name| {
            let short = name.rsplit_once(':').map_or(name, |(module, _)| module);
            let short = short.strip_prefix("markdown.extensions.").unwrap_or(short);
            EXTENSIONS.contains(&short) || short.starts_with("pymdownx.")
        });
        if let Some(span) = first {
            let near = keys.iter().find_map(|key| suggest::nearest(key, KEYS));
            findings.push(words::not_honoured(source, span, &keys, &plugins, &extensions, near));
        }
    }
}

/// Lists the names of a list of plugins or extensions, in each of the forms that MkDocs takes: `- name`, `- name: {…}` and `name: {…}`.
fn named(list: &Node) -> Vec<(String, Span)> {
    let of_map = |node: &Node| -> Vec<_> { node.entries().iter().map(|(key, _)| (key.name.clone(), key.span)).collect() };
    let item = |item: &Node| match item.as_str() {
        Some(name) => vec![(name.to_owned(), item.span)],
        None => of_map(item),
    };
    if list.items().is_empty() { of_map(list) } else { list.items().iter().flat_map(item).collect() }
}

/// Finds the settings of a plugin, in whichever form it is listed; of a file that inherits, the inherited ones count where it adds to them.
pub(super) fn plugin<'a>(layers: &'a Layers, name: &str) -> Option<Found<'a>> {
    for found in layers.all("plugins") {
        let maps = found.node.items().iter().chain([found.node]);
        if let Some(node) = maps.filter_map(|map| map.get(name)).next() {
            return Some(Found { source: found.source, node });
        }
        if !found.node.is_mapping() {
            return None;
        }
    }
    None
}
