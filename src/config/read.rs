//! Reads `vestibule.yaml`: text -> `Config`, or everything that is wrong with it at once.

use std::path::PathBuf;
use std::sync::Arc;

use globset::{Glob, GlobSet, GlobSetBuilder};
use icu_locale_core::LanguageIdentifier;

use super::fields::Fields;
use super::{CatalogFiles, Config, Discover, Site, SourceSpec, docs, forges, plugin, policy, secrets, words};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::site_path::LinkStyle;
use crate::base::source::{Place, Source};
use crate::base::yaml::{self, Node, Value};

const KEYS: &[&str] = &[
    "site",
    "sources",
    "catalog",
    "docs",
    "model",
    "facts",
    "scorecards",
    "views",
    "actions",
    "audiences",
    "diagnostics",
    "plugins",
];
const LATER: &[&str] = &["facts", "scorecards", "actions", "audiences"];

/// Reads the configuration whose relative paths start from `root`.
pub fn read(source: &Arc<Source>, root: PathBuf) -> Result<Config, Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let mut config = Config::default_in(root);
    let mut documents = yaml::documents(source, &yaml::LIMITS);
    let source = &without_credentials(source);
    for mut finding in documents.iter_mut().flat_map(|document| std::mem::take(&mut document.findings)) {
        for place in finding.place.iter_mut().chain(finding.labels.iter_mut().map(|label| &mut label.place)) {
            place.source = Arc::clone(source);
        }
        findings.push(finding);
    }
    let mut roots = documents.iter().filter_map(|document| document.root.as_ref());
    if let Some(root) = roots.next() {
        portal(source, root, &mut config, &mut findings);
    }
    if let Some(second) = roots.next() {
        findings.push(words::several_documents(Place::at(source, second.span)));
    }
    if findings.iter().any(|finding| finding.severity == Severity::Error) { Err(findings) } else { Ok(config) }
}

/// Gives the source that places point into: the same text, byte for byte, but for stars where secrets stand. Diagnostics quote it.
pub(super) fn without_credentials(source: &Arc<Source>) -> Arc<Source> {
    Arc::new(Source {
        repository: source.repository.clone(),
        commit: source.commit.clone(),
        path: source.path.clone(),
        text: secrets::without_secrets(&source.text).into(),
    })
}

fn portal(source: &Arc<Source>, root: &Node, config: &mut Config, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(source, "", root, findings) else { return };
    fields.only(KEYS);
    for key in LATER {
        if let Some((key, _)) = root.entry(key) {
            fields.findings.push(words::not_yet(Place::at(source, key.span), &key.name, "remove it for now"));
        }
    }
    if let Some(patterns) = fields.texts("model") {
        config.model_files = patterns;
    }
    if let Some(patterns) = fields.texts("views") {
        config.view_files = patterns;
    }
    let (diagnostics_node, docs_node, plugins_node) = (fields.node("diagnostics"), fields.node("docs"), fields.node("plugins"));
    let (site_node, sources_node, catalog_node) = (fields.node("site"), fields.node("sources"), fields.node("catalog"));
    if let Some(node) = site_node {
        site(source, node, &mut config.site, findings);
    }
    if let Some(node) = sources_node {
        if node.items().is_empty() {
            findings.push(words::wrong_type(Place::at(source, node.span), "sources", "a list of sources", "something else"));
        }
        let (backstage, others): (Vec<_>, Vec<_>) = node.items().iter().partition(|item| item.get("backstage").is_some());
        config.sources = others.into_iter().filter_map(|item| source_spec(source, item, findings)).collect();
        config.app_configs = backstage.into_iter().filter_map(|item| app_config(source, item, findings)).collect();
    }
    if let Some(node) = catalog_node {
        catalog(source, node, config, findings);
    }
    if let Some(node) = docs_node {
        docs::read(source, node, config, findings);
    }
    if let Some(node) = plugins_node {
        config.plugin_specs = plugin::specs(source, node, findings);
    }
    if let Some(node) = diagnostics_node {
        policy::read(source, node, &mut config.policy, findings);
    }
}

