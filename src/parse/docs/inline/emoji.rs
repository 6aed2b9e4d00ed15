//! Emoji by name: `:rocket:` -> 🚀, as text; no picture is asked of anyone.

/// Gives the emoji that a text starts with, and the length of its name with both colons.
pub(super) fn find(text: &str) -> Option<(&'static str, usize)> {
    let name = text.strip_prefix(':')?;
    let end = name.bytes().take(64).position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-')))?;
    let name = name.get(..end).filter(|name| !name.is_empty() && text.as_bytes().get(end + 1) == Some(&b':'))?;
    if let Some(emoji) = emojis::get_by_shortcode(name) {
        return Some((emoji.as_str(), end + 2));
    }
    let (_, character) = ALIASES.iter().find(|(alias, _)| *alias == name)?;
    Some((character, end + 2))
}

/// Tells whether a text starts with the name of one of Material's icons, and gives its length. Icons are decoration; without them, nothing is said twice.
pub(super) fn icon(text: &str) -> Option<usize> {
    let sets = [":material-", ":fontawesome-", ":octicons-", ":simple-"];
    let set = sets.iter().find(|set| text.starts_with(**set))?;
    let name = text[set.len()..]
        .bytes()
        .take(80)
        .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
        .count();
    (name > 0 && text.as_bytes().get(set.len() + name) == Some(&b':')).then_some(set.len() + name + 1)
}

/// Names that EmojiOne has and GitHub lacks.
const ALIASES: [(&str, &str); 51] = [
    ("tools", "🛠"),
    ("slight_smile", "🙂"),
    ("slight_frown", "🙁"),
    ("thinking_face", "🤔"),
    ("timer", "⏲"),
    ("first_place", "🥇"),
    ("second_place", "🥈"),
    ("third_place", "🥉"),
    ("octagonal_sign", "🛑"),
    ("desktop", "🖥"),
    ("card_box", "🗃"),
    ("map", "🗺"),
    ("scales", "⚖"),
    ("rolling_eyes", "🙄"),
    ("hugging", "🤗"),
    ("nerd", "🤓"),
    ("upside_down", "🙃"),
    ("face_palm", "🤦"),
    ("clown", "🤡"),
    ("cowboy", "🤠"),
    ("fox", "🦊"),
    ("robot_face", "🤖"),
    ("poo", "💩"),
    ("hot_dog", "🌭"),
    ("champagne_glass", "🥂"),
    ("pen_ballpoint", "🖊"),
    ("pen_fountain", "🖋"),
    ("notepad_spiral", "🗒"),
    ("spiral_note_pad", "🗒"),
    ("calendar_spiral", "🗓"),
    ("newspaper2", "🗞"),
    ("speech_left", "🗨"),
    ("construction_site", "🏗"),
    ("race_car", "🏎"),
    ("fingers_crossed", "🤞"),
    ("call_me", "🤙"),
    ("hammer_pick", "⚒"),
    ("radioactive_sign", "☢"),
    ("thumbup", "👍"),
    ("thumbdown", "👎"),
    ("play_pause", "⏯"),
    ("skull_crossbones", "☠"),
    ("unicorn_face", "🦄"),
    ("lion_face", "🦁"),
    ("head_bandage", "🤕"),
    ("zipper_mouth", "🤐"),
    ("money_mouth", "🤑"),
    ("eject", "⏏"),
    ("cloud_rain", "🌧"),
    ("satellite_orbital", "🛰"),
    ("compression", "🗜"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_characters() {
        assert_eq!(find(":rocket: go"), Some(("🚀", 8)));
        assert_eq!(find(":+1:"), Some(("👍", 4)));
        assert_eq!(find(":slight_smile:"), Some(("🙂", 14)));
        for not in [":no such:", ":nothing_at_all:", "::", ":", "rocket:", ":rocket"] {
            assert_eq!(find(not), None, "{not}");
        }
        assert_eq!(icon(":material-account-circle: x"), Some(25));
        assert_eq!(icon(":material-: x"), None);
    }
}
