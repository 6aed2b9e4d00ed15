//! The preview over real HTTP on loopback: what it serves, to whom, and how a change reaches the browser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use support::git::Repository;
use vestibule::serve::{Attempt, Preview, ServeError, serve};

/// Asks for `target` as the host `host`, and gives the whole answer.
fn ask(preview: &Preview, method: &str, target: &str, host: &str) -> String {
    let mut stream = connect(&preview.url());
    write!(stream, "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn connect(url: &str) -> TcpStream {
    let stream = TcpStream::connect(url.trim_start_matches("http://").trim_end_matches('/')).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Gives the status line's code and the headers that matter, with the body.
fn get(preview: &Preview, target: &str) -> (u16, String, String) {
    let answer = ask(preview, "GET", target, "localhost");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    let telling = if status == 302 { header("location:") } else { header("content-type:") };
    (status, telling, body.to_owned())
}

fn preview(cache: &Path) -> Preview {
    fs::write(cache.join("secret.txt"), "secret").unwrap();
    let build = |out: &Path| {
        for (path, text) in [
            ("index.html", "<body>home</body>"),
            ("404.html", "<body>missing</body>"),
            ("catalog/a b/index.html", "<body>entity</body>"),
            ("assets/app.js", "1"),
            ("docs/x.svg", "<svg/>"),
        ] {
            let file = out.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        #[cfg(unix)]
        let _ = std::os::unix::fs::symlink(out.join("../../secret.txt"), out.join("link.txt"));
        Attempt { built: Some("5 files".to_owned()), ..Attempt::default() }
    };
    let preview = serve(None, cache, Box::new(build), Arc::new(|_: &str| {})).unwrap();
    // The first build is quick; until it is done, the page says so.
    while !get(&preview, "/").2.contains("data-generation=\"1\"") {}
    preview
}

#[test]
fn the_site_and_nothing_else_is_served() {
    let cache = tempfile::tempdir().unwrap();
    let preview = preview(cache.path());
    let script = "<script src=\"/_vestibule/client.js\" data-generation=\"1\" defer></script>";
    let html = "text/html; charset=utf-8".to_owned();
    assert_eq!(get(&preview, "/"), (200, html.clone(), format!("<body>home{script}</body>")));
    assert_eq!(get(&preview, "/catalog/a%20b/"), (200, html.clone(), format!("<body>entity{script}</body>")));
    assert_eq!(get(&preview, "/catalog/a%20b/index.html?q=1").0, 200);
    assert_eq!(get(&preview, "/catalog/a%20b?q=1").1, "/catalog/a%20b/?q=1");
    assert_eq!(get(&preview, "/assets/app.js"), (200, "text/javascript; charset=utf-8".to_owned(), "1".to_owned()));
    assert_eq!(get(&preview, "/docs/x.svg").1, "image/svg+xml");
    assert_eq!(get(&preview, "/_vestibule/client.js").1, "text/javascript; charset=utf-8");
    let missing = (404, html, format!("<body>missing{script}</body>"));
    let outside = [
        "/../secret.txt",
        "/..%2f..%2fsecret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/link.txt",
        "//evil.example",
        "//evil.example/",
        "/catalog",
    ];
    for target in ["/no", "/catalog/", "/assets/", "/assets/app.js/", "/%ff", "/%00"].iter().chain(&outside) {
        assert_eq!(get(&preview, target), missing, "{target}");
    }
    let head = ask(&preview, "HEAD", "/", "localhost");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("cache-control: no-store") && head.ends_with("\r\n\r\n"), "{head}");
    assert!(ask(&preview, "POST", "/", "localhost").starts_with("HTTP/1.1 405"));
    drop(preview);
    assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 1, "the preview leaves nothing behind");
}

#[test]
fn other_names_are_refused() {
    let cache = tempfile::tempdir().unwrap();
    let preview = preview(cache.path());
    for host in ["127.0.0.1:4000", "localhost", "[::1]:1"] {
        assert!(ask(&preview, "GET", "/", host).starts_with("HTTP/1.1 200"), "{host}");
    }
    for host in ["evil.example", "localhost.evil.example:4000", "127.0.0.1.evil.example", ""] {
        for target in ["/", "/_vestibule/events"] {
            assert!(ask(&preview, "GET", target, host).starts_with("HTTP/1.1 403"), "{host} {target}");
        }
    }
}

#[test]
fn a_port_in_use_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let cache = tempfile::tempdir().unwrap();
    let error = serve(Some(port), cache.path(), Box::new(|_: &Path| Attempt::default()), Arc::new(|_: &str| {})).unwrap_err();
    assert!(matches!(error, ServeError::PortInUse(told) if told == port));
    assert_eq!(error.to_string(), format!("port {port} is in use; choose another with `--port`"));
}