fn site(source: &Arc<Source>, node: &Node, site: &mut Site, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(source, "site", node, findings) else { return };
    fields.only(&["title", "language", "url", "theme", "links", "cards"]);
    if let Some((title, _)) = fields.text("title") {
        site.title = title.to_owned();
    }
    if let Some((text, place)) = fields.text("language") {
        match text.parse::<LanguageIdentifier>() {
            Ok(language) if language != LanguageIdentifier::UNKNOWN => site.language = language.to_string(),
            _ => fields.findings.push(words::wrong_value(
                place,
                "site.language",
                text,
                "a language",
                "write its tag, as in `en`, `de` or `pt-BR`",
            )),
        }
    }
    if let Some((text, place)) = fields.text("url") {
        match url::Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none() => {
                site.url = Some(format!("{}/", url.as_str().trim_end_matches('/')));
            }
            _ => fields.findings.push(words::wrong_value(
                place,
                "site.url",
                text,
                "an http or https URL",
                "write it whole, as in `https://portal.example.com/`",
            )),
        }
    }
    if let Some((theme, _)) = fields.text("theme")
        && theme != "default"
    {
        site.theme = Some(PathBuf::from(theme));
    }
    cards(&mut fields, site);
    if let Some((links, place)) = fields.text("links") {
        match links {
            "pretty" => site.links = LinkStyle::Pretty,
            "explicit" => site.links = LinkStyle::Explicit,
            other => fields.findings.push(words::wrong_value(
                place,
                "site.links",
                other,
                "`pretty` or `explicit`",
                "`explicit` is for object storage that serves no `index.html` for a folder",
            )),
        }
    }
}

/// Reads `site.cards`, a switch, which needs the address of the site to be on.
fn cards(fields: &mut Fields<'_, '_>, site: &mut Site) {
    let Some(node) = fields.node("cards") else { return };
    let place = Place::at(fields.source, node.span);
    match node.value {
        Value::Bool(true) if fields.node("url").is_none() => {
            fields.findings.push(words::cards_without_url(place));
        }
        Value::Bool(is_on) => site.cards = is_on,
        _ => fields.findings.push(words::wrong_type(place, "site.cards", "`true` or `false`", node.type_name())),
    }
}

/// Reads `backstage`, one path or several.
fn app_config(source: &Arc<Source>, node: &Node, findings: &mut Vec<Diagnostic>) -> Option<(Vec<String>, Place)> {
    let mut fields = Fields::of(source, "sources", node, findings)?;
    fields.only(&["backstage"]);
    let place = Place::at(source, fields.node("backstage").unwrap_or(node).span);
    fields.texts("backstage").map(|paths| (paths, place))
}

fn source_spec(source: &Arc<Source>, node: &Node, findings: &mut Vec<Diagnostic>) -> Option<SourceSpec> {
    let mut fields = Fields::of(source, "sources", node, findings)?;
    if let Some(forge) = forges::KEYS.into_iter().find(|forge| node.entry(forge).is_some()) {
        fields.only(&[forge]);
        return forges::read(source, forge, node, findings).map(|forge| SourceSpec::Forge(Box::new(forge)));
    }
    if let Some((pattern, place)) = fields.text("path") {
        fields.only(&["path"]);
        return Some(SourceSpec::Path { pattern: pattern.to_owned(), place: Some(place) });
    }
    if let Some((url, place)) = fields.text("git") {
        fields.only(&["git", "ref", "depth"]);
        let reference = fields.text("ref").map(|(reference, _)| reference.to_owned());
        let depth = docs::depth(&mut fields);
        return Some(SourceSpec::Git { url: url.to_owned(), reference, depth, place });
    }
    let known = ["path", "git", "ref", "depth", "github", "gitlab", "gitea"];
    let before = fields.findings.len();
    fields.only(&known);
    if fields.findings.len() == before {
        findings.push(words::source_without_type(Place::at(source, node.span)));
    }
    None
}

/// Reads `catalog.discover`, a switch or the patterns of what is accepted, and `catalog.ignore`.
fn discover(fields: &mut Fields<'_, '_>, discover: &mut Discover) {
    match fields.node("discover").map(|node| &node.value) {
        Some(Value::Bool(is_on)) => discover.is_on = *is_on,
        Some(_) => discover.accept = names(fields, "discover"),
        None => {}
    }
    if let Some(ignore) = names(fields, "ignore") {
        discover.ignore = ignore;
    }
}

