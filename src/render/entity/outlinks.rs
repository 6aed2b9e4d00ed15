//! Where annotations lead: the pages of forges and of continuous integration that an annotation alone gives the address of.

use super::spec::{Link, external, host};
use crate::base::yaml::Node;
use crate::model::entity::Entity;
use crate::model::location_ref::LocationRef;
use crate::model::sources::{Flavour, Forge};
use crate::render::strings::Strings;

/// Lists the links that the annotations of `entity` give, in the order of their kinds; `forge` is that of its repository.
pub(super) fn outlinks(strings: &Strings, entity: &Entity, forge: Option<&Forge>) -> Vec<Link> {
    let mut links = Vec::new();
    let mut add = |title: &str, icon: &str, href: String| {
        if let Some(href) = external(&href) {
            links.push(Link { title: title.to_owned(), note: host(&href), href: Some(href), icon: icon.to_owned() });
        }
    };
    if let Some(source) = source(entity) {
        add(strings.text("source"), "code", source);
    }
    if let Some(slug) = slug(entity, "github.com/project-slug", 2..=2) {
        let base = format!("{}/{slug}", server(forge, Flavour::GitHub, "https://github.com"));
        add("Actions", "code", format!("{base}/actions"));
        add(strings.text("pull-requests"), "code", format!("{base}/pulls"));
        add(strings.text("issues"), "link", format!("{base}/issues"));
    }
    if let Some(team) = slug(entity, "github.com/team-slug", 2..=2)
        && let Some((org, team)) = team.split_once('/')
    {
        add(
            strings.text("team"),
            "group",
            format!("{}/orgs/{org}/teams/{team}", server(forge, Flavour::GitHub, "https://github.com")),
        );
    }
    if let Some(login) = slug(entity, "github.com/user-login", 1..=1) {
        add(strings.text("profile"), "group", format!("{}/{login}", server(forge, Flavour::GitHub, "https://github.com")));
    }
    if let Some(slug) = slug(entity, "gitlab.com/project-slug", 2..=20) {
        let base = format!("{}/{slug}/-", server(forge, Flavour::GitLab, "https://gitlab.com"));
        add(strings.text("pipelines"), "code", format!("{base}/pipelines"));
        add(strings.text("merge-requests"), "code", format!("{base}/merge_requests"));
        add(strings.text("issues"), "link", format!("{base}/issues"));
    }
    if let Some(slug) = slug(entity, "bitbucket.org/project-slug", 2..=2) {
        add(strings.text("pipelines"), "code", format!("https://bitbucket.org/{slug}/pipelines"));
        add(strings.text("pull-requests"), "code", format!("https://bitbucket.org/{slug}/pull-requests/"));
    }
    if let Some(slug) = slug(entity, "dev.azure.com/project-repo", 2..=2)
        && let Some((project, name)) = slug.split_once('/')
        && let Some(organisation) = forge.filter(|forge| forge.flavour == Flavour::Azure).and_then(organisation)
    {
        add(strings.text("pipelines"), "code", format!("{organisation}/{project}/_build"));
        add(strings.text("pull-requests"), "code", format!("{organisation}/{project}/_git/{name}/pullrequests"));
    }
    if let Some(slug) = slug(entity, "circleci.com/project-slug", 3..=3) {
        add("CircleCI", "code", format!("https://app.circleci.com/pipelines/{slug}"));
    }
    let known: Vec<&str> = entity
        .root
        .at(&["metadata", "links"])
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(|link| link.get("url")?.as_str())
        .collect();
    links.retain(|link| !link.href.as_deref().is_some_and(|href| known.contains(&href)));
    links
}

/// Gives the page of the sources that `backstage.io/source-location` names.
fn source(entity: &Entity) -> Option<String> {
    let location = LocationRef::parse(entity.annotation("backstage.io/source-location")?).ok()?;
    (location.scheme == "url").then(|| location.target.to_owned())
}

/// Gives the value of an annotation that names something by a path of so many parts; anything that could change an address is none.
fn slug<'a>(entity: &'a Entity, key: &str, parts: std::ops::RangeInclusive<usize>) -> Option<&'a str> {
    let value = entity.annotation(key)?.trim();
    let is_name = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            && part.chars().any(|c| c != '.')
    };
    (parts.contains(&value.split('/').count()) && value.split('/').all(is_name)).then_some(value)
}

