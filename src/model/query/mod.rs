//! Query: the filter language. Text -> `Query`, a tree whose names are resolved, or mistakes with columns; a query and a catalog -> yes or no.
//!
//! The grammar, words in either case, nothing between a name, its operator and its value:
//!
//! ```ebnf
#![doc = include_str!("grammar.ebnf")]
//! ```
//!
//! `themes/default/query` is the same language in the browser; both pass `tests/query/cases.json`.

mod date;
mod eval;
mod parse;
mod pattern;
mod portal;
mod vocabulary;
mod words;

pub use eval::{Catalog, Related, Value};
pub use parse::parse;
pub use portal::Asked;
pub use vocabulary::{Meaning, Own, Vocabulary};
pub(crate) use vocabulary::{OWNED_THROUGH, UPDATED};

use date::Bound;
use pattern::Pattern;

/// The grammar, as this module and the command's help show it.
pub const GRAMMAR: &str = include_str!("grammar.ebnf");

/// Holds an expression that can be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    root: Expression,
}

/// Says what is wrong with an expression, and where: columns from one, in characters, the end exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The first column.
    pub column: usize,
    /// The column after the last.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Not(Box<Expression>),
    Term(Term),
    Word(Pattern),
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    /// The relations to walk before the question is asked.
    hops: Vec<Link>,
    end: End,
    test: Test,
}

#[derive(Clone, Debug, PartialEq)]
struct Link {
    relation: String,
    /// The kind of the targets that count.
    kind: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum End {
    Own(Own),
    Path(String),
    Link(Link),
    /// The name that the flags stand under.
    Flags(String),
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Exists,
    Match(Vec<Pattern>),
    Compare(Order, Bound),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
