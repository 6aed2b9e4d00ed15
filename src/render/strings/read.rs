//! Files of strings -> `Strings`, and what is wrong with them. The general comes before the particular: English, then `pt`, then `pt-BR`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use icu_locale_core::Locale;
use icu_plurals::PluralRules;

use super::{Calendar, Phrase, Strings};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source};
use crate::base::suggest;
use crate::base::yaml::{self, Key, Node, Value};
use crate::render::strings::written::blanks;

/// The language in which everything is said.
const ENGLISH: &str = "en";
/// What a language's file may say of numbers, dates and nouns, below `language`.
const GRAMMAR: [&str; 8] = ["name", "direction", "thousands", "nouns", "date", "dateAndTime", "months", "weekdays"];
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];
/// How many names a message lists.
const NAMED: usize = 5;

/// Holds a file of strings.
pub struct Layer {
    /// The language that its name says.
    pub language: String,
    /// Its text.
    pub source: Arc<Source>,
    /// Whether a theme brought it.
    pub is_own: bool,
}

impl Strings {
    /// Puts the layers of `language` on each other; the embedded ones come before a theme's own.
    pub fn read(language: &str, layers: &[Layer]) -> (Self, Vec<Diagnostic>) {
        let mut reader =
            Reader { strings: Self::none(language), english: BTreeSet::new(), said: BTreeSet::new(), findings: Vec::new() };
        for tag in chain(language) {
            for layer in layers.iter().filter(|layer| layer.language.eq_ignore_ascii_case(&tag)) {
                reader.layer(layer);
            }
        }
        reader.tell_untranslated(language, layers);
        (reader.strings, reader.findings)
    }

    fn none(language: &str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let is_turned = RIGHT_TO_LEFT.contains(&locale.id.language.as_str());
        Self {
            language: language.to_owned(),
            direction: if is_turned { "rtl" } else { "ltr" }.to_owned(),
            phrases: HashMap::new(),
            titles: HashMap::new(),
            calendar: Calendar::default(),
            thousands: String::new(),
            has_small_nouns: false,
            rules: PluralRules::try_new(locale.into(), icu_plurals::PluralRulesOptions::default()).ok(),
        }
    }
}

/// Lists the languages whose files are read for `language`, the most general first.
fn chain(language: &str) -> Vec<String> {
    let mut chain = vec![ENGLISH.to_owned()];
    let parts: Vec<&str> = language.split('-').collect();
    chain.extend((1..=parts.len()).map(|length| parts[..length].join("-")).filter(|tag| tag != ENGLISH));
    chain
}

struct Reader {
    strings: Strings,
    /// The names that English has words for.
    english: BTreeSet<String>,
    /// The names that the language has words for.
    said: BTreeSet<String>,
    findings: Vec<Diagnostic>,
}

impl Reader {
    fn layer(&mut self, layer: &Layer) {
        let source = &layer.source;
        for document in yaml::documents(source, &yaml::LIMITS) {
            self.findings.extend(document.findings);
            let Some(root) = document.root else { continue };
            if !root.is_mapping() {
                self.wrong(
                    source,
                    &root,
                    "a file of strings is a mapping",
                    "write `strings:` and below it a name and a text on each line",
                );
                continue;
            }
            for (key, node) in root.entries() {
                match key.name.as_str() {
                    "language" => self.grammar(source, node),
                    "strings" => self.phrases(layer, node),
                    "model" => self.titles(source, node),
                    _ => self.unknown(source, key, ["language", "strings", "model"].into_iter()),
                }
            }
        }
    }

    fn grammar(&mut self, source: &Arc<Source>, node: &Node) {
        for (key, node) in node.entries() {
            let lists: Vec<String> = node.items().iter().filter_map(Node::as_str).map(str::to_owned).collect();
            match (key.name.as_str(), node.as_str()) {
                ("name", Some(_)) => {}
                ("direction", Some(text @ ("ltr" | "rtl"))) => text.clone_into(&mut self.strings.direction),
                ("thousands", Some(text)) => text.clone_into(&mut self.strings.thousands),
                ("nouns", Some(text @ ("small" | "as-written"))) => self.strings.has_small_nouns = text == "small",
                ("date", Some(text)) => text.clone_into(&mut self.strings.calendar.date),
                ("dateAndTime", Some(text)) => text.clone_into(&mut self.strings.calendar.date_and_time),
                ("months", None) if lists.len() == 12 => self.strings.calendar.months = lists,
                ("weekdays", None) if lists.len() == 7 => self.strings.calendar.weekdays = lists,
                (known, _) if GRAMMAR.contains(&known) => {
                    let message = format!("`language.{known}` is not understood");
                    self.wrong(
                        source,
                        node,
                        &message,
                        "twelve months, seven weekdays from Monday on, `ltr` or `rtl`, `small` or `as-written`, otherwise a text",
                    );
                }
                _ => self.unknown(source, key, GRAMMAR.into_iter()),
            }
        }
    }

