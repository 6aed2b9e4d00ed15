//! Text: how wide a label may become, whichever of the portal's sans fonts a reader has, and the label cut to a width.

use unicode_width::UnicodeWidthChar;

/// Widths of the printable ASCII characters at weight 500 in thousandths of the font's size: of Segoe UI, Roboto, Noto Sans, Arial and SF the greatest.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    280, 290, 420, 650, 580, 880, 760, 240, 340, 340, 560, 690, 270, 400, 290, 410,
    580, 580, 580, 580, 580, 580, 580, 580, 580, 580, 290, 290, 690, 690, 690, 480,
    960, 690, 670, 730, 740, 620, 590, 780, 760, 340, 530, 670, 570, 930, 780, 800,
    630, 800, 680, 630, 620, 750, 670, 960, 680, 640, 620, 340, 410, 340, 690, 520,
    580, 580, 630, 520, 630, 590, 370, 630, 640, 290, 290, 580, 290, 950, 640, 630,
    630, 630, 430, 510, 390, 640, 560, 830, 570, 560, 520, 400, 500, 400, 690,
];
/// Fonts differ; what is left keeps the widest of them inside.
const RESERVE: f64 = 1.04;

/// Gives the width of `text` in pixels.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(of).sum::<f64>() * size * RESERVE / 1000.0
}

/// Gives `text`, or as much of its beginning as fits into `room` pixels with an ellipsis.
pub fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - width("…", size);
    let kept: String = text
        .chars()
        .take_while(|letter| {
            left -= of(*letter) * size * RESERVE / 1000.0;
            left >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end())
}

fn of(letter: char) -> f64 {
    let ascii = (letter as usize).checked_sub(0x20).and_then(|index| ASCII.get(index)).copied();
    match (ascii, letter) {
        (Some(width), _) => f64::from(width),
        (None, '…' | '—') => 1000.0,
        // A wide character takes the square of its height; others are taken for as wide as the wider letters.
        (None, _) => match letter.width() {
            Some(0) | None => 0.0,
            Some(1) => 700.0,
            Some(_) => 1050.0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, width};

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(cut("payments-api", 13.0, 200.0), "payments-api");
        assert_eq!(cut("customs-declaration-generator", 13.0, 120.0), "customs-declar…");
        assert!(width(&cut("請求書の送付サービス", 13.0, 70.0), 13.0) <= 70.0);
        assert_eq!(cut("wide", 13.0, 0.0), "…");
    }
}
