//! What Backstage's `app-config.yaml` says of the catalog: the files that its locations name, and the kinds that may come from each (`CatalogRules.ts`).

use std::collections::BTreeMap;

use super::locations::{self, FileNumber};
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Place;
use crate::base::yaml::Node;
use crate::config::app_config::AppLocation;
use crate::model::forge_url::ForgeUrl;
use crate::model::records::{Claimed, Content, Descriptor};
use crate::model::sources::Repository;

/// Finds the files that `locations` name, each with the number of the first location that names it.
pub(in crate::parse) fn roots(
    repositories: &[Repository],
    locations: &[AppLocation],
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<FileNumber, usize> {
    let mut roots = BTreeMap::new();
    for (number, location) in locations.iter().enumerate() {
        let files = match location.kind.as_str() {
            "url" => locations::of_url(repositories, &location.target),
            _ => on_disk(repositories, location).into_iter().collect(),
        };
        // What is in no repository, or not on this machine, was told when it was looked for.
        let is_gathered = |url: &ForgeUrl| repositories.iter().any(|repository| url.is_in(repository));
        if files.is_empty() && location.kind == "url" && ForgeUrl::parse(&location.target).as_ref().is_some_and(is_gathered) {
            findings.push(words::app_location_empty(location.place.clone()));
        }
        for file in files {
            roots.entry(file).or_insert(number);
        }
    }
    roots
}

fn on_disk(repositories: &[Repository], location: &AppLocation) -> Option<FileNumber> {
    repositories.iter().enumerate().find_map(|(number, repository)| {
        let folder = repository.folder.as_ref()?;
        let below = location.found.iter().find_map(|path| path.strip_prefix(folder).ok())?;
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        locations::number_of(repositories, number, &RepoPath::new(&parts.join("/"))?)
    })
}

/// Leaves an entity out whose kind may not come from `location`; its neighbours stay.
pub(in crate::parse) fn enforce(descriptor: &mut Descriptor, location: &AppLocation) {
    let Content::Valid(declared) = &descriptor.content else { return };
    let type_name = declared.root.at(&["spec", "type"]).and_then(Node::as_str);
    if location.allows(&declared.kind, type_name) {
        return;
    }
    let span = declared.root.get("kind").map_or(descriptor.span, |kind| kind.span);
    let place = Place::at(&descriptor.source, span);
    descriptor.findings.push(words::kind_not_allowed(place, &declared.kind, location.place.clone()));
    descriptor.content = Content::Broken(Claimed {
        kind: Some(declared.kind.clone()),
        namespace: Some(declared.namespace.clone()),
        name: Some(declared.name.clone()),
    });
}