/// Gives the address of the server of a forge: that of the entity's repository if it is of the flavour, else the public one.
fn server(forge: Option<&Forge>, flavour: Flavour, public: &str) -> String {
    let own = forge.filter(|forge| forge.flavour == flavour).and_then(|forge| url::Url::parse(&forge.url).ok());
    own.map_or_else(|| public.to_owned(), |url| url.origin().ascii_serialization())
}

/// Gives the address of the organisation of a repository of Azure DevOps.
fn organisation(forge: &Forge) -> Option<String> {
    let (project, _) = forge.url.split_once("/_git/")?;
    let (organisation, _) = project.rsplit_once('/')?;
    Some(organisation.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::base::repo_path::RepoPath;
    use crate::base::source::Source;
    use crate::base::yaml;
    use crate::config::ThemeFolder;
    use crate::render::theme;

    /// Gives the links of an entity with these annotations and links, as `title address`.
    fn links(metadata: &str, forge: Option<&Forge>) -> Vec<String> {
        let text = format!("kind: Component\nmetadata: {{name: pay, {metadata}}}\n");
        let source = Arc::new(Source { repository: None, commit: None, path: RepoPath::root(), text: text.into() });
        let document = yaml::documents(&source, &yaml::LIMITS).remove(0);
        let entity = Entity {
            reference: "component:default/pay".parse().unwrap(),
            kind: "Component".to_owned(),
            namespace: "default".to_owned(),
            name: "pay".to_owned(),
            root: document.root.unwrap(),
            source,
            span: document.span,
            repository: 0,
            relations: Vec::new(),
            properties: BTreeMap::new(),
            facts: BTreeMap::new(),
            evidence: Vec::new(),
            located: BTreeMap::new(),
            api: None,
            docs: None,
        };
        let strings = theme::strings("en", &ThemeFolder::default()).0;
        outlinks(&strings, &entity, forge).into_iter().map(|link| format!("{} {}", link.title, link.href.unwrap())).collect()
    }

    fn forge(flavour: Flavour, url: &str) -> Forge {
        Forge { flavour, url: url.to_owned(), folder: RepoPath::root() }
    }

    #[test]
    fn annotations_lead_where_they_say_and_nowhere_else() {
        let enterprise = forge(Flavour::GitHub, "https://github.example.com/northwind/pay");
        assert_eq!(
            links("annotations: {github.com/project-slug: northwind/pay}", Some(&enterprise)),
            [
                "Actions https://github.example.com/northwind/pay/actions",
                "Pull requests https://github.example.com/northwind/pay/pulls",
                "Issues https://github.example.com/northwind/pay/issues",
            ]
        );
        let azure = forge(Flavour::Azure, "https://dev.azure.com/northwind/shop/_git/cart");
        assert_eq!(
            links("annotations: {dev.azure.com/project-repo: shop/cart}", Some(&azure)),
            [
                "Pipelines https://dev.azure.com/northwind/shop/_build",
                "Pull requests https://dev.azure.com/northwind/shop/_git/cart/pullrequests",
            ]
        );
        assert_eq!(links("annotations: {dev.azure.com/project-repo: shop/cart}", None), [""; 0]);
        assert_eq!(
            links("annotations: {backstage.io/source-location: 'url:https://git.example.com/pay/'}", None),
            ["Source https://git.example.com/pay/"]
        );
        for hostile in [
            "github.com/project-slug: ../..",
            "github.com/project-slug: a/b?c",
            "github.com/project-slug: a/b/c",
            "backstage.io/source-location: 'url:javascript:alert(1)'",
            "backstage.io/source-location: 'url:data:text/html,x'",
        ] {
            assert_eq!(links(&format!("annotations: {{{hostile}}}"), None), [""; 0], "{hostile}");
        }
    }

    #[test]
    fn links_that_the_descriptor_has_are_not_repeated() {
        let metadata = "annotations: {circleci.com/project-slug: github/a/b}, links: [{url: 'https://app.circleci.com/pipelines/github/a/b'}]";
        assert_eq!(links(metadata, None), [""; 0]);
    }
}
