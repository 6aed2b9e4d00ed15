//! Layout: a net -> where everything stands. Groups that no link enters are drawn by themselves, which gives them a direction of their own; all others are frames.

use super::ends::{cut, first_point, last_points, toward};
use super::shape::{self, Shape};
use super::slot::{LOOP, Slot, loop_label};
use super::{Link, Net, Place};
use crate::diagram::pen::half;
use crate::diagram::text::{self, LINE, SIZE, SMALL, SMALL_LINE};
use crate::drawing::{self, Area, Direction, Edge, Gaps, Graph, Point, Route, Step};

/// The most ranks that all links pass together.
const MOST_PASSED: usize = 8_000;
/// The deepest group in groups.
const DEEPEST: usize = 12;
/// What a drawing keeps free around itself.
const MARGIN: f64 = 20.0;

/// Holds where everything stands.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The width of what is in it, which a title may widen.
    content: f64,
    pub(super) nodes: Vec<Area>,
    /// The notes beside the nodes.
    pub(super) notes: Vec<[Option<Area>; 2]>,
    pub(super) groups: Vec<Option<Area>>,
    /// How the links run, from outline to outline, and the direction of their level.
    pub(super) links: Vec<Option<(Route, Direction)>>,
    pub(super) labels: Vec<Option<Area>>,
}

impl Laid {
    /// Has a place for everything in a net, and nothing in any.
    fn empty(net: &Net) -> Self {
        Self {
            nodes: vec![Area::default(); net.nodes.len()],
            notes: vec![[None, None]; net.nodes.len()],
            groups: vec![None; net.groups.len()],
            links: vec![None; net.links.len()],
            labels: vec![None; net.links.len()],
            ..Self::default()
        }
    }
}

/// Lays a net out; nothing when it is too large.
pub(super) fn layout(net: &Net) -> Option<Laid> {
    let depth = |group: usize| around(net, Some(group)).count();
    if (0..net.groups.len()).any(|group| depth(group) > DEEPEST) {
        return None;
    }
    let plan = Plan::new(net);
    let mut laid = Laid::empty(net);
    let (width, height) = plan.level(None, net.direction, &mut laid)?;
    (laid.width, laid.height) = (width, height);
    Some(laid)
}

fn around(net: &Net, group: Option<usize>) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(group, |group| net.groups[*group].within)
}

/// Gives the group that something stands in.
fn home(net: &Net, place: Place) -> Option<usize> {
    match place {
        Place::Node(node) => net.nodes[node].group,
        Place::Group(group) => net.groups[group].within,
    }
}

/// Says which groups are frames of the level around them, and what stands on each level.
struct Plan<'a> {
    net: &'a Net,
    /// Whether a link leads across the border of a group.
    open: Vec<bool>,
    /// Links that lead from something into itself are none.
    skipped: Vec<bool>,
}

impl<'a> Plan<'a> {
    fn new(net: &'a Net) -> Self {
        let mut plan = Self { net, open: vec![false; net.groups.len()], skipped: vec![false; net.links.len()] };
        for (number, link) in net.links.iter().enumerate() {
            let [from, to] = [link.from, link.to].map(|place| around(net, home(net, place)).collect::<Vec<_>>());
            let is_inside = |place: Place, groups: &[usize]| matches!(place, Place::Group(group) if groups.contains(&group));
            if is_inside(link.from, &to) || is_inside(link.to, &from) {
                plan.skipped[number] = true;
                continue;
            }
            for group in from.iter().filter(|group| !to.contains(group)).chain(to.iter().filter(|group| !from.contains(group))) {
                plan.open[*group] = true;
            }
        }
        // What holds nothing is a box, wherever links lead.
        for group in 0..net.groups.len() {
            plan.open[group] &= net.nodes.iter().any(|node| around(net, node.group).any(|around| around == group));
        }
        plan
    }

    /// Gives the closed group that something stands in: its level.
    fn level_of(&self, group: Option<usize>) -> Option<usize> {
        around(self.net, group).find(|group| !self.open[*group])
    }

