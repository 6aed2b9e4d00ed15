//! One HTTP client for all forges: GET within one server, with patience, limits, and no step to another server, because every request carries the token.

use std::io::Read;
use std::time::Duration;

use ureq::Agent;
use ureq::http::HeaderMap;
use ureq::tls::{RootCerts, TlsConfig};
use url::{Origin, Url};

use super::{Failure, Token, limits};

/// The most bytes of one page, unpacked; a page of a hundred repositories has less than one million.
const MOST_BYTES: u64 = 16 << 20;
/// How often one page is asked for.
const MOST_TRIES: u32 = 4;
/// How many redirects within the server are followed.
const MOST_REDIRECTS: usize = 5;
/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks one server.
pub(super) struct Client<'t> {
    agent: Agent,
    origin: Origin,
    headers: Vec<(&'static str, String)>,
    /// What is left of the time that may be waited.
    left: Duration,
    token: Option<&'t Token>,
}

/// What a server said.
pub(super) struct Answer {
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    status: u16,
}

impl Answer {
    /// Gives the text of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl<'t> Client<'t> {
    /// Makes a client for the server of `url` alone, which waits for `wait` in all.
    pub(super) fn new(url: &Url, headers: Vec<(&'static str, String)>, wait: Duration, token: Option<&'t Token>) -> Self {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("vestibule/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_per_call(Some(PATIENCE))
            // The certificates that the machine trusts, as for git: forges of one's own often have their own.
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
        if url.scheme() == "http" {
            // Plain http is for this machine, which no proxy reaches.
            config = config.proxy(None);
        }
        Self { agent: config.build().new_agent(), origin: url.origin(), headers, left: wait, token }
    }

    /// Gets a page, asking again where that may help.
    pub(super) fn get(&mut self, url: &Url) -> Result<Answer, Failure> {
        let mut url = url.clone();
        let (mut tries, mut redirects) = (0, 0);
        loop {
            if url.origin() != self.origin {
                return Err(Failure::Elsewhere(url.host_str().unwrap_or_default().to_owned()));
            }
            let (failure, wait) = match self.once(&url) {
                Ok(answer) if answer.status == 200 => return Ok(answer),
                Ok(answer) if matches!(answer.status, 301 | 302 | 303 | 307 | 308) && redirects < MOST_REDIRECTS => {
                    redirects += 1;
                    url = answer
                        .header("location")
                        .and_then(|location| url.join(location).ok())
                        .ok_or(Failure::Status(answer.status))?;
                    continue;
                }
                Ok(answer) => {
                    let message = self.message(&answer);
                    match limits::wanted(answer.status, &answer.headers, &message) {
                        Some(wait) => (Failure::Limited, wait),
                        None => match answer.status {
                            401 => return Err(Failure::Unauthorized),
                            403 => return Err(Failure::Forbidden(message)),
                            404 => return Err(Failure::NotFound),
                            500..=599 => (Failure::Status(answer.status), limits::pause(tries)),
                            other => return Err(Failure::Status(other)),
                        },
                    }
                }
                Err(failure @ Failure::Network(_)) => (failure, limits::pause(tries)),
                Err(failure) => return Err(failure),
            };
            tries += 1;
            if tries >= MOST_TRIES || wait > self.left {
                return Err(failure);
            }
            self.left = self.left.saturating_sub(wait);
            std::thread::sleep(wait);
        }
    }

    fn once(&self, url: &Url) -> Result<Answer, Failure> {
        let mut request = self.agent.get(url.as_str());
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut response = request.call().map_err(|error| Failure::Network(told(&error)))?;
        let mut body = Vec::new();
        // Counted behind the unpacking: few bytes can unpack to many.
        let read = response.body_mut().as_reader().take(MOST_BYTES + 1).read_to_end(&mut body);
        read.map_err(|error| Failure::Network(format!("its answer broke off: {error}")))?;
        if body.len() as u64 > MOST_BYTES {
            return Err(Failure::TooLarge);
        }
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
    }

    /// Gives the forge's own words about a failure: one short line, without the token.
    fn message(&self, answer: &Answer) -> String {
        #[derive(serde::Deserialize)]
        struct Said {
            message: String,
        }
        let said = serde_json::from_slice::<Said>(&answer.body).map_or_else(|_| String::new(), |said| said.message);
        let said = self.token.map_or_else(|| said.clone(), |token| token.redact(&said));
        let line: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
        line.trim().trim_end_matches('.').to_owned()
    }
}

/// Says what went wrong on the way, in the words of people where there are any.
fn told(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "it did not answer in time".to_owned(),
        ureq::Error::HostNotFound => "no host has its name".to_owned(),
        ureq::Error::ConnectionFailed => "there is no connection to it".to_owned(),
        ureq::Error::Io(error) => format!("there is no connection to it: {error}"),
        other => other.to_string(),
    }
}
