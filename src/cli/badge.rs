//! `vestibule badge`: the Markdown that links a README to its page in the portal.

use clap::Args;

use super::place::{Failure, PortalArgs};
use super::{DONE, OutputArgs};
use crate::base::site_path::SitePath;
use crate::model::entity_ref::EntityRef;

/// Print the Markdown of an entity's badges, for its README
#[derive(Debug, Args)]
#[command(after_help = "\
The badges are files of the built site, so that they are as fresh as the site is.

Examples:
  vestibule badge component:payments-api
  vestibule badge component:payments-api --badge owner >> README.md")]
pub(super) struct BadgeArgs {
    /// The entity, as `kind:name` or `kind:namespace/name`
    entity: String,
    #[command(flatten)]
    portal: PortalArgs,
    /// Only this badge; all of them otherwise
    #[arg(long, value_parser = crate::render::badge::NAMES)]
    badge: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &BadgeArgs, _: OutputArgs) -> Result<u8, Failure> {
    let config = arguments.portal.config()?;
    let reference: EntityRef = arguments
        .entity
        .parse()
        .map_err(|error| Failure::Other(format!("{error}; write `kind:name`, as in `component:payments-api`")))?;
    let Some(base) = &config.site.url else {
        return Err(Failure::Other("badges need the portal's address; set `site.url` in vestibule.yaml".to_owned()));
    };
    let page = reference.site_path().under(base);
    for name in crate::render::badge::NAMES {
        if arguments.badge.as_deref().is_none_or(|wanted| wanted == name) {
            let image =
                SitePath::file(["badges", &reference.namespace, &reference.kind, &reference.name, &format!("{name}.svg")]);
            println!("[![{name}]({})]({page})", image.under(base));
        }
    }
    Ok(DONE)
}
