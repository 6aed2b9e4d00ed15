//! Gather: `Config` -> `Sources`. The only reader of git and of inputs.

use std::path::Path;

use crate::config::Config;
use crate::model::progress::Progress;
use crate::model::sources::Sources;

/// Reads the listings of every configured repository, in parallel. Remote ones are mirrored below `cache`.
pub fn gather(_config: &Config, _cache: &Path, _progress: &dyn Progress) -> Sources {
    Sources::default()
}

/// A configuration file as found.
pub struct ConfigText {
    /// Where it is.
    pub path: std::path::PathBuf,
    /// The folder that relative paths start from.
    pub root: std::path::PathBuf,
    /// What it says.
    pub text: String,
}

/// Says why a file of the portal could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct GatherError(pub String);

/// Finds the configuration.
pub fn find_config(_dir: &Path, _explicit: Option<&Path>) -> Result<Option<ConfigText>, GatherError> {
    Ok(None)
}

/// Reads a theme folder.
pub fn theme_files(_config: &Config) -> Result<std::collections::BTreeMap<String, Vec<u8>>, GatherError> {
    Ok(std::collections::BTreeMap::new())
}
