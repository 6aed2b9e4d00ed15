//! Maven's `pom.xml` (<https://maven.apache.org/pom.html>) and Gradle's build files.

use roxmltree::Document;

use super::{Draft, Unit, take, take_type};
use crate::model::evidence::Certainty;

/// Frameworks that answer requests.
const SERVERS: [&str; 6] = ["spring-boot", "quarkus", "micronaut", "dropwizard", "io.ktor", "helidon"];

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    if let Some(source) = unit.read("pom.xml")
        && let Ok(document) = Document::parse(&source.text)
    {
        // Poms come with and without their namespace.
        let description = document.root_element().children().find(|child| child.tag_name().name() == "description");
        take(draft, &source, description.and_then(|node| node.text()).map(str::trim), None);
    }
    for name in ["pom.xml", "build.gradle", "build.gradle.kts"] {
        let Some(source) = unit.read(name) else { continue };
        match SERVERS.iter().find(|server| source.text.contains(*server)) {
            Some(server) => take_type(draft, &source, "service", server, Certainty::Likely),
            None => take_type(draft, &source, "library", "artifactId", Certainty::Guessed),
        }
    }
}
