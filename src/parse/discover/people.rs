//! Who wrote commits, where the configuration wants these people named: by their names alone, never by their addresses.

use std::collections::BTreeMap;

use super::descriptor::{self, Writer};
use super::directory::Directory;
use crate::model::kind::Model;
use crate::model::records::Descriptor;
use crate::model::sources::Repository;

/// The most people that are described.
const MOST: usize = 5_000;

/// Describes everybody who wrote commits and whom nobody described, each once.
pub(super) fn users(repositories: &[Repository], directory: &mut Directory, model: &Model) -> Vec<Descriptor> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, repository) in repositories.iter().enumerate() {
        repository.contributors.iter().for_each(|name| {
            first.entry(name).or_insert(number);
        });
    }
    let mut users = Vec::new();
    for (title, repository) in first.into_iter().take(MOST) {
        if directory.knows_person(title) {
            continue;
        }
        let name = directory.name("User", &[title.to_lowercase()]);
        users.extend(descriptor::user(&name, title, &Writer { repositories, repository, model }));
    }
    users
}
