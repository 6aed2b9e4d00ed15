//! Bodies: a page's chunks -> the HTML that another page holds, its links as that page must write them, its images with their sizes.

use super::{encoded, escaped, labels};
use crate::base::site_path::SitePath;
use crate::model::docs::{Chunk, DocPage, DocsSite, Target};
use crate::model::picture::Picture;
use crate::render::layout::Press;

/// Pictures whose longer side has fewer pixels than this are marks in the text; nothing is gained by looking at them alone.
const LEAST_ZOOM: u32 = 100;

/// Says how a page holds the body of another: as a part among others.
pub(super) struct Part<'a> {
    /// What stands before every id.
    pub(super) prefix: String,
    /// What regions are named after, so that no two share a name.
    pub(super) title: &'a str,
    /// Whether headings go one level down.
    pub(super) is_below: bool,
    /// Gives the prefix of the part that a page of the site is, if it is one.
    pub(super) part_of: &'a dyn Fn(&SitePath) -> Option<String>,
}

/// Writes the body of `page` into the page at `from`; `part` says how, if it is not its own.
pub(super) fn body(
    press: &Press<'_>,
    site: &DocsSite,
    from: &SitePath,
    page: &DocPage<Target>,
    part: Option<&Part<'_>>,
) -> String {
    let mut writer = Writer { press, site, from, part, html: String::new(), links: 0, images: 0, open: None };
    for chunk in &page.body {
        match chunk {
            Chunk::Html(text) => writer.text(text),
            Chunk::Href(target) => {
                let href = escaped(&writer.href(target));
                writer.html.push_str(&href);
            }
            Chunk::Src(target) => writer.image(target),
        }
    }
    writer.html
}

struct Writer<'a> {
    press: &'a Press<'a>,
    site: &'a DocsSite,
    from: &'a SitePath,
    part: Option<&'a Part<'a>>,
    html: String,
    /// How many links are open.
    links: isize,
    images: usize,
    /// What an image whose tag is not closed yet still needs.
    open: Option<Image>,
}

struct Image {
    size: Option<(u32, u32)>,
    /// Where a click leads.
    zoom: Option<String>,
    /// Where its tag starts.
    start: usize,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        let renamed = self.part.map(|part| part.renamed(text));
        let said = labels::said(self.press.strings, renamed.as_deref().unwrap_or(text));
        let mut text = said.as_ref();
        if let Some(image) = self.open.take()
            && let Some((rest, after)) = text.split_once('>')
        {
            self.close(&image, rest);
            text = after;
        }
        self.links += text.matches("<a ").count() as isize - text.matches("</a>").count() as isize;
        self.html.push_str(text);
    }

    fn href(&self, target: &Target) -> String {
        let prefix = |part: Option<String>| part.map(|prefix| format!("{prefix}-")).unwrap_or_default();
        match target {
            Target::Page { path, fragment } => {
                let part = self.part.and_then(|part| (part.part_of)(path));
                match (part, fragment) {
                    (Some(part), Some(fragment)) => format!("#{}{}", prefix(Some(part)), encoded(fragment)),
                    (Some(part), None) => format!("#{part}"),
                    (None, Some(fragment)) => format!("{}#{}", self.press.href(self.from, path), encoded(fragment)),
                    (None, None) => self.press.href(self.from, path),
                }
            }
            Target::Fragment(fragment) => {
                format!("#{}{}", prefix(self.part.map(|part| part.prefix.clone())), encoded(fragment))
            }
            Target::External(url) => url.clone(),
            // An empty link would load the page anew; this leads to the list of what is wrong with it.
            Target::Broken if self.part.is_none() => "#page-findings".to_owned(),
            Target::Broken => "#main".to_owned(),
        }
    }

    fn image(&mut self, target: &Target) {
        // A one-pixel image asks no server and leaves the words of `alt` in place; so does one that another host has.
        let Target::Page { path, .. } = target else {
            self.html.push_str("data:,");
            return;
        };
        let href = escaped(&self.press.href(self.from, path));
        let Some(start) = self.html.rfind('<').filter(|start| self.html[*start..].starts_with("<img ")) else {
            self.html.push_str(&href);
            return;
        };
        let picture = self.site.assets.get(path).and_then(|file| self.site.pictures.get(file)).copied().unwrap_or_default();
        let is_mark = picture.size.is_some_and(|(width, height)| width.max(height) < LEAST_ZOOM);
        let zoom = (self.links == 0 && !is_mark).then(|| href.clone());
        self.html.push_str(&href);
        let Picture { size, .. } = picture;
        self.open = Some(Image { size, zoom, start });
    }

    /// Writes what is left of an image's tag, which is `rest`.
    fn close(&mut self, image: &Image, rest: &str) {
        let has = |name: &str| [&self.html[image.start..], rest].iter().any(|part| part.contains(name));
        let (has_size, is_written_small) = (has(" width=") || has(" height="), has(" width="));
        // The first image is what readers see first; the others wait until they are near.
        let rest = if self.images == 0 { rest.replacen(" loading=\"lazy\"", "", 1) } else { rest.to_owned() };
        self.images += 1;
        self.html.push_str(&rest);
        if let Some((width, height)) = image.size.filter(|_| !has_size) {
            self.html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        self.html.push_str(" decoding=\"async\">");
        if let Some(href) = image.zoom.as_ref().filter(|_| !is_written_small) {
            self.html.insert_str(image.start, &format!("<a class=\"zoom\" href=\"{href}\">"));
            self.html.push_str("</a>");
        }
    }
}

