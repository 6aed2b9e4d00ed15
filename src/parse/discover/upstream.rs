//! Which repositories a unit takes pieces from by name: Terraform modules, actions and reusable workflows, included pipelines, submodules, Helm charts.

use std::sync::Arc;

use super::draft::{Draft, Need, place};
use super::package::{Ecosystem, Package};
use super::unit::Unit;
use crate::base::source::Source;
use crate::base::yaml::{self, Node};
use crate::model::evidence::Certainty;

/// Takes what its files name; says that the unit itself is its repository, and the Terraform module or chart that it holds.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    if unit.folder.is_root() {
        draft.provide(Ecosystem::Repository, &unit.repository.name);
        // A registry calls the repository `terraform-aws-network` of `northwind` `northwind/network/aws`.
        let module = draft.repository.strip_prefix("terraform-").and_then(|rest| rest.split_once('-'));
        if let (Some(organisation), Some((provider, name))) = (&draft.organisation, module) {
            let name = format!("{organisation}/{name}/{provider}");
            draft.provide(Ecosystem::Terraform, &name);
        }
    }
    for file in &unit.files {
        let (path, name) = (file.path.as_str(), file.path.file_name());
        let is_workflow = path.contains(".github/workflows/")
            || path.contains(".gitea/workflows/")
            || matches!(name, "action.yml" | "action.yaml");
        let read: fn(&Arc<Source>, &mut Draft) = match () {
            () if name.ends_with(".tf") => terraform,
            () if is_workflow && (name.ends_with(".yml") || name.ends_with(".yaml")) => workflow,
            () if name == ".gitlab-ci.yml" => pipeline,
            () if name == ".gitmodules" => submodules,
            () if name == "Chart.yaml" => chart,
            () => continue,
        };
        if let Some(source) = unit.open(file) {
            read(&source, draft);
        }
    }
}

fn need(draft: &mut Draft, package: Package, folder: Option<&str>, source: &Arc<Source>, text: &str) {
    let place = place(source, text, text);
    draft.needs.push(Need { package, folder: folder.map(str::to_owned), place, certainty: Certainty::Certain });
}

/// Reads `source = "…"` in the blocks of modules (<https://developer.hashicorp.com/terraform/language/modules/sources>).
fn terraform(source: &Arc<Source>, draft: &mut Draft) {
    let mut is_module = false;
    for line in source.text.lines() {
        let line_start = line.trim_start();
        if !line.starts_with([' ', '\t', '}']) && line_start.contains('{') {
            is_module = line_start.starts_with("module ");
        }
        let value = line_start.strip_prefix("source").map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
        let Some(text) = value.filter(|_| is_module).and_then(|value| value.split('"').nth(1)) else { continue };
        if let Some((package, folder)) = Package::of_url(text) {
            need(draft, package, folder, source, text);
        } else if text.split('/').count() >= 3 && !text.starts_with('.') {
            let registry: Vec<&str> = text.split("//").next().unwrap_or(text).rsplit('/').take(3).collect();
            let name = registry.into_iter().rev().collect::<Vec<_>>().join("/");
            need(draft, Package::new(Ecosystem::Terraform, &name), None, source, text);
        }
    }
}

/// Reads every `uses: owner/name/path@ref`.
fn workflow(source: &Arc<Source>, draft: &mut Draft) {
    for line in source.text.lines() {
        let line = line.trim_start().trim_start_matches("- ");
        let Some(text) = line.strip_prefix("uses:").map(|rest| rest.trim().trim_matches(['"', '\''])) else { continue };
        let mut parts = text.split('@').next().unwrap_or(text).splitn(3, '/');
        if let (Some(owner), Some(name)) = (parts.next(), parts.next())
            && !owner.starts_with('.')
            && !owner.contains(':')
        {
            let package = Package::new(Ecosystem::Repository, &format!("{owner}/{name}"));
            need(draft, package, None, source, text);
        }
    }
}

/// Reads `include: [{ project: group/name }]`.
fn pipeline(source: &Arc<Source>, draft: &mut Draft) {
    for root in yaml::documents(source, &yaml::LIMITS).into_iter().filter_map(|document| document.root) {
        let Some(include) = root.get("include") else { continue };
        let items = if include.is_mapping() { std::slice::from_ref(include) } else { include.items() };
        for project in items.iter().filter_map(|item| item.get("project")?.as_str()) {
            need(draft, Package::new(Ecosystem::Repository, project), None, source, project);
        }
    }
}

/// Reads `url = …` of `.gitmodules`.
fn submodules(source: &Arc<Source>, draft: &mut Draft) {
    let urls = source.text.lines().filter_map(|line| line.trim().strip_prefix("url")?.trim_start().strip_prefix('='));
    for url in urls.map(str::trim) {
        if let Some((package, _)) = Package::of_url(url) {
            need(draft, package, None, source, url);
        }
    }
}

/// Reads the name and the dependencies of a chart (<https://helm.sh/docs/topics/charts/>).
fn chart(source: &Arc<Source>, draft: &mut Draft) {
    for root in yaml::documents(source, &yaml::LIMITS).into_iter().filter_map(|document| document.root) {
        if let Some(name) = root.get("name").and_then(Node::as_str) {
            draft.provide(Ecosystem::Helm, name);
        }
        for name in root.get("dependencies").into_iter().flat_map(Node::items).filter_map(|item| item.get("name")?.as_str()) {
            draft.need(Ecosystem::Helm, name, source);
        }
    }
}
