//! What holds for every drawing: nothing overlaps, edges run from border to border and through no node, the same graph gives the same drawing.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use proptest::prelude::*;
use vestibule::drawing::{Area, Direction, Drawing, Frame, Graph, Node, Point, Step, draw, text};

fn graph() -> impl Strategy<Value = Graph> {
    (1_usize..60, 0_usize..6, any::<bool>()).prop_flat_map(|(nodes, frames, down)| {
        let node = (60_u16..230, 30_u16..60, prop::option::of(0..frames.max(1))).prop_map(move |(width, height, frame)| Node {
            width: f64::from(width),
            height: f64::from(height),
            frame: frame.filter(|_| frames > 0),
            ..Node::default()
        });
        // Ends beyond the nodes, loops, cycles and doubles are among them.
        let edge = (0..nodes + 1, 0..nodes + 1);
        (prop::collection::vec(node, nodes), prop::collection::vec(edge, 0..nodes * 2)).prop_map(move |(nodes, edges)| Graph {
            nodes,
            edges: edges.into_iter().map(Into::into).collect(),
            frames: vec![Frame::default(); frames],
            direction: if down { Direction::Down } else { Direction::Right },
            ..Graph::default()
        })
    })
}

fn overlap(one: &Area, other: &Area) -> bool {
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
}

fn holds(area: &Area, point: Point) -> bool {
    // A hair inside, so that touching a border is no running through.
    point.x > area.x + 0.6
        && point.x < area.x + area.width - 0.6
        && point.y > area.y + 0.6
        && point.y < area.y + area.height - 0.6
}

/// Walks along an edge.
fn points(route: &vestibule::drawing::Route) -> Vec<Point> {
    let mut points = vec![route.start];
    let mut at = route.start;
    for step in &route.steps {
        let (one, two, to) = match *step {
            Step::Line(to) => (at, to, to),
            Step::Curve(one, two, to) => (one, two, to),
        };
        for part in 1..=16 {
            let t = f64::from(part) / 16.0;
            let (a, b, c, d) = ((1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3));
            points.push(Point { x: a * at.x + b * one.x + c * two.x + d * to.x, y: a * at.y + b * one.y + c * two.y + d * to.y });
        }
        at = to;
    }
    points
}