    fn titles(&mut self, source: &Arc<Source>, node: &Node) {
        for (key, node) in node.entries() {
            match node.as_str() {
                Some(text) => drop(self.strings.titles.insert(key.name.clone(), text.to_owned())),
                None => self.wrong(source, node, &format!("`model.{}` is not a text", key.name), "write what it is called"),
            }
        }
    }

    fn phrases(&mut self, layer: &Layer, node: &Node) {
        let source = &layer.source;
        let is_first = layer.language == ENGLISH && !layer.is_own;
        for (key, node) in node.entries() {
            let name = &key.name;
            if !is_first && !self.english.contains(name) {
                let english = std::mem::take(&mut self.english);
                self.unknown(source, key, english.iter().map(String::as_str));
                self.english = english;
                continue;
            }
            let Some(phrase) = self.read(source, name, node) else { continue };
            if is_first {
                self.english.insert(name.clone());
            } else if let Some(strange) = self.strings.phrases.get(name).and_then(|known| stranger(known, &phrase)) {
                self.wrong(
                    source,
                    node,
                    &format!("`{name}` has no blank `{{{strange}}}`"),
                    "the blanks of the English text are filled in, and no others",
                );
                continue;
            }
            if layer.language != ENGLISH {
                self.said.insert(name.clone());
            }
            self.strings.phrases.insert(name.clone(), phrase);
        }
    }

    fn read(&mut self, source: &Arc<Source>, name: &str, node: &Node) -> Option<Phrase> {
        if let Some(text) = node.as_str() {
            return Some(Phrase::Text(text.to_owned()));
        }
        let forms: BTreeMap<String, String> =
            node.entries().iter().filter_map(|(key, node)| Some((key.name.clone(), node.as_str()?.to_owned()))).collect();
        let is_known = forms.keys().all(|category| CATEGORIES.contains(&category.as_str()));
        if is_known && forms.contains_key("other") && forms.len() == node.entries().len() {
            return Some(Phrase::Forms(forms));
        }
        let hint = "write a text, or a text for each plural category, `other` among them: `one`, `two`, `few`, `many`, `other`";
        self.wrong(source, node, &format!("`{name}` says nothing"), hint);
        None
    }

    fn wrong(&mut self, source: &Arc<Source>, node: &Node, message: &str, hint: &str) {
        let at = if matches!(node.value, Value::Null) { Place::of(source) } else { Place::at(source, node.span) };
        self.findings.push(Diagnostic::error("strings-broken", message).place(at).hint(hint));
    }

    fn unknown<'k>(&mut self, source: &Arc<Source>, key: &Key, known: impl Iterator<Item = &'k str>) {
        let hint = match suggest::nearest(&key.name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`vestibule schema strings` prints all that the interface says".to_owned(),
        };
        let message = format!("nothing in the interface is called `{}`", key.name);
        self.findings.push(Diagnostic::warning("theme-unused", message).place(Place::at(source, key.span)).hint(hint));
    }

    /// Tells which words are English in a portal that is not.
    fn tell_untranslated(&mut self, language: &str, layers: &[Layer]) {
        let missing: Vec<&str> = self.english.difference(&self.said).map(String::as_str).collect();
        if missing.is_empty() || language.split('-').next() == Some(ENGLISH) {
            return;
        }
        let own = layers.iter().find(|layer| layer.is_own && chain(language)[1..].contains(&layer.language));
        let finding = if self.said.is_empty() {
            let known: BTreeSet<String> = layers.iter().map(|layer| format!("`{}`", layer.language)).collect();
            let known: Vec<String> = known.into_iter().collect();
            Diagnostic::warning("untranslated", format!("the interface has no words in `{language}`, and is in English"))
                .hint(format!("`site.language` may be {}; for another, put `strings/{language}.yaml` into the theme, begun with `vestibule schema strings`", known.join(" or ")))
        } else {
            let names: Vec<String> = missing.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
            let rest = if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
            Diagnostic::warning(
                "untranslated",
                format!(
                    "{} of {} strings have no words in `{language}`: {}{rest}",
                    missing.len(),
                    self.english.len(),
                    names.join(", ")
                ),
            )
            .hint("they are in English; `vestibule schema strings` prints what they say")
        };
        self.findings.push(match own {
            Some(own) => finding.place(Place::of(&own.source)),
            None => finding,
        });
    }
}

/// Gives a blank of `phrase` that `known` does not have.
fn stranger(known: &Phrase, phrase: &Phrase) -> Option<String> {
    let known = all_blanks(known);
    all_blanks(phrase).into_iter().find(|blank| !known.contains(blank))
}

fn all_blanks(phrase: &Phrase) -> BTreeSet<String> {
    match phrase {
        Phrase::Text(text) => blanks(text).map(str::to_owned).collect(),
        Phrase::Forms(forms) => forms.values().flat_map(|text| blanks(text)).chain(["count"]).map(str::to_owned).collect(),
    }
}
