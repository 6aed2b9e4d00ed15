//! Operations and types -> HTML: what is said of them on the left, what they look like on the right.

use std::fmt::Write as _;

use super::code::{calls, painted};
use super::inner;
use super::tree::Tree;
use super::words::{word, words};
use crate::model::api::schema::Shape;
use crate::model::api::{Group, NamedType, Need, Operation, Part, Request, Use};
use crate::render::docs::escaped;
use crate::render::strings::Strings;

/// How a section starts, and how many rows make it a tall one.
const SECTION: &str = "<section class=\"op\"";
const ROWS: usize = 9;
/// The most places of use that are listed.
const MOST_USES: usize = 24;

/// Gives the tone in which a verb is shown.
pub(super) fn tone(verb: &str) -> &'static str {
    match verb {
        "GET" | "HEAD" | "QUERY" | "RECEIVE" | "SUB" | "OPTIONS" => "info",
        "POST" | "MUTATE" | "SEND" | "PUB" | "RPC" => "ok",
        "PUT" | "PATCH" => "warn",
        "DELETE" => "bad",
        _ => "note",
    }
}

/// Gives a verb as marks show it.
pub(super) fn short(verb: &str) -> &str {
    match verb {
        "DELETE" => "DEL",
        "OPTIONS" => "OPT",
        "RECEIVE" => "RECV",
        "MUTATE" => "MUT",
        verb => verb,
    }
}

