//! Past: how descriptors were rewritten, by what commits say -> what each commit did to each entity, and the names that entities had before. A descriptor whose one name went
//! while another came was renamed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value as Json;

use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::base::yaml::{self, Node};
use crate::model::changes;
use crate::model::edit::{Deed, Edit};
use crate::model::entity_ref::EntityRef;
use crate::model::history::Rewrite;
use crate::model::records::Rename;

/// The most edits of one repository that are told.
const MOST: usize = 5_000;
/// The most fields of one edit that are told.
const MOST_FIELDS: usize = 50;
/// The most bytes of a value and of a list that are kept; a whole definition may be one, at every commit anew.
const MOST_BYTES: usize = 400;
const MOST_LIST_BYTES: usize = 4_000;

type Documents = BTreeMap<EntityRef, Json>;

/// Reads the rewrites of the repository with this number, the newest first; what is made of them is in the same order.
pub(in crate::parse) fn past(repository: usize, rewrites: &[Rewrite]) -> (Vec<Rename>, Vec<Edit>) {
    let (mut renames, mut edits) = (Vec::new(), Vec::new());
    for commit in rewrites.chunk_by(|one, other| one.change.commit == other.change.commit) {
        // What moved from one file to another is no news; so all files of a commit are taken together.
        let (mut before, mut after) = (Documents::new(), Documents::new());
        let mut names_before: BTreeMap<EntityRef, EntityRef> = BTreeMap::new();
        for rewrite in commit {
            let [was, is] = [&rewrite.before, &rewrite.after].map(|text| text.as_deref().map(documents).unwrap_or_default());
            if rewrite.before.is_some() && rewrite.after.is_some() {
                let found = between(&was.keys().cloned().collect(), &is.keys().cloned().collect());
                names_before.extend(found.iter().map(|rename| (rename.to.clone(), rename.from.clone())));
                renames.extend(found);
            }
            before.extend(was);
            after.extend(is);
        }
        let Some(Rewrite { change, .. }) = commit.first() else { continue };
        let edit = |entity: EntityRef, deed: Deed| Edit { repository, change: change.clone(), entity, deed };
        for (name, document) in &after {
            let from = names_before.get(name).filter(|from| !after.contains_key(*from));
            let deed = match before.remove(from.unwrap_or(name)) {
                None => Deed::Added,
                Some(was) => {
                    let mut fields = changes::fields(&was, document);
                    fields.truncate(MOST_FIELDS);
                    for value in fields.iter_mut().flat_map(|field| field.old.iter_mut().chain(&mut field.new)) {
                        cut(value);
                    }
                    if fields.is_empty() {
                        continue;
                    }
                    Deed::Changed { from: from.cloned(), fields }
                }
            };
            edits.push(edit(name.clone(), deed));
        }
        edits.extend(before.into_keys().map(|name| edit(name, Deed::Removed)));
        if edits.len() >= MOST {
            edits.truncate(MOST);
            break;
        }
    }
    (renames, edits)
}

/// Cuts a value to what is kept of it.
fn cut(value: &mut String) {
    let most = if value.starts_with('[') { MOST_LIST_BYTES } else { MOST_BYTES };
    if value.len() > most {
        let end = (0..=most).rev().find(|end| value.is_char_boundary(*end)).unwrap_or_default();
        value.truncate(end);
        value.shrink_to_fit();
    }
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
fn documents(text: &str) -> Documents {
    let source = Arc::new(Source { repository: None, commit: None, path: RepoPath::root(), text: text.into() });
    let named = |root: Node| {
        let text = |path: &[&str]| root.at(path).and_then(Node::as_str);
        let api = text(&["apiVersion"])?;
        let namespace = text(&["metadata", "namespace"]).unwrap_or("default");
        (!api.is_empty()).then_some((EntityRef::new(text(&["kind"])?, namespace, text(&["metadata", "name"])?), root.to_json()))
    };
    yaml::documents(&source, &yaml::LIMITS).into_iter().filter_map(|document| named(document.root?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_letters() {
        let kept = |text: String| {
            let mut text = text;
            cut(&mut text);
            text.len()
        };
        assert_eq!([kept("é".repeat(201)), kept("x".repeat(400)), kept(format!("[{}", "x".repeat(5_000)))], [400, 400, 4_000]);
        assert_eq!(kept(format!("x{}", "é".repeat(250))), 399);
    }

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
