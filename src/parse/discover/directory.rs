//! `Directory`: what is known across repositories when drafts become descriptors: which names are taken, who publishes what, who is who.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Found, Need};
use super::package::{Ecosystem, Package};
use crate::base::repo_path::RepoPath;
use crate::base::yaml::Node;
use crate::model::entity_ref::EntityRef;
use crate::model::evidence::Certainty;
use crate::model::records::{Claimed, Content, Declared, Descriptor};

/// Answers questions that one repository cannot.
#[derive(Default)]
pub(super) struct Directory {
    taken: BTreeSet<EntityRef>,
    /// The entity that publishes each package; none where several do.
    publishers: BTreeMap<Package, Option<EntityRef>>,
    /// The entity of each folder of a repository, by the repository's own package.
    folders: BTreeMap<(Package, RepoPath), EntityRef>,
    /// Declared groups and users by what forges and mail call them, in lower case: `northwind/payments`, `ada`, `ada@northwind.example`.
    people: BTreeMap<String, EntityRef>,
    /// What pages call declared users, in lower case.
    shown: BTreeSet<String>,
    /// The repositories that declared entities say they live in.
    described: BTreeSet<Package>,
}

/// Who an owner is.
pub(super) struct Person {
    pub(super) reference: EntityRef,
    pub(super) certainty: Certainty,
    /// Whether nobody declared it, so that a team has to be described.
    pub(super) is_new: bool,
}

impl Directory {
    /// Starts with what people declared.
    pub(super) fn of(descriptors: &[Descriptor]) -> Self {
        let mut directory = Self::default();
        for descriptor in descriptors {
            match &descriptor.content {
                Content::Valid(declared) => {
                    let reference = EntityRef::new(&declared.kind, &declared.namespace, &declared.name);
                    directory.meet(declared, &reference);
                    directory.taken.insert(reference);
                }
                Content::Broken(Claimed { kind: Some(kind), namespace, name: Some(name) }) => {
                    directory.taken.insert(EntityRef::new(kind, namespace.as_deref().unwrap_or("default"), name));
                }
                Content::Broken(_) => {}
            }
        }
        directory
    }

    /// Remembers how forges and mail call a declared group or user, and which repository something declared lives in.
    fn meet(&mut self, declared: &Declared, reference: &EntityRef) {
        let text = |path: &[&str]| declared.root.at(path).and_then(Node::as_str);
        let annotation = |key: &str| text(&["metadata", "annotations", key]);
        if matches!(reference.kind.as_str(), "group" | "user") {
            let keys = ["github.com/team-slug", "github.com/user-login", "gitlab.com/user-login"];
            let shown = [text(&["metadata", "title"]), text(&["spec", "profile", "displayName"]), Some(declared.name.as_str())];
            let shown = shown.into_iter().flatten().map(str::to_lowercase);
            self.shown.extend(shown.filter(|_| reference.kind == "user"));
            let names = keys.into_iter().map(annotation).chain([text(&["spec", "profile", "email"])]);
            for name in names.flatten() {
                self.people.entry(name.trim_start_matches('@').to_lowercase()).or_insert_with(|| reference.clone());
            }
            return;
        }
        let slugs =
            ["github.com/project-slug", "gitlab.com/project-slug", "gitea.com/repo-slug"].into_iter().filter_map(annotation);
        let repositories = slugs.map(|slug| Package::new(Ecosystem::Repository, slug));
        let location = annotation("backstage.io/source-location").and_then(|location| location.strip_prefix("url:"));
        let located = location.and_then(Package::of_web_page);
        self.described.extend(repositories.chain(located));
    }

    /// Tells whether somebody described a repository from outside.
    pub(super) fn is_described(&self, repository: &Package) -> bool {
        self.described.contains(repository)
    }

    /// Tells whether somebody of this name is declared.
    pub(super) fn knows_person(&self, name: &str) -> bool {
        self.shown.contains(&name.to_lowercase())
    }

    /// Takes the first name that is free, the last with a number if none is.
    pub(super) fn name(&mut self, kind: &str, candidates: &[String]) -> String {
        let last = candidates.last().map_or("repository", String::as_str);
        let numbered = (2..).map(|number| format!("{last}-{number}"));
        let mut all = candidates.iter().cloned().chain(numbered).map(|name| entity_name(&name));
        all.find(|name| self.taken.insert(EntityRef::new(kind, "default", name))).unwrap_or_default()
    }

    /// Remembers what an entity publishes and where it stands.
    pub(super) fn publish(&mut self, draft: &Draft, repository: &Package, entity: &EntityRef) {
        self.folders.insert((repository.clone(), draft.folder.clone()), entity.clone());
        for package in &draft.provides {
            let publisher = self.publishers.entry(package.clone()).or_insert_with(|| Some(entity.clone()));
            if publisher.as_ref() != Some(entity) {
                *publisher = None;
            }
        }
    }

    /// Finds the entity that gives what is needed.
    pub(super) fn publisher(&self, need: &Need) -> Option<&EntityRef> {
        if let Some(folder) = need.folder.as_deref().and_then(RepoPath::new) {
            return folder.ancestors().find_map(|folder| self.folders.get(&(need.package.clone(), folder)));
        }
        self.publishers.get(&need.package)?.as_ref()
    }

    /// Finds the owner that a word of CODEOWNERS means: somebody declared, or the team or person of that name.
    pub(super) fn person(&self, found: &Found) -> Option<Person> {
        let word = found.value.trim_start_matches('@');
        if let Some(reference) = self.people.get(&word.to_lowercase()) {
            return Some(Person { reference: reference.clone(), certainty: found.certainty, is_new: false });
        }
        let is_mail = !found.value.starts_with('@');
        let (name, is_team) = match word.rsplit_once('/') {
            Some((_, team)) => (team, true),
            None if is_mail => (word.split('@').next()?, false),
            None => (word, false),
        };
        let name = entity_name(name).to_ascii_lowercase();
        let group = EntityRef::new("Group", "default", &name);
        let has_group = self.taken.contains(&group);
        let certainty = if is_mail { Certainty::Guessed } else { found.certainty };
        if is_team || has_group {
            return Some(Person { reference: group, certainty, is_new: is_team && !has_group });
        }
        Some(Person { reference: EntityRef::new("User", "default", &name), certainty, is_new: false })
    }
}

/// Makes a name that keeps the rules of entity names: up to 63 letters, digits, `-`, `_` and `.`.
pub(super) fn entity_name(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let is_edge = |c: char| !c.is_ascii_alphanumeric();
    let trimmed = plain.trim_matches(is_edge);
    let short = trimmed.get(..trimmed.len().min(63)).unwrap_or_default().trim_end_matches(is_edge);
    if short.is_empty() { "repository".to_owned() } else { short.to_owned() }
}
