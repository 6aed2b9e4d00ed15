//! `Instant`: a moment as git records it, and the words that pages use for it. No clock is read here.

use serde::{Serialize, Serializer};

/// Counts seconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Instant {
    /// Splits into year, month (1 to 12), day, hour, minute and second, UTC. Civil-from-days after Howard Hinnant, `chrono`-compatible low-level date algorithms.
    fn parts(self) -> (i64, usize, i64, i64, i64, i64) {
        let (days, seconds) = (self.0.div_euclid(86_400), self.0.rem_euclid(86_400));
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, usize::try_from(month).unwrap_or(1), day, seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }

    /// Writes RFC 3339, for `datetime` attributes and JSON: `2026-05-14T09:40:00Z`.
    pub fn rfc3339(self) -> String {
        let (year, month, day, hour, minute, second) = self.parts();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// Splits the day into year, month (1 to 12) and day, UTC.
    pub fn date(self) -> (i64, usize, i64) {
        let (year, month, day, ..) = self.parts();
        (year, month, day)
    }

    /// Writes hour and minute, UTC: `09:40`.
    pub fn time(self) -> String {
        let (.., hour, minute, _) = self.parts();
        format!("{hour:02}:{minute:02}")
    }

    /// Counts the days since Monday, UTC: 0 to 6.
    pub fn day_of_week(self) -> usize {
        // The epoch was a Thursday.
        usize::try_from((self.0.div_euclid(86_400) + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// Writes the day for people: `14 May 2026`.
    pub fn day(self) -> String {
        let (year, month, day, ..) = self.parts();
        format!("{day} {} {year}", MONTHS[month - 1])
    }

    /// Names the day of the week, UTC.
    pub fn weekday(self) -> &'static str {
        const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        DAYS.get(self.day_of_week()).copied().unwrap_or_default()
    }

    /// Writes day and time for people: `14 May 2026, 09:40`.
    pub fn day_and_time(self) -> String {
        format!("{}, {}", self.day(), self.time())
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn writes_known_moments() {
        assert_eq!(Instant(0).rfc3339(), "1970-01-01T00:00:00Z");
        assert_eq!(Instant(951_782_400).rfc3339(), "2000-02-29T00:00:00Z");
        assert_eq!(Instant(1_778_751_600).day_and_time(), "14 May 2026, 09:40");
        assert_eq!(Instant(-1).rfc3339(), "1969-12-31T23:59:59Z");
        assert_eq!(
            [Instant(-1), Instant(0), Instant(1_778_751_600)].map(Instant::weekday),
            ["Wednesday", "Thursday", "Thursday"]
        );
    }
}
