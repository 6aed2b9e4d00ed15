//! The words of every diagnostic about links in docs. One function a code.

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::Place;
use crate::model::sources::File;

pub(super) fn forbidden_link(text: &str, place: Place) -> Diagnostic {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    Diagnostic::warning("forbidden-link", format!("`{shown}` is of a kind that pages may not link to; the link is left out"))
        .place(place)
        .hint("link to an `https`, `http` or `mailto` address, or to a file of this repository")
}

pub(super) fn broken_link(written: &str, near: Option<String>, place: Place) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct the path; it starts from the folder of this page".to_owned(),
    };
    Diagnostic::warning("broken-link", format!("`{written}` does not exist")).place(place).hint(hint)
}

pub(super) fn broken_anchor(fragment: &str, near: Option<&str>, place: Place) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "use the link beside the heading that is meant".to_owned(),
    };
    Diagnostic::warning("broken-anchor", format!("the page has no section `#{fragment}`")).place(place).hint(hint)
}

pub(super) fn link_case(written: &str, file: &RepoPath, place: Place) -> Diagnostic {
    Diagnostic::warning("link-case", format!("`{written}` is written in another case than the file"))
        .place(place)
        .hint(format!("write `{}`: git knows upper and lower case apart", file.file_name()))
}

pub(super) fn link_outside(written: &str, place: Place) -> Diagnostic {
    Diagnostic::warning("broken-link", format!("`{written}` leads out of the repository"))
        .place(place)
        .hint("link to a page of the portal, or to an `https` address")
}

pub(super) fn link_not_published(path: &RepoPath, place: Place) -> Diagnostic {
    Diagnostic::info(
        "link-not-published",
        format!("`{path}` is no part of the docs, and no forge is known that shows it; the link is left out"),
    )
    .place(place)
    .hint("give the repository an `origin` remote, or move the file below the docs folder")
}

pub(super) fn asset_too_large(file: &File, most: u64, place: Place) -> Diagnostic {
    Diagnostic::warning(
        "asset-too-large",
        format!("`{}` has {} bytes; files of up to {most} are published", file.path, file.size),
    )
    .place(place)
    .hint("make it smaller, or link to it elsewhere")
}

pub(super) fn image_active(file: &File, place: Place) -> Diagnostic {
    Diagnostic::warning(
        "image-active",
        format!("`{}` holds script, or something else that a browser may run; it is left out", file.path),
    )
    .place(place)
    .hint("export the drawing without scripts, event handlers and embedded pages")
}
