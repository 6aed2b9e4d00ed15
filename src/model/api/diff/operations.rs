//! Operations: two versions of an operation -> what changed in how it is called, in what it takes and in what it answers.

use std::collections::BTreeMap;

use super::{Diff, Way};
use crate::model::api::change::{What, Whose};
use crate::model::api::schema::{Field, Shape};
use crate::model::api::{Api, Language, Need, Operation, Part};

/// Finds operations by what callers name them by.
pub(super) fn operations(api: &Api) -> BTreeMap<String, &Operation> {
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

pub(super) fn title(operation: &Operation) -> String {
    // The arguments of GraphQL are told one by one.
    let address = operation.address.split('(').next().unwrap_or_default();
    format!("{} {address}", operation.verb)
}

/// Tells the way of what stands in a part; nothing for parts that are no values.
pub(super) fn way(title: &str) -> Option<Way> {
    let way = |is_sent, is_got| Some(Way { is_sent, is_got });
    match title {
        "Path" | "Query" | "Headers" | "Cookies" | "Body" | "Arguments" | "Request" => way(true, false),
        "Answers" | "Answer" | "Reply" => way(false, true),
        "Bindings" | "Options" | "Callbacks" => None,
        _ => way(true, true),
    }
}

impl Diff {
    pub(super) fn operation(&mut self, old: &Operation, new: &Operation) {
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
