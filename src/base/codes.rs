//! Codes: every code that a diagnostic may have, with what it means, why it matters, how to mend it and examples. Read from `codes/*.md`, one file a code; knows nobody who emits one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

use super::diagnostic::Severity;

#[derive(RustEmbed)]
#[folder = "src/base/codes"]
struct Files;

/// Explains one code.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code as diagnostics carry it.
    pub name: String,
    /// How much it matters unless the configuration says otherwise.
    pub level: Severity,
    /// What cannot be built while there is such a finding.
    pub breaks: Breaks,
    /// What is wrong, as a heading.
    pub title: String,
    /// Everything below the title, as Markdown.
    pub markdown: String,
}

/// Says what a finding of a code leaves out of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// Nothing that has a page of its own.
    Nothing,
    /// The entity, or the whole file that describes it.
    Entity,
    /// The portal: it is not built.
    Portal,
}

/// Stands for one piece of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// The heading of a section.
    Heading(&'a str),
    /// A paragraph; names stand in back-ticks.
    Text(&'a str),
    /// An example file: its path and its content.
    File(&'a str, &'a str),
}

static CODES: LazyLock<BTreeMap<String, Code>> = LazyLock::new(|| {
    let files = Files::iter().filter_map(|path| {
        let name = path.strip_suffix(".md")?.to_owned();
        let text = String::from_utf8(Files::get(&path)?.data.into_owned()).ok()?;
        Some((name.clone(), read(name, &text)?))
    });
    files.collect()
});

/// Lists all codes by name.
pub fn all() -> impl Iterator<Item = &'static Code> {
    CODES.values()
}

/// Finds a code by its name.
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.get(name)
}

/// Reads a file of the folder; `None` when it has not the form that the tests of the codes demand.
fn read(name: String, text: &str) -> Option<Code> {
    let (front, rest) = text.strip_prefix("---\n")?.split_once("---\n")?;
    let value = |key: &str| front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
    let (title, markdown) = rest.strip_prefix("# ")?.split_once('\n')?;
    Some(Code {
        name,
        level: match value("level")? {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        },
        breaks: match value("breaks") {
            Some("entity") => Breaks::Entity,
            Some("portal") => Breaks::Portal,
            _ => Breaks::Nothing,
        },
        title: title.to_owned(),
        markdown: markdown.trim().to_owned(),
    })
}

impl Code {
    /// Says in one sentence or two what it means: the first paragraph.
    pub fn summary(&self) -> &str {
        self.markdown.split("\n\n").next().unwrap_or_default()
    }

    /// Cuts the explanation into its pieces.
    pub fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let mut rest = self.markdown.as_str();
        loop {
            rest = rest.trim_start_matches('\n');
            if rest.is_empty() {
                return blocks;
            }
            if let Some((path, after)) = rest.strip_prefix("```file ").and_then(|after| after.split_once('\n')) {
                // An empty file closes its fence at once.
                let end = if after.starts_with("```") { 0 } else { after.find("\n```").map_or(after.len(), |end| end + 1) };
                blocks.push(Block::File(path, &after[..end]));
                rest = after[end..].strip_prefix("```").unwrap_or_default();
                continue;
            }
            let (paragraph, after) = rest.split_once("\n\n").unwrap_or((rest.trim_end(), ""));
            blocks.push(paragraph.strip_prefix("## ").map_or(Block::Text(paragraph), Block::Heading));
            rest = after;
        }
    }

    /// Lists the files of the example under the heading `section`: `Wrong` or `Right`.
    pub fn example(&self, section: &str) -> BTreeMap<String, String> {
        let mut within = "";
        let mut files = BTreeMap::new();
        for block in self.blocks() {
            match block {
                Block::Heading(heading) => within = heading,
                Block::File(path, content) if within == section => drop(files.insert(path.to_owned(), content.to_owned())),
                Block::File(..) | Block::Text(_) => {}
            }
        }
        files
    }
}
