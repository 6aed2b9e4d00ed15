//! What to do about an answer that is none yet: how long a forge wants one to wait, by the headers of GitHub, GitLab and Gitea. Reads headers, waits for nothing.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ureq::http::HeaderMap;

/// How long is waited when a forge says that too much was asked, but not until when; what GitHub's documentation asks for.
const USUAL: Duration = Duration::from_secs(60);

/// Tells how long to wait if the answer means that too much was asked: `Retry-After` in seconds, else the moment of `X-RateLimit-Reset` or `RateLimit-Reset`.
pub(super) fn wanted(status: u16, headers: &HeaderMap, message: &str) -> Option<Duration> {
    let number =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).and_then(|text| text.trim().parse::<u64>().ok());
    let retry_after = number("retry-after").map(Duration::from_secs);
    let is_used_up = ["x-ratelimit-remaining", "ratelimit-remaining"].iter().any(|name| number(name) == Some(0));
    let is_limit = match status {
        429 => true,
        403 => retry_after.is_some() || is_used_up || message.to_lowercase().contains("rate limit"),
        _ => false,
    };
    if !is_limit {
        return None;
    }
    let reset = || {
        let moment = number("x-ratelimit-reset").or_else(|| number("ratelimit-reset"))?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        // One second more, because the moment is rounded.
        Some(Duration::from_secs(moment).saturating_sub(now) + Duration::from_secs(1))
    };
    Some(retry_after.or_else(reset).unwrap_or(USUAL))
}

/// Tells how long to wait after the failure number `tries`, when nothing says it.
pub(super) fn pause(tries: u32) -> Duration {
    Duration::from_millis(250 << tries.min(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted_for(status: u16, pairs: &[(&'static str, String)], message: &str) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        wanted(status, &headers, message).map(|wait| wait.as_secs())
    }

    #[test]
    fn each_forge_says_it_in_its_own_way() {
        let soon = || (SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 30).to_string();
        let close = |wait: Option<u64>| wait.is_some_and(|wait| (29..=31).contains(&wait));
        assert_eq!(wanted_for(429, &[("retry-after", "7".to_owned())], ""), Some(7));
        assert_eq!(wanted_for(403, &[("retry-after", "7".to_owned())], ""), Some(7));
        assert!(close(wanted_for(403, &[("x-ratelimit-remaining", "0".to_owned()), ("x-ratelimit-reset", soon())], "")));
        assert!(close(wanted_for(429, &[("ratelimit-reset", soon())], "")));
        assert_eq!(wanted_for(403, &[], "API rate limit exceeded"), Some(60));
        assert_eq!(wanted_for(403, &[("x-ratelimit-remaining", "12".to_owned())], "Resource not accessible"), None);
        assert_eq!(wanted_for(200, &[("x-ratelimit-remaining", "0".to_owned())], ""), None);
    }
}
