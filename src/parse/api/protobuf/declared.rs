//! What a `.proto` file declares, as its text has it.

use crate::base::source::Span;

#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) syntax: String,
    pub(super) package: String,
    pub(super) comment: String,
    pub(super) imports: Vec<String>,
    pub(super) options: Vec<(String, String)>,
    pub(super) services: Vec<Service>,
    pub(super) messages: Vec<Message>,
    pub(super) enums: Vec<Enum>,
    /// What was not understood, and where.
    pub(super) problems: Vec<(Span, String)>,
}

#[derive(Debug, Default)]
pub(super) struct Service {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) options: Vec<(String, String)>,
    pub(super) calls: Vec<Call>,
}

#[derive(Debug, Default)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) options: Vec<(String, String)>,
    pub(super) request: Named,
    pub(super) answer: Named,
    pub(super) streams: (bool, bool),
}

/// Names a type.
#[derive(Debug, Default, Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) span: Span,
}

#[derive(Debug, Default)]
pub(super) struct Message {
    /// With the names of the messages around it: `Order.Line`.
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) options: Vec<(String, String)>,
    pub(super) fields: Vec<Entry>,
    pub(super) reserved: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) label: String,
    pub(super) kind: Named,
    /// The type of the keys of a map.
    pub(super) key: String,
    pub(super) number: String,
    pub(super) options: Vec<(String, String)>,
    pub(super) oneof: String,
}

#[derive(Debug, Default)]
pub(super) struct Enum {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) options: Vec<(String, String)>,
    pub(super) values: Vec<Entry>,
    pub(super) reserved: Vec<String>,
}
