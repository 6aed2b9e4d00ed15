//! `KindModel`: what a kind of entity is: its names, its fields, its relations. Facts of Backstage's catalog model (`packages/catalog-model/src/schema/kinds`,
//! `plugins/catalog-backend/src/processors/BuiltinKindsEntityProcessor.ts`, version 1.55).

/// Describes a kind.
#[derive(Clone, Copy, Debug)]
pub struct KindModel {
    /// As descriptors write it: `Component`.
    pub name: &'static str,
    /// As pages write several: `Components`.
    pub plural: &'static str,
    /// The `apiVersion`s under which it is valid.
    pub api_versions: &'static [&'static str],
    /// The fields below `spec` that have rules.
    pub spec: &'static [Field],
    /// What else holds where `spec.type` says so.
    pub variants: &'static [Variant],
    /// The fields below `spec` that declare relations.
    pub relations: &'static [RelationField],
}

/// Describes what `spec.type` changes.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The `spec.type`.
    pub type_name: &'static str,
    /// A field of the kind that this type may do without; where it is given all the same, the variant does not apply.
    pub instead_of: Option<&'static str>,
    /// The fields below `spec` that this type adds.
    pub spec: &'static [Field],
}

/// Describes a field of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it must be.
    pub shape: Shape,
}

/// Says what a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A string of at least one character.
    Text,
    /// Any string, empty too.
    AnyText,
    /// A boolean.
    Bool,
    /// A list of strings of at least one character.
    Texts,
    /// As `Texts`, with at least one item.
    SomeTexts,
    /// A mapping with these fields and any others.
    Mapping(&'static [Field]),
    /// A list of mappings with these fields and any others; the number is the fewest items.
    Mappings(&'static [Field], usize),
    /// A string that is one of these.
    OneOf(&'static [&'static str]),
    /// A mapping, or a list of mappings.
    MappingOrMappings,
    /// A string or a boolean.
    TextOrBool,
    /// A list of anything.
    List,
    /// Anything.
    Any,
}

/// Describes a field that declares relations.
#[derive(Clone, Copy, Debug)]
pub struct RelationField {
    /// The path from the document's root, as messages write it: `spec.owner`.
    pub field: &'static str,
    /// The type from the declaring entity to the target.
    pub forward: &'static str,
    /// The type back.
    pub reverse: &'static str,
    /// The kind of a target that does not say one; `None` where it must.
    pub default_kind: Option<&'static str>,
}

/// Describes a relation type to people.
#[derive(Clone, Copy, Debug)]
pub struct RelationType {
    /// The type: `ownedBy`.
    pub name: &'static str,
    /// How pages say it, before the target: `owned by`.
    pub title: &'static str,
    /// The type back.
    pub reverse: &'static str,
}

const CORE: &[&str] = &["backstage.io/v1alpha1", "backstage.io/v1beta1"];

const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, required: true, shape }
}

const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, required: false, shape }
}

const fn relation(
    field: &'static str,
    forward: &'static str,
    reverse: &'static str,
    default_kind: &'static str,
) -> RelationField {
    RelationField { field, forward, reverse, default_kind: Some(default_kind) }
}

const OWNER: RelationField = relation("spec.owner", "ownedBy", "ownerOf", "Group");
const SYSTEM: RelationField = relation("spec.system", "partOf", "hasPart", "System");
const DEPENDS_ON: RelationField =
    RelationField { field: "spec.dependsOn", forward: "dependsOn", reverse: "dependencyOf", default_kind: None };
const DEPENDENCY_OF: RelationField =
    RelationField { field: "spec.dependencyOf", forward: "dependencyOf", reverse: "dependsOn", default_kind: None };
const PROFILE: &[Field] =
    &[optional("displayName", Shape::Text), optional("email", Shape::Text), optional("picture", Shape::Text)];

