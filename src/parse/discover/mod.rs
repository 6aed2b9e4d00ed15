//! Discover: repositories that nobody described -> the `Descriptor`s that their files speak for. One detector a file; what each found of one unit is laid
//! together in a `Draft`. When all are known, drafts are named and tied, written as the descriptors that somebody could commit, and read as any other.

mod codeowners;
mod descriptor;
mod directory;
mod draft;
mod images;
mod languages;
mod licence;
mod manifests;
mod package;
mod people;
mod readme;
mod shape;
mod specs;
mod unit;
mod upstream;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::codeowners::CodeOwners;
use self::descriptor::{Named, Writer};
use self::directory::Directory;
use self::draft::Draft;
use self::package::{Ecosystem, Package};
use self::unit::Unit;
use crate::base::repo_path::RepoPath;
use crate::config::Discover;
use crate::model::entity_ref::EntityRef;
use crate::model::kind::Model;
use crate::model::records::{Content, Descriptor};
use crate::model::sources::Repository;

/// Describes each repository that `declared` says nothing of: a component, or a system with a component for each of its packages, the APIs whose
/// specifications it holds, the teams that own them, and the people who wrote commits
/// where these are to be named.
pub(super) fn discover(
    repositories: &[Repository],
    declared: &[Descriptor],
    wanted: &Discover,
    model: &Model,
) -> Vec<Descriptor> {
    let mut directory = Directory::of(declared);
    let mut described: BTreeSet<usize> = declared.iter().map(|descriptor| descriptor.repository).collect();
    let is_wanted = |number: &usize| {
        let repository = &repositories[*number];
        let package = Package::new(Ecosystem::Repository, &repository.name);
        wanted.takes(&repository.name) && !repository.files.is_empty() && !directory.is_described(&package)
    };
    let silent: Vec<usize> = (0..repositories.len()).filter(|number| !described.contains(number)).filter(is_wanted).collect();
    let mut found = people::users(repositories, &mut directory, model);
    if silent.is_empty() {
        return found;
    }
    described.retain(|number| !repositories[*number].files.is_empty());
    let drafts: Vec<(usize, Vec<Draft>)> = silent.into_par_iter().map(|number| (number, drafts(&repositories[number]))).collect();
    let published: Vec<(usize, Vec<Draft>)> =
        described.into_par_iter().map(|number| (number, published(&repositories[number]))).collect();
    for (number, units) in &published {
        let package = Package::new(Ecosystem::Repository, &repositories[*number].name);
        let at = places(declared, *number);
        for draft in units {
            if let Some(entity) = holder(&at, draft) {
                directory.publish(draft, &package, entity);
            }
        }
    }
    let mut named = Vec::new();
    for (number, units) in &drafts {
        let package = Package::new(Ecosystem::Repository, &repositories[*number].name);
        let mut system = None;
        for draft in units {
            let names = Named::new(draft, system.clone(), &mut directory);
            directory.publish(draft, &package, &names.reference(draft));
            if draft.has_parts {
                system = Some(names.name.clone());
            }
            named.push((*number, draft, names));
        }
    }
    let directory = &directory;
    found.par_extend(named.par_iter().flat_map_iter(|(number, draft, names)| {
        descriptor::entities(draft, names, directory, &Writer { repositories, repository: *number, model })
    }));
    for (number, units) in &drafts {
        found.extend(descriptor::teams(units.iter(), directory, &Writer { repositories, repository: *number, model }));
    }
    found
}

/// Asks every detector of every unit of a repository.
fn drafts(repository: &Repository) -> Vec<Draft> {
    let owners = CodeOwners::of(repository);
    let detectors = [
        manifests::detect,
        readme::detect,
        shape::detect,
        licence::detect,
        languages::detect,
        specs::detect,
        images::detect,
        upstream::detect,
    ];
    let draft = |unit: &Unit<'_>| {
        let mut draft = Draft::new(unit);
        detectors.iter().for_each(|detect| detect(unit, &mut draft));
        if let Some(owners) = &owners {
            owners.detect(unit, &mut draft);
        }
        draft
    };
    unit::split(repository).iter().map(draft).collect()
}

/// Asks what the units of a described repository publish.
fn published(repository: &Repository) -> Vec<Draft> {
    let draft = |unit: &Unit<'_>| {
        let mut draft = Draft::new(unit);
        [manifests::detect, images::detect, upstream::detect].iter().for_each(|detect| detect(unit, &mut draft));
        draft
    };
    unit::split(repository).iter().map(draft).collect()
}

/// Lists where a repository's components are declared.
fn places(declared: &[Descriptor], repository: usize) -> Vec<(RepoPath, EntityRef)> {
    let component = |descriptor: &Descriptor| match &descriptor.content {
        Content::Valid(declared) if declared.kind.eq_ignore_ascii_case("component") => {
            Some((descriptor.source.path.parent(), EntityRef::new(&declared.kind, &declared.namespace, &declared.name)))
        }
        _ => None,
    };
    declared.iter().filter(|descriptor| descriptor.repository == repository).filter_map(component).collect()
}

/// Finds the declared component that a unit belongs to: the one of its name, else the only one of the nearest folder that declares any.
fn holder<'a>(components: &'a [(RepoPath, EntityRef)], draft: &Draft) -> Option<&'a EntityRef> {
    let name = draft.plain_name().to_lowercase();
    let named = components.iter().find(|(_, entity)| entity.name == name);
    let nearest = || {
        let folder = draft.folder.ancestors().find(|folder| components.iter().any(|(at, _)| at == folder))?;
        let mut there = components.iter().filter(|(at, _)| *at == folder);
        there.next().filter(|_| there.next().is_none())
    };
    named.or_else(nearest).map(|(_, entity)| entity)
}
