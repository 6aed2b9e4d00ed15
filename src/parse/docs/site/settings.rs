//! `mkdocs.yml`: where the docs are, what they are called, which files belong to them and where they are edited. Nothing that it names is ever run.

use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use super::layers::{self, Layers};
use super::patterns::Patterns;
use super::{honoured, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::base::yaml::Node;
use crate::model::edit_link::EditLink;
use crate::model::sources::{File, Repository};

/// What MkDocs leaves out unless `exclude_docs` takes it back.
const EXCLUDED: [&str; 2] = [".*", "/templates/"];
/// What is left out where no `mkdocs.yml` says anything: what generators take for their own.
const CONVENTION: [&str; 4] = [".*", "_*", "node_modules/", "/templates/"];

/// Holds what is read of the file.
#[derive(Default)]
pub(in crate::parse::docs) struct Settings {
    /// The file with what it inherits; without any when there is no file.
    pub(in crate::parse::docs) layers: Layers,
    /// `site_name`.
    pub(in crate::parse::docs) title: Option<String>,
    /// `site_description`.
    pub(in crate::parse::docs) description: Option<String>,
    /// `language` of `theme`, or its `locale`, as BCP 47 writes it.
    pub(in crate::parse::docs) language: Option<String>,
    /// `docs_dir`, from the repository's root.
    pub(in crate::parse::docs) docs_dir: Option<RepoPath>,
    /// `nav`, with the file that holds it.
    pub(in crate::parse::docs) nav: Option<(Arc<Source>, Node)>,
    /// The files that are no pages: `exclude_docs`, and `draft_docs`, which MkDocs shows to their author alone.
    excluded: Patterns,
    drafts: Patterns,
    /// The pages that may be in no navigation: `not_in_nav`.
    pub(in crate::parse::docs) unlisted: Patterns,
    /// Where pages are edited.
    pub(in crate::parse::docs) edit: EditLink,
}

/// Reads `mkdocs.yaml` or `mkdocs.yml` in `folder`, in Backstage's order; without either, the conventions.
pub(in crate::parse::docs) fn read(repository: &Repository, folder: &RepoPath, findings: &mut Vec<Diagnostic>) -> Settings {
    match layers::find(repository, folder, &["mkdocs.yaml", "mkdocs.yml"]) {
        Some(file) => read_file(repository, file, findings),
        None => Settings { excluded: Patterns::read(&CONVENTION, None, findings), ..Settings::default() },
    }
}

/// Reads one file.
pub(in crate::parse::docs) fn read_file(repository: &Repository, file: &File, findings: &mut Vec<Diagnostic>) -> Settings {
    let layers = Layers::read(repository, file, findings);
    let text = |key: &str| layers.text(key).map(|(_, text)| text.to_owned()).filter(|text| !text.is_empty());
    let mut settings = Settings {
        title: text("site_name"),
        description: text("site_description"),
        language: language(&layers),
        excluded: Patterns::read(&EXCLUDED, layers.get("exclude_docs"), findings),
        drafts: Patterns::read(&[], layers.get("draft_docs"), findings),
        unlisted: Patterns::read(&[], layers.get("not_in_nav"), findings),
        ..Settings::default()
    };
    if let Some((found, text)) = layers.text("docs_dir") {
        settings.docs_dir = found.source.path.parent().join(text).filter(|_| !text.starts_with('/'));
        if settings.docs_dir.is_none() {
            findings.push(words::docs_dir_outside(found.source, found.node.span, text));
        }
    }
    if let Some(found) = layers.get("nav") {
        if !found.node.items().is_empty() || !found.node.entries().is_empty() {
            settings.nav = Some((Arc::clone(found.source), found.node.clone()));
        } else if found.node.type_name() != "null" && found.node.type_name() != "array" {
            findings.push(words::wrong_form(found.source, found.node.span, "nav", "a list of pages"));
        }
    }
    let name = layers.get("site_name").filter(|found| !matches!(found.node.type_name(), "null" | "string"));
    if let Some(found) = name.filter(|found| found.text().is_none() && !found.is_env()) {
        findings.push(words::wrong_form(found.source, found.node.span, "site_name", "a text"));
    }
    settings.edit = edit(&layers, findings);
    honoured::tell(&layers, findings);
    settings.layers = layers;
    settings
}

/// Reads what language the pages are in, as themes are told.
fn language(layers: &Layers) -> Option<String> {
    let themes = || layers.all("theme").map(|found| found.node);
    let text = ["language", "locale"].into_iter().find_map(|key| themes().find_map(|theme| theme.get(key)?.as_str()))?;
    let language: LanguageIdentifier = text.trim().parse().ok()?;
    (language != LanguageIdentifier::UNKNOWN).then(|| language.to_string())
}

/// Reads where pages are edited.
fn edit(layers: &Layers, findings: &mut Vec<Diagnostic>) -> EditLink {
    let text = |key: &str| layers.text(key).map(|(_, text)| text);
    let (repo, uri, template) = (text("repo_url").filter(|url| !url.is_empty()), text("edit_uri"), text("edit_uri_template"));
    EditLink::new(repo, uri, template).unwrap_or_else(|| {
        let key = if template.is_some() { "edit_uri_template" } else { "edit_uri" };
        if let Some(found) = layers.get(key) {
            findings.push(words::wrong_form(
                found.source,
                found.node.span,
                key,
                "a URL, or the end of one that `repo_url` starts",
            ));
        }
        EditLink::Forge
    })
}

impl Settings {
    /// Gives the file, if there is one.
    pub(in crate::parse::docs) fn source(&self) -> Option<&Arc<Source>> {
        self.layers.source()
    }

    /// Tells whether the file at `below` in the docs folder is left out.
    pub(in crate::parse::docs) fn leaves_out(&self, below: &RepoPath) -> bool {
        self.excluded.matches(below) || self.drafts.matches(below)
    }
}
