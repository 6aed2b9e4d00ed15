//! Marks that stand in text for what is put in later. They are noncharacters of Unicode, which are taken out of every input first, so that no content can forge them.

/// Stands on both sides of a link's number, inside an attribute.
pub(super) const LINK: char = '\u{fdd0}';
/// Stands on both sides of an icon's name.
pub(super) const ICON: char = '\u{fdd1}';
/// Stands on both sides of a container's description, at the start of a block quote.
pub(super) const BOX: char = '\u{fdd2}';
/// Opens a set of tabs.
pub(super) const TABS: char = '\u{fdd3}';
/// Closes a set of tabs.
pub(super) const TABS_END: char = '\u{fdd4}';
/// Starts the destination of a link to a page by its number; `relate` knows it too.
pub(super) const PAGE: char = '\u{fdd5}';

/// Takes every noncharacter of the block, and the null character, out of a text; each is replaced by as many spaces as it has bytes, so that offsets hold.
pub(super) fn strip(text: &str) -> String {
    text.chars()
        .flat_map(|c| if matches!(c, '\u{fdd0}'..='\u{fdef}' | '\0') { [' '].repeat(c.len_utf8()) } else { vec![c] })
        .collect()
}

/// Tells whether a text needs `strip`.
pub(super) fn is_marked(text: &str) -> bool {
    text.contains(['\0', '\u{fdd0}']) || text.contains(|c| matches!(c, '\u{fdd0}'..='\u{fdef}'))
}
