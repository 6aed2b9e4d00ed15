//! Builds portals out of what forges list: GitHub, GitLab and Gitea as their API descriptions say, on loopback, with their repositories over smart HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use support::git::{Repository, git};
use support::http::{Request, Response, Server, git_backend, serve};
use support::tree;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::source::Source;
use vestibule::config;
use vestibule::gather::{Cache, gather};
use vestibule::model::progress::Silent;

const TOKEN: &str = "s3cret-token";
/// The token as git sends it, with the users `x-access-token` and `oauth2`.
const BASIC: [&str; 2] = ["Basic eC1hY2Nlc3MtdG9rZW46czNjcmV0LXRva2Vu", "Basic b2F1dGgyOnMzY3JldC10b2tlbg=="];

/// A portal in a temporary folder, with the repositories that the forge serves below `forge/`.
struct Portal {
    folder: tempfile::TempDir,
}

impl Portal {
    fn new(repositories: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in repositories {
            let repository = Repository::create(&folder.path().join("forge").join(format!("{name}.git")));
            let group = name.replace('/', "-");
            let text = format!(
                "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{name: {group}}}\nspec: {{type: team, children: []}}\n"
            );
            repository.write("catalog-info.yaml", text.as_bytes());
            repository.commit("Describe it");
        }
        fs::create_dir_all(folder.path().join("portal")).unwrap();
        Self { folder }
    }

    fn forge(&self) -> PathBuf {
        self.folder.path().join("forge")
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("portal")
    }

    fn configure(&self, sources: &str) -> &Self {
        fs::write(self.root().join("vestibule.yaml"), format!("site: {{title: Northwind}}\nsources:\n{sources}")).unwrap();
        self
    }

    fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
        command.current_dir(self.root()).args(arguments).env("VESTIBULE_CACHE", self.folder.path().join("cache"));
        for name in ["GITHUB_TOKEN", "GITLAB_TOKEN", "GITEA_TOKEN", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        command.envs(environment.iter().copied()).output().unwrap()
    }

    /// Gives the findings as people read them, ports left out.
    fn told(&self, environment: &[(&str, &str)], port: u16) -> Vec<String> {
        let output = self.run(&["check", "--format", "json"], environment);
        let report: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("none").to_owned();
        let tell = |finding: &Value| {
            let [severity, code, message, hint] = ["severity", "code", "message", "hint"].map(|key| text(finding, key));
            format!("{severity}[{code}] {}:{}: {message} ({hint})", finding["line"], finding["column"])
                .replace(&port.to_string(), "PORT")
        };
        report["findings"].as_array().unwrap().iter().map(tell).collect()
    }

    /// Builds, and gives the repositories of the site: name, address and branch.
    fn built(&self, environment: &[(&str, &str)], port: u16) -> Vec<String> {
        let output = self.run(&["build", "--verbose"], environment);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let site: Value = serde_json::from_slice(&fs::read(self.root().join("site/api/site.json")).unwrap()).unwrap();
        let tell = |it: &Value| format!("{} {} {}", it["name"], it["url"], it["branch"]).replace(&port.to_string(), "PORT");
        site["repositories"].as_array().unwrap().iter().map(|it| tell(it).replace('"', "")).collect()
    }
}

/// Tells what the server was asked of its API, with the headers that matter.
fn asked(server: &Server) -> Vec<String> {
    let log = server.log.lock().unwrap();
    let requests = log.iter().filter(|request| request.target.starts_with("/api/"));
    let tell = |request: &Request| format!("{} {}", request.header("authorization").unwrap_or("-"), request.target);
    requests.map(tell).collect()
}

