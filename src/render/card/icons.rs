//! Icons: the theme's `favicon.svg` -> the files that browsers, phones and feed readers ask for.

use resvg::tiny_skia::{Color, Pixmap};
use serde_json::json;

use super::image;
use super::paper::{Frame, Unreadable, blank, draw};
use crate::base::site_path::SitePath;
use crate::model::output::{Body, Output};
use crate::render::layout::Press;

/// The sizes in `favicon.ico`.
const SMALL: [u8; 3] = [16, 32, 48];
/// What phones put on their first screen.
const TOUCH: u32 = 180;
/// The sizes that the manifest names.
const LARGE: [u32; 2] = [192, 512];
/// How much of an icon that is cut to a shape is safe.
const SAFE: f32 = 0.8;
/// The grounds of pages, as the style has them.
const GROUND: &str = "#fafbfc";

/// Hands the icons and the manifest to the sink.
pub(in crate::render) fn files(press: &Press<'_>) {
    let put = |name: &str, bytes: Vec<u8>| {
        let path = SitePath::file([name]);
        (press.sink)(Output { path, body: Body::Bytes(bytes) });
    };
    let favicon = &press.theme.artwork.favicon;
    let small: Result<Vec<Pixmap>, _> = SMALL.iter().map(|side| icon(favicon, u32::from(*side))).collect();
    let Ok(small) = small else { return };
    let small: Vec<Vec<u8>> = small.iter().map(image::of_picture).collect();
    put("favicon.ico", ico(&small));
    let Ok(touch) = filled(favicon, TOUCH) else { return };
    put("apple-touch-icon.png", image::of_picture(&touch));
    let mut listed = Vec::new();
    for side in LARGE {
        for (purpose, picture) in [("any", icon(favicon, side)), ("maskable", filled(favicon, side))] {
            let Ok(picture) = picture else { continue };
            let bytes = image::of_picture(&picture);
            let name = format!("icon-{side}-{purpose}.{}.png", &blake3::hash(&bytes).to_hex().as_str()[..8]);
            let path = SitePath::file(["assets", &name]);
            listed.push(
                json!({ "src": path.as_str(), "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose }),
            );
            (press.sink)(Output { path, body: Body::Bytes(bytes) });
        }
    }
    let title = &press.site.title;
    let manifest = json!({
        "name": title,
        "short_name": title,
        "start_url": "./",
        "display": "minimal-ui",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": listed,
    });
    put("site.webmanifest", format!("{manifest}\n").into_bytes());
}

/// Draws the icon as it is.
fn icon(favicon: &str, side: u32) -> Result<Pixmap, Unreadable> {
    let mut picture = blank(side, side)?;
    draw(&mut picture, favicon, &Frame::square(0.0, 0.0, side as f32))?;
    Ok(picture)
}

/// Draws the icon to the edges, for those who cut it to a shape: one that fills its square goes on in its own colour, another stands on white.
fn filled(favicon: &str, side: u32) -> Result<Pixmap, Unreadable> {
    let plain = icon(favicon, side)?;
    let (middle, last) = (side / 2, side - 1);
    let edges = [(middle, 0), (0, middle), (last, middle), (middle, last)].map(|(x, y)| plain.pixel(x, y));
    let mut picture = blank(side, side)?;
    match edges[0].filter(|first| first.alpha() == u8::MAX && edges.iter().all(|edge| *edge == Some(*first))) {
        Some(own) => {
            picture.fill(Color::from_rgba8(own.red(), own.green(), own.blue(), u8::MAX));
            draw(&mut picture, favicon, &Frame::square(0.0, 0.0, side as f32))?;
        }
        None => {
            picture.fill(Color::WHITE);
            let inner = side as f32 * SAFE;
            let start = (side as f32 - inner) / 2.0;
            draw(&mut picture, favicon, &Frame::square(start, start, inner))?;
        }
    }
    Ok(picture)
}

/// Puts PNG pictures of `SMALL` into one file, in the form that Windows gave its icons.
fn ico(pictures: &[Vec<u8>]) -> Vec<u8> {
    let count = pictures.len() as u16;
    let mut bytes = [[0, 0], [1, 0], count.to_le_bytes()].concat();
    let mut start = 6 + 16 * pictures.len();
    for (side, picture) in SMALL.iter().zip(pictures) {
        bytes.extend([*side, *side, 0, 0, 1, 0, 32, 0]);
        bytes.extend((picture.len() as u32).to_le_bytes());
        bytes.extend((start as u32).to_le_bytes());
        start += picture.len();
    }
    bytes.extend(pictures.concat());
    bytes
}
