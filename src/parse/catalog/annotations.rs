//! Annotations that mean something to everyone: those of before, and those that become links.

use super::{Reading, words};
use crate::base::url_policy::{self, Target};
use crate::base::yaml::Node;

/// The annotations that Backstage has given up, with what took their place.
const DEPRECATED: [(&str, &str); 3] = [
    ("backstage.io/github-actions-id", "write `github.com/project-slug` instead"),
    ("backstage.io/definition-at-location", "write `definition: {$text: ./path}` in `spec` instead"),
    ("jenkins.io/github-folder", "write `jenkins.io/job-full-name` instead"),
];

/// The annotations whose value is the address of a page.
const ADDRESSES: [&str; 2] = ["backstage.io/view-url", "backstage.io/edit-url"];

/// Tells what is deprecated, and what no page may link to.
pub(super) fn check(reading: &mut Reading<'_>, root: &Node) {
    for (key, value) in root.at(&["metadata", "annotations"]).map(Node::entries).unwrap_or_default() {
        let name = key.name.as_str();
        if let Some((_, instead)) = DEPRECATED.iter().find(|(deprecated, _)| *deprecated == name) {
            reading.findings.push(words::annotation_deprecated(reading.source, key, instead));
        }
        let address = match value.as_str() {
            Some(text) if ADDRESSES.contains(&name) => Some(text),
            Some(text) if name == "backstage.io/source-location" => text.strip_prefix("url:"),
            _ => None,
        };
        if address.is_some_and(|text| !matches!(url_policy::sort(text), Target::External(_))) {
            reading.findings.push(words::forbidden_annotation(reading.source, value.span, name));
        }
    }
}
