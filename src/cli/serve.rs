//! `vestibule serve`: preview with live reload.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Args;
use globset::Glob;

use super::place::{Failure, PortalArgs};
use super::{DONE, OutputArgs, report};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::config::{Config, SourceSpec};
use crate::gather::Cache;
use crate::model::progress::Silent;
use crate::pipeline::{self, Built, Options};
use crate::serve::{Attempt, serve};

/// Preview the portal: build it, serve it on this machine, rebuild it on every change
#[derive(Debug, Args)]
#[command(after_help = "\
Uncommitted work of the `path:` sources is shown. What a change breaks is shown in the page, until it is mended.

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
pub(super) fn run(arguments: &ServeArgs, output: OutputArgs) -> Result<u8, Failure> {
    let cache = arguments.portal.options(Path::new(""))?.cache;
    let portal = arguments.portal.clone();
    let kept = cache.clone();
    let build = move |out: &Path| attempt(&portal, &kept, out);
    let quiet = output.quiet;
    let say = move |line: &str| {
        if !quiet || line.trim_start().starts_with("error") {
            report::say(line);
        }
    };
    let preview = serve(arguments.port, cache.folder(), Box::new(build), Arc::new(say))
        .map_err(|error| Failure::Other(error.to_string()))?;
    report::say(&format!("serving {} (Ctrl-C ends it)", preview.url()));
    if arguments.open && !open(&preview.url()) {
        report::say("note: no browser could be opened; open the address above yourself");
    }
    preview.wait().map_err(|error| Failure::Other(error.to_string()))?;
    Ok(DONE)
}

/// Builds once. The configuration is read anew each time, so that a change of it counts; what is remote is asked once, so that a rebuild waits for no network.
fn attempt(portal: &PortalArgs, cache: &Cache, out: &Path) -> Attempt {
    let origin = portal.origin();
    match portal.config() {
        Err(failure) => Attempt { built: None, problems: problems(failure), inputs: vec![origin] },
        Ok(mut config) => {
            // A preview has no links that others open, and a rebuild is waited for.
            config.site.cards = false;
            let mut inputs = inputs(&config);
            inputs.push(origin);
            let built = portal.options(out).and_then(|options| {
                let options = Options { cache: cache.clone(), ..options };
                Ok(pipeline::build(&config, &options, &Silent)?)
            });
            match built {
                Err(failure) => Attempt { built: None, problems: problems(failure), inputs },
                Ok(built) => Attempt { problems: errors(&built), built: Some(report::counts(&built)), inputs },
            }
        }
    }
}

fn problems(failure: Failure) -> Vec<Diagnostic> {
    match failure {
        Failure::Config(findings) => findings,
        other => vec![Diagnostic::error("not-built", other.to_string())],
    }
}

fn errors(built: &Built) -> Vec<Diagnostic> {
    let findings = built.judged.portal.findings.iter().map(|finding| &finding.diagnostic);
    findings.filter(|diagnostic| diagnostic.severity == Severity::Error).cloned().collect()
}

/// Lists what on this machine the portal is made of.
fn inputs(config: &Config) -> Vec<PathBuf> {
    let mut inputs: Vec<PathBuf> = config.site.theme.iter().map(|theme| config.root.join(theme)).collect();
    inputs.extend(config.app_configs.iter().flat_map(|(paths, _)| paths).map(|path| config.root.join(path)));
    inputs.extend(config.view_files.iter().chain(&config.model_files).map(|pattern| config.root.join(fixed(pattern))));
    for spec in &config.plugin_specs {
        if !spec.is_name() {
            inputs.extend(matching(&config.root, &spec.pattern));
        }
        inputs.extend(spec.own.values().map(|(path, _)| config.root.join(path)));
    }
    for source in &config.sources {
        if let SourceSpec::Path { pattern, .. } = source {
            inputs.extend(matching(&config.root, pattern));
        }
    }
    inputs
}

/// Gives the part of a pattern that stands for itself alone.
fn fixed(pattern: &str) -> PathBuf {
    Path::new(pattern)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect()
}

/// Lists the folders that `pattern` names, a `*` standing for any part of one name.
fn matching(root: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    for part in Path::new(pattern).components() {
        let name = part.as_os_str().to_string_lossy();
        let glob = if name.contains('*') { Glob::new(&name).ok().map(|glob| glob.compile_matcher()) } else { None };
        found = match glob {
            None => found.into_iter().map(|folder| folder.join(part)).collect(),
            Some(glob) => found
                .iter()
                .filter_map(|folder| folder.read_dir().ok())
                .flat_map(|entries| entries.flatten())
                .filter(|entry| glob.is_match(entry.file_name()) && entry.path().is_dir())
                .map(|entry| entry.path())
                .collect(),
        };
    }
    found
}

/// Opens a URL in the user's browser.
fn open(url: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
