//! `Paths`: every path that a history tells of, each by a number.

use std::collections::HashMap;

/// The number of the root.
pub(super) const ROOT: u32 = 0;

/// Holds paths as a tree of names.
pub(super) struct Paths(Vec<Node>);

struct Node {
    above: u32,
    name: Box<[u8]>,
    below: HashMap<Box<[u8]>, u32>,
}

impl Default for Paths {
    fn default() -> Self {
        Self(vec![Node { above: ROOT, name: Box::default(), below: HashMap::new() }])
    }
}

impl Paths {
    /// Counts the paths, folders and the root included.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Gives the number of `name` in the folder `above`, a new one if need be.
    pub(super) fn child(&mut self, above: u32, name: &[u8]) -> u32 {
        if let Some(number) = self.find(above, name) {
            return number;
        }
        let number = u32::try_from(self.0.len()).unwrap_or(ROOT);
        self.0[above as usize].below.insert(name.into(), number);
        self.0.push(Node { above, name: name.into(), below: HashMap::new() });
        number
    }

    /// Finds `name` in the folder `above`.
    pub(super) fn find(&self, above: u32, name: &[u8]) -> Option<u32> {
        self.0.get(above as usize)?.below.get(name).copied()
    }

    /// Writes the path with this number, unless a part of it is no text.
    pub(super) fn text(&self, number: u32) -> Option<String> {
        let mut parts = Vec::new();
        let mut at = number;
        while at != ROOT {
            let node = self.0.get(at as usize)?;
            parts.push(std::str::from_utf8(&node.name).ok()?);
            at = node.above;
        }
        parts.reverse();
        Some(parts.join("/"))
    }

    /// Lists the folders and names of all but the root, those above first.
    pub(super) fn names(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.0.iter().skip(1).map(|node| (node.above, &*node.name))
    }
}
