//! What a theme's folder may hold: which of its files stand in for nothing, and addresses of its own files in its styles.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::repo_path::RepoPath;
use crate::base::source::{Place, Source};
use crate::base::suggest;
use crate::config::ThemeFolder;
use crate::render::theme::Asset;

/// Folders of which every file of the right kind is used, whatever its name.
const JOINED: [(&str, &[&str]); 6] = [
    ("scripts/", &[".js"]),
    ("docs/", &[".js", ".css"]),
    ("api/", &[".js", ".css"]),
    ("search/", &[".js"]),
    ("query/", &[".js"]),
    ("graph/", &[".js"]),
];

/// Tells of files that override nothing and that no template of the folder names.
pub(super) fn unused<'a>(folder: &ThemeFolder, embedded: impl Iterator<Item = &'a str> + Clone) -> Vec<Diagnostic> {
    let templates: Vec<(&String, String)> = folder
        .files
        .iter()
        .filter(|(name, _)| name.starts_with("templates/"))
        .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    let is_used = |name: &str| {
        let is_joined = |(start, ends): &(&str, &[&str])| name.starts_with(start) && ends.iter().any(|end| name.ends_with(end));
        let quoted = name.strip_prefix("templates/").map(|template| [format!("\"{template}\""), format!("'{template}'")]);
        let is_named = |quoted: [String; 2]| {
            templates.iter().any(|(other, text)| {
                (*other != name && quoted.iter().any(|quoted| text.contains(quoted)))
                    || (*other == name && text.contains("{% component "))
            })
        };
        let is_language = name.strip_prefix("strings/").is_some_and(|file| file.ends_with(".yaml") && !file.contains('/'));
        matches!(name, "theme.css" | "README.md" | "LICENSE")
            || is_language
            || name.starts_with("assets/")
            || JOINED.iter().any(is_joined)
            || embedded.clone().any(|known| known == name)
            || quoted.is_some_and(is_named)
    };
    let strange = folder.files.keys().filter(|name| !is_used(name));
    strange.map(|name| unused_file(folder, name, embedded.clone())).collect()
}

fn unused_file<'a>(folder: &ThemeFolder, name: &str, embedded: impl Iterator<Item = &'a str>) -> Diagnostic {
    let hint = match suggest::nearest(name, embedded.chain(["theme.css"])) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "files of your own for the browser go below `assets`, styles into `theme.css`".to_owned(),
    };
    let path = RepoPath::new(&format!("{}/{name}", folder.path)).or_else(|| RepoPath::new(name)).unwrap_or_default();
    let source = Arc::new(Source { repository: None, commit: None, path, text: "".into() });
    Diagnostic::warning("theme-unused", format!("`{name}` of the theme overrides nothing")).place(Place::of(&source)).hint(hint)
}

pub(super) fn not_utf8(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::error("template-broken", "the template is broken: it is not UTF-8")
        .place(Place::of(source))
        .hint("save it as UTF-8")
}

/// Puts the addresses of the theme's own files where a style names them by their path: `url(assets/logo.svg)`.
pub(super) fn with_addresses(style: &str, own: &BTreeMap<String, Asset>) -> String {
    let mut whole = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("url(") {
        let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
        let name = inside.trim().trim_matches(['"', '\'']);
        let asset = name.trim_start_matches("./").strip_prefix("assets/").and_then(|name| own.get(name));
        whole.push_str(before);
        match asset {
            // The style stands in the same folder.
            Some(asset) => whole.push_str(&format!("url({})", asset.path.as_str().trim_start_matches("assets/"))),
            None => whole.push_str(&format!("url({inside})")),
        }
        rest = behind;
    }
    whole.push_str(rest);
    whole
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::with_addresses;
    use crate::render::theme::Asset;

    #[test]
    fn styles_name_files_by_their_published_names() {
        let own = BTreeMap::from([("fonts/a.woff2".to_owned(), Asset::named("fonts/a.woff2", b"a".to_vec()))]);
        let style = "@font-face { src: url('assets/fonts/a.woff2') } p { background: url(./assets/fonts/a.woff2) url(assets/b.png) url(#c";
        assert_eq!(
            with_addresses(style, &own),
            "@font-face { src: url(a.17762fdd.woff2) } p { background: url(a.17762fdd.woff2) url(assets/b.png) url(#c)"
        );
    }
}
