//! Diff: two versions of an API -> what changed, and what of it breaks those who use it. Knows no versions' names and no pages.
//!
//! What callers send may become looser, what they get may become tighter; the other way round breaks them. A type counts for the way in which operations
//! use it, or for both.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, What, Whose};
use super::schema::{Field, Shape};
use super::{Api, Language, Need, Operation, Part};

/// The most changes between two versions that are told.
const MOST: usize = 500;
/// How deep fields are compared.
const MOST_DEPTH: usize = 12;

/// Says which way a value goes, from the caller's side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Way {
    is_sent: bool,
    is_got: bool,
}

/// Lists what changed from `old` to `new`: what breaks first.
pub fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let mut diff = Diff { found: Vec::new(), subject: String::new(), anchor: String::new() };
    let (before, after) = (operations(old), operations(new));
    for (key, operation) in &before {
        match after.get(key) {
            Some(now) => {
                diff.at(&title(now), &now.anchor);
                diff.operation(operation, now);
            }
            None => {
                diff.at(&title(operation), &operation.anchor);
                diff.tell(true, What::Gone);
            }
        }
    }
    for (_, operation) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        diff.at(&title(operation), &operation.anchor);
        diff.tell(false, What::New);
    }
    diff.types(old, new);
    diff.found.sort_by_key(|change| !change.is_breaking);
    diff.found.truncate(MOST);
    diff.found
}

/// Finds operations by what callers name them by.
fn operations(api: &Api) -> BTreeMap<String, &Operation> {
    let key = |operation: &Operation| match api.language {
        Language::OpenApi => format!("{} {}", operation.verb, unnamed(&operation.address)),
        Language::AsyncApi | Language::GraphQl | Language::Protobuf => operation.anchor.clone(),
    };
    api.operations().map(|operation| (key(operation), operation)).collect()
}

/// Leaves the names of parameters out of a path; callers do not see them.
fn unnamed(path: &str) -> String {
    let mut out = String::new();
    let mut is_name = false;
    for c in path.chars() {
        is_name &= c != '}';
        if !is_name {
            out.push(c);
        }
        is_name |= c == '{';
    }
    out
}

/// Gives the parameters of a path the names that stand in their places in another one.
fn renamed(shape: &Shape, from: &str, to: &str) -> Shape {
    let names = |path: &str| -> Vec<String> {
        path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
    };
    let (from, to) = (names(from), names(to));
    let mut shape = shape.clone();
    for field in &mut shape.fields {
        if let Some(name) = from.iter().position(|name| *name == field.name).and_then(|at| to.get(at)) {
            field.name.clone_from(name);
        }
    }
    shape
}

fn title(operation: &Operation) -> String {
    // The arguments of GraphQL are told one by one.
    let address = operation.address.split('(').next().unwrap_or_default();
    format!("{} {address}", operation.verb)
}

/// Tells the way of what stands in a part; nothing for parts that are no values.
fn way(title: &str) -> Option<Way> {
    let way = |is_sent, is_got| Some(Way { is_sent, is_got });
    match title {
        "Path" | "Query" | "Headers" | "Cookies" | "Body" | "Arguments" | "Request" => way(true, false),
        "Answers" | "Answer" | "Reply" => way(false, true),
        "Bindings" | "Options" | "Callbacks" => None,
        _ => way(true, true),
    }
}

/// Tells the way of every type by its name.
fn ways(api: &Api) -> BTreeMap<&str, Way> {
    let mut ways = vec![Way::default(); api.types.len()];
    let mut open: Vec<(usize, Way)> = Vec::new();
    for part in api.operations().flat_map(|operation| &operation.parts) {
        if let Some(way) = way(&part.title) {
            part.shape.mentions(&mut |number| open.push((number, way)));
        }
    }
    while let Some((number, way)) = open.pop() {
        let Some(known) = ways.get_mut(number) else { continue };
        let both = Way { is_sent: known.is_sent || way.is_sent, is_got: known.is_got || way.is_got };
        if both != *known {
            *known = both;
            api.types[number].shape.mentions(&mut |below| open.push((below, both)));
        }
    }
    api.types.iter().map(|known| known.name.as_str()).zip(ways).collect()
}

struct Diff {
    found: Vec<Change>,
    subject: String,
    anchor: String,
}

impl Diff {
    fn at(&mut self, subject: &str, anchor: &str) {
        (self.subject, self.anchor) = (subject.to_owned(), anchor.to_owned());
    }

    fn tell(&mut self, is_breaking: bool, what: What) {
        let (subject, anchor) = (self.subject.clone(), self.anchor.clone());
        self.found.push(Change { is_breaking, subject, anchor, what });
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        if new.deprecated && !old.deprecated {
            self.tell(false, What::Deprecated);
        }
        if new.verb != old.verb {
            self.tell(true, What::Verb { now: new.verb.clone(), before: old.verb.clone() });
        }
        if !is_let_in(old.security.as_deref(), new.security.as_deref()) {
            self.tell(true, What::SignIn);
        }
        let key = |part: &Part| (part.title.clone(), part.note.split(',').next().unwrap_or_default().to_owned());
        let is_body = |part: &Part| part.title == "Body";
        let nothing = Shape::default();
        for part in &old.parts {
            let Some(way) = way(&part.title) else { continue };
            match new.parts.iter().find(|other| key(other) == key(part)) {
                Some(now) => {
                    if is_body(part) && now.note.contains("required") && !part.note.contains("required") {
                        self.tell(true, What::BodyNeeded);
                    }
                    if part.title == "Path" {
                        self.part(part, &renamed(&part.shape, &old.address, &new.address), &now.shape, way);
                    } else {
                        self.part(part, &part.shape, &now.shape, way);
                    }
                }
                None if is_body(part) => self.tell(true, What::BodyGone(key(part).1)),
                None => self.part(part, &part.shape, &nothing, way),
            }
        }
        for part in new.parts.iter().filter(|part| !old.parts.iter().any(|other| key(other) == key(part))) {
            let Some(way) = way(&part.title) else { continue };
            if is_body(part) {
                let is_first = !old.parts.iter().any(is_body);
                self.tell(is_first && part.note.contains("required"), What::BodyNew(key(part).1));
            } else {
                self.part(part, &nothing, &part.shape, way);
            }
        }
    }

