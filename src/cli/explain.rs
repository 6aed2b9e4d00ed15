//! `vestibule explain`: what a code means, why it matters and how to mend it, as plain text; or the list of all codes.

use std::fmt::Write as _;

use clap::Args;

use super::place::Failure;
use super::{DONE, OutputArgs, check};
use crate::base::codes::{self, Block, Code};
use crate::base::suggest;

/// The widest line, in characters.
const WIDTH: usize = 92;

/// Explain a code: what it means, why it matters, how to mend it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  vestibule explain                       list all codes
  vestibule explain dangling-reference    explain one")]
pub(super) struct ExplainArgs {
    /// The code, as findings show it; all codes are listed without
    code: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &ExplainArgs, _: OutputArgs) -> Result<u8, Failure> {
    let Some(name) = arguments.code.as_deref() else {
        check::print(list().trim_end())?;
        return Ok(DONE);
    };
    match codes::find(name) {
        Some(code) => check::print(explained(code).trim_end())?,
        None => {
            let hint = match suggest::nearest(name, codes::all().map(|code| code.name.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`vestibule explain` lists all codes".to_owned(),
            };
            return Err(Failure::Other(format!("there is no code `{}`; {hint}", name.escape_debug())));
        }
    }
    Ok(DONE)
}

fn list() -> String {
    let width = codes::all().map(|code| code.name.len()).max().unwrap_or_default();
    codes::all().fold(String::new(), |mut text, code| {
        let _ = writeln!(text, "{:width$}  {:7}  {}", code.name, code.level.as_str(), code.title);
        text
    })
}

fn explained(code: &Code) -> String {
    let mut text = format!("{}[{}]: {}\n", code.level.as_str(), code.name, code.title);
    for block in code.blocks() {
        text.push('\n');
        match block {
            Block::Heading(heading) => {
                let _ = writeln!(text, "{}", heading.to_uppercase());
            }
            Block::Text(paragraph) => text.push_str(&wrapped(paragraph)),
            Block::File(path, content) => {
                let _ = writeln!(text, "  {path}");
                for line in content.lines() {
                    let _ = writeln!(text, "  | {line}");
                }
            }
        }
    }
    text
}

/// Breaks a paragraph into lines of at most `WIDTH` characters, a word longer than that on its own line.
fn wrapped(paragraph: &str) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > WIDTH {
            text.push('\n');
            column = 0;
        }
        if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += width;
    }
    text.push('\n');
    text
}
