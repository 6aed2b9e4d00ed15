//! Maven's `pom.xml` (<https://maven.apache.org/pom.html>) and Gradle's build files.

use std::sync::Arc;

use roxmltree::{Document, Node};

use super::{Draft, Ecosystem, Unit, take, take_type};
use crate::base::source::Source;
use crate::model::evidence::Certainty;
use crate::parse::discover::draft::Need;
use crate::parse::discover::package::Package;

/// Frameworks that answer requests.
const SERVERS: [&str; 6] = ["spring-boot", "quarkus", "micronaut", "dropwizard", "io.ktor", "helidon"];

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    if let Some(source) = unit.read("pom.xml")
        && let Ok(document) = Document::parse(&source.text)
    {
        // Poms come with and without their namespace.
        let root = document.root_element();
        let text = |node: Node<'_, '_>, name: &str| {
            let found = node.children().find(|child| child.tag_name().name() == name);
            found.and_then(|found| found.text()).map(|text| text.trim().to_owned())
        };
        let parent = root.children().find(|child| child.tag_name().name() == "parent");
        let group = text(root, "groupId").or_else(|| text(parent?, "groupId"));
        if let (Some(group), Some(name)) = (group, text(root, "artifactId")) {
            draft.provide(Ecosystem::Maven, &format!("{group}:{name}"));
        }
        for needed in document.descendants().filter(|node| node.tag_name().name() == "dependency") {
            if let (Some(group), Some(name)) = (text(needed, "groupId"), text(needed, "artifactId")) {
                let place = super::place(&source, &format!(">{name}<"), &name);
                let package = Package::new(Ecosystem::Maven, &format!("{group}:{name}"));
                draft.needs.push(Need { package, folder: None, place, certainty: Certainty::Certain });
            }
        }
        take(draft, &source, text(root, "description").as_deref(), None);
    }
    for name in ["pom.xml", "build.gradle", "build.gradle.kts"] {
        let Some(source) = unit.read(name) else { continue };
        if name != "pom.xml" {
            gradle(&source, draft);
        }
        match SERVERS.iter().find(|server| source.text.contains(*server)) {
            Some(server) => take_type(draft, &source, "service", server, Certainty::Likely),
            None => take_type(draft, &source, "library", "artifactId", Certainty::Guessed),
        }
    }
}

/// Reads the coordinates that are plainly written in a build file: `implementation "group:name:1.0"`.
fn gradle(source: &Arc<Source>, draft: &mut Draft) {
    for line in source.text.lines().map(str::trim) {
        let is_need = ["implementation", "api", "compileOnly", "runtimeOnly"].iter().any(|word| line.starts_with(word));
        let words: Vec<&str> = line.split(['"', '\'']).nth(1).unwrap_or_default().split(':').collect();
        match words[..] {
            [group, name, ..] if is_need => {
                let place = super::place(source, line, name);
                let package = Package::new(Ecosystem::Maven, &format!("{group}:{name}"));
                draft.needs.push(Need { package, folder: None, place, certainty: Certainty::Certain });
            }
            [group] if line.starts_with("group") && !group.is_empty() => {
                let name = format!("{group}:{}", draft.plain_name());
                draft.provide(Ecosystem::Maven, &name);
            }
            _ => {}
        }
    }
}
