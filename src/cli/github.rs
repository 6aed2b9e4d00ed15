//! Findings as annotations of a GitHub workflow (GitHub Docs, "Workflow commands for GitHub Actions").

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::model::sources::Repository;

/// Says where in the workspace each repository's files are; those elsewhere are left out.
pub(super) fn folders(repositories: &[Repository]) -> BTreeMap<String, PathBuf> {
    let workspace =
        std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from).or_else(|| std::env::current_dir().ok()).unwrap_or_default();
    let workspace = workspace.canonicalize().unwrap_or(workspace);
    let below = |folder: &Path| folder.canonicalize().ok()?.strip_prefix(&workspace).ok().map(Path::to_owned);
    repositories
        .iter()
        .filter_map(|repository| Some((repository.name.to_string(), below(repository.folder.as_deref()?)?)))
        .collect()
}

/// Writes a diagnostic as a workflow command. A place outside the workspace is told in words, since an annotation could not be shown there.
pub(super) fn command(diagnostic: &Diagnostic, folders: &BTreeMap<String, PathBuf>) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    let mut message = diagnostic.message.clone();
    if let Some(place) = &diagnostic.place {
        let repository = place.source.repository.as_deref();
        match repository.map_or(Some(Path::new("")), |name| folders.get(name).map(PathBuf::as_path)) {
            Some(folder) => {
                let file: Vec<_> =
                    folder.iter().map(|part| part.to_string_lossy()).chain(place.source.path.parts().map(Into::into)).collect();
                properties.push(format!("file={}", property(&file.join("/"))));
                if let (Some(start), Some(end)) = (place.start(), place.end()) {
                    properties.push(format!("line={},col={},endLine={}", start.line, start.column, end.line));
                }
            }
            None => message = format!("{place}: {message}"),
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    if let Some(hint) = &diagnostic.hint {
        message = format!("{message}\n{hint}");
    }
    format!("::{command} {}::{}", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
