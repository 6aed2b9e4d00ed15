//! What a schema asks of values, and says of them, beside their type -> the rules of its shape.

use crate::base::yaml::Node;
use crate::model::api::schema::{Rule, Shape};
use crate::parse::api::documents::{At, code};

/// The most values of an enumeration that are shown, and the longest.
const MOST_VALUES: usize = 100;
const LONGEST_VALUE: usize = 160;

/// Adds the rules of a schema.
pub(super) fn rules(at: At<'_>, shape: &mut Shape) {
    let mut rule = |label: &str, values: Vec<String>| {
        if !values.is_empty() {
            shape.rules.push(Rule { label: label.to_owned(), values });
        }
    };
    let short = |node: &Node| {
        let text = code(node);
        match text.char_indices().nth(LONGEST_VALUE) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    };
    let one = |key: &str| at.node.get(key).map(&short).into_iter().collect::<Vec<_>>();
    let many = |key: &str| at.node.get(key).map(Node::items).unwrap_or_default();
    let values = many("enum");
    let mut listed: Vec<String> = values.iter().take(MOST_VALUES).map(&short).collect();
    if values.len() > MOST_VALUES {
        listed.push(format!("… {} more", values.len() - MOST_VALUES));
    }
    rule("One of", listed);
    rule("Always", one("const"));
    rule("Default", one("default"));
    rule("Pattern", one("pattern"));
    for key in ["contentMediaType", "contentEncoding"] {
        rule(if key == "contentEncoding" { "Encoding" } else { "Media type" }, one(key));
    }
    let is_plain = |node: &&Node| !node.is_mapping() && node.items().is_empty();
    let example = at.node.get("example").filter(is_plain).map(&short);
    let mut examples: Vec<String> = example.into_iter().collect();
    examples.extend(many("examples").iter().filter(|node| is_plain(node)).take(3).map(&short));
    rule("Example", examples);
    if let Some(xml) = at.get("xml") {
        let said = xml.node.entries().iter().map(|(key, value)| format!("{}: {}", key.name, code(value))).collect();
        rule("XML", said);
    }
    if let Some(docs) = at.get("externalDocs") {
        rule("See", vec![docs.text("url")]);
    }
}
