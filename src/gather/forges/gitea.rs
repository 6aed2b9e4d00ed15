//! Gitea and Forgejo: <https://docs.gitea.com/api/>, `orgListRepos` and `userListRepos`.

use serde::Deserialize;
use url::Url;

use super::{Answer, Api, Contents, Entry, link};
use crate::config::forges::{ForgeSource, Owner, Visibility};

pub(super) struct Gitea;

#[derive(Deserialize)]
struct Repository {
    full_name: String,
    default_branch: Option<String>,
    ssh_url: Option<String>,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    internal: bool,
    topics: Option<Vec<String>>,
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    fork: bool,
    #[serde(default)]
    empty: bool,
}

impl Api for Gitea {
    fn first(&self, source: &ForgeSource) -> String {
        let folder = if matches!(source.owner, Owner::User(_)) { "users" } else { "orgs" };
        format!("{}/api/v1/{folder}/{}/repos?limit=50&page=1", source.url, source.owner.name())
    }

    fn headers(&self, token: Option<&str>) -> Vec<(&'static str, String)> {
        let mut headers = vec![("accept", "application/json".to_owned())];
        headers.extend(token.map(|token| ("authorization", format!("token {token}"))));
        headers
    }

    fn entries(&self, body: &[u8]) -> Result<Vec<Entry>, serde_json::Error> {
        let repositories: Vec<Repository> = serde_json::from_slice(body)?;
        let entry = |it: Repository| Entry {
            content: if it.empty { Contents::None } else { Contents::Some },
            visibility: match (it.private, it.internal) {
                (true, _) => Visibility::Private,
                (false, true) => Visibility::Internal,
                (false, false) => Visibility::Public,
            },
            name: it.full_name,
            branch: it.default_branch,
            ssh: it.ssh_url,
            topics: it.topics.unwrap_or_default(),
            is_archived: it.archived,
            is_fork: it.fork,
        };
        Ok(repositories.into_iter().map(entry).collect())
    }

    /// Counts pages by itself: links of servers behind proxies often name an address that only the server knows. They only tell whether there is more.
    fn next(&self, asked: &Url, answer: &Answer, count: usize) -> Option<Url> {
        let total = answer.header("x-total-count").and_then(|total| total.trim().parse::<usize>().ok());
        let is_more = match (answer.header("link"), total) {
            (Some(link), _) => link::next(link).is_some(),
            (None, Some(total)) => count < total,
            // A page that holds nothing is the last.
            (None, None) => true,
        };
        let page = asked.query_pairs().find(|(key, _)| key == "page").and_then(|(_, page)| page.parse::<u32>().ok())?;
        let mut next = asked.clone();
        next.query_pairs_mut().clear().append_pair("limit", "50").append_pair("page", &(page + 1).to_string());
        is_more.then_some(next)
    }

    fn git_user(&self) -> &'static str {
        "oauth2"
    }
}
