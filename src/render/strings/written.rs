//! Strings put where templates and scripts name them, once for a build.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Phrase, Strings};
use crate::base::xml::escaped;

/// `{{ "all-teams" | t }}`.
static PRINTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"\{\{ "([a-z0-9-]+)" \| t \}\}"#).ok());
/// `title={"all-teams" | t}`.
static GIVEN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"=\{"([a-z0-9-]+)" \| t\}"#).ok());
/// `page.text('all-teams')`, `page.text('pages', { count })`.
static SCRIPTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\bpage\.text\('([a-z0-9-]+)'([,)])").ok());

impl Strings {
    /// Puts texts without blanks into a template, so that no page has to ask for them. Lines stay as many as they are.
    pub(in crate::render) fn into_template(&self, template: &str) -> String {
        let printed = replaced(&PRINTED, template, |found| escaped(&self.in_one_line(&found[1])));
        replaced(&GIVEN, &printed, |found| {
            let text = self.in_one_line(&found[1]);
            if text.contains(['"', '\\']) { found[0].to_owned() } else { format!("=\"{text}\"") }
        })
    }

    /// Puts what `page.text` names into a script: a literal where it has no blanks, else what the call fills in.
    pub(in crate::render) fn into_script(&self, script: &str) -> String {
        replaced(&SCRIPTED, script, |found| {
            let phrase = match self.phrases.get(&found[1]) {
                Some(Phrase::Text(text)) => serde_json::to_string(text),
                Some(Phrase::Forms(forms)) => serde_json::to_string(forms),
                None => return found[0].to_owned(),
            };
            let phrase = phrase.unwrap_or_default();
            if &found[2] == ")" { phrase } else { format!("page.text({phrase},") }
        })
    }

    fn in_one_line(&self, name: &str) -> String {
        self.text(name).replace('\n', " ")
    }
}

/// Lists the names that stand in braces.
pub(super) fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(name, _)| name)
}

fn replaced(pattern: &LazyLock<Option<Regex>>, text: &str, with: impl Fn(&Captures<'_>) -> String) -> String {
    match pattern.as_ref() {
        Some(pattern) => pattern.replace_all(text, with).into_owned(),
        None => text.to_owned(),
    }
}
