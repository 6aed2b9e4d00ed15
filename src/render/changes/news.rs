//! News: what commits did to the catalog, to docs and to APIs, as one list, the newest first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::instant::Instant;
use crate::model::api::Version;
use crate::model::docs::DocsSite;
use crate::model::edit::{Deed, Edit};
use crate::model::entity::Entity;
use crate::model::entity_ref::EntityRef;
use crate::model::portal::Portal;

/// The most pieces of news that are kept.
const MOST: usize = 2_000;
/// More entities than these that came with one commit are one piece of news.
const MANY: usize = 4;

/// Holds one piece of news.
#[derive(Clone)]
pub(in crate::render) struct Event<'a> {
    pub(in crate::render) time: Instant,
    pub(super) commit: Option<Arc<str>>,
    /// The number of the repository in `Portal::repositories`.
    pub(super) repository: usize,
    pub(super) what: What<'a>,
}

/// Says what happened.
#[derive(Clone)]
pub(super) enum What<'a> {
    /// An entity was edited.
    Edit(&'a Edit),
    /// Many entities came, or went, at once.
    Many(Vec<&'a Edit>),
    /// Pages of docs came or were changed; the site's pages by number.
    Pages(&'a DocsSite, Vec<usize>, bool),
    /// An API was released; the second version is the one before it.
    Release(&'a Entity, &'a Version, &'a Version),
}

/// Names what news can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    All,
    Catalog,
    Apis,
    Breaking,
    Ownership,
    Docs,
}

impl Topic {
    pub(super) const ALL: [Self; 6] = [Self::All, Self::Catalog, Self::Apis, Self::Breaking, Self::Ownership, Self::Docs];

    /// Names what the interface calls it.
    pub(super) fn title(self) -> &'static str {
        if self == Self::All { "all" } else { self.slug() }
    }

    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Catalog => "catalog",
            Self::Apis => "apis",
            Self::Breaking => "breaking",
            Self::Ownership => "ownership",
            Self::Docs => "docs",
        }
    }
}

impl Event<'_> {
    /// Leaves out what is about others than these.
    #[must_use]
    pub(super) fn among(&self, own: &BTreeSet<&EntityRef>) -> Self {
        let mut event = self.clone();
        if let What::Many(edits) = &mut event.what {
            edits.retain(|edit| own.contains(&edit.entity));
            if let [only] = edits[..] {
                event.what = What::Edit(only);
            }
        }
        event
    }

    pub(super) fn is_about(&self, topic: Topic) -> bool {
        match (topic, &self.what) {
            (Topic::All, _) => true,
            (Topic::Catalog, What::Edit(_) | What::Many(_)) | (Topic::Docs, What::Pages(..)) => true,
            (Topic::Apis, What::Edit(edit)) => edit.entity.kind == "api",
            (Topic::Apis, What::Release(..)) => true,
            (Topic::Breaking, What::Release(_, _, before)) => before.changes.iter().any(|change| change.is_breaking),
            (Topic::Ownership, What::Edit(edit)) => moves(edit),
            _ => false,
        }
    }

    /// Gives a name of its own, which holds whatever its words and titles become.
    pub(super) fn name(&self) -> String {
        let what = match &self.what {
            What::Edit(edit) => deed(edit).to_owned(),
            What::Many(edits) => format!("many {}", edits.first().map_or("", |edit| deed(edit))),
            What::Pages(_, _, is_new) => if *is_new { "new pages" } else { "pages" }.to_owned(),
            What::Release(_, newer, _) => format!("release {}", newer.name),
        };
        let about = self.entities().first().map(ToString::to_string).unwrap_or_default();
        format!("{about} {} {what}", self.commit.as_deref().unwrap_or_default())
    }

    /// Names the entities that it is about.
    pub(in crate::render) fn entities(&self) -> Vec<&EntityRef> {
        match &self.what {
            What::Edit(edit) => vec![&edit.entity],
            What::Many(edits) => edits.iter().map(|edit| &edit.entity).collect(),
            What::Pages(site, ..) => vec![&site.entity],
            What::Release(entity, ..) => vec![&entity.reference],
        }
    }
}

