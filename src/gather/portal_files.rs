//! The portal's own files: `vestibule.yaml`, searched upwards, and the theme folder. Text and bytes as they are; `config` and `render` read them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::base::repo_path::RepoPath;
use crate::base::source::Source;
use crate::config::{Config, FILE_NAME, ThemeFolder};

/// The most bytes that a theme may have.
const MOST_THEME_BYTES: u64 = 16 << 20;

/// Holds a configuration file as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigText {
    /// Where it is.
    pub path: PathBuf,
    /// The folder that its relative paths start from: its own.
    pub root: PathBuf,
    /// What it says.
    pub text: String,
}

/// Says why a file of the portal could not be read.
#[derive(Debug, Error)]
pub enum GatherError {
    /// The portal's folder is not there.
    #[error("`{}` is not a folder; name the folder of the portal", .0.display())]
    NoFolder(PathBuf),
    /// The configuration that was named is not there.
    #[error("`{}` does not exist; name a configuration file with `--config`, or leave the option out", .0.display())]
    NoConfig(PathBuf),
    /// The configuration is not text.
    #[error("`{}` is not UTF-8 text; save it as UTF-8", .0.display())]
    NotUtf8(PathBuf),
    /// A pattern of the configuration is none.
    #[error("`{0}` is no pattern: {1}; correct `model` or `views` in vestibule.yaml")]
    Pattern(String, String),
    /// The theme folder is not there.
    #[error("the theme `{}` is not a folder; correct `site.theme` in vestibule.yaml, or remove it", .0.display())]
    NoTheme(PathBuf),
    /// The theme is too large.
    #[error("the theme `{}` has more than {MOST_THEME_BYTES} bytes; keep only what replaces files of the default theme", .0.display())]
    LargeTheme(PathBuf),
    /// There is no repository whose revisions could be meant.
    #[error("`{}` is in no git repository; `--changed-since` compares with one of its revisions", .0.display())]
    NoRepository(PathBuf),
    /// The revision is not there.
    #[error("`{revision}` names no commit: {reason}; fetch it first, a shallow clone does not have it")]
    NoRevision {
        /// What was asked for.
        revision: String,
        /// Why it is none.
        reason: String,
    },
    /// The system refused.
    #[error("`{}` could not be read: {source}; check its permissions", path.display())]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl GatherError {
    fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}

/// Finds the configuration: `explicit`, or `vestibule.yaml` in `dir` or the nearest folder above that has one. `None` when there is none.
pub fn find_config(dir: &Path, explicit: Option<&Path>) -> Result<Option<ConfigText>, GatherError> {
    let dir = std::path::absolute(dir).map_err(|error| GatherError::io(dir, error))?;
    match fs::read_dir(&dir) {
        Ok(_) => {}
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(GatherError::NoFolder(dir));
        }
        Err(error) => return Err(GatherError::io(&dir, error)),
    }
    if let Some(path) = explicit {
        return read_config(path).and_then(|found| found.ok_or_else(|| GatherError::NoConfig(path.to_owned()))).map(Some);
    }
    for folder in dir.ancestors() {
        if let Some(found) = read_config(&folder.join(FILE_NAME))? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn read_config(path: &Path) -> Result<Option<ConfigText>, GatherError> {
    let path = std::path::absolute(path).map_err(|error| GatherError::io(path, error))?;
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
        Err(error) => return Err(GatherError::io(&path, error)),
    };
    let text = String::from_utf8(bytes).map_err(|_| GatherError::NotUtf8(path.clone()))?;
    let root = path.parent().map_or_else(PathBuf::new, Path::to_owned);
    Ok(Some(ConfigText { path, root, text }))
}

/// Reads the model files: those that the configured patterns name, sorted by path; a path without a `*` must exist.
pub fn model_files(config: &Config) -> Result<Vec<Arc<Source>>, GatherError> {
    named_files(config, &config.model_files)
}

/// Reads the files that name views, in the same way.
pub fn view_files(config: &Config) -> Result<Vec<Arc<Source>>, GatherError> {
    named_files(config, &config.view_files)
}

fn named_files(config: &Config, patterns: &[String]) -> Result<Vec<Arc<Source>>, GatherError> {
    let mut files = Vec::new();
    for pattern in patterns {
        let pattern = pattern.trim_start_matches("./");
        let mut found: Vec<PathBuf> = if pattern.contains(['*', '?', '[', '{']) {
            let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build();
            let glob =
                glob.map_err(|error| GatherError::Pattern(pattern.to_owned(), error.kind().to_string()))?.compile_matcher();
            let walk = ignore::WalkBuilder::new(&config.root).standard_filters(false).hidden(true).follow_links(false).build();
            let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
            let below = files.filter_map(|entry| entry.path().strip_prefix(&config.root).ok().map(Path::to_owned));
            below.filter(|path| glob.is_match(path)).collect()
        } else {
            vec![PathBuf::from(pattern)]
        };
        found.sort();
        for path in found {
            let whole = config.root.join(&path);
            let bytes = fs::read(&whole).map_err(|error| GatherError::io(&whole, error))?;
            let text = String::from_utf8(bytes).map_err(|_| GatherError::NotUtf8(whole))?;
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            let path = RepoPath::new(&parts.join("/")).unwrap_or_default();
            files.push(Arc::new(Source { repository: None, commit: None, path, text: text.into() }));
        }
    }
    Ok(files)
}

/// Reads the theme folder, if one is configured.
pub fn theme_files(config: &Config) -> Result<ThemeFolder, GatherError> {
    let mut files = BTreeMap::new();
    let Some(theme) = &config.site.theme else { return Ok(ThemeFolder::default()) };
    let root = config.root.join(theme);
    if !root.is_dir() {
        return Err(GatherError::NoTheme(root));
    }
    let mut bytes_left = MOST_THEME_BYTES;
    for entry in ignore::WalkBuilder::new(&root).standard_filters(false).hidden(true).build() {
        let entry = entry.map_err(|error| GatherError::io(&root, io::Error::other(error)))?;
        let (Ok(below), true) = (entry.path().strip_prefix(&root), entry.file_type().is_some_and(|kind| kind.is_file())) else {
            continue;
        };
        let size = entry.metadata().map_or(0, |metadata| metadata.len());
        bytes_left = bytes_left.checked_sub(size).ok_or_else(|| GatherError::LargeTheme(root.clone()))?;
        let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        files.insert(name.join("/"), fs::read(entry.path()).map_err(|error| GatherError::io(entry.path(), error))?);
    }
    let path: Vec<_> = theme.iter().map(|part| part.to_string_lossy()).filter(|part| part != ".").collect();
    Ok(ThemeFolder { path: path.join("/"), files })
}
