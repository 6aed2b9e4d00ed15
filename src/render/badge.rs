//! Badge: small flat SVGs that say one thing about an entity, for READMEs. Colours are fixed, because a README's host cannot know the reader's theme.

use crate::base::diagnostic::Severity;
use crate::base::site_path::SitePath;
use crate::base::xml::escaped;
use crate::model::entity::Entity;
use crate::model::output::Output;
use crate::render::layout::{Press, counted};

/// The badges of an entity.
pub const NAMES: [&str; 4] = ["owner", "lifecycle", "docs", "health"];

/// Says what colour the right half of a badge has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Ok,
    /// Worth a look.
    Warn,
    /// To be fixed.
    Bad,
    /// A fact.
    Info,
    /// Nothing to tell.
    Mute,
}

impl Tone {
    /// Each stands at least 5:1 against white text.
    fn colour(self) -> &'static str {
        match self {
            Self::Ok => "#17653c",
            Self::Warn => "#7f490c",
            Self::Bad => "#a83630",
            Self::Info => "#2954ca",
            Self::Mute => "#636771",
        }
    }
}

/// Writes the badges of one entity.
pub(super) fn badges(press: &Press<'_>, entity: &Entity) {
    let reference = &entity.reference;
    let put = |name: &str, label: &str, value: &str, tone| {
        let file = format!("{name}.svg");
        let path = SitePath::file(["badges", &reference.namespace, &reference.kind, &reference.name, &file]);
        (press.sink)(Output::text(path, badge_svg(label, value, tone)));
    };
    let owner =
        entity.owners().find(|relation| relation.resolved).map(|relation| press.owner(&SitePath::home(), &relation.target));
    match owner {
        Some(owner) => put("owner", "owner", &owner.title, Tone::Info),
        None => put("owner", "owner", "none", Tone::Bad),
    }
    let tone = match entity.lifecycle() {
        Some("production") => Tone::Ok,
        Some("deprecated") => Tone::Warn,
        Some("retired") | None => Tone::Mute,
        Some(_) => Tone::Info,
    };
    put("lifecycle", "lifecycle", entity.lifecycle().unwrap_or("none"), tone);
    let pages = entity.docs.as_ref().and_then(|docs| press.portal().docs.get(docs)).map_or(0, |site| site.pages.len());
    match pages {
        0 => put("docs", "docs", "none", Tone::Mute),
        pages => put("docs", "docs", &counted(pages, "page", "pages"), Tone::Info),
    }
    let count = |severity| press.findings_about(reference).filter(|finding| finding.diagnostic.severity == severity).count();
    match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => put("health", "catalog", "clean", Tone::Ok),
        (0, warnings) => put("health", "catalog", &counted(warnings, "warning", "warnings"), Tone::Warn),
        (errors, _) => put("health", "catalog", &counted(errors, "error", "errors"), Tone::Bad),
    }
}

/// Draws a badge that says `label: value`.
pub fn badge_svg(label: &str, value: &str, tone: Tone) -> String {
    let value: String =
        if value.chars().count() > 40 { value.chars().take(39).chain(['…']).collect() } else { value.to_owned() };
    let (left, right) = (width(label) + 14, width(&value) + 14);
    let whole = left + right;
    let (label, value) = (escaped(label), escaped(&value));
    let colour = tone.colour();
    let (at_label, at_value) = (left / 2, left + right / 2);
    let (label_length, value_length) = (left - 14, right - 14);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" role=\"img\" aria-label=\"{label}: {value}\">\
         <title>{label}: {value}</title>\
         <clipPath id=\"c\"><rect width=\"{whole}\" height=\"20\" rx=\"4\"/></clipPath>\
         <g clip-path=\"url(#c)\"><path fill=\"#1a1e28\" d=\"M0 0h{left}v20H0z\"/><path fill=\"{colour}\" d=\"M{left} 0h{right}v20H{left}z\"/></g>\
         <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\
         <text x=\"{at_label}\" y=\"14\" textLength=\"{label_length}\">{label}</text>\
         <text x=\"{at_value}\" y=\"14\" textLength=\"{value_length}\">{value}</text></g></svg>\n"
    )
}

/// Estimates how many pixels a text takes in 11 px Verdana, from the font's advance widths by group of letters.
fn width(text: &str) -> usize {
    let tenths: usize = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | '\'' => 30,
            'f' | 't' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '-' | '(' | ')' | '/' | '|' => 45,
            'm' | 'w' | 'W' | 'M' | '%' | '@' => 105,
            'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 60,
            'A'..='Z' => 78,
            _ if letter.is_ascii() => 69,
            _ => 110,
        })
        .sum();
    tenths.div_ceil(10)
}
