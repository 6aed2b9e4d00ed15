//! Paper: the theme's `card.svg` and `favicon.svg` -> the picture on which the words of a card are set, in few colours. Knows no words.

use std::collections::BTreeMap;

use resvg::tiny_skia::{Color, Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use roxmltree::Document;

/// The width of a card, as those who show cards ask for it.
pub(super) const WIDTH: u32 = 1200;
/// The height of a card.
pub(super) const HEIGHT: u32 = 630;

/// How many shades lie between a ground and the words on it.
pub(super) const SHADES: usize = 15;

/// How many colours are few, so that two pixels fit into a byte.
pub(super) const FEW: usize = 16;
/// The mean error that few colours may make, as the square of a distance.
const TOLERATED: u64 = 12;
/// How many pixels words are reckoned to have in their colour, and in each shade at their edges.
const INK: u64 = 12_000;
const EDGE: u64 = 600;

/// Where an icon goes.
const SLOT: &str = "<!--icon-->";

/// Says that the markup of a picture cannot be drawn, and why.
#[derive(Debug)]
pub(super) struct Unreadable(pub(super) String);

/// Names what is written on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Site,
    Above,
    Title,
    Description,
}

impl Role {
    const ALL: [Self; 4] = [Self::Site, Self::Above, Self::Title, Self::Description];

    fn id(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Above => "above",
            Self::Title => "title",
            Self::Description => "description",
        }
    }
}

/// Says where something stands, in pixels.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// The size of its words.
    pub(super) size: f32,
    ink: [u8; 3],
}

/// Holds a ground, ready for words.
pub(super) struct Paper {
    /// A number of `colours` for each pixel.
    pub(super) pixels: Vec<u8>,
    pub(super) colours: Vec<[u8; 3]>,
    frames: [Frame; 4],
    /// The colour of each role, at each shade, over each colour.
    blends: Vec<u8>,
}

impl Paper {
    /// Draws the ground of a kind's cards, with an icon, or with the mark of the site in its place.
    pub(super) fn draw(card: &str, favicon: &str, kind: &str, icon: &str) -> Result<Self, Unreadable> {
        let markup = card.replacen("data-kind=\"\"", &format!("data-kind=\"{kind}\""), 1).replacen(SLOT, icon, 1);
        let document = Document::parse(&markup).map_err(|error| Unreadable(error.to_string()))?;
        let mut picture = blank(WIDTH, HEIGHT)?;
        picture.fill(Color::WHITE);
        draw(&mut picture, &markup, &Frame { width: WIDTH as f32, height: HEIGHT as f32, ..Frame::default() })?;
        for (id, is_drawn) in [("mark", !icon.is_empty()), ("emblem", icon.is_empty())] {
            if let (true, Some(frame)) = (is_drawn, frame(&document, id)) {
                draw(&mut picture, favicon, &frame)?;
            }
        }
        let frames = Role::ALL.map(|role| frame(&document, role.id()).unwrap_or_default());
        Ok(Self::new(&picture, frames))
    }

    pub(super) fn frame(&self, role: Role) -> &Frame {
        &self.frames[role as usize]
    }

    /// Gives the colours that a role's words have over each colour, for a shade.
    pub(super) fn blends(&self, role: Role, shade: usize) -> &[u8] {
        let start = (role as usize * SHADES + shade.clamp(1, SHADES) - 1) * 256;
        self.blends.get(start..start + 256).unwrap_or_default()
    }

    fn new(picture: &Pixmap, frames: [Frame; 4]) -> Self {
        let grounds = counted(picture);
        let common = grounds.iter().max_by_key(|(_, count)| **count).map(|(colour, _)| *colour).unwrap_or_default();
        let mut wanted = grounds.clone();
        for frame in &frames {
            for shade in 1..=SHADES {
                *wanted.entry(mixed(common, frame.ink, shade)).or_default() += if shade == SHADES { INK } else { EDGE };
            }
        }
        let colours = chosen(&wanted);
        let numbers: BTreeMap<[u8; 3], u8> = grounds.keys().map(|colour| (*colour, nearest(&colours, *colour))).collect();
        let blends = frames
            .iter()
            .flat_map(|frame| (1..=SHADES).map(|shade| (frame.ink, shade)))
            .flat_map(|(ink, shade)| (0..256).map(move |number| (ink, shade, number)))
            .map(|(ink, shade, number)| colours.get(number).map_or(0, |ground| nearest(&colours, mixed(*ground, ink, shade))))
            .collect();
        let pixels = picture.pixels().iter().map(|pixel| numbers.get(&opaque(pixel)).copied().unwrap_or_default()).collect();
        Self { pixels, colours, frames, blends }
    }
}

