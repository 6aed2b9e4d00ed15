//! A docs site as its authors arranged it: `mkdocs.yml` and what it includes, `.pages` and `.nav.yml` -> which files are pages, where, and in which order.

mod arrange;
mod honoured;
mod include;
mod layers;
mod local;
mod patterns;
mod redirects;
mod settings;
mod target;
mod text;
mod tree;
mod words;

pub(super) use arrange::{Arranged, arrange};
pub(super) use include::Parts;
pub(super) use redirects::redirects;
pub(super) use settings::{Settings, read};
pub(super) use text::{is_text, text_page};

/// The names that MkDocs takes for Markdown.
pub(super) const MARKDOWN: [&str; 5] = ["md", "markdown", "mdown", "mkdn", "mkd"];
