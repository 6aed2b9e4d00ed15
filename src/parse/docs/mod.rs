//! Docs: one folder of Markdown -> `DocsFolder`, page by page.

use crate::model::docs::{DocsFolder, DocsKey};
use crate::model::sources::Repository;

/// Reads the docs that `key` asks for; `None` when the folder has none (no `mkdocs.yml`, no `docs/`, no README).
pub fn folder(_repository: &Repository, _key: &DocsKey) -> Option<DocsFolder> {
    None
}
