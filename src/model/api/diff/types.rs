//! Types: the named types of two versions -> what changed in each, by the way in which operations use it.

use std::collections::{BTreeMap, BTreeSet};

use super::operations::way;
use super::{Diff, Way};
use crate::model::api::change::{What, Whose};
use crate::model::api::schema::Field;
use crate::model::api::{Api, Language};

/// Tells the way of every type by its name.
fn ways(api: &Api) -> BTreeMap<&str, Way> {
    let mut ways = vec![Way::default(); api.types.len()];
    let mut open: Vec<(usize, Way)> = Vec::new();
    for part in api.operations().flat_map(|operation| &operation.parts) {
        if let Some(way) = way(&part.title) {
            part.shape.mentions(&mut |number| open.push((number, way)));
        }
    }
    while let Some((number, way)) = open.pop() {
        let Some(known) = ways.get_mut(number) else { continue };
        let both = Way { is_sent: known.is_sent || way.is_sent, is_got: known.is_got || way.is_got };
        if both != *known {
            *known = both;
            api.types[number].shape.mentions(&mut |below| open.push((below, both)));
        }
    }
    api.types.iter().map(|known| known.name.as_str()).zip(ways).collect()
}

impl Diff {
    pub(super) fn types(&mut self, old: &Api, new: &Api) {
        let is_strict = matches!(new.language, Language::GraphQl | Language::Protobuf);
        let (ways_before, ways_now) = (ways(old), ways(new));
        let names = |api: &Api| -> BTreeSet<String> { api.types.iter().map(|known| known.name.clone()).collect() };
        let (before, now) = (names(old), names(new));
        for known in &old.types {
            let was = ways_before.get(known.name.as_str()).copied().unwrap_or_default();
            let Some(after) = new.types.iter().find(|other| other.name == known.name) else {
                self.at(&known.name, &known.anchor);
                if is_strict || was != Way::default() {
                    self.tell(is_strict, What::Gone);
                }
                continue;
            };
            self.at(&after.name, &after.anchor);
            if after.deprecated && !known.deprecated {
                self.tell(false, What::Deprecated);
            }
            let is = ways_now.get(known.name.as_str()).copied().unwrap_or_default();
            let mut way = Way { is_sent: was.is_sent || is.is_sent, is_got: was.is_got || is.is_got };
            if way == Way::default() {
                if !is_strict {
                    continue;
                }
                way = Way { is_sent: true, is_got: true };
            }
            if known.sort == "enum" && is_strict {
                self.names(&known.shape.fields, &after.shape.fields);
                continue;
            }
            self.value(&Whose::Own, &known.shape, &after.shape, way);
            self.inside("", &known.shape, &after.shape, way, 0);
        }
        for known in new.types.iter().filter(|known| now.contains(&known.name) && !before.contains(&known.name)) {
            self.at(&known.name, &known.anchor);
            self.tell(false, What::New);
        }
    }

    /// Compares the values of an enumeration that are told one by one.
    fn names(&mut self, old: &[Field], new: &[Field]) {
        let has = |all: &[Field], name: &str| all.iter().any(|field| field.name == name);
        for field in old.iter().filter(|field| !has(new, &field.name)) {
            self.tell(true, What::NameGone(field.name.clone()));
        }
        for field in new.iter().filter(|field| !has(old, &field.name)) {
            self.tell(false, What::NameNew(field.name.clone()));
        }
        for field in old {
            if let Some(now) = new.iter().find(|other| other.name == field.name) {
                let way = Way { is_sent: true, is_got: true };
                self.value(&Whose::Field(field.name.clone()), &field.shape, &now.shape, way);
            }
        }
    }
}
