//! Collects the definitions of a schema, with their extensions, in the order in which they are first met.

use apollo_parser::cst::{self, CstNode, Definition};
use indexmap::IndexMap;

/// Holds what a schema says of itself.
#[derive(Default)]
pub(super) struct Schema {
    pub(super) description: String,
    /// `query`, `mutation`, `subscription` and the types that stand for them.
    pub(super) roots: Vec<(String, String)>,
}

/// Holds a type or a directive with its extensions.
#[derive(Default)]
pub(super) struct Made {
    pub(super) name: String,
    pub(super) sort: &'static str,
    pub(super) description: String,
    pub(super) fields: Vec<cst::FieldDefinition>,
    pub(super) inputs: Vec<cst::InputValueDefinition>,
    pub(super) values: Vec<cst::EnumValueDefinition>,
    pub(super) interfaces: Vec<String>,
    pub(super) members: Vec<String>,
    pub(super) locations: Vec<String>,
    pub(super) directives: Vec<cst::Directives>,
}

impl Made {
    /// Tells directives and types of the same name apart.
    pub(super) fn key(&self) -> String {
        if self.sort == "directive" { format!("@{}", self.name) } else { self.name.clone() }
    }
}

/// Collects everything in a document.
pub(super) fn collect(document: &cst::Document) -> (Schema, Vec<Made>) {
    let mut schema = Schema::default();
    let mut all: IndexMap<String, Made> = IndexMap::new();
    for definition in document.definitions() {
        let (sort, key) = match &definition {
            Definition::DirectiveDefinition(made) => ("directive", name(made.name())),
            Definition::ScalarTypeDefinition(made) => ("scalar", name(made.name())),
            Definition::ScalarTypeExtension(made) => ("scalar", name(made.name())),
            Definition::ObjectTypeDefinition(made) => ("type", name(made.name())),
            Definition::ObjectTypeExtension(made) => ("type", name(made.name())),
            Definition::InterfaceTypeDefinition(made) => ("interface", name(made.name())),
            Definition::InterfaceTypeExtension(made) => ("interface", name(made.name())),
            Definition::UnionTypeDefinition(made) => ("union", name(made.name())),
            Definition::UnionTypeExtension(made) => ("union", name(made.name())),
            Definition::EnumTypeDefinition(made) => ("enum", name(made.name())),
            Definition::EnumTypeExtension(made) => ("enum", name(made.name())),
            Definition::InputObjectTypeDefinition(made) => ("input", name(made.name())),
            Definition::InputObjectTypeExtension(made) => ("input", name(made.name())),
            Definition::SchemaDefinition(made) => {
                schema.description = description(made.description());
                schema.roots.extend(made.root_operation_type_definitions().map(root));
                continue;
            }
            Definition::SchemaExtension(made) => {
                schema.roots.extend(made.root_operation_type_definitions().map(root));
                continue;
            }
            Definition::OperationDefinition(_) | Definition::FragmentDefinition(_) => continue,
        };
        if key.is_empty() {
            continue;
        }
        let slot = if sort == "directive" { format!("@{key}") } else { key.clone() };
        let made = all.entry(slot).or_insert_with(|| Made { name: key, sort, ..Made::default() });
        add(made, definition);
    }
    (schema, all.into_values().collect())
}

