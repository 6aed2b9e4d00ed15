//! What a remote's URL tells: the forge, and the repository's name on it. Credentials never get past this file.

use url::Url;

use crate::base::repo_path::RepoPath;
use crate::base::url_policy;
use crate::config::{Config, SourceSpec};
use crate::model::sources::{Flavour, Forge};

/// Takes a remote URL apart: `https://host/owner/name.git`, `ssh://git@host/owner/name`, `git@host:owner/name.git`.
fn parse(remote: &str) -> Option<(String, String)> {
    let (host, path) = if remote.contains("://") {
        let url = Url::parse(remote).ok().filter(|url| matches!(url.scheme(), "http" | "https" | "ssh" | "git+ssh"))?;
        (url.host_str()?.to_owned(), url.path().to_owned())
    } else {
        let (host, path) = remote.split_once(':')?;
        let host = host.rsplit('@').next()?;
        // One letter before the colon is a drive.
        if host.len() < 2 || host.contains('/') || path.starts_with('\\') {
            return None;
        }
        (host.to_owned(), path.to_owned())
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'));
    (path.contains('/') && path.split('/').all(is_name) && !host.is_empty()).then(|| (host.to_lowercase(), path.to_owned()))
}

/// Gives `owner/name`, if the remote is on a forge.
pub(super) fn name_of_remote(remote: &str) -> Option<String> {
    parse(remote).map(|(host, path)| match azure(&host, &path) {
        Some(_) => path.replacen("/_git/", "/", 1).trim_start_matches("v3/").to_owned(),
        None => path,
    })
}

/// Gives the page of a repository of Azure DevOps: `org/project/_git/name` by https, `v3/org/project/name` by ssh.
fn azure(host: &str, path: &str) -> Option<String> {
    match host {
        "ssh.dev.azure.com" => {
            let (project, name) = path.strip_prefix("v3/")?.rsplit_once('/')?;
            Some(format!("https://dev.azure.com/{project}/_git/{name}"))
        }
        _ if host == "dev.azure.com" || host.ends_with(".visualstudio.com") => {
            path.contains("/_git/").then(|| format!("https://{host}/{path}"))
        }
        _ => None,
    }
}

/// A forge that the configuration names: its host's name need not tell what it is.
pub(super) struct Known {
    host: String,
    flavour: Flavour,
    url: String,
}

/// Collects the forges that the configuration names.
pub(super) fn known(config: &Config) -> Vec<Known> {
    let sources = config.sources.iter().filter_map(|spec| match spec {
        SourceSpec::Forge(source) => Some(source),
        SourceSpec::Path { .. } | SourceSpec::Git { .. } => None,
    });
    let known = sources.filter_map(|source| {
        let host = Url::parse(&source.url).ok()?.host_str()?.to_lowercase();
        Some(Known { host, flavour: source.flavour, url: source.url.clone() })
    });
    known.collect()
}

/// Names a remote in such a way that its https and ssh addresses, with and without `.git`, are the same.
pub(super) fn identity(remote: &str) -> Option<String> {
    parse(remote).map(|(host, path)| format!("{host}/{path}").to_lowercase())
}

/// Recognises the forge of a remote, by what the configuration says or else by the host's name.
pub(super) fn of_remote(remote: &str, known: &[Known]) -> Option<Forge> {
    let (host, path) = parse(remote)?;
    if let Some(known) = known.iter().find(|known| known.host == host) {
        // A forge may stand below a path of its host, which ssh addresses leave out.
        let base = Url::parse(&known.url).map_or_else(|_| String::new(), |url| url.path().trim_matches('/').to_owned());
        let path = path.strip_prefix(&base).map_or(&*path, |path| path.trim_start_matches('/'));
        return Some(Forge { flavour: known.flavour, url: format!("{}/{path}", known.url), folder: RepoPath::root() });
    }
    if let Some(url) = azure(&host, &path) {
        return Some(Forge { flavour: Flavour::Azure, url, folder: RepoPath::root() });
    }
    let flavour = if host.contains("github") {
        Flavour::GitHub
    } else if host.contains("gitlab") {
        Flavour::GitLab
    } else if host == "bitbucket.org" {
        Flavour::Bitbucket
    } else if ["gitea", "forgejo", "codeberg"].iter().any(|known| host.contains(known)) {
        Flavour::Gitea
    } else {
        return None;
    };
    Some(Forge { flavour, url: format!("https://{host}/{path}"), folder: RepoPath::root() })
}

/// Names a repository after the end of its remote URL.
pub(super) fn last_part(remote: &str) -> String {
    let remote = remote.trim_end_matches('/');
    let remote = remote.strip_suffix(".git").unwrap_or(remote).trim_end_matches('/');
    remote.rsplit(['/', ':']).next().unwrap_or_default().to_owned()
}

/// Tells whether a URL is on this machine, where plain http is as good as https.
pub(super) fn is_loopback(remote: &str) -> bool {
    Url::parse(remote).is_ok_and(|url| url.scheme() == "http" && url_policy::is_private_channel(&url))
}

/// Finds what stands before the `@` of a URL, whether or not the URL is a valid one: what is refused is shown too.
fn user_part(remote: &str) -> Option<&str> {
    let rest = remote.split_once("://").map_or(remote, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let is_odd = authority.rsplit_once(':').is_some_and(|(_, port)| !port.bytes().all(|byte| byte.is_ascii_digit()));
    let whole = if authority.contains('@') || !is_odd || !remote.contains("://") { authority } else { rest };
    whole.rsplit_once('@').map(|(user, _)| user)
}

/// Writes a URL without its credentials; the user's name of ssh is none.
pub(super) fn without_credentials(remote: &str) -> String {
    let Some(user) = user_part(remote) else { return remote.to_owned() };
    let is_ssh = !remote.contains("://") || remote.starts_with("ssh://");
    let kept = match user.split(':').next() {
        Some(name) if is_ssh => format!("{name}@"),
        _ => String::new(),
    };
    remote.replacen(&format!("{user}@"), &kept, 1)
}

/// Gives the server of an http or https URL that holds credentials, and the header that carries them to it.
pub(super) fn authorization(remote: &str) -> Option<(String, String)> {
    let url = Url::parse(remote).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let mut pair = decoded(url.username());
    pair.push(b':');
    pair.extend(decoded(url.password().unwrap_or_default()));
    Some((format!("{}/", url.origin().ascii_serialization()), format!("Authorization: Basic {}", base64(&pair))))
}

/// Undoes the percent encoding that a user's name and password have in a URL.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.extend(u8::try_from(high * 16 + low));
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    bytes
}

pub(super) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = ALPHABET.get((group >> shift & 63) as usize).copied().unwrap_or(b'=');
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// Removes the credentials of `remote` from what git said about it.
pub(super) fn redact(said: &str, remote: &str) -> String {
    let said = said.replace(remote, &without_credentials(remote));
    match user_part(remote) {
        Some(user) if !remote.starts_with("ssh://") || user.contains(':') => {
            let said = said.replace(&format!("{user}@"), "");
            match user.split_once(':').map_or(user, |(_, password)| password) {
                "" | "git" => said,
                secret => said.replace(secret, "***"),
            }
        }
        _ => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_name_their_repository_and_hide_their_credentials() {
        let forge = |remote: &str| of_remote(remote, &[]).map(|forge| forge.url);
        assert_eq!(forge("git@github.com:northwind/pay.git").as_deref(), Some("https://github.com/northwind/pay"));
        assert_eq!(forge("https://u:secret@gitlab.example/a/b/c.git").as_deref(), Some("https://gitlab.example/a/b/c"));
        assert_eq!(forge("ssh://git@codeberg.org:22/a/b").as_deref(), Some("https://codeberg.org/a/b"));
        assert_eq!(forge("git@ssh.dev.azure.com:v3/o/p/pay").as_deref(), Some("https://dev.azure.com/o/p/_git/pay"));
        assert_eq!(name_of_remote("https://dev.azure.com/o/p/_git/pay").as_deref(), Some("o/p/pay"));
        for azure in ["https://northwind@dev.azure.com/northwind/money/_git/pay", "git@ssh.dev.azure.com:v3/northwind/money/pay"]
        {
            assert_eq!(forge(azure).as_deref(), Some("https://dev.azure.com/northwind/money/_git/pay"));
        }
        assert_eq!(forge("/srv/git/pay.git"), None);
        assert_eq!(forge("file:///srv/git/pay.git"), None);
        assert_eq!(forge("https://github.com/a/b\"onload=x"), None);
        assert_eq!(name_of_remote("https://git.example/team/pay.git").as_deref(), Some("team/pay"));
        assert_eq!(forge("github.com:northwind/pay.git").as_deref(), Some("https://github.com/northwind/pay"));
        assert_eq!(forge("C:/work/pay"), None);
        let known =
            [Known { host: "code.example".to_owned(), flavour: Flavour::Gitea, url: "https://code.example/git".to_owned() }];
        for remote in ["git@code.example:a/b.git", "https://code.example/git/a/b"] {
            let forge = of_remote(remote, &known).unwrap();
            assert_eq!((forge.flavour, &*forge.url), (Flavour::Gitea, "https://code.example/git/a/b"));
        }
        for (remote, shown) in [
            ("https://u:secret@host.example/a", "https://host.example/a"),
            ("https://secret@host.example:99999/a", "https://host.example:99999/a"),
            ("https://u:sec/ret@host.example/a", "https://host.example/a"),
            ("ssh://git:secret@host.example/a", "ssh://git@host.example/a"),
            ("u:secret@host.example:a", "u@host.example:a"),
            ("git@host.example:a/b", "git@host.example:a/b"),
        ] {
            assert_eq!(without_credentials(remote), shown);
        }
        assert_eq!(redact("no access for u:secret@host, secret", "https://u:secret@host/a"), "no access for host, ***");
        for (remote, value) in [
            ("https://ada:s3cret@host.example/a", "YWRhOnMzY3JldA=="),
            ("https://ada:s%40%2Fx@host.example/a", "YWRhOnNAL3g="),
            ("https://token@host.example/a", "dG9rZW46"),
        ] {
            let expected = ("https://host.example/".to_owned(), format!("Authorization: Basic {value}"));
            assert_eq!(authorization(remote), Some(expected));
        }
        assert_eq!(authorization("https://host.example/a"), None);
        assert!(is_loopback("http://u:secret@127.0.0.1:80/a") && !is_loopback("http://127.0.0.1:80@host.example/a"));
    }
}
