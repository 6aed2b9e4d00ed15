//! Eval: a query and a catalog that can be asked -> whether an entity is meant. Knows nothing of how entities are kept.

use std::collections::BTreeSet;

use super::{Bound, End, Expression, Link, Order, Own, Query, Term, Test};
use crate::base::instant::Instant;
use crate::model::entity_ref::EntityRef;

/// Holds a value that an entity has.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A string.
    Text(&'a str),
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(&'a serde_json::Number),
    /// A mapping that is not empty: it is there, and equals nothing.
    Mapping,
    /// The name of an entity.
    Reference(&'a EntityRef),
}

/// Holds the other end of a relation.
#[derive(Clone, Copy, Debug)]
pub struct Related<'a, E> {
    /// Its name.
    pub reference: &'a EntityRef,
    /// Itself, if it is in the catalog.
    pub entity: Option<E>,
}

/// Answers what queries ask of entities. A visitor says `true` when it has seen enough, and its visit then gives `true`.
pub trait Catalog {
    /// Names an entity of the catalog.
    type Entity: Copy + Ord;

    /// Visits what an entity knows besides its document.
    fn own(&self, entity: Self::Entity, own: Own, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool;
    /// Visits the values at a dotted path of its document, those in lists one by one; keys may have dots themselves.
    fn document(&self, entity: Self::Entity, path: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool;
    /// Visits the words that hold of it under a name: `is`, `has`.
    fn flags(&self, entity: Self::Entity, name: &str, visit: &mut dyn FnMut(Value<'_>) -> bool) -> bool;
    /// Visits the other ends of its relations of one type.
    fn related(&self, entity: Self::Entity, relation: &str, visit: &mut dyn FnMut(Related<'_, Self::Entity>) -> bool) -> bool;
}

impl Query {
    /// Tells whether the query means `entity`; `now` is the moment that `-90d` counts from.
    pub fn matches<C: Catalog>(&self, catalog: &C, entity: C::Entity, now: Instant) -> bool {
        Eval { catalog, now }.expression(&self.root, entity)
    }
}

struct Eval<'a, C> {
    catalog: &'a C,
    now: Instant,
}

impl<C: Catalog> Eval<'_, C> {
    fn expression(&self, expression: &Expression, entity: C::Entity) -> bool {
        match expression {
            Expression::All(parts) => parts.iter().all(|part| self.expression(part, entity)),
            Expression::Any(parts) => parts.iter().any(|part| self.expression(part, entity)),
            Expression::Not(inside) => !self.expression(inside, entity),
            Expression::Term(term) => self.term(term, entity),
            Expression::Word(word) => {
                let mut found = |value: Value<'_>| matches!(value, Value::Text(text) if word.is_in(text));
                self.catalog.own(entity, Own::Name, &mut found)
                    || self.catalog.own(entity, Own::Title, &mut found)
                    || self.catalog.document(entity, "metadata.description", &mut found)
                    || self.catalog.document(entity, "metadata.tags", &mut found)
            }
        }
    }

    fn term(&self, term: &Term, entity: C::Entity) -> bool {
        let Some((last, first)) = term.hops.split_last() else { return self.end(term, entity) };
        // As sets, so that a knot of relations is walked once a hop, whatever its size.
        let mut here = BTreeSet::from([entity]);
        for hop in first.iter().chain([last]) {
            let mut next = BTreeSet::new();
            for entity in here {
                self.targets(entity, hop, &mut |related| {
                    next.extend(related.entity);
                    false
                });
            }
            here = next;
        }
        here.into_iter().any(|entity| self.end(term, entity))
    }

    fn targets(&self, entity: C::Entity, link: &Link, visit: &mut dyn FnMut(Related<'_, C::Entity>) -> bool) -> bool {
        self.catalog.related(entity, &link.relation, &mut |related| {
            link.kind.as_ref().is_none_or(|kind| *kind == related.reference.kind) && visit(related)
        })
    }

    fn end(&self, term: &Term, entity: C::Entity) -> bool {
        let mut visit = |value: Value<'_>| self.test(&term.test, value);
        match &term.end {
            End::Own(own) => self.catalog.own(entity, *own, &mut visit),
            End::Path(path) => self.catalog.document(entity, path, &mut visit),
            End::Flags(name) => self.catalog.flags(entity, name, &mut visit),
            // A team is meant by what pages call it, too.
            End::Link(link) => self.targets(entity, link, &mut |related| {
                visit(Value::Reference(related.reference))
                    || matches!(term.test, Test::Match(_))
                        && related.entity.is_some_and(|entity| self.catalog.own(entity, Own::Title, &mut visit))
            }),
        }
    }

    fn test(&self, test: &Test, value: Value<'_>) -> bool {
        match test {
            Test::Exists => !matches!(value, Value::Text("")),
            Test::Match(patterns) => patterns.iter().any(|pattern| match value {
                Value::Text(text) => pattern.matches(text),
                Value::Bool(truth) => pattern.matches(if truth { "true" } else { "false" }),
                Value::Number(number) => pattern.matches_number(number),
                Value::Reference(reference) => pattern.matches_reference(reference),
                Value::Mapping => false,
            }),
            Test::Compare(order, bound) => {
                let sides = match (value, *bound) {
                    (Value::Text(text), bound) => bound.against(text, self.now),
                    (Value::Number(number), Bound::Number(bound)) => number.as_f64().map(|number| (number, bound)),
                    _ => None,
                };
                sides.is_some_and(|(value, bound)| match order {
                    Order::Greater => value > bound,
                    Order::GreaterOrEqual => value >= bound,
                    Order::Less => value < bound,
                    Order::LessOrEqual => value <= bound,
                })
            }
        }
    }
}
