//! View files: YAML that names questions -> `View`s, and what is wrong with the others. A view with a mistake is left out. Opens no file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::Fields;
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::naming::{capitalised, in_words};
use crate::base::source::{Place, Source};
use crate::base::yaml::{self, Node};
use crate::model::kind::{Model, Shown, ShownValue};
use crate::model::query::{Vocabulary, parse};
use crate::model::view::View;

/// The fields of descriptors that columns may show.
const ROOTS: [&str; 2] = ["metadata", "spec"];

/// Reads files, in their order; of two views with one name the first holds.
pub fn read(files: &[Arc<Source>], model: &Model, vocabulary: &Vocabulary) -> (Vec<View>, Vec<Diagnostic>) {
    let (mut views, mut findings) = (Vec::<View>::new(), Vec::new());
    for source in files {
        for mut document in yaml::documents(source, &yaml::LIMITS) {
            findings.append(&mut document.findings);
            let Some(root) = &document.root else { continue };
            let Some(mut fields) = Fields::of(source, "views", root, &mut findings) else { continue };
            fields.only(&["views"]);
            let Some(all) = fields.node("views") else { continue };
            for (key, node) in all.entries() {
                let place = Place::at(source, key.span);
                let is_taken = views.iter().any(|view| view.name == key.name);
                if is_taken || !is_name(&key.name) {
                    let hint = if is_taken { "give it another name" } else { "write lower-case letters, digits and hyphens" };
                    findings.push(words::wrong_value(place, "views", &key.name, "a name of its own in addresses", hint));
                    continue;
                }
                views.extend(view(source, &key.name, node, model, vocabulary, &mut findings));
            }
        }
    }
    (views, findings)
}

fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= 63 && text.chars().all(fits)
}

fn view(
    source: &Arc<Source>,
    name: &str,
    node: &Node,
    model: &Model,
    vocabulary: &Vocabulary,
    findings: &mut Vec<Diagnostic>,
) -> Option<View> {
    let within = format!("views.{name}");
    let mut fields = Fields::of(source, &within, node, findings)?;
    fields.only(&["title", "description", "filter", "columns"]);
    let title = fields.text("title").map(|(text, _)| text.to_owned());
    let description = fields.text("description").map(|(text, _)| text.to_owned());
    let names = fields.texts("columns").unwrap_or_default();
    let Some((filter, place)) = fields.text("filter") else {
        if fields.node("filter").is_none() {
            findings.push(words::missing_key(Place::at(source, node.span), &within, "filter"));
        }
        return None;
    };
    let place_of_columns = fields.node("columns").map(|node| Place::at(source, node.span));
    let query = match parse(filter, vocabulary) {
        Ok(query) => query,
        Err(mistakes) => {
            for mistake in mistakes {
                findings.push(words::wrong_filter(place.clone(), &format!("{within}.filter"), filter, &mistake));
            }
            return None;
        }
    };
    let mut columns = Vec::new();
    for name in names {
        match (shown(model, &name), &place_of_columns) {
            (Some(column), _) => columns.push(column),
            (None, Some(place)) => findings.push(words::unknown_column(place.clone(), &within, &name)),
            (None, None) => {}
        }
    }
    Some(View {
        name: name.to_owned(),
        title: title.unwrap_or_else(|| capitalised(&in_words(name))),
        description,
        filter: filter.to_owned(),
        query,
        columns,
    })
}

/// Resolves the name of a column: a property or a relation of any kind, or a path in descriptors.
fn shown(model: &Model, name: &str) -> Option<Shown> {
    let plain = |title: &str, value| Shown { title: title.to_owned(), value, colors: BTreeMap::new() };
    if let Some(property) = model.kinds.values().flat_map(|kind| &kind.properties).find(|property| property.name == name) {
        return Some(plain(&property.title, ShownValue::Property(name.to_owned())));
    }
    if let Some(relation) = model.relation_type(name) {
        return Some(plain(&capitalised(&in_words(name)), ShownValue::Relation(Arc::clone(&relation.name), Vec::new())));
    }
    // Keys of labels and annotations have dots of their own.
    let whole = ["metadata.labels.", "metadata.annotations."].iter().find_map(|above| Some((*above, name.strip_prefix(above)?)));
    let path: Vec<&str> = match whole {
        Some((above, key)) => above.trim_end_matches('.').split('.').chain([key]).collect(),
        None => name.split('.').collect(),
    };
    let [first, .., last] = path[..] else { return None };
    let title = capitalised(&in_words(last.rsplit('/').next().unwrap_or(last)));
    ROOTS.contains(&first).then(|| plain(&title, ShownValue::Field(path.iter().map(|part| (*part).to_owned()).collect())))
}
