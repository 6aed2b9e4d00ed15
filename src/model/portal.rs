//! `Portal`: everything that is known, related. Made by `relate`, judged by `assess`, read by `render` and `index`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::instant::Instant;
use crate::model::docs::DocsSite;
use crate::model::edit::Edit;
use crate::model::entity::{BrokenEntity, Entity};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Allowed, Finding, Subject};
use crate::model::kind::Model;
use crate::model::plugin::{Collected, Plugin, Searchable};
use crate::model::sources::Repository;
use crate::model::view::View;

/// Holds the whole catalog and all docs. After this, nothing is text that should be a reference.
#[derive(Debug, Default)]
pub struct Portal {
    /// The kinds.
    pub model: Arc<Model>,
    /// The repositories, as configured.
    pub repositories: Vec<Repository>,
    /// The valid entities.
    pub entities: BTreeMap<EntityRef, Entity>,
    /// The entities that answer to names of before, by those names.
    pub aliases: BTreeMap<EntityRef, EntityRef>,
    /// The documents that could not become entities, in the order of their places.
    pub broken: Vec<BrokenEntity>,
    /// The docs, by the entity whose docs they are.
    pub docs: BTreeMap<EntityRef, DocsSite>,
    /// What commits did to entities, the newest first.
    pub edits: Vec<Edit>,
    /// The saved views, in the order in which pages list them.
    pub views: Arc<Vec<View>>,
    /// What was found, sorted.
    pub findings: Vec<Finding>,
    /// The plugins.
    pub plugins: Arc<Vec<Plugin>>,
    /// What was collected for each of them, by collection.
    pub collected: Vec<Vec<Collected>>,
    /// The records that the search finds, for each `search` of each of them.
    pub searchable: Vec<Vec<Searchable>>,
    /// What references name that is known to be outside the portal.
    pub elsewhere: BTreeSet<EntityRef>,
}

/// Holds a portal with what was judged about it.
#[derive(Debug)]
pub struct Judged {
    /// The portal.
    pub portal: Portal,
    /// The moment that the portal speaks of: the newest commit's time.
    pub now: Instant,
    /// The state of the catalog in figures.
    pub health: Health,
    /// The findings that are known and may stay; they are in no count, and not among the portal's.
    pub allowed: Vec<Allowed>,
}

/// Counts what the health page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Findings at error level.
    pub errors: usize,
    /// Findings at warning level.
    pub warnings: usize,
    /// Findings at info level.
    pub notes: usize,
    /// Entities of a kind that should have an owner.
    pub ownable: usize,
    /// Those of them that have an owner who is in the catalog.
    pub owned: usize,
    /// Entities of a kind that should have docs: components, APIs and systems.
    pub documentable: usize,
    /// Those of them that have docs.
    pub documented: usize,
    /// Entities without a finding of their own at error or warning level.
    pub clean: usize,
}

impl Portal {
    /// Lists the findings about one entity, those in its docs included.
    pub fn findings_of<'a>(&'a self, reference: &'a EntityRef) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| match &finding.subject {
            Subject::Entity(about) | Subject::Docs(about, _) => about == reference,
            Subject::Portal => false,
        })
    }

    /// Gives who is to mend a finding: the first owner of the entity that it is about, if that one is in the catalog.
    pub fn owner_of(&self, finding: &Finding) -> Option<&EntityRef> {
        let (Subject::Entity(about) | Subject::Docs(about, _)) = &finding.subject else { return None };
        let entity = self.entities.get(about)?;
        if matches!(about.kind.as_str(), "group" | "user") {
            return Some(&entity.reference);
        }
        entity.owners().find(|owner| owner.resolved).map(|owner| &owner.target)
    }

    /// Tells whether an entity has an owner who is in the catalog, or known to be elsewhere.
    pub fn is_owned(&self, entity: &Entity) -> bool {
        entity.owners().any(|owner| owner.resolved || self.elsewhere.contains(&owner.target))
    }

    /// Tells whether an entity should have an owner and has none.
    pub fn is_unowned(&self, entity: &Entity) -> bool {
        self.model.is_ownable(&entity.kind) && !self.is_owned(entity)
    }

    /// Lists those who own an entity, themselves or through others: its owners, the groups that these belong to, and the groups above.
    pub fn teams_of<'a>(&'a self, entity: &'a Entity) -> BTreeSet<&'a EntityRef> {
        let mut teams = BTreeSet::new();
        let mut next: Vec<&EntityRef> = entity.owners().map(|owner| &owner.target).collect();
        while let Some(reference) = next.pop() {
            if teams.insert(reference)
                && let Some(owner) = self.entities.get(reference)
            {
                next.extend(["memberOf", "childOf"].iter().flat_map(|kind| owner.relations_of(kind)).map(|above| &above.target));
            }
        }
        teams
    }

    /// Sorts the entities by everybody who owns them, as `teams_of` says.
    pub fn owned(&self) -> BTreeMap<&EntityRef, Vec<&Entity>> {
        let mut owned: BTreeMap<&EntityRef, Vec<&Entity>> = BTreeMap::new();
        for entity in self.entities.values() {
            for team in self.teams_of(entity) {
                owned.entry(team).or_default().push(entity);
            }
        }
        owned
    }

    /// Lists the entities of one kind, by namespace and name.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Entity> {
        let first = EntityRef { kind: kind.to_owned(), namespace: String::new(), name: String::new() };
        self.entities.range(first..).map(|(_, entity)| entity).take_while(move |entity| entity.reference.kind == kind)
    }

    /// Gives when what an entity describes last changed: the newest change in the folder of its `catalog-info.yaml`, or of its descriptor alone where
    /// that has another name and may stand among others.
    pub fn changed(&self, entity: &Entity) -> Option<Instant> {
        let repository = self.repositories.get(entity.repository)?;
        let path = &entity.source.path;
        let folder = path.parent();
        let is_own = path.file_name().rsplit_once('.').is_some_and(|(stem, _)| stem == "catalog-info");
        if !is_own || folder.file_name().starts_with('.') {
            return repository.history_of(path).map(|history| history.updated.time);
        }
        let start = if folder.is_root() { String::new() } else { format!("{folder}/") };
        let first = repository.files.partition_point(|file| file.path.as_str() < start.as_str());
        let below = repository.files.iter().zip(&repository.history.files).skip(first);
        let below = below.take_while(|(file, _)| file.path.as_str().starts_with(&start));
        below.filter_map(|(_, history)| Some(history.as_ref()?.updated.time)).max()
    }

    /// Gives the repository of an entity.
    pub fn repository_of(&self, entity: &Entity) -> &Repository {
        &self.repositories[entity.repository]
    }
}
