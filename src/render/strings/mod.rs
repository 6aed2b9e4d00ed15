//! `Strings`: the words of the interface in one language -> text, numbers and dates. One file a language, a theme's own over the embedded one, English where there is none. Knows no page.

mod read;
mod written;

pub(super) use read::Layer;

use std::collections::{BTreeMap, HashMap};

use icu_plurals::{PluralCategory, PluralRules};

use crate::base::instant::Instant;

/// Holds what the interface says, and how its language writes numbers and dates.
pub struct Strings {
    /// The language as BCP 47 writes it: `de`, `pt-BR`.
    pub(super) language: String,
    /// `ltr` or `rtl`.
    pub(super) direction: String,
    phrases: HashMap<String, Phrase>,
    /// What the kinds and relations of Backstage are called, by their English names.
    pub(super) titles: HashMap<String, String>,
    calendar: Calendar,
    /// What stands between thousands.
    thousands: String,
    /// Whether nouns begin with a small letter inside a sentence.
    has_small_nouns: bool,
    rules: Option<PluralRules>,
}

/// Says how dates are written.
#[derive(Default)]
struct Calendar {
    /// `{day}`, `{month}` and `{year}` in their order.
    date: String,
    /// `{date}` and `{time}`.
    date_and_time: String,
    months: Vec<String>,
    weekdays: Vec<String>,
}

/// Holds what is said: one text, or one for each plural category of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phrase {
    Text(String),
    Forms(BTreeMap<String, String>),
}

impl Strings {
    /// Says what has no blanks; its name where there are no words for it.
    pub fn text<'s>(&'s self, name: &'s str) -> &'s str {
        self.form(name, None)
    }

    /// Gives the language to mark English words with, such as those of findings, on a page of another language.
    pub(super) fn mark_of_english(&self) -> &'static str {
        if self.language.split('-').next() == Some("en") { "" } else { "en" }
    }

    /// Fills in the blanks of a text: `{owner}` becomes the value of `owner`.
    pub fn phrase(&self, name: &str, values: &[(&str, &str)]) -> String {
        filled(self.text(name), values)
    }

    /// Says how many there are: `1 page`, `1,234 pages`.
    pub fn count(&self, name: &str, count: usize) -> String {
        self.counted(name, count, &[])
    }

    /// Says how many errors and warnings there are: `2 errors, 1 warning`.
    pub fn errors_and_warnings(&self, errors: usize, warnings: usize) -> String {
        let (errors, warnings) = (self.count("errors", errors), self.count("warnings", warnings));
        self.phrase("errors-and-warnings", &[("errors", &errors), ("warnings", &warnings)])
    }

    /// Says how many entities of a kind there are: `3 components`.
    pub fn of_kind(&self, count: usize, one: &str, many: &str) -> String {
        self.counted("kinds-of", count, &[("one", &self.noun(one)), ("many", &self.noun(many))])
    }

    /// Fills in the blanks of the text for a number, which is `{count}` itself.
    pub fn counted(&self, name: &str, count: usize, values: &[(&str, &str)]) -> String {
        let number = self.number(count);
        let mut all = vec![("count", number.as_str())];
        all.extend(values);
        filled(self.form(name, Some(count)), &all)
    }

    /// Fills in the blanks of a text, or of the text for a number, after `before` had it.
    pub(super) fn filled_with(
        &self,
        name: &str,
        count: Option<usize>,
        values: &[(&str, &str)],
        before: impl Fn(String) -> String,
    ) -> String {
        filled(&before(self.form(name, count).to_owned()), values)
    }

    fn form<'s>(&'s self, name: &'s str, count: Option<usize>) -> &'s str {
        match self.phrases.get(name) {
            Some(Phrase::Text(text)) => text,
            Some(Phrase::Forms(forms)) => {
                let form = count.and_then(|count| forms.get(self.category(count)));
                form.or_else(|| forms.get("other")).map_or(name, String::as_str)
            }
            None => name,
        }
    }

    /// Writes a number with its thousands apart: `12,345`.
    pub fn number(&self, number: usize) -> String {
        let digits = number.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(&self.thousands);
            }
            text.push(digit);
        }
        text
    }

    /// Writes a day for people: `14 May 2026`.
    pub fn day(&self, instant: Instant) -> String {
        let (year, month, day) = instant.date();
        let month = self.calendar.months.get(month - 1).map_or("", String::as_str);
        filled(&self.calendar.date, &[("day", &day.to_string()), ("month", month), ("year", &year.to_string())])
    }

    /// Writes day and time for people: `14 May 2026, 09:40`.
    pub fn day_and_time(&self, instant: Instant) -> String {
        filled(&self.calendar.date_and_time, &[("date", &self.day(instant)), ("time", &instant.time())])
    }

    /// Names the day of the week, UTC.
    pub fn weekday(&self, instant: Instant) -> &str {
        self.calendar.weekdays.get(instant.day_of_week()).map_or("", String::as_str)
    }

    /// Writes the name of a kind inside a sentence: `component`, but `API`.
    pub fn noun(&self, name: &str) -> String {
        let is_short = name.chars().nth(1).is_some_and(char::is_uppercase);
        if self.has_small_nouns && !is_short { name.to_lowercase() } else { name.to_owned() }
    }

    fn category(&self, count: usize) -> &'static str {
        match self.rules.as_ref().map(|rules| rules.category_for(count)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }
}

/// Puts values where their names stand in braces; a name without a value stays.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut whole = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        whole.push_str(before);
        let blank = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, behind))
        });
        match blank {
            Some((value, behind)) => {
                whole.push_str(value);
                rest = behind;
            }
            None => {
                whole.push('{');
                rest = after;
            }
        }
    }
    whole.push_str(rest);
    whole
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Layer, Strings, filled};
    use crate::base::source::Source;

    fn layer(language: &str, text: &str) -> Layer {
        let source = Source { repository: None, commit: None, path: Default::default(), text: text.into() };
        Layer { language: language.to_owned(), source: Arc::new(source), is_own: false }
    }

    #[test]
    fn counts_as_the_language_does() {
        let english = layer("en", "strings: { entities: { one: '{count} entity', other: '{count} entities' } }");
        let polish = "language: { thousands: ' ' }\nstrings: { entities: { one: '{count} wpis', few: '{count} wpisy', many: '{count} wpisów', other: '{count} wpisu' } }";
        let (strings, findings) = Strings::read("pl", &[english, layer("pl", polish)]);
        assert_eq!(findings, []);
        let said = [1, 2, 5, 12, 22, 1_234_567].map(|count| strings.count("entities", count));
        assert_eq!(said, ["1 wpis", "2 wpisy", "5 wpisów", "12 wpisów", "22 wpisy", "1 234 567 wpisów"]);
        assert_eq!((strings.direction.as_str(), strings.text("unsaid")), ("ltr", "unsaid"));
    }

    #[test]
    fn fills_in_what_is_known() {
        assert_eq!(filled("{count} of {all}", &[("count", "3"), ("all", "{count}")]), "3 of {count}");
        assert_eq!(filled("{count} of {all", &[("count", "3")]), "3 of {all");
        assert_eq!(filled("a {b} c", &[]), "a {b} c");
    }
}
