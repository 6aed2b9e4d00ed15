//! Image: pixels -> the bytes of a PNG.

use png::{BitDepth, ColorType, Compression, DeflateCompression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;

use super::paper::FEW;

/// Writes pixels that are numbers of colours.
pub(super) fn of_colours(pixels: &[u8], width: u32, height: u32, colours: &[[u8; 3]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(32 * 1024);
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_palette(colours.as_flattened());
    encoder.set_filter(Filter::NoFilter);
    encoder.set_deflate_compression(DeflateCompression::Level(2));
    if colours.len() <= FEW && width.is_multiple_of(2) {
        encoder.set_depth(BitDepth::Four);
        let pairs: Vec<u8> = pixels.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        written(encoder, &pairs);
    } else {
        encoder.set_depth(BitDepth::Eight);
        written(encoder, pixels);
    }
    bytes
}

/// Writes a picture with its transparency.
pub(super) fn of_picture(picture: &Pixmap) -> Vec<u8> {
    let pixels: Vec<u8> = picture
        .pixels()
        .iter()
        .map(|pixel| pixel.demultiply())
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()])
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    written(encoder, &pixels);
    bytes
}

/// Writing to memory fails for sizes alone that do not fit the pixels, and these do.
fn written(encoder: Encoder<'_, &mut Vec<u8>>, pixels: &[u8]) {
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(pixels)?;
        writer.finish()
    });
    debug_assert!(written.is_ok());
}
