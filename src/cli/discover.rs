//! `vestibule discover`: the descriptors of what nobody described, ready to commit.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;

use super::check::print;
use super::place::{Failure, PortalArgs};
use super::progress::Bars;
use super::table::table;
use super::{DONE, OutputArgs, compare, query, report};
use crate::model::entity::Entity;
use crate::pipeline;

/// Print descriptors of what nobody described, ready to commit
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DiscoverArgs {
    #[command(flatten)]
    portal: PortalArgs,
    /// Describe repositories too that have descriptors, as if they had none
    #[arg(long)]
    all: bool,
    /// Only the repository of this name
    #[arg(long, value_name = "NAME")]
    repository: Option<String>,
    /// Tell instead how much was found, and how much of it the descriptors that people wrote confirm
    #[arg(long, conflicts_with_all = ["all", "repository"])]
    compare: bool,
}

const EXAMPLES: &str = "\
Each document says in comments where its values were found, and how sure they are where they are not certain.

Examples:
  vestibule discover                                       everything that nobody described
  vestibule discover --repository northwind/pay > catalog-info.yaml
  vestibule discover --compare                             how far what is found can be trusted here";

/// Runs the command.
pub(super) fn run(arguments: &DiscoverArgs, output: OutputArgs) -> Result<u8, Failure> {
    let config = arguments.portal.config()?;
    let options = arguments.portal.options(Path::new(""))?;
    let bars = Bars::new(output.quiet);
    if arguments.compare || arguments.all {
        let (described, undescribed) = pipeline::judge_undescribed(&config, &options, &bars);
        bars.clear();
        if arguments.compare {
            print(&table(&compare::rows(&described.portal, &undescribed.portal), query::terminal_width()))?;
            return Ok(DONE);
        }
        return tell(arguments, undescribed.portal.entities.values());
    }
    let judged = pipeline::judge(&config, &options, &bars);
    bars.clear();
    tell(arguments, judged.portal.entities.values())
}

/// Prints what was discovered, file by file.
fn tell<'a>(arguments: &DiscoverArgs, entities: impl Iterator<Item = &'a Entity>) -> Result<u8, Failure> {
    let mut files: BTreeMap<(&str, &str), Vec<&Entity>> = BTreeMap::new();
    for entity in entities.filter(|entity| entity.is_discovered()) {
        let repository = entity.source.repository.as_deref().unwrap_or_default();
        if arguments.repository.as_deref().is_none_or(|wanted| wanted == repository) {
            files.entry((repository, entity.source.path.as_str())).or_default().push(entity);
        }
    }
    if files.is_empty() {
        report::say("nothing was discovered: every repository has descriptors, or says nothing of itself");
        return Ok(DONE);
    }
    // What is described stands before what was found with it.
    let rank =
        |entity: &Entity| ["system", "component", "api"].iter().position(|kind| *kind == entity.reference.kind).unwrap_or(3);
    files.values_mut().for_each(|entities| entities.sort_by_key(|entity| rank(entity)));
    let file = |((repository, path), entities): (&(&str, &str), &Vec<&Entity>)| {
        let documents: Vec<String> = entities.iter().map(|entity| entity.annotated()).collect();
        format!("# {repository}: {path}\n{}", documents.join("---\n"))
    };
    print(&report::printable(files.iter().map(file).collect::<Vec<_>>().join("---\n").trim_end()))?;
    Ok(DONE)
}
