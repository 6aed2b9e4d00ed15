//! Resolves symbolic links inside one listing, without ever asking a file system. What leads outside is left out.

use std::collections::BTreeMap;

use super::listing::{Entry, Listing};
use crate::base::repo_path::RepoPath;

/// The most links on the way to one file.
const MOST_HOPS: usize = 8;
/// The most files that links to folders may add.
const MOST_ADDED: usize = 10_000;

/// Says what became of a link that leads to no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// It leads out of the repository.
    Outside(String),
    /// It leads to nothing, or in circles.
    Broken(String),
}

/// Gives every file, those behind links under the links' own paths too, and what became of the others.
pub(super) fn resolve(listing: Listing) -> (BTreeMap<String, Entry>, Vec<Lost>) {
    let Listing { files, links, .. } = listing;
    let mut all = files.clone();
    let mut lost = Vec::new();
    let mut added = 0;
    for path in links.keys() {
        match target(path, &files, &links, &mut 0) {
            Ok(target) => {
                if let Some(entry) = files.get(&target) {
                    all.insert(path.clone(), entry.clone());
                    continue;
                }
                let folder = if target.is_empty() { String::new() } else { format!("{target}/") };
                // A folder that holds the link itself would be in it again and again.
                let below: Vec<_> = if path.starts_with(&folder) {
                    Vec::new()
                } else {
                    files.range(folder.clone()..).take_while(|(file, _)| file.starts_with(&folder)).collect()
                };
                if below.is_empty() {
                    lost.push(Lost::Broken(path.clone()));
                }
                for (file, entry) in below {
                    added += 1;
                    if added <= MOST_ADDED {
                        all.insert(format!("{path}/{}", &file[folder.len()..]), entry.clone());
                    }
                }
            }
            Err(reason) => lost.push(reason),
        }
    }
    (all, lost)
}

/// Follows a link to the path where it ends.
fn target(
    path: &str,
    files: &BTreeMap<String, Entry>,
    links: &BTreeMap<String, String>,
    hops: &mut usize,
) -> Result<String, Lost> {
    let broken = || Lost::Broken(path.to_owned());
    let outside = || Lost::Outside(path.to_owned());
    // Counted over the whole way and not by depth: links whose targets name further links many times over would never end.
    *hops += 1;
    if *hops > MOST_HOPS {
        return Err(broken());
    }
    let written = links.get(path).ok_or_else(broken)?;
    if written.starts_with('/') || written.contains(['\\', ':', '\0']) {
        return Err(outside());
    }
    let folder = RepoPath::new(path).ok_or_else(outside)?.parent();
    let joined = folder.join(written).ok_or_else(outside)?;
    // A link among the folders on the way, or at the end, is followed too.
    let mut walked = String::new();
    for part in joined.parts() {
        if !walked.is_empty() {
            walked.push('/');
        }
        walked.push_str(part);
        if links.contains_key(&walked) && !files.contains_key(&walked) {
            let reached = target(&walked, files, links, hops).map_err(|lost| match lost {
                Lost::Outside(_) => outside(),
                Lost::Broken(_) => broken(),
            })?;
            walked = reached;
        }
    }
    Ok(walked)
}

#[cfg(test)]
mod tests {
    use git2::Oid;

    use super::*;
    use crate::gather::listing::Stored;

    #[test]
    fn links_count_only_inside_the_tree() {
        let mut listing = Listing::default();
        let entry = Entry { size: 1, stored: Stored::Object(Oid::ZERO_SHA1) };
        for file in ["docs/a.md", "docs/sub/b.md", "README.md"] {
            listing.files.insert(file.to_owned(), entry.clone());
        }
        for (link, target) in [
            ("guide.md", "docs/a.md"),
            ("docs/readme.md", "../README.md"),
            ("manual", "docs/sub"),
            ("through", "manual/b.md"),
            ("etc", "/etc/passwd"),
            ("up", "../../secret"),
            ("docs/up", "../../secret"),
            ("nothing", "missing.md"),
            ("circle", "round"),
            ("round", "circle"),
            ("docs/self", "."),
            ("all", "."),
        ] {
            listing.links.insert(link.to_owned(), target.to_owned());
        }
        let (files, lost) = resolve(listing);
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["README.md", "docs/a.md", "docs/readme.md", "docs/sub/b.md", "guide.md", "manual/b.md", "through"]);
        let lost: Vec<_> = lost.iter().map(|lost| format!("{lost:?}")).collect();
        assert_eq!(
            lost,
            [
                "Broken(\"all\")",
                "Broken(\"circle\")",
                "Broken(\"docs/self\")",
                "Outside(\"docs/up\")",
                "Outside(\"etc\")",
                "Broken(\"nothing\")",
                "Broken(\"round\")",
                "Outside(\"up\")"
            ]
        );
    }
}
