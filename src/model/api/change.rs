//! Change: one thing that is different between two versions of an API, as data. Made by `diff`; pages say it in their language.

/// Says one thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether it breaks those who use the API as it was.
    pub is_breaking: bool,
    /// The operation or the type: `POST /payments`, `Payment`.
    pub subject: String,
    /// Its id in the pages of the newer version, or of the older one if it is gone.
    pub anchor: String,
    /// What happened to it.
    pub what: What,
}

/// Says what happened to an operation or a type, or to a field of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It is not there any more.
    Gone,
    /// It was not there before.
    New,
    /// It had another name, which callers do not see.
    Renamed(String),
    /// It should not be used any more.
    Deprecated,
    /// It is called in another way.
    Verb {
        /// The verb.
        now: String,
        /// The one that it was.
        before: String,
    },
    /// It asks for another sign-in.
    SignIn,
    /// It needs a body.
    BodyNeeded,
    /// It takes no body of a media type any more.
    BodyGone(String),
    /// It takes a body of a media type.
    BodyNew(String),
    /// It does not answer with a status any more.
    AnswerGone(String),
    /// It may answer with a status.
    AnswerNew(String),
    /// The enumeration has a value no more.
    NameGone(String),
    /// The enumeration has a value.
    NameNew(String),
    /// A field is not there any more.
    FieldGone(String),
    /// A field was not there before.
    FieldNew(String),
    /// A field was not there before, and must be sent.
    FieldNewAndRequired(String),
    /// A field should not be used any more.
    FieldDeprecated(String),
    /// A field must be sent.
    FieldRequired(String),
    /// A field is in every answer.
    FieldAlwaysThere(String),
    /// A field is not in every answer any more.
    FieldMayBeMissing(String),
    /// A field need not be sent any more.
    FieldOptional(String),
    /// A value is of another type.
    Type {
        /// Whose value.
        of: Whose,
        /// The type; empty for any.
        now: String,
        /// The one that it was.
        before: String,
    },
    /// A value cannot be some of its list any more.
    ValuesGone(Whose, Vec<String>),
    /// A value may be more than its list had.
    ValuesNew(Whose, Vec<String>),
    /// A value is one of a list.
    Listed(Whose),
    /// A value is not one of a list any more.
    Unlisted(Whose),
}

/// Says whose value it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of the type itself.
    Own,
    /// That of a part of the operation, by its title.
    Part(String),
    /// That of an answer, by its status.
    Answer(String),
    /// That of a field.
    Field(String),
}
