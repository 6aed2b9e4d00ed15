//! `vestibule check`: all diagnostics, no site.

use std::io::{self, Write};
use std::path::Path;

use clap::{Args, ValueEnum};

use super::place::{Failure, PortalArgs};
use super::progress::Bars;
use super::{DONE, FINDINGS, OutputArgs, changes, github, report, sarif};
use crate::model::changes::between;
use crate::pipeline;
use crate::render::api;

/// Tell everything that is wrong, and write nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 nothing at error level, 1 findings at error level, 2 could not run.

Examples:
  vestibule check                              for people
  vestibule check --format json | jq .findings   for programs
  vestibule check --format github              as annotations of a GitHub workflow
  vestibule check --format sarif > vestibule.sarif   for code scanning
  vestibule check --links                      also which links to the web are dead
  vestibule check --changed-since origin/main    what a pull request does to the catalog")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    portal: PortalArgs,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Tell what changed in the catalog since this commit of the portal's repository, as Markdown on stdout
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Also ask the web whether the pages that docs link to are still there
    #[arg(long, conflicts_with = "changed_since")]
    links: bool,
}

/// Names the ways to tell findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sentences with excerpts, on stderr
    Human,
    /// One JSON object, on stdout: `findings`, `entities` with their relations, and counts
    Json,
    /// GitHub workflow commands, on stdout
    Github,
    /// What changed, for a pull request, on stdout; with `--changed-since`
    Markdown,
    /// A SARIF 2.1.0 log, on stdout, for code scanning
    Sarif,
}

/// Runs the command.
pub(super) fn run(arguments: &CheckArgs, output: OutputArgs) -> Result<u8, Failure> {
    let config = arguments.portal.config()?;
    let options = arguments.portal.options(Path::new(""))?;
    let bars = Bars::new(output.quiet);
    match (&arguments.changed_since, arguments.format) {
        (Some(_), Format::Human | Format::Markdown) | (None, Format::Human | Format::Json | Format::Github | Format::Sarif) => {}
        (Some(_), _) => return Err(Failure::Other("`--changed-since` tells in Markdown alone; leave `--format` out".to_owned())),
        (None, _) => {
            return Err(Failure::Other("`--format markdown` tells changes; say since when with `--changed-since`".to_owned()));
        }
    }
    if let Some(revision) = &arguments.changed_since {
        let old = pipeline::judge_at(&config, &options, revision, &bars)?;
        let new = pipeline::judge(&config, &options, &bars);
        bars.clear();
        print(changes::markdown(&between(&old, &new), &old, &new).trim_end())?;
        return Ok(if new.health.errors > 0 { FINDINGS } else { DONE });
    }
    let judge = if arguments.links { pipeline::judge_with_links } else { pipeline::judge };
    let judged = judge(&config, &options, &bars);
    bars.clear();
    let findings = &judged.portal.findings;
    match arguments.format {
        Format::Human => report::checked(&judged, output.quiet),
        Format::Json => {
            let text = serde_json::to_string_pretty(&api::check_json(&judged)).unwrap_or_default();
            print(&text)?;
        }
        Format::Github => {
            let folders = github::folders(&judged.portal.repositories);
            let lines: Vec<String> = findings.iter().map(|finding| github::command(&finding.diagnostic, &folders)).collect();
            print(&lines.join("\n"))?;
        }
        // Told above.
        Format::Markdown => {}
        Format::Sarif => print(&sarif::log(&judged, config.site.url.as_deref()).to_string())?,
    }
    Ok(if judged.health.errors > 0 { FINDINGS } else { DONE })
}

/// Writes data to stdout; a reader that has gone away is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Other(format!("stdout could not be written: {error}")))
        }
        _ => Ok(()),
    }
}
