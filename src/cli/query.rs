//! `vestibule query`: asks the catalog in the filter language.

use std::io::{self, IsTerminal};
use std::path::Path;

use clap::{Args, ValueEnum};
use unicode_width::UnicodeWidthStr;

use super::check::print;
use super::place::{Failure, PortalArgs};
use super::progress::Bars;
use super::table::table;
use super::{DONE, FAILED, OutputArgs, report};
use crate::model::entity::Entity;
use crate::model::plugin::fact_names;
use crate::model::query::{Asked, GRAMMAR, Mistake, Vocabulary, parse};
use crate::pipeline;
use crate::render::csv::{csv, records};

/// Ask the catalog
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nGrammar:\n{GRAMMAR}"))]
pub(super) struct QueryArgs {
    /// What to find: `kind:component owner:payments -tag:legacy`; nothing finds everything
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    expression: String,
    #[command(flatten)]
    portal: PortalArgs,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Tell only how many there are
    #[arg(long, conflicts_with_all = ["format", "refs"])]
    count: bool,
    /// Tell only the references, one a line
    #[arg(long, conflicts_with = "format")]
    refs: bool,
}

const EXAMPLES: &str = "\
Terms stand beside each other and must all hold; `or`, `not`, `-` and parentheses join them otherwise.
  kind:api,system        one of these             name:pay*              any beginning
  owner:\"Team Pay\"       a value with spaces      system:*               there is one
  spec.replicas>=3       numbers                  metadata.reviewed<-90d dates, before 90 days ago
  dependsOn.owner:pay    over a relation          ledger                 in name, title, description or tags

Exit codes: 0 asked, with or without an answer; 2 the expression is wrong, or it could not be asked.

Examples:
  vestibule query 'kind:component owner:payments lifecycle:production'
  vestibule query 'dependsOn.lifecycle:deprecated' --format json | jq -r '.[].metadata.name'
  vestibule query 'is:unowned' --count
  vestibule query 'not has:docs (kind:component or kind:api)' --format csv > missing.csv";

/// Names the ways to tell entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns, as wide as the terminal
    Table,
    /// A JSON list of entities, as `api/entities.json` holds them
    Json,
    /// Comma-separated values with a line of names first
    Csv,
}

/// Runs the command.
pub(super) fn run(arguments: &QueryArgs, output: OutputArgs) -> Result<u8, Failure> {
    let config = arguments.portal.config()?;
    // A wrong expression is told before any repository is read.
    let vocabulary = Vocabulary::of(&config.model).with_facts(fact_names(&*config.plugins));
    let query = match parse(&arguments.expression, &vocabulary) {
        Ok(query) => query,
        Err(mistakes) => {
            for mistake in mistakes {
                report::say(&pointed(&arguments.expression, &mistake));
            }
            return Ok(FAILED);
        }
    };
    let options = arguments.portal.options(Path::new(""))?;
    let bars = Bars::new(output.quiet);
    let judged = pipeline::judge(&config, &options, &bars);
    bars.clear();
    let asked = Asked::new(&judged.portal);
    let found: Vec<&Entity> = judged
        .portal
        .entities
        .iter()
        .filter(|(reference, _)| query.matches(&asked, *reference, judged.now))
        .map(|(_, entity)| entity)
        .collect();
    if arguments.count {
        print(&found.len().to_string())?;
    } else if arguments.refs {
        let lines: Vec<String> = found.iter().map(|entity| report::printable(&entity.reference.to_string())).collect();
        put(&lines.join("\n"))?;
    } else {
        match arguments.format {
            Format::Table => put(&table(&columns(&found), terminal_width()))?,
            Format::Json => {
                let entities: Vec<serde_json::Value> = found.iter().map(|entity| entity.to_json()).collect();
                print(&serde_json::to_string_pretty(&entities).unwrap_or_default())?;
            }
            Format::Csv => print(&csv(&records(&found)))?,
        }
    }
    Ok(DONE)
}

/// Prints lines, and nothing where there are none.
fn put(text: &str) -> Result<(), Failure> {
    if text.is_empty() { Ok(()) } else { print(text) }
}

/// Shows a mistake below the place in the expression where it stands.
fn pointed(expression: &str, mistake: &Mistake) -> String {
    let shown = report::printable(expression).replace(['\n', '\t'], " ");
    let letters = |from: usize, to: usize| shown.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let before = letters(0, mistake.column - 1);
    let carets = letters(mistake.column - 1, mistake.end - 1).width().max(1);
    format!(
        "error: {}\n  | {shown}\n  | {}{}\n  = help: {}",
        report::printable(&mistake.message),
        " ".repeat(before.width()),
        "^".repeat(carets),
        report::printable(&mistake.hint)
    )
}

pub(super) fn terminal_width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

fn owners(entity: &Entity) -> String {
    entity.owners().map(|owner| owner.target.name.clone()).collect::<Vec<_>>().join(", ")
}

fn columns(entities: &[&Entity]) -> Vec<Vec<String>> {
    if entities.is_empty() {
        return Vec::new();
    }
    let head = ["ENTITY", "TYPE", "LIFECYCLE", "OWNER", "TITLE"].map(str::to_owned).to_vec();
    let row = |entity: &&Entity| {
        vec![
            entity.reference.short(),
            entity.type_name().unwrap_or_default().to_owned(),
            entity.lifecycle().unwrap_or_default().to_owned(),
            owners(entity),
            entity.title().to_owned(),
        ]
    };
    std::iter::once(head).chain(entities.iter().map(row)).collect()
}
