//! Samples: a query that asks for the scalars of what a field answers with, and for one level below.

use std::collections::HashMap;

use apollo_parser::cst;

use super::collect::{self, Made};

/// The most levels of a selection, and the most fields of one.
const MOST_DEPTH: usize = 2;
const MOST_FIELDS: usize = 8;

/// Writes the query.
pub(super) fn query(verb: &str, field: &cst::FieldDefinition, types: &[Made], numbers: &HashMap<String, usize>) -> String {
    let word = match verb {
        "QUERY" => "query",
        "MUTATE" => "mutation",
        _ => "subscription",
    };
    let name = collect::name(field.name());
    let arguments: Vec<(String, String)> = field
        .arguments_definition()
        .into_iter()
        .flat_map(|list| list.input_value_definitions())
        .map(|value| (collect::name(value.name()), value.ty().map(|ty| collect::type_text(&ty)).unwrap_or_default()))
        .collect();
    let join = |write: fn(&(String, String)) -> String| {
        let list: Vec<String> = arguments.iter().map(write).collect();
        if list.is_empty() { String::new() } else { format!("({})", list.join(", ")) }
    };
    let variables = join(|(name, ty)| format!("${name}: {ty}"));
    let passed = join(|(name, _)| format!("{name}: ${name}"));
    let answer = field.ty().map(|ty| collect::type_text(&ty)).unwrap_or_default();
    let mut text = format!("{word}{}{variables} {{\n  {name}{passed}", if variables.is_empty() { "" } else { " " });
    select(&mut text, &answer, types, numbers, 1);
    text.push_str("\n}");
    text
}

fn select(text: &mut String, ty: &str, types: &[Made], numbers: &HashMap<String, usize>, depth: usize) {
    let Some(made) = made(ty, types, numbers) else { return };
    let indent = "  ".repeat(depth + 1);
    let mut lines = Vec::new();
    if made.sort == "union" {
        lines.push("__typename".to_owned());
    }
    for field in &made.fields {
        let needs = field.arguments_definition().into_iter().flat_map(|list| list.input_value_definitions());
        let is_free = needs
            .into_iter()
            .all(|value| !matches!(value.ty(), Some(cst::Type::NonNullType(_))) || value.default_value().is_some());
        if !is_free || collect::deprecated(field.directives()).is_some() || lines.len() >= MOST_FIELDS {
            continue;
        }
        let ty = field.ty().map(|ty| collect::type_text(&ty)).unwrap_or_default();
        let is_deep = self::made(&ty, types, numbers).is_some();
        if is_deep && depth >= MOST_DEPTH {
            continue;
        }
        let mut line = collect::name(field.name());
        select(&mut line, &ty, types, numbers, depth + 1);
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push("__typename".to_owned());
    }
    text.push_str(" {\n");
    for line in lines {
        text.push_str(&indent);
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str(&"  ".repeat(depth));
    text.push('}');
}

/// Finds what a type names, if fields must be chosen of it.
fn made<'t>(ty: &str, types: &'t [Made], numbers: &HashMap<String, usize>) -> Option<&'t Made> {
    let name = ty.trim_matches(['[', ']', '!']);
    types.get(*numbers.get(name)?).filter(|made| matches!(made.sort, "type" | "interface" | "union"))
}
