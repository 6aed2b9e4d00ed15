//! Outlines: an API as `parse` understood it, as an indented list.

use std::fmt::Write as _;

use vestibule::model::api::schema::Shape;
use vestibule::model::api::{Api, Http, Request, Use};

/// Writes everything that a definition says, without descriptions' markup.
pub fn outline(api: &Api) -> String {
    let mut out = format!("{} | {} | {} | {}\n", api.format(), api.title, api.release, api.file);
    for fact in &api.facts {
        let _ = writeln!(out, "fact {}: {}", fact.label, fact.text);
    }
    for server in &api.servers {
        let _ = writeln!(out, "server {} ({}) {}", server.url, server.name, server.protocol);
    }
    for scheme in &api.schemes {
        let scopes: Vec<&str> = scheme.scopes.iter().map(|(name, _)| name.as_str()).collect();
        let _ = writeln!(out, "sign-in {}: {} {}", scheme.name, scheme.words, scopes.join(" "));
    }
    for group in &api.groups {
        let _ = writeln!(out, "group {}", group.title);
        for operation in &group.operations {
            let old = if operation.deprecated { ", deprecated" } else { "" };
            let _ =
                writeln!(out, "  {} {} #{} \"{}\"{old}", operation.verb, operation.address, operation.anchor, operation.title);
            for all in operation.security.iter().flatten() {
                let words: Vec<String> = all.iter().map(|need| format!("{} {}", need.scheme, need.scopes.join(" "))).collect();
                let _ = writeln!(out, "    needs {}", words.join(" and "));
            }
            for part in &operation.parts {
                let _ = writeln!(out, "    {} [{}] {}", part.title, part.note, part.shape.plain());
                inside(&mut out, &part.shape, 3);
            }
            match &operation.request {
                Request::Http(Http { method, url, headers, .. }) => {
                    let headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                    let _ = writeln!(out, "    call {method} {url} {}", headers.join(" | "));
                }
                Request::Text { text, .. } => {
                    let _ = writeln!(out, "    call {}", text.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                Request::None => {}
            }
            for example in &operation.examples {
                let _ = writeln!(
                    out,
                    "    example {}: {}",
                    example.caption,
                    example.text.split_whitespace().collect::<Vec<_>>().join(" ")
                );
            }
        }
    }
    for known in &api.types {
        let uses: Vec<String> = known
            .uses
            .iter()
            .map(|by| match by {
                Use::Operation(anchor, _) => anchor.clone(),
                Use::Type(number) => api.types[*number].anchor.clone(),
            })
            .collect();
        let _ = writeln!(
            out,
            "type {} ({}) #{} {} used by {}",
            known.name,
            known.sort,
            known.anchor,
            known.shape.plain(),
            uses.join(", ")
        );
        inside(&mut out, &known.shape, 1);
    }
    out
}

fn inside(out: &mut String, shape: &Shape, depth: usize) {
    let pad = "  ".repeat(depth);
    for rule in &shape.rules {
        let _ = writeln!(out, "{pad}{}: {}", rule.label, rule.values.join(", "));
    }
    for field in &shape.fields {
        let mut words = vec![field.shape.plain()];
        words.extend(field.notes.iter().cloned());
        words.extend(field.required.then(|| "required".to_owned()));
        words.extend(field.deprecated.then(|| "deprecated".to_owned()));
        let _ = writeln!(out, "{pad}- {}: {}", field.name, words.join("; "));
        inside(out, &field.shape, depth + 1);
    }
    for variant in &shape.variants {
        let _ = writeln!(out, "{pad}/ {}", variant.label);
        inside(out, &variant.shape, depth + 1);
    }
}
