//! Docs: one folder of Markdown -> `DocsFolder`, page by page. Knows no entity and no other folder; links stay as written.

mod blocks;
mod code;
#[cfg(test)]
mod commonmark;
mod destinations;
mod diagrams;
mod folder;
mod headings;
mod highlight;
mod html;
mod inline;
mod lines;
mod lists;
mod marks;
mod page;
mod sanitise;
mod site;
mod snippets;
mod tables;
mod within;
mod words;

pub(super) use folder::folder;
