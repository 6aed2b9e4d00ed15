//! Bound: what comparisons compare: numbers, moments and durations, as queries and as catalogs write them. Knows no clock.

use crate::base::instant::Instant;

/// Holds what a comparison compares with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bound {
    Number(f64),
    /// Seconds since the epoch.
    Moment(f64),
    /// Seconds.
    Duration(f64),
    /// Seconds from the portal's now.
    FromNow(f64),
}

impl Bound {
    /// Reads what a query writes.
    pub(super) fn read(text: &str) -> Option<Self> {
        let signed = text.strip_prefix('-').map(|rest| (-1.0, rest)).or_else(|| Some((1.0, text.strip_prefix('+')?)));
        number(text)
            .map(Self::Number)
            .or_else(|| moment(text).map(Self::Moment))
            .or_else(|| duration(text).map(Self::Duration))
            .or_else(|| signed.and_then(|(sign, rest)| Some(Self::FromNow(sign * duration(rest)?))))
    }

    /// Gives the two numbers to compare, if the text is of the bound's nature.
    pub(super) fn against(self, text: &str, now: Instant) -> Option<(f64, f64)> {
        match self {
            Self::Number(bound) => Some((number(text)?, bound)),
            Self::Moment(bound) => Some((moment(text)?, bound)),
            Self::Duration(bound) => Some((duration(text)?, bound)),
            #[allow(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^53")]
            Self::FromNow(seconds) => Some((moment(text)?, now.0 as f64 + seconds)),
        }
    }
}

/// Reads `[+-]1[.5][e3]`.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_number = digits(whole) && digits(fraction) && digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    text.parse().ok().filter(|_| is_number)
}

fn duration(text: &str) -> Option<f64> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (digits, unit) = text.split_at_checked(end)?;
    let seconds = match unit {
        "s" => 1.0,
        "min" => 60.0,
        "h" => 3_600.0,
        "d" => 86_400.0,
        "w" => 604_800.0,
        "mo" => 2_592_000.0,
        "y" => 31_536_000.0,
        _ => return None,
    };
    Some(digits.parse::<f64>().ok()? * seconds)
}

/// Reads RFC 3339, the time and the zone left out if need be: the start of the day, UTC.
fn moment(text: &str) -> Option<f64> {
    let (year, text) = take(text, 4)?;
    let (month, text) = take(text.strip_prefix('-')?, 2)?;
    let (day, text) = take(text.strip_prefix('-')?, 2)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=days).contains(&day) {
        return None;
    }
    let midnight = days_from_civil(year, month, day) * 86_400;
    let seconds = if text.is_empty() { 0 } else { time(text.strip_prefix(['T', 't', ' '])?)? };
    #[allow(clippy::cast_precision_loss, reason = "four digits of years are far below 2^53 seconds")]
    Some((midnight + seconds) as f64)
}

/// Reads `09:40[:00[.123]][Z|+02:00]` as seconds of the day, UTC.
fn time(text: &str) -> Option<i64> {
    let (hour, text) = take(text, 2)?;
    let (minute, mut text) = take(text.strip_prefix(':')?, 2)?;
    let mut second = 0;
    if let Some(rest) = text.strip_prefix(':') {
        (second, text) = take(rest, 2)?;
        if let Some(fraction) = text.strip_prefix('.') {
            text = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if text.len() == fraction.len() {
                return None;
            }
        }
    }
    let zone = match text.get(..1) {
        None => 0,
        Some("Z" | "z") if text.len() == 1 => 0,
        Some(sign @ ("+" | "-")) => {
            let (hours, rest) = take(text.get(1..)?, 2)?;
            let (minutes, rest) = take(rest.strip_prefix(':')?, 2)?;
            if !rest.is_empty() || hours > 23 || minutes > 59 {
                return None;
            }
            (hours * 3_600 + minutes * 60) * if sign == "+" { 1 } else { -1 }
        }
        _ => return None,
    };
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3_600 + minute * 60 + second - zone)
}

fn take(text: &str, digits: usize) -> Option<(i64, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// After Howard Hinnant, `chrono`-compatible low-level date algorithms.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}