    /// Lays out one level, and gives its size.
    fn level(&self, level: Option<usize>, direction: Direction, laid: &mut Laid) -> Option<(f64, f64)> {
        let net = self.net;
        let upright = direction.is_upright();
        let mut graph = Graph { direction, ..Graph::default() };
        // Frames: open groups of this level, by their numbers.
        let frames: Vec<usize> =
            (0..net.groups.len()).filter(|group| self.open[*group] && self.level_of(Some(*group)) == level).collect();
        let frame_of = |group: Option<usize>| group.and_then(|group| frames.binary_search(&group).ok());
        graph.frames = frames
            .iter()
            .map(|group| {
                let of = &net.groups[*group];
                drawing::Frame { within: frame_of(of.within), top: title_room(&of.label), width: title_width(&of.label) }
            })
            .collect();
        let mut items: Vec<Place> = Vec::new();
        let mut inner: Vec<Laid> = Vec::new();
        let mut item_of: (Vec<usize>, Vec<usize>) = (vec![usize::MAX; net.nodes.len()], vec![usize::MAX; net.groups.len()]);
        for (number, node) in net.nodes.iter().enumerate().filter(|(_, node)| self.level_of(node.group) == level) {
            item_of.0[number] = items.len();
            items.push(Place::Node(number));
            let slot = Slot::new(net, number, upright);
            graph.nodes.push(drawing::Node { frame: frame_of(node.group), ..slot.node });
            inner.push(Laid::default());
        }
        for (number, group) in net.groups.iter().enumerate() {
            if self.open[number] || self.level_of(group.within) != level {
                continue;
            }
            item_of.1[number] = items.len();
            items.push(Place::Group(number));
            let mut own = Laid::empty(net);
            let (width, height) = self.level(Some(number), group.direction.unwrap_or(direction), &mut own)?;
            let top = title_room(&group.label);
            // The margin of the level inside is the room around it.
            own.content = width;
            own.width = width.max(title_width(&group.label));
            own.height = height + (top - MARGIN).max(0.0);
            let ports = (if upright { own.width } else { own.height } - 32.0).max(0.0);
            graph.nodes.push(drawing::Node {
                width: own.width,
                height: own.height,
                frame: frame_of(group.within),
                ports,
                ..drawing::Node::default()
            });
            inner.push(own);
        }
        let mut links: Vec<usize> = Vec::new();
        let mut pairs = std::collections::BTreeSet::new();
        for (number, link) in net.links.iter().enumerate() {
            if self.skipped[number] || self.level_of(home(net, link.from)) != level {
                continue;
            }
            let item = |place: Place| match place {
                Place::Node(node) => item_of.0[node],
                Place::Group(group) if !self.open[group] => item_of.1[group],
                // A frame's stand-in is the first of what it holds.
                Place::Group(group) => graph
                    .nodes
                    .iter()
                    .position(|node| {
                        let holding = std::iter::successors(node.frame, |frame| graph.frames[*frame].within);
                        holding.into_iter().any(|frame| frames[frame] == group)
                    })
                    .unwrap_or(usize::MAX),
            };
            let (from, to) = (item(link.from), item(link.to));
            if from >= items.len() || to >= items.len() {
                continue;
            }
            graph.gaps.halved |= !link.label.is_empty() && from != to || !pairs.insert((from.min(to), from.max(to)));
            let size = (text::widest(&link.label, SMALL) + 10.0, link.label.len() as f64 * SMALL_LINE + 6.0);
            let label = (!link.label.is_empty()).then_some(size);
            graph.edges.push(Edge { from, to, label, longer: link.longer.min(6) });
            links.push(number);
        }
        let has_near = net.links.iter().any(|link| link.near.iter().any(|near| !near.is_empty()));
        let has_heads = net.links.iter().any(|link| link.heads.iter().any(|head| super::heads::length(*head) > 10.0));
        let least = if has_near || has_heads { 76.0 } else { 48.0 };
        graph.gaps = Gaps { between: (least, 120.0), clear: 16.0, port: if has_near { 40.0 } else { 16.0 }, ..graph.gaps };
        let drawn = drawing::draw_within(&graph, MOST_PASSED)?;
        for (number, item) in items.iter().enumerate() {
            let area = drawn.nodes[number];
            match *item {
                Place::Node(node) => {
                    let slot = Slot::new(net, node, upright);
                    laid.nodes[node] = slot.area(area);
                    laid.notes[node] = slot.notes(net, node, laid.nodes[node], upright);
                }
                Place::Group(group) => {
                    laid.groups[group] = Some(area);
                    let own = std::mem::take(&mut inner[number]);
                    let top = (title_room(&net.groups[group].label) - MARGIN).max(0.0);
                    laid.take_in(own, Point { x: area.x, y: area.y + top }, area.width);
                }
            }
        }
        for (frame, group) in frames.iter().enumerate() {
            laid.groups[*group] = drawn.frames[frame];
        }
        for ((number, route), label) in links.iter().zip(drawn.edges).zip(drawn.labels) {
            let link = &net.links[*number];
            laid.labels[*number] = label;
            match route {
                Some(route) => laid.links[*number] = Some((self.fitted(link, route, laid, upright), direction)),
                None => {
                    let (route, label) = self.looped(link, *number, laid, upright);
                    laid.links[*number] = route.map(|route| (route, direction));
                    laid.labels[*number] = label;
                }
            }
        }
        Some((drawn.width, drawn.height))
    }

