//! Store: a `Log` as bytes in the cache folder. A file that is damaged, of another format, or about another mailmap or shallow clone is as good as none.
//!
//! The file is the format's name, the hash of the rest, and the rest: the hash of what the log depends on, then people, paths, and commits with their deeds. Numbers are
//! LEB128, texts have their length before them, parents and times are told by how far they are from what is near.

use std::fs;
use std::ops::Range;
use std::path::Path;

use git2::Oid;

use super::log::{Commit, Deed, Log};

/// Names the format; the number counts its changes.
const FORMAT: &[u8] = b"vestibule history 1\n";
const HASH_BYTES: usize = 32;
/// The largest file that is read.
const MOST_BYTES: u64 = 1 << 30;

/// Reads the log at `path` that depends on `basis`.
pub(super) fn load(path: &Path, basis: &[u8; HASH_BYTES]) -> Option<Log> {
    if fs::metadata(path).ok()?.len() > MOST_BYTES {
        return None;
    }
    decode(&fs::read(path).ok()?, basis)
}

/// Puts the log at `path`, whole or not at all. A cache that cannot be written is no reason to stop.
pub(super) fn save(path: &Path, log: &Log, basis: &[u8; HASH_BYTES]) {
    let Some(folder) = path.parent() else { return };
    let staging = path.with_extension(format!("{}.new", std::process::id()));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&staging, encode(log, basis)));
    if written.and_then(|()| fs::rename(&staging, path)).is_err() {
        let _ = fs::remove_file(&staging);
    }
}

fn encode(log: &Log, basis: &[u8; HASH_BYTES]) -> Vec<u8> {
    let mut body = basis.to_vec();
    put(&mut body, log.people.len());
    for name in &log.people {
        put_bytes(&mut body, name.as_bytes());
    }
    put(&mut body, log.paths.len() - 1);
    for (above, name) in log.paths.names() {
        put(&mut body, above as usize);
        put_bytes(&mut body, name);
    }
    put(&mut body, log.commits.len());
    let mut time = 0;
    for (number, commit) in log.commits.iter().enumerate() {
        body.extend_from_slice(commit.id.as_bytes());
        let step = commit.time.wrapping_sub(time);
        put_wide(&mut body, ((step << 1) ^ (step >> 63)).cast_unsigned());
        time = commit.time;
        put(&mut body, commit.author.wrapping_add(1) as usize);
        put(&mut body, commit.parents.len() * 2 + usize::from(commit.is_bound));
        for parent in &commit.parents {
            put(&mut body, number - *parent as usize);
        }
        put(&mut body, commit.deeds.len());
        for (path, deed) in &log.deeds[commit.deeds.start as usize..commit.deeds.end as usize] {
            put(&mut body, *path as usize);
            put(
                &mut body,
                match deed {
                    Deed::Added => 0,
                    Deed::Changed => 1,
                    Deed::Removed => 2,
                    Deed::Taken(parent) => 2 + *parent as usize,
                },
            );
        }
    }
    [FORMAT, blake3::hash(&body).as_bytes(), &body].concat()
}

fn decode(bytes: &[u8], basis: &[u8; HASH_BYTES]) -> Option<Log> {
    let (hash, body) = bytes.strip_prefix(FORMAT)?.split_at_checked(HASH_BYTES)?;
    let mut rest = body.strip_prefix(basis)?;
    if blake3::hash(body).as_bytes() != hash {
        return None;
    }
    let rest = &mut rest;
    let mut log = Log::default();
    for _ in 0..take(rest)? {
        log.people.push(std::str::from_utf8(take_bytes(rest)?).ok()?.to_owned());
    }
    for number in 1..=u32::try_from(take(rest)?).ok()? {
        let above = u32::try_from(take(rest)?).ok().filter(|above| *above < number)?;
        if log.paths.child(above, take_bytes(rest)?) != number {
            return None;
        }
    }
    let mut time = 0_i64;
    for number in 0..u32::try_from(take(rest)?).ok()? {
        let (id, after) = rest.split_at_checked(20)?;
        *rest = after;
        let id = Oid::from_bytes(id).ok()?;
        let step = take_wide(rest)?;
        time = time.wrapping_add((step >> 1).cast_signed() ^ -(step & 1).cast_signed());
        let author = u32::try_from(take(rest)?).ok()?.wrapping_sub(1);
        let parents_and_bound = take(rest)?;
        let mut parents = Vec::new();
        for _ in 0..parents_and_bound / 2 {
            let distance = u32::try_from(take(rest)?).ok().filter(|distance| *distance > 0)?;
            parents.push(number.checked_sub(distance)?);
        }
        let deeds = deeds(rest, &mut log)?;
        log.numbers.insert(id, number);
        log.commits.push(Commit { id, time, author, parents, is_bound: parents_and_bound % 2 == 1, deeds });
    }
    rest.is_empty().then_some(log)
}

fn deeds(rest: &mut &[u8], log: &mut Log) -> Option<Range<u32>> {
    let start = u32::try_from(log.deeds.len()).ok()?;
    for _ in 0..take(rest)? {
        let path = u32::try_from(take(rest)?).ok().filter(|path| (*path as usize) < log.paths.len())?;
        let deed = match take(rest)? {
            0 => Deed::Added,
            1 => Deed::Changed,
            2 => Deed::Removed,
            other => Deed::Taken(u32::try_from(other - 2).ok()?),
        };
        log.deeds.push((path, deed));
    }
    Some(start..u32::try_from(log.deeds.len()).ok()?)
}

fn put(bytes: &mut Vec<u8>, number: usize) {
    put_wide(bytes, number as u64);
}

fn put_wide(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn put_bytes(bytes: &mut Vec<u8>, text: &[u8]) {
    put(bytes, text.len());
    bytes.extend_from_slice(text);
}

fn take(bytes: &mut &[u8]) -> Option<usize> {
    usize::try_from(take_wide(bytes)?).ok()
}

fn take_wide(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn take_bytes<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = take(bytes)?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(text)
}
