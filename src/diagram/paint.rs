//! Paint: colours and classes that an author gives to nodes -> tones of the theme, which are readable on light and on dark ground. Lines, sizes and fonts stay ours.

use std::collections::BTreeMap;

use super::net::Tone;

/// Holds the tones of classes by name.
#[derive(Debug, Default)]
pub(super) struct Classes {
    by_name: BTreeMap<String, Tone>,
}

impl Classes {
    /// Reads `classDef name,other fill:#f96,stroke:#333`, without its first word.
    pub(super) fn define(&mut self, rest: &str) {
        if let Some((names, styles)) = rest.trim().split_once(char::is_whitespace)
            && let Some(tone) = tone(styles)
        {
            self.by_name.extend(names.split(',').map(|name| (name.trim().to_owned(), tone)));
        }
    }

    /// Gives the tone of a class.
    pub(super) fn tone(&self, name: &str) -> Option<Tone> {
        self.by_name.get(name).or_else(|| self.by_name.get("default")).copied()
    }
}

/// Gives the tone that is nearest to the fill, or else the stroke, of styles.
pub(super) fn tone(styles: &str) -> Option<Tone> {
    let value = |key: &str| {
        styles.split([',', ';']).find_map(|style| {
            let (name, value) = style.split_once([':', '='])?;
            (name.trim() == key).then(|| value.trim())
        })
    };
    value("fill").and_then(nearest).or_else(|| value("stroke").and_then(nearest))
}

/// Gives the tone of a colour; none for white, black and greys.
pub(super) fn nearest(colour: &str) -> Option<Tone> {
    let (red, green, blue) = rgb(colour.trim_matches(['"', '\'']))?;
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < 0.09 {
        return None;
    }
    let sector = if most == red {
        ((green - blue) / (most - least)).rem_euclid(6.0)
    } else if most == green {
        (blue - red) / (most - least) + 2.0
    } else {
        (red - green) / (most - least) + 4.0
    };
    Some(match sector * 60.0 {
        hue if !(12.0..340.0).contains(&hue) => Tone::Bad,
        hue if hue < 66.0 => Tone::Warn,
        hue if hue < 170.0 => Tone::Ok,
        hue if hue < 250.0 => Tone::Info,
        _ => Tone::Note,
    })
}

fn rgb(colour: &str) -> Option<(f64, f64, f64)> {
    if let Some(digits) = colour.strip_prefix('#') {
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.is_ascii())?;
        let part = |shift: u32, bits: u32, most: u32| f64::from(number >> shift & bits) / f64::from(most);
        return match digits.len() {
            3 => Some((part(8, 15, 15), part(4, 15, 15), part(0, 15, 15))),
            6 => Some((part(16, 255, 255), part(8, 255, 255), part(0, 255, 255))),
            8 => Some((part(24, 255, 255), part(16, 255, 255), part(8, 255, 255))),
            _ => None,
        };
    }
    if let Some(inside) = colour.strip_prefix("rgb(").or_else(|| colour.strip_prefix("rgba(")) {
        let mut parts = inside.trim_end_matches(')').split(',').map(|part| part.trim().parse::<f64>().ok());
        return Some((parts.next()?? / 255.0, parts.next()?? / 255.0, parts.next()?? / 255.0));
    }
    let known = match colour.to_ascii_lowercase().trim_start_matches("light").trim_start_matches("dark") {
        "red" | "pink" | "salmon" | "coral" | "tomato" | "crimson" | "firebrick" | "indianred" => (1.0, 0.0, 0.0),
        "orange" | "yellow" | "gold" | "goldenrod" | "goldenrodyellow" | "khaki" | "brown" | "bisque" | "wheat" | "peru" => {
            (1.0, 0.6, 0.0)
        }
        "green" | "seagreen" | "lime" | "palegreen" | "limegreen" | "olive" | "forestgreen" | "springgreen" => (0.0, 1.0, 0.0),
        "blue" | "skyblue" | "steelblue" | "cyan" | "teal" | "navy" | "aqua" | "turquoise" | "royalblue" | "dodgerblue"
        | "cornflowerblue" => (0.0, 0.4, 1.0),
        "purple" | "violet" | "magenta" | "orchid" | "plum" | "lavender" | "indigo" | "thistle" => (0.7, 0.0, 1.0),
        _ => return None,
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_tones() {
        assert_eq!(tone("fill:#9f6,stroke:#333,stroke-width:2px"), Some(Tone::Ok));
        assert_eq!(tone("color:#022e1f,fill:#f11111"), Some(Tone::Bad));
        assert_eq!(tone("fill:#f96"), Some(Tone::Warn));
        assert_eq!(tone("fill:#bbf,color:#fff"), Some(Tone::Info));
        assert_eq!(tone("fill:#333333,stroke:#FFFFFF"), None);
        assert_eq!(tone("fill:lightblue"), Some(Tone::Info));
        assert_eq!(tone("fill:url(x),stroke:ü"), None);
    }
}