/// The kinds, in the order in which pages list them.
pub const KINDS: &[KindModel] = &[
    KindModel {
        name: "Component",
        plural: "Components",
        api_versions: CORE,
        spec: &[
            required("type", Shape::Text),
            required("lifecycle", Shape::Text),
            required("owner", Shape::Text),
            optional("system", Shape::Text),
            optional("subcomponentOf", Shape::Text),
            optional("providesApis", Shape::Texts),
            optional("consumesApis", Shape::Texts),
            optional("dependsOn", Shape::Texts),
        ],
        variants: &[],
        relations: &[
            OWNER,
            SYSTEM,
            relation("spec.subcomponentOf", "partOf", "hasPart", "Component"),
            relation("spec.providesApis", "providesApi", "apiProvidedBy", "API"),
            relation("spec.consumesApis", "consumesApi", "apiConsumedBy", "API"),
            DEPENDS_ON,
            DEPENDENCY_OF,
        ],
    },
    KindModel {
        name: "API",
        plural: "APIs",
        api_versions: CORE,
        spec: &[
            required("type", Shape::Text),
            required("lifecycle", Shape::Text),
            required("owner", Shape::Text),
            required("definition", Shape::Text),
            optional("system", Shape::Text),
        ],
        variants: &[Variant {
            type_name: "mcp-server",
            instead_of: Some("definition"),
            spec: &[required("remotes", Shape::Mappings(&[required("type", Shape::Text), required("url", Shape::Text)], 1))],
        }],
        relations: &[OWNER, SYSTEM],
    },
    KindModel {
        name: "Resource",
        plural: "Resources",
        api_versions: CORE,
        spec: &[
            required("type", Shape::Text),
            required("owner", Shape::Text),
            optional("system", Shape::Text),
            optional("dependsOn", Shape::Texts),
        ],
        variants: &[],
        relations: &[OWNER, SYSTEM, DEPENDS_ON, DEPENDENCY_OF],
    },
    KindModel {
        name: "System",
        plural: "Systems",
        api_versions: CORE,
        spec: &[required("owner", Shape::Text), optional("domain", Shape::Text), optional("type", Shape::Text)],
        variants: &[],
        relations: &[OWNER, relation("spec.domain", "partOf", "hasPart", "Domain")],
    },
    KindModel {
        name: "Domain",
        plural: "Domains",
        api_versions: CORE,
        spec: &[required("owner", Shape::Text), optional("subdomainOf", Shape::Text), optional("type", Shape::Text)],
        variants: &[],
        relations: &[OWNER, relation("spec.subdomainOf", "partOf", "hasPart", "Domain")],
    },
    KindModel {
        name: "Group",
        plural: "Groups",
        api_versions: CORE,
        spec: &[
            required("type", Shape::Text),
            required("children", Shape::Texts),
            optional("parent", Shape::Text),
            optional("members", Shape::Texts),
            optional("profile", Shape::Mapping(PROFILE)),
        ],
        variants: &[],
        relations: &[
            relation("spec.parent", "childOf", "parentOf", "Group"),
            relation("spec.children", "parentOf", "childOf", "Group"),
            relation("spec.members", "hasMember", "memberOf", "User"),
        ],
    },
    KindModel {
        name: "User",
        plural: "Users",
        api_versions: CORE,
        spec: &[required("memberOf", Shape::Texts), optional("profile", Shape::Mapping(PROFILE))],
        variants: &[],
        relations: &[relation("spec.memberOf", "memberOf", "hasMember", "Group")],
    },
    KindModel {
        name: "Template",
        plural: "Templates",
        api_versions: &["scaffolder.backstage.io/v1beta3"],
        spec: &[
            required("type", Shape::Text),
            required(
                "steps",
                Shape::Mappings(
                    &[
                        required("action", Shape::AnyText),
                        optional("id", Shape::AnyText),
                        optional("name", Shape::AnyText),
                        optional("input", Shape::Mapping(&[])),
                        optional("if", Shape::TextOrBool),
                    ],
                    0,
                ),
            ),
            optional("owner", Shape::Text),
            optional("lifecycle", Shape::Text),
            optional("parameters", Shape::MappingOrMappings),
            optional("output", Shape::Mapping(&[])),
        ],
        variants: &[],
        relations: &[OWNER],
    },
    KindModel {
        name: "Location",
        plural: "Locations",
        api_versions: CORE,
        spec: &[
            optional("type", Shape::Text),
            optional("target", Shape::Text),
            optional("targets", Shape::Texts),
            optional("presence", Shape::OneOf(&["required", "optional"])),
        ],
        variants: &[],
        relations: &[],
    },
    KindModel {
        name: "AiResource",
        plural: "AI resources",
        api_versions: &["backstage.io/v1alpha1"],
        spec: &[
            required("type", Shape::Text),
            required("lifecycle", Shape::Text),
            required("owner", Shape::Text),
            optional("system", Shape::Text),
        ],
        variants: &[
            Variant {
                type_name: "skill",
                instead_of: None,
                spec: &[
                    optional("disciplines", Shape::Texts),
                    optional("categories", Shape::Texts),
                    optional("agents", Shape::Texts),
                    optional("dependsOn", Shape::Texts),
                    optional("allowedTools", Shape::Any),
                    optional("license", Shape::Text),
                    optional("compatibility", Shape::Text),
                ],
            },
            Variant {
                type_name: "rule",
                instead_of: None,
                spec: &[
                    required("category", Shape::Text),
                    required("rationale", Shape::Text),
                    optional("disciplines", Shape::Texts),
                ],
            },
            Variant {
                type_name: "plugin",
                instead_of: None,
                spec: &[required("skills", Shape::SomeTexts), optional("version", Shape::Text)],
            },
            Variant {
                type_name: "marketplace",
                instead_of: None,
                spec: &[required("plugins", Shape::SomeTexts), optional("version", Shape::Text)],
            },
        ],
        relations: &[
            OWNER,
            SYSTEM,
            relation("spec.dependsOn", "dependsOn", "dependencyOf", "AiResource"),
            relation("spec.skills", "hasPart", "partOf", "AiResource"),
            relation("spec.plugins", "hasPart", "partOf", "AiResource"),
        ],
    },
];

