//! Cards: a page -> the picture that chat tools, forges and mail show of a link to it. A file is named by its content, so that pages with the same card
//! share it, and one that changes has a new address wherever pictures are kept.

mod artwork;
mod icons;
mod image;
mod paper;
mod stamp;
mod subject;
mod text;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(super) use artwork::{Artwork, FONT};
pub(super) use icons::files as icon_files;

use crate::base::site_path::SitePath;
use crate::model::output::{Body, Output};
use crate::render::layout::{Head, Press};
use paper::{HEIGHT, Paper, WIDTH};
use stamp::{Copy, Tools};
use subject::Subject;

/// The look of the site's own card.
const SITE: &str = "site";

/// The name under which a theme colours a kind, and that of its icon.
type Look = (String, String);

/// Holds what was drawn.
#[derive(Default)]
pub(super) struct Cards {
    papers: Mutex<BTreeMap<Look, Option<Arc<Paper>>>>,
    tools: Mutex<Vec<Tools>>,
    known: Mutex<BTreeMap<[u8; 32], Option<SitePath>>>,
    made: Mutex<BTreeSet<SitePath>>,
}

/// Says where the card of a page is, and what it shows.
#[derive(Default)]
pub(super) struct Picture {
    pub(super) address: String,
    pub(super) words: String,
}

impl Cards {
    /// Gives the card of a page of a site that knows its address, drawn if need be.
    pub(super) fn of(&self, press: &Press<'_>, template: &str, head: &Head<'_>) -> Picture {
        let Some(base) = press.site.url.as_deref() else { return Picture::default() };
        let own = subject::of(press, template, head).filter(|_| press.site.cards);
        let drawn = own.and_then(|subject| Some((self.card(press, &subject)?, subject)));
        let drawn = drawn.or_else(|| {
            let site = of_the_site(press, base);
            Some((self.card(press, &site)?, site))
        });
        drawn.map_or_else(Picture::default, |(path, Subject { copy, .. })| {
            let words = [copy.above, copy.title].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(": ");
            Picture { address: path.under(base), words }
        })
    }

    /// Draws a card unless it is known; gives nothing if its title cannot be written.
    fn card(&self, press: &Press<'_>, subject: &Subject) -> Option<SitePath> {
        let Copy { site, above, title, description } = &subject.copy;
        let mut hasher = blake3::Hasher::new();
        for text in [site, above, title, description, &subject.look, &subject.icon] {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        let key = *hasher.finalize().as_bytes();
        if let Some(known) = held(&self.known).get(&key) {
            return known.clone();
        }
        let drawn = self.drawn(press, subject);
        let path = drawn.map(|bytes| {
            let name = format!("{}.png", &blake3::hash(&bytes).to_hex().as_str()[..20]);
            let path = SitePath::file(["assets", "cards", &name]);
            if held(&self.made).insert(path.clone()) {
                (press.sink)(Output { path: path.clone(), body: Body::Bytes(bytes) });
            }
            path
        });
        held(&self.known).insert(key, path.clone());
        path
    }

    fn drawn(&self, press: &Press<'_>, subject: &Subject) -> Option<Vec<u8>> {
        let fonts = press.theme.artwork.fonts()?;
        let is_site = subject.look == SITE;
        let writable = |text: &str, font| text::writable(text, font).unwrap_or_default();
        let copy = Copy {
            site: writable(&subject.copy.site, fonts.strong),
            above: writable(&subject.copy.above, fonts.plain),
            title: text::writable(&subject.copy.title, fonts.strong).or_else(|| is_site.then(String::new))?,
            description: writable(&subject.copy.description, fonts.plain),
        };
        let paper = self.paper(press, &subject.look, &subject.icon)?;
        let mut tools = held(&self.tools).pop().unwrap_or_default();
        let bytes = image::of_colours(tools.draw(&paper, &copy, &fonts), WIDTH, HEIGHT, &paper.colours);
        held(&self.tools).push(tools);
        Some(bytes)
    }

    fn paper(&self, press: &Press<'_>, look: &str, icon: &str) -> Option<Arc<Paper>> {
        let key = (look.to_owned(), icon.to_owned());
        let mut papers = held(&self.papers);
        let artwork = &press.theme.artwork;
        let drawn = papers.entry(key).or_insert_with(|| {
            let symbol = press.theme.icons.inside(icon).unwrap_or_default();
            Paper::draw(&artwork.card, &artwork.favicon, look, symbol).ok().map(Arc::new)
        });
        drawn.clone()
    }
}

/// Describes the card of the site itself.
fn of_the_site(press: &Press<'_>, base: &str) -> Subject {
    let host = url::Url::parse(base).ok().and_then(|url| url.host_str().map(str::to_owned));
    let copy = Copy { title: press.site.title.clone(), description: host.unwrap_or_default(), ..Copy::default() };
    Subject { copy, look: SITE.to_owned(), icon: String::new() }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
