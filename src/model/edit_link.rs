//! `EditLink`: where the pages of a docs folder are edited, as `mkdocs.yml` says it. Knows no page; made by `parse`, asked by `render`.

use percent_encoding::utf8_percent_encode;
use url::Url;

use crate::base::repo_path::RepoPath;
use crate::base::url_policy::{self, Target};

/// Says where pages are edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EditLink {
    /// Where the repository's forge edits files.
    #[default]
    Forge,
    /// Nowhere: `edit_uri` is empty.
    Nowhere,
    /// Below this URL, by their path below the docs folder: `repo_url` and `edit_uri`.
    Below(String),
    /// Where `edit_uri_template` says, with `repo_url` before it.
    Template(String),
}

/// Everything that must not stand raw in a path below a URL.
const PATH: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

impl EditLink {
    /// Reads the three keys as MkDocs does: an `edit_uri` that starts with `?` or `#` follows `repo_url` at once, others stand below it. `None` when they make no URL that pages may link to.
    pub fn new(repo_url: Option<&str>, edit_uri: Option<&str>, template: Option<&str>) -> Option<Self> {
        let base = |text: &str| {
            let Some(repo) = repo_url else { return Some(text.to_owned()) };
            let repo = if text.starts_with(['?', '#']) { repo.to_owned() } else { format!("{}/", repo.trim_end_matches('/')) };
            // Braces would not survive the joining; a template is joined by its plain text.
            if text.starts_with(['?', '#']) || (!text.starts_with('/') && !text.contains("://")) {
                return Some(format!("{repo}{text}"));
            }
            Some(if text.contains("://") {
                text.to_owned()
            } else {
                Url::parse(&repo).ok()?.join("/").ok()?.as_str().trim_end_matches('/').to_owned() + text
            })
        };
        let made = match (template, edit_uri) {
            (Some(template), _) if !template.trim().is_empty() => Self::Template(base(template.trim())?),
            (_, Some("")) => return Some(Self::Nowhere),
            (_, Some(uri)) => {
                let uri = base(uri)?;
                Self::Below(if uri.ends_with('/') || uri.contains(['?', '#']) { uri } else { format!("{uri}/") })
            }
            (_, None) => return Some(Self::Forge),
        };
        made.url(&RepoPath::new("a.md")?).is_some().then_some(made)
    }

    /// Gives the URL that edits the page whose file stands at `below` in the docs folder; `None` where there is none, or where the forge knows.
    pub fn url(&self, below: &RepoPath) -> Option<String> {
        let path = utf8_percent_encode(below.as_str(), PATH).to_string();
        let url = match self {
            Self::Forge | Self::Nowhere => return None,
            Self::Below(base) => format!("{base}{path}"),
            Self::Template(template) => {
                let bare = below.as_str().rsplit_once('.').map_or(below.as_str(), |(stem, _)| stem);
                let bare = utf8_percent_encode(bare, PATH).to_string();
                // `!q` asks for slashes to be encoded too.
                let (whole, whole_bare) = (path.replace('/', "%2F"), bare.replace('/', "%2F"));
                let places = [("{path}", &path), ("{path!q}", &whole), ("{path_noext}", &bare), ("{path_noext!q}", &whole_bare)];
                places.iter().fold(template.clone(), |url, (place, value)| url.replace(place, value))
            }
        };
        let is_web = url.starts_with("http://") || url.starts_with("https://");
        matches!(url_policy::sort(&url), Target::External(_) if is_web && !url.contains(['{', '}'])).then_some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::EditLink;
    use crate::base::repo_path::RepoPath;

    #[test]
    fn edit_links_are_those_of_mkdocs() {
        let url = |repo: Option<&str>, uri: Option<&str>, template: Option<&str>| {
            EditLink::new(repo, uri, template).and_then(|link| link.url(&RepoPath::new("guide/a b.md").unwrap()))
        };
        let repo = Some("https://git.example/o/r");
        assert_eq!(url(repo, Some("edit/main/docs/"), None).unwrap(), "https://git.example/o/r/edit/main/docs/guide/a%20b.md");
        assert_eq!(url(repo, Some("edit/main/docs"), None).unwrap(), "https://git.example/o/r/edit/main/docs/guide/a%20b.md");
        assert_eq!(url(repo, Some("?path=docs/"), None).unwrap(), "https://git.example/o/r?path=docs/guide/a%20b.md");
        assert_eq!(url(repo, Some("/root/x/"), None).unwrap(), "https://git.example/root/x/guide/a%20b.md");
        assert_eq!(url(None, Some("https://e.example/edit/"), None).unwrap(), "https://e.example/edit/guide/a%20b.md");
        assert_eq!(
            url(repo, None, Some("_edit/{path_noext}?of={path!q}")).unwrap(),
            "https://git.example/o/r/_edit/guide/a%20b?of=guide%2Fa%20b.md"
        );
        assert_eq!(url(None, Some("edit/main/"), None), None);
        assert_eq!(EditLink::new(None, Some("edit/main/"), None), None);
        assert_eq!(EditLink::new(Some("javascript:x"), Some("edit/"), None), None);
        assert_eq!(EditLink::new(repo, Some(""), None), Some(EditLink::Nowhere));
        assert_eq!(EditLink::new(repo, None, None), Some(EditLink::Forge));
        assert_eq!(EditLink::new(repo, None, Some("edit/{file}")), None);
    }
}
