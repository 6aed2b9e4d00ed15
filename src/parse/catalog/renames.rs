//! Renames: what commits say of names that entities had before. A descriptor whose one name went while another came was renamed.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::Pattern;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::base::yaml::{self, Node};
use crate::model::entity_ref::EntityRef;
use crate::model::records::{Descriptor, Rename};
use crate::model::sources::Repository;

/// Lists the renames in the last `most` commits of every repository that has descriptors, in the order of the repositories, the newest first.
pub(in crate::parse) fn renames(
    repositories: &[Repository],
    descriptors: &[Descriptor],
    pattern: &Pattern,
    most: usize,
) -> Vec<Rename> {
    let described: BTreeSet<usize> = descriptors.iter().map(|descriptor| descriptor.repository).collect();
    let of_repository = |number: usize| {
        let is_wanted = |path: &RepoPath| pattern.is_match(path);
        let rewrites = repositories[number].content.rewrites(most, &is_wanted);
        rewrites.into_iter().flat_map(|rewrite| between(&names(&rewrite.before), &names(&rewrite.after))).collect::<Vec<_>>()
    };
    let described: Vec<usize> = described.into_iter().collect();
    described.into_par_iter().flat_map_iter(of_repository).collect()
}

/// Pairs names that went with names that came, where there is no doubt which became which.
fn between(before: &BTreeSet<EntityRef>, after: &BTreeSet<EntityRef>) -> Vec<Rename> {
    let went: Vec<&EntityRef> = before.difference(after).collect();
    let came: Vec<&EntityRef> = after.difference(before).collect();
    let rename = |from: &EntityRef, to: &EntityRef| Rename { from: from.clone(), to: to.clone() };
    if let ([from], [to]) = (&went[..], &came[..]) {
        return vec![rename(from, to)];
    }
    let only = |all: &[&EntityRef], kind: &str| all.iter().filter(|name| name.kind == kind).count() == 1;
    let of_kind = |from: &&&EntityRef| only(&went, &from.kind) && only(&came, &from.kind);
    went.iter().filter(of_kind).filter_map(|from| Some(rename(from, came.iter().find(|to| to.kind == from.kind)?))).collect()
}

/// Lists the entities that a text describes.
fn names(text: &str) -> BTreeSet<EntityRef> {
    let source = Arc::new(Source { repository: None, commit: None, path: RepoPath::root(), text: text.into() });
    let name = |root: Node| {
        let text = |path: &[&str]| root.at(path).and_then(Node::as_str);
        let api = text(&["apiVersion"])?;
        let namespace = text(&["metadata", "namespace"]).unwrap_or("default");
        (!api.is_empty()).then_some(EntityRef::new(text(&["kind"])?, namespace, text(&["metadata", "name"])?))
    };
    yaml::documents(&source, &yaml::LIMITS).into_iter().filter_map(|document| name(document.root?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rename_is_one_that_went_and_one_that_came() {
        let set = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap_or_else(|_| unreachable!())).collect();
        let told = |before: &[&str], after: &[&str]| {
            let found = between(&set(before), &set(after));
            found.into_iter().map(|rename| format!("{} -> {}", rename.from.short(), rename.to.short())).collect::<Vec<_>>()
        };
        assert_eq!(told(&["component:a", "api:x"], &["component:b", "api:x"]), ["component:a -> component:b"]);
        assert_eq!(told(&["component:a"], &["resource:a"]), ["component:a -> resource:a"]);
        assert_eq!(told(&["component:a", "api:x"], &["component:b", "api:y"]), ["api:x -> api:y", "component:a -> component:b"]);
        assert_eq!(told(&["component:a", "component:b"], &["component:c", "component:d"]), [""; 0]);
        assert_eq!(told(&["component:a"], &["component:a", "component:b"]), [""; 0]);
    }
}