    fn part(&mut self, part: &Part, old: &Shape, new: &Shape, way: Way) {
        if part.title == "Answers" {
            return self.answers(&old.fields, &new.fields);
        }
        if old != &Shape::default() && new != &Shape::default() {
            self.value(&Whose::Part(part.title.clone()), old, new, way);
        }
        self.inside("", old, new, way, 0);
    }

    /// Compares answers by their status.
    fn answers(&mut self, old: &[Field], new: &[Field]) {
        let way = Way { is_sent: false, is_got: true };
        for field in old {
            match new.iter().find(|other| other.name == field.name) {
                Some(now) => {
                    self.value(&Whose::Answer(field.name.clone()), &field.shape, &now.shape, way);
                    self.inside(&format!("{}.", field.name), &field.shape, &now.shape, way, 0);
                }
                None => self.tell(field.name.starts_with('2'), What::AnswerGone(field.name.clone())),
            }
        }
        for field in new.iter().filter(|field| !old.iter().any(|other| other.name == field.name)) {
            self.tell(false, What::AnswerNew(field.name.clone()));
        }
    }

    fn types(&mut self, old: &Api, new: &Api) {
        let is_strict = matches!(new.language, Language::GraphQl | Language::Protobuf);
        let (ways_before, ways_now) = (ways(old), ways(new));
        let names = |api: &Api| -> BTreeSet<String> { api.types.iter().map(|known| known.name.clone()).collect() };
        let (before, now) = (names(old), names(new));
        for known in &old.types {
            let was = ways_before.get(known.name.as_str()).copied().unwrap_or_default();
            let Some(after) = new.types.iter().find(|other| other.name == known.name) else {
                self.at(&known.name, &known.anchor);
                if is_strict || was != Way::default() {
                    self.tell(is_strict, What::Gone);
                }
                continue;
            };
            self.at(&after.name, &after.anchor);
            if after.deprecated && !known.deprecated {
                self.tell(false, What::Deprecated);
            }
            let is = ways_now.get(known.name.as_str()).copied().unwrap_or_default();
            let mut way = Way { is_sent: was.is_sent || is.is_sent, is_got: was.is_got || is.is_got };
            if way == Way::default() {
                if !is_strict {
                    continue;
                }
                way = Way { is_sent: true, is_got: true };
            }
            if known.sort == "enum" && is_strict {
                self.names(&known.shape.fields, &after.shape.fields);
                continue;
            }
            self.value(&Whose::Own, &known.shape, &after.shape, way);
            self.inside("", &known.shape, &after.shape, way, 0);
        }
        for known in new.types.iter().filter(|known| now.contains(&known.name) && !before.contains(&known.name)) {
            self.at(&known.name, &known.anchor);
            self.tell(false, What::New);
        }
    }

    /// Compares the values of an enumeration that are told one by one.
    fn names(&mut self, old: &[Field], new: &[Field]) {
        let has = |all: &[Field], name: &str| all.iter().any(|field| field.name == name);
        for field in old.iter().filter(|field| !has(new, &field.name)) {
            self.tell(true, What::NameGone(field.name.clone()));
        }
        for field in new.iter().filter(|field| !has(old, &field.name)) {
            self.tell(false, What::NameNew(field.name.clone()));
        }
        for field in old {
            if let Some(now) = new.iter().find(|other| other.name == field.name) {
                let way = Way { is_sent: true, is_got: true };
                self.value(&Whose::Field(field.name.clone()), &field.shape, &now.shape, way);
            }
        }
    }

    /// Compares the fields and variants of two shapes, whose names `path` comes before.
    fn inside(&mut self, path: &str, old: &Shape, new: &Shape, way: Way, depth: usize) {
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
    fn value(&mut self, of: &Whose, old: &Shape, new: &Shape, way: Way) {
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

/// Tells whether everyone who could sign in before still can.
fn is_let_in(old: Option<&[Vec<Need>]>, new: Option<&[Vec<Need>]>) -> bool {
    let Some(new) = new.filter(|new| !new.is_empty()) else { return true };
    let nobody = [Vec::new()];
    let old = old.filter(|old| !old.is_empty()).unwrap_or(&nobody);
    let holds = |all: &[Need], need: &Need| {
        all.iter().any(|own| own.scheme == need.scheme && need.scopes.iter().all(|scope| own.scopes.contains(scope)))
    };
    old.iter().all(|before| new.iter().any(|now| now.iter().all(|need| holds(before, need))))
}
