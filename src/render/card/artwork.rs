//! Artwork: the files of a theme that pictures are made of, each checked, and those of the default theme in the place of what cannot be drawn.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use swash::FontRef;

use super::paper::Paper;
use super::stamp::Fonts;
use super::words;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Source;

/// The font of a theme's own, among its files.
pub(in crate::render) const FONT: &str = "assets/card.ttf";
const CARD: &str = "card.svg";
const FAVICON: &str = "favicon.svg";

/// Holds what cards and icons are drawn from.
pub(in crate::render) struct Artwork {
    pub(super) card: String,
    pub(super) favicon: String,
    font: Option<Vec<u8>>,
}

impl Artwork {
    /// Takes the files of the default theme, and those of `own` that can be drawn. `source` makes the place of one that cannot.
    pub(in crate::render) fn new(
        embedded: &BTreeMap<String, Cow<'static, [u8]>>,
        own: &BTreeMap<String, Vec<u8>>,
        source: impl Fn(&str) -> Arc<Source>,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let text = |name| embedded.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let mut artwork = Self { card: text(CARD), favicon: text(FAVICON), font: None };
        for name in [FAVICON, CARD] {
            let Some(bytes) = own.get(name) else { continue };
            let given = String::from_utf8_lossy(bytes).into_owned();
            let (card, favicon) = if name == CARD { (&given, &artwork.favicon) } else { (&artwork.card, &given) };
            match Paper::draw(card, favicon, "site", "") {
                Err(why) => findings.push(words::not_drawn(&source(name), name, &why.0)),
                Ok(_) if name == CARD => artwork.card = given,
                Ok(_) => artwork.favicon = given,
            }
        }
        if let Some(bytes) = own.get(FONT) {
            match FontRef::from_index(bytes, 0).filter(|font| font.charmap().map('a') != 0) {
                Some(_) => artwork.font = Some(bytes.clone()),
                None => findings.push(words::not_a_font(&source(FONT), FONT)),
            }
        }
        artwork
    }

    /// Gives the fonts of cards: the theme's own for all words, or the default one in two weights.
    pub(super) fn fonts(&self) -> Option<Fonts<'_>> {
        if let Some(own) = &self.font {
            let own = FontRef::from_index(own, 0)?;
            return Some(Fonts { strong: own, plain: own });
        }
        let strong = FontRef::from_index(notosans::BOLD_TTF, 0)?;
        Some(Fonts { strong, plain: FontRef::from_index(notosans::REGULAR_TTF, 0)? })
    }
}
