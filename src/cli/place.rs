//! Where a command works: the portal's folder and configuration, the cache, the moment. Turns what was typed into what is meant.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use thiserror::Error;

use crate::base::diagnostic::Diagnostic;
use crate::base::instant::Instant;
use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::config::{self, Config};
use crate::gather::{self, Cache, GatherError};
use crate::pipeline::{self, BuildError, LearnError, Options};
use crate::render::ThemeError;

/// Names the portal.
#[derive(Clone, Debug, Args)]
pub(super) struct PortalArgs {
    /// The folder of the portal: where `vestibule.yaml` stands, or below it
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// The configuration file, if it is not `vestibule.yaml` in DIR or above
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where mirrors of remote repositories are kept; may be deleted at any time
    #[arg(long, value_name = "DIR", env = "VESTIBULE_CACHE")]
    cache: Option<PathBuf>,
}

/// Says why a command could not run.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The configuration is wrong.
    #[error("the configuration has mistakes")]
    Config(Vec<Diagnostic>),
    /// A file of the portal could not be read.
    #[error(transparent)]
    Gather(#[from] GatherError),
    /// The build could not be done.
    #[error(transparent)]
    Build(BuildError),
    /// Anything that one sentence tells.
    #[error("{0}")]
    Other(String),
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Theme(ThemeError(diagnostic)) => Self::Config(vec![*diagnostic]),
            other => Self::Build(other),
        }
    }
}

impl From<LearnError> for Failure {
    fn from(error: LearnError) -> Self {
        match error {
            LearnError::Gather(error) => Self::Gather(error),
            LearnError::Model(findings) => Self::Config(findings),
        }
    }
}

impl PortalArgs {
    /// Finds and reads the configuration.
    pub(super) fn config(&self) -> Result<Config, Failure> {
        let Some(found) = gather::find_config(&self.dir, self.config.as_deref())? else {
            let root = std::path::absolute(&self.dir).unwrap_or_else(|_| self.dir.clone());
            return Ok(Config::default_in(root));
        };
        let name =
            found.path.file_name().map_or_else(|| config::FILE_NAME.to_owned(), |name| name.to_string_lossy().into_owned());
        let path = RepoPath::new(&name).unwrap_or_default();
        let source = Arc::new(Source { repository: None, commit: None, path, text: found.text.into() });
        let mut config = config::read(&source, found.root).map_err(Failure::Config)?;
        pipeline::learn(&mut config)?;
        Ok(config)
    }

    /// Gives the configuration file, or the folder that is one's portal without one: what a preview watches while the configuration is wrong.
    pub(super) fn origin(&self) -> PathBuf {
        match gather::find_config(&self.dir, self.config.as_deref()) {
            Ok(Some(found)) => found.path,
            _ => self.config.clone().unwrap_or_else(|| self.dir.clone()),
        }
    }

    /// Says what a build needs besides the configuration.
    pub(super) fn options(&self, out: &Path) -> Result<Options, Failure> {
        let now = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) => {
                let seconds = text.parse().map_err(|_| {
                    Failure::Other(format!("SOURCE_DATE_EPOCH is `{text}`; it must be a number of seconds, or unset"))
                })?;
                Some(Instant(seconds))
            }
            Err(_) => None,
        };
        Ok(Options { out: out.to_owned(), cache: Cache::new(self.cache.clone().unwrap_or_else(default_cache)), now })
    }
}

fn default_cache() -> PathBuf {
    let folder = |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    folder("XDG_CACHE_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".cache")))
        .or_else(|| folder("LOCALAPPDATA"))
        .unwrap_or_else(std::env::temp_dir)
        .join("vestibule")
}
