//! GitHub and GitHub Enterprise: <https://docs.github.com/en/rest/repos/repos>, version 2022-11-28.

use serde::Deserialize;
use url::Url;

use super::{Answer, Api, Contents, Entry, link};
use crate::config::forges::{ForgeSource, Owner, Visibility};

pub(super) struct GitHub;

#[derive(Deserialize)]
struct Repository {
    full_name: String,
    default_branch: Option<String>,
    ssh_url: Option<String>,
    #[serde(default)]
    private: bool,
    visibility: Option<Visibility>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    disabled: bool,
    #[serde(default)]
    fork: bool,
    size: Option<u64>,
}

impl Api for GitHub {
    fn first(&self, source: &ForgeSource) -> String {
        let base = base(&source.url);
        match &source.owner {
            Owner::User(name) => format!("{base}/users/{name}/repos?type=owner&sort=full_name&per_page=100"),
            Owner::Organisation(name) | Owner::Group(name) => {
                format!("{base}/orgs/{name}/repos?type=all&sort=full_name&per_page=100")
            }
        }
    }

    fn headers(&self, token: Option<&str>) -> Vec<(&'static str, String)> {
        let mut headers =
            vec![("accept", "application/vnd.github+json".to_owned()), ("x-github-api-version", "2022-11-28".to_owned())];
        headers.extend(token.map(|token| ("authorization", format!("Bearer {token}"))));
        headers
    }

    fn entries(&self, body: &[u8]) -> Result<Vec<Entry>, serde_json::Error> {
        let repositories: Vec<Repository> = serde_json::from_slice(body)?;
        let entry = |it: Repository| Entry {
            // A size of zero is also what a new repository has until its size is computed.
            content: if it.disabled {
                Contents::None
            } else if it.size == Some(0) {
                Contents::Unknown
            } else {
                Contents::Some
            },
            visibility: it.visibility.unwrap_or(if it.private { Visibility::Private } else { Visibility::Public }),
            name: it.full_name,
            branch: it.default_branch,
            ssh: it.ssh_url,
            topics: it.topics,
            is_archived: it.archived,
            is_fork: it.fork,
        };
        Ok(repositories.into_iter().map(entry).collect())
    }

    fn next(&self, asked: &Url, answer: &Answer, _: usize) -> Option<Url> {
        asked.join(link::next(answer.header("link")?)?).ok()
    }

    fn git_user(&self) -> &'static str {
        "x-access-token"
    }
}

/// Finds the API of a host: its own one for github.com and for the tenants of ghe.com, a path of Enterprise Server.
fn base(url: &str) -> String {
    match url.strip_prefix("https://") {
        Some("github.com" | "www.github.com") => "https://api.github.com".to_owned(),
        Some(host) if host.ends_with(".ghe.com") => format!("https://api.{host}"),
        _ => format!("{url}/api/v3"),
    }
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn hosts_have_their_api_in_different_places() {
        assert_eq!(base("https://github.com"), "https://api.github.com");
        assert_eq!(base("https://northwind.ghe.com"), "https://api.northwind.ghe.com");
        assert_eq!(base("https://github.example.com"), "https://github.example.com/api/v3");
    }
}
