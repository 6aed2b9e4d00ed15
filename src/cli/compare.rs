//! Compare: what was discovered, held against what the repositories have and what people wrote of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::entity::Entity;
use crate::model::portal::Portal;
use crate::model::sources::Repository;

/// Where owners may be named, as forges look for them.
const CODEOWNERS: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/// Counts one thing over all repositories.
#[derive(Default)]
struct Share {
    /// Repositories, or APIs, that have something to be found.
    there: usize,
    found: usize,
    /// Of those found, how many people described too, and how many of these in the same way.
    described: usize,
    same: usize,
}

impl Share {
    fn row(&self, name: &str) -> Vec<String> {
        let share = |part: usize, whole: usize| match whole {
            0 => "-".to_owned(),
            _ => format!("{part} of {whole} ({} %)", part * 100 / whole),
        };
        let there = self.there.to_string();
        vec![name.to_owned(), there, share(self.found, self.there), share(self.same, self.described)]
    }
}

/// Gives a table: what, how many have it, for how many it was found, how often the descriptors say the same.
pub(super) fn rows(described: &Portal, undescribed: &Portal) -> Vec<Vec<String>> {
    let (written, found) = (by_repository(described), by_repository(undescribed));
    let [mut owners, mut descriptions, mut languages, mut apis] = [(); 4].map(|()| Share::default());
    for (number, repository) in undescribed.repositories.iter().enumerate() {
        let none = Vec::new();
        let found = found.get(&number).unwrap_or(&none);
        let written = written.get(&number).unwrap_or(&none);
        let texts = |entities: &[&Entity], path: &[&str]| -> BTreeSet<String> {
            entities.iter().filter_map(|entity| entity.root.at(path)?.as_str()).map(str::to_owned).collect()
        };
        let owned = |entities: &[&Entity]| -> BTreeSet<String> {
            entities.iter().flat_map(|entity| entity.owners()).map(|owner| owner.target.name.clone()).collect()
        };
        owners.count(names_owners(repository), &owned(found), &owned(written));
        let description = ["metadata", "description"];
        descriptions.count(has_prose(repository), &texts(found, &description), &texts(written, &description));
        let languages_found = texts(found, &["spec", "language"]);
        let as_tags: BTreeSet<String> = languages_found.iter().map(|language| language.to_lowercase()).collect();
        let tags: BTreeSet<String> = written.iter().flat_map(|entity| entity.tags()).map(str::to_lowercase).collect();
        let known: BTreeSet<String> = tags.into_iter().filter(|tag| NAMED.contains(&tag.as_str())).collect();
        languages.count(!languages_found.is_empty(), &as_tags, &known);
        let definition = ["spec", "definition"];
        let (definitions, declared) = (texts(found, &definition), texts(written, &definition));
        for text in declared.iter().filter(|text| is_file(repository, text)) {
            apis.count(true, &definitions, &BTreeSet::from([text.clone()]));
        }
    }
    let head = ["WHAT", "THERE", "FOUND", "AS DESCRIBED"].map(str::to_owned).to_vec();
    vec![head, owners.row("owner"), descriptions.row("description"), languages.row("language"), apis.row("API definition")]
}

/// Languages that people name in tags.
const NAMED: [&str; 14] =
    ["java", "go", "python", "javascript", "typescript", "rust", "ruby", "php", "c#", "c++", "kotlin", "scala", "swift", "shell"];

impl Share {
    fn count(&mut self, is_there: bool, found: &BTreeSet<String>, written: &BTreeSet<String>) {
        if !is_there {
            return;
        }
        self.there += 1;
        if !found.is_empty() {
            self.found += 1;
            self.described += usize::from(!written.is_empty());
            self.same += usize::from(!found.is_disjoint(written));
        }
    }
}

fn by_repository(portal: &Portal) -> BTreeMap<usize, Vec<&Entity>> {
    let mut entities: BTreeMap<usize, Vec<&Entity>> = BTreeMap::new();
    let kinds = ["component", "api", "system", "resource"];
    for entity in portal.entities.values().filter(|entity| kinds.contains(&entity.reference.kind.as_str())) {
        entities.entry(entity.repository).or_default().push(entity);
    }
    entities
}

fn text_of(repository: &Repository, fits: impl Fn(&str) -> bool) -> Option<String> {
    let file = repository.files.iter().find(|file| fits(file.path.as_str()))?;
    repository.content.read(file).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Tells whether a CODEOWNERS file names anybody.
fn names_owners(repository: &Repository) -> bool {
    let names = |line: &str| line.split('#').next().is_some_and(|rule| rule.contains('@'));
    text_of(repository, |path| CODEOWNERS.contains(&path)).is_some_and(|text| text.lines().any(names))
}

/// Tells whether a README at the root has a sentence.
fn has_prose(repository: &Repository) -> bool {
    let text = text_of(repository, |path| path.eq_ignore_ascii_case("readme.md")).unwrap_or_default();
    text.lines().any(|line| line.starts_with(char::is_alphabetic) && line.split_whitespace().count() > 4)
}

/// Tells whether a text is that of a file, and not written into a descriptor.
fn is_file(repository: &Repository, text: &str) -> bool {
    let sized = repository.files.iter().filter(|file| file.size == text.len() as u64);
    sized.into_iter().any(|file| repository.content.read(file).is_ok_and(|bytes| bytes == text.as_bytes()))
}
