//! Text: words and a font -> lines of glyphs that fit a width. Sizes are in ems until the very end, so that nothing is shaped twice.

use swash::FontRef;
use swash::shape::ShapeContext;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters that are looked at.
const MOST: usize = 400;
/// The most marks that stand on one letter.
const MOST_MARKS: usize = 2;
/// Stands for what does not fit.
const ELLIPSIS: &str = "…";

/// Holds a glyph and where it stands, in ems from the start of its piece or line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) id: u16,
    pub(super) x: f32,
    pub(super) y: f32,
}

/// Holds a line, in ems.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    /// Where its letters end: the number of glyphs, and the width.
    ends: Vec<(usize, f32)>,
    width: f32,
}

/// Holds words, shaped, before they are broken into lines.
#[derive(Debug)]
pub(super) struct Words {
    pieces: Vec<Piece>,
    ellipsis: Piece,
    space: f32,
}

/// Holds what is not broken if there is room for it.
#[derive(Clone, Debug, Default)]
struct Piece {
    clusters: Vec<Cluster>,
    width: f32,
    /// Whether there is a space before it.
    apart: bool,
}

/// Holds a letter with its marks, or letters that are one sign.
#[derive(Clone, Debug, Default)]
struct Cluster {
    glyphs: Vec<Glyph>,
    width: f32,
}

/// Gives what of a text can be written in a font; nothing if that is less than half of it.
pub(super) fn writable(text: &str, font: FontRef<'_>) -> Option<String> {
    let charmap = font.charmap();
    let (mut known, mut unknown, mut marks) = (0, 0, 0);
    let mut kept = String::new();
    for c in text.nfc().take(MOST) {
        if c.is_whitespace() {
            if !kept.is_empty() && !kept.ends_with(' ') {
                kept.push(' ');
            }
            continue;
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if c.is_control() || is_unseen(c) || marks > MOST_MARKS || (marks > 0 && kept.is_empty()) {
            continue;
        }
        if runs_leftwards(c) || charmap.map(c) == 0 {
            unknown += 1;
        } else {
            known += 1;
            kept.push(c);
        }
    }
    let kept = kept.trim_end();
    (known > unknown && !kept.is_empty()).then(|| kept.to_owned())
}

/// Tells whether a character only steers how others are shown.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Tells whether a character is of a script that is written from right to left; lines here run the other way.
fn runs_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

impl Words {
    /// Shapes a text that is writable. `tracking` is what comes between letters.
    pub(super) fn shape(text: &str, font: FontRef<'_>, context: &mut ShapeContext, tracking: f32) -> Self {
        let mut pieces = Vec::new();
        for (number, word) in text.split(' ').filter(|word| !word.is_empty()).enumerate() {
            for (part_number, part) in word.split_inclusive(['-', '_', '/', '.', ':']).enumerate() {
                pieces.push(Piece { apart: number > 0 && part_number == 0, ..piece(part, font, context, tracking) });
            }
        }
        let space = piece(" ", font, context, tracking).width;
        Self { pieces, ellipsis: piece(ELLIPSIS, font, context, tracking), space }
    }

    /// Breaks the words into as few lines as the width allows, all about as long, and at most `most`, the last of which then ends in an ellipsis.
    /// Tells whether all words are there, and no piece was broken.
    pub(super) fn lines(&self, width: f32, most: usize) -> (Vec<Line>, bool) {
        let (lines, whole) = self.broken(width, most);
        if lines.len() < 2 || !whole {
            return (lines, whole);
        }
        let (mut narrow, mut wide) = (width / 2.0, width);
        for _ in 0..6 {
            let middle = f32::midpoint(narrow, wide);
            let (tried, whole) = self.broken(middle, most);
            if whole && tried.len() == lines.len() { wide = middle } else { narrow = middle }
        }
        self.broken(wide, most)
    }

    fn broken(&self, width: f32, most: usize) -> (Vec<Line>, bool) {
        let mut lines = vec![Line::default()];
        let mut whole = true;
        for piece in &self.pieces {
            let line = lines.last().map_or(0.0, |line| line.width);
            let gap = if piece.apart && line > 0.0 { self.space } else { 0.0 };
            if line + gap + piece.width <= width {
                append(&mut lines, gap, &piece.clusters);
                continue;
            }
            if line > 0.0 {
                lines.push(Line::default());
            }
            if piece.width <= width {
                append(&mut lines, 0.0, &piece.clusters);
                continue;
            }
            whole = false;
            for cluster in &piece.clusters {
                let line = lines.last().map_or(0.0, |line| line.width);
                if line > 0.0 && line + cluster.width > width {
                    lines.push(Line::default());
                }
                append(&mut lines, 0.0, std::slice::from_ref(cluster));
            }
            if lines.len() > most {
                break;
            }
        }
        if lines.len() > most {
            whole = false;
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.cut(width - self.ellipsis.width);
            }
            append(&mut lines, 0.0, &self.ellipsis.clusters);
        }
        lines.retain(|line| !line.glyphs.is_empty());
        (lines, whole)
    }
}

/// Writes clusters at the end of the last line.
fn append(lines: &mut [Line], gap: f32, clusters: &[Cluster]) {
    let Some(line) = lines.last_mut() else { return };
    line.width += gap;
    for cluster in clusters {
        line.glyphs.extend(cluster.glyphs.iter().map(|glyph| Glyph { x: glyph.x + line.width, ..*glyph }));
        line.width += cluster.width;
        line.ends.push((line.glyphs.len(), line.width));
    }
}

impl Line {
    /// Leaves out what is beyond a width.
    fn cut(&mut self, width: f32) {
        while self.width > width && self.ends.pop().is_some() {
            let (glyphs, end) = self.ends.last().copied().unwrap_or_default();
            self.glyphs.truncate(glyphs);
            self.width = end;
        }
    }
}

fn piece(text: &str, font: FontRef<'_>, context: &mut ShapeContext, tracking: f32) -> Piece {
    let mut shaper = context.builder(font).size(1.0).build();
    shaper.add_str(text);
    let mut piece = Piece::default();
    shaper.shape_with(|shaped| {
        let mut cluster = Cluster { glyphs: Vec::with_capacity(shaped.glyphs.len()), width: 0.0 };
        for glyph in shaped.glyphs {
            cluster.glyphs.push(Glyph { id: glyph.id, x: cluster.width + glyph.x, y: glyph.y });
            cluster.width += glyph.advance;
        }
        cluster.width = (cluster.width + tracking).max(0.0);
        piece.width += cluster.width;
        piece.clusters.push(cluster);
    });
    piece
}
