//! Paper: the theme's `card.svg` and `favicon.svg` -> the picture on which the words of a card are set, in at most 256 colours. Knows no words.

use std::collections::BTreeMap;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use roxmltree::Document;

/// The width of a card, as those who show cards ask for it.
pub(super) const WIDTH: u32 = 1200;
/// The height of a card.
pub(super) const HEIGHT: u32 = 630;

/// How many shades lie between a ground and the words on it.
pub(super) const SHADES: usize = 15;

/// The most colours of a ground; the others are for words.
const MOST_COLOURS: usize = 128;

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
        let (pixels, mut colours) = reduced(picture);
        let grounds = colours.clone();
        let common = most(&pixels);
        let mut shades: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (role, frame) in frames.iter().enumerate() {
            let ground = grounds.get(common).copied().unwrap_or_default();
            for shade in 1..=SHADES {
                let colour = mixed(ground, frame.ink, shade);
                let number = colours.iter().position(|known| *known == colour).unwrap_or_else(|| {
                    colours.push(colour);
                    colours.len() - 1
                });
                shades.insert((role, shade), number);
            }
        }
        let mut blends = Vec::with_capacity(frames.len() * SHADES * 256);
        for (role, frame) in frames.iter().enumerate() {
            for shade in 1..=SHADES {
                let own = shades[&(role, shade)];
                // Over words that stand there already, the darker shade stays.
                let over = |colour: usize| match shades.iter().find(|((of, _), number)| *of == role && **number == colour) {
                    Some(((_, before), number)) if *before > shade => *number,
                    _ => own,
                };
                let blended = |colour: usize| match grounds.get(colour) {
                    Some(_) if colour == common => own,
                    Some(ground) => nearest(&colours, mixed(*ground, frame.ink, shade)),
                    None => over(colour),
                };
                blends.extend((0..256).map(|colour| u8::try_from(blended(colour)).unwrap_or_default()));
            }
        }
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

/// Gives the pixels of a picture as numbers of its colours; of colours that are alike, the most common one stands for all if there are too many.
fn reduced(picture: &Pixmap) -> (Vec<u8>, Vec<[u8; 3]>) {
    let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    let seen = |pixel: &resvg::tiny_skia::PremultipliedColorU8| [pixel.red(), pixel.green(), pixel.blue()];
    for pixel in picture.pixels() {
        *counts.entry(seen(pixel)).or_default() += 1;
    }
    let mut bits = 0;
    let (colours, of) = loop {
        let coarse = |colour: &[u8; 3]| colour.map(|part| part >> bits);
        let mut buckets: BTreeMap<[u8; 3], ([u8; 3], usize)> = BTreeMap::new();
        for (colour, count) in &counts {
            let best = buckets.entry(coarse(colour)).or_insert((*colour, *count));
            if *count > best.1 {
                *best = (*colour, *count);
            }
        }
        if buckets.len() <= MOST_COLOURS {
            let numbers: BTreeMap<[u8; 3], u8> = buckets.keys().copied().zip(0..).collect();
            let of: BTreeMap<[u8; 3], u8> = counts.keys().map(|colour| (*colour, numbers[&coarse(colour)])).collect();
            break (buckets.into_values().map(|(colour, _)| colour).collect(), of);
        }
        bits += 1;
    };
    (picture.pixels().iter().map(|pixel| of[&seen(pixel)]).collect(), colours)
}

/// Gives the number of the most common colour.
fn most(pixels: &[u8]) -> usize {
    let mut counts = [0_usize; 256];
    pixels.iter().for_each(|pixel| counts[usize::from(*pixel)] += 1);
    (0..256).max_by_key(|number| counts[*number]).unwrap_or_default()
}

fn mixed(ground: [u8; 3], ink: [u8; 3], shade: usize) -> [u8; 3] {
    let part = |ground: u8, ink: u8| (usize::from(ground) * (SHADES - shade) + usize::from(ink) * shade + SHADES / 2) / SHADES;
    [0, 1, 2].map(|at| u8::try_from(part(ground[at], ink[at])).unwrap_or(u8::MAX))
}

fn nearest(colours: &[[u8; 3]], wanted: [u8; 3]) -> usize {
    let apart = |colour: &[u8; 3]| -> u32 { [0, 1, 2].iter().map(|at| u32::from(colour[*at].abs_diff(wanted[*at])).pow(2)).sum() };
    (0..colours.len()).min_by_key(|number| apart(&colours[*number])).unwrap_or_default()
}