fn refuse() -> Response {
    Response::new(401, r#"{"message":"Bad credentials"}"#)
}

/// Answers for git, to those who have the token.
fn git_answer(request: &Request, root: &Path, basic: &str) -> Response {
    if request.header("authorization") == Some(basic) { git_backend(request, root) } else { refuse() }
}

/// Cuts page `page` of `size` out of a list.
fn page(all: &[Value], page: usize, size: usize) -> String {
    Value::from(all.chunks(size).nth(page - 1).unwrap_or_default().to_vec()).to_string()
}

fn github_repository(name: &str, more: Value) -> Value {
    let mut repository = json!({
        "id": 1, "name": name.rsplit('/').next(), "full_name": name, "private": true, "visibility": "private", "fork": false,
        "archived": false, "disabled": false, "size": 42, "default_branch": "main", "topics": [], "description": null,
        "ssh_url": format!("git@github.example.com:{name}.git"), "clone_url": format!("https://elsewhere.example/{name}.git"),
    });
    repository.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    repository
}

/// GitHub Enterprise Server: `/api/v3`, pages by `Link`, the next ones below `/organizations/1`.
fn github(root: PathBuf, repositories: Vec<Value>) -> Server {
    serve(move |request, port| {
        let (path, _) = request.parts();
        if !path.starts_with("/api/") {
            return git_answer(request, &root, BASIC[0]);
        }
        if request.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return refuse();
        }
        if !matches!(path, "/api/v3/orgs/northwind/repos" | "/api/v3/organizations/1/repos")
            || request.header("accept") != Some("application/vnd.github+json")
            || request.header("user-agent").is_none()
        {
            return Response::new(404, r#"{"message":"Not Found"}"#);
        }
        let size = request.query("per_page").map_or(30, |size| size.parse().unwrap());
        let number = request.query("page").map_or(1, |page| page.parse().unwrap());
        let last = repositories.len().div_ceil(size);
        let to = |number: usize, rel: &str| {
            format!("<http://127.0.0.1:{port}/api/v3/organizations/1/repos?per_page={size}&page={number}>; rel=\"{rel}\"")
        };
        let mut links = Vec::new();
        if number > 1 {
            links.extend([to(number - 1, "prev"), to(1, "first")]);
        }
        if number < last {
            links.extend([to(number + 1, "next"), to(last, "last")]);
        }
        Response::new(200, &page(&repositories, number, size)).header("Link", &links.join(", "))
    })
}

#[test]
fn github_lists_an_organisation() {
    let portal = Portal::new(&["northwind/svc-pay", "northwind/svc-ledger", "northwind/lib-money"]);
    git(&portal.folder.path().join("forge"), &["init", "--quiet", "--bare", "northwind/svc-new.git"]);
    let mut repositories: Vec<Value> =
        (0..210).map(|number| github_repository(&format!("northwind/old-{number}"), json!({"archived": true}))).collect();
    repositories.extend([
        github_repository("northwind/svc-pay", json!({"topics": ["backend"]})),
        github_repository("northwind/svc-ledger", json!({"topics": ["x", "Backend"], "visibility": "internal"})),
        github_repository("northwind/lib-money", json!({"topics": ["backend"]})),
        github_repository("northwind/svc-new", json!({"topics": ["backend"], "size": 0})),
        github_repository("northwind/svc-untold", json!({})),
        github_repository("northwind/svc-legacy", json!({"topics": ["backend"]})),
        github_repository("northwind/svc-fork", json!({"topics": ["backend"], "fork": true})),
        github_repository("northwind/svc-open", json!({"topics": ["backend"], "visibility": "public", "private": false})),
        github_repository("../../etc", json!({"topics": ["backend"]})),
    ]);
    let server = github(portal.forge(), repositories);
    portal.configure(&format!(
        "  - github: {{ org: northwind, url: 'http://127.0.0.1:{}', include: [SVC-*], exclude: ['*-legacy'], topics: [backend], visibility: [private, internal], token_env: THE_TOKEN }}\n",
        server.port
    ));
    assert_eq!(portal.told(&[("THE_TOKEN", TOKEN)], server.port), [""; 0]);
    let query = "per_page=100";
    assert_eq!(
        asked(&server),
        [
            format!("Bearer {TOKEN} /api/v3/orgs/northwind/repos?type=all&sort=full_name&{query}"),
            format!("Bearer {TOKEN} /api/v3/organizations/1/repos?{query}&page=2"),
            format!("Bearer {TOKEN} /api/v3/organizations/1/repos?{query}&page=3"),
        ]
    );
    assert_eq!(
        portal.built(&[("THE_TOKEN", TOKEN)], server.port),
        [
            "northwind/svc-ledger http://127.0.0.1:PORT/northwind/svc-ledger main",
            "northwind/svc-pay http://127.0.0.1:PORT/northwind/svc-pay main",
        ]
    );
    let first = tree::read(&portal.root().join("site"));
    portal.run(&["build", "--threads", "1"], &[("THE_TOKEN", TOKEN)]);
    assert!(first == tree::read(&portal.root().join("site")), "the same commits give the same bytes");
}

#[test]
fn gitlab_lists_a_group_with_its_subgroups() {
    let portal = Portal::new(&["northwind/platform/pay", "northwind/platform/data/lake"]);
    let project = |name: &str, more: Value| {
        let mut project = json!({
            "id": 1, "path_with_namespace": name, "default_branch": "main", "visibility": "private", "archived": false,
            "empty_repo": false, "topics": ["a"], "tag_list": ["a"], "ssh_url_to_repo": format!("git@gitlab.example.com:{name}.git"),
            "http_url_to_repo": format!("https://elsewhere.example/{name}.git"), "web_url": format!("https://elsewhere.example/{name}"),
        });
        project.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        project
    };
    let mut projects: Vec<Value> =
        (0..100).map(|number| project(&format!("northwind/platform/old-{number}"), json!({"archived": true}))).collect();
    projects.extend([
        project("northwind/platform/pay", json!({})),
        project("northwind/platform/data/lake", json!({"tag_list": null})),
        project("northwind/platform/empty", json!({"empty_repo": true, "default_branch": null})),
        project("northwind/platform/fork", json!({"forked_from_project": {"id": 2}})),
        project("northwind/platform/gone", json!({"marked_for_deletion_on": "2026-05-14"})),
    ]);
    let root = portal.forge();
    let server = serve(move |request, _| {
        let (path, _) = request.parts();
        if !path.starts_with("/api/") {
            return git_answer(request, &root, BASIC[1]);
        }
        if request.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return Response::new(401, r#"{"message":"401 Unauthorized"}"#);
        }
        if path != "/api/v4/groups/northwind%2Fplatform/projects" || request.query("include_subgroups") != Some("true") {
            return Response::new(404, r#"{"message":"404 Group Not Found"}"#);
        }
        let number = request.query("page").map_or(1, |page| page.parse().unwrap());
        let next = if number < projects.len().div_ceil(100) { (number + 1).to_string() } else { String::new() };
        // The server stands behind a proxy and knows another name of itself.
        Response::new(200, &page(&projects, number, 100))
            .header("X-Next-Page", &next)
            .header("Link", &format!("<https://inside.example/api/v4/groups/1/projects?page={next}>; rel=\"next\""))
    });
    portal.configure(&format!("  - gitlab: {{ group: northwind/platform, url: 'http://127.0.0.1:{}' }}\n", server.port));
    assert_eq!(portal.told(&[("GITLAB_TOKEN", TOKEN)], server.port), [""; 0]);
    let first =
        "/api/v4/groups/northwind%2Fplatform/projects?include_subgroups=true&with_shared=false&order_by=id&sort=asc&per_page=100";
    assert_eq!(asked(&server), [format!("Bearer {TOKEN} {first}"), format!("Bearer {TOKEN} {first}&page=2")]);
    assert_eq!(
        portal.built(&[("GITLAB_TOKEN", TOKEN)], server.port),
        [
            "northwind/platform/data/lake http://127.0.0.1:PORT/northwind/platform/data/lake main",
            "northwind/platform/pay http://127.0.0.1:PORT/northwind/platform/pay main",
        ]
    );
    let pages: String = tree::read(&portal.root().join("site")).values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    let edit = format!("http://127.0.0.1:{}/northwind/platform/pay/-/edit/main/catalog-info.yaml", server.port);
    assert!(pages.contains(&edit), "the forge's own links, though its host's name tells nothing");
}

/// Gitea: pages of 50, `X-Total-Count`, and links to the address that the server believes to have.
fn gitea(root: PathBuf, names: Vec<&'static str>, archived: usize) -> Server {
    serve(move |request, _| {
        let (path, _) = request.parts();
        if !path.starts_with("/api/") {
            return git_backend(request, &root);
        }
        if !matches!(path, "/api/v1/orgs/northwind/repos" | "/api/v1/users/ada/repos") {
            return Response::new(404, r#"{"message":"GetOrgByName"}"#);
        }
        let repository = |name: &str, archived: bool| {
            json!({"full_name": name, "default_branch": "main", "archived": archived, "empty": false, "fork": false,
                "private": false, "internal": false, "ssh_url": format!("git@git.example.com:{name}.git"), "size": 12})
        };
        let mut all: Vec<Value> = (0..archived).map(|number| repository(&format!("northwind/old-{number}"), true)).collect();
        all.extend(names.iter().map(|name| repository(name, false)));
        let number: usize = request.query("page").unwrap().parse().unwrap();
        let mut response = Response::new(200, &page(&all, number, 50)).header("X-Total-Count", &all.len().to_string());
        if number * 50 < all.len() {
            let next = format!("<http://localhost:3000/api/v1/orgs/northwind/repos?limit=50&page={}>; rel=\"next\"", number + 1);
            response = response.header("Link", &next);
        }
        response
    })
}

#[test]
fn gitea_lists_an_organisation_and_what_is_named_comes_once() {
    let portal = Portal::new(&["northwind/pay", "northwind/ledger", "northwind/web"]);
    let server = gitea(portal.forge(), vec!["northwind/web", "northwind/pay", "northwind/ledger"], 98);
    // A working tree of one of them, and one that is named with a branch of its own.
    let url = format!("http://127.0.0.1:{}", server.port);
    git(&portal.root(), &["clone", "--quiet", &format!("{url}/northwind/web.git"), "web"]);
    server.log.lock().unwrap().clear();
    portal.configure(&format!(
        "  - gitea: {{ org: northwind, url: '{url}/' }}\n  - path: web\n  - {{ git: '{url}/northwind/pay.git', ref: main }}\n  - gitea: {{ org: northwind, url: '{url}' }}\n"
    ));
    assert_eq!(portal.told(&[], server.port), [""; 0]);
    let mut requests = asked(&server);
    requests.sort();
    let mut expected: Vec<String> =
        [1, 2, 3].into_iter().map(|page| format!("- /api/v1/orgs/northwind/repos?limit=50&page={page}")).collect();
    expected = expected.iter().flat_map(|request| [request.clone(), request.clone()]).collect();
    assert_eq!(requests, expected);
    assert_eq!(
        portal.built(&[], server.port),
        [
            "northwind/ledger http://127.0.0.1:PORT/northwind/ledger main",
            "northwind/web http://127.0.0.1:PORT/northwind/web main",
            "northwind/pay http://127.0.0.1:PORT/northwind/pay main",
        ]
    );
}

/// Answers each request with the next of `answers`, the last one for ever.
fn script(answers: Vec<Response>) -> Server {
    let next = AtomicUsize::new(0);
    serve(move |_, _| {
        let answer = &answers[next.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1)];
        Response { status: answer.status, headers: answer.headers.clone(), body: answer.body.clone() }
    })
}

/// What a forge answers, what the entry says besides, the environment, the finding, and how many requests it takes.
type Case<'c> = (Vec<Response>, &'c str, &'c [(&'c str, &'c str)], String, usize);

fn first_finding(answers: Vec<Response>, more: &str, environment: &[(&str, &str)]) -> (Vec<String>, usize) {
    let portal = Portal::new(&[]);
    let server = script(answers);
    portal.configure(&format!("  - github: {{ org: northwind, url: 'http://127.0.0.1:{}'{more} }}\n", server.port));
    let told = portal.told(environment, server.port);
    (told, asked(&server).len())
}

#[test]
fn what_goes_wrong_is_told_with_the_way_out() {
    let at = "3:5:";
    let could_not = "the repositories of `http://127.0.0.1:PORT/northwind` could not be listed";
    let token = [("GITHUB_TOKEN", TOKEN)];
    let error = |reason: &str, hint: &str| format!("error[forge-unreachable] {at} {could_not}: {reason} ({hint})");
    let said = |status: u16, message: &str| Response::new(status, &json!({"message": message}).to_string());
    let empty = || Response::new(200, "[]");
    let cases: Vec<Case<'_>> = vec![
        (vec![said(401, "Bad credentials")], "", &token, error("the token is not accepted (401)", "`GITHUB_TOKEN` holds a token that is expired, revoked or of another forge; make a new one"), 1),
        (vec![said(404, "Not Found")], "", &[], error("there is no organisation `northwind`, or it may not be seen (404)", "correct the name; write `user` if it is a person; set `GITHUB_TOKEN` if it is private"), 1),
        (vec![said(404, "Not Found")], "", &token, error("there is no organisation `northwind`, or it may not be seen (404)", "correct the name; write `user` if it is a person; let the token in `GITHUB_TOKEN` see it if it is private"), 1),
        (vec![said(403, &format!("no\r\naccess for {TOKEN}."))], "", &token, error("it is not allowed (403): no  access for ***", "let the token in `GITHUB_TOKEN` read repositories: the permissions `Metadata` and `Contents` of a fine-grained token, or the scope `repo`"), 1),
        (vec![said(429, "slow down").header("Retry-After", "120")], "", &[], error("the forge's limit of requests is used up for longer than the 60 seconds of `wait`", "set `GITHUB_TOKEN`: with a token much more may be asked"), 1),
        (vec![said(403, "API rate limit exceeded").header("X-RateLimit-Remaining", "0").header("X-RateLimit-Reset", "99999999999")], ", wait: 5", &token, error("the forge's limit of requests is used up for longer than the 5 seconds of `wait`", "build again later, or allow a longer `wait`"), 1),
        (vec![said(502, "")], "", &[], error("it answered 502", "check the address and the network; the next build asks again"), 4),
        (vec![Response::new(200, "<html>")], "", &[], error("its answer is no list of repositories", "check that `url` is the address of the forge, and of that kind"), 1),
        (vec![Response::new(200, &"[".repeat(100_000))], "", &[], error("its answer is no list of repositories", "check that `url` is the address of the forge, and of that kind"), 1),
        (vec![Response::new(200, &" ".repeat((16 << 20) + 1))], "", &[], error("its answer has more bytes than are read", "name the repositories one by one with `git`"), 1),
        (vec![empty()], "", &[], format!("warning[forge-empty] {at} the forge lists no repository of `http://127.0.0.1:PORT/northwind` (without a token only public repositories are listed: set `GITHUB_TOKEN`)"), 1),
        (vec![said(429, "wait").header("Retry-After", "1"), said(500, ""), empty()], "", &token, format!("warning[forge-empty] {at} the forge lists no repository of `http://127.0.0.1:PORT/northwind` (let the token in `GITHUB_TOKEN` read its repositories)"), 3),
        (vec![Response::new(301, "").header("Location", "/api/v3/organizations/1/repos"), empty()], "", &token, format!("warning[forge-empty] {at} the forge lists no repository of `http://127.0.0.1:PORT/northwind` (let the token in `GITHUB_TOKEN` read its repositories)"), 2),
        (vec![Response::new(302, "").header("Location", "/api/v3/")], "", &[], error("it answered 302", "check the address and the network; the next build asks again"), 6),
        (vec![Response::new(200, &json!([github_repository("northwind/a", json!({"archived": true})), github_repository("northwind/b", json!({"fork": true})), github_repository("northwind/c", json!({}))]).to_string())], ", exclude: c", &[], format!("warning[forge-empty] {at} all 3 listed repositories of `http://127.0.0.1:PORT/northwind` are left out: 1 by `archived: false`, 1 by `exclude`, 1 by `forks: false` (correct the filters; names are matched with and without their owner)"), 1),
        (vec![empty()], ", token_env: THE_TOKEN", &token, "error[forge-token-missing] 3:0: the environment variable `THE_TOKEN` holds no token for `http://127.0.0.1:PORT`; its repositories are left out (set it where the portal is built, or remove `token_env` if everything is public)".to_owned(), 0),
    ];
    for (answers, more, environment, expected, requests) in cases {
        let (told, count) = first_finding(answers, more, environment);
        let column = told.first().and_then(|told| told.split(' ').nth(1)).unwrap_or_default();
        let expected = if requests == 0 { expected.replace("3:0:", column) } else { expected };
        assert_eq!((told, count), (vec![expected], requests));
    }
}

#[test]
fn a_forge_that_is_away_is_read_from_its_last_listing() {
    let portal = Portal::new(&["northwind/pay"]);
    let is_up = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let (up, root) = (Arc::clone(&is_up), portal.forge());
    let server = serve(move |request, _| {
        if request.target.starts_with("/api/") && !up.load(Ordering::SeqCst) {
            return Response::new(404, "");
        }
        if request.target.starts_with("/api/") {
            return Response::new(200, &json!([github_repository("northwind/pay", json!({}))]).to_string());
        }
        git_backend(request, &root)
    });
    let entry = format!("  - github: {{ org: northwind, url: 'http://127.0.0.1:{}'", server.port);
    portal.configure(&format!("{entry} }}\n"));
    assert_eq!(portal.told(&[], server.port), [""; 0]);
    is_up.store(false, Ordering::SeqCst);
    assert_eq!(
        portal.told(&[], server.port),
        [
            "warning[forge-stale] 3:5: the repositories of `http://127.0.0.1:PORT/northwind` could not be listed, the last good listing is used: there is no organisation `northwind`, or it may not be seen (404) (correct the name; write `user` if it is a person; set `GITHUB_TOKEN` if it is private)"
        ]
    );
    assert_eq!(portal.built(&[], server.port), ["northwind/pay http://127.0.0.1:PORT/northwind/pay main"]);
    // Who builds again and again through one cache, as a preview does, asks once.
    is_up.store(true, Ordering::SeqCst);
    let file = portal.root().join("vestibule.yaml");
    let source =
        Source { repository: None, commit: None, path: RepoPath::root(), text: fs::read_to_string(file).unwrap().into() };
    let config = config::read(&Arc::new(source), portal.root()).unwrap();
    let cache = Cache::new(portal.folder.path().join("cache"));
    let asks = |cache: &Cache| {
        let before = asked(&server).len();
        assert_eq!(gather(&config, cache, &Silent).repositories.len(), 1);
        asked(&server).len() - before
    };
    assert_eq!([asks(&cache), asks(&cache), asks(&Cache::new(cache.folder()))], [1, 0, 1]);
    // A listing that was damaged is none.
    is_up.store(false, Ordering::SeqCst);
    let listings = portal.folder.path().join("cache/listings");
    for entry in fs::read_dir(listings).unwrap() {
        fs::write(entry.unwrap().path(), r#"[{"name": "../../x"}]"#).unwrap();
    }
    assert_eq!(portal.told(&[], server.port)[0].split(' ').next(), Some("error[forge-unreachable]"));
}

/// Another server, which nobody should send anything to.
fn stranger() -> Server {
    serve(|_, _| Response::new(200, "[]"))
}

#[test]
fn a_token_goes_to_no_other_server() {
    let portal = Portal::new(&[]);
    let other = stranger();
    let there = format!("http://127.0.0.1:{}/", other.port);
    let listing = json!([github_repository("northwind/pay", json!({}))]).to_string();
    let link = format!("<{there}api/v3/orgs/northwind/repos?page=2>; rel=\"next\"");
    for answer in [Response::new(301, "").header("Location", &there), Response::new(200, &listing).header("Link", &link)] {
        let server = script(vec![answer]);
        portal.configure(&format!("  - github: {{ org: northwind, url: 'http://127.0.0.1:{}' }}\n", server.port));
        assert_eq!(
            portal.told(&[("GITHUB_TOKEN", TOKEN)], server.port),
            [
                "error[forge-unreachable] 3:5: the repositories of `http://127.0.0.1:PORT/northwind` could not be listed: its answer leads to another server, `127.0.0.1`, which gets no request (write the forge's own address as `url`)"
            ]
        );
    }
    // Git is led away from a listed repository, and from one that is named with credentials.
    let moved = there.clone();
    let server = serve(move |request, _| match request.target.strip_prefix('/') {
        Some(path) if !path.starts_with("api/") => Response::new(301, "").header("Location", &format!("{moved}{path}")),
        _ => Response::new(200, &listing),
    });
    let address = format!("127.0.0.1:{}", server.port);
    portal.configure(&format!(
        "  - github: {{ org: northwind, url: 'http://{address}' }}\n  - git: http://ada:s3cret@{address}/other/pay.git\n"
    ));
    let told = portal.told(&[("GITHUB_TOKEN", TOKEN)], server.port);
    let strays: Vec<String> = other.log.lock().unwrap().iter().map(|request| format!("{request:?}")).collect();
    assert_eq!(strays, [""; 0]);
    assert_eq!(
        told,
        [
            "error[source-unreachable] 3:5: `http://127.0.0.1:PORT/northwind/pay.git` could not be fetched: unable to access 'http://127.0.0.1:PORT/northwind/pay.git/': The requested URL returned error: 301 (check the address, the network and your access: `git ls-remote` with the same address tells)",
            "error[source-unreachable] 4:10: `http://127.0.0.1:PORT/other/pay.git` could not be fetched: unable to access 'http://127.0.0.1:PORT/other/pay.git/': The requested URL returned error: 301 (check the address, the network and your access: `git ls-remote` with the same address tells)"
        ]
    );
}

#[test]
fn a_token_is_told_nowhere() {
    let portal = Portal::new(&["northwind/pay"]);
    let root = portal.forge();
    // A forge that says everything that it hears: in answers, in errors of git, and in the listing.
    let server = serve(move |request, _| {
        let heard = request.header("authorization").unwrap_or("-").to_owned();
        let entry = |name: &str, branch: &str| github_repository(name, json!({"default_branch": branch, "description": TOKEN}));
        match request.parts().0 {
            "/api/v3/orgs/northwind/repos" => Response::new(
                200,
                &json!([
                    entry("northwind/pay", "main"),
                    entry("northwind/gone", "main"),
                    entry("northwind/branch", TOKEN),
                    entry(&format!("northwind/{TOKEN}"), "main")
                ])
                .to_string(),
            ),
            "/api/v3/orgs/angry/repos" => Response::new(403, &json!({"message": heard}).to_string()),
            path if path.starts_with("/northwind/pay.git") => git_answer(request, &root, BASIC[0]),
            _ => Response::new(403, &heard).header("Content-Type", "text/plain"),
        }
    });
    let entry =
        |org: &str| format!("  - github: {{ org: {org}, url: 'http://127.0.0.1:{}', token_env: THE_TOKEN }}\n", server.port);
    portal.configure(&[entry("northwind"), entry("angry")].concat());
    let secrets = [TOKEN, BASIC[0].trim_start_matches("Basic ")];
    let clean = |told: &[u8]| secrets.iter().all(|secret| !told.windows(secret.len()).any(|window| window == secret.as_bytes()));
    for arguments in [
        &["build", "--verbose"][..],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["discover"],
        &["query", "kind:group"],
    ] {
        let output = portal.run(arguments, &[("THE_TOKEN", TOKEN)]);
        let told = [output.stdout, output.stderr].concat();
        assert!(clean(&told), "{}", String::from_utf8_lossy(&told));
    }
    for folder in [portal.root(), portal.folder.path().join("cache")] {
        let tree = tree::read(&folder);
        assert!(tree.len() > 1);
        let leaks: Vec<&String> =
            tree.iter().filter(|(path, bytes)| !clean(path.as_bytes()) || !clean(bytes)).map(|(path, _)| path).collect();
        assert_eq!(leaks, [""; 0]);
    }
    // A token in the configuration itself is refused, and not quoted.
    for wrong in ["token: s3cret-token", "token_env: ghp_s3cret-token", "url: 'https://ada:s3cret-token@github.example.com'"] {
        portal.configure(&format!("  - github: {{ org: northwind, {wrong} }}\n"));
        let output = portal.run(&["check"], &[]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains("sources.github") && clean(told.as_bytes()), "{told}");
    }
}

#[test]
fn users_are_listed_where_each_forge_has_them() {
    for (key, variable, expected) in [
        ("github", "GITHUB_TOKEN", format!("Bearer {TOKEN} /api/v3/users/ada/repos?type=owner&sort=full_name&per_page=100")),
        ("gitlab", "GITLAB_TOKEN", format!("Bearer {TOKEN} /api/v4/users/ada/projects?order_by=id&sort=asc&per_page=100")),
        ("gitea", "GITEA_TOKEN", format!("token {TOKEN} /api/v1/users/ada/repos?limit=50&page=1")),
    ] {
        let portal = Portal::new(&[]);
        let server = script(vec![Response::new(200, "[]")]);
        portal.configure(&format!("  - {key}: {{ user: ada, url: 'http://127.0.0.1:{}' }}\n", server.port));
        portal.told(&[(variable, TOKEN)], server.port);
        assert_eq!(asked(&server), [expected]);
    }
}

#[test]
fn ssh_fetches_from_the_address_that_the_forge_names() {
    let portal = Portal::new(&[]);
    let listing = json!([github_repository("northwind/pay", json!({"ssh_url": "ssh://git@127.0.0.1:1/northwind/pay.git"}))]);
    let server = script(vec![Response::new(200, &listing.to_string())]);
    portal.configure(&format!("  - github: {{ org: northwind, url: 'http://127.0.0.1:{}', clone: ssh }}\n", server.port));
    let told = portal.told(&[("GITHUB_TOKEN", TOKEN)], server.port);
    let start = "error[source-unreachable] 3:5: `ssh://git@127.0.0.1:1/northwind/pay.git` could not be fetched: ";
    assert!(told.len() == 1 && told[0].starts_with(start), "{told:?}");
    assert_eq!(server.log.lock().unwrap().len(), 1, "nothing but the listing is asked of the forge");
}
