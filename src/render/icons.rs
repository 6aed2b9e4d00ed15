//! Icons: a page as rendered -> the same page with the symbols that it uses put in. One sprite holds them all; no page asks for it.

use std::collections::{BTreeMap, BTreeSet};

/// The place in the layout where the symbols go.
const SLOT: &str = "<!--icons-->";
/// How every use begins.
const USE: &str = "href=\"#i-";
/// What scripts swap in later, without a use in the markup.
const SCRIPTED: [&str; 4] = ["auto", "check", "moon", "sun"];

/// Holds the symbols of the sprite by name.
pub(super) struct Icons {
    symbols: BTreeMap<String, String>,
}

impl Icons {
    /// Reads the sprite: one `<symbol id="i-NAME">` after the other.
    pub(super) fn new(sprite: &str) -> Self {
        let symbols = sprite
            .split("<symbol id=\"i-")
            .skip(1)
            .filter_map(|piece| {
                let (name, rest) = piece.split_once('"')?;
                let (inside, _) = rest.split_once("</symbol>")?;
                Some((name.to_owned(), format!("<symbol id=\"i-{name}\"{inside}</symbol>")))
            })
            .collect();
        Self { symbols }
    }

    /// Tells whether the sprite has an icon of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.symbols.contains_key(name)
    }

    /// Gives the markup of an icon.
    pub(super) fn symbol(&self, name: &str) -> Option<&str> {
        self.symbols.get(name).map(String::as_str)
    }

    /// Gives what an icon is drawn of, without the element around it.
    pub(super) fn inside(&self, name: &str) -> Option<&str> {
        let (_, inside) = self.symbol(name)?.split_once('>')?;
        inside.strip_suffix("</symbol>")
    }

    /// Puts the symbols that `page` uses, and those that scripts may use, where the layout wants them.
    pub(super) fn inline(&self, page: &str) -> String {
        let Some((before, after)) = page.split_once(SLOT) else { return page.to_owned() };
        let used: BTreeSet<&str> = after.split(USE).skip(1).filter_map(|piece| piece.split('"').next()).chain(SCRIPTED).collect();
        let mut whole = String::with_capacity(page.len() + 4096);
        whole.push_str(before);
        whole.extend(used.iter().filter_map(|name| self.symbols.get(*name)).map(String::as_str));
        whole.push_str(after);
        whole
    }
}
