//! `SitePath`: the only way to say a URL of the site. Makes output file names and relative links from the same value; knows no host.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Everything that must not stand raw in a URL path, after the WHATWG path percent-encode set, with `%` itself.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']')
    .add(b'\'');

/// Chooses how links name pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkStyle {
    /// `catalog/default/component/pay/`: hosts that serve a folder's `index.html`.
    #[default]
    Pretty,
    /// `catalog/default/component/pay/index.html`: bare object storage and `file:`.
    Explicit,
}

/// Names a page (a folder, empty or ending in `/`) or a file of the site, from the site's root, without a leading slash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// Names the front door.
    pub fn home() -> Self {
        Self(String::new())
    }

    /// Names the page that stands in the folder made of `parts`; each part is one path component. Letters are lower-cased.
    pub fn page<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut path = Self::file(parts);
        if !path.0.is_empty() {
            path.0.push('/');
        }
        path
    }

    /// Names the file made of `parts`; empty, `.` and `..` parts are dropped. Letters are lower-cased.
    pub fn file<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let parts: Vec<String> = parts
            .into_iter()
            .flat_map(|part| part.split('/'))
            .filter(|part| !matches!(*part, "" | "." | ".."))
            .map(str::to_lowercase)
            .collect();
        Self(parts.join("/"))
    }

    /// Gives the path from the site's root: `catalog/default/component/pay/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether this names a page rather than a file.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// Gives the file that `write` makes: pages are their folder's `index.html`.
    pub fn output_file(&self) -> String {
        if self.is_page() { format!("{}index.html", self.0) } else { self.0.clone() }
    }

    /// Names the page in folder `name` below this page.
    pub fn child(&self, name: &str) -> Self {
        Self::page([self.0.as_str(), name])
    }

    /// Writes the link to this from the page or file `from`: relative, percent-encoded, never empty.
    pub fn href_from(&self, from: &SitePath, links: LinkStyle) -> String {
        let target = match links {
            LinkStyle::Explicit => self.output_file(),
            LinkStyle::Pretty => self.0.clone(),
        };
        let folders: Vec<&str> = from.0.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
        let (target_folder, name) = target.rsplit_once('/').map_or(("", target.as_str()), |(folder, name)| (folder, name));
        let target_folders: Vec<&str> = target_folder.split('/').filter(|part| !part.is_empty()).collect();
        let shared = folders.iter().zip(&target_folders).take_while(|(here, there)| here == there).count();
        let mut href = "../".repeat(folders.len() - shared);
        for folder in &target_folders[shared..] {
            href.extend(utf8_percent_encode(folder, PATH));
            href.push('/');
        }
        href.extend(utf8_percent_encode(name, PATH));
        // A first component with a colon would read as a scheme, and an empty link would name the page's file.
        if href.is_empty() || href.split('/').next().is_some_and(|first| first.contains(':')) {
            href.insert_str(0, "./");
        }
        href
    }

    /// Writes the absolute URL under `base`, which ends in `/`.
    pub fn under(&self, base: &str) -> String {
        format!("{base}{}", utf8_percent_encode(&self.0, PATH))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{LinkStyle, SitePath};

    #[test]
    fn links_are_relative_from_anywhere() {
        let entity = SitePath::page(["catalog", "default", "component", "Pay"]);
        let api = SitePath::page(["catalog", "default", "api", "pay"]);
        let style = SitePath::file(["assets", "site.css"]);
        assert_eq!(entity.output_file(), "catalog/default/component/pay/index.html");
        assert_eq!(api.href_from(&entity, LinkStyle::Pretty), "../../api/pay/");
        assert_eq!(api.href_from(&entity, LinkStyle::Explicit), "../../api/pay/index.html");
        assert_eq!(style.href_from(&SitePath::home(), LinkStyle::Pretty), "assets/site.css");
        assert_eq!(SitePath::home().href_from(&entity, LinkStyle::Pretty), "../../../../");
        assert_eq!(SitePath::home().href_from(&SitePath::home(), LinkStyle::Pretty), "./");
        assert_eq!(entity.href_from(&entity, LinkStyle::Pretty), "./");
        assert_eq!(entity.href_from(&entity, LinkStyle::Explicit), "index.html");
        assert_eq!(
            SitePath::file(["docs", "a b:c.png"]).href_from(&SitePath::page(["docs"]), LinkStyle::Pretty),
            "./a%20b:c.png"
        );
    }
}
