//! Model files as typed -> kinds as meant: relation types paired, schemas compiled, names resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value as Json, json};

use super::file::{KindFile, RelationFile};
use super::{Declared, computed, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::naming::{capitalised, in_words};
use crate::base::schema::Schema;
use crate::model::kind::{KindModel, Model, RelationField, RelationType, Shown, ShownValue};

/// Makes the model; what is wrong collects in `findings`, and the rest is made all the same.
pub(super) fn model(declared: &Declared, findings: &mut Vec<Diagnostic>) -> Model {
    let mut model = Model { relation_types: relation_types(declared, findings), ..Model::default() };
    for (name, file) in &declared.merged.kinds {
        let slug = name.to_lowercase();
        let place = || declared.place(&["kinds", name]);
        if let Some(first) = model.kinds.get(&slug) {
            findings.push(words::kind_twice(place(), name, &first.name));
            continue;
        }
        let relations = relations(declared, name, file, &model.relation_types, findings);
        let Some(spec) = spec(declared, name, file, findings) else { continue };
        let title = file.title.clone().unwrap_or_else(|| name.clone());
        let kind = KindModel {
            plural: file.plural.clone().unwrap_or_else(|| plural(&title)),
            title,
            name: name.clone(),
            is_preset: declared.is_preset(name),
            own_fields: declared.own_values(name, &["spec", "properties"]),
            description: file.description.clone(),
            icon: file.icon.clone(),
            color: file.color.clone(),
            api_versions: file.api_versions.clone(),
            spec,
            relations,
            properties: computed::properties(declared, name, file, findings),
            list: Vec::new(),
            page: Vec::new(),
        };
        model.kinds.insert(slug, kind);
    }
    for (name, file) in &declared.merged.kinds {
        let Some((list, page)) = model.kinds.get(&name.to_lowercase()).map(|kind| {
            let shown = |key: &str, values: &[String], findings: &mut Vec<Diagnostic>| -> Vec<Shown> {
                let resolved = values.iter().map(|value| shown(kind, value).ok_or(value));
                resolved
                    .filter_map(|shown| {
                        let known = || known_values(kind);
                        shown
                            .map_err(|value| {
                                findings.push(words::unknown_value(declared.place(&["kinds", name, key]), name, value, &known()))
                            })
                            .ok()
                    })
                    .collect()
            };
            let own = || {
                [&["spec", "properties"][..], &["properties"]]
                    .into_iter()
                    .flat_map(|path| declared.own_values(name, path))
                    .filter(|value| self::shown(kind, value).is_some())
                    .collect()
            };
            let page = if file.page.is_empty() { &own() } else { &file.page };
            (shown("list", &file.list, findings), shown("page", page, findings))
        }) else {
            continue;
        };
        if let Some(kind) = model.kinds.get_mut(&name.to_lowercase()) {
            (kind.list, kind.page) = (list, page);
        }
    }
    check_kind_names(declared, &model, findings);
    computed::filters(declared, &mut model, findings);
    model.order = computed::order(declared, &mut model, findings);
    model
}

/// Pairs the relation types, those that fields declare in passing included.
fn relation_types(declared: &Declared, findings: &mut Vec<Diagnostic>) -> Vec<RelationType> {
    let mut types: Vec<RelationType> = Vec::new();
    let mut pair = |name: &str, title: Option<&String>, reverse: &str, reverse_title: Option<&String>| {
        let known = |types: &[RelationType], name: &str| types.iter().find(|known| *known.name == *name).cloned();
        match (known(&types, name), known(&types, reverse)) {
            (None, None) => {
                let (one, other): (Arc<str>, Arc<str>) = (name.into(), reverse.into());
                let title_of = |title: Option<&String>, name: &str| title.cloned().unwrap_or_else(|| in_words(name));
                types.push(RelationType { name: Arc::clone(&one), title: title_of(title, name), reverse: Arc::clone(&other) });
                if name != reverse {
                    types.push(RelationType { name: other, title: title_of(reverse_title, reverse), reverse: one });
                }
                Ok(())
            }
            (Some(first), _) if *first.reverse == *reverse => Ok(()),
            (Some(first), _) => Err(first),
            (None, Some(second)) => Err(second),
        }
    };
    for (name, file) in &declared.merged.relations {
        if let Err(other) = pair(name, file.title.as_ref(), &file.reverse, file.reverse_title.as_ref()) {
            findings.push(words::relation_paired_twice(declared.place(&["relations", name, "reverse"]), &other));
        }
    }
    for (kind, file) in &declared.merged.kinds {
        for (field, relation) in &file.relations {
            let Some(reverse) = &relation.reverse else { continue };
            let name = relation.type_name.as_deref().unwrap_or(field);
            if let Err(other) = pair(name, None, reverse, relation.reverse_title.as_ref()) {
                let place = declared.place(&["kinds", kind, "relations", field, "reverse"]);
                findings.push(words::relation_paired_twice(place, &other));
            }
        }
    }
    types
}

fn relations(
    declared: &Declared,
    kind: &str,
    file: &KindFile,
    types: &[RelationType],
    findings: &mut Vec<Diagnostic>,
) -> Vec<RelationField> {
    let mut fields = Vec::new();
    for (field, relation) in &file.relations {
        let name = relation.type_name.as_deref().unwrap_or(field);
        let Some(found) = types.iter().find(|known| *known.name == *name) else {
            let place = declared.place(&["kinds", kind, "relations", field, "type"]);
            findings.push(words::unknown_relation(place, name, types));
            continue;
        };
        let only = |kinds: &[String]| if let [one] = kinds { Some(one.clone()) } else { None };
        fields.push(RelationField {
            field: format!("spec.{field}").into(),
            forward: Arc::clone(&found.name),
            reverse: Arc::clone(&found.reverse),
            title: relation.title.clone().unwrap_or_else(|| capitalised(&in_words(field))),
            default_kind: relation.kind.clone().or_else(|| only(&relation.kinds)),
            kinds: relation.kinds.iter().map(|kind| kind.to_lowercase()).collect(),
            when: relation.when.clone(),
        });
    }
    fields
}

/// Compiles the schema of `spec`: what is written, and a rule for each relation field that has none.
fn spec(declared: &Declared, kind: &str, file: &KindFile, findings: &mut Vec<Diagnostic>) -> Option<Schema> {
    let mut schema = file.spec.clone();
    schema.entry("type").or_insert_with(|| json!("object"));
    for (field, relation) in file.relations.iter().filter(|(field, _)| !field.contains('.')) {
        let is_written = schema.get("properties").and_then(|properties| properties.get(field)).is_some();
        // A field that means a relation for one type alone has its rule there.
        if !is_written && relation.when.is_none() {
            let properties = schema.entry("properties").or_insert_with(|| Json::Object(Map::new()));
            if let Some(properties) = properties.as_object_mut() {
                properties.insert(field.clone(), field_schema(relation));
            }
        }
        if relation.required
            && let Some(required) = schema.entry("required").or_insert_with(|| json!([])).as_array_mut()
            && !required.iter().any(|name| name == field)
        {
            required.push(json!(field));
        }
    }
    match Schema::new(Json::Object(schema)) {
        Ok(schema) => Some(schema),
        Err(reason) => {
            findings.push(words::wrong_schema(declared.place(&["kinds", kind, "spec"]), kind, &reason));
            None
        }
    }
}

fn field_schema(relation: &RelationFile) -> Json {
    let text = json!({ "type": "string", "minLength": 1 });
    match relation.many {
        Some(true) => json!({ "type": "array", "items": text }),
        Some(false) => text,
        None => json!({ "type": ["string", "array"], "items": text }),
    }
}

/// Reports kinds that relations name and nobody declares.
fn check_kind_names(declared: &Declared, model: &Model, findings: &mut Vec<Diagnostic>) {
    for (kind, file) in &declared.merged.kinds {
        for (field, relation) in &file.relations {
            let names = relation.kind.iter().map(|name| ("kind", name)).chain(relation.kinds.iter().map(|name| ("kinds", name)));
            for (key, name) in names.filter(|(_, name)| model.find(name).is_none()) {
                let place = declared.place(&["kinds", kind, "relations", field, key]);
                findings.push(words::unknown_kind(place, name, model));
            }
        }
    }
}

/// Resolves a name of `list` or `page`: a property, a relation field, or a field of the descriptor.
fn shown(kind: &KindModel, name: &str) -> Option<Shown> {
    let spec = || format!("spec.{}", name.strip_prefix("spec.").unwrap_or(name));
    if let Some(property) = kind.properties.iter().find(|property| property.name == name) {
        return Some(Shown {
            title: property.title.clone(),
            value: ShownValue::Property(name.to_owned()),
            colors: BTreeMap::new(),
        });
    }
    if let Some(relation) = kind.relations.iter().find(|relation| *relation.field == *spec()) {
        let value = ShownValue::Relation(Arc::clone(&relation.forward), relation.kinds.clone());
        return Some(Shown { title: relation.title.clone(), value, colors: BTreeMap::new() });
    }
    if name.starts_with("metadata.") {
        let path: Vec<String> = name.split('.').map(str::to_owned).collect();
        return Some(Shown {
            title: capitalised(&in_words(path.last().map_or(name, String::as_str))),
            value: ShownValue::Field(path),
            colors: BTreeMap::new(),
        });
    }
    let path: Vec<String> = spec().split('.').map(str::to_owned).collect();
    let known = path.iter().skip(1).try_fold(kind.spec.json(), |schema, part| schema.get("properties")?.get(part))?;
    let title = known.get("title").and_then(Json::as_str).map(str::to_owned);
    let title = title.unwrap_or_else(|| capitalised(&in_words(path.last().map_or(name, String::as_str))));
    let colors = known.get("colors").cloned().and_then(|colors| serde_json::from_value(colors).ok()).unwrap_or_default();
    Some(Shown { title, value: ShownValue::Field(path), colors })
}

fn known_values(kind: &KindModel) -> Vec<String> {
    let fields = kind.spec.json().get("properties").and_then(Json::as_object).into_iter().flat_map(Map::keys).cloned();
    let properties = kind.properties.iter().map(|property| property.name.clone());
    let relations = kind.relations.iter().map(|relation| relation.field.trim_start_matches("spec.").to_owned());
    let mut known: IndexMap<String, ()> = IndexMap::new();
    known.extend(fields.chain(relations).chain(properties).map(|name| (name, ())));
    known.into_keys().collect()
}

fn plural(title: &str) -> String {
    let stem = title.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None if title.ends_with(['s', 'x']) || title.ends_with("ch") || title.ends_with("sh") => format!("{title}es"),
        None => format!("{title}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::plural;
    use crate::base::naming::in_words;

    #[test]
    fn names_become_words() {
        assert_eq!(
            ["affectedBy", "apiURL", "open_incidents", "owner"].map(in_words),
            ["affected by", "api URL", "open incidents", "owner"]
        );
        assert_eq!(["Incident", "Policy", "Bus", "Day"].map(plural), ["Incidents", "Policies", "Buses", "Days"]);
    }
}