fn add(made: &mut Made, definition: Definition) {
    let describe = |made: &mut Made, said: Option<cst::Description>| {
        let said = description(said);
        if !said.is_empty() {
            made.description = said;
        }
    };
    let names = |list: Option<cst::ImplementsInterfaces>| {
        list.map(|list| list.named_types().map(|kind| name(kind.name())).collect::<Vec<_>>()).unwrap_or_default()
    };
    let members = |list: Option<cst::UnionMemberTypes>| {
        list.map(|list| list.named_types().map(|kind| name(kind.name())).collect::<Vec<_>>()).unwrap_or_default()
    };
    match definition {
        Definition::DirectiveDefinition(it) => {
            describe(made, it.description());
            made.inputs.extend(it.arguments_definition().into_iter().flat_map(|list| list.input_value_definitions()));
            let places = it.directive_locations().into_iter().flat_map(|list| list.directive_locations());
            made.locations.extend(places.map(|place| place.syntax().text().to_string().trim().to_owned()));
        }
        Definition::ScalarTypeDefinition(it) => {
            describe(made, it.description());
            made.directives.extend(it.directives());
        }
        Definition::ScalarTypeExtension(it) => made.directives.extend(it.directives()),
        Definition::ObjectTypeDefinition(it) => {
            describe(made, it.description());
            made.interfaces.extend(names(it.implements_interfaces()));
            made.directives.extend(it.directives());
            made.fields.extend(it.fields_definition().into_iter().flat_map(|list| list.field_definitions()));
        }
        Definition::ObjectTypeExtension(it) => {
            made.interfaces.extend(names(it.implements_interfaces()));
            made.directives.extend(it.directives());
            made.fields.extend(it.fields_definition().into_iter().flat_map(|list| list.field_definitions()));
        }
        Definition::InterfaceTypeDefinition(it) => {
            describe(made, it.description());
            made.interfaces.extend(names(it.implements_interfaces()));
            made.directives.extend(it.directives());
            made.fields.extend(it.fields_definition().into_iter().flat_map(|list| list.field_definitions()));
        }
        Definition::InterfaceTypeExtension(it) => {
            made.interfaces.extend(names(it.implements_interfaces()));
            made.directives.extend(it.directives());
            made.fields.extend(it.fields_definition().into_iter().flat_map(|list| list.field_definitions()));
        }
        Definition::UnionTypeDefinition(it) => {
            describe(made, it.description());
            made.directives.extend(it.directives());
            made.members.extend(members(it.union_member_types()));
        }
        Definition::UnionTypeExtension(it) => made.members.extend(members(it.union_member_types())),
        Definition::EnumTypeDefinition(it) => {
            describe(made, it.description());
            made.directives.extend(it.directives());
            made.values.extend(it.enum_values_definition().into_iter().flat_map(|list| list.enum_value_definitions()));
        }
        Definition::EnumTypeExtension(it) => {
            made.values.extend(it.enum_values_definition().into_iter().flat_map(|list| list.enum_value_definitions()));
        }
        Definition::InputObjectTypeDefinition(it) => {
            describe(made, it.description());
            made.directives.extend(it.directives());
            made.inputs.extend(it.input_fields_definition().into_iter().flat_map(|list| list.input_value_definitions()));
        }
        Definition::InputObjectTypeExtension(it) => {
            made.inputs.extend(it.input_fields_definition().into_iter().flat_map(|list| list.input_value_definitions()));
        }
        _ => {}
    }
}

fn root(root: cst::RootOperationTypeDefinition) -> (String, String) {
    let kind = root.operation_type().map(|kind| kind.syntax().text().to_string().trim().to_owned()).unwrap_or_default();
    (kind, name(root.named_type().and_then(|kind| kind.name())))
}

/// Gives a name's text.
pub(super) fn name(name: Option<cst::Name>) -> String {
    name.map(|name| name.text().to_string()).unwrap_or_default()
}

/// Gives a description's text.
pub(super) fn description(description: Option<cst::Description>) -> String {
    description.and_then(|said| said.string_value()).map(|value| String::from(&value)).unwrap_or_default()
}

/// Writes a type without spaces.
pub(super) fn type_text(ty: &cst::Type) -> String {
    // Comments may stand between its words.
    let text = ty.syntax().text().to_string();
    text.lines().map(|line| line.split('#').next().unwrap_or_default()).collect::<String>().split_whitespace().collect()
}

/// Gives the reason of `@deprecated`; an empty one when none is given.
pub(super) fn deprecated(list: Option<cst::Directives>) -> Option<String> {
    let directive = list?.directives().find(|directive| name(directive.name()) == "deprecated")?;
    let reason =
        directive.arguments().into_iter().flat_map(|list| list.arguments()).find(|argument| name(argument.name()) == "reason");
    Some(match reason.and_then(|argument| argument.value()) {
        Some(cst::Value::StringValue(value)) => String::from(&value),
        _ => String::new(),
    })
}
