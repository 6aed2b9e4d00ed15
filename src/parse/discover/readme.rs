//! What a unit says it is: the first words of its README.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::draft::{DESCRIPTION, Draft, TITLE};
use super::unit::Unit;
use crate::base::source::{Place, Span};
use crate::model::evidence::Certainty;

/// The longest description that is taken, in characters; a longer one ends with its last whole sentence or word.
const LONGEST: usize = 240;

/// The shortest that says something.
const SHORTEST: usize = 12;

/// Takes the first heading as the title and the first paragraph of prose as the description.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let Some(file) = unit.find(|name| matches!(name, "readme.md" | "readme.markdown")) else { return };
    let Some(source) = unit.open(file) else { return };
    let mut text = String::new();
    let (mut depth, mut has_title) = (0_usize, false);
    for (event, range) in
        Parser::new_ext(&source.text, Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Paragraph) if depth == 0 => text.clear(),
            // What stands in lists, quotes, tables and images is no description.
            Event::Start(
                Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_) | Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::Image { .. },
            ) => depth += 1,
            Event::End(
                TagEnd::List(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::Table
                | TagEnd::CodeBlock
                | TagEnd::MetadataBlock(_)
                | TagEnd::Image,
            ) => depth -= 1,
            Event::Text(part) | Event::Code(part) if depth == 0 => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak if depth == 0 => text.push(' '),
            Event::End(TagEnd::Heading(_)) if depth == 0 && !has_title => {
                has_title = true;
                if (2..=60).contains(&text.trim().chars().count()) {
                    draft.set(TITLE, &text, Place::at(&source, Span::new(range)), Certainty::Likely);
                }
            }
            Event::End(TagEnd::Paragraph) if depth == 0 && is_prose(&text) => {
                draft.set(DESCRIPTION, &shortened(text.trim()), Place::at(&source, Span::new(range)), Certainty::Likely);
                return;
            }
            _ => {}
        }
    }
}

/// Tells words from badges, links and markers.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() >= SHORTEST && text.split_whitespace().count() >= 3 && text.chars().any(char::is_lowercase)
}

fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let head = &text[..end];
    match (head.rfind(". "), head.rfind(' ')) {
        (Some(sentence), _) if sentence > end / 3 => head[..=sentence].to_owned(),
        (_, Some(word)) => format!("{}…", &head[..word]),
        _ => format!("{head}…"),
    }
}
