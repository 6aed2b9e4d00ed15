//! Compare: a commit's tree with the trees before it -> what it did. Only folders whose ids differ are looked into.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use git2::{ObjectType, Odb, Oid};

use super::log::Deed;
use super::objects::{self, Entries, Entry};
use super::paths::{Paths, ROOT};

/// The most folders that may stand inside each other.
const MOST_DEPTH: usize = 96;
/// The most paths of one repository, and the most deeds: a few small trees that hold each other would be endless.
const MOST_PATHS: usize = 1_000_000;
const MOST_DEEDS: usize = 20_000_000;
/// How many bytes of trees are kept at hand.
const KEPT_BYTES: usize = 32 << 20;

/// Reads trees. Those read lately stay at hand, because the next commit needs most of them.
pub(super) struct Trees<'o> {
    odb: &'o Odb<'o>,
    young: HashMap<Oid, Rc<[u8]>>,
    old: HashMap<Oid, Rc<[u8]>>,
    bytes: usize,
}

impl<'o> Trees<'o> {
    pub(super) fn new(odb: &'o Odb<'o>) -> Self {
        Self { odb, young: HashMap::new(), old: HashMap::new(), bytes: 0 }
    }

    fn read(&mut self, id: Oid) -> Option<Rc<[u8]>> {
        if let Some(tree) = self.young.get(&id) {
            return Some(Rc::clone(tree));
        }
        let tree = match self.old.remove(&id) {
            Some(tree) => tree,
            None => {
                let object = self.odb.read(id).ok()?;
                if object.kind() != ObjectType::Tree {
                    return None;
                }
                object.data().into()
            }
        };
        self.bytes += tree.len();
        if self.bytes > KEPT_BYTES {
            self.old = std::mem::take(&mut self.young);
            self.bytes = tree.len();
        }
        self.young.insert(id, Rc::clone(&tree));
        Some(tree)
    }
}

/// Collects what one commit did.
pub(super) struct Comparison<'l, 'o> {
    pub(super) trees: &'l mut Trees<'o>,
    pub(super) paths: &'l mut Paths,
    pub(super) deeds: &'l mut Vec<(u32, Deed)>,
    /// Whether every tree could be read.
    pub(super) is_whole: bool,
}

impl Comparison<'_, '_> {
    /// Compares `tree` with the trees of the parents, of which there is one at least; `None` when there is too much.
    pub(super) fn commit(&mut self, tree: Oid, parents: &[Option<Oid>]) -> Option<()> {
        self.folder(ROOT, Some(tree), parents, 0)
    }

    fn folder(&mut self, path: u32, own: Option<Oid>, parents: &[Option<Oid>], depth: usize) -> Option<()> {
        if own == parents[0] || depth > MOST_DEPTH {
            return Some(());
        }
        if self.paths.len() > MOST_PATHS || self.deeds.len() > MOST_DEEDS {
            return None;
        }
        let own = self.bytes(own);
        let parents: Vec<Rc<[u8]>> = parents.iter().map(|parent| self.bytes(*parent)).collect();
        let (mut here, mut there) = (Entries(&own), Entries(&parents[0]));
        loop {
            (here.0, there.0) = objects::without_shared(here.0, there.0);
            let order = match (here.clone().next(), there.clone().next()) {
                (Some(one), Some(other)) => one.order(&other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Some(()),
            };
            let one = if order.is_le() { here.next() } else { None };
            let other = if order.is_ge() { there.next() } else { None };
            let is_same = one.zip(other).is_some_and(|(one, other)| one.is_same(&other));
            if let Some(some) = one.or(other).filter(|_| !is_same) {
                self.entry(path, some, one, other, &parents[1..], depth)?;
            }
        }
    }

    /// Looks at an entry that differs from the first parent's.
    fn entry(
        &mut self,
        above: u32,
        some: Entry<'_>,
        own: Option<Entry<'_>>,
        first: Option<Entry<'_>>,
        others: &[Rc<[u8]>],
        depth: usize,
    ) -> Option<()> {
        let others = others.iter().map(|tree| Entries(tree).find(|entry| entry.order(&some).is_eq()));
        let path = self.paths.child(above, some.name);
        if some.is_tree() {
            let id = |entry: Option<Entry<'_>>| entry.and_then(|entry| entry.id());
            let parents: Vec<Option<Oid>> = std::iter::once(id(first)).chain(others.map(id)).collect();
            return self.folder(path, id(own), &parents, depth + 1);
        }
        let mut is_new = first.is_none();
        for (number, other) in (1..).zip(others) {
            let is_same = match (own, other) {
                (Some(own), Some(other)) => own.is_same(&other),
                (None, None) => true,
                _ => false,
            };
            if is_same {
                self.deeds.push((path, Deed::Taken(number)));
                return Some(());
            }
            is_new &= other.is_none();
        }
        self.deeds.push((
            path,
            match own {
                None => Deed::Removed,
                Some(_) if is_new => Deed::Added,
                Some(_) => Deed::Changed,
            },
        ));
        Some(())
    }

    fn bytes(&mut self, tree: Option<Oid>) -> Rc<[u8]> {
        let Some(id) = tree else { return Rc::default() };
        self.trees.read(id).unwrap_or_else(|| {
            self.is_whole = false;
            Rc::default()
        })
    }
}
