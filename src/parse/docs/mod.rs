//! Docs: one folder of Markdown -> `DocsFolder`, page by page. Knows no entity and no other folder; links stay as written.

mod annotations;
mod blocks;
mod changelog;
mod code;
#[cfg(test)]
mod commonmark;
mod decision_index;
mod decisions;
mod destinations;
mod diagrams;
mod folder;
mod fragment;
mod headings;
mod highlight;
mod html;
mod inline;
mod lines;
mod lists;
mod marks;
mod math;
mod memo;
mod page;
mod pictures;
mod sanitise;
mod site;
mod snippets;
mod tables;
mod within;
mod words;

pub(super) use folder::folder;
pub(super) use fragment::fragment;
pub(super) use memo::Memo;
