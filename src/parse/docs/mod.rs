//! Docs: one folder of Markdown -> `DocsFolder`, page by page. Knows no entity and no other folder; links stay as written.

mod blocks;
mod code;
mod folder;
mod headings;
mod highlight;
mod html;
mod marks;
mod memo;
mod mkdocs;
mod order;
mod page;
mod sanitise;
mod words;

pub(super) use folder::folder;
pub(super) use memo::Memo;
