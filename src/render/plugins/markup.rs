//! Markup of plugins: what their templates may not hold, and links in what they made. Values come from repositories that anyone may write to; no template of a
//! plugin can let one of them become markup, script or an address that runs something.

use std::sync::{Arc, LazyLock};

use regex::Regex;
use tera::Tera;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Source, Span};
use crate::base::suggest;
use crate::base::url_policy::{self, Target};
use crate::model::plugin::Plugin;

/// What every view of a plugin is given.
const ALWAYS: [&str; 3] = ["plugin", "records", "counts"];
/// What cards and tabs are given besides, and what pages are.
const OF_ENTITIES: [&str; 3] = ["entity", "facts", "tabs"];
const OF_PAGES: [&str; 2] = ["entities", "owners"];

/// The attributes that lead somewhere, and whether a browser fetches what they name.
const LINKS: [(&str, bool); 9] = [
    ("href", false),
    ("action", false),
    ("formaction", false),
    ("cite", false),
    ("src", true),
    ("srcset", true),
    ("poster", true),
    ("data", true),
    ("background", true),
];

/// What a template may not hold, and what to do instead.
static FORBIDDEN: LazyLock<Vec<(Regex, &str, &str)>> = LazyLock::new(|| {
    let rules = [
        (
            r"\|\s*safe\b",
            "`safe` is not for templates of plugins",
            "leave it out: values are escaped, and markup stands in the template",
        ),
        (
            r"=\s*\{\{[^<]",
            "an attribute has no quotes around a value",
            "put double quotes around it, as in `title=\"{{ value }}\"`",
        ),
        (r"=\s*'[^'<>]*\{\{", "an attribute has single quotes around a value", "put double quotes around it"),
        (
            r"(?i)<(?:script|style|iframe|object|embed|base|meta)\b",
            "this element is not for templates of plugins",
            "scripts and styles go into files that `assets` names",
        ),
        (
            r"(?i)<[^<>]*\son[a-z]+\s*=",
            "a script stands in an attribute",
            "listen for the event in the script that `assets` names",
        ),
        (
            r"(?i)<[^<>]*\sstyle\s*=",
            "a style stands in an attribute",
            "give the element a class, and write the rule into the style that `assets` names",
        ),
    ];
    rules.into_iter().filter_map(|(rule, what, hint)| Some((Regex::new(rule).ok()?, what, hint))).collect()
});

/// Tells what a template of a plugin may not hold.
pub(in crate::render) fn mistakes(source: &Arc<Source>) -> Vec<Diagnostic> {
    let found = FORBIDDEN.iter().filter_map(|(rule, what, hint)| {
        let found = rule.find(&source.text)?;
        Some(forbidden(Place::at(source, Span::new(found.range())), what, hint))
    });
    found.collect()
}

fn forbidden(place: Place, what: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("plugin-markup", what).place(place).hint(hint)
}

/// Tells of names in the views of a plugin that they are not given.
pub(in crate::render) fn unknown_names(tera: &Tera, plugin: &Plugin) -> Vec<Diagnostic> {
    let views = plugin.cards.iter().chain(&plugin.tabs).map(|view| (&view.template, &OF_ENTITIES[..]));
    let views = views.chain(plugin.pages.iter().map(|page| (&page.template, &OF_PAGES[..])));
    let mut found: Vec<Diagnostic> = Vec::new();
    for (template, more) in views {
        let Some(source) = plugin.templates.get(template) else { continue };
        let Ok(names) = tera.get_template_variables(&format!("{}/{template}", plugin.name)) else { continue };
        let mut names: Vec<&str> = names.into_iter().filter(|name| !ALWAYS.contains(name) && !more.contains(name)).collect();
        // An included template may name what the including one makes.
        let is_made = |name: &str| plugin.templates.values().any(|source| makes(&source.text, name));
        names.retain(|name| !is_made(name));
        names.sort_unstable();
        let known = || ALWAYS.iter().chain(more).copied();
        found.extend(names.into_iter().map(|name| unknown_name(source, name, known())));
    }
    found.dedup();
    found
}

/// Tells whether a loop or a `set` of a template makes a name.
pub(in crate::render) fn makes(text: &str, name: &str) -> bool {
    let name = regex::escape(name);
    let rule = format!(r"\{{%-?\s*(?:for\s+(?:\w+\s*,\s*)?{name}(?:\s*,\s*\w+)?\s+in|set(?:_global)?\s+{name}\b)");
    Regex::new(&rule).is_ok_and(|rule| rule.is_match(text))
}

/// Finds a name between braces.
fn find(text: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let rule = Regex::new(&format!(r"\{{[{{%<][^}}]*?(?:^|[^.\w])({})\b", regex::escape(name))).ok()?;
    rule.captures(text)?.get(1).map(|found| found.range())
}

/// Tells whether a name stands between braces of a template.
pub(in crate::render) fn names(text: &str, name: &str) -> bool {
    find(text, name).is_some()
}

pub(in crate::render) fn unknown_name<'a>(
    source: &Arc<Source>,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let place = find(&source.text, name).map_or_else(|| Place::of(source), |range| Place::at(source, Span::new(range)));
    let hint = match suggest::nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("this template is given {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error("template-broken", format!("the template is broken: nothing is called `{name}`")).place(place).hint(hint)
}

/// Takes away addresses that no page may link to, and those of other hosts where a browser would fetch them.
pub(super) fn with_safe_links(html: &str) -> String {
    let mut whole = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("=\"") {
        let (before, after) = rest.split_at(at + 2);
        let (value, behind) = after.split_at(after.find('"').unwrap_or(after.len()));
        let start =
            before[..at].rfind(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').map_or(0, |start| start + 1);
        let name = before[start..at].to_ascii_lowercase();
        whole.push_str(before);
        match LINKS.iter().find(|(known, _)| *known == name) {
            Some((_, is_fetched)) if !may_stand(&decoded(value), *is_fetched) => whole.push('#'),
            _ => whole.push_str(value),
        }
        rest = behind;
    }
    whole.push_str(rest);
    whole
}

fn may_stand(address: &str, is_fetched: bool) -> bool {
    match url_policy::sort(address) {
        Target::Relative(_) => true,
        Target::External(_) => !is_fetched,
        Target::Forbidden(_) => false,
    }
}

/// Reads the references that escaping writes.
fn decoded(value: &str) -> String {
    let named =
        [("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    named.into_iter().fold(value.to_owned(), |value, (from, to)| value.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::with_safe_links;

    #[test]
    fn addresses_follow_the_policy() {
        for (html, expected) in [
            ("<a href=\"https://a.example/?b=1&amp;c\">", "<a href=\"https://a.example/?b=1&amp;c\">"),
            ("<a class=\"x\" href=\"JavaScript:alert(1)\">", "<a class=\"x\" href=\"#\">"),
            ("<a xlink:href=\"data:text/html,x\">", "<a xlink:href=\"#\">"),
            ("<img src=\"https://a.example/x.png\" alt=\"javascript:x\">", "<img src=\"#\" alt=\"javascript:x\">"),
            ("<use href=\"#i-x\"/>", "<use href=\"#i-x\"/>"),
            ("<a href=\"//evil.example\">", "<a href=\"#\">"),
            ("<p title=\"a\">b=\"", "<p title=\"a\">b=\""),
        ] {
            assert_eq!(with_safe_links(html), expected);
        }
    }
}
