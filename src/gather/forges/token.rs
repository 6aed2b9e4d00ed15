//! `Token`: the secret of one forge, out of the environment. It leaves this file in headers alone, and is taken out of everything that is said.

use crate::config::forges::ForgeSource;

use super::super::forge::base64;
use super::Failure;

/// Holds a token; deliberately without `Debug`.
#[derive(Clone)]
pub(in crate::gather) struct Token {
    secret: String,
    basic: String,
    /// The forge that it is for.
    url: String,
}

impl Token {
    /// Reads the token of a source. A variable that the configuration names must be set; the usual one need not be.
    pub(super) fn read(source: &ForgeSource, git_user: &str) -> Result<Option<Self>, Failure> {
        let secret = std::env::var(&source.token.variable).unwrap_or_default().trim().to_owned();
        if secret.is_empty() || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return if source.token.place.is_some() { Err(Failure::NoToken) } else { Ok(None) };
        }
        let basic = base64(format!("{git_user}:{secret}").as_bytes());
        Ok(Some(Self { secret, basic, url: format!("{}/", source.url) }))
    }

    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    /// Gives the server that the token is for, and the header that carries it there when git asks.
    pub(in crate::gather) fn authorization(&self) -> (String, String) {
        (self.url.clone(), format!("Authorization: Basic {}", self.basic))
    }

    /// Takes the token out of what someone said.
    pub(in crate::gather) fn redact(&self, said: &str) -> String {
        said.replace(&self.secret, "***").replace(&self.basic, "***")
    }

    /// Tells whether someone says the token.
    pub(super) fn is_in(&self, said: &str) -> bool {
        said.contains(&self.secret) || said.contains(&self.basic)
    }
}
