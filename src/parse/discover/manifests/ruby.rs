//! Ruby's gemspecs (<https://guides.rubygems.org/specification-reference/>) and Gemfiles. They are programs; what is plainly written in them is taken.

use super::{Draft, Ecosystem, Unit, take, take_type};
use crate::model::evidence::Certainty;

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    if let Some(source) = unit.find(|name| name.ends_with(".gemspec")).and_then(|file| unit.open(file)) {
        let value = |field: &str| source.text.lines().find_map(|line| assigned(line, field));
        if let Some(name) = value("name") {
            draft.provide(Ecosystem::Gem, name);
        }
        let needs = ["add_dependency", "add_runtime_dependency"];
        for line in source.text.lines().filter(|line| needs.iter().any(|word| line.contains(word))) {
            quoted(line).into_iter().for_each(|name| draft.need(Ecosystem::Gem, name, &source));
        }
        take(draft, &source, value("description").or_else(|| value("summary")), value("license"));
        take_type(draft, &source, "library", "Gem::Specification", Certainty::Certain);
    }
    if let Some(source) = unit.read("Gemfile")
        && let Some(server) = ["rails", "sinatra", "hanami", "grape"].into_iter().find(|name| {
            source
                .text
                .lines()
                .any(|line| line.trim_start().starts_with("gem ") && line.contains(&format!("{name}{}", quote(line))))
        })
    {
        take_type(draft, &source, "service", server, Certainty::Likely);
    }
}

/// Gives the first quoted word of a line.
fn quoted(line: &str) -> Option<&str> {
    line.split(['"', '\'']).nth(1)
}

fn quote(line: &str) -> char {
    if line.contains('"') { '"' } else { '\'' }
}

/// Reads `spec.field = "value"`.
fn assigned<'a>(line: &'a str, field: &str) -> Option<&'a str> {
    let (left, right) = line.split_once('=')?;
    let is_field = left.trim().rsplit('.').next() == Some(field);
    let right = right.trim();
    let quote = right.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = right[1..].split(quote).next()?;
    (is_field && !value.contains("#{")).then_some(value)
}