impl Part<'_> {
    /// Gives ids their prefix and headings their level. In a body, text is escaped, so that what looks like an attribute is one.
    fn renamed(&self, html: &str) -> String {
        let mut html = html.replace(" id=\"", &format!(" id=\"{}-", self.prefix));
        html = html.replace(" href=\"#", &format!(" href=\"#{}-", self.prefix)).replace(&format!("#{}-i-", self.prefix), "#i-");
        for name in ["Table ", "Diagram ", "Footnotes"] {
            let label = format!(" aria-label=\"{}: {name}", escaped(self.title));
            html = html.replace(&format!(" aria-label=\"{name}"), &label);
        }
        if self.is_below {
            for level in (2..6).rev() {
                html = html.replace(&format!("<h{level}"), &format!("<h{}", level + 1));
                html = html.replace(&format!("</h{level}"), &format!("</h{}", level + 1));
            }
        }
        html
    }
}

/// Cuts HTML after the first whole blocks that hold at least `least` characters of text; tells whether something is left.
pub(super) fn beginning(html: &str, least: usize) -> (&str, bool) {
    const VOID: [&str; 4] = ["br", "hr", "img", "input"];
    let (mut depth, mut seen, mut at) = (0_usize, 0, 0);
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        seen += html[at..open].split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>();
        let Some(end) = html[open..].find('>').map(|end| open + end + 1) else { break };
        let tag = &html[open + 1..end - 1];
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
        at = end;
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
            let is_heading = name.len() == 2 && name.starts_with('h');
            if depth == 0 && seen >= least && !is_heading {
                return (&html[..at], !html[at..].trim().is_empty());
            }
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            depth += 1;
        }
    }
    (html, false)
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn html_is_cut_between_blocks() {
        let html = "<p>one <em>two</em></p>\n<ul><li><p>three</p></li></ul>\n<h2>four</h2>\n<p>five<br>six</p>";
        assert_eq!(beginning(html, 1), ("<p>one <em>two</em></p>", true));
        assert_eq!(beginning(html, 10).0, "<p>one <em>two</em></p>\n<ul><li><p>three</p></li></ul>");
        assert_eq!(beginning(html, 15), (html, false), "no heading stands last");
        assert_eq!(beginning("no tag", 1), ("no tag", false));
    }
}
