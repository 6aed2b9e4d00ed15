//! Badges.

/// The badges of an entity.
pub const NAMES: [&str; 4] = ["owner", "lifecycle", "docs", "health"];
