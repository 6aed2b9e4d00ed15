//! `Picture`: what is known of an image file that a docs page shows.

/// Holds what the file says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in CSS pixels, where the file says so.
    pub size: Option<(u32, u32)>,
    /// Whether a browser that opens the file itself would run what is in it.
    pub is_active: bool,
}
