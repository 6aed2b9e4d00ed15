//! `LocationRef`: where something is, as annotations say it: `url:https://…`, `dir:./docs`. Grammar after Backstage's `packages/catalog-model/src/location/helpers.ts`.

use thiserror::Error;

/// Names a place by the way in which it is read and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationRef<'a> {
    /// How it is read: `url`, `dir`, `file`.
    pub scheme: &'a str,
    /// Where it is: a URL or a path.
    pub target: &'a str,
}

/// Says why a text names no location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LocationError {
    /// There is nothing before or after the first colon.
    #[error("it is not of the form `<type>:<target>`")]
    Form,
    /// A URL stands there by itself.
    #[error("`url:` is missing before the address")]
    BareUrl,
    /// The target would run as a script.
    #[error("it leads to a script")]
    Script,
}

impl<'a> LocationRef<'a> {
    /// Reads `<type>:<target>`; the first colon splits, and white space around either part is nothing.
    pub fn parse(text: &'a str) -> Result<Self, LocationError> {
        let (scheme, target) = text.split_once(':').ok_or(LocationError::Form)?;
        let (scheme, target) = (scheme.trim(), target.trim());
        if scheme.is_empty() || target.is_empty() {
            return Err(LocationError::Form);
        }
        if matches!(scheme, "http" | "https") {
            return Err(LocationError::BareUrl);
        }
        let letters: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(11).collect();
        if letters.eq_ignore_ascii_case("javascript:") {
            return Err(LocationError::Script);
        }
        Ok(Self { scheme, target })
    }
}
