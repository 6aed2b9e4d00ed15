//! The plugins that come with Vestibule: the folders below `examples/plugins`, put into the program.

use rust_embed::RustEmbed;

use super::Folder;

#[derive(RustEmbed)]
#[folder = "examples/plugins"]
struct Files;

/// Gives the folder of a plugin that comes with Vestibule.
pub fn shipped(name: &str) -> Option<Folder> {
    let within = format!("{name}/");
    let files = Files::iter().filter_map(|path| {
        let below = path.strip_prefix(&within)?.to_owned();
        Some((below, Files::get(&path)?.data.into_owned()))
    });
    let folder = Folder { path: name.to_owned(), files: files.collect(), ..Folder::default() };
    (!folder.files.is_empty()).then_some(folder)
}

/// Lists their names.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> = Files::iter().filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
    names.sort();
    names.dedup();
    names
}
