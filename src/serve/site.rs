//! Site: an HTTP request -> a file of the built site. Never leaves its folder, and answers to this machine's names alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;

use super::{Changes, live, page};

/// Holds what answers need.
#[derive(Clone)]
pub(super) struct Site {
    folder: PathBuf,
    /// What the browser should show.
    pub(super) live: Changes,
}

/// How often a file that is not there is looked for again, since a build may be putting the new site in place.
const LOOKS: usize = 3;

/// Makes the server for the site that stands in `folder`.
pub(super) fn router(folder: PathBuf, live: Changes) -> Router {
    Router::new()
        .route("/_vestibule/events", get(live::events))
        .route("/_vestibule/client.js", get(page::client))
        .fallback(answer)
        .layer(middleware::from_fn(local_only))
        .with_state(Site { folder, live })
}

/// Refuses requests under another name than this machine's: a page elsewhere may have its own name point here (DNS rebinding).
async fn local_only(request: Request, next: Next) -> Response {
    let is_local = request.headers().get(HOST).and_then(|host| host.to_str().ok()).is_some_and(is_local);
    let mut response = if is_local {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "The preview answers to localhost and 127.0.0.1 alone.\n").into_response()
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || matches!(name, "127.0.0.1" | "[::1]")
}

/// Says what stands at a path.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf, Vec<u8>),
    /// A folder that was named without its slash.
    Folder,
    Nothing,
}

async fn answer(State(site): State<Site>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let uri = request.uri().clone();
    let mut found = look(&site.folder, uri.path()).await;
    for _ in 1..LOOKS {
        if found != Found::Nothing || site.live.borrow().generation == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(15)).await;
        found = look(&site.folder, uri.path()).await;
    }
    let generation = site.live.borrow().generation;
    match found {
        Found::File(path, bytes) => file(&path, bytes, StatusCode::OK, generation),
        Found::Folder => {
            let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
            redirect(&format!("{}/{query}", uri.path()))
        }
        Found::Nothing if generation == 0 => page::waiting(),
        Found::Nothing => match look(&site.folder, "/404.html").await {
            Found::File(path, bytes) => file(&path, bytes, StatusCode::NOT_FOUND, generation),
            _ => (StatusCode::NOT_FOUND, "Not found.\n").into_response(),
        },
    }
}

async fn look(folder: &Path, path: &str) -> Found {
    let (folder, path) = (folder.to_owned(), path.to_owned());
    tokio::task::spawn_blocking(move || find(&folder, &path)).await.unwrap_or(Found::Nothing)
}

/// Finds what the URL path `path` names below `folder`, and nothing else.
fn find(folder: &Path, path: &str) -> Found {
    let Some(relative) = below(path) else { return Found::Nothing };
    let file = folder.join(&relative);
    let is_page = path.ends_with('/');
    if file.is_dir() && !is_page {
        return if file.join("index.html").is_file() { Found::Folder } else { Found::Nothing };
    }
    let file = if is_page { file.join("index.html") } else { file };
    // The site holds no links; one that leads out must still not be followed.
    let (Ok(root), Ok(real)) = (fs::canonicalize(folder), fs::canonicalize(&file)) else { return Found::Nothing };
    if !real.starts_with(root) {
        return Found::Nothing;
    }
    fs::read(&real).map_or(Found::Nothing, |bytes| Found::File(file, bytes))
}

/// Turns a URL path into a relative file path that cannot leave its folder.
fn below(path: &str) -> Option<PathBuf> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let inner = path.strip_prefix('/')?;
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    if inner.is_empty() {
        return (path == "/").then(PathBuf::new);
    }
    let is_unsafe =
        |part: &str| matches!(part, "" | "." | "..") || part.contains(['\\', '\0']) || cfg!(windows) && part.contains(':');
    if inner.split('/').any(is_unsafe) {
        return None;
    }
    Some(inner.split('/').collect())
}

fn redirect(to: &str) -> Response {
    HeaderValue::from_str(to)
        .map_or_else(|_| StatusCode::NOT_FOUND.into_response(), |to| (StatusCode::FOUND, [(LOCATION, to)]).into_response())
}

fn file(path: &Path, bytes: Vec<u8>, status: StatusCode, generation: u64) -> Response {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(&extension)));
    if extension == "svg" {
        // An image of a repository's docs that is opened by itself is a document; it must not run script here either.
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("script-src 'none'"));
    }
    let bytes = if extension == "html" { page::with_client(bytes, generation) } else { bytes };
    (status, headers, Body::from(bytes)).into_response()
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" | "md" | "yaml" | "yml" | "toml" | "csv" | "sh" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::{any, proptest};

    use super::{below, is_local};

    #[test]
    fn paths_stay_below() {
        assert_eq!(below("/"), Some(PathBuf::new()));
        assert_eq!(below("/a%20b/c/"), Some(PathBuf::from("a b/c")));
        for wrong in ["", "a", "//a", "/a//b", "/..", "/../a", "/a/%2e%2e/b", "/a/..%2fb", "/%00", "/a%5cb", "/%ff", "//", "/./a"]
        {
            assert_eq!(below(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hosts_are_this_machine() {
        for host in ["localhost", "localhost:4000", "LOCALHOST:1", "127.0.0.1:4000", "[::1]:4000", "[::1]"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["", "evil.example", "localhost.evil.example:4000", "127.0.0.1.evil.example", "evil:localhost", "::1"] {
            assert!(!is_local(host), "{host}");
        }
    }

    proptest! {
        #[test]
        fn no_path_leaves(path in any::<String>()) {
            if let Some(found) = below(&format!("/{path}")) {
                assert!(found.components().all(|part| matches!(part, std::path::Component::Normal(_))));
            }
        }
    }
}
