//! Stamp: a paper and the words of a card -> its pixels. Keeps the glyphs that it drew.

use std::collections::HashMap;

use swash::FontRef;
use swash::scale::image::Image;
use swash::scale::{Render, ScaleContext, Source};
use swash::shape::ShapeContext;
use swash::zeno::{Format, Vector};

use super::paper::{Frame, HEIGHT, Paper, Role, SHADES, WIDTH};
use super::text::{Glyph, Line, Words};

/// The most glyphs that are kept.
const MOST_KEPT: usize = 4096;
/// How many places a glyph has within a pixel.
const PLACES: f32 = 4.0;
/// What comes between the letters of a title, in ems.
const TITLE_TRACKING: f32 = -0.018;
/// The sizes of a title of at most so many lines, as parts of the full one.
const TITLE_SIZES: [(f32, usize); 4] = [(1.0, 2), (0.86, 2), (0.8, 3), (0.68, 3)];
/// Those of a title of one word, which is better not broken.
const WORD_SIZES: [(f32, usize); 6] = [(1.0, 1), (0.86, 1), (0.74, 1), (1.0, 2), (0.8, 3), (0.68, 3)];
const TITLE_LEADING: f32 = 1.14;
const LEADING: f32 = 1.42;

/// Holds the two weights of the font.
#[derive(Clone, Copy)]
pub(super) struct Fonts<'a> {
    pub(super) strong: FontRef<'a>,
    pub(super) plain: FontRef<'a>,
}

/// Holds what is written on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Copy {
    pub(super) site: String,
    pub(super) above: String,
    pub(super) title: String,
    pub(super) description: String,
}

/// Holds the tools of one thread.
#[derive(Default)]
pub(super) struct Tools {
    shaping: ShapeContext,
    scaling: ScaleContext,
    kept: HashMap<(bool, u32, u16, u8), Image>,
    pixels: Vec<u8>,
}

/// Holds lines and the size at which they fit.
struct Set {
    lines: Vec<Line>,
    size: f32,
    leading: f32,
}

impl Tools {
    /// Draws a card; its words must be writable.
    pub(super) fn draw(&mut self, paper: &Paper, copy: &Copy, fonts: &Fonts<'_>) -> &[u8] {
        self.pixels.clear();
        self.pixels.extend_from_slice(&paper.pixels);
        let site = self.set(&copy.site, fonts.strong, paper.frame(Role::Site), &[(1.0, 1)], TITLE_TRACKING / 2.0, LEADING);
        let frame = paper.frame(Role::Site);
        let bottom = frame.y + f32::midpoint(frame.height, site.height());
        self.write(paper, Role::Site, fonts, &site, bottom);
        let mut sunk = 0.0;
        for (role, text) in [(Role::Description, &copy.description), (Role::Title, &copy.title), (Role::Above, &copy.above)] {
            let frame = paper.frame(role);
            let (font, sizes, tracking, leading): (_, &[_], _, _) = match role {
                Role::Title if !text.contains(' ') => (fonts.strong, &WORD_SIZES, TITLE_TRACKING, TITLE_LEADING),
                Role::Title => (fonts.strong, &TITLE_SIZES, TITLE_TRACKING, TITLE_LEADING),
                Role::Description => (fonts.plain, &[(1.0, 2)], 0.0, LEADING),
                Role::Site | Role::Above => (fonts.plain, &[(1.0, 1)], 0.0, LEADING),
            };
            let set = self.set(text, font, frame, sizes, tracking, leading);
            self.write(paper, role, fonts, &set, frame.y + frame.height + sunk);
            sunk += frame.height - set.height();
        }
        &self.pixels
    }

    /// Chooses the first size at which the words fit whole, or cuts them at the last.
    fn set(&mut self, text: &str, font: FontRef<'_>, frame: &Frame, sizes: &[(f32, usize)], tracking: f32, leading: f32) -> Set {
        let mut set = Set { lines: Vec::new(), size: frame.size, leading };
        // A theme may leave a rectangle out.
        if text.is_empty() || frame.size <= 0.0 || frame.width <= 0.0 {
            return set;
        }
        let words = Words::shape(text, font, &mut self.shaping, tracking);
        for (part, most) in sizes {
            set.size = frame.size * part;
            let (lines, whole) = words.lines(frame.width / set.size, *most);
            set.lines = lines;
            if whole {
                break;
            }
        }
        set
    }

