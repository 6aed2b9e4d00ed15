//! The whole build on one screen: what flows from git to files, and in which order.

use std::path::PathBuf;

use thiserror::Error;

use crate::assess::{self, assess};
use crate::base::diagnostic::Diagnostic;
use crate::base::instant::Instant;
use crate::config::{self, CatalogFiles, Config, Discover};
use crate::gather::{self, Asking, Cache, GatherError, gather};
use crate::index::index;
use crate::model::finding::{Finding, Subject};
use crate::model::output::Output;
use crate::model::portal::{Judged, Portal};
use crate::model::progress::Progress;
use crate::model::sources::Sources;
use crate::parse::parse;
use crate::relate::relate;
use crate::render::{self, Theme, ThemeError, rehearse, render};
use crate::write::{Staging, WriteError, Written};

/// Says what a build needs besides its configuration.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the site will stand.
    pub out: PathBuf,
    /// Where mirrors of remote repositories are kept.
    pub cache: Cache,
    /// The moment that the portal speaks of, instead of the newest commit's time.
    pub now: Option<Instant>,
}

/// Holds what a build made.
#[derive(Debug)]
pub struct Built {
    /// The portal, with what was found in it.
    pub judged: Judged,
    /// What was written.
    pub written: Written,
}

/// Says why a build could not be done; what is wrong with inputs is never such a reason.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The portal's own files could not be read.
    #[error(transparent)]
    Gather(#[from] GatherError),
    /// A page could not be rendered.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// The site could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Says why the portal's own kinds could not be learned.
#[derive(Debug, Error)]
pub enum LearnError {
    /// A model file could not be read.
    #[error(transparent)]
    Gather(#[from] GatherError),
    /// The model files have mistakes.
    #[error("the model has mistakes")]
    Model(Vec<Diagnostic>),
}

/// Reads the model files and the plugins that the configuration names, so that it knows the portal's own kinds and what more it holds.
pub fn learn(config: &mut Config) -> Result<(), LearnError> {
    gather::read_app_configs(config);
    config.theme = gather::theme_files(config)?.into();
    let titles = render::titles(&config.site.language, &config.theme);
    if !config.model_files.is_empty() || !titles.is_empty() {
        let files = gather::model_files(config)?;
        let mut model = config::model::read(&files).map_err(LearnError::Model)?;
        model.entitle(&titles);
        config.model = model.into();
    }
    if !config.plugin_specs.is_empty() {
        let folders = gather::plugin_folders(config);
        let (plugins, findings) = config::plugin::read(&config.plugin_specs, folders, &config.model);
        config.plugins = plugins.into();
        config.told.extend(findings);
    }
    if !config.view_files.is_empty() {
        let files = gather::view_files(config)?;
        let (views, findings) = config::views::read(&files, &config.model, &config.plugins);
        config.views = views.into();
        config.told.extend(findings);
    }
    Ok(())
}

/// Builds the site.
pub fn build(config: &Config, options: &Options, progress: &dyn Progress) -> Result<Built, BuildError> {
    let staging = Staging::open(&options.out)?;
    let sources = gather(config, &options.cache, progress);
    let theme = Theme::new(&config.site.language, &config.theme, &config.plugins);
    let mut judged = judged_with(&theme, sources, config, options, progress);
    let sink = |output: Output| staging.put(output);
    let told = render(&judged, &config.site, &theme, progress, &sink)?;
    progress.stage("indexing", 0);
    index(&judged, config.site.links, &sink);
    progress.stage("putting the site in place", 0);
    let written = staging.publish(&judged.portal.repositories)?;
    let is_news = |told: &Diagnostic| judged.portal.findings.iter().all(|known| known.diagnostic != *told);
    let news = told.into_iter().filter(is_news).collect();
    assess::tell(&mut judged, &config.policy, news);
    Ok(Built { judged, written })
}

/// Reads and judges everything, and writes nothing.
pub fn judge(config: &Config, options: &Options, progress: &dyn Progress) -> Judged {
    let sources = gather(config, &options.cache, progress);
    judged(sources, config, options, progress)
}

/// Reads and judges everything, and asks the web whether what docs link to is still there.
pub fn judge_with_links(config: &Config, options: &Options, progress: &dyn Progress) -> Judged {
    let sources = gather(config, &options.cache, progress);
    let mut portal = relate(parse(sources, config, progress));
    tell(&Theme::new(&config.site.language, &config.theme, &config.plugins), &mut portal);
    portal.findings.extend(gather::dead_links(&portal.docs, options.cache.folder(), &Asking::default(), progress));
    portal.findings.sort_by(Finding::order);
    assess(portal, &config.policy, options.now)
}

/// Judges the portal as it was at `revision` of the repository that the configuration stands in; everything else as it is now.
pub fn judge_at(config: &Config, options: &Options, revision: &str, progress: &dyn Progress) -> Result<Judged, GatherError> {
    let sources = gather::gather_at(config, &options.cache, revision, progress)?;
    Ok(judged(sources, config, options, progress))
}

/// Judges everything twice over the same repositories: as people described it, and as it would be had nobody described anything.
pub fn judge_undescribed(config: &Config, options: &Options, progress: &dyn Progress) -> (Judged, Judged) {
    let sources = gather(config, &options.cache, progress);
    let mut undescribed = config.clone();
    undescribed.catalog = CatalogFiles::none();
    undescribed.discover = Discover::default();
    let described = judged(sources.clone(), config, options, progress);
    (described, judged(sources, &undescribed, options, progress))
}

fn judged(sources: Sources, config: &Config, options: &Options, progress: &dyn Progress) -> Judged {
    if config.theme.files.is_empty() && config.plugins.is_empty() {
        return assess(relate(parse(sources, config, progress)), &config.policy, options.now);
    }
    let theme = Theme::new(&config.site.language, &config.theme, &config.plugins);
    judged_with(&theme, sources, config, options, progress)
}

fn judged_with(theme: &Theme, sources: Sources, config: &Config, options: &Options, progress: &dyn Progress) -> Judged {
    let mut portal = relate(parse(sources, config, progress));
    tell(theme, &mut portal);
    let mut judged = assess(portal, &config.policy, options.now);
    let told = rehearse(&judged, &config.site, theme);
    assess::tell(&mut judged, &config.policy, told);
    judged
}

/// Adds what is wrong with the files of the theme's and the plugins' own.
fn tell(theme: &Theme, portal: &mut Portal) {
    let told = theme.findings().iter().cloned().map(|diagnostic| Finding { diagnostic, subject: Subject::Portal });
    portal.findings.extend(told);
    portal.findings.sort_by(Finding::order);
}
