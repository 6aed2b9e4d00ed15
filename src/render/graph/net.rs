//! `Net`: the whole catalog as one graph. Every edge leads from what needs to what is needed: a consumer to an API, an API to its provider, a component to what it
//! depends on. What references name and nobody describes is a vertex too.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::page;
use crate::model::entity::{Entity, Relation};
use crate::model::entity_ref::EntityRef;
use crate::model::portal::Portal;
use crate::render::links::{self, Kind};
use crate::render::strings::Strings;

/// Holds the graph. Built once, read by every page.
#[derive(Default)]
pub(in crate::render) struct Net<'a> {
    pub(super) vertices: Vec<Vertex<'a>>,
    pub(super) edges: Vec<Edge<'a>>,
    pub(super) ties: Vec<Tie>,
    /// The kinds of the vertices.
    pub(super) kinds: Vec<Kind>,
    index: BTreeMap<&'a EntityRef, usize>,
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
    /// The parts of each system, domain or component.
    parts: Vec<Vec<usize>>,
    /// How many of the edges between the parts of two systems there are.
    pub(super) between: BTreeMap<(usize, usize), usize>,
    systems_out: BTreeMap<usize, Vec<usize>>,
    systems_into: BTreeMap<usize, Vec<usize>>,
    /// Whether each vertex has a page for its graph.
    pages: Vec<bool>,
}

/// Stands for an entity, or for a name that nobody describes.
pub(super) struct Vertex<'a> {
    pub(super) reference: &'a EntityRef,
    pub(super) entity: Option<&'a Entity>,
    /// The number of its kind.
    pub(super) kind: usize,
    /// The system of what is part of one, the domain of a system.
    pub(super) home: Option<usize>,
}

/// Leads from what needs to what is needed.
#[derive(Clone, Copy)]
pub(super) struct Edge<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) tie: usize,
    pub(super) relation: &'a Relation,
}

/// Describes a type of edge.
#[derive(Debug)]
pub(super) struct Tie {
    /// The relation type as it is declared: `providesApi`.
    pub(super) name: String,
    /// How pages say it, before the target.
    pub(super) title: String,
    /// Whether the edge leads from the relation's target to what declares it.
    pub(super) turned: bool,
    pub(super) line: Line,
    is_owner: bool,
    /// Whether the edge leads from a part to its whole.
    pub(super) is_part: bool,
}

/// Says how the edges of a type are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Solid,
    Dashed,
    Dotted,
}

impl Tie {
    /// Tells whether what stands at the edge's start breaks with what stands at its end.
    pub(super) fn breaks(&self) -> bool {
        self.line != Line::Dotted
    }

    pub(super) fn is_owner(&self) -> bool {
        self.is_owner
    }
}

