//! `vestibule build`: the main job.

use std::path::PathBuf;

use clap::Args;

use super::place::{Failure, PortalArgs};
use super::progress::Bars;
use super::{DONE, FINDINGS, OutputArgs, report};
use crate::pipeline;

/// Build the portal
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  vestibule build                          the portal of this folder, to site/
  vestibule build portal --out /srv/www    another folder, another place
  vestibule build --strict                 exit with 1 when anything is wrong, and still write the site")]
pub(super) struct BuildArgs {
    #[command(flatten)]
    portal: PortalArgs,
    /// The folder to write; replaced as a whole once the new site is complete
    #[arg(long, short, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// Exit with 1 if there are findings at error level
    #[arg(long)]
    strict: bool,
    /// How many threads to use; as many as there are cores otherwise
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// Runs the command.
pub(super) fn run(arguments: &BuildArgs, output: OutputArgs) -> Result<u8, Failure> {
    let config = arguments.portal.config()?;
    let options = arguments.portal.options(&arguments.out)?;
    if let Some(threads) = arguments.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().map_err(|error| Failure::Other(error.to_string()))?;
    }
    let bars = Bars::new(output.quiet);
    let built = pipeline::build(&config, &options, &bars);
    bars.clear();
    let built = built?;
    report::built(&built, &arguments.out, output.quiet, output.verbose);
    Ok(if arguments.strict && built.judged.health.errors > 0 { FINDINGS } else { DONE })
}
