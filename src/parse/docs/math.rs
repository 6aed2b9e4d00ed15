//! Formulas: TeX between dollar signs -> MathML, which browsers draw and screen readers read without any script.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::html::escape;

/// The longest formula that is drawn; what is longer is shown as it was typed.
const MOST_BYTES: usize = 4 << 10;

/// What formulas are made of; nothing of it leads anywhere or runs.
const TAGS: &[&str] = &[
    "annotation",
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
];

const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "columnalign",
    "columnlines",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "encoding",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspacing",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let set = |items: &[&'static str]| items.iter().copied().collect::<HashSet<_>>();
    let mut builder = Builder::empty();
    builder.tags(set(TAGS)).generic_attributes(set(ATTRIBUTES));
    builder
});

/// Draws a formula. One that is not TeX is shown as it was typed.
pub(super) fn formula(tex: &str, is_display: bool) -> String {
    drawn(tex.trim(), is_display).unwrap_or_else(|| format!("<code>{}</code>", escape(tex.trim())))
}

fn drawn(tex: &str, is_display: bool) -> Option<String> {
    if tex.len() > MOST_BYTES {
        return None;
    }
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(tex, &storage).collect::<Result<_, _>>().ok()?;
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    // It is written as it is given.
    let source = escape(tex);
    let config = RenderConfig { display_mode, annotation: Some(&source), ..RenderConfig::default() };
    let mut written = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut written, events, config).ok()?;
    Some(CLEANER.clean(&written).to_string())
}

/// Tells whether what stands between dollar signs at `start..end` of `text` is meant as a formula: `$x$` is, `${a}/${b}`, `$A:$B` and `US$5/A$7` are not.
pub(super) fn is_formula(text: &str, start: usize, end: usize) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '{' | '(' | '[' | '_' | '$' | '\\');
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(|c| c.is_alphanumeric() || c == '$') && !after.is_some_and(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml() {
        assert_eq!(
            formula("x^2", false),
            "<math display=\"inline\"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation encoding=\"application/x-tex\">x^2</annotation></semantics></math>"
        );
        assert_eq!(formula("\\frac{", true), "<code>\\frac{</code>");
    }

    #[test]
    fn nothing_in_a_formula_leads_anywhere_or_runs() {
        for tex in [
            "\\href{javascript:strike()}{x}",
            "\\text{<img src=x onerror=strike()>}",
            "\\text{</annotation></semantics></math><script>strike()</script>}",
            "\\color{red;background:url(//x.example)}x",
            "\\class{a}{x} \\style{color:red}{x} \\htmlId{main}{x} \\url{javascript:x}",
            "x \\text{\"><style>*{}</style>}",
        ] {
            let html = formula(tex, true).to_lowercase();
            let tags: String =
                html.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| format!("<{tag}>")).collect();
            for never in ["href", "<img", "<script", "<style", " style=", " class=", " id=", " on"] {
                assert!(!tags.contains(never), "{tex}: {html}");
            }
            assert!(html.ends_with("</math>") || html.ends_with("</code>"), "{html}");
        }
    }

    #[test]
    fn dollars_are_not_always_formulas() {
        let is = |text: &str| {
            let start = text.find('$').unwrap();
            is_formula(text, start, text.rfind('$').unwrap() + 1)
        };
        for text in ["$x$", "so ($x$),", "$x$-axis", "a\n$x$\nb", "**$x$**"] {
            assert!(is(text), "{text}");
        }
        for text in ["${a}/${b}", "$A:$B", "US$5/A$7", "$5-$10", "$(a)/$(b)"] {
            assert!(!is(text), "{text}");
        }
    }
}
