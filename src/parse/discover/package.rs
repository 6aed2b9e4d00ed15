//! `Package`: what one repository publishes and another needs: a package of an ecosystem, an image, a Terraform module, a repository itself.

use url::Url;

/// Names one; equal names mean the same thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Package {
    ecosystem: Ecosystem,
    name: String,
}

/// Says whose rules a name follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ecosystem {
    Cargo,
    Composer,
    Gem,
    Go,
    Helm,
    Image,
    Maven,
    Npm,
    Nuget,
    Pypi,
    Repository,
    Terraform,
}

impl Package {
    /// Makes a name as its ecosystem compares it.
    pub(super) fn new(ecosystem: Ecosystem, name: &str) -> Self {
        let name = match ecosystem {
            Ecosystem::Cargo => name.replace('_', "-"),
            Ecosystem::Pypi => name.to_ascii_lowercase().replace(['_', '.'], "-"),
            Ecosystem::Nuget | Ecosystem::Composer | Ecosystem::Repository | Ecosystem::Image => name.to_ascii_lowercase(),
            Ecosystem::Go => without_version(name).to_owned(),
            _ => name.to_owned(),
        };
        Self { ecosystem, name }
    }

    /// Names the repository that a git or web URL leads to, and the folder below it after `//`.
    pub(super) fn of_url(url: &str) -> Option<(Self, Option<&str>)> {
        let url = url.strip_prefix("git::").unwrap_or(url).split('?').next()?;
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (whole, folder) = rest.split_once("//").map_or((rest, None), |(whole, folder)| (whole, Some(folder)));
        let whole = whole.rsplit_once('@').map_or(whole, |(_, host)| host);
        let (host, path) = whole.split_once([':', '/']).filter(|(host, _)| host.contains('.') && !host.starts_with('.'))?;
        let path = path.trim_matches('/').trim_end_matches(".git");
        (!host.is_empty() && path.contains('/')).then(|| (Self::new(Ecosystem::Repository, path), folder))
    }

    /// Names the repository that a page of a forge belongs to: `https://host/owner/name/tree/main/folder`.
    pub(super) fn of_web_page(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let path = url.path().trim_matches('/');
        let path = path.split_once("/-/").map_or(path, |(whole, _)| whole);
        let end =
            ["/tree/", "/blob/", "/src/", "/raw/"].iter().filter_map(|middle| path.find(middle)).min().unwrap_or(path.len());
        let path = path[..end].trim_end_matches(".git");
        path.contains('/').then(|| Self::new(Ecosystem::Repository, path))
    }

    /// Names an image without its registry, tag and digest.
    pub(super) fn of_image(image: &str) -> Option<Self> {
        let image = image.trim().trim_matches(['"', '\'']).split('@').next()?;
        let (folder, last) = image.rsplit_once('/').map_or(("", image), |(folder, last)| (folder, last));
        let last = last.split(':').next()?;
        let host = folder.split('/').next().filter(|host| host.contains(['.', ':']) || *host == "localhost");
        let owner = host.map_or(folder, |host| folder[host.len()..].trim_start_matches('/'));
        // What is not filled in, or nobody's in particular, is no dependency.
        let is_name = !owner.is_empty() && !image.contains(['$', '{', ' ']);
        is_name.then(|| Self::new(Ecosystem::Image, &format!("{owner}/{last}")))
    }
}

/// Removes the major version that ends a Go module's path: `example.com/pay/v2`.
fn without_version(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((head, last)) if last.strip_prefix('v').is_some_and(|digits| digits.parse::<u32>().is_ok()) => head,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_their_ecosystems_do() {
        let url = |text| Package::of_url(text).map(|(package, folder)| (package.name, folder));
        let pay = || "northwind/pay".to_owned();
        assert_eq!(url("git::https://github.com/Northwind/pay.git//modules/db?ref=v1"), Some((pay(), Some("modules/db"))));
        assert_eq!(url("git@github.com:northwind/pay.git"), Some((pay(), None)));
        assert_eq!(url("github.com/northwind/pay"), Some((pay(), None)));
        assert_eq!(url("./modules/db"), None);
        let image = |text| Package::of_image(text).map(|package| package.name);
        assert_eq!(image("ghcr.io/northwind/pay:1.2@sha256:0"), Some(pay()));
        assert_eq!(image("localhost:5000/northwind/pay"), Some(pay()));
        assert_eq!(image("northwind/pay"), Some(pay()));
        assert_eq!(image("postgres:16"), None);
        assert_eq!(image("$REGISTRY/pay"), None);
        assert_eq!(Package::new(Ecosystem::Go, "example.com/pay/v2").name, "example.com/pay");
        assert_eq!(Package::new(Ecosystem::Pypi, "Pay_Core").name, "pay-core");
    }
}
