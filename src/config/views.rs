//! View files: YAML that names questions -> `View`s, and what is wrong with the others. A view with a mistake is left out. Opens no file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::Fields;
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::naming::{capitalised, in_words};
use crate::base::source::{Place, Source};
use crate::base::suggest;
use crate::base::yaml::{self, Node};
use crate::model::kind::{Model, Shown, ShownValue};
use crate::model::plugin::{Plugin, fact, fact_names};
use crate::model::query::{Vocabulary, parse};
use crate::model::view::View;

/// The fields of descriptors that columns may show.
const ROOTS: [&str; 2] = ["metadata", "spec"];

/// What a list may show below this is known of a plugin.
const FACTS: &str = "facts.";

/// Holds what views may name.
struct Known<'a> {
    model: &'a Model,
    plugins: &'a [Plugin],
    vocabulary: Vocabulary,
}

/// Reads files, in their order; of two views with one name the first holds.
pub fn read(files: &[Arc<Source>], model: &Model, plugins: &[Plugin]) -> (Vec<View>, Vec<Diagnostic>) {
    let known = Known { model, plugins, vocabulary: Vocabulary::of(model).with_facts(fact_names(plugins)) };
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
                views.extend(view(source, &key.name, node, &known, &mut findings));
            }
        }
    }
    (views, findings)
}

fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= 63 && text.chars().all(fits)
}

fn view(source: &Arc<Source>, name: &str, node: &Node, known: &Known<'_>, findings: &mut Vec<Diagnostic>) -> Option<View> {
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
    let query = match parse(filter, &known.vocabulary) {
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
        match (known.shown(&name), &place_of_columns) {
            (Some(column), _) => columns.push(column),
            (None, Some(place)) => {
                findings.push(words::unknown_column(place.clone(), &within, &name, known.nearest(&name).as_deref()));
            }
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

impl Known<'_> {
    /// Resolves the name of a column: a property or a relation of any kind, a fact, or a path in descriptors.
    fn shown(&self, name: &str) -> Option<Shown> {
        let plain = |title: &str, value| Shown { title: title.to_owned(), value, colors: BTreeMap::new() };
        let mut properties = self.model.kinds.values().flat_map(|kind| &kind.properties);
        if let Some(property) = properties.find(|property| property.name == name) {
            return Some(plain(&property.title, ShownValue::Property(name.to_owned())));
        }
        if let Some(relation) = self.model.relation_type(name) {
            return Some(plain(&capitalised(&in_words(name)), ShownValue::Relation(Arc::clone(&relation.name), Vec::new())));
        }
        if let Some((plugin, fact)) = name.strip_prefix(FACTS).and_then(|name| fact(self.plugins, name)) {
            let title = fact.title.clone().unwrap_or_else(|| format!("{}: {}", plugin.title, in_words(&fact.name)));
            return Some(plain(&title, ShownValue::Fact(plugin.name.clone(), fact.name.clone())));
        }
        // Keys of labels and annotations have dots of their own.
        let whole =
            ["metadata.labels.", "metadata.annotations."].iter().find_map(|above| Some((*above, name.strip_prefix(above)?)));
        let path: Vec<&str> = match whole {
            Some((above, key)) => above.trim_end_matches('.').split('.').chain([key]).collect(),
            None => name.split('.').collect(),
        };
        let [first, .., last] = path[..] else { return None };
        let title = capitalised(&in_words(last.rsplit('/').next().unwrap_or(last)));
        ROOTS.contains(&first).then(|| plain(&title, ShownValue::Field(path.iter().map(|part| (*part).to_owned()).collect())))
    }

    /// Finds what a name that means nothing may have meant.
    fn nearest(&self, name: &str) -> Option<String> {
        let facts: Vec<String> = fact_names(self.plugins).into_iter().map(|fact| format!("{FACTS}{fact}")).collect();
        let properties = self.model.kinds.values().flat_map(|kind| &kind.properties).map(|property| property.name.as_str());
        let relations = self.model.relation_types.iter().map(|relation| &*relation.name);
        let known = || facts.iter().map(String::as_str);
        let is_fact = |fact: &&str| fact.strip_prefix(FACTS) == Some(name);
        known().find(is_fact).or_else(|| suggest::nearest(name, properties.chain(relations).chain(known()))).map(str::to_owned)
    }
}
