//! What a remote's URL tells: the forge, and the repository's name on it. Credentials never get past this file.

use url::Url;

use crate::base::repo_path::RepoPath;
use crate::model::sources::{Flavour, Forge};

/// Takes a remote URL apart: `https://host/owner/name.git`, `ssh://git@host/owner/name`, `git@host:owner/name.git`.
fn parse(remote: &str) -> Option<(String, String)> {
    let (host, path) = match Url::parse(remote) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "ssh" | "git+ssh") => {
            (url.host_str()?.to_owned(), url.path().to_owned())
        }
        Ok(_) => return None,
        Err(_) => {
            let (host, path) = remote.split_once(':')?;
            let host = host.rsplit('@').next()?;
            if host.contains('/') || path.starts_with('\\') {
                return None;
            }
            (host.to_owned(), path.to_owned())
        }
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'));
    (path.contains('/') && path.split('/').all(is_name) && !host.is_empty()).then(|| (host.to_lowercase(), path.to_owned()))
}

/// Gives `owner/name`, if the remote is on a forge.
pub(super) fn name_of_remote(remote: &str) -> Option<String> {
    parse(remote).map(|(_, path)| path)
}

/// Recognises the forge of a remote.
pub(super) fn of_remote(remote: &str) -> Option<Forge> {
    let (host, path) = parse(remote)?;
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

/// Writes a URL without its credentials.
pub(super) fn without_credentials(remote: &str) -> String {
    match Url::parse(remote) {
        Ok(mut url) if !url.username().is_empty() || url.password().is_some() => {
            let _ = url.set_password(None);
            if url.scheme() != "ssh" {
                let _ = url.set_username("");
            }
            url.to_string()
        }
        _ => remote.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_name_their_repository_and_hide_their_credentials() {
        let forge = |remote: &str| of_remote(remote).map(|forge| forge.url);
        assert_eq!(forge("git@github.com:northwind/pay.git").as_deref(), Some("https://github.com/northwind/pay"));
        assert_eq!(forge("https://u:secret@gitlab.example/a/b/c.git").as_deref(), Some("https://gitlab.example/a/b/c"));
        assert_eq!(forge("ssh://git@codeberg.org:22/a/b").as_deref(), Some("https://codeberg.org/a/b"));
        assert_eq!(forge("/srv/git/pay.git"), None);
        assert_eq!(forge("file:///srv/git/pay.git"), None);
        assert_eq!(forge("https://github.com/a/b\"onload=x"), None);
        assert_eq!(name_of_remote("https://git.example/team/pay.git").as_deref(), Some("team/pay"));
        assert_eq!(without_credentials("https://u:secret@host.example/a"), "https://host.example/a");
    }
}