fn deed(edit: &Edit) -> &'static str {
    match edit.deed {
        Deed::Added => "added",
        Deed::Removed => "removed",
        Deed::Changed { .. } => "changed",
    }
}

/// Tells whether an edit gives an entity to somebody else.
pub(super) fn moves(edit: &Edit) -> bool {
    let is_owner = |path: &str| path == "spec.owner" || path == "spec.owners";
    matches!(&edit.deed, Deed::Changed { fields, .. } if fields.iter().any(|field| is_owner(&field.path)))
}

/// Collects what is known.
pub(in crate::render) fn news(portal: &Portal) -> Vec<Event<'_>> {
    let mut events = edits(portal);
    events.extend(pages(portal));
    events.extend(releases(portal));
    // Stable: what one commit did stays together, the catalog before the docs.
    events.sort_by_key(|event| std::cmp::Reverse(event.time));
    events.truncate(MOST);
    events
}

/// Sorts news by who owns what it is about, themselves or through the groups below: its numbers.
pub(in crate::render) fn by_team<'a>(portal: &'a Portal, events: &[Event<'_>]) -> BTreeMap<&'a EntityRef, Vec<usize>> {
    let mut numbers: BTreeMap<&EntityRef, Vec<usize>> = BTreeMap::new();
    for (number, event) in events.iter().enumerate() {
        let entities = event.entities().into_iter().filter_map(|about| portal.entities.get(about));
        let teams: BTreeSet<&EntityRef> = entities.flat_map(|entity| portal.teams_of(entity)).collect();
        teams.into_iter().for_each(|team| numbers.entry(team).or_default().push(number));
    }
    numbers
}

fn edits(portal: &Portal) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    let is_same = |one: &Edit, other: &Edit| one.repository == other.repository && one.change.commit == other.change.commit;
    for commit in portal.edits.chunk_by(is_same) {
        let Some(first) = commit.first() else { continue };
        let event = |what| Event {
            time: first.change.time,
            commit: Some(Arc::clone(&first.change.commit)),
            repository: first.repository,
            what,
        };
        for deed in [Deed::Added, Deed::Removed] {
            let same: Vec<&Edit> = commit.iter().filter(|edit| edit.deed == deed).collect();
            if same.len() > MANY {
                events.push(event(What::Many(same)));
            } else {
                events.extend(same.into_iter().map(|edit| event(What::Edit(edit))));
            }
        }
        let changed = commit.iter().filter(|edit| matches!(edit.deed, Deed::Changed { .. }));
        events.extend(changed.map(|edit| event(What::Edit(edit))));
    }
    events
}

fn pages(portal: &Portal) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    for site in portal.docs.values() {
        let Some(repository) = portal.repositories.get(site.repository) else { continue };
        let mut commits: BTreeMap<(&str, bool), Vec<usize>> = BTreeMap::new();
        let history_of = |number: usize| repository.history_of(&site.pages.get(number)?.source.path);
        for number in 0..site.pages.len() {
            let Some(history) = history_of(number) else { continue };
            let is_new = history.created == Some(history.updated.time);
            commits.entry((&history.updated.commit, is_new)).or_default().push(number);
        }
        for ((_, is_new), numbers) in commits {
            let Some(history) = numbers.first().and_then(|number| history_of(*number)) else { continue };
            events.push(Event {
                time: history.updated.time,
                commit: Some(Arc::clone(&history.updated.commit)),
                repository: site.repository,
                what: What::Pages(site, numbers, is_new),
            });
        }
    }
    events
}

fn releases(portal: &Portal) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    for entity in portal.entities.values() {
        let versions = entity.api.as_ref().map(|api| &api.versions[..]).unwrap_or_default();
        let repository = portal.repository_of(entity);
        for pair in versions.windows(2) {
            let [newer, older] = pair else { continue };
            let released = repository.versions.iter().find(|version| version.name == newer.name);
            let Some(revision) = released.map(|version| &version.repository.revision) else { continue };
            events.push(Event {
                time: revision.time,
                commit: revision.commit.clone(),
                repository: entity.repository,
                what: What::Release(entity, newer, older),
            });
        }
    }
    events
}