/// Reads `catalog.history`, a number of commits, and `catalog.contributors`, a switch.
fn history(fields: &mut Fields<'_, '_>, config: &mut Config) {
    if let Some(node) = fields.node("history") {
        match &node.value {
            Value::Number(number) if number.as_u64().is_some() => {
                config.history = number.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
            }
            _ => {
                let place = Place::at(fields.source, node.span);
                fields.findings.push(words::wrong_type(place, "catalog.history", "a number of commits", node.type_name()));
            }
        }
    }
    if let Some(node) = fields.node("contributors") {
        match node.value {
            Value::Bool(is_on) => config.contributors = is_on,
            _ => {
                let place = Place::at(fields.source, node.span);
                fields.findings.push(words::wrong_type(place, "catalog.contributors", "`true` or `false`", node.type_name()));
            }
        }
    }
}

/// Reads patterns over the names of repositories.
fn names(fields: &mut Fields<'_, '_>, key: &str) -> Option<GlobSet> {
    let patterns = fields.texts(key)?;
    let mut builder = GlobSetBuilder::new();
    for pattern in &patterns {
        match Glob::new(pattern) {
            Ok(glob) => {
                builder.add(glob);
            }
            Err(error) => {
                let place = Place::at(fields.source, fields.node.get(key).map_or(fields.node.span, |node| node.span));
                let hint = format!("{}; it stands for names of repositories, as in `northwind/sandbox-*`", error.kind());
                fields.findings.push(words::wrong_value(place, &fields.path(key), pattern, "a pattern", &hint));
            }
        }
    }
    builder.build().ok()
}

fn catalog(source: &Arc<Source>, node: &Node, config: &mut Config, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(source, "catalog", node, findings) else { return };
    fields.only(&["files", "elsewhere", "discover", "ignore", "history", "contributors"]);
    history(&mut fields, config);
    discover(&mut fields, &mut config.discover);
    policy::read_elsewhere(&mut fields, &mut config.policy);
    let Some(patterns) = fields.texts("files") else { return };
    for pattern in &patterns {
        if let Err(error) = Glob::new(pattern) {
            let place = Place::at(source, node.get("files").map_or(node.span, |files| files.span));
            fields.findings.push(words::wrong_value(
                place,
                "catalog.files",
                pattern,
                "a pattern",
                &format!("{}; `*` matches inside a folder, `**` any folders", error.kind()),
            ));
        }
    }
    config.catalog = CatalogFiles { patterns, is_default: false };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::repo_path::RepoPath;

    fn errors(text: &str) -> Vec<String> {
        let path = RepoPath::new("vestibule.yaml").unwrap();
        let source = Arc::new(Source { repository: None, commit: None, path, text: text.into() });
        let describe =
            |finding: Diagnostic| format!("{}: {} ({})", finding.place.unwrap(), finding.message, finding.hint.unwrap());
        read(&source, PathBuf::from("/portal"))
            .map_or_else(|findings| findings.into_iter().map(describe).collect(), |_| Vec::new())
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        assert_eq!(
            errors("site:\n  titel: A\n  url: portal\n  links: nice\nsources:\n  - pth: .\n  - {}\n"),
            [
                "vestibule.yaml:2:3: `site` has no key `titel` (did you mean `title`?)",
                "vestibule.yaml:3:8: `site.url` must be an http or https URL, but it is `portal` (write it whole, as in `https://portal.example.com/`)",
                "vestibule.yaml:4:10: `site.links` must be `pretty` or `explicit`, but it is `nice` (`explicit` is for object storage that serves no `index.html` for a folder)",
                "vestibule.yaml:6:5: `sources` has no key `pth` (did you mean `path`?)",
                "vestibule.yaml:7:5: a source must say where it is (give it one of `path`, `git`, `github`, `gitlab` or `gitea`)",
            ]
        );
    }

    #[test]
    fn credentials_are_not_quoted() {
        let path = RepoPath::new("vestibule.yaml").unwrap();
        let text = "sources:\n  - git: https://ada:s\u{e9}cret@host.example/a.git\n    reff: main\n";
        let source = Arc::new(Source { repository: None, commit: None, path, text: text.into() });
        let findings = read(&source, PathBuf::from("/portal")).unwrap_err();
        let place = findings[0].place.as_ref().unwrap();
        assert_eq!(place.to_string(), "vestibule.yaml:3:5");
        assert_eq!(place.source.line(2), "  - git: https://***********@host.example/a.git");
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(errors("# nothing yet\n"), [""; 0]);
    }
}
