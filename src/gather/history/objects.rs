//! Objects: the bytes of commits and trees, as `git-commit` and `git-mktree` lay them out -> their parts, without a copy of what is not asked for.

use std::cmp::Ordering;

use git2::Oid;

/// How many bytes an id has in a tree.
const ID_BYTES: usize = 20;

/// Holds what history asks of a commit.
pub(super) struct Commit {
    pub(super) tree: Oid,
    pub(super) parents: Vec<Oid>,
    /// When it was committed, in seconds since the Unix epoch.
    pub(super) time: i64,
    /// The name and the address of who wrote it, as recorded.
    pub(super) author: (String, String),
}

impl Commit {
    /// Reads the header of a commit.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut lines = bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty()).peekable();
        let id = |text: &[u8]| Oid::from_str(std::str::from_utf8(text).ok()?).ok();
        let tree = id(lines.next()?.strip_prefix(b"tree ")?)?;
        let mut parents = Vec::new();
        while let Some(parent) = lines.peek().and_then(|line| line.strip_prefix(b"parent ")) {
            parents.push(id(parent)?);
            lines.next();
        }
        let (name, address, _) = person(lines.next()?.strip_prefix(b"author ")?);
        let (_, _, time) = person(lines.find_map(|line| line.strip_prefix(b"committer "))?);
        Some(Self { tree, parents, time, author: (name, address) })
    }
}

/// Splits `Ada <ada@example.com> 1778751600 +0000`.
fn person(line: &[u8]) -> (String, String, i64) {
    let text = String::from_utf8_lossy(line);
    let (before, when) = text.rsplit_once('>').unwrap_or((&text, ""));
    let (name, address) = before.split_once('<').unwrap_or((before, ""));
    let time = when.split_whitespace().next().and_then(|seconds| seconds.parse().ok()).unwrap_or_default();
    (name.trim().to_owned(), address.trim().to_owned(), time)
}

/// Holds one entry of a tree.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    pub(super) name: &'t [u8],
    pub(super) mode: u32,
    id: &'t [u8],
}

impl Entry<'_> {
    /// Tells whether it is a folder.
    pub(super) fn is_tree(&self) -> bool {
        self.mode & 0o170_000 == 0o040_000
    }

    /// Gives the id of what it names.
    pub(super) fn id(&self) -> Option<Oid> {
        Oid::from_bytes(self.id).ok()
    }

    /// Tells whether the other names the same thing in the same way.
    pub(super) fn is_same(&self, other: &Entry<'_>) -> bool {
        self.id == other.id && self.mode == other.mode
    }

    /// Compares as entries stand in a tree: folders as if their names ended in a slash, so that a file and a folder of one name are two things.
    pub(super) fn order(&self, other: &Entry<'_>) -> Ordering {
        let shared = self.name.len().min(other.name.len());
        let next = |entry: &Entry<'_>| entry.name.get(shared).copied().unwrap_or(if entry.is_tree() { b'/' } else { 0 });
        self.name[..shared]
            .cmp(&other.name[..shared])
            .then_with(|| next(self).cmp(&next(other)))
            .then_with(|| self.name.len().cmp(&other.name.len()))
    }
}

/// The fewest bytes before the end of an entry's name: the mode of a folder, a space and a letter.
const LEAST_BEFORE_END: usize = 7;

/// Passes over the entries with which both trees begin, byte for byte: most of two that follow each other. What is left begins with an entry each.
pub(super) fn without_shared<'t>(mut one: &'t [u8], mut other: &'t [u8]) -> (&'t [u8], &'t [u8]) {
    while let Some(end) = one.get(LEAST_BEFORE_END..).and_then(|rest| rest.iter().position(|byte| *byte == 0)) {
        let length = LEAST_BEFORE_END + end + 1 + ID_BYTES;
        if one.len() < length || other.len() < length || one[..length] != other[..length] {
            break;
        }
        (one, other) = (&one[length..], &other[length..]);
    }
    (one, other)
}

/// Reads the entries of a tree one by one; ends where the bytes make no sense.
#[derive(Clone)]
pub(super) struct Entries<'t>(pub(super) &'t [u8]);

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let space = self.0.iter().position(|byte| *byte == b' ')?;
        let mode = self.0[..space].iter().try_fold(0_u32, |mode, digit| match digit {
            b'0'..=b'7' => mode.checked_mul(8).map(|mode| mode + u32::from(digit - b'0')),
            _ => None,
        })?;
        let rest = &self.0[space + 1..];
        let end = rest.iter().position(|byte| *byte == 0)?;
        let (name, rest) = (&rest[..end], &rest[end + 1..]);
        let id = rest.get(..ID_BYTES)?;
        self.0 = &rest[ID_BYTES..];
        Some(Entry { name, mode, id })
    }
}