    fn write(&mut self, paper: &Paper, role: Role, fonts: &Fonts<'_>, set: &Set, bottom: f32) {
        let is_strong = matches!(role, Role::Site | Role::Title);
        let font = if is_strong { fonts.strong } else { fonts.plain };
        let left = paper.frame(role).x;
        for (number, line) in set.lines.iter().rev().enumerate() {
            // Letters stand in the middle of their line, from the height of capitals to the base.
            let base = (bottom - set.size * (set.leading * (number as f32 + 0.5) - 0.357)).round();
            for glyph in &line.glyphs {
                self.stamp(paper, role, font, is_strong, set.size, (left, base), *glyph);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one place, called once")]
    fn stamp(
        &mut self,
        paper: &Paper,
        role: Role,
        font: FontRef<'_>,
        is_strong: bool,
        size: f32,
        origin: (f32, f32),
        glyph: Glyph,
    ) {
        let x = origin.0 + glyph.x * size;
        let (column, place) = (x.floor(), ((x - x.floor()) * PLACES).floor());
        if self.kept.len() >= MOST_KEPT {
            self.kept.clear();
        }
        let scaling = &mut self.scaling;
        let image = self.kept.entry((is_strong, size.to_bits(), glyph.id, place as u8)).or_insert_with(|| {
            let mut scaler = scaling.builder(font).size(size).hint(false).build();
            let mut render = Render::new(&[Source::Outline]);
            render.format(Format::Alpha).offset(Vector::new(place / PLACES, 0.0));
            render.render(&mut scaler, glyph.id).unwrap_or_default()
        });
        let row = origin.1 - (glyph.y * size).round();
        let (left, top) = (column as i32 + image.placement.left, row as i32 - image.placement.top);
        let (width, height) = (image.placement.width as usize, image.placement.height as usize);
        if width == 0 || image.data.len() < width * height {
            return;
        }
        for (y, shades) in (top..).zip(image.data.chunks_exact(width).take(height)) {
            let Some(y) = usize::try_from(y).ok().filter(|y| *y < HEIGHT as usize) else { continue };
            for (x, shade) in (left..).zip(shades) {
                let Some(x) = usize::try_from(x).ok().filter(|x| *x < WIDTH as usize) else { continue };
                let shade = (usize::from(*shade) * SHADES + 127) / 255;
                if shade > 0 {
                    let pixel = &mut self.pixels[y * WIDTH as usize + x];
                    *pixel = paper.blends(role, shade)[usize::from(*pixel)];
                }
            }
        }
    }
}

impl Set {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.size * self.leading
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::collections::BTreeMap;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::render::card::artwork::Artwork;
    use crate::render::card::text::writable;

    const CARD: &[u8] = include_bytes!("../../../themes/default/card.svg");
    const FAVICON: &[u8] = include_bytes!("../../../themes/default/favicon.svg");
    const PIECES: &[&str] =
        &["a", "W", " ", "-", "_", "\u{301}", "\u{327}", "é", "漢", "ש", "\u{202e}", "\u{200d}", "🚀", "Ж", "ﬃ", "\n", "\0", "x̂̂̂̂"];

    static DEFAULT: LazyLock<(Artwork, Paper)> = LazyLock::new(|| {
        let file = |name: &str| Cow::Borrowed(if name == "card.svg" { CARD } else { FAVICON });
        let files = ["card.svg", "favicon.svg"].map(|name| (name.to_owned(), file(name)));
        let artwork = Artwork::new(&BTreeMap::from(files), &BTreeMap::new(), |_| unreachable!(), &mut Vec::new());
        let paper = Paper::draw(&artwork.card, &artwork.favicon, "api", "").unwrap();
        (artwork, paper)
    });

    fn any_text() -> impl Strategy<Value = String> {
        let pieces =
            proptest::collection::vec(prop_oneof![proptest::sample::select(PIECES).prop_map(str::to_owned), ".{0,12}"], 0..60);
        prop_oneof![pieces.prop_map(|pieces| pieces.concat()), "[a-zA-Z]{0,500}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_words_are_drawn_inside_their_frame(title in any_text(), description in any_text()) {
            let (artwork, paper) = &*DEFAULT;
            let fonts = artwork.fonts().unwrap();
            let words = |text: &str, font| writable(text, font).unwrap_or_default();
            let copy = Copy { title: words(&title, fonts.strong), description: words(&description, fonts.plain), ..Copy::default() };
            let mut tools = Tools::default();
            let first = tools.draw(paper, &copy, &fonts).to_vec();
            // Nothing is written to the right of the words, where the door is, nor at the upper edge.
            for (number, (pixel, ground)) in first.iter().zip(&paper.pixels).enumerate() {
                let (x, y) = (number % WIDTH as usize, number / WIDTH as usize);
                prop_assert!(pixel == ground || (x < 790 && y > 60), "{x} {y}");
            }
            prop_assert_eq!(tools.draw(paper, &copy, &fonts), &first);
        }
    }
}
