//! `Theme`: templates, styles, scripts and icons, the embedded ones overridden file by file. Knows no page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use tera::Tera;
use thiserror::Error;

use crate::base::site_path::SitePath;
use crate::render::icons::Icons;
use crate::render::script::without_comments;

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Default;

/// Holds a theme, its templates compiled.
pub struct Theme {
    pub(super) tera: Tera,
    pub(super) icons: Icons,
    pub(super) style: Asset,
    pub(super) script: Asset,
    /// What pages of docs need besides.
    pub(super) docs_style: Asset,
    pub(super) docs_script: Asset,
    /// What references of APIs need besides.
    pub(super) api_style: Asset,
    pub(super) api_script: Asset,
    pub(super) search: Asset,
    pub(super) query: Asset,
    pub(super) graph: Asset,
    /// What the front door needs besides.
    pub(super) home_script: Asset,
    pub(super) favicon: Asset,
}

/// Says what is wrong with a theme, with the template's file, line and column.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct ThemeError(pub String);

/// Holds a file that may be cached for ever, because its name holds its hash.
pub(super) struct Asset {
    pub(super) path: SitePath,
    pub(super) bytes: Vec<u8>,
}

impl Asset {
    fn new(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let hash = blake3::hash(&bytes).to_hex();
        let name = format!("{stem}.{}.{extension}", &hash.as_str()[..8]);
        Self { path: SitePath::file(["assets", &name]), bytes }
    }
}

impl From<tera::Error> for ThemeError {
    fn from(error: tera::Error) -> Self {
        Self(error.to_string())
    }
}

impl Theme {
    /// Compiles the default theme with `overrides` (paths below the theme's folder, as `templates/home.html`) put in place of its files.
    pub fn new(overrides: &BTreeMap<String, Vec<u8>>) -> Result<Self, ThemeError> {
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = Default::iter()
            .filter_map(|name| Default::get(&name).map(|file| (name.to_string(), lean(&name, file.data))))
            .collect();
        files.extend(overrides.iter().map(|(name, bytes)| (name.clone(), Cow::Owned(bytes.clone()))));
        let mut tera = Tera::new();
        tera.autoescape_on([""]);
        let templates: Vec<(&str, &str)> = files
            .iter()
            .filter_map(|(name, bytes)| Some((name.strip_prefix("templates/")?, bytes)))
            .map(|(name, bytes)| match std::str::from_utf8(bytes) {
                Ok(text) => Ok((name, text)),
                Err(_) => Err(ThemeError(format!("templates/{name} is not UTF-8"))),
            })
            .collect::<Result<_, _>>()?;
        tera.add_raw_templates(templates)?;
        let icons = files.get("icons.svg").map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        Ok(Self {
            tera,
            icons: Icons::new(&icons),
            style: Asset::new("vestibule", "css", files.get("vestibule.css").map(|bytes| bytes.to_vec()).unwrap_or_default()),
            script: Asset::new("app", "js", together(&files, "scripts/", ".js")),
            docs_style: Asset::new("docs", "css", together(&files, "docs/", ".css")),
            docs_script: Asset::new("docs", "js", together(&files, "docs/", ".js")),
            api_style: Asset::new("api", "css", together(&files, "api/", ".css")),
            api_script: Asset::new("api", "js", together(&files, "api/", ".js")),
            search: Asset::new("search", "js", together(&files, "search/", ".js")),
            query: Asset::new("query", "js", together(&files, "query/", ".js")),
            graph: Asset::new("graph", "js", together(&files, "graph/", ".js")),
            home_script: Asset::new("home", "js", together(&files, "home/", ".js")),
            favicon: Asset::new("favicon", "svg", files.get("favicon.svg").map(|bytes| bytes.to_vec()).unwrap_or_default()),
        })
    }
}

/// Leaves comments out of the scripts that are ours; a theme's own are taken as they are.
fn lean(name: &str, bytes: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
    match std::str::from_utf8(&bytes) {
        Ok(text) if name.ends_with(".js") => Cow::Owned(without_comments(text).into_bytes()),
        _ => bytes,
    }
}

/// Joins the files of one folder in the order of their names.
fn together(files: &BTreeMap<String, Cow<'static, [u8]>>, folder: &str, extension: &str) -> Vec<u8> {
    let mut all = Vec::new();
    for (_, bytes) in files.iter().filter(|(name, _)| name.starts_with(folder) && name.ends_with(extension)) {
        all.extend_from_slice(bytes);
        if !all.ends_with(b"\n") {
            all.push(b'\n');
        }
    }
    all
}
