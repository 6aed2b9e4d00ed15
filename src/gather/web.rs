//! Asks whether web addresses still lead somewhere: in parallel, within bounds, and not again before an answer is old. Answers are kept below the cache.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::model::progress::Progress;

/// Bounds what asking may cost.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// The most addresses that are asked.
    pub most: usize,
    /// How many are asked at once.
    pub at_once: usize,
    /// How many of one host are asked at once.
    pub per_host: usize,
    /// How long one answer may take.
    pub patience: Duration,
    /// How long all of them may take.
    pub total: Duration,
    /// How long an answer holds.
    pub holds: Duration,
    /// Whether this machine may be asked; docs name `localhost` for their readers' machines.
    pub loopback: bool,
}

impl Default for Asking {
    fn default() -> Self {
        let day = Duration::from_secs(24 * 60 * 60);
        Self {
            most: 5_000,
            at_once: 16,
            per_host: 4,
            patience: Duration::from_secs(10),
            total: Duration::from_secs(300),
            holds: 7 * day,
            loopback: false,
        }
    }
}

/// Holds what asking told.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The addresses that lead nowhere, and why.
    pub dead: BTreeMap<String, String>,
    /// How many were left for another time.
    pub left: usize,
}

/// The file below the cache that keeps answers.
const KEPT: &str = "links.json";

/// One answer as it is kept.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    /// Why the address is dead, if it is.
    dead: Option<String>,
    /// When it was asked, in seconds since 1970.
    at: u64,
}

/// Asks `urls` and tells which are dead: gone (404, 410), or on a host that has no address. Whatever else an answer says, somebody is there.
pub(super) fn ask(urls: Vec<String>, cache: &Path, asking: &Asking, progress: &dyn Progress) -> Answers {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut kept: BTreeMap<String, Kept> =
        fs::read(cache.join(KEPT)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    // What was dead may be mended soon; it is asked again the next day.
    let holds = |answer: &Kept| {
        let holds = if answer.dead.is_some() { asking.holds / 7 } else { asking.holds };
        answer.at <= now && now - answer.at < holds.as_secs()
    };
    kept.retain(|_, answer| holds(answer));
    let mut wanted: Vec<&String> = urls.iter().filter(|url| !kept.contains_key(*url) && may_ask(url, asking)).collect();
    let mut left = wanted.len().saturating_sub(asking.most);
    wanted.truncate(asking.most);
    let lanes = lanes(&wanted, asking.per_host.max(1));
    progress.stage("asking links", wanted.len());
    let (next, deadline) = (AtomicUsize::new(0), Instant::now() + asking.total);
    let answers: Mutex<Vec<(String, Option<String>)>> = Mutex::default();
    let unasked = AtomicUsize::new(0);
    let agent = agent(asking);
    std::thread::scope(|scope| {
        for _ in 0..asking.at_once.min(lanes.len()) {
            scope.spawn(|| {
                while let Some(lane) = lanes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for url in lane {
                        if Instant::now() >= deadline {
                            unasked.fetch_add(1, Ordering::Relaxed);
                        } else if let Some(answer) = one(&agent, url) {
                            answers.lock().unwrap_or_else(PoisonError::into_inner).push(((*url).clone(), answer));
                        }
                        progress.step();
                    }
                }
            });
        }
    });
    left += unasked.into_inner();
    for (url, dead) in answers.into_inner().unwrap_or_else(PoisonError::into_inner) {
        kept.insert(url, Kept { dead, at: now });
    }
    keep(cache, &kept);
    let dead = urls.into_iter().filter_map(|url| Some((kept.get(&url)?.dead.clone()?, url)));
    Answers { dead: dead.map(|(why, url)| (url, why)).collect(), left }
}

