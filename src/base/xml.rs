//! XML: text as pictures hold it, which are read as documents of their own, too.

/// Escapes text for XML, between tags and in attributes.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no way to say these.
            control if control.is_control() => {}
            // Nor should it say these, which mean something else on the way.
            '\u{fdd0}'..='\u{fdef}' => {}
            other => safe.push(other),
        }
    }
    safe
}
