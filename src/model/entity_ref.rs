//! `EntityRef`: the name of an entity everywhere in the portal. Grammar and canonical form after Backstage's `packages/catalog-model/src/entity/ref.ts`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use thiserror::Error;

/// Names one entity: `kind:namespace/name`, all lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityRef {
    /// The kind, lower case.
    pub kind: String,
    /// The namespace, lower case.
    pub namespace: String,
    /// The name, lower case.
    pub name: String,
}

/// Says why a text is no entity reference.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RefError {
    /// A part before or after a separator is empty.
    #[error("`{0}` is not of the form `[<kind>:][<namespace>/]<name>`")]
    Form(String),
    /// No kind is given where none can be assumed.
    #[error("`{0}` does not say its kind")]
    NoKind(String),
}

impl EntityRef {
    /// Makes a reference out of its parts, lower-casing them.
    pub fn new(kind: &str, namespace: &str, name: &str) -> Self {
        Self { kind: kind.to_lowercase(), namespace: namespace.to_lowercase(), name: name.to_lowercase() }
    }

    /// Reads `[<kind>:][<namespace>/]<name>`. Only the first separators split, and a `/` before the first `:` makes that `:` part of the name.
    pub fn parse(text: &str, default_kind: Option<&str>, default_namespace: &str) -> Result<Self, RefError> {
        let form = || RefError::Form(text.to_owned());
        let slash = text.find('/');
        let (kind, rest) = match text.find(':') {
            Some(colon) if slash.is_none_or(|slash| colon < slash) => (Some(&text[..colon]), &text[colon + 1..]),
            _ => (None, text),
        };
        let (namespace, name) = rest.split_once('/').map_or((None, rest), |(namespace, name)| (Some(namespace), name));
        if kind == Some("") || namespace == Some("") || name.is_empty() {
            return Err(form());
        }
        let kind = kind.or(default_kind).ok_or_else(|| RefError::NoKind(text.to_owned()))?;
        Ok(Self::new(kind, namespace.unwrap_or(default_namespace), name))
    }

    /// Writes the reference without the namespace when it is `default`: `component:pay`, `component:shop/pay`.
    pub fn short(&self) -> String {
        if self.namespace == "default" { format!("{}:{}", self.kind, self.name) } else { self.to_string() }
    }
}

impl FromStr for EntityRef {
    type Err = RefError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text, None, "default")
    }
}

impl fmt::Display for EntityRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}", self.kind, self.namespace, self.name)
    }
}

impl Serialize for EntityRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{EntityRef, RefError};

    #[test]
    fn only_the_first_separators_split() {
        let parse = |text: &str| EntityRef::parse(text, Some("Component"), "shop").map(|reference| reference.to_string());
        assert_eq!(parse("Pay").unwrap(), "component:shop/pay");
        assert_eq!(parse("api:pay").unwrap(), "api:shop/pay");
        assert_eq!(parse("a/b:c").unwrap(), "component:a/b:c");
        assert_eq!(parse("k:a/b/c").unwrap(), "k:a/b/c");
        assert_eq!(parse("a:b:c").unwrap(), "a:shop/b:c");
        for wrong in ["", ":a", "a:", "/a", "a/", "k:/a", "k:a/"] {
            assert_eq!(parse(wrong), Err(RefError::Form(wrong.to_owned())), "{wrong}");
        }
        assert_eq!("pay".parse::<EntityRef>(), Err(RefError::NoKind("pay".to_owned())));
    }
}