fn agent(asking: &Asking) -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(asking.patience))
        .http_status_as_error(false)
        // Where a redirect leads is not asked: it is an answer, and it might lead to a host that docs may not name.
        .max_redirects(0)
        .user_agent(concat!("vestibule/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .build()
        .into()
}

/// Asks one address: why it is dead, or that it is not; nothing when nobody can say.
fn one(agent: &ureq::Agent, url: &str) -> Option<Option<String>> {
    let gone = |status: u16| matches!(status, 404 | 410);
    match agent.head(url).call() {
        Ok(answer) if answer.status().as_u16() < 400 => return Some(None),
        // Some hosts know no HEAD, and say so in many ways.
        Ok(_) => {}
        Err(error) => return lookup_failed(&error).then(|| Some("its host has no address".to_owned())),
    }
    let status = agent.get(url).call().ok()?.status().as_u16();
    Some(gone(status).then(|| format!("its host answers {status}")))
}

/// Tells whether a host's name leads nowhere; a name server that is out of reach says nothing.
fn lookup_failed(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::HostNotFound => true,
        ureq::Error::Io(error) => {
            let said = error.to_string();
            said.contains("failed to lookup address") && !said.contains("emporary failure")
        }
        _ => false,
    }
}

/// Tells whether an address may be asked: not those that stand for others in examples, nor what only this machine or its host can see.
fn may_ask(url: &str, asking: &Asking) -> bool {
    const EXAMPLES: [&str; 8] = ["example", "test", "invalid", "local", "localhost", "example.com", "example.org", "example.net"];
    let Ok(url) = Url::parse(url) else { return false };
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_lowercase();
            name.contains('.')
                && !EXAMPLES.iter().any(|end| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
        }
        Some(Host::Ipv4(address)) => {
            (asking.loopback || !address.is_loopback()) && !address.is_link_local() && !address.is_unspecified()
        }
        Some(Host::Ipv6(address)) => {
            // A mapped address is the one that it maps.
            let is_bad = address.is_unspecified() || address.is_unicast_link_local() || address.to_ipv4().is_some();
            !is_bad && !address.is_loopback()
        }
        None => false,
    }
}

/// Deals the addresses of every host to at most `per_host` lanes, each of which is worked through one by one.
fn lanes<'a>(urls: &[&'a String], per_host: usize) -> Vec<Vec<&'a String>> {
    let mut hosts: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for url in urls {
        let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        hosts.entry(host).or_default().push(url);
    }
    let dealt = hosts.into_values().flat_map(|urls| {
        let size = urls.len().div_ceil(per_host).max(1);
        urls.chunks(size).map(<[&String]>::to_vec).collect::<Vec<_>>()
    });
    let mut lanes: Vec<_> = dealt.collect();
    // The longest first, so that the last to end is a short one.
    lanes.sort_by_key(|lane| std::cmp::Reverse(lane.len()));
    lanes
}

/// Writes the answers; a cache that cannot be written costs the next run some time.
fn keep(cache: &Path, kept: &BTreeMap<String, Kept>) {
    let Ok(text) = serde_json::to_vec(kept) else { return };
    let new = cache.join(format!("{KEPT}.{}.new", std::process::id()));
    let written =
        fs::create_dir_all(cache).and_then(|()| fs::write(&new, text)).and_then(|()| fs::rename(&new, cache.join(KEPT)));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
}

#[cfg(test)]
mod tests {
    use super::{Asking, lanes, may_ask};

    #[test]
    fn only_what_is_out_there_is_asked() {
        let asking = Asking::default();
        for url in [
            "http://localhost:3000/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://169.254.169.254/latest/meta-data",
            "http://0.0.0.0/",
            "http://0x7f000001/",
            "http://intranet/",
            "https://api.northwind.example/",
            "https://www.example.com/x",
            "https://user:secret@host.io/",
            "mailto:a@b.io",
        ] {
            assert!(!may_ask(url, &asking), "{url}");
        }
        for url in ["https://github.com/a", "https://myexample.com/", "http://10.1.2.3/"] {
            assert!(may_ask(url, &asking), "{url}");
        }
    }

    #[test]
    fn no_host_has_more_lanes_than_it_may() {
        let urls: Vec<String> = (0..10).map(|n| format!("https://a.io/{n}")).chain(["https://b.io/".to_owned()]).collect();
        let lanes = lanes(&urls.iter().collect::<Vec<_>>(), 4);
        assert_eq!(lanes.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3, 1, 1]);
    }
}
