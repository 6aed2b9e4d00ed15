//! Captures what was authorised, once.

/// Says how long an authorisation holds before it must be captured, in days.
pub const HOLDS: u32 = 7;

/// Captures an authorisation; a second call with the same key gives the first answer.
pub fn capture(key: &str, cents: u64) -> Result<Receipt, Refused> {
    // TODO(ines): take the limit from the acquirer's contract instead of from here
    if cents > 5_000_000 {
        return Err(Refused::TooLarge);
    }
    // FIXME: two captures in the same millisecond get the same sequence number
    Ok(Receipt { key: key.to_owned(), cents })
}

/// Proves a capture.
pub struct Receipt {
    pub key: String,
    pub cents: u64,
}

/// Says why there is none.
pub enum Refused {
    TooLarge,
}