impl<'a> Net<'a> {
    /// Reads the graph off the entities' relations.
    pub(in crate::render) fn new(portal: &'a Portal, strings: &Strings) -> Self {
        let mut kinds: Vec<Kind> = Vec::new();
        let mut number_of: BTreeMap<&str, usize> = BTreeMap::new();
        let mut kind_of = |slug: &'a str, written: &str| {
            *number_of.entry(slug).or_insert_with(|| {
                kinds.push(links::kind(&portal.model, strings, written));
                kinds.len() - 1
            })
        };
        let mut vertices: Vec<Vertex<'a>> = portal
            .entities
            .iter()
            .map(|(reference, entity)| {
                let kind = kind_of(&reference.kind, &entity.kind);
                Vertex { reference, entity: Some(entity), kind, home: None }
            })
            .collect();
        let mut index: BTreeMap<&EntityRef, usize> =
            portal.entities.keys().enumerate().map(|(number, name)| (name, number)).collect();
        for target in portal.entities.values().flat_map(|entity| &entity.relations).filter(|relation| !relation.resolved) {
            index.entry(&target.target).or_insert_with(|| {
                let kind = kind_of(&target.target.kind, &target.target.kind);
                vertices.push(Vertex { reference: &target.target, entity: None, kind, home: None });
                vertices.len() - 1
            });
        }
        let ties: Vec<Tie> = portal
            .model
            .relation_types
            .chunks(2)
            .filter_map(|pair| pair.first())
            .map(|kind| Tie {
                name: kind.name.to_string(),
                title: kind.title.clone(),
                turned: &*kind.name == "providesApi",
                is_owner: &*kind.name == "ownedBy",
                is_part: &*kind.name == "partOf",
                line: match &*kind.name {
                    "dependsOn" => Line::Solid,
                    "consumesApi" | "providesApi" => Line::Dashed,
                    _ => Line::Dotted,
                },
            })
            .collect();
        let tie_of: BTreeMap<&str, (usize, bool)> = portal
            .model
            .relation_types
            .iter()
            .enumerate()
            .map(|(place, kind)| (&*kind.name, (place / 2, place % 2 == 1)))
            .collect();
        let count = vertices.len();
        let mut net = Self {
            vertices,
            edges: Vec::new(),
            ties,
            kinds,
            index,
            out: vec![Vec::new(); count],
            into: vec![Vec::new(); count],
            parts: vec![Vec::new(); count],
            between: BTreeMap::new(),
            systems_out: BTreeMap::new(),
            systems_into: BTreeMap::new(),
            pages: Vec::new(),
        };
        for (number, entity) in portal.entities.values().enumerate() {
            for relation in &entity.relations {
                let (Some((tie, reverse)), Some(target)) =
                    (tie_of.get(relation.kind.as_str()).copied(), net.index.get(&relation.target).copied())
                else {
                    continue;
                };
                // The other end tells the same edge, if there is one.
                if reverse && relation.resolved {
                    continue;
                }
                net.add(number, target, tie, reverse, relation);
            }
        }
        net.tie_systems();
        net.pages = (0..portal.entities.len()).into_par_iter().map(|vertex| page::is_worth(&net, vertex)).collect();
        net
    }

    fn add(&mut self, number: usize, target: usize, tie: usize, reverse: bool, relation: &'a Relation) {
        let Some(known) = self.ties.get(tie) else { return };
        let (whole, part) = if reverse { (number, target) } else { (target, number) };
        if known.is_part {
            self.parts[whole].push(part);
            if matches!(self.vertices[whole].reference.kind.as_str(), "system" | "domain") {
                // A frame says it.
                self.vertices[part].home.get_or_insert(whole);
                return;
            }
        }
        let (from, to) = if reverse == known.turned { (number, target) } else { (target, number) };
        self.out[from].push(self.edges.len());
        self.into[to].push(self.edges.len());
        self.edges.push(Edge { from, to, tie, relation });
    }

    fn tie_systems(&mut self) {
        for edge in &self.edges {
            if !self.ties[edge.tie].breaks() {
                continue;
            }
            if let (Some(from), Some(to)) = (self.system_of(edge.from), self.system_of(edge.to))
                && from != to
            {
                *self.between.entry((from, to)).or_default() += 1;
            }
        }
        for (from, to) in self.between.keys() {
            self.systems_out.entry(*from).or_default().push(*to);
            self.systems_into.entry(*to).or_default().push(*from);
        }
    }

    /// Gives the system of a vertex: itself, or what it is part of.
    pub(super) fn system_of(&self, vertex: usize) -> Option<usize> {
        let is_system = |vertex: &usize| self.vertices[*vertex].reference.kind == "system";
        Some(vertex).filter(is_system).or_else(|| self.vertices[vertex].home.filter(is_system))
    }

    pub(super) fn vertex(&self, reference: &EntityRef) -> Option<usize> {
        self.index.get(reference).copied()
    }

    pub(super) fn has_page(&self, vertex: usize) -> bool {
        self.pages.get(vertex).is_some_and(|has| *has)
    }

    pub(super) fn kind(&self, vertex: usize) -> &'a str {
        &self.vertices[vertex].reference.kind
    }

    pub(super) fn out(&self, vertex: usize) -> impl Iterator<Item = &Edge<'a>> {
        self.out[vertex].iter().map(|edge| &self.edges[*edge])
    }

    pub(super) fn into(&self, vertex: usize) -> impl Iterator<Item = &Edge<'a>> {
        self.into[vertex].iter().map(|edge| &self.edges[*edge])
    }

    pub(super) fn owners(&self, vertex: usize) -> impl Iterator<Item = usize> {
        self.out(vertex).filter(|edge| self.ties[edge.tie].is_owner()).map(|edge| edge.to)
    }

    /// Gives what a vertex is called; of one that is not in the catalog its name.
    pub(super) fn title(&self, vertex: usize) -> &'a str {
        let of = &self.vertices[vertex];
        of.entity.map_or(&of.reference.name, |entity| entity.title())
    }

    pub(super) fn parts(&self, vertex: usize) -> &[usize] {
        &self.parts[vertex]
    }

    /// Lists the systems that a system needs, and those that need it.
    pub(super) fn systems_around<'n>(&'n self, system: usize) -> (&'n [usize], &'n [usize]) {
        let of = |map: &'n BTreeMap<usize, Vec<usize>>| map.get(&system).map_or(&[][..], Vec::as_slice);
        (of(&self.systems_out), of(&self.systems_into))
    }
}
