//! Discover: a repository that nobody described -> the `Descriptor`s that its files speak for. One detector a file; what each found is laid
//! together in a `Draft`, written as the descriptor that somebody could commit, and read as any other.

mod codeowners;
mod draft;
mod languages;
mod licence;
mod manifests;
mod readme;
mod shape;
mod specs;
mod unit;

use std::collections::BTreeMap;

use self::codeowners::CodeOwners;
use self::draft::Draft;
use self::unit::Unit;
use crate::model::kind::Model;
use crate::model::records::Descriptor;
use crate::model::sources::Repository;

/// Describes `repositories[number]`: a component for the repository, or a system with a component for each of its packages, the APIs
/// whose specifications it holds, and the teams that own them.
pub(super) fn discover(repositories: &[Repository], number: usize, model: &Model) -> Vec<Descriptor> {
    let repository = &repositories[number];
    let owners = CodeOwners::of(repository);
    let units = unit::split(repository);
    let drafts: Vec<Draft> = units.iter().map(|unit| draft(unit, owners.as_ref())).collect();
    let mut teams = BTreeMap::new();
    let mut found = Vec::new();
    for draft in &drafts {
        teams.extend(
            draft.owners().filter(|owner| owner.value.starts_with("group:")).map(|owner| (owner.value.clone(), owner.clone())),
        );
        found.extend(draft.descriptors(repositories, number, model));
    }
    found.extend(teams.values().filter_map(|team| draft::team(team, repositories, number, model)));
    found
}

fn draft(unit: &Unit<'_>, owners: Option<&CodeOwners>) -> Draft {
    let mut draft = Draft::new(unit);
    manifests::detect(unit, &mut draft);
    readme::detect(unit, &mut draft);
    shape::detect(unit, &mut draft);
    licence::detect(unit, &mut draft);
    languages::detect(unit, &mut draft);
    specs::detect(unit, &mut draft);
    if let Some(owners) = owners {
        owners.detect(unit, &mut draft);
    }
    draft
}