impl Tree<'_> {
    /// Writes the heading of a group.
    pub(super) fn group(&mut self, out: &mut String, group: &Group) {
        let said =
            if group.description.is_empty() { String::new() } else { format!("<div class=\"soft\">{}</div>", group.description) };
        let _ = writeln!(
            out,
            "<header class=\"stack-s below\" id=\"{}\"><h2>{}</h2>{said}</header>",
            group.anchor,
            inner(word(self.shelf.press.strings, &group.title))
        );
    }

    /// Writes an operation.
    pub(super) fn operation(&mut self, out: &mut String, operation: &Operation) {
        let strings = self.shelf.press.strings;
        let id = &operation.anchor;
        let start = out.len();
        self.opened.clear();
        let title = inner(&operation.title);
        let title = if operation.deprecated { format!("<s class=\"muted\">{title}</s>") } else { title };
        let _ = write!(
            out,
            "<section class=\"op\" id=\"{id}\"><header class=\"stack-s\"><h3><a href=\"#{id}\">{title}</a></h3><p class=\"op-path\"><span class=\"method\" data-tone=\"{}\">{}</span><code>{}</code></p></header><div class=\"op-doc\">",
            tone(&operation.verb),
            inner(&operation.verb),
            inner(&operation.address),
        );
        if operation.deprecated {
            let _ = write!(
                out,
                "<div class=\"callout\" data-tone=\"warn\" role=\"note\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-warn\"/></svg><p class=\"callout-t\">{}</p></div>",
                inner(strings.text("deprecated"))
            );
        }
        if !operation.description.is_empty() {
            let _ = write!(out, "<div class=\"stack-s soft\">{}</div>", operation.description);
        }
        self.asides(out, operation);
        for part in &operation.parts {
            self.part(out, part, id);
        }
        out.push_str("</div>");
        let mut examples = String::new();
        match &operation.request {
            Request::Http(http) => tabs(
                &mut examples,
                "lang",
                &calls(http).map(|(name, code)| (name.to_owned(), strings.text("request").to_owned(), code)),
            ),
            Request::Text { language, text } => figure(&mut examples, word(strings, language), text),
            Request::None => {}
        }
        match operation.examples.as_slice() {
            [] => {}
            [only] => figure(&mut examples, word(strings, &only.caption), &only.text),
            many => {
                let all: Vec<_> = many.iter().map(|one| (one.label.clone(), one.caption.clone(), one.text.clone())).collect();
                tabs(&mut examples, &format!("res-{id}"), &all);
            }
        }
        if !examples.is_empty() {
            let _ = write!(out, "<div class=\"op-try\">{examples}</div>");
        }
        out.push_str("</section>\n");
        note_size(out, start);
    }

    /// Writes who may call, and where more is said.
    fn asides(&mut self, out: &mut String, operation: &Operation) {
        let strings = self.shelf.press.strings;
        let mut lines = Vec::new();
        if !operation.name.is_empty() && operation.name != operation.address.trim_start_matches('/') {
            lines.push(format!(
                "<dt>{}</dt><dd class=\"mono wrap\">{}</dd>",
                inner(strings.text("operation-id")),
                inner(&operation.name)
            ));
        }
        if let Some(any) = &operation.security {
            let ways = any.iter().map(|all| self.needs(all));
            let ways = ways.reduce(|one, other| markup(strings, "one-or-other", None, &[("one", &one), ("other", &other)]));
            let words = ways.unwrap_or_else(|| inner(strings.text("sign-in-not-needed")));
            lines.push(format!("<dt>{}</dt><dd>{words}</dd>", inner(strings.text("sign-in"))));
        }
        for fact in &operation.facts {
            lines.push(format!("<dt>{}</dt><dd class=\"wrap\">{}</dd>", inner(word(strings, &fact.label)), super::fact(fact)));
        }
        if !lines.is_empty() {
            let _ = write!(out, "<dl class=\"kv\">{}</dl>", lines.concat());
        }
    }

    fn needs(&self, all: &[Need]) -> String {
        let strings = self.shelf.press.strings;
        let need = |need: &Need| {
            let known = self.shelf.api.schemes.iter().any(|scheme| scheme.name == need.scheme);
            let name = inner(&need.scheme);
            let scopes: String = need.scopes.iter().map(|scope| format!(" <code>{}</code>", inner(scope))).collect();
            if known {
                format!("<a href=\"{}\">{name}</a>{scopes}", self.shelf.front(&super::auth::id(&need.scheme)))
            } else {
                format!("{name}{scopes}")
            }
        };
        let needs =
            all.iter().map(need).reduce(|one, other| markup(strings, "one-and-other", None, &[("one", &one), ("other", &other)]));
        needs.unwrap_or_else(|| inner(strings.text("nothing")))
    }

    fn part(&mut self, out: &mut String, part: &Part, id: &str) {
        let strings = self.shelf.press.strings;
        let note = if part.note.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"ty\">{}</span>", inner(&words(strings, &part.note)))
        };
        let _ =
            write!(out, "<section><h4 class=\"schema-h\">{}{note}</h4>{}", inner(&words(strings, &part.title)), part.description);
        let place = format!("{id}.{}", crate::model::api::pages::plain(&part.title).to_lowercase());
        self.shape(out, &part.shape, &place);
        out.push_str("</section>");
    }

    /// Writes a named type.
    pub(super) fn named(&mut self, out: &mut String, known: &NamedType) {
        let strings = self.shelf.press.strings;
        let id = &known.anchor;
        let start = out.len();
        self.opened.clear();
        let name = inner(&known.name);
        let name = if known.deprecated { format!("<s class=\"muted\">{name}</s>") } else { name };
        let _ = write!(
            out,
            "<section class=\"op\" id=\"{id}\"><header><h3><a href=\"#{id}\">{name}</a> <span class=\"ty\">{}</span></h3></header><div class=\"op-doc\">",
            inner(&known.sort)
        );
        if !known.description.is_empty() {
            let _ = write!(out, "<div class=\"stack-s soft\">{}</div>", known.description);
        }
        let mut body = String::new();
        if known.shape != Shape::default() {
            self.shape(&mut body, &known.shape, id);
        }
        if !body.is_empty() {
            let _ = write!(out, "<div>{body}</div>");
        }
        if !known.uses.is_empty() {
            let places: Vec<String> = known.uses.iter().take(MOST_USES).filter_map(|by| self.used_by(by)).collect();
            let places = places.join(", ");
            let said = match known.uses.len().saturating_sub(MOST_USES) {
                0 => markup(strings, "used-by-places", None, &[("places", &places)]),
                more => markup(strings, "used-by-more", Some(more), &[("places", &places), ("count", &strings.number(more))]),
            };
            let _ = write!(out, "<p class=\"small muted\">{said}</p>");
        }
        out.push_str("</div>");
        if !known.example.is_empty() {
            out.push_str("<div class=\"op-try\">");
            figure(out, strings.text("example"), &known.example);
            out.push_str("</div>");
        }
        out.push_str("</section>\n");
        note_size(out, start);
    }

    fn used_by(&self, by: &Use) -> Option<String> {
        let (anchor, title) = match by {
            Use::Operation(anchor, title) => (anchor.as_str(), title.as_str()),
            Use::Type(number) => {
                let known = self.shelf.api.types.get(*number)?;
                (known.anchor.as_str(), known.name.as_str())
            }
        };
        Some(format!("<a href=\"{}\">{}</a>", self.shelf.href(anchor), inner(title)))
    }
}

/// Fills markup into the blanks of a text.
fn markup(strings: &Strings, name: &str, count: Option<usize>, values: &[(&str, &str)]) -> String {
    strings.filled_with(name, count, values, |text| inner(&text))
}

/// Says about how tall the section at `start` is, so that a browser can leave room for it before it lays it out.
fn note_size(out: &mut String, start: usize) {
    let rows = out[start..].matches("<li").count();
    if rows >= ROWS {
        out.insert_str(start + SECTION.len(), &format!(" data-tall=\"{}\"", (rows / ROWS).min(3)));
    }
}

/// Writes code with its caption; the button that copies it is the script's.
fn figure(out: &mut String, caption: &str, text: &str) {
    let _ = write!(
        out,
        "<figure class=\"code\"><figcaption><span class=\"mono\">{}</span></figcaption><pre tabindex=\"0\"><code>{}</code></pre></figure>",
        inner(caption),
        painted(text)
    );
}

fn tabs(out: &mut String, name: &str, all: &[(String, String, String)]) {
    let _ = write!(out, "<div class=\"tabset\" data-tabs=\"{}\">", escaped(name));
    for (label, caption, text) in all {
        let _ = write!(out, "<div data-tab=\"{}\">", escaped(label));
        figure(out, caption, text);
        out.push_str("</div>");
    }
    out.push_str("</div>");
}