    /// Lets a route end at the outlines of what it ties.
    fn fitted(&self, link: &Link, route: Route, laid: &Laid, upright: bool) -> Route {
        let mut route = route;
        let outline = |place: Place| match place {
            Place::Node(node) => shape::outline(self.net.nodes[node].shape, laid.nodes[node]),
            Place::Group(group) => laid.groups[group].map_or(Vec::new(), |area| shape::outline(Shape::Rect, area)),
        };
        let frame = |place: Place| match place {
            Place::Group(group) if self.open[group] => laid.groups[group],
            _ => None,
        };
        if let Some(area) = frame(link.from) {
            route = cut(route.turned(), area, upright).turned();
        }
        if let Some(area) = frame(link.to) {
            route = cut(route, area, upright);
        }
        if frame(link.from).is_none()
            && let Some(first) = route.steps.first()
        {
            let towards = toward(route.start, first_point(first));
            let start = shape::meet(&outline(link.from), route.start, Point { x: -towards.x, y: -towards.y });
            if start != route.start {
                route.steps.insert(0, Step::Line(route.start));
                route.start = start;
            }
        }
        if frame(link.to).is_none()
            && let Some(last) = route.steps.last()
        {
            let (before, end) = last_points(&route, last);
            let to = shape::meet(&outline(link.to), end, toward(before, end));
            if to != end {
                route.steps.push(Step::Line(to));
            }
        }
        route
    }

    /// Leads a link from a node to itself, and gives where its label stands.
    fn looped(&self, link: &Link, number: usize, laid: &Laid, upright: bool) -> (Option<Route>, Option<Area>) {
        // All links of one node to itself are drawn as one.
        let is_first = self.net.links[..number].iter().all(|other| other.from != link.from || other.to != link.to);
        let (Place::Node(node), true) = (link.from, is_first && link.from == link.to) else { return (None, None) };
        let Area { x, y, width, height } = laid.nodes[node];
        let outline = shape::outline(self.net.nodes[node].shape, laid.nodes[node]);
        let label = loop_label(self.net, node);
        let (wide, high) = (text::widest(&label, SMALL) + 10.0, label.len() as f64 * SMALL_LINE + 6.0);
        let point = |x: f64, y: f64| Point { x, y };
        if upright {
            let (right, middle, aside) = (x + width, y + height / 2.0, (height / 4.0).min(10.0));
            let start = shape::meet(&outline, point(right, middle - aside), point(-1.0, 0.0));
            let end = shape::meet(&outline, point(right, middle + aside), point(-1.0, 0.0));
            let far = right + LOOP;
            let steps = vec![
                Step::Curve(point(far - 4.0, start.y - 8.0), point(far, middle - aside), point(far, middle)),
                Step::Curve(point(far, middle + aside), point(far - 4.0, end.y + 8.0), point(right + 8.0, end.y)),
                Step::Line(end),
            ];
            let area = (!label.is_empty()).then(|| Area { x: far + 2.0, y: middle - high / 2.0, width: wide, height: high });
            (Some(Route { start, steps }), area)
        } else {
            let (bottom, middle, aside) = (y + height, x + width / 2.0, (width / 4.0).min(10.0));
            let start = shape::meet(&outline, point(middle - aside, bottom), point(0.0, -1.0));
            let end = shape::meet(&outline, point(middle + aside, bottom), point(0.0, -1.0));
            let far = bottom + LOOP;
            let steps = vec![
                Step::Curve(point(start.x - 8.0, far - 4.0), point(middle - aside, far), point(middle, far)),
                Step::Curve(point(middle + aside, far), point(end.x + 8.0, far - 4.0), point(end.x, bottom + 8.0)),
                Step::Line(end),
            ];
            let area = (!label.is_empty()).then(|| Area { x: middle - wide / 2.0, y: far + 2.0, width: wide, height: high });
            (Some(Route { start, steps }), area)
        }
    }
}

/// Gives the room that a group's title takes.
pub(super) fn title_room(label: &[String]) -> f64 {
    if label.is_empty() { 14.0 } else { 18.0 + label.len() as f64 * LINE }
}

fn title_width(label: &[String]) -> f64 {
    if label.is_empty() { 0.0 } else { text::widest(label, SIZE) + 28.0 }
}

impl Laid {
    /// Takes in what was laid out by itself.
    fn take_in(&mut self, own: Laid, by: Point, room: f64) {
        // What is narrower than its frame stands in the middle of it.
        let by = Point { x: by.x + half((room - own.content) / 2.0).max(0.0), y: by.y };
        let moved = |area: Area| Area { x: area.x + by.x, y: area.y + by.y, ..area };
        let shifted = |point: Point| Point { x: point.x + by.x, y: point.y + by.y };
        for (number, area) in own.nodes.into_iter().enumerate().filter(|(_, area)| area.width > 0.0) {
            self.nodes[number] = moved(area);
            self.notes[number] = own.notes[number].map(|note| note.map(moved));
        }
        for (number, area) in own.groups.into_iter().enumerate() {
            self.groups[number] = area.map(moved).or(self.groups[number]);
        }
        for (number, area) in own.labels.into_iter().enumerate() {
            self.labels[number] = area.map(moved).or(self.labels[number]);
        }
        for (number, link) in own.links.into_iter().enumerate() {
            let Some((mut route, direction)) = link else { continue };
            route.start = shifted(route.start);
            for step in &mut route.steps {
                *step = match *step {
                    Step::Line(to) => Step::Line(shifted(to)),
                    Step::Curve(one, two, to) => Step::Curve(shifted(one), shifted(two), shifted(to)),
                };
            }
            self.links[number] = Some((route, direction));
        }
    }
}
