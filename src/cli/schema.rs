//! `vestibule schema`: JSON Schemas for editors, of the files that people write.

use clap::{Args, ValueEnum};

use super::place::{Failure, PortalArgs};
use super::{DONE, check};

/// Print the JSON Schema of catalog files, of model files or of plugins, for editors, what templates are given, or what the interface says
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SchemaArgs {
    /// Which files
    what: What,
    #[command(flatten)]
    portal: PortalArgs,
}

const EXAMPLES: &str = "\
Examples:
  vestibule schema catalog > catalog.schema.json      the kinds of this portal, its own included
  vestibule schema model > model.schema.json          the files that declare kinds
  vestibule schema plugin > plugin.schema.json        the manifests of plugins
  vestibule schema strings > theme/strings/fr.yaml    the words of the interface, to be translated

An editor with the YAML language server takes it from a line at the head of a file:
  # yaml-language-server: $schema=catalog.schema.json";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Descriptors: `catalog-info.yaml`
    Catalog,
    /// Files that declare kinds and relations
    Model,
    /// Manifests of plugins: `plugin.yaml`
    Plugin,
    /// What templates of themes and plugins are given: names, and the types of their values
    Templates,
    /// What the interface says, in English: the file that a translation begins with
    Strings,
}

/// Prints the schema to stdout.
pub(super) fn run(arguments: &SchemaArgs) -> Result<u8, Failure> {
    let schema = match arguments.what {
        What::Catalog => crate::config::model::catalog_schema(&arguments.portal.config()?.model),
        What::Model => crate::config::model::schema(),
        What::Plugin => crate::config::plugin::schema(),
        What::Templates => crate::render::shapes::told().clone(),
        What::Strings => {
            check::print(crate::render::english().trim_end())?;
            return Ok(DONE);
        }
    };
    check::print(&format!("{schema:#}"))?;
    Ok(DONE)
}
