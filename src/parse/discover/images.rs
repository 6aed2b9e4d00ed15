//! Which images a unit is built from and runs with: Dockerfiles, Compose files, the values of Helm charts.

use super::draft::{Draft, Need, place};
use super::package::{Ecosystem, Package};
use super::unit::Unit;
use crate::base::yaml::{self, Node};
use crate::model::evidence::Certainty;

/// Takes the images that its files name. A unit with a Dockerfile builds the image of its repository's name, or of its own.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    for file in &unit.files {
        let name = file.path.file_name().to_ascii_lowercase();
        let is_dockerfile =
            ["dockerfile", "containerfile"].iter().any(|stem| name.starts_with(stem) || name.ends_with(&format!(".{stem}")));
        let is_compose = matches!(name.as_str(), "docker-compose.yml" | "docker-compose.yaml" | "compose.yml" | "compose.yaml");
        if !is_dockerfile && !is_compose && name != "values.yaml" {
            continue;
        }
        let Some(source) = unit.open(file) else { continue };
        let mut need = |image: &str, certainty| {
            if let Some(package) = Package::of_image(image) {
                draft.needs.push(Need { package, folder: None, place: place(&source, image, image), certainty });
            }
        };
        if is_dockerfile {
            let froms = source.text.lines().filter_map(|line| line.trim().split_once(char::is_whitespace));
            for (_, rest) in froms.filter(|(word, _)| word.eq_ignore_ascii_case("from")) {
                let image = rest.split_whitespace().find(|word| !word.starts_with("--"));
                image.into_iter().for_each(|image| need(image, Certainty::Certain));
            }
            continue;
        }
        for document in yaml::documents(&source, &yaml::LIMITS) {
            let Some(root) = document.root else { continue };
            let services = root.get("services").into_iter().flat_map(Node::entries).map(|(_, service)| service);
            let mut built = Vec::new();
            for service in services {
                let image = service.get("image").and_then(Node::as_str);
                match (image, service.get("build")) {
                    (Some(image), Some(_)) => built.push(image.to_owned()),
                    (Some(image), None) => need(image, Certainty::Certain),
                    _ => {}
                }
            }
            let image = root.at(&["image", "repository"]).and_then(Node::as_str);
            image.into_iter().for_each(|image| need(image, Certainty::Likely));
            draft.provides.extend(built.iter().filter_map(|image| Package::of_image(image)));
        }
    }
    let is_built = unit.find(|name| name == "dockerfile" || name == "containerfile").is_some();
    if let Some(organisation) = draft.organisation.clone().filter(|_| is_built) {
        let (repository, own) = (draft.repository.clone(), draft.plain_name().to_owned());
        draft.provide(Ecosystem::Image, &format!("{organisation}/{own}"));
        if !unit.folder.is_root() {
            draft.provide(Ecosystem::Image, &format!("{organisation}/{repository}/{own}"));
            draft.provide(Ecosystem::Image, &format!("{organisation}/{repository}-{own}"));
        }
    }
}
