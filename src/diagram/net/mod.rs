//! `Net`: nodes, links between them and groups around them, as flowcharts, states, classes, entities and Graphviz's graphs are. Knows no language.

mod ends;
mod heads;
mod layout;
pub(super) mod shape;
mod slot;
pub(super) mod svg;

use super::{MOST_LINKS, MOST_NODES};
use crate::drawing::Direction;

use shape::Shape;

/// Holds a net.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Net {
    pub(super) direction: Direction,
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    /// Each after the one that it stands in.
    pub(super) groups: Vec<Group>,
}

/// Describes a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Node {
    pub(super) shape: Shape,
    pub(super) label: Vec<String>,
    /// Words above the label, such as `«interface»`.
    pub(super) above: Vec<String>,
    /// What stands below the label: blocks with lines between them, of rows of cells.
    pub(super) blocks: Vec<Vec<Vec<String>>>,
    pub(super) group: Option<usize>,
    /// Where it leads.
    pub(super) href: Option<String>,
    pub(super) tone: Option<Tone>,
    /// Notes beside it, before and behind.
    pub(super) notes: [Vec<String>; 2],
}

/// Describes a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Group {
    pub(super) label: Vec<String>,
    pub(super) within: Option<usize>,
    /// Where its links lead, if not as outside.
    pub(super) direction: Option<Direction>,
    pub(super) tone: Option<Tone>,
    /// Whether it is a thing of its own, as a state of states is, rather than a frame around some.
    pub(super) is_solid: bool,
}

/// Names where a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Node(usize),
    Group(usize),
}

/// Describes a link.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) label: Vec<String>,
    pub(super) heads: [Head; 2],
    pub(super) line: Line,
    /// How many ranks more than needed it passes.
    pub(super) longer: usize,
    /// Words at its ends.
    pub(super) near: [String; 2],
}

impl Link {
    /// Makes an arrow.
    pub(super) fn arrow(from: Place, to: Place) -> Self {
        let near = [String::new(), String::new()];
        Self { from, to, label: Vec::new(), heads: [Head::None, Head::Arrow], line: Line::Solid, longer: 0, near }
    }
}

/// Says what a link's line looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Line {
    #[default]
    Solid,
    Dashed,
    Thick,
    /// It only keeps nodes apart.
    Hidden,
}

/// Says what stands at the end of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Head {
    #[default]
    None,
    Arrow,
    Circle,
    Cross,
    /// A hollow triangle: extends.
    Triangle,
    /// A hollow diamond: aggregates.
    Diamond,
    /// A filled diamond: is composed of.
    FullDiamond,
    /// A half circle and a ball: offers.
    Ball,
    /// Crow's feet.
    ZeroOrOne,
    One,
    ZeroOrMore,
    OneOrMore,
}

/// Names a tone of the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Ok,
    Warn,
    Bad,
    Info,
    Note,
}

impl Tone {
    /// Gives its name in the style sheet.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Note => "note",
        }
    }
}

impl Net {
    /// Tells whether there is more than is drawn.
    pub(super) fn is_over(&self) -> bool {
        self.nodes.len() > MOST_NODES || self.links.len() > MOST_LINKS
    }

    /// Puts every group behind the one that it stands in.
    pub(super) fn sort_groups(&mut self) {
        let depth = |group: usize| {
            std::iter::successors(Some(group), |group| self.groups[*group].within).take(self.groups.len() + 1).count()
        };
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        order.sort_by_key(|group| depth(*group));
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(to, from)| place[*from] = to);
        let mut groups: Vec<Group> = order.iter().map(|from| std::mem::take(&mut self.groups[*from])).collect();
        groups.iter_mut().for_each(|group| group.within = group.within.map(|within| place[within]));
        self.groups = groups;
        self.nodes.iter_mut().for_each(|node| node.group = node.group.map(|group| place[group]));
        for link in &mut self.links {
            for end in [&mut link.from, &mut link.to] {
                if let Place::Group(group) = end {
                    *group = place[*group];
                }
            }
        }
    }
}