/// Tells what is wrong with a drawing.
fn faults(graph: &Graph, drawing: &Drawing) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, area) in drawing.nodes.iter().enumerate() {
        let node = graph.nodes[number];
        if (area.width - node.width).abs() > 0.6 || (area.height - node.height).abs() > 0.6 {
            faults.push(format!("node {number} changed its size"));
        }
        if area.x < 0.0 || area.y < 0.0 || area.x + area.width > drawing.width || area.y + area.height > drawing.height {
            faults.push(format!("node {number} leaves the drawing"));
        }
        for other in number + 1..drawing.nodes.len() {
            if overlap(area, &drawing.nodes[other]) {
                faults.push(format!("nodes {number} and {other} overlap"));
            }
        }
        for (frame, around) in drawing.frames.iter().enumerate() {
            let Some(around) = around else { continue };
            let inside = area.x >= around.x
                && area.y >= around.y + if graph.direction == Direction::Right { 30.0 } else { 0.0 }
                && area.x + area.width <= around.x + around.width
                && area.y + area.height <= around.y + around.height;
            match graph.nodes[number].frame == Some(frame) {
                true if !inside => faults.push(format!("node {number} leaves its frame {frame}")),
                false if overlap(area, around) => faults.push(format!("node {number} stands in the foreign frame {frame}")),
                _ => {}
            }
        }
    }
    let frames: Vec<&Area> = drawing.frames.iter().flatten().collect();
    for (number, frame) in frames.iter().enumerate() {
        if frames[number + 1..].iter().any(|other| overlap(frame, other)) {
            faults.push(format!("frame {number} overlaps another"));
        }
    }
    for (number, (edge, route)) in graph.edges.iter().zip(&drawing.edges).enumerate() {
        let is_drawn = edge.from != edge.to && edge.from.max(edge.to) < graph.nodes.len();
        let Some(route) = route else {
            if is_drawn {
                faults.push(format!("edge {number} is not drawn"));
            }
            continue;
        };
        let points = points(route);
        let (from, to) = (&drawing.nodes[edge.from], &drawing.nodes[edge.to]);
        for (end, area) in [(points[0], from), (*points.last().unwrap(), to)] {
            let middle = match graph.direction {
                Direction::Right | Direction::Left => {
                    (end.y - area.y - area.height / 2.0).abs() < 1.1 && (end.x == area.x || end.x == area.x + area.width)
                }
                Direction::Down | Direction::Up => {
                    (end.x - area.x - area.width / 2.0).abs() < 1.1 && (end.y == area.y || end.y == area.y + area.height)
                }
            };
            if !middle {
                faults.push(format!("edge {number} does not end at a border: {end:?} {area:?}"));
            }
        }
        for (node, area) in drawing.nodes.iter().enumerate() {
            if points.iter().any(|point| holds(area, *point)) {
                faults.push(format!("edge {number} runs through node {node}"));
            }
        }
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_overlaps_and_edges_run_from_border_to_border(graph in graph()) {
        let drawing = draw(&graph);
        prop_assert_eq!(faults(&graph, &drawing), Vec::<String>::new());
        prop_assert_eq!(draw(&graph), drawing);
    }

    #[test]
    fn a_label_is_as_wide_as_it_may_be(label in ".{0,40}", room in 30_u16..200) {
        let cut = text::cut(&label, 13.0, f64::from(room));
        prop_assert!(text::width(&cut, 13.0) <= f64::from(room));
    }
}

#[test]
fn an_empty_graph_is_drawn() {
    let drawing = draw(&Graph { frames: vec![Frame::default(); 2], ..Graph::default() });
    assert_eq!((drawing.nodes.len(), drawing.frames), (0, vec![None, None]));
}

/// Draws boxes of one size without frames.
fn plain(nodes: usize, edges: &[(usize, usize)]) -> Drawing {
    let node = Node { width: 100.0, height: 40.0, ..Node::default() };
    draw(&Graph { nodes: vec![node; nodes], edges: edges.iter().copied().map(Into::into).collect(), ..Graph::default() })
}

#[test]
fn a_chain_is_a_line() {
    let drawing = plain(4, &[(0, 1), (1, 2), (2, 3)]);
    assert!(drawing.nodes.windows(2).all(|pair| pair[0].y == pair[1].y && pair[1].x == pair[0].x + 164.0), "{:?}", drawing.nodes);
}

#[test]
fn the_middle_of_a_star_stands_in_its_middle() {
    let drawing = plain(6, &[(0, 2), (1, 2), (2, 3), (2, 4), (2, 5)]);
    let [first, second, middle, third, fourth, fifth] = drawing.nodes[..] else { unreachable!() };
    assert_eq!([first.x, second.x, middle.x, third.x, fifth.x], [20.0, 20.0, 184.0, 348.0, 348.0]);
    assert_eq!([first.y + second.y, third.y + fifth.y], [2.0 * middle.y, 2.0 * middle.y]);
    assert_eq!(fourth.y, middle.y);
}

#[test]
fn a_tree_has_no_crossings() {
    // Two children each, given in an order that would cross them.
    let drawing = plain(7, &[(0, 2), (0, 1), (1, 6), (2, 3), (1, 5), (2, 4)]);
    let y = |node: usize| drawing.nodes[node].y;
    assert_eq!(y(1) < y(2), y(5).max(y(6)) < y(3).min(y(4)), "{:?}", drawing.nodes);
    assert_eq!(y(1) > y(2), y(5).min(y(6)) > y(3).max(y(4)), "{:?}", drawing.nodes);
}
