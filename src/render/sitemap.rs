//! Sitemap: every page that search engines may list, where the site knows its address. The form is sitemaps.org's.

use std::fmt::Write as _;

use crate::base::site_path::SitePath;
use crate::base::xml::escaped;
use crate::model::output::Output;
use crate::render::layout::Press;

/// The most pages of a file.
const MOST: usize = 50_000;

/// Writes the file, or as many as it takes and one that names them.
pub(super) fn files(press: &Press<'_>) {
    let Some(base) = press.site.url.as_deref() else { return };
    let pages = press.pages();
    let address = |path: &SitePath| escaped(&press.whole(base, path));
    let put = |name: &str, tag: &str, item: &str, places: &[String]| {
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{tag} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        );
        for place in places {
            let _ = writeln!(xml, "<{item}><loc>{place}</loc></{item}>");
        }
        let _ = writeln!(xml, "</{tag}>");
        (press.sink)(Output::text(SitePath::file([name]), xml));
    };
    let places: Vec<String> = pages.iter().map(address).collect();
    if places.len() <= MOST {
        return put("sitemap.xml", "urlset", "url", &places);
    }
    let mut files = Vec::new();
    for (number, places) in places.chunks(MOST).enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        put(&name, "urlset", "url", places);
        files.push(format!("{}{name}", escaped(base)));
    }
    put("sitemap.xml", "sitemapindex", "sitemap", &files);
}
