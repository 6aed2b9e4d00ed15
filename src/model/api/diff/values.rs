//! Values: two versions of a shape -> what changed in its fields, its type and its enumeration.

use std::collections::BTreeSet;

use super::{Diff, MOST, Way};
use crate::model::api::change::{What, Whose};
use crate::model::api::schema::Shape;

/// How deep fields are compared.
const MOST_DEPTH: usize = 12;

impl Diff {
    /// Compares the fields and variants of two shapes, whose names `path` comes before.
    pub(super) fn inside(&mut self, path: &str, old: &Shape, new: &Shape, way: Way, depth: usize) {
        if depth > MOST_DEPTH || self.found.len() > 4 * MOST {
            return;
        }
        for field in &old.fields {
            let name = format!("{path}{}", field.name);
            let Some(now) = new.fields.iter().find(|other| other.name == field.name) else {
                self.tell(true, What::FieldGone(name));
                continue;
            };
            // GraphQL says by the type itself whether a value must be there.
            let is_typed = [field, now].iter().any(|field| field.shape.plain().ends_with('!'));
            if field.required != now.required && !is_typed {
                let name = name.clone();
                match now.required {
                    true if way.is_sent => self.tell(true, What::FieldRequired(name)),
                    true => self.tell(false, What::FieldAlwaysThere(name)),
                    false if way.is_got => self.tell(true, What::FieldMayBeMissing(name)),
                    false => self.tell(false, What::FieldOptional(name)),
                }
            }
            if now.deprecated && !field.deprecated {
                self.tell(false, What::FieldDeprecated(name.clone()));
            }
            self.value(&Whose::Field(name.clone()), &field.shape, &now.shape, way);
            self.inside(&format!("{name}."), &field.shape, &now.shape, way, depth + 1);
        }
        for field in new.fields.iter().filter(|field| !old.fields.iter().any(|other| other.name == field.name)) {
            let is_breaking = field.required && way.is_sent;
            let name = format!("{path}{}", field.name);
            self.tell(is_breaking, if is_breaking { What::FieldNewAndRequired(name) } else { What::FieldNew(name) });
        }
        for variant in &old.variants {
            match new.variants.iter().find(|other| other.label == variant.label) {
                Some(now) => self.inside(path, &variant.shape, &now.shape, way, depth + 1),
                None => self.tell(true, What::FieldGone(format!("{path}{}", variant.label))),
            }
        }
        for variant in new.variants.iter().filter(|new| !old.variants.iter().any(|other| other.label == new.label)) {
            // Who gets one of several must know them all.
            let is_choice = variant.label.contains(" of: ");
            self.tell(is_choice && way.is_got && !way.is_sent, What::FieldNew(format!("{path}{}", variant.label)));
        }
    }

    /// Compares what a value may be: its type and its enumeration.
    pub(super) fn value(&mut self, of: &Whose, old: &Shape, new: &Shape, way: Way) {
        let (was, is) = (old.plain(), new.plain());
        if was != is {
            let is_breaking = (way.is_sent && !is_looser(&was, &is)) || (way.is_got && !is_looser(&is, &was));
            self.tell(is_breaking, What::Type { of: of.clone(), now: is, before: was });
        }
        let values = |shape: &Shape| -> Option<BTreeSet<String>> {
            let rule = shape.rules.iter().find(|rule| rule.label == "One of" || rule.label == "Always")?;
            Some(rule.values.iter().cloned().collect())
        };
        match (values(old), values(new)) {
            (Some(was), Some(is)) => {
                let (gone, added) =
                    (was.difference(&is).cloned().collect::<Vec<_>>(), is.difference(&was).cloned().collect::<Vec<_>>());
                if !gone.is_empty() {
                    self.tell(true, What::ValuesGone(of.clone(), gone));
                }
                if !added.is_empty() {
                    self.tell(false, What::ValuesNew(of.clone(), added));
                }
            }
            (None, Some(_)) => self.tell(way.is_sent, What::Listed(of.clone())),
            (Some(_), None) => self.tell(way.is_got, What::Unlisted(of.clone())),
            (None, None) => {}
        }
    }
}

/// Tells whether everything that is a `was` is an `is`, as far as words tell.
fn is_looser(was: &str, is: &str) -> bool {
    let any = |text: &str| text.is_empty() || text == "anything";
    if was == is || any(is) {
        return true;
    }
    if any(was) {
        return false;
    }
    let parts = |text: &str| -> (String, BTreeSet<String>, bool) {
        let (text, is_null) = match text.strip_suffix(" or null") {
            Some(rest) => (rest.to_owned(), true),
            None => (text.strip_suffix('!').unwrap_or(text).to_owned(), false),
        };
        let mut pieces = text.split(", ").map(str::to_owned);
        (pieces.next().unwrap_or_default(), pieces.collect(), is_null)
    };
    let ((base, bounds, was_null), (now, now_bounds, is_null)) = (parts(was), parts(is));
    let is_forced = is.ends_with('!') && !was.ends_with('!');
    let fits = base == now || (base == "integer" && now == "number");
    let is_kept = |bound: &String| bounds.contains(bound) || bounds.iter().any(|was| is_wider(was, bound));
    fits && now_bounds.iter().all(is_kept) && (is_null || !was_null) && !is_forced
}

/// Tells whether a bound of the same words, as `at least 1`, lets more through.
fn is_wider(was: &str, is: &str) -> bool {
    let read = |bound: &str| -> (Vec<String>, Vec<f64>) {
        let (numbers, words): (Vec<&str>, Vec<&str>) = bound.split(' ').partition(|word| word.parse::<f64>().is_ok());
        (words.into_iter().map(str::to_owned).collect(), numbers.into_iter().filter_map(|word| word.parse().ok()).collect())
    };
    let ((words, before), (now_words, now)) = (read(was), read(is));
    let is_lowest =
        matches!(words.first().map(String::as_str), Some("at" | "above")) && words.get(1).is_none_or(|word| word != "most");
    words == now_words
        && match (before.as_slice(), now.as_slice()) {
            ([before], [now]) if is_lowest => now <= before,
            ([before], [now]) => now >= before,
            ([low, high], [now_low, now_high]) => now_low <= low && now_high >= high,
            _ => false,
        }
}
