//! Ends: routes as they are laid -> routes that end at outlines and frames, and what their ends say.

use crate::drawing::{Area, Point, Route, Step};

pub(super) fn first_point(step: &Step) -> Point {
    match step {
        Step::Line(to) => *to,
        Step::Curve(one, ..) => *one,
    }
}

/// Gives the last two points of a route, which say where it is heading.
pub(super) fn last_points(route: &Route, last: &Step) -> (Point, Point) {
    let before = match route.steps.len() {
        0 | 1 => route.start,
        count => match route.steps[count - 2] {
            Step::Line(to) | Step::Curve(_, _, to) => to,
        },
    };
    match last {
        Step::Line(to) => (before, *to),
        Step::Curve(_, two, to) => (*two, *to),
    }
}

/// Gives the axis along which one point leads to the other.
pub(super) fn toward(from: Point, to: Point) -> Point {
    let (x, y) = (to.x - from.x, to.y - from.y);
    if x.abs() > y.abs() { Point { x: x.signum(), y: 0.0 } } else { Point { x: 0.0, y: if y < 0.0 { -1.0 } else { 1.0 } } }
}

/// Ends a route at the side of a frame that it comes to; the way inside is left out.
pub(super) fn cut(route: Route, area: Area, upright: bool) -> Route {
    let mut at = route.start;
    let mut steps = Vec::new();
    let side = |point: Point| if upright { (point.y, point.x) } else { (point.x, point.y) };
    let point = |along: f64, across: f64| if upright { Point { x: across, y: along } } else { Point { x: along, y: across } };
    let (start, from) = side(Point { x: area.x, y: area.y });
    let (end, to) = side(Point { x: area.x + area.width, y: area.y + area.height });
    for step in &route.steps {
        let (Step::Line(next) | Step::Curve(_, _, next)) = *step;
        let ((here, aside), (there, across)) = (side(at), side(next));
        if there > start && there < end && across > from && across < to {
            let border = if here < there { start } else { end };
            let target = across.clamp(from + 12.0, (to - 12.0).max(from + 12.0));
            let middle = f64::midpoint(here, border);
            steps.push(if aside == target {
                Step::Line(point(border, target))
            } else {
                Step::Curve(point(middle, aside), point(middle, target), point(border, target))
            });
            break;
        }
        steps.push(*step);
        at = next;
    }
    Route { start: route.start, steps }
}
