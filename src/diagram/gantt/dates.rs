//! Dates: words in a plan's own format -> days since the Unix epoch, and back to words for people.

use crate::base::instant::Instant;

/// How dates are written: `YYYY-MM-DD`.
#[derive(Debug)]
pub(super) struct Format(String);

impl Default for Format {
    fn default() -> Self {
        Self("YYYY-MM-DD".to_owned())
    }
}

/// What the letters of a format stand for, the longest first.
const LETTERS: [(&str, Part, usize); 14] = [
    ("YYYY", Part::Year, 4),
    ("YY", Part::ShortYear, 2),
    ("MM", Part::Month, 2),
    ("M", Part::Month, 2),
    ("DD", Part::Day, 2),
    ("D", Part::Day, 2),
    ("HH", Part::Hour, 2),
    ("H", Part::Hour, 2),
    ("mm", Part::Minute, 2),
    ("m", Part::Minute, 2),
    ("ss", Part::Second, 2),
    ("s", Part::Second, 2),
    ("X", Part::Epoch, 10),
    ("x", Part::Milliseconds, 13),
];

#[derive(Clone, Copy)]
enum Part {
    Year,
    ShortYear,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Epoch,
    Milliseconds,
}

impl Format {
    pub(super) fn new(format: &str) -> Self {
        Self(format.trim().chars().take(40).collect())
    }

    /// Reads a date; nothing when it is written in another way.
    pub(super) fn read(&self, text: &str) -> Option<f64> {
        let (mut year, mut month, mut day, mut seconds) = (1970_i64, 1_i64, 1_i64, 0_i64);
        let (mut format, mut rest) = (self.0.as_str(), text.trim());
        while let Some(letter) = format.chars().next() {
            if let Some((letters, part, most)) = LETTERS.iter().find(|(letters, ..)| format.starts_with(letters)) {
                let length = rest.bytes().take(*most).take_while(u8::is_ascii_digit).count();
                let number = rest[..length].parse::<i64>().ok()?;
                match part {
                    Part::Year => year = number,
                    Part::ShortYear => year = 2000 + number,
                    Part::Month => month = number,
                    Part::Day => day = number,
                    Part::Hour => seconds += number * 3_600,
                    Part::Minute => seconds += number * 60,
                    Part::Second => seconds += number,
                    Part::Epoch => return Some(number as f64 / 86_400.0),
                    Part::Milliseconds => return Some(number as f64 / 86_400_000.0),
                }
                (format, rest) = (&format[letters.len()..], &rest[length..]);
            } else {
                rest = rest.strip_prefix(letter)?;
                format = &format[letter.len_utf8()..];
            }
        }
        let is_valid = rest.is_empty() && (1..=12).contains(&month) && (1..=31).contains(&day) && (0..172_800).contains(&seconds);
        is_valid.then(|| days(year, month, day) as f64 + seconds as f64 / 86_400.0)
    }
}

/// Counts days from the Unix epoch, after Howard Hinnant's days-from-civil.
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Reads `20d`, `2w`, `12h`: how many days it lasts.
pub(super) fn duration(text: &str) -> Option<f64> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number = text[..end].parse::<f64>().ok().filter(|number| *number < 100_000.0)?;
    let unit = match &text[end..] {
        "ms" => 1.0 / 86_400_000.0,
        "s" => 1.0 / 86_400.0,
        "m" => 1.0 / 1_440.0,
        "h" => 1.0 / 24.0,
        "d" => 1.0,
        "w" => 7.0,
        "M" => 30.0,
        "y" => 365.0,
        _ => return None,
    };
    Some(number * unit)
}

/// Gives a moment, as the rest of the portal knows it.
fn instant(days: f64) -> Instant {
    Instant((days.clamp(-3e6, 3e7) * 86_400.0).round() as i64)
}

/// Writes a day for people; plans of times alone have none.
pub(super) fn day(days: f64) -> String {
    if (0.0..2.0).contains(&days) {
        tick(days, 0.0)
    } else if days.fract() == 0.0 {
        instant(days).day()
    } else {
        instant(days).day_and_time()
    }
}

/// Writes what stands at the axis: the time within days, else the day with a short month.
pub(super) fn tick(days: f64, step: f64) -> String {
    if step < 1.0 {
        let whole = instant(days).day_and_time();
        return whole.rsplit_once(", ").map_or(whole.clone(), |(_, time)| time.to_owned());
    }
    let whole = instant(days).day();
    let mut parts = whole.split(' ');
    let (day, month, year) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let month: String = month.chars().take(3).collect();
    if step < 100.0 { format!("{day} {month}") } else { format!("{month} {year}") }
}

/// Knows on which days nobody works.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    weekends: bool,
    weekdays: Vec<String>,
    dates: Vec<i64>,
}

impl Calendar {
    /// Reads `weekends, monday, 2014-01-10`.
    pub(super) fn exclude(&mut self, words: &str, format: &Format) {
        for word in words.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty()).take(100) {
            match format.read(word) {
                Some(date) => self.dates.push(date.floor() as i64),
                None if word == "weekends" => self.weekends = true,
                None => self.weekdays.push(word.to_lowercase()),
            }
        }
    }

    fn is_free(&self, day: i64) -> bool {
        let name = Instant(day.saturating_mul(86_400)).weekday().to_lowercase();
        self.dates.contains(&day)
            || self.weekends && matches!(name.as_str(), "saturday" | "sunday")
            || self.weekdays.contains(&name)
    }

    /// Gives when something ends that takes so many days of work.
    pub(super) fn end(&self, start: f64, days: f64) -> f64 {
        if !self.weekends && self.weekdays.is_empty() && self.dates.is_empty() || !(1.0..=5_000.0).contains(&days) {
            return start + days;
        }
        let (mut end, mut day) = (start + days, start.floor() as i64);
        let furthest = end + 3.0 * days + 400.0;
        while (day as f64) < end && end < furthest {
            if self.is_free(day) {
                end += 1.0;
            }
            day += 1;
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_the_format_says() {
        let of = |format: &str, text: &str| Format::new(format).read(text);
        assert_eq!(of("YYYY-MM-DD", "1970-01-02"), Some(1.0));
        assert_eq!(of("DD/MM/YYYY HH:mm", "29/02/2024 12:00"), Some(19_782.5));
        assert_eq!(of("HH:mm", "06:00"), Some(0.25));
        assert_eq!(of("YYYY-MM-DD", "2024-13-01"), None);
        assert_eq!(of("YYYY-MM-DD", "2024-1"), None);
        assert_eq!(tick(19_782.0, 7.0), "29 Feb");
        assert_eq!(tick(0.25, 0.25), "06:00");
    }

    #[test]
    fn who_rests_at_weekends_is_later() {
        let mut calendar = Calendar::default();
        calendar.exclude("weekends", &Format::default());
        // Three days of work from a Friday on end with the Tuesday.
        assert_eq!(calendar.end(days(2024, 3, 1) as f64, 3.0), days(2024, 3, 6) as f64);
    }
}
