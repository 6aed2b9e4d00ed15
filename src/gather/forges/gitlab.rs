//! GitLab: <https://docs.gitlab.com/api/groups/#list-projects>, pages by <https://docs.gitlab.com/api/rest/#pagination>.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use url::Url;

use super::{Answer, Api, Contents, Entry, link};
use crate::config::forges::{ForgeSource, Owner, Visibility};

pub(super) struct GitLab;

#[derive(Deserialize)]
struct Project {
    path_with_namespace: String,
    default_branch: Option<String>,
    ssh_url_to_repo: Option<String>,
    visibility: Option<Visibility>,
    /// The former name of topics is what old servers use.
    #[serde(default, alias = "tag_list")]
    topics: Vec<String>,
    #[serde(default)]
    archived: bool,
    marked_for_deletion_on: Option<String>,
    forked_from_project: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    empty_repo: bool,
}

impl Api for GitLab {
    fn first(&self, source: &ForgeSource) -> String {
        let owner = utf8_percent_encode(source.owner.name(), NON_ALPHANUMERIC);
        let order = "order_by=id&sort=asc&per_page=100";
        match source.owner {
            Owner::User(_) => format!("{}/api/v4/users/{owner}/projects?{order}", source.url),
            // What other groups share with this one has its place there.
            Owner::Group(_) | Owner::Organisation(_) => {
                format!("{}/api/v4/groups/{owner}/projects?include_subgroups=true&with_shared=false&{order}", source.url)
            }
        }
    }

    fn headers(&self, token: Option<&str>) -> Vec<(&'static str, String)> {
        let mut headers = vec![("accept", "application/json".to_owned())];
        headers.extend(token.map(|token| ("authorization", format!("Bearer {token}"))));
        headers
    }

    fn entries(&self, body: &[u8]) -> Result<Vec<Entry>, serde_json::Error> {
        let projects: Vec<serde_json::Value> = serde_json::from_slice(body)?;
        let entry = |it: Project| Entry {
            content: if it.empty_repo || it.default_branch.is_none() { Contents::None } else { Contents::Some },
            // A project without one is seen without an account.
            visibility: it.visibility.unwrap_or(Visibility::Public),
            name: it.path_with_namespace,
            branch: it.default_branch,
            ssh: it.ssh_url_to_repo,
            topics: it.topics,
            is_archived: it.archived || it.marked_for_deletion_on.is_some(),
            is_fork: it.forked_from_project.is_some(),
        };
        let mut entries = Vec::new();
        for mut project in projects {
            // Servers of the years between give both names of topics.
            if let Some(fields) = project.as_object_mut().filter(|fields| fields.contains_key("topics")) {
                fields.remove("tag_list");
            }
            entries.push(entry(serde_json::from_value(project)?));
        }
        Ok(entries)
    }

    fn next(&self, asked: &Url, answer: &Answer, _: usize) -> Option<Url> {
        // The number of the page is right behind proxies too, where links may name an address that only the server knows.
        if let Some(page) = answer.header("x-next-page") {
            let page: u32 = page.trim().parse().ok()?;
            let mut next = asked.clone();
            let kept: Vec<(String, String)> =
                asked.query_pairs().filter(|(key, _)| key != "page").map(|(key, value)| (key.into(), value.into())).collect();
            next.query_pairs_mut().clear().extend_pairs(kept).append_pair("page", &page.to_string());
            return Some(next);
        }
        asked.join(link::next(answer.header("link")?)?).ok()
    }

    fn git_user(&self) -> &'static str {
        "oauth2"
    }
}
