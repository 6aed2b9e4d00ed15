//! Heads: what stands at the end of a link, and the way it heads -> paths, by how they are filled.

use std::fmt::Write as _;

use super::Head;
use crate::diagram::pen::half;
use crate::drawing::Point;

/// Holds paths of heads: filled ones, hollow ones, and bare lines.
#[derive(Default)]
pub(super) struct Heads {
    pub(super) full: String,
    pub(super) hollow: String,
    pub(super) lines: String,
}

/// Gives how long a head is.
pub(super) fn length(head: Head) -> f64 {
    match head {
        Head::None => 0.0,
        Head::Arrow | Head::Circle | Head::Cross => 9.0,
        Head::Triangle => 13.0,
        Head::Diamond | Head::FullDiamond => 17.0,
        Head::Ball => 11.0,
        Head::One => 12.0,
        Head::ZeroOrOne | Head::ZeroOrMore | Head::OneOrMore => 21.0,
    }
}

impl Heads {
    /// Adds a head whose tip is at `tip`; `way` leads there along one axis.
    pub(super) fn add(&mut self, head: Head, tip: Point, way: Point) {
        // So far back from the tip, and so far aside.
        let p = |back: f64, aside: f64| {
            let (x, y) = (tip.x - way.x * back - way.y * aside, tip.y - way.y * back + way.x * aside);
            format!("{} {}", half(x), half(y))
        };
        let circle = |d: &mut String, back: f64, radius: f64| {
            let _ = write!(
                d,
                "M{}a{radius} {radius} 0 1 0 {} 0a{radius} {radius} 0 1 0 {} 0Z",
                left(tip, way, back, radius),
                2.0 * radius,
                -2.0 * radius
            );
        };
        let _ = match head {
            Head::None => Ok(()),
            Head::Arrow => write!(self.full, "M{}L{}L{}Z", p(0.0, 0.0), p(8.0, -4.0), p(8.0, 4.0)),
            Head::Circle => {
                circle(&mut self.hollow, 4.5, 4.0);
                Ok(())
            }
            Head::Cross => write!(self.lines, "M{}L{}M{}L{}", p(2.0, -4.0), p(10.0, 4.0), p(2.0, 4.0), p(10.0, -4.0)),
            Head::Triangle => write!(self.hollow, "M{}L{}L{}Z", p(0.0, 0.0), p(12.0, -6.0), p(12.0, 6.0)),
            Head::Diamond => write!(self.hollow, "M{}L{}L{}L{}Z", p(0.0, 0.0), p(8.0, -4.5), p(16.0, 0.0), p(8.0, 4.5)),
            Head::FullDiamond => write!(self.full, "M{}L{}L{}L{}Z", p(0.0, 0.0), p(8.0, -4.5), p(16.0, 0.0), p(8.0, 4.5)),
            Head::Ball => {
                circle(&mut self.hollow, 5.5, 5.0);
                Ok(())
            }
            Head::One => write!(self.lines, "M{}L{}M{}L{}", p(6.0, -5.0), p(6.0, 5.0), p(11.0, -5.0), p(11.0, 5.0)),
            Head::ZeroOrOne => {
                circle(&mut self.hollow, 16.0, 4.0);
                write!(self.lines, "M{}L{}", p(7.0, -5.0), p(7.0, 5.0))
            }
            Head::ZeroOrMore => {
                circle(&mut self.hollow, 16.0, 4.0);
                write!(self.lines, "M{}L{}L{}", p(0.0, -6.0), p(12.0, 0.0), p(0.0, 6.0))
            }
            Head::OneOrMore => {
                write!(self.lines, "M{}L{}L{}M{}L{}", p(0.0, -6.0), p(12.0, 0.0), p(0.0, 6.0), p(16.0, -5.0), p(16.0, 5.0))
            }
        };
    }
}

/// Gives the left end of a circle that stands so far back.
fn left(tip: Point, way: Point, back: f64, radius: f64) -> String {
    format!("{} {}", half(tip.x - way.x * back - radius), half(tip.y - way.y * back))
}
