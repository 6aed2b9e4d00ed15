//! `vestibule serve`: preview with live reload.

use clap::Args;

use super::OutputArgs;
use super::place::{Failure, PortalArgs};

/// Preview the portal: build it, serve it on this machine, rebuild it on every change
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  vestibule serve                    the portal of this folder, on http://127.0.0.1:4000/
  vestibule serve portal --port 80   another folder, another port")]
pub(super) struct ServeArgs {
    #[command(flatten)]
    portal: PortalArgs,
    /// The port; the first free one from 4000 on otherwise
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the portal in the browser
    #[arg(long)]
    open: bool,
}

/// Runs the command.
pub(super) fn run(_arguments: &ServeArgs, _: OutputArgs) -> Result<u8, Failure> {
    Err(Failure::Other("serve is being built".to_owned()))
}