/// Makes a picture without anything on it.
pub(super) fn blank(width: u32, height: u32) -> Result<Pixmap, Unreadable> {
    Pixmap::new(width, height).ok_or_else(|| Unreadable("it has no size".to_owned()))
}

/// Draws markup into a frame of a picture.
pub(super) fn draw(picture: &mut Pixmap, markup: &str, frame: &Frame) -> Result<(), Unreadable> {
    // Nothing is read from beside the markup.
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: nothing, ..Options::default() };
    let tree = Tree::from_str(markup, &options).map_err(|error| Unreadable(error.to_string()))?;
    let scale = (frame.width / tree.size().width(), frame.height / tree.size().height());
    let place = Transform::from_row(scale.0, 0.0, 0.0, scale.1, frame.x, frame.y);
    resvg::render(&tree, place, &mut picture.as_mut());
    Ok(())
}

impl Frame {
    /// Names a square.
    pub(super) fn square(x: f32, y: f32, side: f32) -> Self {
        Self { x, y, width: side, height: side, ..Self::default() }
    }
}

/// Reads the rectangle with an id.
fn frame(document: &Document<'_>, id: &str) -> Option<Frame> {
    let node = document.descendants().find(|node| node.attribute("id") == Some(id))?;
    let number = |name: &str| node.attribute(name).and_then(|text| text.parse().ok()).filter(|number: &f32| number.is_finite());
    let within = |name: &str, most: u32| number(name).unwrap_or_default().clamp(0.0, most as f32);
    Some(Frame {
        x: within("x", WIDTH),
        y: within("y", HEIGHT),
        width: within("width", WIDTH),
        height: within("height", HEIGHT),
        size: number("font-size").unwrap_or(28.0).clamp(8.0, 160.0),
        ink: node.attribute("fill").and_then(colour).unwrap_or_default(),
    })
}

/// Reads `#rrggbb`.
fn colour(text: &str) -> Option<[u8; 3]> {
    let number = u32::from_str_radix(text.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

fn opaque(pixel: &PremultipliedColorU8) -> [u8; 3] {
    [pixel.red(), pixel.green(), pixel.blue()]
}

fn counted(picture: &Pixmap) -> BTreeMap<[u8; 3], u64> {
    let mut counts = BTreeMap::new();
    for run in picture.pixels().chunk_by(|one, other| one == other) {
        *counts.entry(opaque(&run[0])).or_default() += run.len() as u64;
    }
    counts
}

/// Chooses colours for those that are wanted, each so often: one after the other, the one that is most missed. A few do for what is drawn of few; others
/// get as many as a picture may have.
fn chosen(wanted: &BTreeMap<[u8; 3], u64>) -> Vec<[u8; 3]> {
    // How far each is from the nearest colour that was chosen.
    let mut missed: Vec<([u8; 3], u64, u32)> = wanted.iter().map(|(colour, count)| (*colour, *count, u32::MAX)).collect();
    let mut colours = Vec::new();
    while colours.len() < 256 {
        let worst = missed.iter().max_by_key(|(_, count, distance)| count * u64::from(*distance));
        let Some((colour, _, _)) = worst.filter(|(_, _, distance)| *distance > 0) else { break };
        let colour = *colour;
        colours.push(colour);
        missed.iter_mut().for_each(|(known, _, distance)| *distance = (*distance).min(apart(*known, colour)));
        let error: u64 = missed.iter().map(|(_, count, distance)| count * u64::from(*distance)).sum();
        if colours.len() >= FEW && error <= TOLERATED * u64::from(WIDTH * HEIGHT) {
            break;
        }
    }
    // In their order from dark to light, which neighbours have in pictures.
    colours.sort_by_key(|colour| colour.map(u32::from).iter().sum::<u32>());
    colours
}

fn mixed(ground: [u8; 3], ink: [u8; 3], shade: usize) -> [u8; 3] {
    let part = |ground: u8, ink: u8| (usize::from(ground) * (SHADES - shade) + usize::from(ink) * shade + SHADES / 2) / SHADES;
    [0, 1, 2].map(|at| u8::try_from(part(ground[at], ink[at])).unwrap_or(u8::MAX))
}

fn nearest(colours: &[[u8; 3]], wanted: [u8; 3]) -> u8 {
    (0..=u8::MAX).zip(colours).min_by_key(|(_, colour)| apart(**colour, wanted)).map_or(0, |(number, _)| number)
}

fn apart(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}