/// The relation types, in the order in which pages list them.
pub const RELATION_TYPES: &[RelationType] = &[
    RelationType { name: "ownedBy", title: "owned by", reverse: "ownerOf" },
    RelationType { name: "ownerOf", title: "owner of", reverse: "ownedBy" },
    RelationType { name: "partOf", title: "part of", reverse: "hasPart" },
    RelationType { name: "hasPart", title: "has part", reverse: "partOf" },
    RelationType { name: "providesApi", title: "provides API", reverse: "apiProvidedBy" },
    RelationType { name: "apiProvidedBy", title: "API provided by", reverse: "providesApi" },
    RelationType { name: "consumesApi", title: "consumes API", reverse: "apiConsumedBy" },
    RelationType { name: "apiConsumedBy", title: "API consumed by", reverse: "consumesApi" },
    RelationType { name: "dependsOn", title: "depends on", reverse: "dependencyOf" },
    RelationType { name: "dependencyOf", title: "dependency of", reverse: "dependsOn" },
    RelationType { name: "memberOf", title: "member of", reverse: "hasMember" },
    RelationType { name: "hasMember", title: "has member", reverse: "memberOf" },
    RelationType { name: "childOf", title: "child of", reverse: "parentOf" },
    RelationType { name: "parentOf", title: "parent of", reverse: "childOf" },
];

/// Finds a kind by its name, letters of either case.
pub fn find(name: &str) -> Option<&'static KindModel> {
    KINDS.iter().find(|kind| kind.name.eq_ignore_ascii_case(name))
}

impl KindModel {
    /// Gives the kind as URLs and references write it.
    pub fn slug(&self) -> String {
        self.name.to_ascii_lowercase()
    }

    /// Tells whether entities of this kind have an owner.
    pub fn is_ownable(&self) -> bool {
        self.relations.iter().any(|relation| relation.forward == "ownedBy")
    }
}
