//! Docs: one folder of Markdown -> `DocsFolder`, page by page. Knows no entity and no other folder; links stay as written.

mod annotations;
mod blocks;
mod changelog;
mod code;
mod decision_index;
mod decisions;
mod folder;
mod headings;
mod highlight;
mod html;
mod marks;
mod mkdocs;
mod order;
mod page;
mod pictures;
mod sanitise;
mod words;

pub(super) use folder::folder;
