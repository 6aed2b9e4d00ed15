//! Versions: the branches and tags of a repository that the configuration asks for -> the repository as it was at each, read from objects, newest first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use git2::Repository as Git;
use globset::{Glob, GlobSet, GlobSetBuilder};

/// The most versions of one repository.
pub(super) const MOST: usize = 100;

/// Names a branch or a tag, and the commit that it stands at.
pub(super) struct Named {
    pub(super) name: String,
    /// The name as a part of a URL.
    pub(super) slug: String,
    /// Whether it is the version of a release: numbers, and nothing that says it comes before one.
    pub(super) is_release: bool,
    pub(super) commit: git2::Oid,
}

/// Makes one pattern of many; those that are none were told when the configuration was read.
pub(super) fn patterns(texts: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in texts.iter().filter_map(|text| Glob::new(text).ok()) {
        builder.add(glob);
    }
    builder.build().unwrap_or_default()
}

/// Lists what `wanted` matches, save the branch `current`: branches by name, then versions, the newest first.
pub(super) fn list(git: &Git, wanted: &GlobSet, current: Option<&str>) -> Vec<Named> {
    let mut found: BTreeMap<String, (u8, git2::Oid)> = BTreeMap::new();
    let Ok(references) = git.references() else { return Vec::new() };
    for reference in references.flatten() {
        let Ok(full) = reference.name() else { continue };
        // Of one name, a tag comes before a branch of one's own, and that before a remote's.
        let starts = ["refs/tags/", "refs/heads/", "refs/remotes/origin/"];
        let Some((rank, name)) = (0..).zip(starts).find_map(|(rank, start)| Some((rank, full.strip_prefix(start)?))) else {
            continue;
        };
        let is_current = rank > 0 && (current == Some(name) || matches!(name, "HEAD" | "vestibule"));
        if is_current || !wanted.is_match(name) {
            continue;
        }
        let Ok(commit) = reference.peel_to_commit() else { continue };
        if found.get(name).is_none_or(|(before, _)| rank < *before) {
            found.insert(name.to_owned(), (rank, commit.id()));
        }
    }
    let mut named: Vec<(Option<Order>, Named)> = found
        .into_iter()
        .map(|(name, (_, commit))| {
            let order = Order::of(&name);
            let is_release = order.as_ref().is_some_and(|order| order.before.is_none());
            (order, Named { slug: name.replace('/', "-").to_lowercase(), name, is_release, commit })
        })
        .collect();
    named.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) => other.compare(one),
        (one, other) => one.is_some().cmp(&other.is_some()),
    });
    let mut slugs = BTreeSet::new();
    named.into_iter().map(|(_, named)| named).filter(|named| slugs.insert(named.slug.clone())).take(MOST).collect()
}

/// Orders names that hold a version as <https://semver.org/#spec-item-11> does, of any number of parts.
struct Order {
    numbers: Vec<u64>,
    before: Option<String>,
}

impl Order {
    /// Reads `v1.2.3-rc.1`, `release/1.2` and the like.
    fn of(name: &str) -> Option<Self> {
        let start = name.rfind('/').map_or(0, |slash| slash + 1);
        let start = start + name[start..].find(|c: char| c.is_ascii_digit())?;
        if name[..start].ends_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'v' | 'V')) {
            return None;
        }
        let text = name[start..].split('+').next().unwrap_or_default();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let numbers: Option<Vec<u64>> = text[..end].trim_end_matches('.').split('.').map(|part| part.parse().ok()).collect();
        let mut numbers = numbers?;
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        let before = text[end..].trim_start_matches(['-', '.', '_']);
        // A line of releases, as in `1.x`, is a branch.
        if matches!(before, "x" | "X") {
            return None;
        }
        Some(Self { numbers, before: (!before.is_empty()).then(|| before.to_lowercase()) })
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| match (&self.before, &other.before) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(other)) => by_parts(one, other),
        })
    }
}

/// Compares what comes before a release, part by part: numbers as numbers, and below words.
fn by_parts(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.split(['.', '-']), other.split(['.', '-']));
    loop {
        let order = match (one.next(), other.next()) {
            (None, None) => return Ordering::Equal,
            (one, None) => one.is_some().cmp(&false),
            (None, Some(_)) => Ordering::Less,
            (Some(one), Some(other)) => match (one.parse::<u64>(), other.parse::<u64>()) {
                (Ok(one), Ok(other)) => one.cmp(&other),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => one.cmp(other),
            },
        };
        if order.is_ne() {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn versions_have_an_order() {
        let ordered =
            ["v0.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-rc.2", "1.0.0-rc.10", "v1.0", "release/1.2", "v1.10.0", "pkg-v2.0.1"];
        for pair in ordered.windows(2) {
            let (one, other) = (Order::of(pair[0]).unwrap(), Order::of(pair[1]).unwrap());
            assert!(one.compare(&other).is_lt(), "{} is not before {}", pair[0], pair[1]);
        }
        assert!(Order::of("1.0").unwrap().compare(&Order::of("v1.0.0+build").unwrap()).is_eq());
        assert!(Order::of("main").is_none() && Order::of("feature2").is_none() && Order::of("release/1.x").is_none());
    }
}
