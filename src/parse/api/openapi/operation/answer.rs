//! Answers: their bodies, headers and links, and what they look like.

use super::body::is_json;
use super::{Operations, parameters};
use crate::model::api::Example;
use crate::model::api::schema::{Field, Link, Piece, Rule, Shape, Variant};
use crate::parse::api::documents::{At, code};
use crate::parse::api::{http, sample};
use crate::parse::docs::fragment;

/// The most named examples of a body that are shown.
const MOST_EXAMPLES: usize = 4;

impl<'a> Operations<'a, '_> {
    /// Describes an answer: its body as its own shape if there is one media type, headers and links behind it.
    pub(super) fn answer(&mut self, status: &str, at: At<'a>, operation: At<'a>, examples: &mut Vec<Example>) -> Option<Field> {
        let at = at.seen(&mut self.schemas.findings)?;
        let mut bodies: Vec<(String, Shape)> = Vec::new();
        let mut sample = None;
        for (key, media) in at.entries("content").collect::<Vec<_>>() {
            let media = media.resolved().unwrap_or(media);
            let schema = media.get("schema").or_else(|| media.get("itemSchema"));
            bodies.push((key.name.clone(), schema.map(|schema| self.schemas.shape(schema, 0)).unwrap_or_default()));
            if sample.is_none() {
                sample = answer_samples(&key.name, media, schema);
            }
        }
        if let Some(schema) = at.get("schema") {
            let produces = [operation.texts("produces"), self.root.texts("produces")].into_iter().find(|list| !list.is_empty());
            let media = produces.map_or_else(|| "application/json".to_owned(), |list| list.join(", "));
            bodies.push((media, self.schemas.shape(schema, 0)));
            let given = at.entries("examples").next().map(|(_, given)| vec![(String::new(), sample::given(given.node))]);
            sample = given.or_else(|| {
                let text = sample::pretty(&sample::of(schema, sample::Side::Answer));
                (!text.is_empty()).then(|| vec![(String::new(), text)])
            });
        }
        // One answer that is made up helps; one for every error is noise.
        let is_given =
            at.entries("content").any(|(_, media)| ["example", "examples"].iter().any(|key| media.node.get(key).is_some()))
                || at.node.get("examples").is_some();
        if !is_given && !examples.is_empty() {
            sample = None;
        }
        let reason = http::reason(status);
        for (name, text) in sample.into_iter().flatten() {
            let caption =
                [status, reason, name.as_str()].iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
            let label = if name.is_empty() { status.to_owned() } else { format!("{status} {name}") };
            examples.push(Example { label, caption, text });
        }
        let mut shape = match bodies.len() {
            0 => Shape::words(reason.to_lowercase()),
            1 => {
                let (media, mut shape) = bodies.remove(0);
                if media != "application/json" {
                    shape.words.push(Piece::text(format!(" as {media}")));
                }
                shape
            }
            _ => Shape {
                variants: bodies
                    .into_iter()
                    .map(|(media, shape)| Variant { label: format!("{media}: {}", shape.plain()), shape })
                    .collect(),
                ..Shape::words(format!("one of {} forms", at.entries("content").count()))
            },
        };
        let headers: Vec<Field> = at
            .entries("headers")
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|(key, header)| {
                let header = header.seen(&mut self.schemas.findings)?;
                Some(parameters::field(self.schemas, &key.name, header))
            })
            .collect();
        if !headers.is_empty() {
            shape.variants.push(Variant { label: "Headers".to_owned(), shape: Shape::fields(headers) });
        }
        let links: Vec<Field> =
            at.entries("links").collect::<Vec<_>>().into_iter().filter_map(|(key, link)| self.link(&key.name, link)).collect();
        if !links.is_empty() {
            shape.variants.push(Variant { label: "Links".to_owned(), shape: Shape::fields(links) });
        }
        let prose = [at.text("description"), at.text("summary")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        Some(Field { name: status.to_owned(), description: fragment(&prose), shape, ..Field::default() })
    }

    /// Describes where an answer may lead.
    fn link(&mut self, name: &str, at: At<'a>) -> Option<Field> {
        let at = at.seen(&mut self.schemas.findings)?;
        let id = at.text("operationId");
        let words = if id.is_empty() {
            Piece::text(At::name_in(&at.text("operationRef")))
        } else {
            Piece { to: Some(Link::Operation(format!("op-{}", crate::model::api::pages::plain(&id)))), text: id }
        };
        let rules = at.entries("parameters").map(|(key, value)| Rule { label: key.name.clone(), values: vec![code(value.node)] });
        Some(Field {
            name: name.to_owned(),
            description: fragment(&at.text("description")),
            shape: Shape { rules: rules.collect(), words: vec![words], ..Shape::default() },
            ..Field::default()
        })
    }
}

/// Lists the examples of a media type; the first is made up where none is given.
fn answer_samples(media: &str, at: At<'_>, schema: Option<At<'_>>) -> Option<Vec<(String, String)>> {
    let named: Vec<(String, String)> = at
        .entries("examples")
        .filter_map(|(key, example)| {
            let example = example.resolved()?;
            let value = example
                .node
                .get("value")
                .or_else(|| example.node.get("dataValue"))
                .or_else(|| example.node.get("serializedValue"))?;
            Some((key.name.clone(), sample::given(value)))
        })
        .take(MOST_EXAMPLES)
        .collect();
    match (named.len(), at.node.get("example")) {
        (0, Some(given)) => return Some(vec![(String::new(), sample::given(given))]),
        (0, None) => {}
        (1, _) => return named.into_iter().next().map(|(_, text)| vec![(String::new(), text)]),
        _ => return Some(named),
    }
    if !is_json(media) {
        return None;
    }
    let text = sample::pretty(&sample::of(schema?, sample::Side::Answer));
    (!text.is_empty()).then(|| vec![(String::new(), text)])
}
