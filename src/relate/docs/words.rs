//! The words of every diagnostic about links in docs. One function a code.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
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

pub(super) fn broken_entity(reference: &str, near: Option<String>, place: Place) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `entity:` and a reference, as in `entity:component:default/pay`".to_owned(),
    };
    Diagnostic::warning("broken-link", format!("`entity:{reference}` names no entity of the catalog")).place(place).hint(hint)
}

pub(super) fn broken_portal_link(written: &str, near: Option<String>, place: Place) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "look the entity or the page up in the portal".to_owned(),
    };
    Diagnostic::warning("broken-link", format!("the portal has no page `{written}`")).place(place).hint(hint)
}

pub(super) fn broken_forge_link(path: &RepoPath, repository: &str, near: Option<String>, place: Place) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct the address: the branch that it names has no such file".to_owned(),
    };
    Diagnostic::warning("broken-link", format!("`{path}` does not exist in `{repository}`")).place(place).hint(hint)
}

pub(super) fn link_form(written: &str, right: &str, place: Place) -> Diagnostic {
    Diagnostic::warning("link-form", format!("`{written}` is written with backslashes"))
        .place(place)
        .hint(format!("write `{right}`: links are separated by slashes everywhere"))
}

pub(super) fn orphan(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::info("orphan-page", "the page is in no navigation, and no page links to it")
        .place(Place::of(source))
        .hint("add it to the navigation, or to `not_in_nav` if it is meant to be found by search alone")
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
