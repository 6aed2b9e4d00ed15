//! Did-you-mean: the nearest of the names that exist. Pure.

/// The most candidates that are compared letter by letter; somebody may write many that are alike, and miss each of them.
const MOST: usize = 500;

/// Finds the candidate nearest to `wrong`, if it is near enough to be a slip of the hand: at most a third of its length, and at most three edits.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = wrong.to_lowercase();
    let limit = (wrong.chars().count() / 3).clamp(1, 3);
    let letters = letters(&lower);
    candidates
        .into_iter()
        // No slip of the hand changes the length by more; bytes are enough, for most names are ASCII.
        .filter(|candidate| candidate.len().abs_diff(lower.len()) <= limit * 4)
        .filter(|candidate| !candidate.is_ascii() || !lower.is_ascii() || candidate.len().abs_diff(lower.len()) <= limit)
        // An edit brings and takes a letter at most: what differs in more of them is not worth the table.
        .filter(|candidate| {
            !candidate.is_ascii() || !lower.is_ascii() || (self::letters(candidate) ^ letters).count_ones() as usize <= 2 * limit
        })
        .take(MOST)
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Gives which letters an ASCII text has, in either case, as bits; some share one.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |letters, byte| letters | 1 << (byte.to_ascii_lowercase() & 63))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn offers_slips_only() {
        assert_eq!(nearest("lifecylce", ["lifecycle", "owner"]), Some("lifecycle"));
        assert_eq!(nearest("Owner", ["owner"]), Some("owner"));
        assert_eq!(nearest("teme", ["tier", "theme"]), Some("theme"));
        assert_eq!(nearest("xyz", ["owner"]), None);
        assert_eq!(nearest("abcdefghi", ["ABCDEFxyz"]), Some("ABCDEFxyz"));
        assert_eq!(nearest("größe-12", ["grösse-12"]), Some("grösse-12"));
    }
}