#[test]
fn the_reason_is_shown_when_there_is_no_first_build() {
    let cache = tempfile::tempdir().unwrap();
    let said = Arc::new(Mutex::new(Vec::new()));
    let build = |_: &Path| Attempt {
        problems: vec![vestibule::base::diagnostic::Diagnostic::error("broken", "it is broken").hint("mend it")],
        ..Attempt::default()
    };
    let keep = Arc::clone(&said);
    let preview =
        serve(None, cache.path(), Box::new(build), Arc::new(move |line: &str| keep.lock().unwrap().push(line.to_owned())))
            .unwrap();
    assert_eq!(get(&preview, "/any/page/").0, 503);
    let mut events = Events::open(&preview.url());
    let live = events.wait(|live| live["problems"][0]["message"] == "it is broken");
    assert_eq!(live["generation"], 0);
    drop(preview);
    assert_eq!(*said.lock().unwrap(), ["not built; the last state is still served", "  error: it is broken", "    mend it"]);
}

/// Listens to what the preview tells the browser.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(url: &str) -> Self {
        let mut stream = connect(url);
        write!(stream, "GET /_vestibule/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    /// Waits for the first state that is as wanted.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).expect("the state comes in time") > 0, "the stream stays open");
            if let Some(live) = line.strip_prefix("data: ").map(|data| serde_json::from_str::<Value>(data).unwrap())
                && wanted(&live)
            {
                return live;
            }
        }
    }
}

/// Runs the program itself.
struct Program(Child, String);

impl Program {
    fn start(portal: &Path, cache: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args(["serve", "."])
            .current_dir(portal)
            .env("VESTIBULE_CACHE", cache)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let url =
            lines.find_map(|line| line.unwrap().split(' ').find(|word| word.starts_with("http")).map(str::to_owned)).unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self(child, url)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_broken_edit_is_shown_and_forgotten_when_mended() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("portal"));
    let descriptor = |extra: &str| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: pay\nspec:\n  type: service\n  lifecycle: production\n{extra}"
        )
    };
    repository.write("catalog-info.yaml", descriptor("  owner: group:pay\n").as_bytes());
    repository.commit("Begin");
    let program = Program::start(&repository.path, &folder.path().join("cache"));
    let mut events = Events::open(&program.1);
    events.wait(|live| live["generation"] == 1 && live["problems"].as_array().unwrap().is_empty());

    repository.write("catalog-info.yaml", descriptor("").as_bytes());
    let broken = events.wait(|live| live["generation"] != 1);
    assert_eq!(broken["problems"][0]["code"], "missing-field");
    assert_eq!(broken["problems"][0]["message"], "`spec.owner` is missing");

    repository.write("catalog-info.yaml", descriptor("  owner: group:pay\n").as_bytes());
    events.wait(|live| live["generation"] != broken["generation"] && live["problems"].as_array().unwrap().is_empty());

    // A configuration that cannot be read leaves the site as it was.
    repository.write("vestibule.yaml", b"site:\n  titel: Pay\n");
    let stopped = events.wait(|live| live["built"] == false);
    assert_eq!(stopped["problems"][0]["place"], "vestibule.yaml:2:3");
    assert_eq!(stopped["problems"][0]["excerpt"], serde_json::json!(["  titel: Pay", 3, 5]));
    repository.write("vestibule.yaml", b"site:\n  title: Pay\n");
    events.wait(|live| live["built"] == true && live["generation"].as_u64() > stopped["generation"].as_u64());

    // A folder that is new is followed too.
    repository.write("deep/er/catalog-info.yaml", descriptor("").replace("pay", "new").as_bytes());
    let news = events.wait(|live| !live["problems"].as_array().unwrap().is_empty());
    repository
        .write("deep/er/catalog-info.yaml", descriptor("  owner: group:pay\n").replace("name: pay", "name: new").as_bytes());
    events.wait(|live| live["generation"] != news["generation"] && live["problems"].as_array().unwrap().is_empty());
}

#[test]
fn what_stands_outside_the_sources_is_followed_too() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("pay"));
    repository.write("README.md", b"# Pay\n");
    repository.commit("Begin");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let (model, app) = ("kinds:\n  Product: {}\n", "catalog: { locations: [] }\n");
    write("portal/model/own.yaml", model);
    write("backstage/app-config.yaml", app);
    write(
        "portal/vestibule.yaml",
        "model: model/*.yaml\nsources:\n  - path: ../pay\n  - backstage: ../backstage/app-config.yaml\n",
    );
    let program = Program::start(&folder.path().join("portal"), &folder.path().join("cache"));
    let mut events = Events::open(&program.1);
    let first = events.wait(|live| live["generation"] == 1);
    assert_eq!(first["problems"], serde_json::json!([]));

    write("portal/model/own.yaml", "kinds:\n  Product: { plural: [] }\n");
    let broken = events.wait(|live| live["built"] == false);
    assert_eq!(broken["problems"][0]["place"], "model/own.yaml:2:22");
    write("portal/model/own.yaml", model);
    let mended = events.wait(|live| live["built"] == true);
    write("backstage/app-config.yaml", "catalog: { locations: [{ type: file, target: ./gone.yaml }] }\n");
    events.wait(|live| live["generation"].as_u64() > mended["generation"].as_u64());
}
