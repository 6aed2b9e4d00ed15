//! Pages: where the operations and types of an API stand. A small API is one page; a large one, by number or by bytes, has a page for each group and for its types.

use std::collections::BTreeMap;

use super::{Api, Group, NamedType, weight};
use crate::base::site_path::SitePath;
use crate::model::entity_ref::EntityRef;

/// The most operations, and the most types, of a page.
const OPERATIONS: usize = 90;
const TYPES: usize = 180;
/// The most bytes of a page, about, unless one operation or one type has more.
const WEIGHT: usize = 280_000;

/// The names below `definition/` that are no group's.
const RESERVED: [&str; 3] = ["changes", "raw", "types"];

/// Says which page shows what.
#[derive(Debug)]
pub struct Pages<'a> {
    /// The pages; the first is the front page.
    pub all: Vec<Page<'a>>,
    /// The page of each anchor, by number in `all`.
    places: BTreeMap<&'a str, usize>,
}

/// Holds a page's share of an API.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its folder below `definition/`; empty for the front page.
    pub slug: String,
    /// Which share of its group or of the types it shows, and of how many, where these have several pages.
    pub part: Option<(usize, usize)>,
    /// The groups, or the share of one, with the operations.
    pub groups: Vec<Share<'a>>,
    /// The types.
    pub types: &'a [NamedType],
}

/// Holds a group's operations on a page.
#[derive(Debug)]
pub struct Share<'a> {
    /// The group.
    pub group: &'a Group,
    /// Which of its operations are on this page.
    pub operations: std::ops::Range<usize>,
}

impl<'a> Pages<'a> {
    /// Plans the pages of `api`.
    pub fn new(api: &'a Api) -> Self {
        let whole = |group: &'a Group| Share { group, operations: 0..group.operations.len() };
        let weight = api.operations().map(weight::operation).chain(api.types.iter().map(weight::named)).sum::<usize>();
        let is_one = api.operations().count() <= OPERATIONS && api.types.len() <= TYPES && weight <= WEIGHT;
        let mut front = Page { slug: String::new(), part: None, groups: Vec::new(), types: &[] };
        let mut all = Vec::new();
        if is_one {
            front.groups = api.groups.iter().map(whole).collect();
            front.types = &api.types;
        }
        all.push(front);
        if !is_one {
            let mut slugs = BTreeMap::from(RESERVED.map(|name| (name.to_owned(), 1)));
            for group in &api.groups {
                let shares = shares(group.operations.iter().map(weight::operation), OPERATIONS);
                let parts = shares.len();
                for (part, operations) in shares.into_iter().enumerate() {
                    all.push(Page {
                        slug: unique(&mut slugs, &slug(&group.title)),
                        part: (parts > 1).then_some((part + 1, parts)),
                        groups: vec![Share { group, operations }],
                        types: &[],
                    });
                }
            }
            let shares = if api.types.is_empty() { Vec::new() } else { shares(api.types.iter().map(weight::named), TYPES) };
            let parts = shares.len();
            for (part, types) in shares.into_iter().enumerate() {
                let slug = if part == 0 { "types".to_owned() } else { format!("types-{}", part + 1) };
                slugs.insert(slug.clone(), 1);
                let part = (parts > 1).then_some((part + 1, parts));
                all.push(Page { slug, part, groups: Vec::new(), types: &api.types[types] });
            }
        }
        let mut places = BTreeMap::new();
        for (number, page) in all.iter().enumerate() {
            for share in &page.groups {
                places.entry(share.group.anchor.as_str()).or_insert(number);
                let operations = &share.group.operations[share.operations.clone()];
                places.extend(operations.iter().map(|operation| (operation.anchor.as_str(), number)));
            }
            places.extend(page.types.iter().map(|known| (known.anchor.as_str(), number)));
        }
        Self { all, places }
    }

    /// Tells whether some page has `anchor`.
    pub fn knows(&self, anchor: &str) -> bool {
        self.places.contains_key(anchor)
    }

    /// Tells whether everything is on one page.
    pub fn is_one(&self) -> bool {
        self.all.len() == 1
    }

    /// Gives the number of the page that has `anchor`; the front page for what is nowhere.
    pub fn page_of(&self, anchor: &str) -> usize {
        self.places.get(anchor).copied().unwrap_or(0)
    }

    /// Gives where the page that has `anchor` is published.
    pub fn path_of(&self, api: &EntityRef, anchor: &str) -> SitePath {
        self.all.get(self.page_of(anchor)).map_or_else(|| home(api), |page| page.path(api))
    }
}

impl Page<'_> {
    /// Gives where the page is published.
    pub fn path(&self, api: &EntityRef) -> SitePath {
        if self.slug.is_empty() { home(api) } else { home(api).child(&self.slug) }
    }
}

impl<'a> Share<'a> {
    /// Lists the operations.
    pub fn operations(&self) -> &'a [super::Operation] {
        &self.group.operations[self.operations.clone()]
    }
}

/// Gives where an API's reference starts.
pub fn home(api: &EntityRef) -> SitePath {
    api.site_path().child("definition")
}

/// Gives where an API's definition is shown as it was written.
pub fn raw(api: &EntityRef) -> SitePath {
    home(api).child("raw")
}

/// Gives where the releases of an API are listed, with what changed.
pub fn changes(api: &EntityRef) -> SitePath {
    home(api).child("changes")
}

/// Gives where an API's definition is offered as a file.
pub fn file(api: &EntityRef, name: &str) -> SitePath {
    SitePath::file([raw(api).as_str(), name])
}

/// Turns a title into a folder's name: letters and digits, joined by `-`.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase).take(80) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "group".to_owned() } else { slug.to_owned() }
}

/// Makes an id of a name: letters, digits, `-`, `_` and `.` stay, the rest becomes `-`.
pub fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars().take(120) {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain = plain.trim_end_matches('-');
    if plain.is_empty() { "x".to_owned() } else { plain.to_owned() }
}

/// Cuts a list into ranges of at most `most` items and about `WEIGHT` bytes, at least one.
fn shares(weights: impl Iterator<Item = usize>, most: usize) -> Vec<std::ops::Range<usize>> {
    let (mut shares, mut start, mut sum, mut end) = (Vec::new(), 0, 0, 0);
    for weight in weights {
        if end > start && (end - start >= most || sum + weight > WEIGHT) {
            shares.push(start..end);
            (start, sum) = (end, 0);
        }
        (sum, end) = (sum + weight, end + 1);
    }
    shares.push(start..end);
    shares
}

fn unique(taken: &mut BTreeMap<String, usize>, slug: &str) -> String {
    let mut name = slug.to_owned();
    while taken.contains_key(&name) || name.starts_with("types-") {
        let number = taken.entry(slug.to_owned()).or_insert(1);
        *number += 1;
        name = format!("{slug}-{number}");
        if name.starts_with("types-") {
            name.insert(0, 'x');
        }
    }
    taken.insert(name.clone(), 1);
    name
}
