//! Servers: where they are, what their addresses vary in, who may connect, bindings.

use super::{bindings, needs};
use crate::model::api::Server;
use crate::model::api::schema::{Field, Rule, Shape};
use crate::parse::api::documents::At;
use crate::parse::api::http;
use crate::parse::api::json_schema::Schemas;
use crate::parse::docs::fragment;

/// Lists the servers.
pub(super) fn servers<'a>(schemas: &mut Schemas<'a>, root: At<'a>) -> Vec<Server> {
    root.entries("servers")
        .filter_map(|(key, server)| {
            let server = server.resolved()?;
            let url = match server.text("url") {
                url if url.is_empty() => format!("{}{}", server.text("host"), server.text("pathname")),
                url => url,
            };
            let prose = [server.text("description"), server.text("summary")].into_iter().find(|text| !text.is_empty());
            let mut fields: Vec<Field> = server
                .entries("variables")
                .filter_map(|(key, variable)| Some((key, variable.resolved()?)))
                .map(|(key, variable)| {
                    let values = [("One of", variable.texts("enum")), ("Default", vec![variable.text("default")])];
                    let rules = values
                        .into_iter()
                        .filter(|(_, values)| values.iter().any(|value| !value.is_empty()))
                        .map(|(label, values)| Rule { label: label.to_owned(), values });
                    Field {
                        name: key.name.clone(),
                        description: fragment(&variable.text("description")),
                        shape: Shape { rules: rules.collect(), ..Shape::words("string") },
                        ..Field::default()
                    }
                })
                .collect();
            for any in server.items("security") {
                let words = needs(any).into_iter().map(|need| need.scheme).collect::<Vec<_>>().join(" and ");
                fields.push(Field { name: "sign-in".to_owned(), shape: Shape::words(words), ..Field::default() });
            }
            fields.extend(bindings(schemas, server));
            Some(Server {
                example: http::with_defaults(&url, server),
                url,
                name: prose.map_or_else(|| key.name.clone(), |prose| format!("{}: {prose}", key.name)),
                protocol: [server.text("protocol"), server.text("protocolVersion")].join(" ").trim().to_owned(),
                fields,
            })
        })
        .collect()
}
