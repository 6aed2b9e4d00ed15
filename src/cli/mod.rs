//! Command line: arguments -> a command -> an exit code. Human words go to stderr, data to stdout.

mod badge;
mod build;
mod changes;
mod check;
mod compare;
mod discover;
mod explain;
mod github;
mod place;
mod progress;
mod query;
mod report;
mod sarif;
mod schema;
mod serve;
mod table;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Everything was done.
const DONE: u8 = 0;
/// There are findings at error level.
const FINDINGS: u8 = 1;
/// The command could not run.
const FAILED: u8 = 2;

/// The static front door to everything that an engineering organisation builds.
///
/// Reads catalog files and Markdown docs straight out of git repositories and writes a whole developer portal as plain files.
#[derive(Debug, Parser)]
#[command(name = "vestibule", version, propagate_version = true, after_help = EXAMPLES)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    output: OutputArgs,
}

const EXAMPLES: &str = "\
Examples:
  vestibule serve              preview the portal of this folder, and rebuild it on every change
  vestibule build --out site   write the portal to site/
  vestibule check              tell everything that is wrong, and write nothing";

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArgs),
    Serve(serve::ServeArgs),
    Check(check::CheckArgs),
    Discover(discover::DiscoverArgs),
    Query(query::QueryArgs),
    Explain(explain::ExplainArgs),
    Badge(badge::BadgeArgs),
    Schema(schema::SchemaArgs),
}

/// How much is said.
#[derive(Clone, Copy, Debug, Default, Args)]
struct OutputArgs {
    /// Tell errors alone
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Tell every finding, not errors alone
    #[arg(long, short, global = true)]
    verbose: bool,
}

/// Runs the command that `arguments` ask for and gives the exit code: 0 done, 1 findings at error level, 2 could not run.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let line = match CommandLine::try_parse_from(arguments) {
        Ok(line) => line,
        Err(error) => {
            // Help and version are no failures; clap prints them to stdout.
            let code = if error.use_stderr() { FAILED } else { DONE };
            let _ = error.print();
            return code.into();
        }
    };
    let code = match line.command {
        Command::Build(arguments) => build::run(&arguments, line.output),
        Command::Serve(arguments) => serve::run(&arguments, line.output),
        Command::Check(arguments) => check::run(&arguments, line.output),
        Command::Discover(arguments) => discover::run(&arguments, line.output),
        Command::Query(arguments) => query::run(&arguments, line.output),
        Command::Explain(arguments) => explain::run(&arguments, line.output),
        Command::Badge(arguments) => badge::run(&arguments, line.output),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    code.unwrap_or_else(|failure| {
        report::failure(&failure);
        FAILED
    })
    .into()
}
