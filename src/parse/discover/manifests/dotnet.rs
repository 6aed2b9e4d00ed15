//! .NET project files (<https://learn.microsoft.com/nuget/reference/msbuild-targets>).

use roxmltree::Document;

use super::{Draft, Ecosystem, Unit, take, take_type};
use crate::model::evidence::Certainty;

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let is_project = |name: &str| [".csproj", ".fsproj", ".vbproj"].iter().any(|end| name.ends_with(end));
    let Some(source) = unit.find(is_project).and_then(|file| unit.open(file)) else { return };
    let Ok(document) = Document::parse(source.text.trim_start_matches('\u{feff}')) else { return };
    let text = |name: &str| {
        let found = document.descendants().find(|node| node.is_element() && node.tag_name().name() == name);
        found.and_then(|node| node.text()).map(str::trim)
    };
    let stem =
        |path: &str| path.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
    if let Some(name) = text("PackageId").map(str::to_owned).or_else(|| stem(source.path.as_str())) {
        draft.provide(Ecosystem::Nuget, &name);
    }
    for node in document.descendants() {
        match (node.tag_name().name(), node.attribute("Include")) {
            ("PackageReference", Some(name)) => draft.need(Ecosystem::Nuget, name, &source),
            ("ProjectReference", Some(path)) => {
                stem(path).into_iter().for_each(|name| draft.need(Ecosystem::Nuget, &name, &source))
            }
            _ => {}
        }
    }
    take(draft, &source, text("Description"), text("PackageLicenseExpression"));
    match (document.root_element().attribute("Sdk"), text("OutputType")) {
        (Some("Microsoft.NET.Sdk.Web"), _) => take_type(draft, &source, "service", "Microsoft.NET.Sdk.Web", Certainty::Certain),
        (_, Some("Exe")) => take_type(draft, &source, "tool", "Exe", Certainty::Likely),
        _ => take_type(draft, &source, "library", "Sdk", Certainty::Guessed),
    }
}
